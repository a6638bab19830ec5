"""SPSS files (.sav and .zsav): answers as codes, with everything that the file says about them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from psychograph.codebook.codebook import Code, Role, Scale, Variable, VariableType
from psychograph.codebook.hint import Hint
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import listed
from psychograph.responses.cell_text import cleaned, number_text, text_of
from psychograph.responses.imported import Dropped, Sheet, Split
from psychograph.responses.readers.answer_scales import (
    anchored,
    bounds_of,
    consecutive,
    looks_like_ends,
    runs_down,
)
from psychograph.responses.readers.apart import Column, Decoded, decode
from psychograph.responses.readers.checked import checked_table, refuse_repeated
from psychograph.responses.readers.mrsets import AnswerSet, companion_sets, file_sets
from psychograph.responses.readers.options import Options
from psychograph.responses.readers.sav_header import EXPECTED, MEND, read_sav_header

MAGIC = (b"$FL2", b"$FL3")
EPOCH = dt.datetime(1582, 10, 14)  # noqa: DTZ001 - SPSS counts seconds from here, without a time zone
DATES = {"DATE", "ADATE", "EDATE", "SDATE", "JDATE", "MOYR", "QYR", "WKYR"}
MOMENTS = {"DATETIME", "YMDHMS"}
TIMES = {"TIME", "DTIME", "MTIME"}
STEM_ENDS = re.compile(r"[:?.]\s+|\s+[-\u2013\u2014|]\s+")
FEW = 3  # columns alike that show a grid, or a family of items


@dataclass(frozen=True, eq=False)
class _Described:
    """A column with what the file says about it."""

    column: Column
    label: str
    codes: tuple[Code, ...]
    missing: tuple[str, ...]
    missing_range: tuple[float, float] | None
    measure: str
    format: str

    @property
    def answers(self) -> tuple[Code, ...]:
        """Codes that are answers."""
        low, high = self.missing_range or (float("inf"), float("-inf"))
        return tuple(
            code for code in self.codes if code.value not in self.missing and not _within(code, low, high)
        )


def _within(code: Code, low: float, high: float) -> bool:
    try:
        return low <= float(code.value) <= high
    except ValueError:
        return False


def read_spss(path: Path, content: bytes) -> Sheet:
    """Read the bytes of an SPSS file.

    Codes stay codes and labels go to the codebook. User-missing values stay in the cells and are
    declared, so that "refused" and "not asked" can still be told apart; system-missing is blank.

    Parameters
    ----------
    path : Path
        The file; syntax of the same name beside it may define multiple-response sets.
    content : bytes
        Its bytes.

    Raises
    ------
    ResponsesError
        Where the file is damaged or larger than any survey.
    """
    header = read_sav_header(path.name, content)
    decoded = decode("sav", path.name, content, expected=EXPECTED, mend=MEND)
    if not all(isinstance(column.name, str) and column.name.strip() for column in decoded.columns):
        problem = Problem(path.name, "a damaged file: a variable without a name", EXPECTED, MEND)
        raise ResponsesError(problem)
    refuse_repeated(path.name, [cleaned(column.name) for column in decoded.columns])
    described = _described(decoded)
    sets = file_sets(decoded.head["sets"]) or companion_sets(path, [one.column.name for one in described])
    hints = _hints(described)
    if header.weight in hints:
        hints[header.weight] = replace(hints[header.weight], type=VariableType.NUMBER, role=Role.WEIGHT)
    columns = {one.column.name: _cells(one) for one in described}
    notes = list(_notes(decoded, described, hints, header.weight))
    by_name = {one.column.name: one for one in described}
    columns, hints, split, dropped = _with_options(columns, hints, by_name, sets)
    rows = range(1, decoded.rows + 1)
    return Sheet(checked_table(path.name, columns, rows, notes), hints, dropped, split)


def _described(decoded: Decoded) -> list[_Described]:
    head = decoded.head
    return [
        _Described(
            replace(column, name=cleaned(column.name)),
            cleaned(head["labels"].get(column.name) or ""),
            tuple(
                Code(value, cleaned(label))
                for value, label in (
                    (text_of(value), label) for value, label in head["value_labels"].get(column.name, ())
                )
                if value is not None
            ),
            *_missing(head["missing"].get(column.name, ())),
            head["measure"].get(column.name) or "unknown",
            re.sub(r"[\d.]+$", "", head["formats"].get(column.name) or ""),
        )
        for column in decoded.columns
    ]


def _missing(ranges: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], tuple[float, float] | None]:
    """Return single codes and the one range that SPSS allows."""
    single = [text_of(low) for low, high in ranges if low == high]
    wide = [(float(low), float(high)) for low, high in ranges if low != high and not isinstance(low, str)]
    return tuple(code for code in single if code is not None), next(iter(wide), None)


def _cells(one: _Described) -> tuple[str | None, ...]:
    return one.column.cells([_text(value, one.format) for value in one.column.values])


def _text(value: Any, form: str) -> str | None:
    if isinstance(value, str) or form not in DATES | MOMENTS | TIMES:
        return text_of(value)
    if form in TIMES:
        return _clock(value)
    try:
        moment = EPOCH + dt.timedelta(seconds=value)
    except OverflowError:
        return number_text(float(value))
    return moment.date().isoformat() if form in DATES else moment.isoformat(timespec="seconds")


def _clock(seconds: float) -> str | None:
    """Return a time of day, or a span of time with as many hours as it has."""
    if abs(seconds) > 1e9:
        return number_text(float(seconds))
    minutes, rest = divmod(abs(round(seconds)), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def _hints(described: Sequence[_Described]) -> dict[str, Hint]:
    families = Counter(_family(one.column.name) for one in described if not one.codes)
    stems = dict(_stems(described))
    alone = {
        one.column.name
        for _, run in groupby(described, key=lambda one: one.codes)
        for same in [list(run)]
        if len(same) == 1
        for one in same
    }
    hints = {}
    for one in described:
        name = one.column.name
        kind, scale = _answered(one, among_its_like=families[_family(name)] >= FEW)
        battery, item = stems.get(name, ("", one.label))
        # An ordered question on its own, in words of no known scale, is mostly age group, income or
        # education: it describes people and does not build segments.
        lone = kind is VariableType.LIKERT and name in alone and not anchored(one.answers)
        hints[name] = Hint(
            question=item,
            battery=battery,
            type=kind,
            role=Role.DESCRIPTOR if lone else None,
            codes=one.codes,
            missing=one.missing,
            missing_range=one.missing_range,
            scale=scale,
        )
    return hints


def _answered(one: _Described, *, among_its_like: bool) -> tuple[VariableType | None, Scale | None]:
    """Return type and bounds from format, labels and measure; None where the answers must tell."""
    answers, bounds = one.answers, bounds_of(one.answers)
    if one.format in DATES | MOMENTS:
        return VariableType.DATE, None
    if one.format in TIMES:
        return VariableType.TEXT, None
    text = any(isinstance(value, str) for value in one.column.values)
    if anchored(answers):
        return VariableType.LIKERT, bounds
    if one.measure == "ordinal" and consecutive(answers):
        return VariableType.LIKERT, bounds
    if not text and (one.measure == "scale" or _mostly_unnamed(one)):
        return _number_or_scale(one, bounds, among_its_like=among_its_like)
    return (VariableType.CATEGORY, None) if answers else (None, None)


def _number_or_scale(
    one: _Described, bounds: Scale | None, *, among_its_like: bool
) -> tuple[VariableType | None, Scale | None]:
    """Tell answer scales, which SPSS users also declare as "scale", from true numbers."""
    inside = bounds is not None and all(
        bounds.low <= value <= bounds.high and float(value).is_integer()
        for value in one.column.values
        if not _is_missing(value, one)
    )
    if bounds is not None and inside:
        if consecutive(one.answers) or looks_like_ends(bounds.low, bounds.high):
            return VariableType.LIKERT, bounds
        if len(one.answers) == 2 and bounds.high - bounds.low == 1:
            return VariableType.CATEGORY, None  # yes and no
    if not one.codes and among_its_like:
        return None, None
    return VariableType.NUMBER, None


def _mostly_unnamed(one: _Described) -> bool:
    """Say whether labels explain only a few of many numbers, such as 8 for 'eight or more' children."""
    given = {
        number_text(float(value))
        for value in one.column.values
        if value is not None and math.isfinite(value) and not _is_missing(value, one)
    }
    named = {code.value for code in one.answers}
    return bool(one.answers) and len(given & named) * 2 < len(given)


def _is_missing(value: float, one: _Described) -> bool:
    low, high = one.missing_range or (float("inf"), float("-inf"))
    return low <= value <= high or number_text(float(value)) in one.missing


def _family(name: str) -> str:
    return re.sub(r"[\W_]*\d+[\W_]*$", "", name).casefold()


def _stems(described: Sequence[_Described]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield stem and item by variable, where three neighbours or more share codes and a stem: a grid."""
    for codes, run in groupby(described, key=lambda one: one.codes):
        rest = list(run)
        while codes and len(rest) >= FEW:
            shared = max(_shared(rest), default=(0, "", 0))
            for one in rest[: shared[2]]:
                label = one.label[shared[0] :].strip()
                yield one.column.name, (shared[1], label)
            rest = rest[shared[2] or 1 :]


def _shared(run: Sequence[_Described]) -> Iterator[tuple[int, str, int]]:
    """Yield each stem that the first of a run shares with its neighbours: its length, text and number."""
    for end in STEM_ENDS.finditer(run[0].label):
        mark = run[0].label[: end.end()]
        alike = 0
        while alike < len(run) and run[alike].label.startswith(mark) and len(run[alike].label) > len(mark):
            alike += 1
        if alike >= FEW:
            stem = mark.rstrip(" :-\u2013\u2014|\t")
            yield end.end(), stem, alike


def _with_options(
    columns: dict[str, tuple[str | None, ...]],
    hints: dict[str, Hint],
    described: Mapping[str, _Described],
    sets: Sequence[AnswerSet],
) -> tuple[dict[str, tuple[str | None, ...]], dict[str, Hint], tuple[Split, ...], tuple[Dropped, ...]]:
    """Return the columns with every multiple-response set as one column an option."""
    split: list[Split] = []
    dropped: list[Dropped] = []
    for one in sets:
        members = [name for name in one.variables if name in columns]
        if len(members) < 2:
            continue
        question = one.label or one.name
        if one.counted is not None:
            answered = _answered_rows([_answers(columns[name], hints[name]) for name in members])
            for name in members:
                columns[name] = tuple(
                    None if not any_ else "1" if cell == one.counted else "0"
                    for cell, any_ in zip(columns[name], answered, strict=True)
                )
                hints[name] = Hint(
                    question=hints[name].question or name,
                    battery=question,
                    type=VariableType.OPTION,
                    role=Role.DESCRIPTOR,
                )
            continue
        options = _from_mentions(one, question, members, columns, described)
        if options.labels and not set(options.columns()) & set(columns):
            split.append(Split(members[0], options.names))
            dropped += [
                Dropped(name, f"its answers stand with those of {members[0]}") for name in members[1:]
            ]
            columns = _replaced(columns, members, options.columns())
            hints = {**hints, **options.hints()}
    return columns, hints, tuple(split), tuple(dropped)


def _answers(cells: Sequence[str | None], hint: Hint) -> list[str | None]:
    """Return cells without codes that mean no answer."""
    rule = Variable(
        "", VariableType.NUMBER, codes=hint.codes, missing=hint.missing, missing_range=hint.missing_range
    )
    known = {cell: None if cell is None or rule.is_missing(cell) else cell for cell in set(cells)}
    return [known[cell] for cell in cells]


def _answered_rows(members: Sequence[Sequence[str | None]]) -> list[bool]:
    return [any(cell is not None for cell in row) for row in zip(*members, strict=True)]


def _from_mentions(
    one: AnswerSet,
    question: str,
    members: Sequence[str],
    columns: Mapping[str, tuple[str | None, ...]],
    described: Mapping[str, _Described],
) -> Options:
    """Return a set whose variables hold the first, the second and further answers."""
    labels: dict[str, str] = {}
    for name in members:
        labels.update((code.value, code.label) for code in described[name].answers)
    cells = [
        _answers(
            columns[name], Hint(missing=described[name].missing, missing_range=described[name].missing_range)
        )
        for name in members
    ]
    given = {cell for column in cells for cell in column if cell is not None}
    labels.update((cell, cell) for cell in sorted(given - set(labels)))
    chosen = [
        {cell for cell in row if cell is not None} if any(row) else None for row in zip(*cells, strict=True)
    ]
    return Options(one.name.lstrip("$"), question, labels, chosen)


def _replaced(
    columns: Mapping[str, tuple[str | None, ...]],
    members: Sequence[str],
    options: Mapping[str, tuple[str | None, ...]],
) -> dict[str, tuple[str | None, ...]]:
    """Return the columns with `options` in place of the first member, and without the others."""
    out: dict[str, tuple[str | None, ...]] = {}
    for name, cells in columns.items():
        if name == members[0]:
            out.update(options)
        if name not in members:
            out[name] = cells
    return out


def _notes(
    decoded: Decoded, described: Sequence[_Described], hints: Mapping[str, Hint], weight: str
) -> Iterator[str]:
    if decoded.head["guessed_encoding"]:
        yield "the file names no encoding that fits its text, which was read as Windows-1252 (latin-1)"
    if weight in hints:
        yield f"SPSS weights these answers by {weight}; a study weights them only where it says so"
    turned = [one.column.name for one in described if runs_down(one.answers)]
    if turned:
        yield f"codes run from most to least in: {listed(turned)}"
