"""Gower's dissimilarity: how unlike two respondents are on numbers, ranks and categories together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from psychograph.stats.compiled import compiling, kernels_ready
from psychograph.stats.parallel import in_threads

KERNELS = "psychograph.stats.centres.gower_kernels"
COMPILED_FROM = 5_000
"""Rows from which people may be made to wait, once, for a compilation."""
READY_FROM = 1_000
"""Rows from which kernels that need no compilation are worth loading."""
ROWS = 128
"""Rows that a thread takes at a time where kernels are compiled."""
CELLS = 200_000
"""Numbers that a block of rows holds at once where nothing is compiled."""

Floats32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class _Measure:
    """Columns laid out for comparing: one column of answers a row, scaled and times its weight."""

    columns: Floats32  # (d, n); 0 where missing
    known: Floats32  # (d, n): 1, or 0 where missing
    nominal: NDArray[np.bool_]
    weights: Floats32
    gaps: bool
    unknown: np.float32

    def rows(self, first: int, last: int) -> _Measure:
        """Return some of the rows."""
        return _Measure(
            np.ascontiguousarray(self.columns[:, first:last]),
            np.ascontiguousarray(self.known[:, first:last]),
            self.nominal,
            self.weights,
            self.gaps,
            self.unknown,
        )


def gower(
    values: NDArray[np.float64],
    levels: Sequence[int],
    *,
    ordinal: ArrayLike | None = None,
    column_weights: ArrayLike | None = None,
    ranges: ArrayLike | None = None,
    unknown: float | None = None,
) -> Floats32:
    """Return Gower's dissimilarities of all pairs of rows.

    d(i, j) = sum of w_c d_c(i, j) / sum of w_c, over the columns c that both answered. On a column
    of numbers or ranks d_c is the difference over the range of the column, at most 1; on categories
    it is 0 for the same and 1 for different ones.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Numbers, or codes of categories from 0. NaN is a missing answer.
    levels : sequence of int, shape (d,)
        Number of categories of each column; 0 for a column of numbers.
    ordinal : array_like of bool, shape (d,), optional
        True for categories in an order: their codes are then taken as numbers, as daisy does.
    column_weights : array_like of float, shape (d,), optional
        How much each column counts, 0 or more; all 1 without them.
    ranges : array_like of float, shape (d,), optional
        Widths of the columns of numbers, for resamples to be measured as the whole sample was
        (:func:`gower_ranges`); those of `values` without them. Differences beyond count as 1. A
        column of width 0 separates nobody, and still counts as compared. Ignored for categories.
    unknown : float, optional
        Dissimilarity of two rows that answered no column in common, 0 to 1. Without it, that which
        two respondents drawn at random have on average, column by column
        (:func:`expected_dissimilarity`); daisy gives NA, with which nothing can be clustered.

    Returns
    -------
    ndarray of float32, shape (n (n - 1) / 2,)
        0 to 1, in the order of scipy's ``pdist``: (0, 1), (0, 2), ..., (n - 2, n - 1). Rounded to
        about 1e-7 a column. From 5,000 rows it is compiled; the result is the same to the last bit.

    Raises
    ------
    ValueError
        For infinite numbers, codes that are no category, a row without any answer, weights that are
        negative or all zero, and arguments that do not fit together.

    References
    ----------
    Gower 1971, Biometrics 27:857; Kaufman & Rousseeuw 1990, Finding Groups in Data, 2.6. Checked
    against daisy(metric = "gower") of R's cluster 2.1.4, with missing answers, and gower 0.1.2.

    Examples
    --------
    Age, and owning no pet (0), a cat (1) or a dog (2):

    >>> people = np.array([[20.0, 0.0], [60.0, 0.0], [30.0, 2.0]])
    >>> gower(people, [0, 3]).tolist()
    [0.5, 0.625, 0.875]
    """
    n = len(values)
    measure = _measure(values, levels, ordinal, column_weights, ranges, unknown)
    out = np.empty(n * (n - 1) // 2, dtype=np.float32)
    if _compiled(n):
        _fill(measure, measure, out)
        return out
    at = 0
    for _, block in _blocks(measure, measure, after_themselves=True):
        for i, row in enumerate(block):
            mine = row[i + 1 :]
            out[at : at + len(mine)] = mine
            at += len(mine)
    return out


def gower_to(
    values: NDArray[np.float64],
    others: NDArray[np.float64],
    levels: Sequence[int],
    *,
    ordinal: ArrayLike | None = None,
    column_weights: ArrayLike | None = None,
    ranges: ArrayLike | None = None,
    unknown: float | None = None,
) -> Floats32:
    """Return Gower's dissimilarities of each row to each of some others, such as medoids.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        As for :func:`gower`.
    others : ndarray of float64, shape (m, d)
        Rows of the same columns.
    levels, ordinal, column_weights, ranges, unknown
        As for :func:`gower`. Without them, ranges and what is expected of the unknown are those of
        `values` and `others` together: give those of the whole sample where `values` is a part of it.

    Returns
    -------
    ndarray of float32, shape (n, m)
        0 to 1.

    Examples
    --------
    >>> people, typical = np.array([[20.0], [60.0], [30.0]]), np.array([[25.0]])
    >>> gower_to(people, typical, [0]).ravel().tolist()
    [0.125, 0.875, 0.125]
    """
    values, others = _table(values), _table(others)
    if values.shape[1] != others.shape[1]:
        msg = f"rows have {values.shape[1]} columns, the others {others.shape[1]}"
        raise ValueError(msg)
    n, m = len(values), len(others)
    both = _measure(np.vstack([values, others]), levels, ordinal, column_weights, ranges, unknown)
    # The inner loop goes along the longer side.
    swap = n > m
    mine, theirs = both.rows(0, n), both.rows(n, n + m)
    one, many = (theirs, mine) if swap else (mine, theirs)
    out = np.empty((min(n, m), max(n, m)), dtype=np.float32)
    if _compiled(max(n, m)):
        _fill(one, many, out)
    else:
        for first, block in _blocks(one, many):
            out[first : first + len(block)] = block
    return out.T if swap else out


def gower_ranges(
    values: NDArray[np.float64], levels: Sequence[int], *, ordinal: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return the width of each column, its highest less its lowest answer; 0 for categories.

    A column that nobody answered has width 0.

    Examples
    --------
    >>> gower_ranges(np.array([[20.0, 0.0], [60.0, 1.0]]), [0, 2]).tolist()
    [40.0, 0.0]
    """
    values = _table(values)
    return _widths(values, _nominal(values, levels, ordinal), None)


def expected_dissimilarity(
    values: NDArray[np.float64],
    levels: Sequence[int],
    *,
    ordinal: ArrayLike | None = None,
    column_weights: ArrayLike | None = None,
    ranges: ArrayLike | None = None,
) -> float:
    """Return how unlike two different respondents are on average, each column taken by itself.

    The mean over columns, by their weights, of the mean of d_c over all pairs that answered c. It is
    exact, from sorted columns, without going through pairs: for numbers Gini's mean difference over
    the range. It stands in for pairs that have no answer in common. 0 where no column has two answers.

    Examples
    --------
    >>> round(expected_dissimilarity(np.array([[20.0, 0.0], [60.0, 0.0], [30.0, 2.0]]), [0, 3]), 4)
    0.6667
    """
    values = _table(values)
    nominal = _nominal(values, levels, ordinal)
    weights = _column_weights(column_weights, values.shape[1])
    return _expected(values, nominal, weights, _widths(values, nominal, ranges))


def _measure(
    values: NDArray[np.float64],
    levels: Sequence[int],
    ordinal: ArrayLike | None,
    column_weights: ArrayLike | None,
    ranges: ArrayLike | None,
    unknown: float | None,
) -> _Measure:
    values = _table(values)
    nominal = _nominal(values, levels, ordinal)
    weights = _column_weights(column_weights, values.shape[1])
    width = _widths(values, nominal, ranges)
    used = weights > 0
    missing = np.isnan(values[:, used])
    if missing.all(axis=1).any():
        row = int(missing.all(axis=1).argmax())
        msg = f"row {row} answers no column that counts, so it cannot be compared"
        raise ValueError(msg)
    if unknown is None:
        unknown = _expected(values, nominal, weights, width) if missing.any() else 0.0
    elif not 0 <= unknown <= 1:
        raise ValueError(f"the dissimilarity of the unknown is {unknown}, and must be 0 to 1")
    low, _ = _ends(values)
    columns = np.zeros((int(used.sum()), len(values)), dtype=np.float32)
    for place, column in enumerate(np.flatnonzero(used)):
        answers = values[:, column]
        if not nominal[column]:
            # A column without width adds nothing.
            scale = weights[column] / width[column] if width[column] > 0 else 0.0
            answers = (answers - low[column]) * scale
        columns[place] = np.where(np.isnan(answers), 0.0, answers)
    return _Measure(
        columns=columns,
        known=(~missing.T).astype(np.float32),
        nominal=nominal[used],
        weights=weights[used].astype(np.float32),
        gaps=bool(missing.any()),
        unknown=np.float32(unknown),
    )


def _compiled(n: int) -> bool:
    return n >= COMPILED_FROM or (n >= READY_FROM and kernels_ready(KERNELS))


def _fill(one: _Measure, many: _Measure, out: Floats32) -> None:
    """Let compiled kernels write the condensed matrix, or an `out` of two dimensions, in threads."""
    with compiling(KERNELS, "Gower dissimilarities"):
        from psychograph.stats.centres import gower_kernels

        rows, known_rows = np.ascontiguousarray(one.columns.T), np.ascontiguousarray(one.known.T)
        room = gower_kernels.TILE if many.gaps else 0
        kernel = gower_kernels.pairs_of if out.ndim == 1 else gower_kernels.rows_to

        def fill(first: int, stop: NDArray[np.bool_]) -> None:
            last = min(len(rows), first + ROWS)
            compared = np.empty(room, dtype=np.float32)
            if not stop[0]:
                kernel(
                    rows, known_rows, many.columns, many.known, many.nominal, many.weights, many.unknown,
                    compared, first, last, out,
                )  # fmt: skip

        in_threads(fill, range(0, len(rows), ROWS))


def _blocks(
    one: _Measure, many: _Measure, *, after_themselves: bool = False
) -> Iterator[tuple[int, Floats32]]:
    """Yield, for blocks of rows, the first row and the dissimilarities to the others.

    With `after_themselves`, only to the others from that first row on.
    """
    n, m = one.columns.shape[1], many.columns.shape[1]
    height = max(1, min(64, CELLS // max(1, m)))
    for first in range(0, n, height):
        mine = one.rows(first, min(n, first + height))
        yield first, _block(mine, many.rows(first, m) if after_themselves else many)


def _block(one: _Measure, many: _Measure) -> Floats32:
    """Return all dissimilarities of two sets; sums go over columns in the order of the kernels."""
    shape = one.columns.shape[1], many.columns.shape[1]
    found, compared = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    apart, both = np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.float32)
    total = np.float32(0)
    for column, weight in enumerate(many.weights):
        x, y = one.columns[column][:, None], many.columns[column]
        total += weight
        if many.nominal[column]:
            np.multiply(x != y, weight, out=apart)
        else:
            np.subtract(y, x, out=apart)
            np.abs(apart, out=apart)
            np.minimum(apart, weight, out=apart)
        if many.gaps:
            np.multiply(one.known[column][:, None], many.known[column], out=both)
            apart *= both
            both *= weight
            compared += both
        found += apart
    if not many.gaps:
        found /= total
        return found
    np.divide(found, compared, out=found, where=compared > 0)
    found[compared == 0] = many.unknown
    return found


def _table(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or not values.shape[1]:
        raise ValueError("values must have rows and at least one column")
    if np.isinf(values).any():
        raise ValueError("values hold infinite numbers; a missing answer is NaN")
    return values


def _nominal(
    values: NDArray[np.float64], levels: Sequence[int], ordinal: ArrayLike | None
) -> NDArray[np.bool_]:
    """Return which columns are categories without an order, whose codes must fit their number."""
    d = values.shape[1]
    counts = np.asarray(levels)
    if counts.shape != (d,) or not (counts == np.round(counts)).all() or (counts < 0).any():
        raise ValueError(f"levels must hold a whole number, 0 or more, for each of {d} columns")
    ranked = np.zeros(d, dtype=bool) if ordinal is None else np.asarray(ordinal, dtype=bool)
    if ranked.shape != (d,) or (ranked & (counts == 0)).any():
        raise ValueError("ordinal must hold true or false for each column, and true only for categories")
    for column in np.flatnonzero(counts):
        codes = values[:, column]
        codes = codes[~np.isnan(codes)]
        if ((codes < 0) | (codes >= counts[column]) | (codes != np.round(codes))).any():
            top = counts[column]
            msg = f"column {column} has {top} categories, and codes other than 0 to {top - 1}"
            raise ValueError(msg)
    return np.asarray((counts > 0) & ~ranked)


def _column_weights(column_weights: ArrayLike | None, d: int) -> NDArray[np.float64]:
    if column_weights is None:
        return np.ones(d)
    weights = np.asarray(column_weights, dtype=np.float64)
    if weights.shape != (d,) or not np.isfinite(weights).all() or (weights < 0).any() or not weights.any():
        raise ValueError(f"weights must be 0 or more for each of {d} columns, and not all 0")
    return np.asarray(weights / weights.max())  # so that float32 holds them


def _widths(
    values: NDArray[np.float64], nominal: NDArray[np.bool_], ranges: ArrayLike | None
) -> NDArray[np.float64]:
    if ranges is None:
        low, high = _ends(values)
        with np.errstate(over="ignore"):
            width = np.where(nominal, 0.0, high - low)
    else:
        width = np.where(nominal, 0.0, np.asarray(ranges, dtype=np.float64))
    if width.shape != (values.shape[1],) or not np.isfinite(width).all() or (width < 0).any():
        raise ValueError(f"ranges must be finite and 0 or more for each of {values.shape[1]} columns")
    return np.asarray(width)


def _ends(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lowest and the highest answer of each column; 0 for a column nobody answered."""
    missing = np.isnan(values)
    low = np.where(missing, np.inf, values).min(axis=0, initial=np.inf)
    high = np.where(missing, -np.inf, values).max(axis=0, initial=-np.inf)
    empty = np.isinf(low)
    return np.where(empty, 0.0, low), np.where(empty, 0.0, high)


def _expected(
    values: NDArray[np.float64],
    nominal: NDArray[np.bool_],
    weights: NDArray[np.float64],
    width: NDArray[np.float64],
) -> float:
    means, counted = [], []
    for column in np.flatnonzero(weights > 0):
        answers = np.sort(values[:, column])[: len(values) - int(np.isnan(values[:, column]).sum())]
        n = len(answers)
        if n < 2:
            continue
        if nominal[column]:
            same = np.bincount(answers.astype(np.int64)).astype(float)
            mean = 1 - float((same * (same - 1)).sum()) / (n * (n - 1))
        elif width[column] > 0:
            # The answer of rank r is taken away from those above, and less those below: 2 r - n - 1 times.
            places = 2.0 * np.arange(n) - (n - 1)
            mean = min(1.0, float(places @ ((answers - answers[0]) / width[column])) * 2 / (n * (n - 1)))
        else:
            mean = 0.0
        means.append(mean)
        counted.append(float(weights[column]))
    return float(np.average(means, weights=counted)) if means else 0.0
