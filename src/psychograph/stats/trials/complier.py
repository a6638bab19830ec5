"""What a message did to those it reached, in a trial that offered it at random and reached only some."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.trials.amounts import fieller
from psychograph.stats.trials.estimate import Estimate, quantile


@dataclass(frozen=True)
class Reach:
    """Outcome and reach of one arm.

    Parameters
    ----------
    n : int
        People who were assigned to the arm.
    outcome, reached : float
        Mean outcome, and share that was reached.
    outcome_variance, reached_variance, covariance : float
        Of outcome and reach over people, with n - 1 below.
    """

    n: int
    outcome: float
    reached: float
    outcome_variance: float
    reached_variance: float
    covariance: float


def reach_of(outcomes: NDArray[np.float64], reached: NDArray[np.float64]) -> Reach:
    """Return outcome and reach of an arm from its people.

    Parameters
    ----------
    outcomes : ndarray of float64, shape (n,)
        What each did: 0 or 1, or an amount.
    reached : ndarray of float64, shape (n,)
        1 for those who were reached, else 0.

    Raises
    ------
    ValueError
        For fewer than two people.

    Examples
    --------
    >>> arm = reach_of(np.array([1.0, 0, 0, 1]), np.array([1.0, 1, 0, 0]))
    >>> arm.outcome, arm.reached, arm.covariance
    (0.5, 0.5, 0.0)
    """
    n = len(outcomes)
    if n < 2:
        raise ValueError(f"{n} people have no variance: two are needed")
    both = np.cov(np.vstack([outcomes, reached]))
    return Reach(
        n,
        float(outcomes.mean()),
        float(reached.mean()),
        float(both[0, 0]),
        float(both[1, 1]),
        float(both[0, 1]),
    )


def complier_average(arm: Reach, base: Reach, *, level: float = 0.95) -> Estimate:
    """Return the mean effect on those whom the message reaches when it is sent (Wald, Bloom).

    The difference that sending makes to the outcome, divided by the difference it makes to reach:

        (mean outcome of the arm - mean outcome of the base) / (share reached - share reached of the base)

    The interval is Anderson and Rubin's: every effect e for which outcome - e x reached has means in
    the two arms that are not told apart. It keeps its level however few were reached.

    Parameters
    ----------
    arm, base : Reach
        The arm with the message, and the holdout; assigned at random.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        NaN where the message reached no larger share of the arm than of the base; unbounded where
        so few were reached that nothing can be told.

    Notes
    -----
    It rests on two things that data do not show: that being assigned changes nothing for those who are
    not reached, and that nobody is reached only because he was not assigned. Where nobody in the
    base is reached, those it speaks of are simply the people who were reached. Comparing them with
    those who were not reached would compare people who are easy to reach, who often buy more anyway.

    References
    ----------
    Bloom 1984, Evaluation Review 8:225. Imbens & Angrist 1994, Econometrica 62:467. Anderson & Rubin
    1949, Annals of Mathematical Statistics 20:46. Checked against R: AER's ``ivreg``, and
    sandwich's ``vcovHC`` (HC2) at both ends.

    Examples
    --------
    >>> arm = Reach(1000, 0.08, 0.5, 0.0736, 0.25, 0.01)
    >>> base = Reach(1000, 0.05, 0.0, 0.0475, 0.0, 0.0)
    >>> found = complier_average(arm, base)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.06, 0.017, 0.103)
    """
    above, below = arm.outcome - base.outcome, arm.reached - base.reached
    if below <= 0:
        return Estimate(math.nan, -math.inf, math.inf)
    return fieller(
        above,
        below,
        arm.outcome_variance / arm.n + base.outcome_variance / base.n,
        arm.covariance / arm.n + base.covariance / base.n,
        arm.reached_variance / arm.n + base.reached_variance / base.n,
        quantile(level) ** 2,
    )
