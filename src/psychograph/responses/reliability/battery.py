"""All questions on scales taken together: whether they hold common factors, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.blanks.missing import fit_normal
from psychograph.stats.measurement.covariance import correlation, correlation_of
from psychograph.stats.measurement.factorability import (
    OneFactorCheck,
    ParallelAnalysis,
    SamplingAdequacy,
    Sphericity,
    bartlett_sphericity,
    one_factor_check,
    parallel_analysis,
    sampling_adequacy,
)

Missing = Literal["pairwise", "listwise", "em"]

FEWEST_ITEMS = 3
DRAWS = 200
# Each draw of so many items takes tenths of a second; half as many draws give thresholds nearly as sure.
MANY_ITEMS, FEWER_DRAWS = 100, 100


class BatteryKind(StrEnum):
    """What a battery is made of."""

    ITEMS = "items"  # of the attributes with several items
    BASIS = "basis"  # the basis variables, where no attribute has several items


@dataclass(frozen=True, eq=False)
class Battery:
    """The questions of a study as one set.

    Parameters
    ----------
    kind : BatteryKind
        What the columns are.
    columns : tuple of str
        Items or basis variables, k of them; those without two different answers are left out.
    scales : int
        Attributes behind them.
    n, n_smallest : int
        Respondents used, and those behind the thinnest pair of columns.
    missing : {"pairwise", "listwise", "em"}
        Treatment of missing answers.
    adequacy : SamplingAdequacy
        Kaiser, Meyer and Olkin's measure.
    sphericity : Sphericity
        Bartlett's test that nothing correlates.
    parallel : ParallelAnalysis
        How many factors stand out from chance; seeded.
    one_factor : OneFactorCheck
        How far one factor would do.
    """

    kind: BatteryKind
    columns: tuple[str, ...]
    scales: int
    n: int
    n_smallest: int
    missing: Missing
    adequacy: SamplingAdequacy
    sphericity: Sphericity
    parallel: ParallelAnalysis
    one_factor: OneFactorCheck


@dataclass(frozen=True, eq=False)
class Columns:
    """Answers to look at as one set: kind, names, attributes behind them, and values of shape (n, k)."""

    kind: BatteryKind
    names: tuple[str, ...]
    scales: int
    values: NDArray[np.float64]


def battery_of(columns: Columns, *, missing: Missing, rng: np.random.Generator) -> Battery | str:
    """Return the battery, or why there is none, in words.

    Parameters
    ----------
    columns : Columns
        Answers, NaN where missing.
    missing : {"pairwise", "listwise", "em"}
        Correlations from who answered both columns, from who answered all, or of the normal
        distribution that fits all answers best.
    rng : numpy.random.Generator
        Source of randomness of the parallel analysis.
    """
    varying = [int(j) for j in np.flatnonzero(_varies(columns.values))]
    names = tuple(columns.names[j] for j in varying)
    k = len(names)
    if k < FEWEST_ITEMS:
        return f"there are {k} questions on scales, and common factors need at least {FEWEST_ITEMS}"
    matrix, n, n_smallest = correlations_of(columns.values[:, varying], missing=missing, rng=rng)
    if n <= k or n_smallest < 3:
        return f"{n} respondents are too few for {k} questions"
    if not np.isfinite(matrix).all():
        return "some pairs of questions were answered by too few, or always alike"
    return Battery(
        kind=columns.kind,
        columns=names,
        scales=columns.scales,
        n=n,
        n_smallest=n_smallest,
        missing=missing,
        adequacy=sampling_adequacy(matrix),
        sphericity=bartlett_sphericity(matrix, n),
        parallel=parallel_analysis(matrix, n, rng=rng, draws=DRAWS if k <= MANY_ITEMS else FEWER_DRAWS),
        one_factor=one_factor_check(matrix),
    )


def correlations_of(
    values: NDArray[np.float64], *, missing: Missing, rng: np.random.Generator
) -> tuple[NDArray[np.float64], int, int]:
    """Return correlations, shape (k, k), respondents used, and respondents behind the thinnest pair."""
    if missing == "em":
        model = fit_normal(values, rng=rng)
        n = int(model.used.sum())
        return correlation_of(model.covariance), n, n
    found = correlation(values, missing=missing)
    return found.matrix, found.n, found.n_smallest


def _varies(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    known = np.isfinite(values)
    low = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    return np.asarray(high > low)
