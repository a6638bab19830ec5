"""`KnowledgeBase`: all that is known beforehand, handed to whoever needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from psychograph.knowledge.constructs import Construct, Unknown, constructs, unknowns
from psychograph.knowledge.lexicon import Lexicon, lexicon
from psychograph.knowledge.references import Reference, references
from psychograph.knowledge.rules import GoalKnowledge, Rule, goals, rule_base


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
    """

    constructs: Mapping[str, Construct]
    unknowns: tuple[Unknown, ...]
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    goals: Mapping[str, GoalKnowledge]
    references: Mapping[str, Reference]


@cache
def shipped() -> KnowledgeBase:
    """Return the knowledge that ships with the product."""
    return KnowledgeBase(constructs(), unknowns(), lexicon(), rule_base(), goals(), references())
