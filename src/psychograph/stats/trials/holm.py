"""Holm's correction of p-values for the number of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return p-values corrected so that even one false alarm among all of them stays as rare as stated.

    Parameters
    ----------
    p : array_like of float, shape (m,)
        P-values, 0 to 1; NaN for a test that could not be made, which counts for nothing.

    Returns
    -------
    ndarray of float64, shape (m,)
        In the same order, 0 to 1.

    Raises
    ------
    ValueError
        For a p-value outside 0 to 1.

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6:65. Checked against R's ``p.adjust``.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p-values lie between 0 and 1")
    order = np.argsort(values)[: int(np.isfinite(values).sum())]  # NaN is sorted last
    factors = len(order) - np.arange(len(order))
    corrected = np.full(len(values), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(values[order] * factors), 1.0)
    return corrected
