"""Kernels of Ward's rounds over a tree of boxes; see `ward_boxes`, which drives them.

Names: `high` and `low` hold each group's centre as a sum of two numbers; `inverse` is 1 / mass;
`turned` the centre in float32 along the principal axes, padded with zeros to an even number of columns,
at least 4. A leaf holds up to LEAF groups, a node FAN leaves or nodes. All that is done in float32
only screens out; what is decided is decided by `cost` in float64.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

LEAF = 32
FAN = 16
FAR = 1e15
"""Coordinate of empty places in a leaf: its square is finite in float32 and beyond every reach."""
EMPTY = np.float32(1e29)
"""Squared distance from which a box is one without any group."""
SLACK = 1.0003
"""Room for rounding in float32: 1e-4 for sums of 500 squares, 1e-4 for parting errors below."""
MARGIN = (2.5e-7) ** 2 * 1.01e4
"""Squared error of coordinates for a query at distance 1 from the centre.

Rounding moves coordinates by up to 6e-8 of themselves, so a distance r by at most
e = 1.2e-7 |q| + 6e-8 r; and (r + e)^2 <= (1 + 1e-4) r^2 + (1 + 1e4) e^2. 2.5e-7 doubles e."""
TINY = 1e-30
STACK = 160

# Not "ninf": a reach may be infinite. Unsigned ranges of fixed length are what is vectorised.
FAST = {"contract", "reassoc", "nnan", "nsz", "arcp"}
LANES_LEAF = np.uint64(LEAF)
LANES_FAN = np.uint64(FAN)

Floats = NDArray[np.float64]
Shorts = NDArray[np.float32]
Ids = NDArray[np.int32]


class Groups(NamedTuple):
    """What is known of groups.

    Each has the place of one of its patterns, and its name is the lowest of them. Places are such
    that neighbours in the data are neighbours in memory; names alone decide anything.
    """

    names: Ids  # (n,)
    high: Floats  # (n, d), centres
    low: Shorts  # (n, d), what `high` rounds away
    mass: Floats  # (n,)
    inverse: Floats  # (n,), 1 / mass
    turned: Shorts  # (n, padded d)
    into: Ids  # (n,), the group in which a group went, itself while it is there
    nearest: Ids  # (n,), the nearest group, or the last one known, or -1
    costs: Floats  # (n,), what joining it costs
    lost: NDArray[np.bool_]  # (n,), must be searched again
    fans: Ids  # (n,), the first of those to whom a group is nearest, or -1
    next_fan: Ids  # (n,), the next of those to whom the same group is nearest, or -1
    middle: Floats  # (d,), what is taken off before turning
    axes: Floats  # (d, d), principal axes, one a row


class Boxes(NamedTuple):
    """The tree of boxes."""

    leaves: Shorts  # (leaves, padded d, LEAF)
    inverses: Shorts  # (leaves, LEAF)
    ids: Ids  # (leaves, LEAF), -1 in empty places
    nodes: Shorts  # (nodes, 2 x columns used + 1, FAN): from, to, ..., greatest inverse
    offsets: NDArray[np.int64]  # (levels,), first node of each level
    place: Ids  # (n,), leaf x LEAF + place of each group


class Stack(NamedTuple):
    """Nodes still to be looked into."""

    squares: Shorts  # (STACK,), squared distances
    inverses: Shorts  # (STACK,), greatest inverses
    levels: NDArray[np.int64]  # (STACK,)
    nodes: NDArray[np.int64]  # (STACK,)


class Scratch(NamedTuple):
    """Room for one search."""

    query: Shorts  # (padded d,)
    excess: Shorts  # (LEAF,)
    squares: Shorts  # (FAN,)
    stack: Stack


class Merges(NamedTuple):
    """Merges in the order found."""

    first: Ids
    second: Ids
    costs: Floats
    rounds: Ids


@njit(cache=True)
def tie_key(a: Any, b: Any) -> Any:
    """Return a number that orders pairs at equal distances, the same for (a, b) and (b, a).

    Were ties left to the lowest index, points in a row at equal distances would merge one pair a
    round; an order that is as good as random merges a third of them. Two different pairs never get
    the same key. The mixing is the finaliser of MurmurHash3 (Appleby, public domain).
    """
    x = (np.uint64(min(a, b)) << np.uint64(32)) | np.uint64(max(a, b))
    x = (x ^ (x >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    x = (x ^ (x >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return x ^ (x >> np.uint64(33))


@njit(cache=True)
def cost(high: Floats, low: Shorts, inverse: Floats, a: Any, b: Any) -> Any:
    """Return by how much joining two groups raises the squares within: r^2 / (1 / a + 1 / b)."""
    total = 0.0
    for k in range(high.shape[1]):
        apart = (high[a, k] - high[b, k]) + (np.float64(low[a, k]) - np.float64(low[b, k]))
        total += apart * apart
    return total / (inverse[a] + inverse[b])


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_leaf(
    leaf: Shorts, inverses: Shorts, query: Shorts, reach: Any, own: Any, error: Any, excess: Shorts
) -> Any:
    """Write squared distances less the reach into `excess`, and return the least.

    Stops, with a positive number, as soon as some columns alone put every place out of reach. A
    loop over columns inside the loop over places would be slow unless its length were fixed, and a
    compilation for each number of columns slower still; hence steps of 8, after a first one of 4,
    6, 8 or 10 columns for what is left over.
    """
    step = leaf.shape[0] % 8
    if step == 0:
        step = 8
        least = _scan_8(leaf, inverses, query, reach, own, error, excess)
    elif step == 2:  # padding sees to at least 10 then
        step = 10
        least = _scan_10(leaf, inverses, query, reach, own, error, excess)
    elif step == 4:
        least = _scan_4(leaf, inverses, query, reach, own, error, excess)
    else:
        least = _scan_6(leaf, inverses, query, reach, own, error, excess)
    while step < leaf.shape[0] and least <= 0:
        least = _scan_8_more(leaf, query, step, excess)
        step += 8
    return least


@njit(cache=True, fastmath=FAST, forceinline=True)
def _least(excess: Shorts) -> Any:
    least = excess[0]
    for j in range(LANES_LEAF):
        least = min(least, excess[j])
    return least


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_4(
    leaf: Shorts, inverses: Shorts, query: Shorts, reach: Any, own: Any, error: Any, excess: Shorts
) -> Any:
    """Start with 4 columns."""
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    for j in range(LANES_LEAF):
        total = -(reach * (own + inverses[j]) + error)
        total += (leaf[0, j] - q0) * (leaf[0, j] - q0)
        total += (leaf[1, j] - q1) * (leaf[1, j] - q1)
        total += (leaf[2, j] - q2) * (leaf[2, j] - q2)
        total += (leaf[3, j] - q3) * (leaf[3, j] - q3)
        excess[j] = total
    return _least(excess)


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_6(
    leaf: Shorts, inverses: Shorts, query: Shorts, reach: Any, own: Any, error: Any, excess: Shorts
) -> Any:
    """Start with 6 columns."""
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5 = query[4], query[5]
    for j in range(LANES_LEAF):
        total = -(reach * (own + inverses[j]) + error)
        total += (leaf[0, j] - q0) * (leaf[0, j] - q0)
        total += (leaf[1, j] - q1) * (leaf[1, j] - q1)
        total += (leaf[2, j] - q2) * (leaf[2, j] - q2)
        total += (leaf[3, j] - q3) * (leaf[3, j] - q3)
        total += (leaf[4, j] - q4) * (leaf[4, j] - q4)
        total += (leaf[5, j] - q5) * (leaf[5, j] - q5)
        excess[j] = total
    return _least(excess)


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_8(
    leaf: Shorts, inverses: Shorts, query: Shorts, reach: Any, own: Any, error: Any, excess: Shorts
) -> Any:
    """Start with 8 columns."""
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5, q6, q7 = query[4], query[5], query[6], query[7]
    for j in range(LANES_LEAF):
        total = -(reach * (own + inverses[j]) + error)
        total += (leaf[0, j] - q0) * (leaf[0, j] - q0)
        total += (leaf[1, j] - q1) * (leaf[1, j] - q1)
        total += (leaf[2, j] - q2) * (leaf[2, j] - q2)
        total += (leaf[3, j] - q3) * (leaf[3, j] - q3)
        total += (leaf[4, j] - q4) * (leaf[4, j] - q4)
        total += (leaf[5, j] - q5) * (leaf[5, j] - q5)
        total += (leaf[6, j] - q6) * (leaf[6, j] - q6)
        total += (leaf[7, j] - q7) * (leaf[7, j] - q7)
        excess[j] = total
    return _least(excess)


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_10(
    leaf: Shorts, inverses: Shorts, query: Shorts, reach: Any, own: Any, error: Any, excess: Shorts
) -> Any:
    """Start with 10 columns."""
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5, q6, q7 = query[4], query[5], query[6], query[7]
    q8, q9 = query[8], query[9]
    for j in range(LANES_LEAF):
        total = -(reach * (own + inverses[j]) + error)
        total += (leaf[0, j] - q0) * (leaf[0, j] - q0)
        total += (leaf[1, j] - q1) * (leaf[1, j] - q1)
        total += (leaf[2, j] - q2) * (leaf[2, j] - q2)
        total += (leaf[3, j] - q3) * (leaf[3, j] - q3)
        total += (leaf[4, j] - q4) * (leaf[4, j] - q4)
        total += (leaf[5, j] - q5) * (leaf[5, j] - q5)
        total += (leaf[6, j] - q6) * (leaf[6, j] - q6)
        total += (leaf[7, j] - q7) * (leaf[7, j] - q7)
        total += (leaf[8, j] - q8) * (leaf[8, j] - q8)
        total += (leaf[9, j] - q9) * (leaf[9, j] - q9)
        excess[j] = total
    return _least(excess)


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_8_more(leaf: Shorts, query: Shorts, column: Any, excess: Shorts) -> Any:
    """Go on with 8 more columns."""
    q0, q1, q2, q3 = query[column], query[column + 1], query[column + 2], query[column + 3]
    q4, q5, q6, q7 = query[column + 4], query[column + 5], query[column + 6], query[column + 7]
    for j in range(LANES_LEAF):
        total = excess[j]
        total += (leaf[column, j] - q0) * (leaf[column, j] - q0)
        total += (leaf[column + 1, j] - q1) * (leaf[column + 1, j] - q1)
        total += (leaf[column + 2, j] - q2) * (leaf[column + 2, j] - q2)
        total += (leaf[column + 3, j] - q3) * (leaf[column + 3, j] - q3)
        total += (leaf[column + 4, j] - q4) * (leaf[column + 4, j] - q4)
        total += (leaf[column + 5, j] - q5) * (leaf[column + 5, j] - q5)
        total += (leaf[column + 6, j] - q6) * (leaf[column + 6, j] - q6)
        total += (leaf[column + 7, j] - q7) * (leaf[column + 7, j] - q7)
        excess[j] = total
    return _least(excess)


@njit(cache=True, fastmath=FAST, forceinline=True)
def _reach_4(box: Shorts, query: Shorts, squares: Shorts) -> None:
    """Start with 4 columns."""
    zero = np.float32(0)
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    for c in range(LANES_FAN):
        total = zero
        beyond = max(box[0, c] - q0, q0 - box[1, c], zero)
        total += beyond * beyond
        beyond = max(box[2, c] - q1, q1 - box[3, c], zero)
        total += beyond * beyond
        beyond = max(box[4, c] - q2, q2 - box[5, c], zero)
        total += beyond * beyond
        beyond = max(box[6, c] - q3, q3 - box[7, c], zero)
        total += beyond * beyond
        squares[c] = total


@njit(cache=True, fastmath=FAST, forceinline=True)
def _reach_6(box: Shorts, query: Shorts, squares: Shorts) -> None:
    """Start with 6 columns."""
    zero = np.float32(0)
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5 = query[4], query[5]
    for c in range(LANES_FAN):
        total = zero
        beyond = max(box[0, c] - q0, q0 - box[1, c], zero)
        total += beyond * beyond
        beyond = max(box[2, c] - q1, q1 - box[3, c], zero)
        total += beyond * beyond
        beyond = max(box[4, c] - q2, q2 - box[5, c], zero)
        total += beyond * beyond
        beyond = max(box[6, c] - q3, q3 - box[7, c], zero)
        total += beyond * beyond
        beyond = max(box[8, c] - q4, q4 - box[9, c], zero)
        total += beyond * beyond
        beyond = max(box[10, c] - q5, q5 - box[11, c], zero)
        total += beyond * beyond
        squares[c] = total


@njit(cache=True, fastmath=FAST, forceinline=True)
def _reach_8(box: Shorts, query: Shorts, squares: Shorts) -> None:
    """Start with 8 columns."""
    zero = np.float32(0)
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5, q6, q7 = query[4], query[5], query[6], query[7]
    for c in range(LANES_FAN):
        total = zero
        beyond = max(box[0, c] - q0, q0 - box[1, c], zero)
        total += beyond * beyond
        beyond = max(box[2, c] - q1, q1 - box[3, c], zero)
        total += beyond * beyond
        beyond = max(box[4, c] - q2, q2 - box[5, c], zero)
        total += beyond * beyond
        beyond = max(box[6, c] - q3, q3 - box[7, c], zero)
        total += beyond * beyond
        beyond = max(box[8, c] - q4, q4 - box[9, c], zero)
        total += beyond * beyond
        beyond = max(box[10, c] - q5, q5 - box[11, c], zero)
        total += beyond * beyond
        beyond = max(box[12, c] - q6, q6 - box[13, c], zero)
        total += beyond * beyond
        beyond = max(box[14, c] - q7, q7 - box[15, c], zero)
        total += beyond * beyond
        squares[c] = total


@njit(cache=True, fastmath=FAST, forceinline=True)
def _reach_10(box: Shorts, query: Shorts, squares: Shorts) -> None:
    """Start with 10 columns."""
    zero = np.float32(0)
    q0, q1, q2, q3 = query[0], query[1], query[2], query[3]
    q4, q5, q6, q7 = query[4], query[5], query[6], query[7]
    q8, q9 = query[8], query[9]
    for c in range(LANES_FAN):
        total = zero
        beyond = max(box[0, c] - q0, q0 - box[1, c], zero)
        total += beyond * beyond
        beyond = max(box[2, c] - q1, q1 - box[3, c], zero)
        total += beyond * beyond
        beyond = max(box[4, c] - q2, q2 - box[5, c], zero)
        total += beyond * beyond
        beyond = max(box[6, c] - q3, q3 - box[7, c], zero)
        total += beyond * beyond
        beyond = max(box[8, c] - q4, q4 - box[9, c], zero)
        total += beyond * beyond
        beyond = max(box[10, c] - q5, q5 - box[11, c], zero)
        total += beyond * beyond
        beyond = max(box[12, c] - q6, q6 - box[13, c], zero)
        total += beyond * beyond
        beyond = max(box[14, c] - q7, q7 - box[15, c], zero)
        total += beyond * beyond
        beyond = max(box[16, c] - q8, q8 - box[17, c], zero)
        total += beyond * beyond
        beyond = max(box[18, c] - q9, q9 - box[19, c], zero)
        total += beyond * beyond
        squares[c] = total


@njit(cache=True, fastmath=FAST, forceinline=True)
def _reach_8_more(box: Shorts, query: Shorts, column: Any, squares: Shorts) -> None:
    """Go on with 8 more columns."""
    zero = np.float32(0)
    q0, q1, q2, q3 = query[column], query[column + 1], query[column + 2], query[column + 3]
    q4, q5, q6, q7 = query[column + 4], query[column + 5], query[column + 6], query[column + 7]
    row = 2 * column
    for c in range(LANES_FAN):
        total = squares[c]
        beyond = max(box[row, c] - q0, q0 - box[row + 1, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 2, c] - q1, q1 - box[row + 3, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 4, c] - q2, q2 - box[row + 5, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 6, c] - q3, q3 - box[row + 7, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 8, c] - q4, q4 - box[row + 9, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 10, c] - q5, q5 - box[row + 11, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 12, c] - q6, q6 - box[row + 13, c], zero)
        total += beyond * beyond
        beyond = max(box[row + 14, c] - q7, q7 - box[row + 15, c], zero)
        total += beyond * beyond
        squares[c] = total


@njit(cache=True, fastmath=FAST, forceinline=True)
def _scan_boxes(box: Shorts, query: Shorts, reach: Any, own: Any, error: Any, squares: Shorts) -> Any:
    """Write squared distances to the boxes of a node, and return the least excess over the reach."""
    last = box.shape[0] - 1
    step = (last // 2) % 8
    if step == 0:
        step = 8
        _reach_8(box, query, squares)
    elif step == 2:
        step = 10
        _reach_10(box, query, squares)
    elif step == 4:
        _reach_4(box, query, squares)
    else:
        _reach_6(box, query, squares)
    while step < last // 2:
        _reach_8_more(box, query, step, squares)
        step += 8
    least = np.float32(3e38)
    for c in range(LANES_FAN):
        least = min(least, squares[c] - (reach * (own + box[last, c]) + error))
    return least


@njit(cache=True)
def _closer(groups: Groups, self: Any, other: Any, best: Any, who: Any) -> Any:
    """Return the cost and the name of the nearer of two groups, `other` and the `best` so far."""
    price = cost(groups.high, groups.low, groups.inverse, self, other)
    if price < best:
        return price, other
    if price == best and who >= 0:
        names = groups.names
        if tie_key(names[self], names[other]) < tie_key(names[self], names[who]):
            return price, other
    return best, who


@njit(cache=True)
def _guess(groups: Groups, queries: Ids, at: int) -> Any:
    """Return something near: what the last nearest group went into, or a neighbour in the queue."""
    self = np.int64(queries[at])
    best = np.inf
    who = np.int64(-1)
    other = np.int64(groups.nearest[self])
    if other >= 0:
        while groups.into[other] != other:
            other = np.int64(groups.into[other])
        if other != self:
            best, who = _closer(groups, self, other, best, who)
    for beside in (at - 1, at + 1):
        if 0 <= beside < queries.shape[0]:
            best, who = _closer(groups, self, np.int64(queries[beside]), best, who)
    return best, who


@njit(cache=True, forceinline=True)
def _push(stack: Stack, bottom: int, depth: int, square: Any, inverse: Any, level: int, node: int) -> None:
    """Put a node on the stack, of which the places from `bottom` are kept with the nearest on top."""
    place = depth
    while place > bottom and stack.squares[place - 1] < square:
        stack.squares[place] = stack.squares[place - 1]
        stack.inverses[place] = stack.inverses[place - 1]
        stack.levels[place] = stack.levels[place - 1]
        stack.nodes[place] = stack.nodes[place - 1]
        place -= 1
    stack.squares[place] = square
    stack.inverses[place] = inverse
    stack.levels[place] = level
    stack.nodes[place] = node


@njit(cache=True)
def _nearest_of(groups: Groups, boxes: Boxes, scratch: Scratch, self: Any, best: Any, who: Any) -> Any:
    """Return what joining the nearest group costs, and which it is, where `who` is a guess."""
    query, excess, squares, stack = scratch.query, scratch.excess, scratch.squares, scratch.stack
    leaves, leaf_inverses, ids = boxes.leaves, boxes.inverses, boxes.ids
    last = boxes.nodes.shape[1] - 1
    length = 0.0
    for k in range(query.shape[0]):
        query[k] = groups.turned[self, k]
        length += np.float64(query[k]) * np.float64(query[k])
    error = np.float32(length * MARGIN + TINY)
    own = np.float32(groups.inverse[self])
    reach = np.float32(best * SLACK)
    depth, level, node = 0, boxes.offsets.shape[0] - 1, 0
    while True:
        box = boxes.nodes[boxes.offsets[level] + node]
        if _scan_boxes(box, query, reach, own, error, squares) <= 0:
            bottom = depth
            for c in range(FAN):
                if squares[c] > reach * (own + box[last, c]) + error or squares[c] >= EMPTY:
                    continue
                child = node * FAN + c
                if level > 0:
                    _push(stack, bottom, depth, squares[c], box[last, c], level - 1, child)
                    depth += 1
                elif _scan_leaf(leaves[child], leaf_inverses[child], query, reach, own, error, excess) <= 0:
                    for j in range(LEAF):
                        if excess[j] <= 0 and ids[child, j] >= 0 and ids[child, j] != self:
                            best, who = _closer(groups, self, np.int64(ids[child, j]), best, who)
                    reach = np.float32(best * SLACK)
        found = False
        while depth > 0 and not found:
            depth -= 1
            found = stack.squares[depth] <= reach * (own + stack.inverses[depth]) + error
        if not found:
            return best, who
        level = stack.levels[depth]
        node = stack.nodes[depth]


@njit(cache=True, nogil=True)
def search(groups: Groups, boxes: Boxes, queries: Ids, first: int, last: int) -> None:
    """Find the nearest group of each of `queries[first:last]`; they differ from each other."""
    scratch = Scratch(
        np.empty(groups.turned.shape[1], np.float32),
        np.empty(LEAF, np.float32),
        np.empty(FAN, np.float32),
        Stack(
            np.empty(STACK, np.float32),
            np.empty(STACK, np.float32),
            np.empty(STACK, np.int64),
            np.empty(STACK, np.int64),
        ),
    )
    for at in range(first, last):
        self = np.int64(queries[at])
        best, who = _guess(groups, queries, at)
        best, who = _nearest_of(groups, boxes, scratch, self, best, who)
        groups.nearest[self] = who
        groups.costs[self] = best


@njit(cache=True, nogil=True)
def halve(
    turned: Shorts,
    order: Ids,
    keys: Shorts,
    starts: NDArray[np.int64],
    bits: int,
    level: int,
    until: int,
    part: int,
) -> None:
    """Order groups so that halves, quarters, ... lie side by side: from `level` down to `until`.

    `part` is one of the 2^level parts made already; `starts` holds where each of 2^bits leaves
    begins, as far as it is known.
    """
    for depth in range(level, until):
        width = 1 << (bits - depth)
        for leaf in range(part << (bits - level), (part + 1) << (bits - level), width):
            low, high = starts[leaf], starts[leaf + width]
            middle = low + (high - low) // 2
            starts[leaf + width // 2] = middle
            axis = _widest(turned, order, low, high)
            for i in range(low, high):
                keys[i] = turned[order[i], axis]
            _select(keys, order, low, high - 1, middle)


@njit(cache=True)
def _widest(turned: Shorts, order: Ids, low: Any, high: Any) -> int:
    """Return the column of the largest variance among some 128 groups."""
    step = max(1, (high - low) // 128)
    axis, widest = 0, -1.0
    for k in range(turned.shape[1]):
        total, squares, count = 0.0, 0.0, 0
        for i in range(low, high, step):
            value = np.float64(turned[order[i], k])
            total += value
            squares += value * value
            count += 1
        variance = squares / count - (total / count) ** 2
        if variance > widest:
            axis, widest = k, variance
    return axis


@njit(cache=True)
def _select(keys: Shorts, order: Ids, left: Any, right: Any, middle: Any) -> None:
    """Move the lower keys before `middle` (quickselect; Hoare 1961, Commun ACM 4:321)."""
    while left < right:
        pivot = keys[(left + right) // 2]
        i, j = left, right
        while i <= j:
            while keys[i] < pivot:
                i += 1
            while keys[j] > pivot:
                j -= 1
            if i <= j:
                keys[i], keys[j] = keys[j], keys[i]
                order[i], order[j] = order[j], order[i]
                i += 1
                j -= 1
        if middle <= j:
            right = j
        elif middle >= i:
            left = i
        else:
            break


@njit(cache=True, nogil=True)
def plant(groups: Groups, boxes: Boxes, order: Ids, starts: NDArray[np.int64], first: int, last: int) -> None:
    """Fill nodes `first` to `last` of the lowest level, and their leaves."""
    leaves, inverses, ids, nodes, place = boxes.leaves, boxes.inverses, boxes.ids, boxes.nodes, boxes.place
    used = nodes.shape[1] // 2
    for node in range(first, last):
        _empty(nodes[node])
        for c in range(FAN):
            leaf = node * FAN + c
            if leaf >= leaves.shape[0]:
                continue
            begin, end = starts[leaf], starts[leaf + 1]
            greatest = np.float32(0)
            for j in range(LEAF):
                if begin + j < end:
                    self = order[begin + j]
                    ids[leaf, j] = self
                    place[self] = leaf * LEAF + j
                    inverses[leaf, j] = np.float32(groups.inverse[self])
                    greatest = max(greatest, inverses[leaf, j])
                    for k in range(leaves.shape[1]):
                        leaves[leaf, k, j] = groups.turned[self, k]
                    for k in range(used):
                        nodes[node, 2 * k, c] = min(nodes[node, 2 * k, c], groups.turned[self, k])
                        nodes[node, 2 * k + 1, c] = max(nodes[node, 2 * k + 1, c], groups.turned[self, k])
                else:
                    ids[leaf, j] = -1
                    inverses[leaf, j] = 0
                    for k in range(leaves.shape[1]):
                        leaves[leaf, k, j] = FAR
            nodes[node, 2 * used, c] = greatest


@njit(cache=True)
def _empty(node: Shorts) -> None:
    for c in range(FAN):
        for k in range(0, node.shape[0] - 1, 2):
            node[k, c] = FAR
            node[k + 1, c] = -FAR
        node[node.shape[0] - 1, c] = 0


@njit(cache=True, nogil=True)
def raise_levels(boxes: Boxes, counts: NDArray[np.int64]) -> None:
    """Fill the nodes of all higher levels from the level below."""
    nodes = boxes.nodes
    last = nodes.shape[1] - 1
    for level in range(1, counts.shape[0]):
        for node in range(counts[level]):
            into = nodes[boxes.offsets[level] + node]
            _empty(into)
            for c in range(FAN):
                child = node * FAN + c
                if child < counts[level - 1]:
                    source = nodes[boxes.offsets[level - 1] + child]
                    for e in range(FAN):
                        for k in range(0, last, 2):
                            into[k, c] = min(into[k, c], source[k, e])
                            into[k + 1, c] = max(into[k + 1, c], source[k + 1, e])
                        into[last, c] = max(into[last, c], source[last, e])


@njit(cache=True, nogil=True)
def join(
    groups: Groups, boxes: Boxes, merges: Merges, done: int, turn: int, queries: Ids, pending: Ids
) -> tuple[int, int]:
    """Join all pairs of which each is nearest to the other; return merges done, and how many are pending.

    One of such a pair was searched just now, or it had been joined before. Those whose nearest
    group is no more, and the new groups, are written to `pending`.
    """
    nearest, fans, next_fan, into = groups.nearest, groups.fans, groups.next_fan, groups.into
    for at in range(queries.shape[0]):
        self = queries[at]
        groups.lost[self] = False
        other = nearest[self]
        next_fan[self] = fans[other]
        fans[other] = self
    waiting = 0
    for at in range(queries.shape[0]):
        self = queries[at]
        other = nearest[self]
        if groups.lost[self] or groups.lost[other] or nearest[other] != self:
            continue
        a, b = self, other
        if groups.names[a] > groups.names[b]:
            a, b = b, a
        merges.first[done] = groups.names[a]
        merges.second[done] = groups.names[b]
        merges.costs[done] = groups.costs[a]
        merges.rounds[done] = turn
        done += 1
        for gone in (a, b):
            fan = fans[gone]
            while fan >= 0:
                groups.lost[fan] = True
                if fan != b:
                    pending[waiting] = fan
                    waiting += 1
                fan = next_fan[fan]
            fans[gone] = -1
        into[b] = a
        _weigh(groups, a, b)
        nearest[a] = -1
        _move(groups, boxes, a, b)
    return done, waiting


@njit(cache=True)
def _weigh(groups: Groups, a: int, b: int) -> None:
    """Move group `a` to the common centre, exact to a rounding of the step (Knuth's two-sum)."""
    high, low = groups.high, groups.low
    both = groups.mass[a] + groups.mass[b]
    share = groups.mass[b] / both
    d = high.shape[1]
    for k in range(d):
        start = high[a, k]
        step = ((high[b, k] - start) + (np.float64(low[b, k]) - np.float64(low[a, k]))) * share
        moved = start + step
        back = moved - start
        rest = ((start - (moved - back)) + (step - back)) + np.float64(low[a, k])
        high[a, k] = moved + rest
        low[a, k] = np.float32(rest - (high[a, k] - moved))
    groups.mass[a] = both
    groups.inverse[a] = 1.0 / both
    for k in range(d):
        total = 0.0
        for t in range(d):
            total += groups.axes[k, t] * ((high[a, t] - groups.middle[t]) + np.float64(low[a, t]))
        groups.turned[a, k] = total


@njit(cache=True)
def _move(groups: Groups, boxes: Boxes, a: int, b: int) -> None:
    """Take `b` out of its leaf, and widen the boxes around `a`."""
    turned, nodes = groups.turned, boxes.nodes
    leaf, j = boxes.place[b] // LEAF, boxes.place[b] % LEAF
    boxes.ids[leaf, j] = -1
    boxes.inverses[leaf, j] = 0
    for k in range(turned.shape[1]):
        boxes.leaves[leaf, k, j] = FAR
    leaf, j = boxes.place[a] // LEAF, boxes.place[a] % LEAF
    boxes.inverses[leaf, j] = np.float32(groups.inverse[a])
    for k in range(turned.shape[1]):
        boxes.leaves[leaf, k, j] = turned[a, k]
    child = leaf
    for level in range(boxes.offsets.shape[0]):
        node, c = boxes.offsets[level] + child // FAN, child % FAN
        for k in range(nodes.shape[1] // 2):
            nodes[node, 2 * k, c] = min(nodes[node, 2 * k, c], turned[a, k])
            nodes[node, 2 * k + 1, c] = max(nodes[node, 2 * k + 1, c], turned[a, k])
        child //= FAN


@njit(cache=True, nogil=True)
def rounds(
    groups: Groups,
    boxes: Boxes,
    merges: Merges,
    done: int,
    turn: int,
    queries: Ids,
    pending: Ids,
    waiting: int,
    until: int,
    most: int,
    patience: int,
) -> tuple[int, int, int]:
    """Run rounds one after the other while they are small; return merges done, rounds, and pending."""
    spent = 0
    while done < until and 0 < waiting <= most and spent < patience:
        for i in range(waiting):
            queries[i] = pending[i]
        search(groups, boxes, queries[:waiting], 0, waiting)
        spent += waiting
        done, waiting = join(groups, boxes, merges, done, turn, queries[:waiting], pending)
        turn += 1
    return done, turn, waiting
