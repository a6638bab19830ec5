"""`WeightResult`: weights of respondents, how they came about and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding


@dataclass(frozen=True)
class MarginShare:
    """One category that respondents were weighted by.

    Parameters
    ----------
    attribute, category : str
        The category.
    respondents : int
        Respondents who gave it.
    population, unweighted, weighted : float
        Its share of the population, and of the respondents who answered, before and after
        weighting, 0 to 1.
    """

    attribute: str
    category: str
    respondents: int
    population: float
    unweighted: float
    weighted: float


@dataclass(frozen=True)
class Convergence:
    """How well raking kept the margins.

    Parameters
    ----------
    passes : int
        Times that all margins were adjusted in turn.
    deviation : float
        Largest difference that is left between a weighted share and its population share, 0 to 1.
    converged : bool
        Whether that is none.
    """

    passes: int
    deviation: float
    converged: bool


@dataclass(frozen=True, eq=False)
class WeightResult:
    """Weights of respondents.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        How many people each respondent stands for, where the average is 1.
    source : str
        ``"column"``, ``"margins"`` or ``"customers"``.
    column : str or None
        The column that held them.
    design_effect, effective_n : float
        Kish's design effect, 1 or more, and effective sample size, at most n.
    smallest, largest : float
        The ends of the weights.
    trim : tuple of float or None
        Bounds that were asked for.
    trimmed : int
        Respondents whose weight stands at a bound.
    margins : tuple of MarginShare
        Every category that respondents were weighted by; empty for weights of a column.
    convergence : Convergence or None
        How well raking kept the margins; None for weights of a column.
    findings : tuple of Finding
        Weaknesses of the weights.
    """

    weights: NDArray[np.float64]
    source: str
    column: str | None
    design_effect: float
    effective_n: float
    smallest: float
    largest: float
    trim: tuple[float, float] | None
    trimmed: int
    margins: tuple[MarginShare, ...]
    convergence: Convergence | None
    findings: tuple[Finding, ...]
