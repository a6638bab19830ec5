"""How respondents use the answer scales, and whether that hides what they think."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, Severity
from psychograph.responses.declared import attribute_items
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import average_items, item_answers
from psychograph.stats.measurement.covariance import correlation, covariance
from psychograph.stats.measurement.response_style import balanced_acquiescence, half_ranges, response_style
from psychograph.study.model import AttributeType, Scaling, Study

FEWEST_QUESTIONS = 5  # below, a share of answers says nothing about a person
# Calibrated in tests/recovery/test_styles.py: with at least six variables, all on one side of the first
# axis, and this share, answers without a response style raise the alarm in less than 5 % of surveys.
FEWEST_VARIABLES = 6
FEWEST_RESPONDENTS = 50
LEVEL_SHARE = 0.15
# Below this share of an answer's variance, saying yes to a statement and to its opposite is rare.
STYLE_SHARE = 0.05
FEWEST_BALANCED = 2


@dataclass(frozen=True)
class StyleSummary:
    """One style over all respondents.

    Parameters
    ----------
    mean, sd : float
        Over respondents (divisor n - 1).
    low, high : float
        Between which nine tenths of the respondents lie: 5th and 95th percentile.
    """

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True)
class StyleReport:
    """Use of the answer scales.

    Parameters
    ----------
    questions : int
        Likert questions that were read, answers as given.
    respondents : int
        Respondents with an answer to at least five of them.
    acquiescence, extreme, midpoint : StyleSummary or None
        Mean answer in half-ranges from the midpoint, -1 to 1; shares of answers at the ends and at
        the midpoint, 0 to 1. None with fewer than five questions or two respondents, or where no
        question has a midpoint.
    variables : int
        Basis variables on a scale, which the next two figures rest on.
    level_share : float
        Intraclass share: of the variance of the basis variables in half-ranges, what their common
        level makes out, at most 1; it is the mean covariance of two of them over their mean
        variance. NaN with fewer than two.
    one_sided : bool
        Whether the first axis of their correlations has all of them on one side.
    balanced_scales : int
        Attributes with straight and reversed items.
    balanced_share : float
        Share of an answer's variance that agreeing as such makes out, from the covariances of the
        balanced means of different attributes; opinions cancel in it where both keys measure alike.
        Below 0 by chance where there is none. NaN with fewer than two balanced attributes.
    findings : tuple of Finding
        The symptom that calls for scaling within persons, where it is there.
    """

    questions: int
    respondents: int
    acquiescence: StyleSummary | None
    extreme: StyleSummary | None
    midpoint: StyleSummary | None
    variables: int
    level_share: float
    one_sided: bool
    balanced_scales: int
    balanced_share: float
    findings: tuple[Finding, ...]


def styles(responses: Responses, study: Study, keep: NDArray[np.bool_] | None = None) -> StyleReport:
    """Summarise how respondents use the answer scales.

    Parameters
    ----------
    responses : Responses
        The answers; every column of the study is there and can be read.
    study : Study
        Names likert attributes, their items and keys, and the basis.
    keep : ndarray of bool, shape (n,), optional
        Respondents to look at, where there are very many; all if absent.

    Notes
    -----
    Nothing can tell a person who agrees with everything from one who is for everything, unless
    questions are asked both ways. Without reversed items the finding is a symptom, not a proof.
    Respondents are not weighted.

    References
    ----------
    Baumgartner & Steenkamp 2001, J Mark Res 38:143, on styles in marketing surveys. Shrout & Fleiss 1979,
    Psychol Bull 86:420, on intraclass shares. Billiet & McClendon 2000, Struct Equ Modeling 7:608, on a
    style factor over balanced scales.
    """
    everybody = np.ones(len(responses), dtype=bool) if keep is None else keep
    likert = [name for name, a in study.attributes.items() if a.type is AttributeType.LIKERT and a.scale]
    raw = {name: item_answers(responses, name, study, keyed=False, keep=everybody) for name in likert}
    answers, low, high = _side_by_side(raw, study)
    described = _described(answers, low, high)
    placed = _placed_basis(responses, study, everybody)
    share, one_sided = common_level(placed)
    balanced, balanced_share = _balanced(raw, study)
    return StyleReport(
        questions=answers.shape[1],
        respondents=int((np.isfinite(answers).sum(axis=1) >= FEWEST_QUESTIONS).sum()),
        acquiescence=described[0],
        extreme=described[1],
        midpoint=described[2],
        variables=placed.shape[1],
        level_share=share,
        one_sided=one_sided,
        balanced_scales=balanced,
        balanced_share=balanced_share,
        findings=tuple(_symptom(study, placed, balanced_share)),
    )


def common_level(placed: NDArray[np.float64]) -> tuple[float, bool]:
    """Return how much of the differences is one level common to all variables.

    Parameters
    ----------
    placed : ndarray of float64, shape (n, k)
        Answers in half-ranges from the midpoint; NaN is missing and left out pair by pair.

    Returns
    -------
    float
        Mean covariance of two variables over the mean variance, at most 1; NaN with fewer than two
        variables, or one that does not vary.
    bool
        Whether the first axis of the correlations has all variables on one side.

    Examples
    --------
    Three people differ in level alone; in the second table, what one puts first the other puts last.

    >>> common_level(np.array([[-0.5, -0.5], [0.0, 0.0], [0.5, 0.5]]))
    (1.0, True)
    >>> common_level(np.array([[-0.5, 0.5], [0.0, 0.0], [0.5, -0.5]]))
    (-1.0, False)
    """
    k = placed.shape[1]
    if k < 2 or len(placed) < 2:
        return float("nan"), False
    cross = covariance(placed).matrix
    correlations = correlation(placed).matrix
    if not np.isfinite(correlations).all():
        return float("nan"), False
    between = (cross.sum() - np.trace(cross)) / (k * (k - 1))
    first = np.linalg.eigh(correlations)[1][:, -1]
    return float(between / (np.trace(cross) / k)), bool((first > 0).all() or (first < 0).all())


def looks_like_a_style(placed: NDArray[np.float64]) -> bool:
    """Say whether basis variables show the symptom of agreeing with everything.

    Parameters
    ----------
    placed : ndarray of float64, shape (n, k)
        Basis variables in half-ranges from the midpoint.

    Returns
    -------
    bool
        True from fifty respondents and six variables on, where the first axis has all of them on one
        side and their common level makes out at least .15. Whether it is a style or a liking for
        everything, answers alone do not tell.
    """
    n, k = placed.shape
    share, one_sided = common_level(placed)
    return n >= FEWEST_RESPONDENTS and k >= FEWEST_VARIABLES and one_sided and share >= LEVEL_SHARE


def _ends(name: str, study: Study) -> tuple[float, float]:
    scale = study.attributes[name].scale
    return scale if scale is not None else (float("nan"), float("nan"))


def _side_by_side(
    raw: dict[str, NDArray[np.float64]], study: Study
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return all answers, shape (n, k), and both ends of each question's scale."""
    if not raw:
        return np.empty((0, 0)), np.empty(0), np.empty(0)
    ends = np.array([_ends(name, study) for name, items in raw.items() for _ in range(items.shape[1])])
    return np.hstack(list(raw.values())), ends[:, 0], ends[:, 1]


def _described(
    answers: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[StyleSummary | None, StyleSummary | None, StyleSummary | None]:
    if answers.shape[1] < FEWEST_QUESTIONS:
        return None, None, None
    style = response_style(answers, low, high)
    enough = style.answered >= FEWEST_QUESTIONS
    return (
        _summary(style.acquiescence[enough]),
        _summary(style.extreme[enough]),
        _summary(style.midpoint[enough]),
    )


def _summary(values: NDArray[np.float64]) -> StyleSummary | None:
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return None
    low, high = np.quantile(known, [0.05, 0.95])
    return StyleSummary(float(known.mean()), float(known.std(ddof=1)), float(low), float(high))


def _placed_basis(responses: Responses, study: Study, keep: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return basis variables that have a scale, as segments are built from them, in half-ranges."""
    columns, ends = [], []
    for name in study.basis:
        attribute = study.attributes[name]
        if attribute.scale is None or attribute.type is AttributeType.CATEGORY:
            continue
        items = item_answers(responses, name, study, keep=keep)
        columns.append(items[:, 0] if items.shape[1] == 1 else average_items(items, study.scoring.answered))
        ends.append(attribute.scale)
    if not columns:
        return np.empty((int(keep.sum()), 0))
    bounds = np.array(ends, dtype=float)
    return half_ranges(np.column_stack(columns), bounds[:, 0], bounds[:, 1])


def _balanced(raw: dict[str, NDArray[np.float64]], study: Study) -> tuple[int, float]:
    """Return how many attributes have both keys, and what share of variance agreeing makes out."""
    means, variances = [], []
    for name, items in raw.items():
        keys = np.array([item.reversed for item in attribute_items(name, study.attributes[name])])
        if keys.all() or not keys.any():
            continue
        ends = np.array([_ends(name, study)] * len(keys))
        means.append(balanced_acquiescence(items, ends[:, 0], ends[:, 1], keys))
        placed = half_ranges(items, ends[:, 0], ends[:, 1])
        variances += np.diag(covariance(placed).matrix).tolist()
    k = len(means)
    if k < FEWEST_BALANCED or len(raw[next(iter(raw))]) < 3:
        return k, float("nan")
    cross = covariance(np.column_stack(means)).matrix
    common = (cross.sum() - np.trace(cross)) / (k * (k - 1))
    spread = float(np.mean(variances))
    return k, float(common / spread) if spread > 0 else float("nan")


def _symptom(study: Study, placed: NDArray[np.float64], balanced_share: float) -> Iterator[Finding]:
    k = placed.shape[1]
    asked_both_ways = np.isfinite(balanced_share)
    if study.segmentation.scaling is Scaling.PERSON or not looks_like_a_style(placed):
        return
    if asked_both_ways and balanced_share < STYLE_SHARE:
        return  # hardly anybody agrees to a statement and to its opposite, so the level is real
    share, _ = common_level(placed)
    proof = (
        f"Reversed items confirm it: agreeing as such makes out {balanced_share:.0%} of an answer."
        if asked_both_ways
        else "Without reversed items a way of answering cannot be told from being for everything."
    )
    remedy = (
        "`segmentation: {scaling: person}` takes each respondent's own average out before segments are "
        "built, so that they rest on what people put first and last. Not where the level itself is what "
        "you ask for, such as liking for the whole category: it goes, too."
        if k == len(study.basis)
        else "Asking statements both ways would keep it out of the segments."
    )
    yield Finding(
        "acquiescence",
        Severity.CAUTION,
        f"Who agrees with one basis variable agrees with the others: the common level makes out "
        f"{share:.0%} of the differences, and all {k} variables point one way. {proof} {remedy}",
    )
