"""`AnswerScale`: the steps between two ends on which a statement is answered."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.instruments.translated import NO_TEXT, Translated


@dataclass(frozen=True)
class AnswerScale:
    """Whole numbers between two ends, some or all of them with words.

    Parameters
    ----------
    low, high : int
        Codes of the ends; `low` is below `high`.
    labels : tuple of (int, Translated)
        Words of the steps that have any, lowest first.
    name : str
        Name of a standard scale, such as ``"agree5"``; empty for one of a study's own.

    Examples
    --------
    >>> scale = AnswerScale(0, 10, ((0, Translated("Not at all likely")), (10, Translated("Very likely"))))
    >>> scale.points, str(scale.label(10)), str(scale.label(5)), scale.midpoint
    (11, 'Very likely', '', 5.0)
    """

    low: int
    high: int
    labels: tuple[tuple[int, Translated], ...] = ()
    name: str = ""

    @property
    def points(self) -> int:
        """Number of steps."""
        return self.high - self.low + 1

    @property
    def values(self) -> range:
        """Codes, lowest first."""
        return range(self.low, self.high + 1)

    @property
    def midpoint(self) -> float:
        """Halfway between the ends."""
        return (self.low + self.high) / 2

    @property
    def fully_labelled(self) -> bool:
        """Whether every step has words."""
        return len(self.labels) == self.points

    def label(self, value: int) -> Translated:
        """Return the words of a step; no text where it has none."""
        return dict(self.labels).get(value, NO_TEXT)

    def shown(self, value: int, language: str | None = None) -> str:
        """Return what respondents see for a step: its words, or its number."""
        return self.label(value).read(language) or str(value)
