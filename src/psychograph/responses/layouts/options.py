"""Questions with several answers: which columns are their options, and what a blank cell means.

A cell that names its option, or holds its code, means chosen. A blank means not chosen where the respondent
chose something else of the same question. Where nothing was chosen no export tells whether the question was
seen, so all its options are missing then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from psychograph.codebook.codebook import Role, VariableType
from psychograph.codebook.hint import Hint
from psychograph.responses.layouts.building import Cells, Draft
from psychograph.responses.layouts.naming import LONGEST, plain_text, short, stem_name, unique

CHOSEN, NOT_CHOSEN = "1", "0"
YES = frozenset({"1", "1.0", "y", "yes", "true", "checked", "selected", "ja", "oui", "sí", "si", "on"})
NO = frozenset({"0", "0.0", "n", "no", "false", "unchecked", "not selected", "nein", "non", "nee", "off"})
MOST_OPTIONS = 25
COMMON = 0.9  # share of the parts that must occur more than once
FEWEST_JOINED = 3  # cells with several answers that show a question with several answers


def option_hint(option: str, question: str) -> Hint:
    """Return what is known about a column that holds one option of a question."""
    return Hint(question=option, battery=question, type=VariableType.OPTION, role=Role.DESCRIPTOR)


def names_itself(draft: Draft, name: str, label: str) -> bool:
    """Say whether every answer of a column is its own heading, which shows an option that was chosen."""
    found = draft.distinct(name)
    own = _loose(label)
    return bool(own) and bool(found) and all(_loose(cell) == own for cell in found)


def _loose(text: str) -> str:
    return "".join(letter for letter in plain_text(text).casefold() if letter.isalnum())


def code_block(
    draft: Draft,
    members: Sequence[str],
    labels: Sequence[str],
    question: str,
    *,
    others: Sequence[str] = (),
    chosen: Callable[[str, str], bool] = lambda cell, label: _loose(cell) == _loose(label),
) -> None:
    """Turn columns that are the options of one question into 1, 0 and missing.

    Parameters
    ----------
    draft : Draft
        Is changed.
    members : sequence of str
        Names of the columns.
    labels : sequence of str
        What each option says.
    question : str
        The question that they answer.
    others : sequence of str
        Columns of the same question with words of the respondent; who wrote any has answered.
    chosen : callable
        Whether a cell means that the option with a label was chosen. Cells that say no are 0 whatever else
        was chosen.
    """
    columns = [draft.cells(name) for name in members]
    written = [draft.cells(name) for name in others]
    rows = zip(*columns, strict=True)
    coded: list[list[str | None]] = []
    for row, cells in enumerate(rows):
        marks = [cell is not None and chosen(cell, label) for cell, label in zip(cells, labels, strict=True)]
        answered = any(marks) or any(column[row] is not None for column in written)
        coded.append(
            [
                CHOSEN
                if mark
                else NOT_CHOSEN
                if answered or (cell is not None and cell.casefold() in NO)
                else None
                for mark, cell in zip(marks, cells, strict=True)
            ]
        )
    for name, label, recoded in zip(members, labels, zip(*coded, strict=True), strict=True):
        draft.recoded[name] = tuple(recoded)
        draft.hints[name] = option_hint(label, question)


def marked_columns(draft: Draft, members: Sequence[str]) -> bool:
    """Say whether columns hold nothing but yes and no, with at least one yes among them."""
    found = {cell.casefold() for name in members for cell in draft.distinct(name)}
    return bool(found) and found <= YES | NO and not found.isdisjoint(YES)


# Answers joined in one cell --------------------------------------------------------------------------


@dataclass(frozen=True)
class Joined:
    """A column whose cells hold several answers.

    Parameters
    ----------
    separator : str
        What parts them.
    options : tuple of str
        The answers that occur more than once, the most frequent first.
    rows : tuple of (tuple of str or None)
        Answers of each respondent; None where the cell is blank.
    """

    separator: str
    options: tuple[str, ...]
    rows: tuple[tuple[str, ...] | None, ...]


def joined_answers(cells: Cells, separators: Sequence[str]) -> Joined | None:
    """Return the answers of a column that joins them, where the evidence is strong.

    Options may hold the separator themselves (`Yes, always`): parts that always come together stay
    together. The parts must be few and recur, and at least half of them must also have been given alone;
    otherwise the column may as well hold places (`Paris, France`) or sentences.

    Parameters
    ----------
    cells : tuple of (str or None)
        A column.
    separators : sequence of str
        What may part answers, the likeliest first.

    Examples
    --------
    >>> cells = ("Tea", "Coffee", "Tea, Coffee", "Tea, Milk, warm", "Milk, warm", "Tea, Coffee", None)
    >>> found = joined_answers(cells, [", "])
    >>> found.options, found.rows[3]
    (('Tea', 'Coffee', 'Milk, warm'), ('Tea', 'Milk, warm'))
    >>> joined_answers(("Yes, often", "No, never", "Yes, often", "No, never"), [", "]) is None
    True
    """
    for separator in separators:
        if sum(cell is not None and separator in cell for cell in cells) >= FEWEST_JOINED:
            found = _parted(cells, separator)
            if found is not None:
                return found
    return None


def _parted(cells: Cells, separator: str) -> Joined | None:
    mark = separator.strip() or separator
    distinct = {cell for cell in set(cells) if cell is not None}
    if max(map(len, distinct)) > 2_000:
        return None
    parts = {
        cell: [p for p in (q.strip() for q in cell.removeprefix(f"{mark} ").split(separator)) if p]
        for cell in distinct
    }
    counted = Counter(cell for cell in cells if cell is not None)
    parts = _kept_together(parts, counted, f"{mark} " if mark == "," else separator)
    times = Counter[str]()
    alone: set[str] = set()
    for cell, found in parts.items():
        if len(set(found)) < len(found):
            return None
        times.update(dict.fromkeys(found, counted[cell]))
        alone.update(found if len(found) == 1 else ())
    options = [part for part, count in times.most_common() if count > 1]
    several = sum(counted[cell] for cell, found in parts.items() if len(found) > 1)
    if not 2 <= len(options) <= MOST_OPTIONS or several < FEWEST_JOINED:
        return None
    if sum(times[option] for option in options) < COMMON * times.total():
        return None
    if 2 * sum(option in alone for option in options) < len(options):
        return None
    rows = tuple(None if cell is None else tuple(parts[cell]) for cell in cells)
    return Joined(separator, tuple(options), rows)


def _kept_together(parts: dict[str, list[str]], counted: Counter[str], glue: str) -> dict[str, list[str]]:
    """Join parts of which neither ever occurs without the other beside it: one option with a comma."""
    while True:
        times, pairs = Counter[str](), Counter[tuple[str, str]]()
        for cell, found in parts.items():
            times.update(dict.fromkeys(found, counted[cell]))
            pairs.update(dict.fromkeys(pairwise(found), counted[cell]))
        one = next(
            (pair for pair, n in pairs.items() if n > 1 and times[pair[0]] == n == times[pair[1]]), None
        )
        if one is None:
            return parts
        parts = {cell: _merged(found, one, glue) for cell, found in parts.items()}


def _merged(found: list[str], pair: tuple[str, str], glue: str) -> list[str]:
    merged: list[str] = []
    for part in found:
        if merged and (merged[-1], part) == pair:
            merged[-1] = f"{pair[0]}{glue}{part}"
        else:
            merged.append(part)
    return merged


def divide_joined(draft: Draft, name: str, question: str, separators: Sequence[str]) -> bool:
    """Put a column an option in the place of a column that joins answers; say whether it does.

    Answers that occur once, mostly typed under "Other", are gathered in a last column of text.
    """
    found = joined_answers(draft.cells(name), separators)
    if found is None:
        return False
    lead = stem_name(question or name)
    rare = [
        None if row is None else found.separator.join(part for part in row if part not in found.options)
        for row in found.rows
    ]
    labels = [*found.options, *(["Other answers"] if any(rare) else [])]
    taken = [other for other in draft.table.columns if other != name]
    for made in draft.replaced.values():
        taken.extend(made)
    wanted = [f"{lead} - {short(label, max(10, LONGEST - len(lead) - 3))}" for label in labels]
    names = unique([*taken, *wanted])[len(taken) :]
    columns: dict[str, Cells] = {}
    for new, option in zip(names, found.options, strict=False):
        columns[new] = tuple(
            None if row is None else CHOSEN if option in row else NOT_CHOSEN for row in found.rows
        )
        draft.hints[new] = option_hint(option, question or name)
    if any(rare):
        columns[names[-1]] = tuple(text or None for text in rare)
        draft.hints[names[-1]] = replace(
            Hint(question="Other answers", battery=question or name),
            type=VariableType.TEXT,
            role=Role.IGNORED,
            note="holds free text",
        )
    draft.divide(name, columns)
    return True
