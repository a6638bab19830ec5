"""Where segments lie to each other: a map by the two directions in which answers differ most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.knowledge.matching import is_sensitive
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.weights import weighted_mean, weighted_quantiles

Pole = tuple[str, str]

MOST_SHOWN = 300  # respondents
# An attribute names an axis from this correlation with it, and so many at most.
NAMES_AXIS, MOST_NAMES = 0.5, 2


@dataclass(frozen=True, eq=False)
class SegmentMap:
    """Segments and respondents on two axes.

    Parameters
    ----------
    centres : ndarray of float64, shape (k, 2)
        Middles of the segments.
    reaches : ndarray of float64, shape (k,)
        Distance from the middle, on the map, within which half of the members lie.
    people : ndarray of float64, shape (m, 2)
        Respondents, or some of them where they are many.
    segments : ndarray of int64, shape (m,)
        Their segments.
    shares : tuple of float
        Share of all differences between respondents that lie along each axis, 0 to 1.
    more, less : tuple of tuple of (str, str)
        Basis variables that grow, and that fall, along each axis; of a category with the category,
        which is given more often towards that end, else with an empty text.
    distances : ndarray of float64, shape (k, k)
        Between the middles in all directions, in standard deviations of a question.
    """

    centres: NDArray[np.float64]
    reaches: NDArray[np.float64]
    people: NDArray[np.float64]
    segments: NDArray[np.int64]
    shares: tuple[float, float]
    more: tuple[tuple[Pole, ...], tuple[Pole, ...]]
    less: tuple[tuple[Pole, ...], tuple[Pole, ...]]
    distances: NDArray[np.float64]


def map_of(segmentation: Segmentation) -> SegmentMap:
    """Return the map of a segmentation.

    The axes are the first two principal components of the basis variables, so they are chosen
    without regard to the segments: segments that stand apart on the map stand apart, while those
    that overlap on it may be told apart by what the map leaves out.

    Parameters
    ----------
    segmentation : Segmentation
        By any method.
    """
    places, weights, labels = segmentation.places, segmentation.weights, segmentation.labels
    centred = places - weighted_mean(places, weights)
    covariance = (centred * (weights / weights.sum())[:, None]).T @ centred
    axes, shares = _principal(covariance)
    flat = centred @ axes
    middles = [weighted_mean(centred[labels == s], weights[labels == s]) for s in segmentation.segments]
    centres = np.array(middles) @ axes
    reaches = [
        weighted_quantiles(
            np.linalg.norm(flat[labels == s] - centre, axis=1), [0.5], weights[labels == s]
        ).item()
        for s, centre in zip(segmentation.segments, centres, strict=True)
    ]
    shown = _some(flat)
    more, less = zip(*(_poles(segmentation, flat[:, axis]) for axis in (0, 1)), strict=True)
    return SegmentMap(
        centres=centres,
        reaches=np.array(reaches),
        people=flat[shown],
        segments=labels[shown],
        shares=shares,
        more=more,
        less=less,
        distances=np.linalg.norm(np.array(middles)[:, None] - np.array(middles)[None], axis=2),
    )


def _principal(covariance: NDArray[np.float64]) -> tuple[NDArray[np.float64], tuple[float, float]]:
    values, vectors = np.linalg.eigh(covariance)
    order = np.argsort(-values, kind="stable")[:2]
    axes = np.zeros((len(values), 2))
    axes[:, : len(order)] = vectors[:, order]
    strongest = np.abs(axes).argmax(axis=0)
    axes *= np.where(axes[strongest, [0, 1]] < 0, -1.0, 1.0)  # else the sign is anybody's
    total = max(float(values.sum()), 1e-300)
    shares = [max(float(values[at]), 0.0) / total for at in order.tolist()]
    return axes, (shares[0], shares[1] if len(shares) > 1 else 0.0)


def _some(flat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return rows, evenly from one end of the map to the other, whatever the order of respondents."""
    order = np.lexsort(np.round(flat, 9).T[::-1])
    if len(order) <= MOST_SHOWN:
        return order
    return order[np.linspace(0, len(order) - 1, MOST_SHOWN).round().astype(np.int64)]


def _poles(
    segmentation: Segmentation, along: NDArray[np.float64]
) -> tuple[tuple[Pole, ...], tuple[Pole, ...]]:
    """Return what goes most with an axis, and most against it."""
    found = []
    for pole, column in _columns(segmentation):
        given = np.isfinite(column)
        if np.ptp(column[given]) > 0 and np.ptp(along[given]) > 0:
            found.append((_correlation(column[given], along[given], segmentation.weights[given]), pole))
    strong = sorted((pair for pair in found if abs(pair[0]) >= NAMES_AXIS), key=lambda p: (-abs(p[0]), p[1]))
    return (
        tuple(pole for r, pole in strong if r > 0)[:MOST_NAMES],
        tuple(pole for r, pole in strong if r < 0)[:MOST_NAMES],
    )


def _columns(segmentation: Segmentation) -> Iterator[tuple[Pole, NDArray[np.float64]]]:
    """Yield numbers, and for every category of the others whether it was given."""
    basis = segmentation.basis
    for at, name in enumerate(basis.names):
        if is_sensitive(f"{name} {basis.questions[at]}"):
            continue  # what may be special-category data is no name for a direction
        column, levels = basis.values[:, at], basis.levels[at]
        if not levels:
            yield (name, ""), column
        for code, level in enumerate(levels):
            yield (name, level), np.where(np.isfinite(column), column == code, np.nan)


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    one, other = (values - weighted_mean(values, weights) for values in (one, other))
    return float(
        (weights * one * other).sum() / np.sqrt((weights * one**2).sum() * (weights * other**2).sum())
    )
