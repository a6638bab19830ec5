"""The appendix of a brief: which rules spoke, on what evidence, and how far that was checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psychograph.knowledge.rules import Grade
from psychograph.strategy.situation import Situation


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


def evidence(
    situation: Situation, used: Iterable[str], attributes: Mapping[str, tuple[str, ...]]
) -> EvidenceAppendix:
    """Return the appendix of a brief.

    Parameters
    ----------
    situation : Situation
        Rules and references.
    used : iterable of str
        Ids of the rules that spoke in it.
    attributes : mapping of str to tuple of str
        What each of them rests on here.
    """
    wanted = frozenset(used)
    rules = tuple(
        RuleUsed(rule.id, rule.grade, rule.effect, rule.evidence, rule.against, attributes.get(rule.id, ()))
        for rule in situation.knowledge.rules
        if rule.id in wanted
    )
    keys = dict.fromkeys(key for rule in rules for key in (*rule.references, *rule.against))
    known = situation.knowledge.references
    papers = [known[key] for key in sorted(keys) if key in known]
    return EvidenceAppendix(
        rules, tuple(Cited(p.key, p.citation, p.finding, p.checked, p.link) for p in papers)
    )
