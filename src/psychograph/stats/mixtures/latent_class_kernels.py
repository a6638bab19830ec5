"""The step of the EM algorithm that takes the time, compiled."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LOW = 1e-60  # a product below this is scaled up before more factors come
FAST = {"contract", "reassoc", "nsz", "arcp"}


@njit(cache=True, nogil=True, fastmath=FAST)
def scale_up(product: Floats, k: int, weight: float, log_likelihood: Floats) -> None:
    """Bring the largest of each start's k products to 1 where all are small, and keep account of it."""
    width = np.uint64(k)
    for start in range(np.uint64(log_likelihood.shape[0])):
        largest = 0.0
        for c in range(width):
            largest = max(largest, product[start * width + c])
        if largest < LOW:
            log_likelihood[start] += weight * math.log(largest)
            for c in range(width):
                product[start * width + c] /= largest


@njit(cache=True, nogil=True, fastmath=FAST)
def share_out(product: Floats, k: int, weight: float, log_likelihood: Floats) -> None:
    """Turn each start's k products into shares of the weight, and add up log-likelihoods."""
    width = np.uint64(k)
    for start in range(np.uint64(log_likelihood.shape[0])):
        total = 0.0
        for c in range(width):
            total += product[start * width + c]
        log_likelihood[start] += weight * math.log(total)
        scale = weight / total
        for c in range(width):
            product[start * width + c] *= scale


@njit(cache=True, nogil=True, fastmath=FAST)
def expectation(
    chosen: NDArray[np.uint32],
    weights: Floats,
    tables: Floats,
    shares: Floats,
    k: int,
    chunk: int,
    first: int,
    last: int,
    counts: Floats,
    masses: Floats,
    log_likelihood: Floats,
) -> None:
    """Add up what the M-step needs of the rows `first` to `last`, for several starts side by side.

    Probabilities are multiplied, without logarithms; after every `chunk` factors products that
    became small are scaled up, so that none becomes zero in all classes of a start.

    Parameters
    ----------
    chosen : ndarray of uint32, shape (u, items)
        The row of `tables` that each answer picks.
    weights : ndarray of float64, shape (u,)
        Respondents behind each row.
    tables : ndarray of float64, shape (cells, lanes)
        Probabilities, and ones for a missing answer; lanes are the k classes of the starts.
    shares : ndarray of float64, shape (lanes,)
        Shares of the classes.
    counts, masses, log_likelihood : ndarray of float64, shapes (cells, lanes), (lanes,), (starts,)
        What is added to.
    """
    lanes = np.uint64(tables.shape[1])
    items = chosen.shape[1]
    product = np.empty(tables.shape[1])
    for i in range(first, last):
        row = chosen[i]
        for lane in range(lanes):
            product[lane] = shares[lane]
        for begin in range(0, items, chunk):
            end = min(begin + chunk, items)
            for j in range(np.uint64(begin), np.uint64(end)):
                factors = tables[np.uint64(row[j])]
                for lane in range(lanes):
                    product[lane] *= factors[lane]
            if end < items:
                scale_up(product, k, weights[i], log_likelihood)
        share_out(product, k, weights[i], log_likelihood)
        for lane in range(lanes):
            masses[lane] += product[lane]
        for j in range(np.uint64(items)):
            into = counts[np.uint64(row[j])]
            for lane in range(lanes):
                into[lane] += product[lane]
