"""What randomised arms did: window, subject and incentive, on starting and on completing."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from psychograph.fielding.watching.counts import Standing
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.log import Record
from psychograph.stats.comparison.proportions import wilson_interval
from psychograph.stats.trials.estimate import Estimate, weighted_sum

LEVEL = 0.95
Done: TypeAlias = Literal["started", "complete"]
OUTCOMES: tuple[Done, ...] = ("started", "complete")


@dataclass(frozen=True)
class Share:
    """Cases with an outcome, of so many."""

    having: int
    cases: int


@dataclass(frozen=True)
class ArmEffect:
    """One arm against the first of its factor, on one outcome; everybody counts in the arm that was drawn.

    Parameters
    ----------
    factor : str
        ``"window"``, ``"subject"`` or ``"incentive"``.
    outcome : "started" or "complete"
        What is compared.
    arm, base : str
        The arm, and the one it is compared with.
    having, cases : int
        Cases with the outcome, of so many, in the arm.
    base_having, base_cases : int
        The same in the other.
    difference : Estimate
        Share in the arm minus share in the other, with its 95% interval.
    together : Estimate
        The same with an interval so wide that all comparisons shown hold together at 95%.
    comparisons : int
        How many those are.
    groups : int
        Groups within which arms were balanced and compared.
    verdict : str
        What can be said, in a plain sentence; no winner while the wider interval holds 0.
    """

    factor: str
    outcome: Done
    arm: str
    base: str
    having: int
    cases: int
    base_having: int
    base_cases: int
    difference: Estimate
    together: Estimate
    comparisons: int
    groups: int
    verdict: str


def difference_within(strata: Sequence[tuple[Share, Share]], *, level: float = LEVEL) -> Estimate:
    """Return a share minus a base share, compared within groups, with a stratified Newcombe interval.

    Each group weighs w = n m / (n + m), with n and m cases in its two arms (Mantel and Haenszel), scaled to
    a sum of 1. The weighted shares of both arms get Wilson's interval for 1 / sum(w^2 / n) cases, which
    hold as much information, and Newcombe's method 10 joins the two. With one group it is Newcombe's
    interval. Where shares differ between groups it is a little wider than it need be.

    Parameters
    ----------
    strata : sequence of (Share, Share)
        Arm and base in each group; groups without anybody in one of them tell nothing, and are left out.
    level : float
        Of the interval.

    Returns
    -------
    Estimate
        Between -1 and 1; NaN with the interval -1 to 1 where there is nothing to compare.

    References
    ----------
    Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Newcombe 1998, Statistics in Medicine 17:873; after
    Yan & Su 2010, Statistics in Biopharmaceutical Research 2:482, who weigh otherwise. Checked against R,
    and by simulation.

    Examples
    --------
    >>> alone = difference_within([(Share(56, 70), Share(48, 80))])
    >>> round(alone.value, 4), round(alone.low, 4), round(alone.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    told = [(arm, base) for arm, base in strata if arm.cases and base.cases]
    if not told:
        return Estimate(math.nan, -1.0, 1.0)
    weights = [arm.cases * base.cases / (arm.cases + base.cases) for arm, base in told]
    total = sum(weights)
    shares = [weight / total for weight in weights]
    return weighted_sum(
        [_weighted([pair[side] for pair in told], shares, level=level) for side in (0, 1)], [1, -1]
    )


def _weighted(arms: Sequence[Share], weights: Sequence[float], *, level: float) -> Estimate:
    """Return a weighted share with Wilson's interval for as many cases as hold the same information."""
    share = sum(weight * arm.having / arm.cases for arm, weight in zip(arms, weights, strict=True))
    value = min(max(share, 0.0), 1.0)  # what rounding may leave
    worth = 1 / sum(weight**2 / arm.cases for arm, weight in zip(arms, weights, strict=True))
    return Estimate(value, *wilson_interval(value * worth, worth, level=level))


def arm_effects(records: Iterable[Record], planned: Mapping[str, Sequence[str]]) -> tuple[ArmEffect, ...]:
    """Return what each randomised arm did, against the first of its factor.

    Everybody who was drawn into an arm counts in it, whether a message reached them or not (intention to
    treat): who could not be reached, or was not yet written to, has not started. Cases found to be
    duplicates or not eligible count too, since chance spread them over the arms.

    Parameters
    ----------
    records : iterable of Record
        Invited cases.
    planned : mapping of str to sequence of str
        Arms by factor, in the order of the plan; arms that occur beside are put behind.
    """
    cells = _cells(records)
    contrasts = [
        _Contrast(factor, outcome, arm, base)
        for factor, groups in cells.items()
        for base, *others in [_in_order(groups, planned.get(factor, ()))]
        for arm in others
        for outcome in OUTCOMES
    ]
    return tuple(_effect(cells[one.factor], one, len(contrasts)) for one in contrasts)


@dataclass(frozen=True)
class _Contrast:
    factor: str
    outcome: Done
    arm: str
    base: str


_Cells: TypeAlias = dict[str, dict[tuple[str, str], Counter[str]]]


def _cells(records: Iterable[Record]) -> _Cells:
    """Return cases and outcomes by factor, and by group and arm."""
    found: _Cells = {}
    alike = Counter((record.arms, record.group, record.standing) for record in records)
    for (text, group, standing), cases in alike.items():
        for factor, arm in json.loads(text).items():
            cell = found.setdefault(factor, {}).setdefault((group, arm), Counter())
            cell["cases"] += cases
            cell["started"] += cases * standing.started
            cell["complete"] += cases * _complete(standing)
    return dict(sorted(found.items()))


def _complete(standing: Standing) -> bool:
    return standing.disposition is Disposition.COMPLETE


def _in_order(groups: Mapping[tuple[str, str], object], planned: Sequence[str]) -> list[str]:
    """Return the arms that occur: in the order of the plan, then others by name."""
    occurring = {arm for _, arm in groups}
    return [*(arm for arm in planned if arm in occurring), *sorted(occurring - set(planned))]


def _effect(cells: Mapping[tuple[str, str], Counter[str]], told: _Contrast, comparisons: int) -> ArmEffect:
    names = sorted({group for group, _ in cells})
    strata = [
        (_share(cells, group, told.arm, told.outcome), _share(cells, group, told.base, told.outcome))
        for group in names
    ]
    arm, base = _summed(one for one, _ in strata), _summed(other for _, other in strata)
    found = ArmEffect(
        factor=told.factor,
        outcome=told.outcome,
        arm=told.arm,
        base=told.base,
        having=arm.having,
        cases=arm.cases,
        base_having=base.having,
        base_cases=base.cases,
        difference=difference_within(strata),
        together=difference_within(strata, level=1 - (1 - LEVEL) / comparisons),
        comparisons=comparisons,
        groups=sum(1 for one, other in strata if one.cases and other.cases),
        verdict="",
    )
    return replace(found, verdict=verdict_of(found))


def _share(cells: Mapping[tuple[str, str], Counter[str]], group: str, arm: str, outcome: str) -> Share:
    cell = cells.get((group, arm), Counter())
    return Share(cell[outcome], cell["cases"])


def _summed(shares: Iterable[Share]) -> Share:
    listed = list(shares)
    return Share(sum(one.having for one in listed), sum(one.cases for one in listed))


def verdict_of(effect: ArmEffect) -> str:
    """Return what a comparison says, in a plain sentence.

    Examples
    --------
    >>> some = Estimate(0.01, -0.02, 0.04)
    >>> verdict_of(ArmEffect("window", "started", "late", "noon", 52, 400, 48, 400, some, some, 2, 1, ""))
    'No winner: with late, from 2.0 points fewer to 4.0 more began than with noon.'
    """
    together = effect.together
    done = {"started": "began", "complete": "completed"}[effect.outcome]
    if math.isnan(together.value):
        return "Nothing to compare yet."
    low, high = abs(together.low) * 100, abs(together.high) * 100
    if together.holds(0):
        span = f"from {low:.1f} points fewer to {high:.1f} more"
        return f"No winner: with {effect.arm}, {span} {done} than with {effect.base}."
    least, most = sorted((low, high))
    more = "more" if together.above(0) else "fewer"
    return f"With {effect.arm}, {least:.1f} to {most:.1f} points {more} {done} than with {effect.base}."
