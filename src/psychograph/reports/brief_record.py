"""A brief as a record: all that its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.knowledge.references import Reference
from psychograph.personas.statement import Statement
from psychograph.reports.view.brief_page import BriefPage
from psychograph.strategy.brief import Brief
from psychograph.strategy.targets import TargetScore

FORMAT = "psychograph brief 1"


@dataclass(frozen=True)
class BriefRecord:
    """Everything about one brief.

    Parameters
    ----------
    format : str
        ``"psychograph brief 1"``; the number rises when a key changes its meaning.
    study : str
        Title of the study.
    brief : Brief
        The brief.
    target : TargetScore
        How the persona ranks as a target, and why.
    exploratory : bool
        Whether the persona stands on too few or too unstable answers to act on.
    statements : tuple of Statement
        The persona's statements that the brief names.
    references : tuple of Reference
        What the evidence cites.
    notice : tuple of str
        What to keep in mind.
    """

    format: str
    study: str
    brief: Brief
    target: TargetScore
    exploratory: bool
    statements: tuple[Statement, ...]
    references: tuple[Reference, ...]
    notice: tuple[str, ...]


def brief_record(page: BriefPage) -> BriefRecord:
    """Return the record of a brief."""
    brief = page.view.brief
    return BriefRecord(
        format=FORMAT,
        study=page.run.study.title,
        brief=brief,
        target=page.run.ranking.score(brief.segment),
        exploratory=page.view.persona.exploratory,
        statements=page.view.cited_statements,
        references=page.evidence.references,
        notice=page.notice,
    )
