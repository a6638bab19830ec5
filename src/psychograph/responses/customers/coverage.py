"""Coverage: which customers answered, how they differ from the others, and what weights mend of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding
from psychograph.responses.customers.base import BaseColumn, CustomerBase, Joined
from psychograph.responses.customers.coverage_findings import coverage_findings
from psychograph.responses.customers.features import MOST_MODELLED, features, shown_levels, spread_figures
from psychograph.stats.comparison.multiplicity import benjamini_hochberg
from psychograph.stats.representation.auc import auc
from psychograph.stats.representation.differences import mean_difference, share_difference, table_p
from psychograph.stats.representation.logistic import fit_logistic, folds
from psychograph.study.customers import AttributeScaling

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
STREAM = 21  # of the study's seed
FOLDS = 5
FEWEST_MODELLED = 20  # people on either side, for a model of who answers
OTHERS = "all others"


@dataclass(frozen=True)
class NumberDifference:
    """A number of those who answered and of those who did not.

    Parameters
    ----------
    name : str
        The attribute.
    scaling : AttributeScaling
        In what the standardised difference is taken; means and medians are of the figures themselves.
    answered, others : int
        Customers whose figure is known, among those who answered and those who did not.
    answered_mean, others_mean, answered_median, others_median : float
        In the units of the table; NaN where nobody's is known.
    d : float
        Difference in standard deviations: above 0 where those who answered have more.
    low, high : float
        95% interval of d.
    p, q : float
        Two-sided, and adjusted for all attributes (Benjamini & Hochberg); NaN where it could not be asked.
    bias : float
        Mean of those who answered less that of all customers, in standard deviations of all customers.
    weighted_bias : float or None
        The same after weighting; None where nobody is weighted.
    """

    name: str
    scaling: AttributeScaling
    answered: int
    others: int
    answered_mean: float
    others_mean: float
    answered_median: float
    others_median: float
    d: float
    low: float
    high: float
    p: float
    q: float
    bias: float
    weighted_bias: float | None = None

    @property
    def real(self) -> bool:
        """Whether it is larger than chance, at five false calls in a hundred."""
        return self.q < 0.05


@dataclass(frozen=True)
class CategoryShare:
    """One category among those who answered and those who did not; shares from 0 to 1.

    Parameters
    ----------
    category : str
        Its name; rare ones are joined.
    customers : int
        All customers in it.
    answered_share, others_share : float
        Of those whose category is known.
    difference, low, high : float
        First less second, with a 95% interval (Newcombe's).
    weighted_share : float or None
        Of those who answered, after weighting; None where nobody is weighted.
    """

    category: str
    customers: int
    answered_share: float
    others_share: float
    difference: float
    low: float
    high: float
    weighted_share: float | None = None


@dataclass(frozen=True)
class CategoryDifference:
    """A category of those who answered and of those who did not.

    Parameters
    ----------
    name : str
        The attribute.
    answered, others : int
        Customers whose category is known.
    shares : tuple of CategoryShare
        The most frequent category first.
    p, q : float
        Of Pearson's test over all categories, and adjusted for all attributes; NaN where it was not asked.
    """

    name: str
    answered: int
    others: int
    shares: tuple[CategoryShare, ...]
    p: float
    q: float

    @property
    def real(self) -> bool:
        """Whether the shares differ by more than chance, at five false calls in a hundred."""
        return self.q < 0.05


@dataclass(frozen=True)
class AnswerPrediction:
    """How well the table tells who answers.

    Parameters
    ----------
    area : float
        How often a model names the right one of two customers of whom one answered (area under the ROC
        curve, cross-validated); .5 is chance.
    low, high : float
        95% interval.
    customers : int
        Whom the model saw: all, or everybody who answered and a random part of the others.
    """

    area: float
    low: float
    high: float
    customers: int


@dataclass(frozen=True)
class Coverage:
    """How far those who answered stand for all customers.

    Parameters
    ----------
    table : str
        File name of the customer table.
    joined : Joined
        How table and answers fit together.
    customers, answered : int
        All customers, and those whose answers are used: in the table, and not left out.
    share : float
        Of the customers who answered, 0 to 1.
    value_share : float or None
        Of the value of all customers; None where no value is named, or it adds up to nothing.
    numbers : tuple of NumberDifference
        Every number of the table.
    categories : tuple of CategoryDifference
        Every category of the table.
    prediction : AnswerPrediction or None
        None where too few answered, or did not, to tell.
    findings : tuple of Finding
        What a reader must know.
    """

    table: str
    joined: Joined
    customers: int
    answered: int
    share: float
    value_share: float | None
    numbers: tuple[NumberDifference, ...]
    categories: tuple[CategoryDifference, ...]
    prediction: AnswerPrediction | None
    findings: tuple[Finding, ...]


def coverage_of(
    base: CustomerBase,
    respondents: Sequence[str],
    weights: Floats | None,
    *,
    seed: int,
    without: Collection[str] = (),
) -> Coverage:
    """Compare those who answered with all other customers of the table.

    Parameters
    ----------
    base : CustomerBase
        All customers, and which of them answered.
    respondents : sequence of str
        Ids of those whose answers are used.
    weights : ndarray of float64, shape (respondents,), or None
        How many people each stands for; None where nobody is weighted.
    seed : int
        Seed of the study.
    without : collection of str
        Attributes that may not be used, such as special categories of data.

    Notes
    -----
    Differences are between those who answered and those who did not, since both together are the base.
    Numbers with a declared scaling are compared in logarithms, or in ranks among all customers.
    """
    matched = [at for at, who in enumerate(respondents) if who in base.rows]
    rows = np.array([base.rows[respondents[at]] for at in matched], dtype=np.int64)
    answered = np.zeros(len(base), dtype=bool)
    answered[rows] = True
    mass = None if weights is None else weights[matched]
    used = [column for column in base.columns if column.name not in without]
    numbers = [_number(column, answered, rows, mass) for column in used if not column.levels]
    categories = [_category(column, answered, rows, mass) for column in used if column.levels]
    adjusted = _adjusted([*(one.p for one in numbers), *(one.p for one in categories)])
    found = Coverage(
        table=base.name,
        joined=base.joined,
        customers=len(base),
        answered=len(rows),
        share=len(rows) / len(base),
        value_share=_value_share(base.value, answered),
        numbers=tuple(replace(one, q=q) for one, q in zip(numbers, adjusted, strict=False)),
        categories=tuple(
            replace(one, q=q) for one, q in zip(categories, adjusted[len(numbers) :], strict=True)
        ),
        prediction=_prediction(base, {column.name for column in used}, answered, seed),
        findings=(),
    )
    return replace(found, findings=(*base.findings, *coverage_findings(found)))


def _adjusted(p: Sequence[float]) -> list[float]:
    return [float(q) for q in benjamini_hochberg(np.array(p))] if p else []


def _value_share(value: Floats | None, answered: Mask) -> float | None:
    if value is None:
        return None
    total = float(np.nansum(value))
    return float(np.nansum(value[answered])) / total if total > 0 else None


def _number(
    column: BaseColumn, answered: Mask, rows: NDArray[np.int64], mass: Floats | None
) -> NumberDifference:
    figures, spread = column.values, spread_figures(column)
    known = np.isfinite(figures)
    mine, others = figures[answered & known], figures[~answered & known]
    compared = mean_difference(spread[answered & known], spread[~answered & known])
    all_mean, all_sd = (
        (float(spread[known].mean()), float(spread[known].std())) if known.any() else (0.0, 0.0)
    )

    def bias(weights: Floats | None) -> float:
        """Return how far those who answered lie from all customers."""
        given = spread[rows]
        there = np.isfinite(given)
        if all_sd == 0 or not there.any():
            return math.nan
        mean = float(np.average(given[there], weights=None if weights is None else weights[there]))
        return (mean - all_mean) / all_sd

    return NumberDifference(
        name=column.name,
        scaling=column.scaling,
        answered=len(mine),
        others=len(others),
        answered_mean=_mean(mine),
        others_mean=_mean(others),
        answered_median=_median(mine),
        others_median=_median(others),
        d=compared.d,
        low=compared.low,
        high=compared.high,
        p=compared.p,
        q=math.nan,
        bias=bias(None),
        weighted_bias=None if mass is None else bias(mass),
    )


def _mean(figures: Floats) -> float:
    return float(figures.mean()) if len(figures) else math.nan


def _median(figures: Floats) -> float:
    return float(np.median(figures)) if len(figures) else math.nan


def _category(
    column: BaseColumn, answered: Mask, rows: NDArray[np.int64], mass: Floats | None
) -> CategoryDifference:
    alone = shown_levels(column)
    place = np.full(len(column.levels) + 1, len(alone), dtype=np.int64)  # the last is of those not known
    place[list(alone)] = np.arange(len(alone))
    known = np.isfinite(column.values)
    group = place[np.where(known, column.values, len(column.levels)).astype(np.int64)]
    width = len(alone) + 1
    counts = np.array(
        [
            np.bincount(group[answered & known], minlength=width),
            np.bincount(group[~answered & known], minlength=width),
        ],
        dtype=np.int64,
    )
    n, m = (int(total) for total in counts.sum(axis=1))
    weighted = _weighted_shares(group[rows], known[rows], mass, width)
    names = [*(column.levels[at] for at in alone), OTHERS]
    shares = [
        _share(names[at], counts[:, at], n, m, weighted.get(at))
        for at in range(width)
        if n and m and counts[:, at].sum()
    ]
    return CategoryDifference(column.name, n, m, tuple(shares), table_p(counts), math.nan)


def _share(name: str, counts: NDArray[np.int64], n: int, m: int, weighted: float | None) -> CategoryShare:
    mine, others = int(counts[0]), int(counts[1])
    found = share_difference(mine, n, others, m)
    return CategoryShare(
        category=name,
        customers=mine + others,
        answered_share=mine / n,
        others_share=others / m,
        difference=found.difference,
        low=found.low,
        high=found.high,
        weighted_share=weighted,
    )


def _weighted_shares(
    group: NDArray[np.int64], known: Mask, mass: Floats | None, width: int
) -> Mapping[int, float]:
    if mass is None or not known.any():
        return {}
    sums = np.bincount(group[known], weights=mass[known], minlength=width)
    return {at: float(share) for at, share in enumerate(sums / sums.sum())}


def _prediction(
    base: CustomerBase, names: Collection[str], answered: Mask, seed: int
) -> AnswerPrediction | None:
    """Tell who answers from the table, and see how often that is right for people the model did not see."""
    rng = np.random.default_rng([seed, STREAM, 0])
    those, others = np.flatnonzero(answered), np.flatnonzero(~answered)
    if min(len(those), len(others)) < FEWEST_MODELLED:
        return None
    if len(others) > MOST_MODELLED:
        others = np.sort(rng.choice(others, MOST_MODELLED, replace=False))
    if len(those) > MOST_MODELLED:
        those = np.sort(rng.choice(those, MOST_MODELLED, replace=False))
    rows = np.sort(np.concatenate([those, others]))
    told = features(base, names, rows)
    if not told.shape[1]:
        return None
    group = answered[rows].astype(np.int64)
    fold, scores = folds(len(rows), FOLDS, rng), np.empty(len(rows))
    for at in range(FOLDS):
        seen = fold != at
        scores[~seen] = fit_logistic(told[seen], group[seen], 2).shares(told[~seen])[:, 1]
    found = auc(scores, group == 1)
    return AnswerPrediction(found.area, found.low, found.high, len(rows))
