"""From what a study declares under `weighting` to a weight for every respondent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.columns import LARGEST
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import did_you_mean, listed, quoted, shortened
from psychograph.responses.attributes import CategoricalAttribute, ScoredResponses
from psychograph.responses.declared import attribute_items
from psychograph.responses.responses import Responses
from psychograph.responses.weighting.customer_margins import customer_margin
from psychograph.responses.weighting.weaknesses import weaknesses
from psychograph.responses.weighting.weight_result import Convergence, MarginShare, WeightResult
from psychograph.stats.raking import Margin, Raked, at_bounds, rake, trim
from psychograph.stats.weights import design_effect, effective_n, normalised, weighted_counts
from psychograph.study.model import Study, Weighting

MOST_LISTED = 5
MET = 1e-4  # a share that is off by less is met; margins that contradict each other miss by far more


def weighed(scored: ScoredResponses, responses: Responses, study: Study) -> ScoredResponses:
    """Return responses with the weights that the study declares; as they are where it declares none.

    Respondents with a weight of 0 stand for nobody: they are left out, and a note says so.

    Parameters
    ----------
    scored : ScoredResponses
        Respondents to weight: all who answered, or those who are left after exclusions, since
        margins must hold among the people that are used.
    responses : Responses
        The answers they come from.
    study : Study
        Says how to weight.

    Raises
    ------
    ResponsesError
        As for :func:`weights_of`.
    """
    if study.weighting is None:
        return scored
    found = weights_of(responses, scored, study)
    some = found.weights > 0
    if not some.all():
        without = int((~some).sum())
        note = f"a weight of 0, which stands for nobody, left {without} respondent{'s' * (without > 1)} out"
        scored = replace(scored.rows(some), notes=(*scored.notes, note))
        found = replace(found, weights=found.weights[some])
    return replace(scored, numeric=replace(scored.numeric, weights=found.weights), weighting=found)


def weights_of(responses: Responses, scored: ScoredResponses, study: Study) -> WeightResult:
    """Make the weights that a study declares.

    Weights of a column are taken as they are; margins, of the study or of all customers, are raked (see
    :func:`psychograph.stats.raking.rake`). Respondents who did not answer an attribute that is
    weighted by keep the weight that the other margins give them. Weights have a mean of 1 among
    those above 0, and keep within `trim` where the study gives it.

    Parameters
    ----------
    responses : Responses
        The answers, with a codebook that the study was laid over.
    scored : ScoredResponses
        The respondents to weight, all of them or some.
    study : Study
        Its `weighting` must not be None.

    Returns
    -------
    WeightResult
        One weight for each respondent of `scored`, in that order; 0 where the column says 0.

    Raises
    ------
    ResponsesError
        For weights that are blank, negative or no numbers, categories that have no share or no
        respondents, and margins that cannot hold together.
    """
    weighting = study.weighting
    if weighting is None:
        raise ValueError("the study declares no weighting")
    if weighting.column is not None:
        return _from_column(_column_weights(responses, scored, weighting.column, study), weighting)
    if weighting.customers:
        return _from_customers(scored, weighting, study, responses)
    columns = {column.name: column for column in scored.categorical}
    wanted = {
        name: _by_label(shares, responses, attribute_items(name, study.attributes[name])[0].column)
        for name, shares in weighting.margins.items()
    }
    return _from_margins(columns, wanted, weighting)


def _from_customers(
    scored: ScoredResponses, weighting: Weighting, study: Study, responses: Responses
) -> WeightResult:
    """Rake to the shares that all customers have."""
    if responses.customers is None:
        raise ValueError("the study weights by a customer table, and none was joined")
    margins = {
        name: customer_margin(name, responses.customers, scored, study) for name in weighting.customers
    }
    found = _from_margins(
        {name: margin.column for name, margin in margins.items()},
        {name: margin.shares for name, margin in margins.items()},
        weighting,
    )
    lost = [finding for margin in margins.values() for finding in margin.findings]
    return replace(found, source="customers", findings=(*found.findings, *lost))


def _from_column(weights: NDArray[np.float64], weighting: Weighting) -> WeightResult:
    some = weights > 0
    kept = normalised(weights[some])
    if weighting.trim is not None:
        kept = trim(kept, *weighting.trim)
    scaled = np.zeros(len(weights))
    scaled[some] = kept
    return _result(scaled, weighting, at_bounds(kept, weighting.trim), (), None, {})


def _from_margins(
    columns: Mapping[str, CategoricalAttribute],
    wanted: Mapping[str, dict[str, float]],
    weighting: Weighting,
) -> WeightResult:
    ResponsesError.collect(
        problem for name, shares in wanted.items() for problem in _unmatched(columns[name], shares)
    )
    margins = {name: _margin(columns[name], shares) for name, shares in wanted.items()}
    raked = rake(tuple(margins.values()), bounds=weighting.trim)
    if weighting.trim is None and raked.deviation > MET:
        raise ResponsesError(_contradiction(raked, margins, wanted))
    return _result(
        raked.weights,
        weighting,
        raked.trimmed,
        tuple(_shares(name, margins[name], tuple(wanted[name]), raked.weights) for name in wanted),
        Convergence(raked.passes, raked.deviation, raked.deviation <= MET),
        {name: int((margin.groups < 0).sum()) for name, margin in margins.items()},
    )


def _result(
    weights: NDArray[np.float64],
    weighting: Weighting,
    trimmed: int,
    margins: Sequence[tuple[MarginShare, ...]],
    convergence: Convergence | None,
    blank: Mapping[str, int],
) -> WeightResult:
    some = weights[weights > 0]
    found = WeightResult(
        weights=weights,
        source="margins" if convergence else "column",
        column=weighting.column,
        design_effect=design_effect(some),
        effective_n=effective_n(some),
        smallest=float(some.min()),
        largest=float(some.max()),
        trim=weighting.trim,
        trimmed=trimmed,
        margins=tuple(share for margin in margins for share in margin),
        convergence=convergence,
        findings=(),
    )
    return replace(found, findings=tuple(weaknesses(found, weighting, blank)))


def _column_weights(
    responses: Responses, scored: ScoredResponses, column: str, study: Study
) -> NDArray[np.float64]:
    """Return the weights of a column for the respondents that are there."""
    table = responses.table
    if column not in table.columns:
        raise ResponsesError(
            Problem(
                where=f"{table.name}, header",
                found=f"no column {quoted(column)}",
                expected=f"a column {quoted(column)} for `weighting`",
                mend=did_you_mean(column, table.columns) or "name the right column under `weighting`",
            )
        )
    ids = table.columns[study.respondent] if study.respondent else [str(i) for i in range(1, len(table) + 1)]
    row_of = {respondent: row for row, respondent in enumerate(ids)}
    rows = [row_of[respondent] for respondent in scored.respondents]
    coded = responses.coded(column)
    weights = coded.values[rows]
    unreadable = set(coded.unreadable)
    bad = [row for row, weight in zip(rows, weights, strict=True) if not 0 <= weight <= LARGEST]
    ResponsesError.collect(_bad_weights(responses, column, bad, unreadable))
    if not (weights > 0).any():
        raise ResponsesError(
            Problem(
                where=f"{table.name}, column {shortened(column)}",
                found="a weight of 0 for every respondent",
                expected="weights above 0 for those who count",
                mend="name the right column under `weighting`, or take `weighting` out",
            )
        )
    return weights


def _bad_weights(
    responses: Responses, column: str, rows: Sequence[int], unreadable: set[int]
) -> Iterator[Problem]:
    table = responses.table
    expected = "how many people this respondent stands for: a number above 0, or 0 for nobody"
    for row in rows[:MOST_LISTED]:
        cell = table.columns[column][row]
        yield Problem(
            where=table.place(row, column),
            found="no weight" if cell is None else quoted(cell) + (" (text)" if row in unreadable else ""),
            expected=expected,
            mend="correct the weight, leave the respondent out, or weight by `margins` instead",
        )
    if len(rows) > MOST_LISTED:
        more = len(rows) - MOST_LISTED
        yield Problem(
            where=f"{table.name}, column {shortened(column)}",
            found=f"{more} more cell{'' if more == 1 else 's'} like these",
            expected=expected,
            mend="check that this column really holds weights",
        )


def _by_label(shares: Mapping[str, float], responses: Responses, column: str) -> dict[str, float]:
    """Return shares by the label of each category; a study may name categories by their codes."""
    labels = responses.codebook[column].labels
    found: dict[str, float] = {}
    for category, share in shares.items():
        label = labels.get(category, category)
        found[label] = found.get(label, 0.0) + share
    return found


def _unmatched(column: CategoricalAttribute, shares: Mapping[str, float]) -> Iterator[Problem]:
    """Report categories of the answers without a share, and shares without respondents."""
    given = Counter(value for value in column.values if value is not None)
    place = f"weighting > margins > {shortened(column.name)}"
    lacking = [category for category in given if category not in shares]
    free = [category for category in shares if category not in given]
    for category in lacking[:MOST_LISTED]:
        people = f"{given[category]} respondent{'' if given[category] == 1 else 's'}"
        yield Problem(
            where=place,
            found=f"no share for {quoted(category)}, which {people} gave",
            expected=f"a share for every answer: {listed(sorted(given))}",
            mend=_meant(category, free)
            or "add its share of the population, or declare the answer missing in a codebook: the other "
            "margins weight these respondents then",
        )
    if len(lacking) > MOST_LISTED:
        yield Problem(
            where=place,
            found=f"{len(lacking) - MOST_LISTED} more answers without a share",
            expected="a share for every answer",
            mend="join rare answers into one category before weighting",
        )
    for category in free:
        yield Problem(
            where=f"{place} > {shortened(category)}",
            found="a share of the population, and no respondents",
            expected=f"categories that somebody gave: {listed(sorted(given)) or 'there are none'}",
            mend=did_you_mean(category, lacking)
            or "join it with another category: nobody in the sample can stand for these people",
        )


def _meant(category: str, free: Sequence[str]) -> str:
    match = did_you_mean(category, free)
    return f"the study may spell it differently; {match}" if match else ""


def _margin(column: CategoricalAttribute, shares: Mapping[str, float]) -> Margin:
    number = {category: at for at, category in enumerate(shares)}
    groups = np.array([-1 if value is None else number[value] for value in column.values], dtype=np.int64)
    figures = np.array(list(shares.values()))
    return Margin(groups, figures / figures.sum())


def _shares(
    name: str, margin: Margin, categories: Sequence[str], weights: NDArray[np.float64]
) -> tuple[MarginShare, ...]:
    counts = weighted_counts(margin.groups, most=len(categories))
    reached = margin.reached(weights)
    return tuple(
        MarginShare(
            attribute=name,
            category=category,
            respondents=int(counts[at]),
            population=float(margin.shares[at]),
            unweighted=float(counts[at] / counts.sum()),
            weighted=float(reached[at]),
        )
        for at, category in enumerate(categories)
    )


def _contradiction(
    raked: Raked, margins: Mapping[str, Margin], wanted: Mapping[str, Mapping[str, float]]
) -> Problem:
    """Say which share is missed most by weights that come as near to all margins as they can."""
    worst, gap, said = "", -math.inf, ""
    for name, margin in margins.items():
        reached = margin.reached(raked.weights)
        at = int(np.abs(reached - margin.shares).argmax())
        if abs(reached[at] - margin.shares[at]) > gap:
            gap = abs(reached[at] - margin.shares[at])
            category = list(wanted[name])[at]
            worst, said = name, f"{quoted(category)} at {reached[at]:.1%} instead of {margin.shares[at]:.1%}"
    return Problem(
        where=f"weighting > margins > {shortened(worst)}",
        found=f"margins that these answers cannot keep all at once: raking ends with {said}",
        expected="margins that can hold together among these respondents",
        mend="join categories that go together in the sample, or take one of the margins out",
    )
