"""Respondents against the norms of a population, where a study declares them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.study.model import Norms


@dataclass(frozen=True)
class NormComparison:
    """The respondents of a study against a population that others measured.

    Parameters
    ----------
    mean, sd : float
        Of the population, in the units of the scale.
    source : str
        Who was measured and where it was published, as the study says.
    t : float
        Mean T score of the respondents: 50 is the population's mean, 10 its standard deviation.
        NaN where nobody has a score.
    interval : tuple of float
        95 % interval of the mean T score, for the respondents as a sample of people like them; the
        error of the norms themselves is not in it. NaN with fewer than two scores.
    """

    mean: float
    sd: float
    source: str
    t: float
    interval: tuple[float, float]


def t_scores(values: NDArray[np.float64], norms: Norms) -> NDArray[np.float64]:
    """Return T scores: 50 + 10 (x - mean) / sd, with mean and sd of the norms.

    Linear: the shape of the answers stays as it is.

    Parameters
    ----------
    values : ndarray of float64
        Scores in the units of the norms; NaN stays NaN.
    norms : Norms
        Of the population.

    References
    ----------
    McCall 1922, How to Measure in Education, who also made them normal, which is not done here.

    Examples
    --------
    >>> t_scores(np.array([3.0, 3.8]), Norms(mean=3.0, sd=0.8, source="an example")).round(6).tolist()
    [50.0, 60.0]
    """
    return 50 + 10 * (values - norms.mean) / norms.sd


def against_norms(values: NDArray[np.float64], norms: Norms) -> NormComparison:
    """Compare the mean score of respondents with a population.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Scores; NaN is left out.
    norms : Norms
        Of the population.

    Examples
    --------
    Four customers score half a standard deviation above everybody.

    >>> norms = Norms(mean=3.0, sd=1.0, source="an example")
    >>> found = against_norms(np.array([3.0, 3.5, 3.5, 4.0]), norms)
    >>> found.t, [round(end, 1) for end in found.interval]
    (55.0, [48.5, 61.5])
    """
    known = t_scores(values[np.isfinite(values)], norms)
    if len(known) < 2:
        mean = float(known[0]) if len(known) else float("nan")
        return NormComparison(norms.mean, norms.sd, norms.source, mean, (float("nan"), float("nan")))
    from scipy.special import stdtrit

    mean = float(known.mean())
    reach = float(stdtrit(len(known) - 1, 0.975)) * float(known.std(ddof=1)) / float(np.sqrt(len(known)))
    return NormComparison(norms.mean, norms.sd, norms.source, mean, (mean - reach, mean + reach))
