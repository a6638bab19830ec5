"""`CellSums`: what persons and arms add up to, from which every comparison is made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.stats.trials.amounts import Moments, contrast_of_means, ratio_of_means
from psychograph.stats.trials.complier import Reach, complier_average
from psychograph.stats.trials.estimate import Estimate, weighted_sum
from psychograph.stats.trials.rates import chance_of_difference, difference_of_rates, ratio_of_rates, wilson
from psychograph.strategy.evaluation.results import CampaignResults, OutcomeKind

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
NOTHING = Estimate(math.nan, -math.inf, math.inf)


@dataclass(frozen=True)
class Comparison:
    """One group against another.

    Parameters
    ----------
    n, base_n : int
        People with a known outcome.
    lift : Estimate
        Difference of rates or means.
    relative : Estimate
        The same as a share of the base: 0.5 for half as much again.
    p : float
        Two-sided p-value of no difference.
    error : float
        Standard error of the difference of means; NaN for rates.
    base : float
        Rate or mean of the base.
    """

    n: int
    base_n: int
    lift: Estimate
    relative: Estimate
    p: float
    error: float
    base: float


@dataclass(frozen=True, eq=False)
class CellSums:
    """Sums by persona and arm, shape (p, a) each.

    Parameters
    ----------
    kind : OutcomeKind
        Whether outcomes are rates or amounts.
    assigned : ndarray of int64
        People assigned.
    n : ndarray of int64
        Those whose outcome is known; everything below is of them.
    total, squares : ndarray of float64
        Sums of outcomes less `centre`, and of their squares.
    reached, mixed : ndarray of float64 or None
        People who were reached, and sums of outcomes (less `centre`) over them.
    centre : float
        Mean outcome of all, taken out so that squares of large amounts lose no digits; 0 for rates.
    """

    kind: OutcomeKind
    assigned: Counts
    n: Counts
    total: Floats
    squares: Floats
    reached: Floats | None
    mixed: Floats | None
    centre: float

    def successes(self, personas: Sequence[int], arms: Sequence[int]) -> tuple[int, int]:
        """Return people with the outcome, of so many, in some cells together."""
        at = np.ix_(list(personas), list(arms))
        return round(float(self.total[at].sum())), int(self.n[at].sum())

    def moments(self, personas: Sequence[int], arms: Sequence[int]) -> Moments:
        """Return the moments of amounts in some cells together."""
        at = np.ix_(list(personas), list(arms))
        n, total, squares = int(self.n[at].sum()), float(self.total[at].sum()), float(self.squares[at].sum())
        if n == 0:
            return Moments(0, math.nan, math.nan)
        variance = max(squares - total**2 / n, 0.0) / (n - 1) if n > 1 else math.nan
        return Moments(n, self.centre + total / n, variance)

    def figure(self, persona: int, arm: int, *, level: float = 0.95) -> Estimate:
        """Return rate or mean of a cell, with its interval."""
        if self.kind is OutcomeKind.RATE:
            return wilson(*self.successes([persona], [arm]), level=level)
        moments = self.moments([persona], [arm])
        return contrast_of_means([moments], [1.0], level=level).estimate if moments.n > 1 else _lone(moments)

    def compare(
        self, persona: int, arms: Sequence[int], base: Sequence[int], *, level: float = 0.95
    ) -> Comparison:
        """Return what people of a persona did in some arms, against what they did in others.

        Nothing is said where either side has fewer than five people, of whom each could be recognised.
        """
        n, base_n = (int(self.n[persona, list(places)].sum()) for places in (arms, base))
        if min(n, base_n) < SMALLEST_CELL:
            return Comparison(n, base_n, NOTHING, NOTHING, math.nan, math.nan, math.nan)
        if self.kind is OutcomeKind.RATE:
            return self._rates(persona, arms, base, level)
        group, other = self.moments([persona], arms), self.moments([persona], base)
        found = contrast_of_means([group, other], [1.0, -1.0], level=level)
        relative = _less_one(ratio_of_means(group, other, level=level)) if other.mean > 0 else NOTHING
        return Comparison(group.n, other.n, found.estimate, relative, found.p, found.error, other.mean)

    def _rates(self, persona: int, arms: Sequence[int], base: Sequence[int], level: float) -> Comparison:
        successes, n = self.successes([persona], arms)
        base_successes, base_n = self.successes([persona], base)
        counts = successes, n, base_successes, base_n
        return Comparison(
            n,
            base_n,
            difference_of_rates(*counts, level=level),
            _less_one(ratio_of_rates(*counts, level=level)),
            chance_of_difference(*counts),
            math.nan,
            base_successes / base_n,
        )

    def over(
        self, personas: Sequence[int], arms: Sequence[int], base: Sequence[int], *, level: float = 0.95
    ) -> Estimate:
        """Return the mean lift over some personas, each weighted by its people.

        Standardised in this way it compares like with like even where arms were split differently
        in different personas. Personas in which nothing is said are left out.
        """
        parts, people = [], []
        for persona in personas:
            found = self.compare(persona, arms, base, level=level)
            if math.isfinite(found.lift.value):
                parts.append(found.lift)
                people.append(int(self.assigned[persona].sum()))
        if not parts:
            return NOTHING
        return weighted_sum(parts, [count / sum(people) for count in people])

    def complier(self, persona: int, arm: int, holdout: int, *, level: float = 0.95) -> Estimate:
        """Return the mean effect on those whom a message reached."""
        if min(self.n[persona, arm], self.n[persona, holdout]) < SMALLEST_CELL:
            return NOTHING
        return complier_average(self._reach(persona, arm), self._reach(persona, holdout), level=level)

    def reached_share(self, persona: int, arm: int) -> float:
        """Return the share of a cell that was reached."""
        assert self.reached is not None  # noqa: S101 - asked only where a column tells
        n = int(self.n[persona, arm])
        return float(self.reached[persona, arm]) / n if n else math.nan

    def _reach(self, persona: int, arm: int) -> Reach:
        assert self.reached is not None and self.mixed is not None  # noqa: S101, PT018 - as above
        n = int(self.n[persona, arm])
        total, reached = float(self.total[persona, arm]), float(self.reached[persona, arm])
        return Reach(
            n,
            self.centre + total / n,
            reached / n,
            max(float(self.squares[persona, arm]) - total**2 / n, 0.0) / (n - 1),
            reached * (1 - reached / n) / (n - 1),
            (float(self.mixed[persona, arm]) - total * reached / n) / (n - 1),
        )


def _lone(moments: Moments) -> Estimate:
    return Estimate(moments.mean, -math.inf, math.inf)


def _less_one(ratio: Estimate) -> Estimate:
    return Estimate(ratio.value - 1, ratio.low - 1, ratio.high - 1)


def cell_sums(results: CampaignResults) -> CellSums:
    """Add up a campaign by persona and arm.

    Parameters
    ----------
    results : CampaignResults
        Everybody; people whose outcome is not known count as assigned only. Exposure that is not known
        counts as not reached.
    """
    shape = len(results.personas), len(results.arms)
    places = results.persona * shape[1] + results.arm
    known = np.isfinite(results.outcome)
    at = places[known]
    centre = 0.0
    if results.kind is OutcomeKind.AMOUNT and known.any():
        centre = float(results.outcome[known].mean())
    outcome = results.outcome[known] - centre

    def summed(weights: Floats | None) -> Floats:
        return np.bincount(at, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(float)

    reached = None if results.exposed is None else np.nan_to_num(results.exposed[known])
    return CellSums(
        results.kind,
        np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape),
        summed(None).astype(np.int64),
        summed(outcome),
        summed(outcome**2),
        None if reached is None else summed(reached),
        None if reached is None else summed(reached * outcome),
        centre,
    )
