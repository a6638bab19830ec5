"""Levels: where a segment stands on an attribute, on the scale and against everybody else."""

from __future__ import annotations

from enum import StrEnum

# Cuts in position (-1 to 1 over the answer scale) and in Hedges' g. On a 1-5 scale a
# mean from 3.5 is high, up to 2.5 low; an effect of .5 is Cohen's "medium".
POSITION_CUT = 0.25
VERY_LOW_CUT = -0.6
EFFECT_CUT = 0.5
EFFECT_CAP = 2.0
HEADLINE_CUT = 0.5


class Level(StrEnum):
    """Where a segment stands on an attribute: on the scale, and against the others."""

    HIGH = "high"
    LOW = "low"
    VERY_LOW = "very_low"
    SHARED_HIGH = "shared_high"
    SHARED_LOW = "shared_low"
    MID = "mid"

    @property
    def distinctive(self) -> bool:
        """Whether the level sets the segment apart."""
        return self in (Level.HIGH, Level.LOW, Level.VERY_LOW)


def level_of(position: float, g: float) -> Level:
    """Return the level for a position on the scale and an effect against everybody else.

    Parameters
    ----------
    position : float
        (mean - midpoint) / half range, -1 to 1; NaN where nobody answered.
    g : float
        Hedges' g, may be infinite; NaN where there is nobody to compare with.

    Examples
    --------
    >>> [str(level_of(*at)) for at in [(0.5, 1.2), (-0.7, -0.9), (0.4, 0.1), (0.1, 3.0)]]
    ['high', 'very_low', 'shared_high', 'mid']
    """
    if position >= POSITION_CUT and g >= EFFECT_CUT:
        return Level.HIGH
    if position <= -POSITION_CUT and g <= -EFFECT_CUT:
        return Level.VERY_LOW if position <= VERY_LOW_CUT else Level.LOW
    if abs(position) >= POSITION_CUT and abs(g) < EFFECT_CUT:
        return Level.SHARED_HIGH if position > 0 else Level.SHARED_LOW
    return Level.MID


def salience_of(position: float, g: float) -> float:
    """Return how much an attribute characterises a segment: abs(position) x min(abs(g), 2) / 2.

    Returns
    -------
    float
        0 to 1; 0 where position or effect is unknown.

    Examples
    --------
    >>> salience_of(0.8, 1.0), salience_of(-0.5, float("inf"))
    (0.4, 0.5)
    """
    # NaN compares false with everything, so unknown values fall through to 0.
    return abs(position) * min(abs(g), EFFECT_CAP) / EFFECT_CAP if abs(position) >= 0 and abs(g) >= 0 else 0.0
