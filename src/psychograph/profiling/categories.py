"""Profiles of categories: shares of each segment against everybody else."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role
from psychograph.profiling.disclosure import shown_cells
from psychograph.profiling.letters import share_letters
from psychograph.profiling.profile import CategoryCount, CategoryProfile
from psychograph.profiling.segmented import CodedCategory, Segmented
from psychograph.stats.comparison.resamples import others
from psychograph.stats.comparison.tables import table_of
from psychograph.stats.effect_sizes import cohens_h, cohens_h_intervals

Floats = NDArray[np.float64]


def category_profiles(data: Segmented, column: CodedCategory) -> tuple[CategoryProfile, ...]:
    """Return the profiles of one attribute of categories, in the order of the groups.

    Parameters
    ----------
    data : Segmented
        Respondents in segments.
    column : CodedCategory
        The attribute.
    """
    shape = (data.k, max(1, len(column.levels)))
    counts = table_of(data.groups - 1, column.codes, shape=shape).astype(np.int64)
    mass = table_of(data.groups - 1, column.codes, data.weights, shape=shape)
    shares, elsewhere = _shares(mass), _shares(others(mass[None])[0])
    overall = _shares(mass.sum(axis=0))
    ends = cohens_h_intervals(column.codes, shape[1], data.resamples, weights=data.weights)
    letters = [("",) * data.k] * shape[1]
    if column.role is Role.DESCRIPTOR:
        letters = share_letters(shares, column.codes, data.groups, data.segments, data.weights)
    shown = shown_cells(counts.T).T
    h = cohens_h(shares, elsewhere)

    def cell(group: int, at: int) -> CategoryCount:
        share, total = float(shares[group, at]), float(overall[at])
        return CategoryCount(
            category=column.levels[at],
            count=int(counts[group, at]),
            overall=int(counts[:, at].sum()),
            share=share,
            overall_share=total,
            others_share=float(elsewhere[group, at]),
            index=100 * share / total if total > 0 and math.isfinite(share) else None,
            h=float(h[group, at]),
            h_interval=(float(ends[group, at, 0]), float(ends[group, at, 1])),
            letters=letters[at][group] if shown[group, at] else "",
            shown=bool(shown[group, at]),
        )

    return tuple(
        CategoryProfile(
            name=column.name,
            question=column.question,
            role=column.role,
            answered=int(counts[group].sum()),
            counts=tuple(cell(group, at) for at in _ranked(counts[group], column.levels)),
            weighted=data.weights is not None,
        )
        for group in range(data.k)
    )


def _ranked(counts: NDArray[np.int64], levels: tuple[str, ...]) -> list[int]:
    """Return the categories that somebody gave, the most frequent first."""
    given = np.flatnonzero(counts).tolist()
    return sorted(given, key=lambda at: (-int(counts[at]), levels[at]))


def _shares(mass: Floats) -> Floats:
    total = mass.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(mass, total, out=np.full(mass.shape, math.nan), where=total > 0))
