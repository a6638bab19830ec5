"""A persona as a record: all that its card shows, with figures as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from psychograph.codebook.codebook import Role, Scale
from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Grade
from psychograph.personas.persona import Persona
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.reports.view.persona_page import PersonaPage

FORMAT = "psychograph persona 1"


@dataclass(frozen=True)
class AttributeRecord:
    """What members answered to one question in numbers, beside everybody else.

    Parameters
    ----------
    name, label, question : str
        The attribute, as columns and as readers call it, and its question.
    role : Role
        Whether it built the segments or only describes them.
    scale : Scale or None
        Bounds of the answers.
    n : int
        Members who answered; counted.
    mean, sd, others_mean : float or None
        In scale units; null where few answered.
    g : float or None
        Hedges' g against everybody else.
    g_interval : tuple of float
        Its 95 % bootstrap interval.
    level : str
        ``"high"``, ``"low"``, ``"very_low"``, ``"shared_high"``, ``"shared_low"`` or ``"mid"``.
    headline : bool
        Whether it is on the card as one that sets them apart.
    minimum, lower_quartile, median, upper_quartile, maximum : float or None
        Of the members; null where few answered.
    index : float or None
        100 is the average of all in segments.
    """

    name: str
    label: str
    question: str
    role: Role
    scale: Scale | None
    n: int
    mean: float
    sd: float
    others_mean: float
    g: float
    g_interval: tuple[float, float]
    level: str
    headline: bool
    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float
    index: float | None


@dataclass(frozen=True)
class AnswerRecord:
    """One answer of several.

    Parameters
    ----------
    category : str
        The answer.
    count : int
        Members who gave it; counted, never fewer than five.
    share, others_share : float or None
        Share of the members and of everybody else, 0 to 1; weighted where respondents carry weights.
    index : float or None
        100 is the average of all in segments.
    """

    category: str
    count: int
    share: float | None
    others_share: float | None
    index: float | None


@dataclass(frozen=True)
class CategoryRecord:
    """What members answered to a question in categories, without answers of fewer than five.

    Parameters
    ----------
    name, label, question : str
        The attribute, as columns and as readers call it, and its question.
    role : Role
        Whether it built the segments or only describes them.
    answered : int
        Members who answered.
    answers : tuple of AnswerRecord
        Most frequent first.
    withheld : bool
        Whether there are answers that are not shown.
    """

    name: str
    label: str
    question: str
    role: Role
    answered: int
    answers: tuple[AnswerRecord, ...]
    withheld: bool


@dataclass(frozen=True)
class AdviceRecord:
    """One line on the card, with its grade and rules."""

    text: str
    grade: Grade
    rules: tuple[str, ...]
    hypothesis: bool


@dataclass(frozen=True)
class ToDo:
    """What the card tells to say, to show as proof, where to meet them and what to leave out."""

    say: tuple[AdviceRecord, ...]
    show: tuple[AdviceRecord, ...]
    meet: tuple[AdviceRecord, ...]
    leave: tuple[AdviceRecord, ...]


@dataclass(frozen=True)
class PersonaRecord:
    """Everything about one persona.

    Parameters
    ----------
    format : str
        ``"psychograph persona 1"``; the number rises when a key changes its meaning.
    study : str
        Title of the study.
    role : str
        What the persona is to the campaign.
    persona : Persona
        Text, statements, advice and figures.
    respondents : int
        Respondents in segments.
    todo : ToDo
        What to say, to show, where to meet them, and what to leave out.
    attributes : tuple of AttributeRecord
        Numeric attributes, basis variables first.
    categories : tuple of CategoryRecord
        Attributes in categories.
    references : tuple of Reference
        What the evidence cites.
    notice : tuple of str
        What to keep in mind.
    """

    format: str
    study: str
    role: str
    persona: Persona
    respondents: int
    todo: ToDo
    attributes: tuple[AttributeRecord, ...]
    categories: tuple[CategoryRecord, ...]
    references: tuple[Reference, ...]
    notice: tuple[str, ...]


def persona_record(page: PersonaPage) -> PersonaRecord:
    """Return the record of a persona. Ids of respondents stay out: cards are handed on."""
    run, persona = page.run, page.card.persona
    lines = {
        matter.key: tuple(AdviceRecord(a.text, a.grade, a.rules, a.hypothesis) for a in matter.lines)
        for matter in page.card.todo
    }
    return PersonaRecord(
        format=FORMAT,
        study=run.study.title,
        role=page.card.role,
        persona=replace(persona, paragons=()),
        respondents=len(run.segmentation.basis),
        todo=ToDo(**lines),
        attributes=tuple(_attributes(page)),
        categories=tuple(_categories(page)),
        references=page.evidence.references,
        notice=page.notice,
    )


def _attributes(page: PersonaPage) -> Iterator[AttributeRecord]:
    segment, profile = page.card.persona.segment, page.run.profile
    for a in profile.segment(segment).attributes:
        yield AttributeRecord(
            name=a.name,
            label=page.labels[a.name],
            question=a.question,
            role=a.role,
            scale=a.scale,
            n=a.n,
            mean=a.mean,
            sd=a.sd,
            others_mean=profile.others_mean(segment, a.name),
            g=a.g,
            g_interval=a.g_interval,
            level=a.level.value,
            headline=a.headline,
            minimum=a.minimum,
            lower_quartile=a.lower_quartile,
            median=a.median,
            upper_quartile=a.upper_quartile,
            maximum=a.maximum,
            index=a.index,
        )


def _categories(page: PersonaPage) -> Iterator[CategoryRecord]:
    for category in page.run.profile.segment(page.card.persona.segment).categories:
        shown = [count for count in category.shown if count.count >= SMALLEST_CELL]
        yield CategoryRecord(
            name=category.name,
            label=page.labels[category.name],
            question=category.question,
            role=category.role,
            answered=category.answered,
            answers=tuple(AnswerRecord(c.category, c.count, c.share, c.others_share, c.index) for c in shown),
            withheld=len(shown) < len(category.counts),
        )
