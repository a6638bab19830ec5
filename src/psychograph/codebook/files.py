"""Codebooks as JSON files that people can read and correct."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.errors import Problem, ResponsesError
from psychograph.named_files import read_file
from psychograph.quoting import quoted

LARGEST = 50_000_000  # bytes; a thousand variables with all their codes are one
FORMAT: Final = 1  # raised when a file of an older version could be misread
MOST_LISTED = 20


def _in_order(bounds: tuple[float, float]) -> tuple[float, float]:
    if not bounds[0] <= bounds[1]:
        raise ValueError("the lower bound comes first")
    return bounds


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Code(_Declared):
    value: str
    label: str


class _Variable(_Declared):
    name: Annotated[str, Field(min_length=1)]
    type: VariableType
    role: Role = Role.IGNORED
    question: str = ""
    battery: str = ""
    codes: tuple[_Code, ...] = ()
    missing: tuple[str, ...] = ()
    missing_range: Annotated[tuple[float, float], AfterValidator(_in_order)] | None = None
    scale: Annotated[tuple[FiniteFloat, FiniteFloat], AfterValidator(_in_order)] | None = None
    reversed: bool = False
    measured: Annotated[str, Field(alias="construct")] = ""
    expected: str = ""
    note: str = ""


class _File(_Declared):
    codebook: Literal[1] = FORMAT
    variables: tuple[_Variable, ...]


def codebook_json(codebook: Codebook) -> str:
    """Return a codebook as JSON, one block a variable, without what is left at its default.

    Parameters
    ----------
    codebook : Codebook
        The codebook.
    """
    variables = [_plain(variable) for variable in codebook]
    return json.dumps({"codebook": FORMAT, "variables": variables}, ensure_ascii=False, indent=1) + "\n"


def _plain(variable: Variable) -> dict[str, object]:
    given = {
        "name": variable.name,
        "type": variable.type.value,
        "role": variable.role.value,
        "question": variable.question,
        "battery": variable.battery,
        "codes": [{"value": code.value, "label": code.label} for code in variable.codes],
        "missing": list(variable.missing),
        "missing_range": [_number(end) for end in variable.missing_range] if variable.missing_range else None,
        "scale": [variable.scale.low, variable.scale.high] if variable.scale else None,
        "reversed": variable.reversed,
        "construct": variable.construct,
        "expected": variable.expected,
        "note": variable.note,
    }
    return {key: value for key, value in given.items() if value not in ("", [], None, False)}


def _number(end: float) -> float | str:
    """Return an end of a range as JSON can hold it: infinity as text."""
    return end if abs(end) != float("inf") else str(end)


def read_codebook(path: Path) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path : Path
        A JSON file as :func:`codebook_json` writes it.

    Raises
    ------
    ResponsesError
        With everything that is wrong with the file.
    """
    path = Path(path)
    try:
        text = read_file(path, most=LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeError) as reason:
        said = getattr(reason, "strerror", None) or "a file that is not UTF-8 text"
        raise ResponsesError(
            Problem(
                where=str(path),
                found=said,
                expected="the codebook that the study names",
                mend="check the name under `codebook`, or take that line out of the study file",
            )
        ) from None
    try:
        file = _File.model_validate_json(text)
    except ValidationError as reason:
        raise ResponsesError(*_problems(path.name, text, reason)) from None
    names = [variable.name for variable in file.variables]
    ResponsesError.collect(
        Problem(
            where=f"{path.name}, variable {quoted(name)}",
            found="two variables of this name",
            expected="one variable a column",
            mend="take one of the two out",
        )
        for name, times in Counter(names).items()
        if times > 1
    )
    return Codebook(tuple(_variable(variable) for variable in file.variables))


def _variable(given: _Variable) -> Variable:
    return Variable(
        name=given.name,
        type=given.type,
        role=given.role,
        question=given.question,
        battery=given.battery,
        codes=tuple(Code(code.value, code.label) for code in given.codes),
        missing=given.missing,
        missing_range=given.missing_range,
        scale=Scale(*given.scale) if given.scale else None,
        reversed=given.reversed,
        construct=given.measured,
        expected=given.expected,
        note=given.note,
    )


def _problems(name: str, text: str, reason: ValidationError) -> list[Problem]:
    problems = []
    for error in reason.errors()[:MOST_LISTED]:
        place = error["loc"]
        problems.append(
            Problem(
                where=f"{name}, {_place(text, place)}",
                found=error["msg"] if error["type"] == "json_invalid" else quoted(str(error["input"])),
                expected="JSON as `psychograph responses import` writes it"
                if error["type"] == "json_invalid"
                else error["msg"],
                mend="correct it, or import the answers again for a fresh codebook",
            )
        )
    return problems


def _place(text: str, place: tuple[str | int, ...]) -> str:
    """Return the words that name a place: variables by their names."""
    if place[:1] == ("variables",) and len(place) > 1 and isinstance(place[1], int):
        given = json.loads(text)["variables"][place[1]]
        called = quoted(given["name"]) if isinstance(given, dict) and "name" in given else str(place[1] + 1)
        return " > ".join([f"variable {called}", *map(str, place[2:])])
    return " > ".join(map(str, place)) or "the file"
