"""The campaign: the lines of the brief, matter by matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.reports.view.ranking import ROLES
from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.targets import TargetRole

MOST_OF_A_MATTER = 2
# What is not to be done; such a line must say so itself where no heading does.
AVOID = ("dont", "avoid_channel", "risk")
BASES = {
    "measured": "the survey asked about this very matter",
    "fact": "a published, dated figure",
    "inferred": "a rule draws it from what was measured, with evidence",
    "hypothesis": "nothing but plausibility supports it: test it first",
    "goal": "goes with the goal you chose",
    "yours": "you declared it in the study file",
    "open": "nobody asked: find it out",
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
class RolePlay:
    """What another persona is to this campaign, and how to speak to it if at all."""

    segment: int
    persona: str
    role: TargetRole
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

    @property
    def measures(self) -> tuple[BriefLine, ...]:
        """What the brief measures."""
        return measures(self.brief) if self.brief else ()

    def lines(self) -> Iterator[BriefLine]:
        """Yield every line, for the list of references."""
        if self.brief is not None:
            yield from (self.brief.theme, self.brief.proposition)
            yield from (*measures(self.brief), *self.brief.budget.lines)
            yield from self.brief.plan.lines if self.brief.plan else ()
        for part in (*self.content, *self.activation, *self.control):
            yield from part.lines
        for other in self.others:
            yield from other.lines


def campaign(run: Run) -> Campaign:
    """Return the brief of a run."""
    brief = run.brief
    roles = {role.value: text for role, text in ROLES.items()}
    others = tuple(_role_play(other) for other in run.briefs if other is not brief)
    if brief is None:
        return Campaign(None, (), (), (), others, roles)
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
            ("Timing", tuple(line for wave in brief.timing for line in wave.lines)),
        ),
        control=_parts(("Avoid", brief.donts)),
        others=others,
        roles=roles,
    )


def measures(brief: Brief) -> tuple[BriefLine, ...]:
    """Return everything that a brief measures: the number that decides, its parts and the guardrails."""
    if brief.kpis is None:
        return ()
    parts = (line for stage in brief.kpis.diagnostics for line in stage.lines)
    return (brief.kpis.primary, *parts, *brief.kpis.guardrails)


def _parts(*parts: tuple[str, tuple[BriefLine, ...]]) -> tuple[Part, ...]:
    return tuple(Part(title, lines) for title, lines in parts if lines)


def _role_play(brief: Brief) -> RolePlay:
    """Return a brief in a few lines."""
    known = tuple(line for line in brief.channels if line.basis != "open")
    matters = (brief.role_advice, brief.differs, brief.frames, brief.proofs, brief.offers, known, brief.donts)
    lines = {line.text: line for matter in matters for line in matter[:MOST_OF_A_MATTER]}
    return RolePlay(brief.segment, brief.persona, brief.role, tuple(lines.values()))
