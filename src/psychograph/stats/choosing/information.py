"""Information criteria of models: how well they fit, less a price for their parameters."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class InformationCriteria:
    """Criteria of one model, all on the scale of -2 log-likelihood: smaller is better.

    Attributes
    ----------
    aic : float
        -2 logL + 2 p.
    bic : float
        -2 logL + p ln(n).
    sabic : float
        -2 logL + p ln((n + 2) / 24), the BIC with the sample size adjusted.
    caic : float
        -2 logL + p (ln(n) + 1).
    icl : float
        BIC + 2 EN: groups must be told apart as well.
    awe : float
        -2 (logL - EN) + 2 p (3/2 + ln(n)), the approximate weight of evidence.
    """

    aic: float
    bic: float
    sabic: float
    caic: float
    icl: float
    awe: float


def information_criteria(
    log_likelihood: float, parameters: int, n: float, entropy_term: float = 0.0
) -> InformationCriteria:
    """Return information criteria, of which smaller is better.

    Other programs give some of them with the sign turned (mclust's BIC and ICL) or halved.

    Parameters
    ----------
    log_likelihood : float
        Natural logarithm, at its maximum.
    parameters : int
        Free parameters p.
    n : float
        Respondents; with weights of mean 1 their sum is this number too.
    entropy_term : float
        EN, minus the sum over respondents and groups of p ln(p) with p the posterior probability;
        0 or more, 0 where everybody is in a group for sure.

    Returns
    -------
    InformationCriteria
        All six.

    Raises
    ------
    ValueError
        For no respondents, or a negative number of parameters or entropy.

    References
    ----------
    Akaike 1974, IEEE Trans Autom Control 19:716 (AIC); Schwarz 1978, Ann Stat 6:461 (BIC); Sclove
    1987, Psychometrika 52:333 (SABIC); Bozdogan 1987, Psychometrika 52:345 (CAIC); Biernacki,
    Celeux & Govaert 2000, IEEE Trans PAMI 22:719 (ICL); Banfield & Raftery 1993, Biometrics 49:803
    (AWE). AIC and BIC checked against poLCA's of the carcinoma data. mclust's ICL takes, instead of the
    entropy, the log probability of each respondent's likeliest group.

    Examples
    --------
    >>> found = information_criteria(-317.2568, 15, 118)
    >>> round(found.aic, 2), round(found.bic, 2)
    (664.51, 706.07)
    """
    if n <= 0 or parameters < 0 or entropy_term < 0:
        raise ValueError("information criteria need respondents, and no negative parameters or entropy")
    misfit, size = -2.0 * log_likelihood, math.log(n)
    bic = misfit + parameters * size
    return InformationCriteria(
        aic=misfit + 2 * parameters,
        bic=bic,
        sabic=misfit + parameters * math.log((n + 2) / 24),
        caic=bic + parameters,
        icl=bic + 2 * entropy_term,
        awe=misfit + 2 * entropy_term + 2 * parameters * (1.5 + size),
    )
