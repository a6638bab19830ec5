"""Four preferences (E-I, S-N, T-F, J-P) as the Big Five tell them: which trait, and how closely.

A derived view, not an instrument. It is not the Myers-Briggs Type Indicator assessment, shares no item
with it, and says of each letter how often the two would agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.stats.measurement.dichotomies import split_agreement

TRADEMARK = (
    "This is not the Myers-Briggs Type Indicator(R) assessment and is not affiliated with its owners. "
    "The letters are derived from Big Five scores."
)
SOURCE = (
    "McCrae & Costa 1989, Journal of Personality 57, 17-40 (267 men, 201 women), as others restate its "
    "table, which was not seen itself; Furnham et al. 2003 found much the same, T-F lower (.28 to .41)"
)
BALANCED = "X"


@dataclass(frozen=True)
class Axis:
    """One of the four preferences.

    Parameters
    ----------
    name : str
        Both letters, that of high trait scores first: ``"EI"``.
    trait : str
        The construct that stands for it.
    high, low : str
        What the letters stand for.
    r : float
        Published correlation of trait and preference.
    """

    name: str
    trait: str
    high: str
    low: str
    r: float

    @property
    def agreement(self) -> float:
        """How often letter and preference agree when both are split at their medians, 0 to 1."""
        return split_agreement(self.r)


AXES = (
    Axis("EI", "big5.extraversion", "Extraversion", "Introversion", 0.74),
    Axis("NS", "big5.openness", "Intuition", "Sensing", 0.72),
    Axis("FT", "big5.agreeableness", "Feeling", "Thinking", 0.44),
    Axis("JP", "big5.conscientiousness", "Judging", "Perceiving", 0.49),
)
OMITTED = "big5.neuroticism"  # the fifth trait, of which the four letters know nothing
