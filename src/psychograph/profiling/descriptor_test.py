"""`DescriptorTest`: whether segments differ in a descriptor, which took no part in building them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TestKind(StrEnum):
    """How a descriptor was tested."""

    __test__ = False  # no test of ours, whatever its name

    WELCH = "Welch's ANOVA"
    WEIGHTED_WELCH = "Welch's ANOVA, weighted"
    KRUSKAL = "Kruskal-Wallis"
    WEIGHTED_RANKS = "ranks, weighted"
    CHI_SQUARE = "chi-square"
    RAO_SCOTT = "chi-square, Rao-Scott"
    FISHER = "Fisher's exact"
    FISHER_MONTE_CARLO = "Fisher-Freeman-Halton, simulated"
    NONE = "not tested"


@dataclass(frozen=True)
class RankTest:
    """The rank test that stands beside a test of means.

    Parameters
    ----------
    kind : TestKind
        Kruskal-Wallis, or its form for weighted respondents.
    statistic : float
        H, or F where respondents carry weights.
    df : tuple of float
        Degrees of freedom: one of H, two of F.
    p : float
        P-value, not adjusted: the family of tests is that of the lead tests.
    effect : float
        Epsilon squared, H / (n - 1), 0 to 1; NaN where respondents carry weights.
    """

    kind: TestKind
    statistic: float
    df: tuple[float, ...]
    p: float
    effect: float


@dataclass(frozen=True)
class DescriptorTest:
    """Whether segments differ in one descriptor.

    Parameters
    ----------
    name, question : str
        The descriptor and the question behind it.
    kind : TestKind
        The lead test; ``NONE`` where there is nothing to test, and `notes` say why.
    statistic : float
        F of Welch's ANOVA and of Rao-Scott, H of Kruskal-Wallis, chi-square; NaN for Fisher's tests,
        which have none.
    df : tuple of float
        Degrees of freedom; empty for Fisher's tests.
    p : float
        P-value, 0 to 1; NaN where nothing was tested.
    q : float
        P-value adjusted by Benjamini & Hochberg over all descriptors: calling all with q < .05 different
        leaves on average at most 5 % of them wrong.
    effect : float
        How large the difference is; see `effect_name`.
    effect_name : str
        ``"omega squared"``, ``"epsilon squared"`` or ``"Cramer's V"``; empty where nothing was tested.
    n : int
        Respondents in the test, counted.
    p_interval : tuple of float or None
        99 % interval of a simulated p-value; None where p is computed.
    beside : RankTest or None
        The rank test beside Welch's; None for categories.
    notes : tuple of str
        What to know about the assumptions, as sentences.
    """

    name: str
    question: str
    kind: TestKind
    statistic: float
    df: tuple[float, ...]
    p: float
    q: float
    effect: float
    effect_name: str
    n: int
    p_interval: tuple[float, float] | None = None
    beside: RankTest | None = None
    notes: tuple[str, ...] = ()
