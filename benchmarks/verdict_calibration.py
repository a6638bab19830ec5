"""How often the verdict is wrong: simulated studies without groups, and with known ones.

Without groups, *natural* and *reproducible* together should come up in at most 5% of the studies of
every family. With groups, the table says how often they are recognised, by respondents, attributes,
separation and kind of answers.

    python benchmarks/verdict_calibration.py            # everything, into verdict_calibration.json
    python benchmarks/verdict_calibration.py --quick    # without 1,000 respondents, to standard output
    python benchmarks/verdict_calibration.py --table    # the tables of docs/verdict.md as stored

Each study is judged as the product judges it, but with 50 resamples in place of 100 and at most 99
samples of the null in place of 149 to 199; all of it takes half an hour of one core. Every study has a
seed of its own, made of what it is, so results do not depend on the order or on what else is run.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.special import betaincinv

from psychograph.segmentation import judgement
from psychograph.segmentation.method import Points, refit
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.stats.trees.ward import standardise

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Family = Callable[[int, int, np.random.Generator], Floats]

STORED = Path(__file__).with_suffix(".json")
KINDS = ("natural", "reproducible", "constructed", "none")


# -- people without groups -------------------------------------------------------------------------


def factors(
    n: int, d: int, rng: np.random.Generator, *, q: int = 1, low: float = 0.4, high: float = 0.9
) -> Floats:
    """Normal answers that share q factors, with loadings from low to high."""
    return _loaded(rng.standard_normal((n, q)), d, rng, low, high)


def _loaded(common: Floats, d: int, rng: np.random.Generator, low: float = 0.4, high: float = 0.9) -> Floats:
    loadings = rng.uniform(low, high, d)
    own = rng.standard_normal((len(common), d)) * np.sqrt(1 - loadings**2)
    return common[:, np.arange(d) % common.shape[1]] * loadings + own


def likert(latent: Floats, points: int, rng: np.random.Generator, *, skew: float = 0.0) -> Floats:
    """Cut latent answers into 1 to points, each question a little harder or easier; skew moves all."""
    cuts = np.linspace(-1.6, 1.6, points - 1) if points > 2 else np.zeros(1)
    harder = rng.normal(0, 0.3, latent.shape[1]) + skew
    return (latent[:, :, None] > (cuts + harder[:, None])).sum(axis=2) + 1.0


def agreeing(latent: Floats, rng: np.random.Generator) -> Floats:
    """Add to all questions of a person how much the person agrees with anything."""
    return latent + rng.normal(0, 0.8, (len(latent), 1))


def extreme(latent: Floats, rng: np.random.Generator) -> Floats:
    """Stretch all answers of a person by how extremely the person answers."""
    return latent * np.exp(rng.normal(0, 0.6, (len(latent), 1)))


def worded_both_ways(n: int, d: int, rng: np.random.Generator) -> Floats:
    """Two factors, every other question worded the other way round."""
    return factors(n, d, rng, q=2) * np.where(np.arange(d) % 2, 1, -1)


def own_level_taken_out(values: Floats) -> Floats:
    """Answers relative to each person's own mean, as `scaling: person` takes them."""
    return values - values.mean(axis=1, keepdims=True)


def exponential_factor(n: int, d: int, rng: np.random.Generator) -> Floats:
    """One factor on which most people are low and a few far up."""
    return _loaded(rng.exponential(size=(n, 1)) - 1, d, rng)


def flat_factor(n: int, d: int, rng: np.random.Generator) -> Floats:
    """One factor on which every level is as common as any other."""
    return _loaded(rng.uniform(-math.sqrt(3), math.sqrt(3), (n, 1)), d, rng)


def heavy_tails(n: int, d: int, rng: np.random.Generator) -> Floats:
    """One factor, and some people far out on everything (Student's t with 4 degrees of freedom)."""
    return factors(n, d, rng) * np.sqrt(4 / rng.chisquare(4, (n, 1)))


FAMILIES: dict[str, Family] = {
    "unrelated normal answers": lambda n, d, rng: rng.standard_normal((n, d)),
    "one factor": factors,
    "one strong factor": partial(factors, low=0.8, high=0.95),
    "several factors": lambda n, d, rng: factors(n, d, rng, q=max(2, d // 5)),
    "yes or no": lambda n, d, rng: likert(factors(n, d, rng, q=2), 2, rng),
    "3 points": lambda n, d, rng: likert(factors(n, d, rng, q=2), 3, rng),
    "5 points": lambda n, d, rng: likert(factors(n, d, rng), 5, rng),
    "7 points": lambda n, d, rng: likert(factors(n, d, rng, q=3), 7, rng),
    "5 points, skewed": lambda n, d, rng: likert(factors(n, d, rng, q=2), 5, rng, skew=1.2),
    "agreeing with everything": lambda n, d, rng: likert(agreeing(worded_both_ways(n, d, rng), rng), 5, rng),
    "answering extremely": lambda n, d, rng: likert(extreme(factors(n, d, rng, q=2), rng), 7, rng),
    "agreeing and extremely": lambda n, d, rng: likert(
        agreeing(extreme(factors(n, d, rng, q=2), rng), rng), 5, rng
    ),
    "relative to own level": lambda n, d, rng: own_level_taken_out(
        likert(agreeing(worded_both_ways(n, d, rng), rng), 5, rng)
    ),
    "skewed factor": exponential_factor,
    "skewed factor, 5 points": lambda n, d, rng: likert(exponential_factor(n, d, rng), 5, rng),
    "flat factor": flat_factor,
    "flat factor, 5 points": lambda n, d, rng: likert(flat_factor(n, d, rng), 5, rng),
    "flat answers": lambda n, d, rng: rng.uniform(-1, 1, (n, d)),
    "heavy tails together": heavy_tails,
    "heavy tails each": lambda n, d, rng: rng.standard_t(3, (n, d)),
}


# -- people in groups ------------------------------------------------------------------------------


def groups(
    n: int, d: int, k: int, separation: float, rng: np.random.Generator, *, points: int, unequal: bool
) -> Floats:
    """Normal groups whose centres all lie `separation` within-group standard deviations apart.

    Unequal sizes halve from group to group. Cut into `points` answers, where above 0.
    """
    directions = np.linalg.qr(rng.standard_normal((d, d)))[0][:k]
    shares = 0.5 ** np.arange(k) if unequal else np.ones(k)
    ends = np.round(np.cumsum(shares) / shares.sum() * n).astype(int)
    group = np.searchsorted(ends, np.arange(n), side="right")
    values = directions[group] * separation / math.sqrt(2) + rng.standard_normal((n, d))
    return likert(standardise(values), points, rng) if points else values


# -- judging ---------------------------------------------------------------------------------------


def ward(values: Floats, /, *, weights: Floats | None, k: int) -> Labels:  # noqa: ARG001
    """Ward's method by scipy, whose tree the product's equals."""
    tree = linkage(standardise(values[:, np.ptp(values, axis=0) > 0]), "ward")
    return fcluster(tree, k, "maxclust").astype(np.int64)


def kmeans(values: Floats, /, *, weights: Floats | None, k: int) -> Labels:
    """The product's k-means, as resampling repeats it."""
    return refit(KMeans().lighter(), Points(values).like(values, weights).standardised(), k, seed=0).labels


METHODS = {"ward": ward, "kmeans": kmeans}


@dataclass(frozen=True)
class Study:
    """One simulated study and its verdict."""

    family: str
    n: int
    d: int
    k: int
    method: str
    separation: float
    points: int
    unequal: bool
    repeat: int
    kind: str = ""
    share: float = math.nan
    stability: float = math.nan
    valley: float = math.nan

    @property
    def seed(self) -> list[int]:
        """Numbers that no other study has."""
        what = [*self.family.encode(), self.n, self.d, self.k, *self.method.encode()]
        return [*what, round(self.separation * 10), self.points, self.unequal, self.repeat]

    def judged(self) -> Study:
        """Simulate, segment and judge."""
        judgement.REPLICATES, judgement.FEWEST_NULL, judgement.MOST_NULL = 50, 99, 99
        rng = np.random.default_rng(self.seed)
        if self.family == "groups":
            values = groups(
                self.n, self.d, self.k, self.separation, rng, points=self.points, unequal=self.unequal
            )
        else:
            values = FAMILIES[self.family](self.n, self.d, rng)
        scores = standardise(values[:, np.ptp(values, axis=0) > 0])
        method = partial(METHODS[self.method], k=self.k)
        stability, verdict = judgement.judge(
            scores, method(scores, weights=None), method, int(rng.integers(2**31))
        )
        known = asdict(self) | {
            "kind": verdict.kind.value,
            "share": round(verdict.null_share, 4),
            "stability": round(min(part.jaccard for part in stability), 3),
            "valley": round(verdict.valley.depth if verdict.valley else 0.0, 3),
        }
        return Study(**known)


def without_groups(sizes: Sequence[int]) -> Iterator[Study]:
    """Yield studies without groups: each family by respondents, attributes, segments and method.

    Of 1,000 respondents, methods take turns.
    """
    for n, family, d, k, method in product(sizes, FAMILIES, (5, 10, 20), (2, 3, 5), METHODS):
        if n < 1000 or (d // 5 + k + (method == "ward")) % 2:
            yield Study(family, n, d, k, method, 0.0, 0, False, 0)


def with_groups(sizes: Sequence[int]) -> Iterator[Study]:
    """Yield studies with 2, 3 or 5 groups, segmented into as many; methods and sizes take turns."""
    for n, d, (at, k), apart, points in product(
        sizes, (5, 10, 20), enumerate((2, 3, 5)), (2.0, 3.0, 4.0, 6.0), (0, 5)
    ):
        unequal = bool((d // 5 + at + int(apart)) % 2)
        turn = (d // 5 + k + (points > 0) + unequal) % 2
        yield Study("groups", n, d, k, tuple(METHODS)[turn], apart, points, unequal, 0)


# -- tables ----------------------------------------------------------------------------------------


def interval(found: int, of: int) -> tuple[float, float]:
    """Return the exact 95% interval of a share (Clopper & Pearson 1934)."""
    low = float(betaincinv(found, of - found + 1, 0.025)) if found else 0.0
    high = float(betaincinv(found + 1, of - found, 0.975)) if found < of else 1.0
    return low, high


def above_constructed(studies: Sequence[Study]) -> int:
    """Count studies that are called natural or reproducible."""
    return sum(study.kind in KINDS[:2] for study in studies)


def false_alarms(studies: Sequence[Study]) -> Iterator[str]:
    """Yield the table of studies without groups."""
    yield "| people without groups | studies | natural | reproducible | constructed | none | false alarms |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    groupless = [study for study in studies if study.family != "groups"]
    rows = {family: [s for s in groupless if s.family == family] for family in FAMILIES}
    for n in (100, 300, 1000):
        rows[f"*all of {n:,} respondents*"] = [s for s in groupless if s.n == n]
    for method in METHODS:
        rows[f"*all by {method}*"] = [s for s in groupless if s.method == method]
    rows["**all**"] = groupless
    for name, mine in rows.items():
        if mine:
            counts = [sum(s.kind == kind for s in mine) for kind in KINDS]
            found = above_constructed(mine)
            low, high = interval(found, len(mine))
            cells = " | ".join(map(str, counts))
            share = f"{found / len(mine):.1%} ({low:.1%} to {high:.1%})"
            yield f"| {name} | {len(mine)} | {cells} | {share} |"


def power(studies: Sequence[Study]) -> Iterator[str]:
    """Yield the table of studies with groups: natural + reproducible / constructed / none, in percent."""
    mine = [study for study in studies if study.family == "groups"]
    yield "| respondents | attributes | answers | 2 apart | 3 apart | 4 apart | 6 apart |"
    yield "|--:|--:|---|--:|--:|--:|--:|"
    for n, d, points in product(sorted({s.n for s in mine}), sorted({s.d for s in mine}), (0, 5)):
        cells = [
            _kinds([s for s in mine if (s.n, s.d, s.points, s.separation) == (n, d, points, apart)])
            for apart in (2.0, 3.0, 4.0, 6.0)
        ]
        yield f"| {n:,} | {d} | {'5 points' if points else 'numbers'} | {' | '.join(cells)} |"
    for name, chosen in (
        ("2 groups", lambda s: s.k == 2),
        ("3 groups", lambda s: s.k == 3),
        ("5 groups", lambda s: s.k == 5),
        ("equal sizes", lambda s: not s.unequal),
        ("unequal sizes", lambda s: s.unequal),
    ):
        cells = [_kinds([s for s in mine if chosen(s) and s.separation == a]) for a in (2.0, 3.0, 4.0, 6.0)]
        yield f"| *all, {name}* | | | {' | '.join(cells)} |"


def _kinds(studies: Sequence[Study]) -> str:
    """Return the shares of natural / reproducible / constructed / none in percent."""
    if not studies:
        return ""
    return " / ".join(f"{sum(s.kind == kind for s in studies) / len(studies):.0%}"[:-1] for kind in KINDS)


def judged(plan: Sequence[Study], known: Sequence[Study], processes: int) -> Iterator[Study]:
    """Judge the studies of a plan that are not known yet, and say how far it is."""
    before = {tuple(study.seed): study for study in known}
    start, done = time.monotonic(), 0
    with ProcessPoolExecutor(processes) as pool:
        again = pool.map(Study.judged, [s for s in plan if tuple(s.seed) not in before], chunksize=4)
        for study in plan:
            yield before[tuple(study.seed)] if tuple(study.seed) in before else next(again)
            done += 1
            if done % 50 == 0:
                passed = time.monotonic() - start
                print(f"{done} of {len(plan)}, {passed:.0f} s", file=sys.stderr, flush=True)


def _stored() -> list[Study]:
    return [Study(**row) for row in json.loads(STORED.read_text())["studies"]] if STORED.exists() else []


def main() -> None:
    """Run, store and print."""
    parser = argparse.ArgumentParser(description="How often the verdict is wrong.")
    parser.add_argument("--quick", action="store_true", help="without 1,000 respondents; stores nothing")
    parser.add_argument("--table", action="store_true", help="only print the tables of the stored results")
    parser.add_argument("--processes", type=int, default=1, help="the results do not depend on it")
    parser.add_argument("--families", default="", help="only families whose name holds this")
    parser.add_argument("--resume", action="store_true", help="keep what the stored results hold")
    asked = parser.parse_args()
    part = asked.quick or asked.families
    stored = _stored() if asked.table or asked.resume else []
    sizes = (100, 300) if part else (100, 300, 1000)
    plan = [
        study for study in [*without_groups(sizes), *with_groups(sizes)] if asked.families in study.family
    ]
    studies = stored if asked.table else []
    if not asked.table:
        for study in judged(plan, stored, asked.processes):
            studies.append(study)
            if not part and (len(studies) % 20 == 0 or len(studies) == len(plan)):
                rows = ",\n".join(json.dumps(asdict(study)) for study in studies)
                STORED.write_text(f'{{"studies": [\n{rows}\n]}}\n')
    print(*false_alarms(studies), "", *power(studies), sep="\n")


if __name__ == "__main__":
    main()
