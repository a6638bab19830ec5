"""Kernels: k-means of pairs of bootstrap samples, and how far the two agree.

Points stand one column after the other, so that a loop over points fills a vector register; mostly
as single numbers (float32). Sums are double (float64). Nothing is reassociated or fused, and each task has a
generator of its own, so that neither threads nor processors change a result. Kernels let go of Python's
lock: threads run them side by side (parallel.in_threads), which spares compiling them for that.
"""

from __future__ import annotations

import numpy as np
from numba import njit

BLOCK = 512  # points at a time: their distances stay in the first cache
ROWS = np.uint64  # unsigned ranges let loops over points become vectors


@njit(cache=True)
def uniform(state):  # type: ignore[no-untyped-def]
    """Return the next uniform number in [0, 1); SplitMix64 (Steele, Lea & Flood 2014, OOPSLA)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return float((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


@njit(cache=True, error_model="numpy")
def nearest(points, centres, norms, labels, least, room):  # type: ignore[no-untyped-def]
    """Give each point the number of its nearest centre, and its squared distance less its own square."""
    d, n = points.shape
    two = room.dtype.type(-2)
    for start in range(0, n, BLOCK):
        m = min(BLOCK, n - start)
        found, group = least[start : start + m], labels[start : start + m]
        for c in range(centres.shape[0]):
            for i in range(ROWS(m)):
                room[i] = norms[c]
            for j in range(0, d - 1, 2):  # two columns at a time: fewer trips to the cache
                one, other = two * centres[c, j], two * centres[c, j + 1]
                x, y = points[j, start : start + m], points[j + 1, start : start + m]
                for i in range(ROWS(m)):
                    room[i] += one * x[i] + other * y[i]
            if d % 2:
                one, x = two * centres[c, d - 1], points[d - 1, start : start + m]
                for i in range(ROWS(m)):
                    room[i] += one * x[i]
            number = np.int32(c)
            if c == 0:
                for i in range(ROWS(m)):
                    found[i], group[i] = room[i], number
            else:
                for i in range(ROWS(m)):
                    closer = room[i] < found[i]
                    found[i] = room[i] if closer else found[i]
                    group[i] = number if closer else group[i]


@njit(cache=True, error_model="numpy")
def square(centres, norms):  # type: ignore[no-untyped-def]
    """Put the squared length of each centre into `norms`."""
    for c in range(centres.shape[0]):
        total = norms.dtype.type(0)
        for j in range(centres.shape[1]):
            total += centres[c, j] * centres[c, j]
        norms[c] = total


@njit(cache=True, error_model="numpy")
def away(points, at, found):  # type: ignore[no-untyped-def]
    """Put the squared distance of every point to the point `at` into `found`."""
    d, n = points.shape
    for start in range(0, n, BLOCK):
        m = min(BLOCK, n - start)
        room = found[start : start + m]
        for i in range(ROWS(m)):
            room[i] = 0
        for j in range(d):
            x, y = points[j, start : start + m], points[j, at]
            for i in range(ROWS(m)):
                room[i] += (x[i] - y) * (x[i] - y)


@njit(cache=True)
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


@njit(cache=True, error_model="numpy")
def seed_centres(points, masses, centres, state, least, trial, sums):  # type: ignore[no-untyped-def]
    """Choose points as centres by k-means++: with chances as mass times squared distance."""
    d, n = points.shape
    for i in range(ROWS(n)):
        least[i] = 1
    for c in range(centres.shape[0]):
        total = 0.0
        for i in range(n):
            total += masses[i] * least[i]
            sums[i] = total
        at = first_beyond(sums, uniform(state) * total)
        for j in range(d):
            centres[c, j] = points[j, at]
        away(points, at, trial)
        if c == 0:
            for i in range(ROWS(n)):
                least[i] = trial[i]
        else:
            for i in range(ROWS(n)):
                least[i] = trial[i] if trial[i] < least[i] else least[i]


@njit(cache=True, error_model="numpy")
def regroup(points, masses, labels, before, sums, sizes, counts):  # type: ignore[no-untyped-def]
    """Bring sums and sizes of groups up to date; return how many points changed their group."""
    changed = 0
    d = points.shape[0]
    for i in range(labels.shape[0]):
        new, old = labels[i], before[i]
        if new != old:
            changed += 1
            before[i] = new
            counts[new] += 1
            sizes[new] += masses[i]
            for j in range(d):
                sums[new, j] += masses[i] * points[j, i]
            if old >= 0:
                counts[old] -= 1
                sizes[old] -= masses[i]
                for j in range(d):
                    sums[old, j] -= masses[i] * points[j, i]
    return changed


@njit(cache=True, error_model="numpy")
def farthest(points, masses, centres, labels):  # type: ignore[no-untyped-def]
    """Return the point that loses most where it is, or -1 where none loses anything."""
    at, most = -1, 0.0
    for i in range(labels.shape[0]):
        far = 0.0
        for j in range(points.shape[0]):
            far += (points[j, i] - centres[labels[i], j]) ** 2
        if masses[i] * far > most:
            at, most = i, masses[i] * far
    return at


@njit(cache=True, error_model="numpy")
def lloyd(points, masses, centres, tolerance, rounds, labels, before, least, room, stop):  # type: ignore[no-untyped-def]
    """Move centres to the means of their points until they rest; return what is lost, less a constant."""
    k, d = centres.shape
    sums, sizes, counts = np.zeros((k, d)), np.zeros(k), np.zeros(k, np.int64)
    norms = np.empty(k, centres.dtype)
    before[:] = -1
    for _ in range(rounds):
        if stop[0]:
            break
        square(centres, norms)
        nearest(points, centres, norms, labels, least, room)
        if regroup(points, masses, labels, before, sums, sizes, counts) == 0:
            break
        shift = 0.0
        for c in range(k):
            if counts[c] > 0:
                for j in range(d):
                    new = room.dtype.type(sums[c, j] / sizes[c])
                    shift += (new - centres[c, j]) ** 2
                    centres[c, j] = new
        for c in range(k):
            if counts[c] == 0:
                at = farthest(points, masses, centres, labels)
                if at >= 0:
                    shift = np.inf
                    for j in range(d):
                        centres[c, j] = points[j, at]
        if shift <= tolerance:
            square(centres, norms)
            nearest(points, centres, norms, labels, least, room)
            break
    loss = 0.0
    for i in range(labels.shape[0]):
        loss += masses[i] * least[i]
    return loss


@njit(cache=True, error_model="numpy")
def best_centres(points, masses, centres, starts, tolerance, rounds, state, stop):  # type: ignore[no-untyped-def]
    """Put the centres of the best of some starts into `centres`."""
    n = points.shape[1]
    labels, before = np.zeros(n, np.int32), np.empty(n, np.int32)
    least, trial = np.empty(n, points.dtype), np.empty(n, points.dtype)
    sums, room = np.empty(n), np.empty(BLOCK, points.dtype)
    tried, best = np.empty_like(centres), np.inf
    for _ in range(starts):
        if stop[0]:
            break
        seed_centres(points, masses, tried, state, least, trial, sums)
        loss = lloyd(points, masses, tried, tolerance, rounds, labels, before, least, room, stop)
        if loss < best:
            best = loss
            for c in range(centres.shape[0]):  # assigning the whole array takes seconds to compile
                for j in range(centres.shape[1]):
                    centres[c, j] = tried[c, j]


@njit(cache=True, error_model="numpy")
def sample(pattern, weights, draws, state, masses):  # type: ignore[no-untyped-def]
    """Draw respondents with replacement; put the weight drawn of each pattern into `masses`."""
    n = pattern.shape[0]
    masses[:] = 0.0
    for _ in range(draws):
        at = min(int(uniform(state) * n), n - 1)
        masses[pattern[at]] += weights[at]


@njit(cache=True, error_model="numpy")
def drawn_points(patterns, drawn):  # type: ignore[no-untyped-def]
    """Return the patterns that were drawn, and their masses, without gaps."""
    n = 0
    for i in range(drawn.shape[0]):
        n += drawn[i] > 0
    points, masses = np.empty((patterns.shape[0], n), patterns.dtype), np.empty(n)
    at = 0
    for i in range(drawn.shape[0]):
        if drawn[i] > 0:
            masses[at] = drawn[i]
            for j in range(patterns.shape[0]):
                points[j, at] = patterns[j, i]
            at += 1
    return points, masses


@njit(cache=True, error_model="numpy")
def cross(one, other, masses, table):  # type: ignore[no-untyped-def]
    """Sum masses over each pair of groups."""
    table[:] = 0.0
    for i in range(one.shape[0]):
        table[one[i], other[i]] += masses[i]


@njit(cache=True, error_model="numpy")
def pairs_within(sums, squares):  # type: ignore[no-untyped-def]
    """Return the products of weights of every two points in a group, summed over groups."""
    total = 0.0
    for group in range(sums.shape[0]):
        total += sums[group] * sums[group]
    return (total - squares) / 2


@njit(cache=True, error_model="numpy")
def margins(table, rows, columns):  # type: ignore[no-untyped-def]
    """Put the sums of a table into `rows` and `columns`."""
    rows[:] = 0.0
    columns[:] = 0.0
    for one in range(table.shape[0]):
        for other in range(table.shape[1]):
            rows[one] += table[one, other]
            columns[other] += table[one, other]


@njit(cache=True, error_model="numpy")
def adjusted_rand(table, rows, columns, all_squares):  # type: ignore[no-untyped-def]
    """Return the adjusted Rand index of a table of weights (see stability.weighted_adjusted_rand)."""
    every = 0.0
    for one in range(rows.shape[0]):
        every += rows[one]
    every = (every * every - all_squares) / 2
    both = pairs_within(table.reshape(-1), all_squares)
    mine, theirs = pairs_within(rows, all_squares), pairs_within(columns, all_squares)
    chance = mine * theirs / every if every > 0 else 0.0
    most = (mine + theirs) / 2
    return (both - chance) / (most - chance) if most - chance > 1e-12 * (most + all_squares) else 1.0


@njit(cache=True, error_model="numpy")
def overlaps(table, rows, columns, found):  # type: ignore[no-untyped-def]
    """Put the largest Jaccard overlap of each row's group with a column's group into `found`."""
    for one in range(rows.shape[0]):
        found[one] = 0.0
        for other in range(columns.shape[0]):
            union = rows[one] + columns[other] - table[one, other]
            if union > 0:
                found[one] = max(found[one], table[one, other] / union)


@njit(cache=True, nogil=True, error_model="numpy")
def pair_of_samples(  # type: ignore[no-untyped-def]
    patterns, pattern, weights, masses, all_squares, reference, k, seeds, plan, tolerance, stop, jaccards
):
    """Cluster two bootstrap samples; return their agreement, and put the first's with `reference` away.

    `patterns` are columns of distinct points with their `masses`; `pattern` and `weights` are those of
    rows; `reference` is the group of each row from 0, or empty. Of `plan`: starts, most rounds of a
    start, draws a sample. `stop` ends the work early.
    """
    starts, rounds, draws = plan
    d, n = patterns.shape
    labels = np.zeros((2, n), np.int32)
    least, room = np.empty(n, patterns.dtype), np.empty(BLOCK, patterns.dtype)
    centres, norms = np.empty((k, d), patterns.dtype), np.empty(k, patterns.dtype)
    state, drawn = np.empty(1, np.uint64), np.empty(n)
    for half in range(2):
        state[0] = seeds[half, 0]
        sample(pattern, weights, draws, state, drawn)
        points, weight = drawn_points(patterns, drawn)
        state[0] = seeds[half, 1]
        best_centres(points, weight, centres, starts, tolerance, rounds, state, stop)
        if stop[0]:
            return np.nan
        square(centres, norms)
        nearest(patterns, centres, norms, labels[half], least, room)
    table, rows, columns = np.empty((k, k)), np.empty(k), np.empty(k)
    if reference.shape[0] > 0:
        table[:] = 0.0
        for i in range(pattern.shape[0]):  # by row, as a reference may part equal rows
            table[reference[i], labels[0, pattern[i]]] += weights[i]
        margins(table, rows, columns)
        overlaps(table, rows, columns, jaccards)
    cross(labels[0], labels[1], masses, table)
    margins(table, rows, columns)
    return adjusted_rand(table, rows, columns, all_squares)
