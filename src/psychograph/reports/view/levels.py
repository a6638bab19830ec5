"""Means and levels in words, the same in every table."""

from __future__ import annotations

import math

from psychograph.knowledge.levels import EFFECT_CUT, Level
from psychograph.profiling.disclosure import SMALLEST_CELL, SMALLEST_SUMMARY
from psychograph.profiling.profile import AttributeProfile
from psychograph.reports.formats import fixed
from psychograph.reports.view.table import Cell

LEVELS = {
    Level.HIGH: "high",
    Level.LOW: "low",
    Level.VERY_LOW: "very low",
    Level.SHARED_HIGH: "high, like the others together",
    Level.SHARED_LOW: "low, like the others together",
    Level.MID: "middling",
}


def mean_cell(attribute: AttributeProfile) -> Cell:
    """Return a mean with its level in words."""
    if not math.isfinite(attribute.mean):
        return Cell("not shown", too_few(attribute.n), "weak")
    tone = "strong" if attribute.level.distinctive and attribute.scale else ""
    return Cell(fixed(attribute.mean), level_words(attribute), tone)


def too_few(answered: int) -> str:
    """Return why figures of a descriptor are missing."""
    least = SMALLEST_CELL if answered < SMALLEST_CELL else SMALLEST_SUMMARY
    return f"fewer than {least} answered" if answered else "nobody answered"


def level_words(attribute: AttributeProfile) -> str:
    """Return where a segment stands, in words; numbers without a scale are only set against the others.

    Examples
    --------
    "high", "middling"; for an age "higher than the others".
    """
    if attribute.scale is not None:
        return LEVELS[attribute.level]
    if abs(attribute.g) >= EFFECT_CUT:
        return f"{'higher' if attribute.g > 0 else 'lower'} than the others"
    return "about as the others"
