"""Kernels: the steps of one start of k-means, for many points.

The same steps as in `kmeans_steps`, and to the same bits: what decides anything is computed in
double (float64), by the same operations in the same order; nothing is reassociated or fused. The
screen works in single (float32), one column after the other, so that a loop over points fills a
vector register; points whose two nearest centres it cannot tell apart beyond doubt are looked at
again. Kernels let go of Python's lock: threads run starts side by side.
"""

from __future__ import annotations

import numpy as np
from numba import njit

BLOCK = 512  # points at a time: their distances stay in the first cache
ROWS = np.uint64  # unsigned ranges let loops over points become vectors
UNIT = np.float32(2.0**-24)
DOUBT = np.float32(16.0)  # as in kmeans_steps
FLOOR = np.float32(1e-30)  # what single numbers lose near zero
WORTH = 1e-9  # as in kmeans_steps


@njit(cache=True, error_model="numpy")
def apart(values, i, centres, c):  # type: ignore[no-untyped-def]
    """Return the squared distance of a point to a centre, summed from the first column to the last."""
    total = 0.0
    for j in range(values.shape[1]):
        step = values[i, j] - centres[c, j]
        total += step * step
    return total


@njit(cache=True, error_model="numpy")
def first_beyond(sums, at):  # type: ignore[no-untyped-def]
    """Return the first place of rising sums that is beyond `at`, or the last place."""
    low, high = 0, sums.shape[0] - 1
    while low < high:
        middle = (low + high) // 2
        if sums[middle] > at:
            high = middle
        else:
            low = middle + 1
    return low


@njit(cache=True, nogil=True, error_model="numpy")
def seeded(values, masses, uniforms, centres):  # type: ignore[no-untyped-def]
    """Choose points as centres by k-means++, by one uniform number each."""
    n, d = values.shape
    least, sums = np.ones(n), np.empty(n)
    for c in range(uniforms.shape[0]):
        total = 0.0
        for i in range(n):
            total += masses[i] * least[i]
            sums[i] = total
        at = first_beyond(sums, uniforms[c] * total)
        for j in range(d):
            centres[c, j] = values[at, j]
        for i in range(n):
            far = apart(values, i, centres, c)
            if c == 0 or far < least[i]:
                least[i] = far


@njit(cache=True, error_model="numpy")
def screen(columns, there, squares, start, m, labels, least, second, room):  # type: ignore[no-untyped-def]
    """Find the nearest centre of a block of points, and how far it and the next one are, in single."""
    d = columns.shape[0]
    two = np.float32(-2)
    for i in range(ROWS(m)):
        least[i] = np.float32(np.inf)
        second[i] = np.float32(np.inf)
    group = labels[start : start + m]
    for c in range(there.shape[0]):
        for i in range(ROWS(m)):
            room[i] = squares[c]
        for j in range(0, d - 1, 2):  # two columns at a time: fewer trips to the cache
            one, other = two * there[c, j], two * there[c, j + 1]
            x, y = columns[j, start : start + m], columns[j + 1, start : start + m]
            for i in range(ROWS(m)):
                room[i] += one * x[i] + other * y[i]
        if d % 2:
            one, x = two * there[c, d - 1], columns[d - 1, start : start + m]
            for i in range(ROWS(m)):
                room[i] += one * x[i]
        number = np.int32(c)
        for i in range(ROWS(m)):
            closer = room[i] < least[i]
            farther = least[i] if closer else room[i]
            second[i] = farther if farther < second[i] else second[i]
            least[i] = room[i] if closer else least[i]
            group[i] = number if closer else group[i]


@njit(cache=True, error_model="numpy")
def nearest(values, columns, norms, shift, scale, centres, labels):  # type: ignore[no-untyped-def]
    """Give each point the number of its nearest centre; the lower number where two are as near."""
    k, d = centres.shape
    there, squares = np.empty((k, d), np.float32), np.zeros(k, np.float32)
    longest = np.float32(0)
    for c in range(k):
        for j in range(d):
            there[c, j] = np.float32((centres[c, j] - shift[j]) * scale)
            squares[c] += there[c, j] * there[c, j]
        longest = max(longest, squares[c])
    bound = DOUBT * np.float32(d + 8) * UNIT
    least, second = np.empty(BLOCK, np.float32), np.empty(BLOCK, np.float32)
    room = np.empty(BLOCK, np.float32)
    for start in range(0, values.shape[0], BLOCK):
        m = min(BLOCK, values.shape[0] - start)
        screen(columns, there, squares, start, m, labels, least, second, room)
        for i in range(m):
            if second[i] - least[i] <= bound * (norms[start + i] + longest) + FLOOR:
                best = np.inf
                for c in range(k):
                    far = apart(values, start + i, centres, c)
                    if far < best:
                        best = far
                        labels[start + i] = c


@njit(cache=True, error_model="numpy")
def means(values, masses, labels, centres, sizes, counts):  # type: ignore[no-untyped-def]
    """Put centres at the means of their points; return whether any centre moved."""
    k, d = centres.shape
    sums = np.zeros((k, d))
    sizes[:] = 0.0
    counts[:] = 0
    for i in range(values.shape[0]):
        c, mass = labels[i], masses[i]
        sizes[c] += mass
        counts[c] += 1
        for j in range(d):
            sums[c, j] += mass * values[i, j]
    changed = False
    for c in range(k):
        for j in range(d):
            new = sums[c, j] / sizes[c]
            changed = changed or new != centres[c, j]
            centres[c, j] = new
    return changed


@njit(cache=True, error_model="numpy")
def refill(values, masses, labels, centres, counts):  # type: ignore[no-untyped-def]
    """Give each empty group the point that loses most where it is, of a group that can spare it."""
    counts[:] = 0
    for i in range(labels.shape[0]):
        counts[labels[i]] += 1
    for c in range(counts.shape[0]):
        if counts[c] == 0:
            at, most = 0, -1.0
            for i in range(labels.shape[0]):
                if counts[labels[i]] > 1:
                    loss = masses[i] * apart(values, i, centres, labels[i])
                    if loss > most:
                        at, most = i, loss
            counts[labels[at]] -= 1
            labels[at] = c
            counts[c] = 1


@njit(cache=True, error_model="numpy")
def better(values, i, mass, old, centres, sizes):  # type: ignore[no-untyped-def]
    """Return the group that a point should move to, or its own."""
    rest = sizes[old] - mass
    if rest <= 0:
        return old
    inside = mass * sizes[old] * apart(values, i, centres, old) / rest
    best, new = np.inf, old
    for c in range(centres.shape[0]):
        if c != old:
            outside = mass * sizes[c] * apart(values, i, centres, c) / (sizes[c] + mass)
            if outside < best:
                best, new = outside, c
    return new if inside - best > WORTH * inside else old


@njit(cache=True, error_model="numpy")
def moved(values, masses, labels, centres, sizes, counts):  # type: ignore[no-untyped-def]
    """Move points one by one to groups where the loss is less, centres following; return whether any moved.

    Who might move is found first, for all; then each is looked at again, where centres are by then.
    """
    worth = np.zeros(labels.shape[0], np.bool_)
    for i in range(labels.shape[0]):
        worth[i] = better(values, i, masses[i], labels[i], centres, sizes) != labels[i]
    any_moved = False
    for i in range(labels.shape[0]):
        old, mass = labels[i], masses[i]
        if not worth[i] or counts[old] == 1:
            continue
        new = better(values, i, mass, old, centres, sizes)
        if new != old:
            down, up = mass / (sizes[old] - mass), mass / (sizes[new] + mass)
            for j in range(values.shape[1]):
                centres[old, j] -= down * (values[i, j] - centres[old, j])
                centres[new, j] += up * (values[i, j] - centres[new, j])
            sizes[old] -= mass
            sizes[new] += mass
            counts[old] -= 1
            counts[new] += 1
            labels[i] = new
            any_moved = True
    return any_moved


@njit(cache=True, nogil=True, error_model="numpy")
def run_start(values, masses, columns, norms, shift, scale, centres, rounds, polish, labels, stop):  # type: ignore[no-untyped-def]
    """Do what kmeans_steps.run_start does; return the loss, the rounds and whether centres rest.

    Centres and labels are changed in place. `stop` ends the work early.
    """
    k = centres.shape[0]
    sizes, counts = np.empty(k), np.zeros(k, np.int64)
    done, settled = 0, False
    while done < rounds and not settled and not stop[0]:
        nearest(values, columns, norms, shift, scale, centres, labels)
        refill(values, masses, labels, centres, counts)
        changed = means(values, masses, labels, centres, sizes, counts)
        done += 1
        if not changed:
            settled = True
            if polish and moved(values, masses, labels, centres, sizes, counts):
                settled = False
                means(values, masses, labels, centres, sizes, counts)
    loss = 0.0
    for i in range(labels.shape[0]):
        loss += masses[i] * apart(values, i, centres, labels[i])
    return loss, done, settled
