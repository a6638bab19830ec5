"""What every part of a file is made of: blocks that refuse unknown keys, texts, days, columns."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    model_validator,
)

from psychograph.labels import clean


def _accepts_nothing(annotation: object) -> bool:
    """Say whether a field may be None."""
    return type(None) in getattr(annotation, "__args__", ())


class Declared(BaseModel):
    """Base of every part of a file: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, value: object) -> object:
        """Read `facts:` with nothing after it as if the line were not there."""
        if not isinstance(value, dict):
            return value
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        return {
            key: entry
            for key, entry in value.items()
            if not (
                entry is None
                and key in fields
                and not fields[key].is_required()
                and not _accepts_nothing(fields[key].annotation)
            )
        }


def _on_one_line(text: str) -> str:
    """Take out line breaks and control characters, which escapes bring into YAML."""
    line = clean(text)
    if not line:
        raise ValueError("no letter that can be printed")
    return line


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


# What stands alone in headings, pictures and terminals.
Line = Annotated[Text, AfterValidator(_on_one_line)]


Prose = Annotated[str, StringConstraints(strip_whitespace=True)]


def _written_as_a_day(value: object) -> object:
    """Refuse digits alone, which the validator would take for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        raise ValueError("no day")
    return value.strip() if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_written_as_a_day)]


# A column must match the header of the responses to the letter, so nothing is stripped.
Column = Annotated[str, StringConstraints(min_length=1)]
