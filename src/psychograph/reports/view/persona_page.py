"""A persona's card by itself: the card, what its marks lead to, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from psychograph.labels import readable_all
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.reports.drawing import Drawing
from psychograph.reports.view.cards import Card, card, messages_of, style_of
from psychograph.reports.view.evidence import Evidence, evidence_of
from psychograph.reports.view.notice import notice_of
from psychograph.runs.run import Run
from psychograph.strategy.guards import lever_is_lawful
from psychograph.strategy.lines import BriefLine, line_of_advice


@dataclass(frozen=True, eq=False)
class PersonaPage:
    """One persona, computed for its page and its Markdown.

    Parameters
    ----------
    run : Run
        Where it comes from.
    card : Card
        The card.
    labels : mapping of str to str
        Readable names of attributes.
    evidence : Evidence
        Rules and references.
    notice : tuple of str
        What every report says.
    version : str
        Of Psychograph.
    stem : str
        Name of its files, without the ending.
    advice : tuple of (str, tuple of BriefLine)
        All advice of the card, by matter, with basis, evidence and dates of figures.
    """

    run: Run
    card: Card
    labels: Mapping[str, str]
    evidence: Evidence
    notice: tuple[str, ...]
    version: str
    stem: str
    advice: tuple[tuple[str, tuple[BriefLine, ...]], ...]

    @property
    def cited(self) -> Mapping[str, int]:
        """Numbers of the references, by key."""
        return self.evidence.cited


def persona_pages(run: Run, drawings: Mapping[int, Drawing]) -> Iterator[PersonaPage]:
    """Yield the page of every persona, in the order of the segments."""
    labels = readable_all(run.study.attributes)
    for persona in run.personas:
        shown = card(run, persona, drawings.get(persona.segment), labels)
        advice = tuple(_advice(persona, run.language))
        lines = [line for _, found in advice for line in found]
        yield PersonaPage(
            run=run,
            card=shown,
            labels=labels,
            evidence=evidence_of(run.knowledge, [*persona.statements, *lines]),
            notice=notice_of(run),
            version=version("psychograph"),
            stem=f"persona-{persona.segment}",
            advice=advice,
        )


def _advice(persona: Persona, language: Language) -> Iterator[tuple[str, tuple[BriefLine, ...]]]:
    slots = persona.slots
    for key, found in (
        ("say", messages_of(slots.do)),
        ("show", slots.proof),
        ("meet", slots.channels),
        ("leave", slots.dont),
        ("motives", slots.motives),
        ("barriers", slots.barriers),
        ("decision", slots.decision_style),
        ("style", style_of(slots.do)),
    ):
        lines = tuple(line_of_advice(line) for line in found if lever_is_lawful(line, language))
        if lines:
            yield language.say(f"card-{key}"), lines
