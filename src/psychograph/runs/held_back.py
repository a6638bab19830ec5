"""What guards hold back before segments are built and rules speak (guards S01 to S04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.findings import Finding, Severity
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.language.language import Language
from psychograph.strategy.guards.clearance import cleared
from psychograph.strategy.guards.s01_special_categories import quarantine_findings, quarantined
from psychograph.study.model import Study


@dataclass(frozen=True, eq=False)
class HeldBack:
    """A study and its knowledge without what guards forbid.

    Parameters
    ----------
    study : Study
        Without the use of special categories of data.
    knowledge : KnowledgeBase
        Without forbidden rules and lines.
    findings : tuple of Finding
        What was held back.
    """

    study: Study
    knowledge: KnowledgeBase
    findings: tuple[Finding, ...]


def held_back(
    study: Study, matches: Sequence[ConstructMatch], knowledge: KnowledgeBase, language: Language
) -> HeldBack:
    """Hold back what guards forbid.

    Parameters
    ----------
    study : Study
        As declared.
    matches : sequence of ConstructMatch
        What each attribute was taken to measure.
    knowledge : KnowledgeBase
        Shipped and own rules, in the language of the study.
    language : Language
        What findings are written in, and whose words are looked for.

    Raises
    ------
    StudyError
        Where nothing is left to build segments of.
    """
    kept = cleared(knowledge, study, language)
    findings = (*quarantine_findings(study, matches, language), *_lines(kept, language))
    return HeldBack(quarantined(study, matches), kept, findings)


def _lines(knowledge: KnowledgeBase, language: Language) -> Iterator[Finding]:
    """Yield which lines of rules were taken out; of S03 the briefs tell, since the category is declared."""
    keys = {"S01": "guard-s01-finding-rules", "S02": "guard-s02-finding-rules", "S04": "guard-s04-finding"}
    for guard, key in keys.items():
        lines = [line for line in knowledge.withheld if line.guard == guard]
        if lines:
            rules = language.listed(list(dict.fromkeys(line.rule for line in lines)))
            text = language.say(key, rules=rules, lines="; ".join(line.phrase for line in lines))
            yield Finding("withheld-line", Severity.CAUTION, text)
