"""Weaknesses of weights, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from psychograph.findings import Finding, Severity
from psychograph.quoting import shortened
from psychograph.responses.weighting.weight_result import WeightResult
from psychograph.study.model import Weighting

COSTLY = 2.0  # design effect from which half the precision is lost
HEAVY = 5.0  # weight from which one respondent speaks for too many
FAR_OFF = 0.02  # share by which a margin may be missed before the weights fail their purpose
ROUNDED = 0.015  # what rounding may take from shares that add up to 1
FEW = 10  # respondents of a category


def weaknesses(found: WeightResult, weighting: Weighting, blank: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the weaknesses of weights.

    Parameters
    ----------
    found : WeightResult
        The weights.
    weighting : Weighting
        What was declared.
    blank : mapping of str to int
        Respondents without an answer, by attribute that was weighted by.
    """
    yield from _cost(found)
    yield from _unmet(found)
    yield from _thin(found)
    for attribute, people in blank.items():
        if people:
            yield Finding(
                "weighting-unknown",
                Severity.NOTE,
                f"{people} respondent{'s' * (people != 1)} gave no answer to {shortened(attribute)}; the "
                "weights leave them out of its shares.",
            )
    for attribute, shares in weighting.margins.items():
        total = sum(shares.values())
        for whole in (1, 100):
            if ROUNDED < abs(total / whole - 1) < 0.1:
                yield Finding(
                    "weighting-total",
                    Severity.NOTE,
                    f"The population shares of {shortened(attribute)} add up to {total:g} rather than "
                    f"{whole}; they were taken in proportion.",
                )


def _cost(found: WeightResult) -> Iterator[Finding]:
    n = int((found.weights > 0).sum())
    if found.smallest == found.largest:
        yield Finding("equal-weights", Severity.NOTE, "All weights are the same, so they change nothing.")
    if found.design_effect > COSTLY:
        yield Finding(
            "design-effect",
            Severity.CAUTION,
            f"Weighting costs much precision: {n:,} respondents tell no more than {found.effective_n:,.0f} "
            f"of equal weight would (design effect {found.design_effect:.1f}). Trim the weights, or weight "
            "by fewer or broader categories.",
        )
    if found.largest > HEAVY:
        yield Finding(
            "heavy-weight",
            Severity.CAUTION,
            f"One respondent counts {found.largest:.1f} times as much as the average one: a few answers can "
            "tip a segment. Bound the weights with `trim` under `weighting`.",
        )


def _unmet(found: WeightResult) -> Iterator[Finding]:
    if found.convergence is None or found.convergence.converged:
        return
    worst = max(found.margins, key=lambda share: abs(share.weighted - share.population))
    yield Finding(
        "margins-unmet",
        Severity.SERIOUS if found.convergence.deviation > FAR_OFF else Severity.CAUTION,
        "The weights cannot keep all margins within the bounds of `trim`: "
        f"{shortened(worst.attribute)} '{shortened(worst.category)}' stands at {worst.weighted:.1%} instead "
        f"of {worst.population:.1%}. Widen the bounds, or join categories.",
    )


def _thin(found: WeightResult) -> Iterator[Finding]:
    for share in found.margins:
        if share.respondents < FEW:
            yield Finding(
                "thin-margin",
                Severity.NOTE,
                f"{shortened(share.attribute)} '{shortened(share.category)}' is {share.population:.0%} of "
                f"all and rests on {share.respondents} respondent{'s' * (share.respondents != 1)}.",
            )
