"""From where a segment stands to advice: rules are fired, and what contradicts itself is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from psychograph.knowledge.clashes import Clash, settle
from psychograph.knowledge.rules import Advice, Basis, Grade, Rule, Slot, Standing
from psychograph.knowledge.told import Told, told_by_table

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
    setting: Setting,
) -> Fired:
    """Apply the rules of a knowledge base to where a segment stands.

    Parameters
    ----------
    knowledge : KnowledgeBase
        Rules, tables of figures and contradictions.
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

    Examples
    --------
    >>> from psychograph.knowledge.base import shipped
    >>> from psychograph.knowledge.levels import Level
    >>> young = Standing("demo.age", "Age", Level.MID, 0.0, 0.0, 0.0, 0.0, median=27.5)
    >>> setting = Setting("US", date(2025, 3, 1))
    >>> fired = fire(shipped(), {"demo.age": young}, goal="trial", owned=(), setting=setting)
    >>> [line.phrase for line in fired.advice if line.slot is Slot.PLATFORM]
    ['YouTube', 'Instagram', 'Snapchat', 'TikTok']
    """
    facts = frozenset(owned)
    supports: dict[tuple[Slot, str], list[_Support]] = {}
    silent: list[tuple[str, str]] = []
    for rule in knowledge.rules:
        weight = rule.weight(standings, goal, facts)
        if weight <= 0:
            continue
        if not rule.asks:
            for slot, phrase in rule.then:
                supports.setdefault((slot, phrase), []).append(_Support(rule, weight))
            continue
        found = told_by_table(rule, standings, knowledge, setting.country, setting.as_of)
        if isinstance(found, str):
            silent.append((rule.id, found))
            continue
        for told in found:
            support = _Support(rule, weight * told.share, told)
            supports.setdefault((told.slot, told.phrase), []).append(support)
    lines = [_line(slot, phrase, support, standings) for (slot, phrase), support in supports.items()]
    # Not by phrase: the order of lines is the same in every language.
    lines.sort(key=lambda line: (-line.weight, line.slot, line.rules))
    rules = {rule.id: rule for rule in knowledge.rules}
    advice, clashes = settle(lines, knowledge.clashes, rules, knowledge.language)
    return Fired(advice, clashes, tuple(silent))


@dataclass(frozen=True)
class _Support:
    """A rule that gives a line, the weight it gives it, and the figure it rests on, if any."""

    rule: Rule
    weight: float
    told: Told | None = None


def _line(slot: Slot, phrase: str, support: list[_Support], standings: Mapping[str, Standing]) -> Advice:
    rules = [one.rule for one in support]
    told = [one.told for one in support if one.told is not None]
    attributes = [standings[c].attribute for rule in rules for c in rule.constructs(standings)]
    keys = [key for rule in rules for key in rule.evidence] + [one.source for one in told]
    return Advice(
        slot=slot,
        phrase=phrase,
        weight=sum(one.weight for one in support),
        rules=tuple(dict.fromkeys(rule.id for rule in rules)),
        attributes=tuple(dict.fromkeys(attributes)),
        evidence=tuple(dict.fromkeys(keys)),
        against=tuple(dict.fromkeys(key for rule in rules for key in rule.against)),
        grade=min(rule.grade for rule in rules),
        risks=tuple(dict.fromkeys(rule.risk for rule in rules if rule.risk)),
        basis=_basis(slot, rules, told),
        note=" ".join(dict.fromkeys(one.note for one in told)),
        figure=told[0].figure if len(told) == 1 else None,
    )


def _basis(slot: Slot, rules: Iterable[Rule], told: Iterable[Told]) -> Basis:
    if any(slot in rule.measured for rule in rules):
        return Basis.MEASURED
    if any(told):
        return Basis.FACT
    return Basis.HYPOTHESIS if all(rule.grade is Grade.D for rule in rules) else Basis.INFERRED
