"""The campaign: the lines of the brief, matter by matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.knowledge.rules import Advice
from psychograph.reports.view.ranking import ROLES
from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief, BriefLine, RolePlay
from psychograph.strategy.guards import lever_is_lawful
from psychograph.strategy.targets import TargetRole

# What is still said to a persona that nobody sells to.
WITHOUT_TARGET = ("role", "channel", "dont", "frame")
# What is not to be done; such a line must say so itself where no heading does.
AVOID = ("dont", "avoid_channel", "risk")
BASES = {
    "measured": "the survey asked about this very matter",
    "fact": "a published, dated figure",
    "inferred": "a rule draws it from what was measured, with evidence",
    "hypothesis": "nothing but plausibility supports it: test it first",
    "goal": "goes with the goal you chose",
    "yours": "you declared it in the study file",
}
GRADES = {
    "A": "a meta-analysis or several large experiments",
    "B": "one solid study",
    "C": "small or correlational studies",
    "D": "plausible only",
}


@dataclass(frozen=True)
class Part:
    """One matter of the brief and its lines."""

    title: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class Campaign:
    """The brief, ready to be printed.

    Parameters
    ----------
    brief : Brief or None
        The brief itself; None where nobody can be targeted.
    content, activation, control : tuple of Part
        What is said, where and with what, and how it is kept honest. Empty matters are left out.
    others : tuple of RolePlay
        The other personas; all of them where there is no brief.
    roles : dict of str to str
        What each role means.
    """

    brief: Brief | None
    content: tuple[Part, ...]
    activation: tuple[Part, ...]
    control: tuple[Part, ...]
    others: tuple[RolePlay, ...]
    roles: dict[str, str]

    def lines(self) -> Iterator[BriefLine]:
        """Yield every line, for the list of references."""
        if self.brief is not None:
            yield from (self.brief.theme, self.brief.proposition)
            yield from (*self.brief.kpis, *self.brief.test, *self.brief.budget)
        for part in (*self.content, *self.activation, *self.control):
            yield from part.lines
        for other in self.others:
            yield from other.lines


def campaign(run: Run) -> Campaign:
    """Return the brief of a run."""
    brief = run.brief
    roles = {role.value: text for role, text in ROLES.items()}
    if brief is None:
        return Campaign(None, (), (), (), tuple(_without_target(run)), roles)
    return Campaign(
        brief=brief,
        content=_parts(
            ("What messages should convey", brief.frames),
            ("What to prove", brief.proofs),
            ("Tone", brief.tone),
            ("Pictures", brief.visuals),
            ("How deep to go", brief.depth),
        ),
        activation=_parts(
            ("Channels", brief.channels),
            ("Influencers", brief.influencers),
            ("Early access", brief.early_access),
            ("Referral", brief.referral),
            ("Events", brief.events),
            ("Offers", brief.offers),
            ("Timing", brief.timing),
        ),
        control=_parts(("Avoid", brief.donts)),
        others=brief.others,
        roles=roles,
    )


def _parts(*parts: tuple[str, tuple[BriefLine, ...]]) -> tuple[Part, ...]:
    return tuple(Part(title, lines) for title, lines in parts if lines)


def _without_target(run: Run) -> Iterator[RolePlay]:
    for score in run.ranking.scores:
        persona = next(p for p in run.personas if p.segment == score.segment)
        slots = WITHOUT_TARGET if score.role is TargetRole.INDIRECT else ("frame", "channel")
        lines = [a for slot in slots for a in [a for a in persona.slot(slot) if lever_is_lawful(a)][:2]]
        yield RolePlay(persona.segment, persona.plural, score.role, tuple(_line(line) for line in lines))


def _line(line: Advice) -> BriefLine:
    return BriefLine(
        text=line.phrase,
        basis="hypothesis" if line.hypothesis else "inferred",
        rules=line.rules,
        attributes=line.attributes,
        evidence=line.evidence,
        against=line.against,
        grade=line.grade,
        slot=line.slot,
    )
