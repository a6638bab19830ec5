"""Values of field.yaml that people write in more than one way: texts in languages, conditions, hours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.condition_text import ConditionTextError, parse_condition
from psychograph.questionnaire.conditions import Condition

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def _said(value: object) -> Translated:
    """Read a text, or texts by language; the first language of a list is that of `Translated.text`."""
    if isinstance(value, Translated):
        return value
    if isinstance(value, str) and value.strip():
        return Translated(value.strip())
    if isinstance(value, Mapping) and value:
        first, *_ = value.values()
        if all(LANGUAGE.fullmatch(str(tag)) and isinstance(said, str) for tag, said in value.items()):
            return Translated.of(first.strip(), {str(tag): said.strip() for tag, said in value.items()})
    raise ValueError("a text, or a text for each language, as in {en: Hello, de: Hallo}")


def _condition(value: object) -> Condition:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a condition on answers, as in Age < 18")
    try:
        return parse_condition(value)
    except ConditionTextError as reason:
        raise ValueError(f"a condition on answers: {reason.expected}; {reason.mend}") from None


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("a time zone of the IANA list, such as Europe/Berlin or America/New_York")
    return value


def _hour(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value.strip()):
        return time.fromisoformat(value.strip().zfill(5))
    if isinstance(value, time):
        return value
    raise ValueError('an hour in double quotes, as in "10:00"')


def _local(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?", value.strip()):
        return datetime.fromisoformat(value.strip())
    raise ValueError("a day, or a day and an hour, as in 2026-12-01 09:00")


Said = Annotated[
    Translated,
    PlainValidator(_said),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]}),
]
When = Annotated[Condition, PlainValidator(_condition), WithJsonSchema({"type": "string"})]
TimeZone = Annotated[str, AfterValidator(_zone)]
Hour = Annotated[time, BeforeValidator(_hour)]
LocalTime = Annotated[datetime, BeforeValidator(_local)]  # in the time zone of the plan


def in_zone(local: datetime, zone: str) -> datetime:
    """Return a wall-clock time of a zone as an aware one; the earlier where it comes twice."""
    return local.replace(tzinfo=ZoneInfo(zone))
