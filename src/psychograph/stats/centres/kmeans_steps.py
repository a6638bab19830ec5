"""The steps of one start of k-means, in numpy, for sizes at which nobody should wait for a compiler.

`kmeans_kernels` holds the same steps compiled. Both give the same bits: what decides anything is
computed by the same operations in the same order. Sums run from the first point to the last
(`cumsum` and `bincount` do so, `sum` does not), squared distances from the first column to the last.
A quick screen, whose rounding differs, settles only what it can settle beyond doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Labels = NDArray[np.int64]

DOUBT = 16.0
"""Rounding of the screen, and of what it stands for, in (columns + 8) units in the last place.

A screened difference of two distances errs by less than 6 (d + 4) units of |x|^2 + |c|^2, the
distances themselves by less than 4 (d + 3); Higham 2002, Accuracy and Stability, section 3.1.
"""
WORTH = 1e-9
"""Least share of a point's loss that moving it must save: far above rounding, far below any use."""


@dataclass(frozen=True)
class Points:
    """Distinct points in a fixed order, with what the screen needs.

    Attributes
    ----------
    values : ndarray of float64, shape (n, d)
    masses : ndarray of float64, shape (n,)
        Above zero.
    shift : ndarray of float64, shape (d,)
        Taken from values before screening, so that large means cost no digits.
    scale : float
        A power of two by which shifted values are multiplied, to lie within -1 and 1.
    """

    values: Values
    masses: Values
    shift: Values
    scale: float

    @classmethod
    def of(cls, values: Values, masses: Values) -> Points:
        """Prepare points for screening."""
        shift = values.mean(axis=0)
        most = float(np.abs(values - shift).max(initial=0.0))
        return cls(values, masses, shift, 2.0 ** -np.frexp(most)[1] if most > 0 else 1.0)

    def screened(self, values: Values) -> Values:
        """Return points or centres as the screen compares them."""
        return (values - self.shift) * self.scale

    @cached_property
    def columns(self) -> NDArray[np.float32]:
        """Screened points for the kernels, shape (d, n)."""
        return np.ascontiguousarray(self.screened(self.values).T.astype(np.float32))

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """Squared lengths of the same, shape (n,)."""
        return np.asarray((self.columns**2).sum(axis=0))


@dataclass(frozen=True)
class Start:
    """Where one start ended: groups from 0 in int64, their centres, the loss, rounds and whether it rests."""

    labels: Labels
    centres: Values
    within: float
    rounds: int
    settled: bool


def run_start(points: Points, centres: Values, rounds: int, *, polish: bool) -> Start:
    """Move centres to the means of their points until they rest, and single points where that helps.

    Parameters
    ----------
    points : Points
        At least k of them.
    centres : ndarray of float64, shape (k, d)
        Where to begin.
    rounds : int
        Most rounds, at least 1.
    polish : bool
        Whether to move single points once centres rest.
    """
    values, masses = points.values, points.masses
    screened = points.screened(values)
    norms = (screened**2).sum(axis=1)
    done, settled = 0, False
    while done < rounds and not settled:
        labels = nearest(points, centres, screened, norms)
        refill(values, masses, labels, centres)
        before, (centres, sizes) = centres, means(values, masses, labels, len(centres))
        done += 1
        if (centres == before).all():
            settled = not (polish and moved(values, masses, labels, centres.copy(), sizes))
            centres = means(values, masses, labels, len(centres))[0]
    far = to_own(values, labels, centres)
    return Start(labels, centres, float(np.cumsum(masses * far)[-1]), done, settled)


def seeded(points: Points, uniforms: Values) -> Values:
    """Choose points as centres by k-means++, by one uniform number each."""
    values, masses = points.values, points.masses
    least = np.ones(len(values))
    chosen = np.empty(len(uniforms), dtype=np.int64)
    for c, uniform in enumerate(uniforms):
        sums = np.cumsum(masses * least)
        chosen[c] = min(int(np.searchsorted(sums, uniform * sums[-1], side="right")), len(sums) - 1)
        far = distances(values, values[chosen[c] : chosen[c] + 1])[:, 0]
        least = far if c == 0 else np.minimum(least, far)
    return values[chosen]


def distances(values: Values, centres: Values) -> Values:
    """Return squared distances, shape (n, k), summed from the first column to the last."""
    found = np.zeros((len(values), len(centres)))
    for j in range(values.shape[1]):
        apart = values[:, j, None] - centres[:, j]
        found += apart * apart
    return found


def to_own(values: Values, labels: Labels, centres: Values) -> Values:
    """Return the squared distance of each point to the centre of its group, shape (n,)."""
    found = np.zeros(len(values))
    for j in range(values.shape[1]):
        apart = values[:, j] - centres[labels, j]
        found += apart * apart
    return found


def nearest(points: Points, centres: Values, screened: Values, norms: Values) -> Labels:
    """Return the number, from 0, of each point's nearest centre; the lower number where two are as near."""
    if len(centres) == 1:
        return np.zeros(len(screened), dtype=np.int64)
    there = points.screened(centres)
    squares = (there**2).sum(axis=1)
    near = squares - 2.0 * (screened @ there.T)
    labels: Labels = near.argmin(axis=1).astype(np.int64)
    two = np.partition(near, 1, axis=1)
    unit = np.finfo(float).eps / 2
    bound = DOUBT * (screened.shape[1] + 8) * unit * (norms + squares.max())
    doubtful = np.flatnonzero(two[:, 1] - two[:, 0] <= bound)
    if len(doubtful):
        labels[doubtful] = distances(points.values[doubtful], centres).argmin(axis=1)
    return labels


def means(values: Values, masses: Values, labels: Labels, k: int) -> tuple[Values, Values]:
    """Return centres of mass, shape (k, d), and masses of groups, shape (k,)."""
    sizes: Values = np.asarray(np.bincount(labels, masses, minlength=k), dtype=float)
    sums = np.empty((k, values.shape[1]))
    for j in range(values.shape[1]):
        sums[:, j] = np.bincount(labels, masses * values[:, j], minlength=k)
    return sums / sizes[:, None], sizes


def refill(values: Values, masses: Values, labels: Labels, centres: Values) -> None:
    """Give each empty group the point that loses most where it is, of a group that can spare it."""
    counts = np.bincount(labels, minlength=len(centres))
    if counts.all():
        return
    losses = masses * to_own(values, labels, centres)
    for empty in np.flatnonzero(counts == 0):
        at = int(np.where(counts[labels] > 1, losses, -1.0).argmax())
        counts[labels[at]] -= 1
        labels[at] = empty
        counts[empty] = 1


def moved(values: Values, masses: Values, labels: Labels, centres: Values, sizes: Values) -> bool:
    """Move points one by one to groups where the loss is less, centres following; return whether any moved.

    Who might move is found first, for all; then each is looked at again, where centres are by then.
    """
    counts = np.bincount(labels, minlength=len(centres))
    far = distances(values, centres)
    at = np.arange(len(values))
    inside, outside = gains(far, masses[:, None], sizes, labels)
    worth = inside - outside.min(axis=1) > WORTH * inside
    any_moved = False
    for i in at[worth]:
        old, mass = labels[i], masses[i]
        if counts[old] == 1 or sizes[old] <= mass:
            continue
        apart = values[i] - centres
        far_i = np.cumsum(apart * apart, axis=1)[:, -1]
        loss, others = gains(far_i[None], masses[i : i + 1, None], sizes, labels[i : i + 1])
        new = int(others[0].argmin())
        if loss[0] - others[0, new] > WORTH * loss[0]:
            centres[old] -= mass / (sizes[old] - mass) * (values[i] - centres[old])
            centres[new] += mass / (sizes[new] + mass) * (values[i] - centres[new])
            sizes[old] -= mass
            sizes[new] += mass
            counts[old] -= 1
            counts[new] += 1
            labels[i] = new
            any_moved = True
    return any_moved


def gains(far: Values, masses: Values, sizes: Values, labels: Labels) -> tuple[Values, Values]:
    """Return what is saved when points leave their group, shape (n,), and lost where they go, (n, k)."""
    at = np.arange(len(far))
    rest = sizes[labels] - masses[:, 0]
    inside = np.zeros(len(far))
    spare = rest > 0
    np.divide(masses[:, 0] * sizes[labels] * far[at, labels], rest, out=inside, where=spare)
    outside = masses * sizes * far / (sizes + masses)
    outside[at, labels] = np.inf
    return inside, outside
