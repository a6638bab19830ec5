"""The campaign in the report: the brief of the primary target whole, those of the others short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.reports.view.brief_page import BriefView, brief_view
from psychograph.reports.view.cards import role_words
from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief
from psychograph.strategy.lines import BriefLine

MOST_OF_A_MATTER = 2
# What is not to be done; such a line must say so itself where no heading does.
AVOID = ("dont", "avoid_channel", "risk")


@dataclass(frozen=True)
class ShortBrief:
    """Another persona's brief in a few lines, with its role in words."""

    view: BriefView
    role: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class Campaign:
    """The briefs, ready to be printed.

    Parameters
    ----------
    view : BriefView or None
        The brief of the primary target; None where nobody can be targeted.
    others : tuple of ShortBrief
        The other personas; all of them where there is no primary target.
    """

    view: BriefView | None
    others: tuple[ShortBrief, ...]

    def lines(self) -> Iterator[BriefLine]:
        """Yield every line, for the list of references."""
        if self.view is not None:
            yield from self.view.lines()
        for other in self.others:
            yield from other.lines


def campaign(run: Run) -> Campaign:
    """Return the briefs of a run."""
    others = tuple(_short(run, other) for other in run.briefs if other is not run.brief)
    return Campaign(brief_view(run, run.brief) if run.brief is not None else None, others)


def _short(run: Run, brief: Brief) -> ShortBrief:
    """Return a brief in a few lines."""
    known = tuple(line for line in brief.channels if line.basis != "open")
    matters = (brief.role_advice, brief.differs, brief.frames, brief.proofs, brief.offers, known, brief.donts)
    lines = {line.text: line for matter in matters for line in matter[:MOST_OF_A_MATTER]}
    return ShortBrief(
        brief_view(run, brief), role_words(brief.role.value, run.language), tuple(lines.values())
    )
