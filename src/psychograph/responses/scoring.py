"""From answers to attributes: reverse-scoring, then averaging of items."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import quoted
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.responses.declared import attribute_items, scale_of
from psychograph.responses.doubts import no_answer_codes, thousands
from psychograph.responses.numbers import number_problems
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.study.model import AttributeScaling, AttributeType, Study

MOST_LISTED = 5
MOST_COMPARED = 20  # missing columns for which one of a like name is looked for, which takes its time


def reverse(values: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Turn reverse-scored answers: minimum + maximum - answer.

    Parameters
    ----------
    values : ndarray of float64
        Answers on `scale`; NaN stays NaN.
    scale : Scale
        Bounds of the answers.

    Examples
    --------
    >>> reverse(np.array([1.0, 2.0, 7.0]), Scale(1, 7)).tolist()
    [7.0, 6.0, 1.0]
    """
    return scale.low + scale.high - values


def average_items(items: NDArray[np.float64], answered: float = 0.5) -> NDArray[np.float64]:
    """Average the items of each respondent.

    Parameters
    ----------
    items : ndarray of float64, shape (n, m)
        Answers, already turned. NaN is missing.
    answered : float
        Share of the items that must be answered, above 0 to 1.

    Returns
    -------
    ndarray of float64, shape (n,)
        Mean of the items answered; NaN where a smaller share was.

    Examples
    --------
    >>> average_items(np.array([[4.0, 5.0], [3.0, np.nan], [np.nan, np.nan]])).tolist()
    [4.5, 3.0, nan]
    """
    count = np.isfinite(items).sum(axis=1)
    with warnings.catch_warnings():  # a row without any answer is missing, not worth a warning
        warnings.simplefilter("ignore", RuntimeWarning)
        mean: NDArray[np.float64] = np.nanmean(items, axis=1)
    mean[count < answered * items.shape[1] - 1e-9] = np.nan
    return mean


def pomp(values: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Express scores as a percentage of the maximum possible: 0 is the low end of the scale, 100 the high.

    100 (x - low) / (high - low), so that scales of different lengths can be compared.

    Parameters
    ----------
    values : ndarray of float64
        Scores on `scale`; NaN stays NaN.
    scale : Scale
        Bounds of the answers.

    References
    ----------
    Cohen, Cohen, Aiken & West 1999, Multivar Behav Res 34:315.

    Examples
    --------
    >>> pomp(np.array([1.0, 4.0, 7.0]), Scale(1, 7)).tolist()
    [0.0, 50.0, 100.0]
    """
    return 100 * (values - scale.low) / (scale.high - scale.low)


def item_answers(
    responses: Responses,
    name: str,
    study: Study,
    *,
    keyed: bool = True,
    keep: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Return the answers to the items of one numeric attribute.

    Parameters
    ----------
    responses : Responses
        The answers.
    name : str
        An attribute that is no category; its columns are in the table.
    study : Study
        Says which items are reversed, and what becomes of answers outside the scale.
    keyed : bool
        Turn the reversed items, so that more always means more of the attribute. False gives the
        answers as respondents gave them.
    keep : ndarray of bool, optional
        Respondents wanted; all if absent.

    Returns
    -------
    ndarray of float64, shape (n, items)
        NaN is missing.
    """
    attribute = study.attributes[name]
    scale = scale_of(attribute)
    lenient = study.quality.out_of_range == "missing"
    columns = []
    for item in attribute_items(name, attribute):
        found = responses.coded(item.column)
        values = found.values
        if lenient and found.outside:
            values = values.copy()
            values[list(found.outside)] = np.nan
        columns.append(reverse(values, scale) if keyed and item.reversed and scale else values)
    answers = np.column_stack(columns)
    return answers if keep is None else answers[keep]


def score(responses: Responses, study: Study) -> ScoredResponses:
    """Score answers as the study declares.

    Parameters
    ----------
    responses : Responses
        The answers, with a codebook that the study was laid over (see `declared`).
    study : Study
        Names the columns, their scales and their keys.

    Returns
    -------
    ScoredResponses
        All attributes of the study, missing answers as NaN or None.

    Raises
    ------
    ResponsesError
        With every missing column, repeated respondent and impossible cell at once.
    """
    table = responses.table
    problems = list(_missing_columns(table, study))
    respondents, repeated = _respondents(table, study)
    problems += repeated
    numeric: dict[str, NDArray[np.float64]] = {}
    categorical: list[CategoricalAttribute] = []
    for name, attribute in study.attributes.items():
        if not all(item.column in table.columns for item in attribute_items(name, attribute)):
            continue
        if attribute.type is AttributeType.CATEGORY:
            column = attribute_items(name, attribute)[0].column
            categorical.append(CategoricalAttribute(name, attribute.question, responses.categories(column)))
        else:
            numeric[name], wrong = _scored(responses, name, study)
            problems += wrong
    ResponsesError.collect(problems)
    return ScoredResponses(
        Attributes(
            respondents=respondents,
            names=tuple(numeric),
            questions=tuple(study.attributes[name].question for name in numeric),
            scales=tuple(scale_of(study.attributes[name]) for name in numeric),
            values=np.column_stack(list(numeric.values())) if numeric else np.empty((len(table), 0)),
            scalings=tuple(study.attributes[name].scaling for name in numeric),
        ),
        tuple(categorical),
        (*table.notes, *_doubts(numeric, table, study)),
    )


def _doubts(numeric: Mapping[str, NDArray[np.float64]], table: Table, study: Study) -> Iterable[str]:
    """Note numbers without a scale that may mean something else; a scale would have refused them."""
    for name, values in numeric.items():
        attribute = study.attributes[name]
        if attribute.scale is not None:
            continue
        yield from (f"{name} holds {note}" for note in no_answer_codes(values))
        if table.decimal_comma:
            for item in attribute_items(name, attribute):
                yield from (f"{item.column} holds {note}" for note in thousands(table.columns[item.column]))


def _scored(responses: Responses, name: str, study: Study) -> tuple[NDArray[np.float64], list[Problem]]:
    outside = study.quality.out_of_range != "missing"
    problems = [
        problem
        for item in attribute_items(name, study.attributes[name])
        for problem in number_problems(responses, item.column, outside=outside)
    ]
    items = item_answers(responses, name, study)
    if items.shape[1] == 1:
        return items[:, 0], [*problems, *_without_logarithm(items[:, 0], name, responses.table, study)]
    return average_items(items, study.scoring.answered), problems


def _without_logarithm(
    values: NDArray[np.float64], name: str, table: Table, study: Study
) -> Iterator[Problem]:
    """Report figures below 0 where their logarithm is asked for, the first in full."""
    rows = np.flatnonzero(values < 0)
    if len(rows) and study.attributes[name].scaling is AttributeScaling.LOG:
        column = attribute_items(name, study.attributes[name])[0].column
        more = f", and {len(rows) - 1:,} more below 0" if len(rows) > 1 else ""
        yield Problem(
            where=table.place(int(rows[0]), column),
            found=f"{values[rows[0]]:g}{more}",
            expected="figures from 0 up, for `scaling: log`",
            mend=f"write scaling: rank for {quoted(name)}, which takes figures below 0, or correct them",
        )


def _missing_columns(table: Table, study: Study) -> Iterable[Problem]:
    wanted = [
        (item.column, f"attribute {quoted(name)}")
        for name, attribute in study.attributes.items()
        for item in attribute_items(name, attribute)
    ]
    if study.respondent is not None:
        wanted.insert(0, (study.respondent, "`respondent`, which identifies people"))
    missing = [(column, purpose) for column, purpose in wanted if column not in table.columns]
    for number, (column, purpose) in enumerate(missing):
        close = difflib.get_close_matches(column, table.columns, n=1) if number < MOST_COMPARED else []
        yield Problem(
            where=f"{table.name}, header",
            found=f"no column {quoted(column)}" + (f"; there is {quoted(close[0])}" if close else ""),
            expected=f"a column {quoted(column)} for {purpose}",
            mend=(f"did you mean {quoted(close[0])}? " if close else "")
            + "name the right column in the study file, or "
            + ("write `respondent: null`" if column == study.respondent else "take the entry out"),
        )


def _respondents(table: Table, study: Study) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the respondents' ids, and what is wrong with them: blank or repeated."""
    if study.respondent is None or study.respondent not in table.columns:
        return tuple(str(number) for number in range(1, len(table) + 1)), []
    cells = table.columns[study.respondent]
    first: dict[str | None, int] = {}
    problems = []
    for row, cell in enumerate(cells):
        if cell is None or cell in first:
            found = (
                "a blank id"
                if cell is None
                else f"{quoted(cell)}, as in row {table.row_numbers[first[cell]]}"
            )
            problems.append(
                Problem(
                    where=table.place(row, study.respondent),
                    found=found,
                    expected="an id that no other respondent has",
                    mend="take out the repeated answers, or give each respondent an id of their own",
                )
            )
        first.setdefault(cell, row)
    if len(problems) > MOST_LISTED:
        more = Problem(
            where=f"{table.name}, column {study.respondent}",
            found=f"{len(problems) - MOST_LISTED} more blank or repeated ids",
            expected="an id that no other respondent has",
            mend="check that this column really identifies respondents",
        )
        problems = [*problems[:MOST_LISTED], more]
    return tuple(cell or "" for cell in cells), problems
