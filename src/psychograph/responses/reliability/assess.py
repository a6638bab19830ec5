"""How well the scales of a study measure, whether its items hold together, and how people answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, by_severity
from psychograph.responses.declared import attribute_items, scale_of
from psychograph.responses.reliability.battery import Battery, BatteryKind, Columns, Missing, battery_of
from psychograph.responses.reliability.norms import NormComparison, against_norms
from psychograph.responses.reliability.scale_report import ItemReliability, ScaleReport
from psychograph.responses.reliability.styles import StyleReport, styles
from psychograph.responses.reliability.weaknesses import findings_of_battery, findings_of_scale
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import average_items, item_answers
from psychograph.stats.blanks.missing import fit_normal
from psychograph.stats.measurement.reliability import (
    ScaleReliability,
    reliability_of_covariance,
    scale_reliability,
)
from psychograph.study.model import AttributeType, Study

STREAM = 11  # of the study's seed: drawing here must not change what is drawn elsewhere
# Answers, respondents times questions, for which the battery and the styles look at everybody.
MOST_ANSWERS = 2_000_000


@dataclass(frozen=True, eq=False)
class ReliabilityReport:
    """Reliability of a study's scales.

    Parameters
    ----------
    respondents : int
        Whose answers were looked at.
    missing : {"pairwise", "listwise", "em"}
        How missing answers were treated.
    scales : tuple of ScaleReport
        Attributes with two items or more.
    single : tuple of str
        Likert attributes with one question, whose reliability nobody can compute from one survey.
    norms : dict of str to NormComparison
        Comparisons of attributes with one question.
    battery : Battery or None
        All items as one set; where no attribute has several, the basis variables on scales.
    no_battery : str
        Why there is no battery, empty where there is one.
    looked_at : int
        Respondents behind battery and styles: all, or as many drawn at random as bound the work.
    styles : StyleReport
        How people used the answer scales.
    findings : tuple of Finding
        Weaknesses, most serious first.
    """

    respondents: int
    missing: Missing
    scales: tuple[ScaleReport, ...]
    single: tuple[str, ...]
    norms: dict[str, NormComparison]
    battery: Battery | None
    no_battery: str
    looked_at: int
    styles: StyleReport
    findings: tuple[Finding, ...]


def assess(
    responses: Responses,
    study: Study,
    *,
    rng: np.random.Generator | None = None,
    missing: Missing = "pairwise",
    keep: NDArray[np.bool_] | None = None,
) -> ReliabilityReport:
    """Assess the scales of a study.

    Parameters
    ----------
    responses : Responses
        Answers that :func:`~psychograph.responses.scoring.score` takes without a problem.
    study : Study
        Names the attributes, their items and keys.
    rng : numpy.random.Generator, optional
        Source of randomness; derived from the study's seed if absent.
    missing : {"pairwise", "listwise", "em"}
        Covariances from who answered both items, from who answered all items of the scale, or of
        the normal distribution that fits all answers best.
    keep : ndarray of bool, shape (n,), optional
        Respondents to look at, where some are left out of the study; all if absent.

    Returns
    -------
    ReliabilityReport
        Scales over all respondents; battery and styles over a random part of them where there are
        more than two million answers. Respondents are not weighted.

    References
    ----------
    As for :func:`psychograph.stats.measurement.reliability.reliability_of_covariance`. Bounds of the
    findings: .70 Nunnally 1978, Psychometric Theory, 2nd ed.; KMO Kaiser 1974, Psychometrika 39:31.
    """
    rng = rng or np.random.default_rng([study.segmentation.seed, STREAM])
    people = np.ones(len(responses), dtype=bool) if keep is None else keep
    numeric = [name for name, a in study.attributes.items() if a.type is not AttributeType.CATEGORY]
    scales = tuple(
        _scale(responses, name, study, people, missing, rng)
        for name in numeric
        if len(study.attributes[name].items) > 1
    )
    single = tuple(
        name
        for name in numeric
        if len(study.attributes[name].items) < 2 and study.attributes[name].type is AttributeType.LIKERT
    )
    part = _looked_at(people, study, rng)
    columns = _columns(responses, study, part)
    battery = battery_of(columns, missing=missing, rng=rng)
    found = styles(responses, study, part)
    findings = [
        *(finding for scale in scales for finding in findings_of_scale(scale)),
        *(findings_of_battery(battery) if isinstance(battery, Battery) else ()),
        *found.findings,
    ]
    return ReliabilityReport(
        respondents=int(people.sum()),
        missing=missing,
        scales=scales,
        single=single,
        norms=_norms(responses, study, single, people),
        battery=battery if isinstance(battery, Battery) else None,
        no_battery="" if isinstance(battery, Battery) else battery,
        looked_at=int(part.sum()),
        styles=found,
        findings=by_severity(findings),
    )


def _scale(
    responses: Responses,
    name: str,
    study: Study,
    people: NDArray[np.bool_],
    missing: Missing,
    rng: np.random.Generator,
) -> ScaleReport:
    attribute = study.attributes[name]
    items = item_answers(responses, name, study, keep=people)
    varying = np.array([_varies(column) for column in items.T])
    found = _reliability(items[:, varying], missing, rng)
    scores = average_items(items, study.scoring.answered)
    known = scores[np.isfinite(scores)]
    sd = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
    alpha = found.spearman_brown if found.k == 2 else found.alpha
    return ScaleReport(
        name=name,
        scale=scale_of(attribute),
        missing=missing,
        reliability=found,
        items=_items(items, varying, found, name, study),
        scored=len(known),
        mean=float(known.mean()) if len(known) else float("nan"),
        sd=sd,
        error=sd * float(np.sqrt(1 - alpha)) if 0 <= alpha <= 1 else float("nan"),
        norms=against_norms(scores, attribute.norms) if attribute.norms else None,
    )


def _reliability(items: NDArray[np.float64], missing: Missing, rng: np.random.Generator) -> ScaleReliability:
    if missing == "em" and items.shape[1] > 1:
        model = fit_normal(items, rng=rng)
        n = int(model.used.sum())
        # Divisor n - 1, as the other treatments have it.
        return reliability_of_covariance(model.covariance * (n / max(n - 1, 1)), n)
    return scale_reliability(items, missing="pairwise" if missing == "em" else missing)


def _items(
    items: NDArray[np.float64], varying: NDArray[np.bool_], found: ScaleReliability, name: str, study: Study
) -> tuple[ItemReliability, ...]:
    # Items without variety have no place in the arrays of the scale.
    blank = np.full(len(varying), np.nan)
    rest, dropped, loading = blank.copy(), blank.copy(), blank.copy()
    rest[varying] = found.item_rest_r
    dropped[varying] = found.alpha_if_dropped
    loading[varying] = found.factor.loadings
    rows = []
    for j, item in enumerate(attribute_items(name, study.attributes[name])):
        known = items[np.isfinite(items[:, j]), j]
        rows.append(
            ItemReliability(
                column=item.column,
                question=item.question,
                reversed=item.reversed,
                answered=len(known),
                mean=float(known.mean()) if len(known) else float("nan"),
                sd=float(known.std(ddof=1)) if len(known) > 1 else float("nan"),
                item_rest_r=float(rest[j]),
                alpha_if_dropped=float(dropped[j]),
                loading=float(loading[j]),
            )
        )
    return tuple(rows)


def _varies(column: NDArray[np.float64]) -> bool:
    known = column[np.isfinite(column)]
    return len(known) > 1 and bool(known.min() < known.max())


def _looked_at(people: NDArray[np.bool_], study: Study, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return the respondents for battery and styles: all, or a random part of very many."""
    questions = sum(
        len(attribute_items(name, attribute))
        for name, attribute in study.attributes.items()
        if attribute.type is not AttributeType.CATEGORY
    )
    most = max(MOST_ANSWERS // max(questions, 1), 2 * questions)
    if people.sum() <= most:
        return people
    part = np.zeros(len(people), dtype=bool)
    part[rng.choice(np.flatnonzero(people), most, replace=False)] = True
    return part


def _columns(responses: Responses, study: Study, keep: NDArray[np.bool_]) -> Columns:
    """Return the items of likert attributes with several, or else the basis variables on scales."""
    likert = {name: a for name, a in study.attributes.items() if a.type is AttributeType.LIKERT}
    several = [name for name, attribute in likert.items() if len(attribute.items) > 1]
    if several:
        names = [item.column for name in several for item in likert[name].items]
        values = np.hstack([item_answers(responses, name, study, keep=keep) for name in several])
        return Columns(BatteryKind.ITEMS, tuple(names), len(several), values)
    basis = [name for name in study.basis if name in likert]
    if not basis:
        return Columns(BatteryKind.BASIS, (), 0, np.empty((int(keep.sum()), 0)))
    values = np.hstack([item_answers(responses, name, study, keep=keep) for name in basis])
    return Columns(BatteryKind.BASIS, tuple(basis), len(basis), values)


def _norms(
    responses: Responses, study: Study, single: tuple[str, ...], people: NDArray[np.bool_]
) -> dict[str, NormComparison]:
    found = {}
    for name in single:
        norms = study.attributes[name].norms
        if norms is not None:
            found[name] = against_norms(item_answers(responses, name, study, keep=people)[:, 0], norms)
    return found
