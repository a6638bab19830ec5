"""What the marks of a page lead to: figures of statements in words, rules, references."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Grade
from psychograph.language.language import Language
from psychograph.personas.persona import Measurement, Persona, Statement
from psychograph.reports.formats import fixed, signed


class Backed(Protocol):
    """A statement, or a line of a card or a brief: what names rules and references."""

    @property
    def rules(self) -> tuple[str, ...]:
        """Rules by id."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """References for it, by key."""

    @property
    def against(self) -> tuple[str, ...]:
        """References against or qualifying it, by key."""


@dataclass(frozen=True)
class NamedRule:
    """A rule that a page names, with its evidence; that of a dated figure stands with the line itself."""

    id: str
    grade: Grade
    effect: str
    evidence: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the marks of a page lead to.

    Parameters
    ----------
    rules : tuple of NamedRule
        Rules that the page names, in the order of the rule base.
    references : tuple of Reference
        What the page cites, by citation.
    cited : mapping of str to int
        Their numbers, by key.
    """

    rules: tuple[NamedRule, ...]
    references: tuple[Reference, ...]
    cited: Mapping[str, int]


def evidence_of(knowledge: KnowledgeBase, items: Iterable[Backed]) -> Evidence:
    """Return the rules and references that lines of a page name."""
    items = list(items)
    alone = {item.rules[0]: item for item in items if len(item.rules) == 1}
    wanted = {rule for item in items for rule in item.rules}
    rules = tuple(
        NamedRule(
            rule.id,
            rule.grade,
            rule.effect,
            rule.evidence or (alone[rule.id].evidence if rule.id in alone else ()),
            rule.against,
        )
        for rule in knowledge.rules
        if rule.id in wanted
    )
    cited = {key for item in items for key in (*item.evidence, *item.against)}
    cited |= {key for rule in rules for key in (*rule.evidence, *rule.against)}
    known = knowledge.references
    found = sorted((known[key] for key in cited if key in known), key=lambda r: (r.citation, r.key))
    return Evidence(rules, tuple(found), {reference.key: at for at, reference in enumerate(found, 1)})


def figures_of(statement: Statement, persona: Persona, labels: Mapping[str, str], language: Language) -> str:
    """Return the figures of a statement in words; empty where a rule infers it.

    Parameters
    ----------
    statement : Statement
        The statement.
    persona : Persona
        Whose it is; gives the number of members.
    labels : mapping of str to str
        Readable names of attributes.
    language : Language
        What they are written in.
    """
    if statement.measurement is not None:
        return _mean(statement.measurement, persona, labels, language)
    if (share := statement.share) is not None:
        return language.say(
            "card-statement-share",
            attribute=labels.get(share.attribute, share.attribute),
            category=share.category,
            count=share.count,
            answered=share.answered,
            share=language.percent(share.share),
            others=_percent(share.others_share, language),
            h=signed(share.h),
        ) + _interval(share.h_interval, language)
    if (tally := statement.tally) is not None:
        said = language.say("card-statement-tally", count=tally.count, of=tally.of)
        return said + _weighted(tally.share, language)
    if (summary := statement.summary) is not None:
        name = labels.get(summary.name, summary.name)
        return language.say("card-statement-summary", attribute=name, answered=summary.answered)
    return ""


def _mean(x: Measurement, persona: Persona, labels: Mapping[str, str], language: Language) -> str:
    text = language.say(
        "card-statement-mean",
        attribute=labels.get(x.attribute, x.attribute),
        mean=fixed(x.mean),
        others=fixed(x.others_mean),
        sd=fixed(x.sd),
        g=signed(x.g),
    )
    text += _interval(x.g_interval, language)
    if x.scale is None:
        return f"{text}, {language.say('card-statement-answered', answered=x.members, n=persona.n)}"
    return f"{text}, {language.say('card-statement-fit', fit=x.members_fit, n=persona.n)}" + _weighted(
        x.fit_share, language
    )


def _interval(interval: tuple[float, float], language: Language) -> str:
    if any(math.isnan(end) for end in interval):
        return ""
    low, high = (signed(end) for end in interval)
    return " " + language.say("card-statement-interval", low=low, high=high)


def _weighted(share: float | None, language: Language) -> str:
    if share is None or not math.isfinite(share):
        return ""
    return " " + language.say("card-statement-weighted", share=language.percent(share))


def _percent(share: float, language: Language) -> str:
    return language.percent(share) if math.isfinite(share) else "\N{EN DASH}"
