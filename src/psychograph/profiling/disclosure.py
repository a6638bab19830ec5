"""What small groups may show of descriptors, so that nobody can be recognised (guard S09)."""

from __future__ import annotations

from dataclasses import replace

from psychograph.codebook.codebook import Role
from psychograph.knowledge.levels import Level
from psychograph.profiling.profile import AttributeProfile

SMALLEST_CELL = 5  # fewer people are not described at all
SMALLEST_SUMMARY = 10  # order statistics of fewer people are nearly their answers
UNKNOWN = float("nan")


def disclosed(attribute: AttributeProfile) -> AttributeProfile:
    """Return a profile without the figures that would give its few members away.

    Basis variables are attitudes on a scale and stay; descriptors such as age lose their order
    statistics below ten members, and all their figures below five. Members are counted, whatever
    their weights: a heavy weight hides nobody.
    """
    if attribute.role is Role.BASIS or attribute.n >= SMALLEST_SUMMARY:
        return attribute
    vague = replace(
        attribute,
        minimum=UNKNOWN,
        lower_quartile=UNKNOWN,
        median=UNKNOWN,
        upper_quartile=UNKNOWN,
        maximum=UNKNOWN,
    )
    if attribute.n >= SMALLEST_CELL:
        return vague
    return replace(
        vague,
        mean=UNKNOWN,
        sd=UNKNOWN,
        z=0.0,
        position=0.0,
        g=UNKNOWN,
        g_interval=(UNKNOWN, UNKNOWN),
        salience=0.0,
        level=Level.MID,
        members_fit=0,
        fit_weight=None if attribute.fit_weight is None else 0.0,
        split=False,
    )
