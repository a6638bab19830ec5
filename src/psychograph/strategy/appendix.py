"""The appendix of a brief: which rules spoke, on what evidence, and how far that was checked."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.knowledge.rules import Grade


@dataclass(frozen=True)
class RuleUsed:
    """A rule that spoke in a brief.

    Parameters
    ----------
    rule : str
        Its id.
    grade : Grade
        How sure we are.
    effect : str
        How much it matters.
    references, against : tuple of str
        Keys of papers for it, and of those that contradict or qualify it.
    attributes : tuple of str
        What was measured that made it speak.
    """

    rule: str
    grade: Grade
    effect: str
    references: tuple[str, ...]
    against: tuple[str, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True)
class Cited:
    """A paper or report, and how far it was read."""

    key: str
    citation: str
    finding: str
    checked: str
    link: str


@dataclass(frozen=True)
class EvidenceAppendix:
    """What a brief rests on."""

    rules: tuple[RuleUsed, ...] = ()
    references: tuple[Cited, ...] = ()
