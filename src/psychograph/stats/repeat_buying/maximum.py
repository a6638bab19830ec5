"""The largest likelihood over parameters that are all above zero, and how sure one is of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Of logarithms of parameters: the log-likelihood and its gradient.
LogLikelihood = Callable[[Floats], tuple[float, Floats]]

FARTHEST = 9.0  # of the logarithm of a parameter, where time and money are about 1
STEPS = 30
# A gradient, per customer, at which a further step would not move the fourth digit.
FLAT = 1e-9
STEP = 1e-5  # of the differences that second derivatives are taken from


@dataclass(frozen=True, eq=False)
class Maximum:
    """Where a likelihood is largest.

    Parameters
    ----------
    logs : ndarray of float64, shape (k,)
        Logarithms of the parameters.
    value : float
        Log-likelihood.
    errors : ndarray of float64, shape (k,)
        Standard errors of the logarithms, from the curvature; NaN where there is none.
    converged : bool
        Whether the gradient is flat, the curvature points down, and no parameter ran to its limit.
    off : tuple of int
        Parameters that ran to a limit.
    """

    logs: Floats
    value: float
    errors: Floats
    converged: bool
    off: tuple[int, ...]


def maximise(
    likelihood: LogLikelihood,
    starts: Sequence[Sequence[float]],
    size: float,
    *,
    sketch: LogLikelihood | None = None,
) -> Maximum:
    """Return the largest maximum that any start leads to.

    Each start is followed by L-BFGS-B within exp(-9) to exp(9), the best of them by Newton's steps.

    Parameters
    ----------
    likelihood : callable
        Log-likelihood and gradient, of logarithms of the parameters.
    starts : sequence of sequences of float
        Logarithms to start from.
    size : float
        Customers, by which the likelihood is divided so that limits mean the same in small and large data.
    sketch : callable, optional
        A likelihood of like shape and size that is quicker: it chooses among the starts, and the whole one
        goes on from there.

    Examples
    --------
    >>> found = maximise(lambda at: (-float(at @ at), -2 * at), [[1.0], [-1.0]], 1)
    >>> found.converged, abs(float(found.logs[0])) < 1e-6
    (True, True)
    """
    from scipy.optimize import minimize

    def per_customer(of: LogLikelihood) -> LogLikelihood:
        def loss(at: Floats) -> tuple[float, Floats]:
            value, gradient = of(at)
            return -value / size, -gradient / size

        return loss

    bounds = [(-FARTHEST, FARTHEST)] * len(starts[0])

    def best_of(loss: LogLikelihood, points: Sequence[Sequence[float]]) -> Floats:
        found = [
            minimize(
                loss,
                np.asarray(point, dtype=float),
                jac=True,
                method="L-BFGS-B",
                bounds=bounds,
                options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
            )
            for point in points
        ]
        return np.asarray(min(found, key=lambda one: float(one.fun)).x, dtype=float)

    loss = per_customer(likelihood)
    if sketch is not None:
        starts = [best_of(per_customer(sketch), starts).tolist()]
    logs = _newton(loss, best_of(loss, starts))
    return _judged(likelihood, loss, logs, size)


def _newton(loss: LogLikelihood, logs: Floats) -> Floats:
    """Walk the last bit, as long as each step lowers the loss."""
    value, gradient = loss(logs)
    for _ in range(STEPS):
        if np.abs(gradient).max() < FLAT:
            break
        curvature = _curvature(loss, logs)
        try:
            step = np.linalg.solve(curvature, -gradient)
        except np.linalg.LinAlgError:
            break
        longest = np.abs(step).max()
        tried = np.clip(logs + step * min(1.0, 1.0 / max(longest, 1e-300)), -FARTHEST, FARTHEST)
        tried_value, tried_gradient = loss(tried)
        # Near the bottom values tie to the last digits; there the gradient alone tells progress.
        lower = tried_value < value or np.abs(tried_gradient).max() < np.abs(gradient).max()
        if not (np.isfinite(tried_value) and lower and tried_value <= value + 1e-12 * abs(value)):
            break
        logs, value, gradient = tried, tried_value, tried_gradient
    return logs


def _curvature(loss: LogLikelihood, logs: Floats) -> Floats:
    """Return second derivatives, from central differences of the gradient, shape (k, k)."""
    rows = []
    for at in range(len(logs)):
        shift = np.zeros(len(logs))
        shift[at] = STEP
        rows.append((loss(logs + shift)[1] - loss(logs - shift)[1]) / (2 * STEP))
    found = np.array(rows)
    return np.asarray((found + found.T) / 2)


def _judged(likelihood: LogLikelihood, loss: LogLikelihood, logs: Floats, size: float) -> Maximum:
    value, gradient = likelihood(logs)
    off = tuple(int(at) for at in np.flatnonzero(np.abs(logs) > FARTHEST - 1.0))
    curvature = _curvature(loss, logs) * size
    lowest = float(np.linalg.eigvalsh(curvature)[0]) if np.isfinite(curvature).all() else -1.0
    errors = np.full(len(logs), np.nan)
    if lowest > 1e-9 * size and not off:
        errors = np.sqrt(np.diag(np.linalg.inv(curvature)))
    flat = bool(np.abs(gradient).max() / size < 1e-6)
    return Maximum(logs, value, errors, flat and not off and bool(np.isfinite(errors).all()), off)
