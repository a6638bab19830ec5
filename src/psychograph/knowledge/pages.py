"""The page that lists all rules: written from the rules, so that it cannot say otherwise.

``python -m psychograph.knowledge.pages docs/rules-list.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from psychograph.knowledge.base import KnowledgeBase, shipped
from psychograph.knowledge.facts import FactTable
from psychograph.knowledge.rule_words import full_weight, when_in_words
from psychograph.knowledge.rules import Rule

FAMILIES = {
    "P": "Personality",
    "V": "Values, attitudes, cognition",
    "L": "Lifestyle and media",
    "A": "Adoption",
    "M": "Price",
    "D": "Age: dated figures on channels, never psychology",
    "B": "Behaviour",
    "G": "Where they live",
    "X": "Always",
}
HEAD = """# All rules

[What the rules are and how to dispute them](rules.md) says how to read this page, which is written by
`python -m psychograph.knowledge.pages docs/rules-list.md`.
Weight is grade x effect x priority / 3, where the conditions hold fully.
"""


def rules_page(base: KnowledgeBase) -> str:
    """Return the page that lists rules, clashes, figures and references."""
    return "\n".join(_lines(base)) + "\n"


def _lines(base: KnowledgeBase) -> Iterator[str]:
    yield HEAD
    for family, rules in groupby(base.rules, key=lambda rule: rule.id[0]):
        yield f"## {FAMILIES[family]}\n"
        yield "| rule | when | then | grade, effect, weight | papers |"
        yield "|---|---|---|---|---|"
        yield from map(_row, rules)
        yield ""
    yield "## Clashes\n"
    yield "| clash | one side | other side | the question | settled by |"
    yield "|---|---|---|---|---|"
    for entry in base.clashes:
        one, other = (", ".join(f"{name.rule}.{name.slot}" for name in side) for side in entry.sides)
        yield f"| {entry.id} | {one} | {other} | {entry.ask} | {', '.join(entry.settle)} |"
    yield "\n## Figures\n"
    yield "| table | country | asked | source | groups |"
    yield "|---|---|---|---|---|"
    for table in base.facts.values():
        yield from _surveys(table, base)
    yield "\n## References\n"
    yield "How far each was read stands behind it; nothing was read in full.\n"
    for key, reference in sorted(base.references.items()):
        where = (
            f" [{reference.link.split('//')[-1].split('/')[0]}]({reference.link})" if reference.link else ""
        )
        finding = reference.finding[:1].upper() + reference.finding[1:]
        yield f"- **{key}** {reference.citation}. {finding}. *{reference.design}, {reference.checked}*{where}"


def _row(rule: Rule) -> str:
    then = "; ".join(f"**{slot.replace('_', ' ')}** {phrase}" for slot, phrase in rule.then)
    papers = ", ".join(rule.evidence) or (f"`{rule.asks}`" if rule.asks else "none")
    against = f"; against: {', '.join(rule.against)}" if rule.against else ""
    strength = f"{rule.grade}, {rule.effect}, {full_weight(rule):.2f}"
    return f"| {rule.id} | {when_in_words(rule)} | {then} | {strength} | {papers}{against} |"


def _surveys(table: FactTable, base: KnowledgeBase) -> Iterator[str]:
    for survey in table.surveys:
        asked = " to ".join(f"{month.year}-{month.month:02d}" for month in (survey.began, survey.ended))
        groups = ", ".join(
            group.name
            or (f"{group.low:g} and over" if group.high == float("inf") else f"{group.low:g}-{group.high:g}")
            for group in survey.groups
        )
        read = base.references[survey.source].checked
        yield f"| {table.name} | {survey.country} | {asked} | {survey.source} ({read}) | {groups} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_page(shipped()), encoding="utf-8")
