"""What the order of the rows does to Ward's segments of raw answers, where many people are equally far apart.

Run: python benchmarks/ties.py [--rows 3000] [--columns 10] [--shuffles 10]

Simulated answers from 1 to 5 (`simulated.likert`), standardised, cut into five. The same respondents
are segmented in other orders, and their segments compared with those of the first order (adjusted
Rand index: 1 for the same segments). Prints a Markdown table, with what the cut costs beside k-means.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from simulated import likert

from psychograph.stats.centres.kmeans import consolidate, kmeans
from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.choosing.criteria import within_sum_of_squares
from psychograph.stats.trees.ward import cut_into, standardise, ward_tree

K = 5
Segments = Callable[[NDArray[np.float64]], NDArray[np.int64]]


def scipys(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return Ward's segments as scipy finds them."""
    return fcluster(linkage(scores, "ward"), K, "maxclust").astype(np.int64)


def ours(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return Ward's segments as psychograph finds them."""
    return cut_into(ward_tree(scores), K)


def agreements(segments: Segments, scores: NDArray[np.float64], shuffles: int) -> NDArray[np.float64]:
    """Return the agreement of the segments of shuffled rows with those of the rows as they stand."""
    first = segments(scores)
    orders = [np.random.default_rng(seed).permutation(len(scores)) for seed in range(shuffles)]
    return np.array([adjusted_rand(first[order], segments(scores[order])) for order in orders])


def main() -> None:
    """Print how far shuffles agree, and the sums of squares of three ways."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rows", type=int, default=3_000)
    asked.add_argument("--columns", type=int, default=10)
    asked.add_argument("--shuffles", type=int, default=10)
    given = asked.parse_args()
    scores = standardise(likert(given.rows, given.columns).astype(float))
    print("| Ward's method of | median agreement | lowest | highest |\n|---|---|---|---|")
    for name, segments in (("scipy", scipys), ("psychograph", ours)):
        found = agreements(segments, scores, given.shuffles)
        print(f"| {name} | {np.median(found):.2f} | {found.min():.2f} | {found.max():.2f} |")
    cut, best = ours(scores), kmeans(scores, K, rng=np.random.default_rng(1)).labels
    print("\n| segments | within sum of squares | agreement with k-means |\n|---|---|---|")
    for name, labels in (
        ("cut of the tree", cut),
        ("consolidated", consolidate(scores, cut).labels),
        ("k-means", best),
    ):
        print(
            f"| {name} | {within_sum_of_squares(scores, labels):,.0f} | {adjusted_rand(labels, best):.2f} |"
        )


if __name__ == "__main__":
    main()
