"""Answers with known groups, without any, and along one line."""

from __future__ import annotations

import numpy as np

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes

D = 6


def people(values: np.ndarray, weights: np.ndarray | None = None) -> Attributes:
    n, d = values.shape
    return Attributes(
        respondents=tuple(f"R{row}" for row in range(n)),
        names=names(d),
        questions=("",) * d,
        scales=(Scale(1, 5),) * d,
        values=values,
        weights=np.empty(0) if weights is None else weights,
    )


def names(d: int = D) -> tuple[str, ...]:
    return tuple(f"item {j + 1}" for j in range(d))


def likert(values: np.ndarray) -> np.ndarray:
    return np.clip(np.round(3 + values), 1, 5)


def four_groups(n: int = 240, *, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Four groups, each high on items of its own and low on others; answers and groups."""
    centres = 1.3 * np.array(
        [[1, 1, 1, -1, -1, -1], [-1, -1, 1, 1, 1, -1], [-1, 1, -1, -1, 1, 1], [1, -1, -1, 1, -1, 1]]
    )
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 4, n)
    return likert(centres[group] + 0.7 * rng.normal(size=(n, D))), group + 1


def structureless(n: int = 240, *, seed: int = 1) -> np.ndarray:
    return likert(np.random.default_rng(seed).normal(size=(n, D)))


def one_factor(n: int = 240, *, seed: int = 1) -> np.ndarray:
    """People who are somewhere between low and high on everything."""
    rng = np.random.default_rng(seed)
    return likert(0.5 * rng.normal(size=(n, D)) + rng.normal(size=(n, 1)))
