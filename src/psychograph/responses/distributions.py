"""How the answers to each attribute are spread: counted once, drawn and printed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes

MOST_STEPS = 11  # a longer scale is counted in bins
BINS = 10


@dataclass(frozen=True)
class Distribution:
    """The answers to one attribute, counted.

    Parameters
    ----------
    name : str
        The attribute.
    scale : Scale or None
        Bounds of the answers.
    edges : tuple of float
        Ends of the bins, ascending; one bin a step of the scale where it has few.
    counts : tuple of int
        Respondents in each bin.
    answered, missing : int
        Respondents with and without an answer.
    mean, sd : float
        Of the answers, in their units; NaN where nobody answered, sd also where one did.
    at_low, at_high : float
        Shares of the answers at the very ends of the scale, 0 to 1; NaN without a scale.
    """

    name: str
    scale: Scale | None
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    answered: int
    missing: int
    mean: float
    sd: float
    at_low: float
    at_high: float


def distributions(attributes: Attributes) -> tuple[Distribution, ...]:
    """Count the answers to every attribute.

    Parameters
    ----------
    attributes : Attributes
        Scored responses; NaN is missing.

    Examples
    --------
    >>> answers = np.array([[1.0], [2.0], [2.0], [np.nan]])
    >>> (calm,) = distributions(Attributes(tuple("abcd"), ("Calm",), ("",), (Scale(1, 3),), answers))
    >>> calm.counts, calm.missing
    ((1, 2, 0), 1)
    """
    return tuple(
        _distribution(name, attributes.scale(name), attributes.column(name)) for name in attributes.names
    )


def _distribution(name: str, scale: Scale | None, values: NDArray[np.float64]) -> Distribution:
    known = values[np.isfinite(values)]
    edges = _edges(scale, known)
    counts = np.histogram(known, edges)[0] if len(known) else np.zeros(len(edges) - 1, dtype=int)
    ends = scale is not None and len(known) > 0
    return Distribution(
        name=name,
        scale=scale,
        edges=tuple(map(float, edges)),
        counts=tuple(int(count) for count in counts),
        answered=len(known),
        missing=len(values) - len(known),
        mean=float(known.mean()) if len(known) else float("nan"),
        sd=float(known.std(ddof=1)) if len(known) > 1 else float("nan"),
        at_low=float((known <= scale.low).mean()) if ends and scale else float("nan"),
        at_high=float((known >= scale.high).mean()) if ends and scale else float("nan"),
    )


def _edges(scale: Scale | None, known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return one bin for each step of a short scale, else equal bins over the range of the answers."""
    if scale is not None:
        span = scale.high - scale.low
        if span == round(span) and span < MOST_STEPS:
            return np.arange(scale.low - 0.5, scale.high + 1)
        return np.linspace(scale.low, scale.high, BINS + 1)
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return np.linspace(low, high if high > low else low + 1, BINS + 1)
