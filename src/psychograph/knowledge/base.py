"""`KnowledgeBase`: all that is known beforehand, handed to whoever needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from psychograph.knowledge.clashes import Contradiction, contradictions
from psychograph.knowledge.constructs import Construct, Unknown, constructs, unknowns
from psychograph.knowledge.facts import FactTable, fact_tables
from psychograph.knowledge.lexicon import Lexicon, lexicon
from psychograph.knowledge.references import Reference, references
from psychograph.knowledge.rules import GoalKnowledge, Rule, goals, rule_base
from psychograph.language.language import Language
from psychograph.language.language import language as shipped_language


@dataclass(frozen=True)
class WithheldLine:
    """A line of a rule that a guard took out before any rule spoke.

    Parameters
    ----------
    guard : str
        The guard, such as ``"S04"``.
    rule : str
        Id of the rule.
    slot, phrase : str
        The line; empty where the whole rule was taken out.
    """

    guard: str
    rule: str
    slot: str = ""
    phrase: str = ""


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Constructs, words, rules, goals and references that belong together.

    Parameters
    ----------
    constructs : mapping of str to Construct
        What attributes can measure, by name.
    unknowns : tuple of Unknown
        What a persona should know, and which constructs tell.
    lexicon : Lexicon
        Words for names.
    rules : tuple of Rule
        From where a segment stands to advice.
    goals : mapping of str to GoalKnowledge
        What is known about each business goal.
    references : mapping of str to Reference
        The papers and reports behind the rules, by key.
    withheld : tuple of WithheldLine
        What guards took out of the rules for this study.
    clashes : tuple of Contradiction
        Which lines of rules contradict each other.
    facts : mapping of str to FactTable
        Figures that age, by the name of their table.
    language : Language
        What its texts are written in.
    """

    constructs: Mapping[str, Construct]
    unknowns: tuple[Unknown, ...]
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    goals: Mapping[str, GoalKnowledge]
    references: Mapping[str, Reference]
    withheld: tuple[WithheldLine, ...] = ()
    clashes: tuple[Contradiction, ...] = ()
    facts: Mapping[str, FactTable] = field(default_factory=dict)
    language: Language = field(default_factory=shipped_language)


@cache
def shipped() -> KnowledgeBase:
    """Return the knowledge that ships with the product."""
    return KnowledgeBase(
        constructs(),
        unknowns(),
        lexicon(),
        rule_base(),
        goals(),
        references(),
        clashes=contradictions(),
        facts=fact_tables(),
    )
