"""A brief, ready to be printed: one sheet that is read in two minutes, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from psychograph.charts.theme import segment_colour
from psychograph.labels import readable_all
from psychograph.language.language import Language
from psychograph.personas.persona import Persona, Statement
from psychograph.reports.view.cards import role_words
from psychograph.reports.view.evidence import Evidence, evidence_of
from psychograph.reports.view.fitting import brief_zoom
from psychograph.reports.view.notice import notice_of
from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief
from psychograph.strategy.lines import BriefLine, ChannelLine, Stage
from psychograph.strategy.messages import Message

MOST_MESSAGES = 3  # on the first sheet
MOST_CHANNELS = 4  # of a stage, on the first sheet

# Matters of a brief that are lists of lines, in the order of the page.
CONTENT = ("motives", "barriers", "frames", "proofs", "tone", "visuals", "depth")
ACTIVATION = ("influencers", "early_access", "referral", "events", "offers")
CONTROL = ("donts", "notes")


@dataclass(frozen=True)
class Part:
    """One matter of a brief, with its heading and its lines."""

    key: str
    title: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class StageView:
    """Where to reach people at one stage: all channels, and those that no other matter of the brief names."""

    key: str
    title: str
    job: str
    lines: tuple[ChannelLine, ...]
    alone: tuple[ChannelLine, ...]

    @property
    def first(self) -> tuple[ChannelLine, ...]:
        """The channels that the first sheet shows."""
        return self.lines[:MOST_CHANNELS]


@dataclass(frozen=True, eq=False)
class BriefView:
    """One brief, with the headings of its parts.

    Parameters
    ----------
    brief : Brief
        The brief.
    persona : Persona
        Whom it is for.
    colour, kind : str
        The segment's colour, and the line above the name.
    messages : tuple of Message
        The claims that the first sheet shows.
    stages : tuple of StageView
        Channels by stage.
    content, activation, control : tuple of Part
        What is said, through whom and with what, and what is left out. Empty matters are left out.
    stem : str
        Name of its files, without the ending.
    """

    brief: Brief
    persona: Persona
    colour: str
    kind: str
    messages: tuple[Message, ...]
    stages: tuple[StageView, ...]
    content: tuple[Part, ...]
    activation: tuple[Part, ...]
    control: tuple[Part, ...]
    stem: str

    @property
    def zoom(self) -> float:
        """How much smaller the first sheet is printed, so that it stays one."""
        return brief_zoom(self)

    @property
    def cited_statements(self) -> tuple[Statement, ...]:
        """Statements of the persona that the brief names."""
        named = {*self.brief.insight.statements, *self.brief.summary.statements}
        return tuple(s for s in self.persona.statements if s.id in named)

    def lines(self) -> Iterator[BriefLine]:
        """Yield every line, for rules and references."""
        brief = self.brief
        yield from (brief.theme, brief.proposition, *brief.role_advice, *brief.differs, *brief.channels)
        yield from (reason.line for reason in brief.reasons if reason.line is not None)
        for part in (*self.content, *self.activation, *self.control):
            yield from part.lines
        for wave in brief.timing:
            yield from wave.lines
        if brief.kpis is not None:
            yield from (brief.kpis.primary, *brief.kpis.guardrails)
            yield from (line for stage in brief.kpis.diagnostics for line in stage.lines)
        yield from brief.budget.lines
        if brief.plan is not None:
            yield from brief.plan.lines
        yield from (side for question in brief.open_questions for side in question.sides)


@dataclass(frozen=True, eq=False)
class BriefPage:
    """One brief as a page of its own."""

    run: Run
    view: BriefView
    labels: Mapping[str, str]
    evidence: Evidence
    notice: tuple[str, ...]
    version: str

    @property
    def cited(self) -> Mapping[str, int]:
        """Numbers of the references, by key."""
        return self.evidence.cited

    @property
    def stem(self) -> str:
        """Name of its files, without the ending."""
        return self.view.stem


def brief_view(run: Run, brief: Brief) -> BriefView:
    """Return a brief with its headings."""
    language = run.language
    return BriefView(
        brief=brief,
        persona=next(p for p in run.personas if p.segment == brief.segment),
        colour=segment_colour(brief.segment),
        kind=language.say("card-brief-kind", role=role_words(brief.role.value, language)),
        messages=brief.messages[:MOST_MESSAGES],
        stages=tuple(_stages(brief, language)),
        content=tuple(_parts(brief, CONTENT, language)),
        activation=tuple(_parts(brief, ACTIVATION, language)),
        control=tuple(_parts(brief, CONTROL, language)),
        stem=f"brief-{brief.segment}",
    )


def brief_pages(run: Run) -> Iterator[BriefPage]:
    """Yield the page of every brief, that of the primary target first."""
    labels = readable_all(run.study.attributes)
    for brief in run.briefs:
        view = brief_view(run, brief)
        yield BriefPage(
            run=run,
            view=view,
            labels=labels,
            evidence=evidence_of(run.knowledge, [*view.lines(), *view.cited_statements]),
            notice=notice_of(run),
            version=version("psychograph"),
        )


def _stages(brief: Brief, language: Language) -> Iterator[StageView]:
    elsewhere = {line.text for key in ACTIVATION for line in getattr(brief, key)}
    for stage in Stage:
        lines = tuple(line for line in brief.channels if line.stage is stage)
        if lines:
            title = language.say(f"card-brief-stage-{stage.value}")
            alone = tuple(line for line in lines if line.text not in elsewhere)
            yield StageView(stage.value, title, lines[0].job, lines, alone)


def _parts(brief: Brief, keys: tuple[str, ...], language: Language) -> Iterator[Part]:
    for key in keys:
        lines: tuple[BriefLine, ...] = getattr(brief, key)
        if lines:
            yield Part(key, language.say(f"card-brief-{key.replace('_', '-')}"), lines)
