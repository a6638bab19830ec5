"""From where a segment stands to advice: rules are fired, and what contradicts itself is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from psychograph.knowledge.rules import Advice, Basis, Grade, Rule, Slot, Standing

if TYPE_CHECKING:
    from psychograph.knowledge.base import KnowledgeBase


@dataclass(frozen=True)
class Setting:
    """Where and when a campaign runs: facts are national, and they age.

    Parameters
    ----------
    country : str or None
        Two letters, such as ``"US"``; None where it is not named.
    as_of : date
        First day of the campaign.
    """

    country: str | None
    as_of: date

    @classmethod
    def starting(cls, country: str | None, start: date | None) -> Self:
        """Return the setting of a campaign that starts on a day; today where none is named.

        Nothing else in the product reads the clock, and no date of today is ever printed.
        """
        return cls(country, start or datetime.now(UTC).date())


@dataclass(frozen=True)
class Clash:
    """Lines of advice that contradict each other.

    Parameters
    ----------
    slot : str
        What the first side is about.
    sides : tuple of Advice
        The lines, heaviest first.
    kept : Advice or None
        The line that stands; None where nothing settles it: the brief then asks the question and
        tests both.
    why : str
        What settled it, or the open question, as a sentence.
    """

    slot: Slot
    sides: tuple[Advice, ...]
    kept: Advice | None
    why: str


@dataclass(frozen=True)
class Fired:
    """What the rules say of a segment.

    Parameters
    ----------
    advice : tuple of Advice
        Heaviest first. Lines that lost to others, and lines of an open question, are not among them.
    clashes : tuple of Clash
        What contradicted itself, settled or open.
    silent : tuple of (str, str)
        Rules that refuse to speak though their conditions hold, and why.
    """

    advice: tuple[Advice, ...]
    clashes: tuple[Clash, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()


def fire(
    knowledge: KnowledgeBase,
    standings: Mapping[str, Standing],
    *,
    goal: str,
    owned: Iterable[str],
    setting: Setting,  # noqa: ARG001 - tables of facts ask it next
) -> Fired:
    """Apply the rules of a knowledge base to where a segment stands.

    Parameters
    ----------
    knowledge : KnowledgeBase
        Rules, tables of facts and clashes.
    standings : mapping of str to Standing
        Where the segment stands, by construct.
    goal : str
        The business goal.
    owned : iterable of str
        Facts the user owns: cause, new_product, eco_facts.
    setting : Setting
        Where and when the campaign runs.

    Returns
    -------
    Fired
        Advice, equal phrases of a slot being one line with summed weight; clashes; who stays silent.
    """
    facts = frozenset(owned)
    lines: dict[tuple[Slot, str], list[tuple[Rule, float]]] = {}
    for rule in knowledge.rules:
        weight = rule.weight(standings, goal, facts)
        if weight > 0:
            for slot, phrase in rule.then:
                lines.setdefault((slot, phrase), []).append((rule, weight))
    advice = [_line(slot, phrase, support, standings) for (slot, phrase), support in lines.items()]
    return Fired(tuple(sorted(advice, key=lambda line: (-line.weight, line.slot, line.phrase))))


def _line(
    slot: Slot, phrase: str, support: list[tuple[Rule, float]], standings: Mapping[str, Standing]
) -> Advice:
    rules = [rule for rule, _ in support]
    attributes = [standings[c].attribute for rule in rules for c in rule.constructs(standings)]
    return Advice(
        slot=slot,
        phrase=phrase,
        weight=sum(weight for _, weight in support),
        rules=tuple(rule.id for rule in rules),
        attributes=tuple(dict.fromkeys(attributes)),
        evidence=tuple(dict.fromkeys(key for rule in rules for key in rule.evidence)),
        against=tuple(dict.fromkeys(key for rule in rules for key in rule.against)),
        grade=min(rule.grade for rule in rules),
        risks=tuple(dict.fromkeys(rule.risk for rule in rules if rule.risk)),
        basis=_basis(slot, rules),
    )


def _basis(slot: Slot, rules: Iterable[Rule]) -> Basis:
    if any(slot in rule.measured for rule in rules):
        return Basis.MEASURED
    return Basis.HYPOTHESIS if all(rule.grade is Grade.D for rule in rules) else Basis.INFERRED
