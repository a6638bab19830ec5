"""Values of questionnaire.yaml that people write in more than one way: texts, choices, labels, bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.condition_text import ConditionTextError, parse_condition
from psychograph.questionnaire.conditions import Condition
from psychograph.quoting import quoted, shortened
from psychograph.yaml_files.declared import Declared as Block

TOLD = "told"  # the type of errors that bring their own words
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Codes of the usual answers that are none: below zero, where no step of a usual scale lies.
USUAL_CODES = {"prefer not to say": "-8", "don't know": "-9"}
FIRST_UNUSUAL = -10
CHOICE_KEYS = frozenset({"code", "label", "exclusive", "specify", "declined"})

Raw: TypeAlias = dict[str, Any]


def told(expected: str, mend: str, found: str = "") -> PydanticCustomError:
    """Return an error with what was expected and how to mend it, in words for people."""
    # The texts go into the context, not the template, so that braces in them mean nothing.
    return PydanticCustomError(TOLD, "told", {"expected": expected, "mend": mend, "found": found})


def language_of(info: ValidationInfo) -> str:
    """Return the language of the file that is read."""
    return str((info.context or {}).get("language", "en"))


def _said(value: object, info: ValidationInfo) -> Translated:
    if isinstance(value, Translated):
        return value
    if isinstance(value, str):
        return Translated(_trimmed(value))
    language = language_of(info)
    expected = f"a text, or a text for each language, as in {{{language}: Yes, {_another(language)}: ...}}"
    if not isinstance(value, Mapping) or not value:
        raise told(expected, "write the text after the colon, in double quotes where it holds a colon or #")
    strange = next((tag for tag in value if not TAG.fullmatch(str(tag))), None)
    if strange is not None:
        raise told(expected, f"'{shortened(strange)}' is no language; put text with a colon in double quotes")
    blank = next((tag for tag, said in value.items() if not isinstance(said, str)), None)
    if blank is not None:
        raise told(expected, f"write the text after {blank}:")
    if language not in value:
        mend = f"add {language}:, or write `language: {next(iter(value))}` at the top of the file"
        raise told(f"a text in the language of the file ({language})", mend)
    others = {tag: _trimmed(said) for tag, said in value.items() if tag != language}
    return Translated.of(_trimmed(value[language]), others)


def _trimmed(text: str) -> str:
    """Return a text without the line break that a block of several lines ends with."""
    return text.rstrip("\n")


def _another(language: str) -> str:
    return "de" if language != "de" else "en"


def _condition(value: object) -> Condition | None:
    if value is None or isinstance(value, Condition):
        return value
    if not isinstance(value, str) or not value.strip():
        raise told("a condition on earlier answers", "write show_if: Age >= 18")
    try:
        return parse_condition(value)
    except ConditionTextError as reason:
        raise told(reason.expected, reason.mend, reason.found) from None


def kinds_as_text(schema: Raw) -> None:
    """Let a JSON Schema of a block allow a text in its place."""
    block = dict(schema)
    schema.clear()
    schema.update({"anyOf": [{"type": "string"}, block]})


def _any_choice(schema: Raw) -> None:
    """Let a JSON Schema of a choice allow a label alone, in one or several languages, and `1: Woman`."""
    schema.pop("required", None)
    schema["additionalProperties"] = True
    kinds_as_text(schema)


class ChoiceEntry(Block):
    """One choice: its label, or a block where it is more than that."""

    model_config = ConfigDict(json_schema_extra=_any_choice)

    code: Annotated[str, Field(min_length=1)] = Field(
        description="As the answers will hold it; 1, 2, 3 and so on if absent.", examples=["1"]
    )
    label: Annotated[
        Translated,
        PlainValidator(_said),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]}),
    ] = Field(description="As respondents read it.", examples=["Woman"])
    exclusive: bool = Field(
        default=False, description="true where it rules out the others, as 'none of these'.", examples=[True]
    )
    specify: bool = Field(
        default=False, description="true where it asks for a text, as 'other, namely'.", examples=[True]
    )
    declined: bool = Field(
        default=False, description="true where it means no answer, as 'prefer not to say'.", examples=[True]
    )


def _choices(value: object, info: ValidationInfo) -> object:
    """Return choices as entries with code and label, however they are written."""
    if isinstance(value, Mapping):
        return tuple(_coded(str(code), entry) for code, entry in value.items())
    if not isinstance(value, list):
        raise told(
            "a list of labels, or codes with labels, as in {1: Woman, 2: Man}",
            "write - and a label on a line of its own for each choice",
        )
    return tuple(_listed(entry, str(at), language_of(info)) for at, entry in enumerate(value, start=1))


def _listed(entry: object, code: str, language: str) -> object:
    """Return one entry of a list: a label, a block, `1: Woman`, or a label in several languages."""
    if not isinstance(entry, Mapping) or CHOICE_KEYS & entry.keys():
        return _coded(code, entry)
    if language in entry:
        return {"code": code, "label": entry}
    if len(entry) == 1:
        ((own, label),) = entry.items()
        return _coded(str(own), label)
    return entry


def _coded(code: str, entry: object) -> object:
    if isinstance(entry, ChoiceEntry):
        return entry
    if isinstance(entry, Mapping) and CHOICE_KEYS & entry.keys():
        return {"code": code, **entry}
    return {"code": code, "label": entry}


def _declined(value: object, info: ValidationInfo) -> object:
    """Return answers that are none as choices; usual ones have their usual codes."""
    entries = _choices([value] if isinstance(value, str) else value, info)
    given = value if isinstance(value, Mapping) else dict.fromkeys(_own_codes(value))
    free = (str(code) for code in range(FIRST_UNUSUAL, -1_000_000, -1) if str(code) not in given)
    found: list[object] = []
    for at, entry in enumerate(entries if isinstance(entries, tuple) else ()):
        if isinstance(entry, ChoiceEntry) or not isinstance(entry, Mapping):
            found.append(entry)
            continue
        numbered = not isinstance(value, Mapping) and not _own_code(value, at)
        usual = USUAL_CODES.get(_plain(entry.get("label"), info))
        code = (usual or next(free)) if numbered else entry["code"]
        found.append({**entry, "code": code, "declined": entry.get("declined", True)})
    return tuple(found)


def _own_codes(value: object) -> list[str]:
    """Return the codes that entries of a list give themselves."""
    return (
        [code for at in range(len(value)) if (code := _own_code(value, at))]
        if isinstance(value, list)
        else []
    )


def _own_code(value: object, at: int) -> str:
    entry = value[at] if isinstance(value, list) else value
    if not isinstance(entry, Mapping):
        return ""
    if "code" in entry:
        return str(entry["code"])
    return "" if "label" in entry or len(entry) != 1 else str(next(iter(entry)))


def _plain(label: object, info: ValidationInfo) -> str:
    said = label.get(language_of(info), "") if isinstance(label, Mapping) else label
    return plain_label(str(said))


def plain_label(label: str) -> str:
    """Return a label as it is looked up among `USUAL_CODES`."""
    return label.strip().casefold().replace("\u2019", "'")


def _labels(value: object, info: ValidationInfo) -> tuple[tuple[int | None, Translated], ...]:
    """Return the labels of a scale; those of a list have no code yet."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, list):
        return tuple((None, _said(label, info)) for label in value)
    if not isinstance(value, Mapping) or not value:
        raise told(
            "labels by code, as in {1: Never, 5: Always}, or a list of all labels",
            "write labels: {1: Never, 5: Always}",
        )
    found = []
    for code, label in value.items():
        if not re.fullmatch(r"-?[0-9]{1,4}", str(code).strip()):
            raise told("whole numbers before the labels", f"put a number in the place of {quoted(code)}")
        found.append((int(str(code)), _said(label, info)))
    return tuple(sorted(found, key=lambda one: one[0]))


def _bounds(value: object) -> tuple[float | None, float | None]:
    expected = "two numbers in brackets, lowest and highest; null leaves an end open"
    mend = "write limits: [16, 110], or limits: [0, null]"
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise told(expected, mend)
    ends: list[float | None] = []
    for end in value:
        try:
            number = None if end is None else float(end)
        except (TypeError, ValueError):
            raise told(expected, mend) from None
        if number is not None and not math.isfinite(number):
            raise told(expected, mend)
        ends.append(number)
    return ends[0], ends[1]


def _days(value: object) -> tuple[str, str]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise told("two days in brackets; null leaves an end open", "write limits: [2020-01-01, 2026-12-31]")
    days = ["" if day is None else str(day) for day in value]
    if not all(not day or DAY.fullmatch(day) for day in days):
        raise told("days as year-month-day", "write limits: [2020-01-01, 2026-12-31]")
    return days[0], days[1]


def _part(value: object) -> tuple[int, int]:
    expected, mend = "two positions in brackets, first and last", "write part: [1, 10]"
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise told(expected, mend)
    if not all(re.fullmatch("[0-9]{1,4}", str(end)) for end in value):
        raise told(expected, mend)
    first, last = (int(end) for end in value)
    return first, last


TEXTS = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
    ]
}
OPEN_NUMBER = {"type": ["number", "null"]}
OPEN_DAY = {"anyOf": [{"type": "string", "pattern": f"^{DAY.pattern}$"}, {"type": "null"}]}

Said = Annotated[Translated, PlainValidator(_said), WithJsonSchema(TEXTS)]
ShownIf = Annotated[Condition | None, PlainValidator(_condition), WithJsonSchema({"type": "string"})]


def _lists_or_blocks(schema: Raw) -> None:
    """Let a JSON Schema of a list allow codes with labels instead."""
    items = schema.pop("items", {})
    schema.pop("type", None)
    schema["anyOf"] = [{"type": "array", "items": items}, {"type": "object"}]


Choices = Annotated[
    tuple[ChoiceEntry, ...],
    BeforeValidator(_choices),
    Field(
        description="The choices: labels (codes 1, 2, 3), codes with labels, or blocks with label and more.",
        examples=[["Yes", "No"], {1: "Woman", 2: "Man"}],
        json_schema_extra=_lists_or_blocks,
    ),
]
Declined = Annotated[
    tuple[ChoiceEntry, ...],
    BeforeValidator(_declined),
    Field(
        description='Answers that are none, such as "Don\'t know"; the codebook lists them as missing.',
        examples=[["Don't know", "Prefer not to say"]],
        json_schema_extra=_lists_or_blocks,
    ),
]
Labels = Annotated[
    tuple[tuple[int | None, Translated], ...],
    PlainValidator(_labels),
    WithJsonSchema({"anyOf": [{"type": "array"}, {"type": "object"}]}),
]
Bounds = Annotated[
    tuple[float | None, float | None],
    PlainValidator(_bounds),
    WithJsonSchema({"type": "array", "items": OPEN_NUMBER, "minItems": 2, "maxItems": 2}),
    Field(description="Lowest and highest number; null leaves an end open.", examples=[[16, 110], [0, None]]),
]
Part = Annotated[
    tuple[int, int],
    PlainValidator(_part),
    WithJsonSchema(
        {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
    ),
]
Days = Annotated[
    tuple[str, str],
    PlainValidator(_days),
    WithJsonSchema({"type": "array", "items": OPEN_DAY, "minItems": 2, "maxItems": 2}),
    Field(
        description="First and last day; null leaves an end open.", examples=[["2020-01-01", "2026-12-31"]]
    ),
]
