"""Inputs of the chart tests: the worked example and simulated surveys, segmented with scipy."""

from __future__ import annotations

import csv
import functools
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage

from psychograph.codebook.codebook import Role, Scale
from psychograph.knowledge.levels import level_of
from psychograph.profiling.profile import AttributeProfile, Profile, SegmentProfile
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.method import Points, Solution, Tree
from psychograph.segmentation.segmentation import Segmentation, Verdict, VerdictKind

NAMES = {1: "Structured Realists", 2: "Innovative Pioneers"}
LONG_NAMES = {
    1: "Structured Realists",
    2: "Innovative Pioneers",
    3: "Community-minded Traditionalists",
    4: "Busy Bargain Hunters",
    5: "Quiet Sceptics",
    6: "Sociable Explorers",
    7: "Anxious Perfectionists",
    8: "Do-it-yourself Pragmatists",
    9: "Status Seekers",
    10: "Everybody Else",
}


@functools.cache
def worked_example() -> tuple[Attributes, Attributes]:
    """Return basis variables and descriptors of the worked example."""
    text = (resources.files("psychograph.samples") / "worked_example" / "responses.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    names = tuple(name for name in rows[0] if name not in {"Respondent", "Age", "Occupation"})
    ids = tuple(row["Respondent"] for row in rows)
    values = np.array([[float(row[name]) for name in names] for row in rows])
    basis = Attributes(ids, names, ("",) * len(names), (Scale(1, 5),) * len(names), values)
    age = np.array([[float(row["Age"])] for row in rows])
    return basis, Attributes(ids, ("Age",), ("",), (None,), age)


def simulated(n: int, k: int, seed: int = 7) -> Attributes:
    """Return `n` respondents around `k` centres on ten 1-to-7 attributes."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(2, 6, (k, 10))
    values = np.clip(centres[rng.integers(0, k, n)] + rng.normal(0, 0.8, (n, 10)), 1, 7)
    names = worked_example()[0].names
    ids = tuple(f"R{i:05d}" for i in range(1, n + 1))
    return Attributes(ids, names, ("",) * 10, (Scale(1, 7),) * 10, values)


def segment(basis: Attributes, k: int, cut_height: float | None = None) -> Segmentation:
    """Cut Ward's tree of the standardised basis into `k` segments, numbered from the left."""
    spread = basis.values.std(axis=0)
    z = (basis.values - basis.values.mean(axis=0)) / np.where(spread > 0, spread, 1)
    joined = linkage(z, "ward")
    raw = fcluster(joined, k, "maxclust")
    seen = list(dict.fromkeys(int(raw[i]) for i in leaves_list(joined)))
    labels = np.array([seen.index(int(r)) + 1 for r in raw], dtype=np.int64)
    heights = [0.0, *joined[:, 2], float(joined[-1, 2]) * 1.1]
    middle = (heights[-k - 1] + heights[-k]) / 2
    verdict = Verdict(VerdictKind.REPRODUCIBLE, "", 0.4, 0.2, 0.0, 99, borderline=False)
    cut = middle if cut_height is None else cut_height
    solution = Solution(labels, assign=lambda values: np.ones(len(values), dtype=np.int64), tree=Tree(joined))
    return Segmentation(basis, "ward", "Ward's method", Points(z), solution, cut, (), (), verdict, (), 1)


def profile(segmentation: Segmentation, descriptors: Attributes | None = None) -> Profile:
    """Describe every segment plainly; figures that do not exist are NaN, as in real profiles."""
    parts = [(segmentation.basis, Role.BASIS)] + ([(descriptors, Role.DESCRIPTOR)] if descriptors else [])
    n = len(segmentation.labels)
    segments = []
    for number, size in segmentation.sizes.items():
        members = segmentation.labels == number
        described = [
            _attribute(part.names[i], part.values[:, i], part.scales[i], role, members)
            for part, role in parts
            for i in range(len(part.names))
        ]
        share = size / n
        segments.append(SegmentProfile(number, size, share, _wilson(size, n), tuple(described), (), 0, ()))
    return Profile(tuple(segments))


def _wilson(size: int, n: int) -> tuple[float, float]:
    z, p = 1.959964, size / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return float(middle - half), float(middle + half)


def _attribute(
    name: str, values: NDArray[np.float64], scale: Scale | None, role: Role, members: NDArray[np.bool_]
) -> AttributeProfile:
    own, other = values[members], values[~members]
    low, high = (scale.low, scale.high) if scale else (float(values.min()), float(values.max()))
    mean, overall, sd = float(own.mean()), float(values.mean()), float(values.std())
    position = (mean - (low + high) / 2) / ((high - low) / 2) if high > low else float("nan")
    z = (mean - overall) / sd if sd > 0 else float("nan")
    g = _g(own, other)
    salience = abs(position) * min(abs(g), 2) / 2 if np.isfinite([g, position]).all() else 0.0
    level = level_of(position, g)
    headline = role is Role.BASIS and level.distinctive and salience > 0.5
    quarters = [float(q) for q in np.quantile(own, [0, 0.25, 0.5, 0.75, 1])]
    own_sd = float(own.std(ddof=1)) if len(own) > 1 else float("nan")
    return AttributeProfile(
        name, "", role, scale, len(own), mean, own_sd, overall, z, position, g, (g, g), salience, level,
        headline, len(own), False, *quarters,
    )  # fmt: skip


def _g(own: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if not len(other):
        return float("nan")
    difference = float(own.mean() - other.mean())
    pooled = float(
        np.sqrt((own.var() * len(own) + other.var() * len(other)) / max(len(own) + len(other) - 2, 1))
    )
    return difference / pooled if pooled > 0 else (float("inf") * np.sign(difference) if difference else 0.0)
