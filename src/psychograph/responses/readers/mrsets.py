"""Multiple-response sets of SPSS: from the file itself, or from syntax that lies beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psychograph.named_files import read_file
from psychograph.responses.cell_text import cleaned, text_of

LARGEST_SYNTAX = 5_000_000  # bytes
FIELD = re.compile(r"(\w+)\s*=\s*('[^']*'|\"[^\"]*\"|[^/=]+?)(?=\s+\w+\s*=|\s*$)")


@dataclass(frozen=True)
class AnswerSet:
    """Variables that together hold the answers to one question.

    Parameters
    ----------
    name, label : str
        As SPSS has them; the name begins with a dollar sign.
    variables : tuple of str
        Its variables.
    counted : str or None
        The code that means "chosen"; None where each variable holds the code of one answer.
    """

    name: str
    label: str
    variables: tuple[str, ...]
    counted: str | None


def file_sets(told: Mapping[str, Mapping[str, Any]]) -> list[AnswerSet]:
    """Return the sets that the file itself holds."""
    found = []
    for name, one in told.items():
        counted = one.get("counted_value")
        found.append(
            AnswerSet(
                name,
                cleaned(str(one.get("label") or "")),
                tuple(one.get("variable_list") or ()),
                _code(counted) if one.get("is_dichotomy") else None,
            )
        )
    return found


def companion_sets(path: Path, columns: Sequence[str]) -> list[AnswerSet]:
    """Return the sets that syntax of the same name (.sps), beside a file, defines.

    Understood is ``MRSETS /MDGROUP NAME=$x LABEL='...' VARIABLES=a b c VALUE=1`` and ``/MCGROUP``,
    with ``TO`` in the list of variables. All else in the syntax is passed over; none of it is run.
    """
    text = ""
    for beside in (path.with_suffix(".sps"), path.with_suffix(".SPS")):
        with suppress(OSError):
            text = read_file(beside, most=LARGEST_SYNTAX).decode("utf-8-sig", "replace")
            break
    found = []
    for command in re.findall(r"^\s*MRSETS\b(.*?)(?:\.\s*$|\Z)", text, re.I | re.M | re.S):
        for kind, body in _groups(command):
            fields = {key.upper(): value.strip().strip("'\"") for key, value in FIELD.findall(body)}
            if {"NAME", "VARIABLES"} <= set(fields):
                counted = _code(fields.get("VALUE", "1")) if kind == "MDGROUP" else None
                variables = _variables(fields["VARIABLES"].split(), columns)
                found.append(AnswerSet(fields["NAME"], fields.get("LABEL", ""), variables, counted))
    return found


def _groups(command: str) -> list[tuple[str, str]]:
    """Return the subcommands of one MRSETS command that define a set."""
    parts = re.split(r"/\s*(?=(?:MDGROUP|MCGROUP|DELETE|DISPLAY)\b)", command, flags=re.I)
    found = [re.match(r"(MDGROUP|MCGROUP)\b\s*(.*)", part, re.I | re.S) for part in parts]
    return [(match[1].upper(), " ".join(match[2].split())) for match in found if match]


def _variables(named: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the variables of a list, where SPSS takes upper and lower case for the same, and knows TO."""
    by_name = {name.casefold(): place for place, name in enumerate(columns)}
    found: list[str] = []
    for at, word in enumerate(named):
        if word.upper() == "TO" and 0 < at < len(named) - 1:
            first, last = by_name.get(named[at - 1].casefold()), by_name.get(named[at + 1].casefold())
            if first is not None and last is not None:
                found += columns[first + 1 : last]
        elif word.casefold() in by_name:
            found.append(columns[by_name[word.casefold()]])
    return tuple(dict.fromkeys(found))


def _code(value: object) -> str:
    """Return a counted value as cells hold it: 1 and not 1.0 or 01."""
    text = text_of(value) or ""
    with suppress(ValueError):
        return text_of(float(text)) or text
    return text
