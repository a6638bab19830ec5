"""How often known segments are found again, by simulation: what more people buy, and what they cannot."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.centres.kmeans import consolidate, kmeans
from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.choosing.criteria import calinski_harabasz
from psychograph.stats.comparison.proportions import wilson_interval
from psychograph.stats.planning.simulated_segments import SEPARATIONS, Plan, best_rule, draw
from psychograph.stats.trees.ward import cut_into, standardise, ward_tree

Method = Literal["ward", "consolidated", "kmeans"]
GOOD: Final = 0.8
"""Adjusted Rand index from which a recovery is called good (Steinley 2004, Psychol Methods 9:386)."""
GRID: Final = (50, 75, 100, 150, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000)
STARTS: Final = 10
MOST_WORK: Final = 200_000_000
"""Replications x n^2, beyond which a simulation would take minutes rather than seconds."""


@dataclass(frozen=True)
class Recovery:
    """How well segments were found again.

    Parameters
    ----------
    n : int
        Respondents of each replication.
    replications : int
        Simulated surveys.
    share : float
        Share of them whose adjusted Rand index with the truth is `bar` or more.
    interval : tuple of float
        Wilson's 95% interval of that share: what more replications could make of it.
    mean_ari : float
        Mean adjusted Rand index with the truth: 1 for the same groups, about 0 for unrelated ones.
    ceiling : float
        The same for the best rule there is, which knows centres, spreads and shares. Where segments overlap,
        it is below 1, and no number of respondents passes it.
    bar : float
        Adjusted Rand index from which segments count as found.
    plan : Plan
        What was simulated.
    method : str
        ``"ward"``, ``"consolidated"`` or ``"kmeans"``.
    right_number : float or None
        Share of replications in which the criterion of Calinski & Harabasz is largest at the true number of
        segments, among 2 to three more; None where that was not asked.
    """

    n: int
    replications: int
    share: float
    interval: tuple[float, float]
    mean_ari: float
    ceiling: float
    bar: float
    plan: Plan
    method: str
    right_number: float | None = None

    @property
    def reached(self) -> float:
        """How much of the ceiling this number of respondents reaches; 1 where there is nothing to reach."""
        return self.mean_ari / self.ceiling if self.ceiling > 0 else 1.0


@dataclass(frozen=True)
class SmallestN:
    """The least number of respondents that finds the segments often enough.

    Parameters
    ----------
    n : int or None
        Respondents; None where no size that was tried does.
    wanted : float
        Share of replications that should find them.
    tried : tuple of Recovery
        Every size that was tried, from the least.
    out_of_reach : bool
        Whether the best rule itself stays below the bar: these segments overlap too much for any number.
    """

    n: int | None
    wanted: float
    tried: tuple[Recovery, ...]
    out_of_reach: bool


def recovery(
    n: int,
    attributes: int,
    segments: int | Sequence[float],
    separation: float | str = "medium",
    *,
    points: int | None = 5,
    method: Method = "ward",
    replications: int = 100,
    seed: int = 1,
    bar: float = GOOD,
    choose: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Recovery:
    """Simulate surveys of n respondents with known segments, build segments from them, and compare.

    Each replication draws centres in a direction of chance, then respondents, standardises attributes as
    a study does by default, builds as many segments as there are, and takes the adjusted Rand index with
    the truth. Replication i has the same numbers whatever the number of replications.

    Parameters
    ----------
    n : int
        Respondents, at least as many as segments.
    attributes : int
        Basis variables, 1 or more.
    segments : int or sequence of float
        How many, of equal size; or the share of each, in any unit.
    separation : float or str
        Distance of neighbouring centres in standard deviations within segments, 0 or more; or ``"small"``
        (3), ``"medium"`` (4) or ``"large"`` (5). Of two like neighbours 6.7%, 2.3% and 0.6% then lie on the
        wrong side. It is spread over all attributes: with 16 of them, medium means one standard deviation
        on each.
    points : int or None
        Steps of the answer scale, 2 to 11; None for numbers of any size, such as means of many items.
    method : {"ward", "consolidated", "kmeans"}
        Ward's tree cut into that many; the same and then k-means from there, as `consolidate: true` does in a
        study; or k-means with ten starts.
    replications : int
        Simulated surveys.
    seed : int
        The same seed gives the same figures.
    bar : float
        Adjusted Rand index from which segments count as found.
    choose : bool
        Whether to see also how often the number of segments would have been chosen right.
    progress : callable, optional
        Told the share of replications done, 0 to 1. An interrupt ends the simulation at once.

    Raises
    ------
    ValueError
        For figures out of their range, and for simulations that would take minutes (replications x n^2 above
        200 million).

    Notes
    -----
    People within segments are normal, alike in spread and unrelated on the attributes; real people are
    worse. So the figure is a bound from the good side: fewer respondents will not do, more may not either.
    The number of segments is taken as known.

    References
    ----------
    Milligan & Cooper 1985, Psychometrika 50:159, and Dolnicar et al. 2014, J Travel Res 53:296, for judging
    sample sizes by recovery of simulated groups; Hubert & Arabie 1985, J Classif 2:193, for the index.

    Examples
    --------
    >>> found = recovery(300, 6, 3, "large", replications=20)
    >>> found.share, round(found.mean_ari, 2), round(found.ceiling, 2)
    (0.95, 0.9, 0.96)
    """
    plan = planned(attributes, segments, separation, points)
    _check(plan, n, replications, bar)
    if method not in ("ward", "consolidated", "kmeans"):
        raise ValueError(f"a simulation builds segments by ward, consolidated or kmeans, not by {method}")
    agreement, best = np.empty(replications), np.empty(replications)
    right = 0
    for one, own_seed in enumerate(np.random.SeedSequence(seed).spawn(replications)):
        rng = np.random.default_rng(own_seed)
        answers, truth, middles = draw(plan, n, rng)
        agreement[one] = adjusted_rand(segmented(answers, plan.segments, method, rng), truth)
        best[one] = adjusted_rand(best_rule(plan, answers, middles), truth)
        right += choose and _number_chosen(answers, plan.segments, method, rng) == plan.segments
        if progress is not None:
            progress((one + 1) / replications)
    found = int((agreement >= bar).sum())
    return Recovery(
        n=n,
        replications=replications,
        share=found / replications,
        interval=wilson_interval(found, replications),
        mean_ari=float(agreement.mean()),
        ceiling=float(best.mean()),
        bar=bar,
        plan=plan,
        method=method,
        right_number=right / replications if choose else None,
    )


def smallest_n(
    attributes: int,
    segments: int | Sequence[float],
    separation: float | str = "medium",
    *,
    wanted: float = 0.8,
    grid: Sequence[int] = GRID,
    points: int | None = 5,
    method: Method = "ward",
    replications: int = 100,
    seed: int = 1,
    bar: float = GOOD,
    progress: Callable[[float], None] | None = None,
) -> SmallestN:
    """Try sizes from the least until the segments are found often enough.

    Sizes that the work of `recovery` would not allow with so many replications are left out, and
    nothing beyond the first size is tried where the best rule itself stays below the bar.

    Parameters
    ----------
    wanted : float
        Share of replications that should find the segments, above 0, at most 1.
    grid : sequence of int
        Sizes to try.
    attributes, segments, separation, points, method, replications, seed, bar, progress
        As for :func:`recovery`.

    Examples
    --------
    >>> smallest_n(6, 3, "large", grid=(50, 100, 200), replications=20).n
    50
    >>> smallest_n(6, 3, "small", grid=(100, 200), replications=20).out_of_reach
    True
    """
    if not 0 < wanted <= 1:
        raise ValueError(f"the share of replications wanted lies above 0 and at most at 1, not at {wanted}")
    plan = planned(attributes, segments, separation, points)
    sizes = [n for n in sorted(set(grid)) if n >= plan.segments and replications * n * n <= MOST_WORK]
    if not sizes:
        raise ValueError("no size to try: sizes are at least the number of segments")
    tried: list[Recovery] = []
    for place, n in enumerate(sizes):
        tell = None if progress is None else _part(progress, place, len(sizes))
        tried.append(
            recovery(
                n,
                attributes,
                plan.shares,
                plan.separation,
                points=points,
                method=method,
                replications=replications,
                seed=seed,
                bar=bar,
                progress=tell,
            )
        )
        if tried[-1].share >= wanted or tried[-1].ceiling < bar:
            break
    enough = tried[-1].share >= wanted
    if progress is not None:
        progress(1.0)
    return SmallestN(
        n=tried[-1].n if enough else None,
        wanted=wanted,
        tried=tuple(tried),
        out_of_reach=not enough and tried[-1].ceiling < bar,
    )


def planned(
    attributes: int, segments: int | Sequence[float], separation: float | str, points: int | None = 5
) -> Plan:
    """Return what to simulate, checked.

    Raises
    ------
    ValueError
        For figures out of their range, each named.
    """
    if isinstance(separation, str):
        if separation not in SEPARATIONS:
            raise ValueError(f"a separation is {', '.join(SEPARATIONS)} or a number, not {separation!r}")
        separation = SEPARATIONS[separation]
    if not (math.isfinite(separation) and separation >= 0):
        raise ValueError(f"a separation is 0 or more, not {separation}")
    shares = (1.0,) * segments if isinstance(segments, int) else tuple(map(float, segments))
    if not 2 <= len(shares) <= 50:
        raise ValueError(f"a simulation has 2 to 50 segments, not {len(shares)}")
    if not all(math.isfinite(share) and share > 0 for share in shares):
        raise ValueError("every segment has a share above 0")
    if not 1 <= attributes <= 200:
        raise ValueError(f"segments are built from 1 to 200 attributes, not {attributes}")
    if points is not None and not 2 <= points <= 11:
        raise ValueError(f"an answer scale has 2 to 11 steps, not {points}")
    whole = sum(shares)
    return Plan(tuple(share / whole for share in shares), attributes, float(separation), points)


def segmented(
    answers: NDArray[np.float64], k: int, method: Method, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return segments 1 to k of standardised answers; columns that everybody answers alike are left out."""
    return next(_segmented_into(answers, [k], method, rng))


def _segmented_into(
    answers: NDArray[np.float64], numbers: Sequence[int], method: Method, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    varied = answers[:, answers.min(axis=0) < answers.max(axis=0)]
    if not varied.size:
        yield from (np.ones(len(answers), dtype=np.int64) for _ in numbers)
        return
    scores = standardise(varied)
    distinct = len(np.unique(scores, axis=0))
    tree = None if method == "kmeans" else ward_tree(scores)
    for k in numbers:
        if tree is None:
            yield kmeans(scores, min(k, distinct), starts=STARTS, rng=rng, compiled=False).labels
        else:
            labels = cut_into(tree, min(k, distinct))
            yield consolidate(scores, labels, compiled=False).labels if method == "consolidated" else labels


def _number_chosen(answers: NDArray[np.float64], k: int, method: Method, rng: np.random.Generator) -> int:
    """Return the number of segments, 2 to k + 3, at which the criterion of Calinski & Harabasz is largest."""
    numbers = [number for number in range(2, k + 4) if number < len(np.unique(answers, axis=0))]
    scored = [
        (calinski_harabasz(answers, labels), -number)
        for number, labels in zip(numbers, _segmented_into(answers, numbers, method, rng), strict=True)
    ]
    return -max(scored)[1] if scored else 1


def _check(plan: Plan, n: int, replications: int, bar: float) -> None:
    if n < max(plan.segments, 2):
        raise ValueError(f"{plan.segments} segments need at least as many respondents, not {n}")
    if replications < 1:
        raise ValueError(f"a simulation has at least one replication, not {replications}")
    if replications * n * n > MOST_WORK:
        most = math.isqrt(MOST_WORK // replications)
        raise ValueError(
            f"{replications} replications of {n} respondents take minutes; up to {most} respondents, "
            "or fewer replications, take seconds"
        )
    if not 0 < bar <= 1:
        raise ValueError(f"the bar lies above 0 and at most at 1, not at {bar}")


def _part(progress: Callable[[float], None], place: int, parts: int) -> Callable[[float], None]:
    return lambda share: progress((place + share) / parts)
