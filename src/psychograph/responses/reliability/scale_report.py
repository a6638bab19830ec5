"""One scale: its items, its scores and how far to trust them."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.codebook.codebook import Scale
from psychograph.responses.reliability.battery import Missing
from psychograph.responses.reliability.norms import NormComparison
from psychograph.stats.measurement.reliability import ScaleReliability


@dataclass(frozen=True)
class ItemReliability:
    """One item of a scale.

    Parameters
    ----------
    column, question : str
        The item.
    reversed : bool
        Whether it was turned before everything below.
    answered : int
        Respondents who answered it.
    mean, sd : float
        Of the turned answers; NaN where too few answered.
    item_rest_r : float
        Correlation with the sum of the other items, -1 to 1; NaN where it does not vary.
    alpha_if_dropped : float
        Alpha of the other items; NaN with fewer than three items.
    loading : float
        On one common factor, -1 to 1; NaN with fewer than three items.
    """

    column: str
    question: str
    reversed: bool
    answered: int
    mean: float
    sd: float
    item_rest_r: float
    alpha_if_dropped: float
    loading: float


@dataclass(frozen=True, eq=False)
class ScaleReport:
    """One attribute with several items.

    Parameters
    ----------
    name : str
        The attribute.
    scale : Scale or None
        Bounds of its answers.
    missing : {"pairwise", "listwise", "em"}
        How missing answers were treated.
    reliability : ScaleReliability
        Over the items that vary.
    items : tuple of ItemReliability
        All items, in the order of the study.
    scored : int
        Respondents with a score under `scoring: answered`.
    mean, sd : float
        Of the scores, in the units of the scale.
    error : float
        Standard error of measurement, sd sqrt(1 - alpha), or with the coefficient of Spearman and
        Brown for two items; NaN where that is not known or negative. Two thirds of true scores lie
        within one of it from the score.
    norms : NormComparison or None
        Against the norms that the study declares.
    """

    name: str
    scale: Scale | None
    missing: Missing
    reliability: ScaleReliability
    items: tuple[ItemReliability, ...]
    scored: int
    mean: float
    sd: float
    error: float
    norms: NormComparison | None

    @property
    def coefficient(self) -> tuple[str, float]:
        """Name and value of the coefficient the scale is judged by.

        Spearman and Brown's for two items; omega where one factor was found, fits every item and
        runs the same way in all; alpha otherwise. The name is empty where there is none.
        """
        found = self.reliability
        if found.k == 2:
            return "Spearman-Brown", found.spearman_brown
        if found.k < 2:
            return "", float("nan")
        factor = found.factor
        sound = factor.converged and not factor.heywood and bool((factor.loadings >= 0).all())
        return ("omega", found.omega) if sound else ("alpha", found.alpha)
