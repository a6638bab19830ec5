"""The sentences of a persona and of a brief by key, taken out and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from psychograph.personas.persona import Persona, Sentence
from psychograph.strategy.brief import Brief

# Lines of a brief that a model may rephrase; what the user declared is printed as it was declared.
LINES = ("insight", "theme", "proposition")
YOURS = "yours"


@dataclass(frozen=True)
class Passage:
    """The sentences of one persona or brief, by key.

    Parameters
    ----------
    subject : str
        ``"segment 1"``, or ``"brief of segment 1"``.
    sentences : mapping of str to Sentence
        Sentences that are to be reworded; those without a statement rest on nothing that
        could be checked, and are left out.
    """

    subject: str
    sentences: Mapping[str, Sentence]


def persona_passage(persona: Persona) -> Passage:
    """Return the one line and the narrative of a persona."""
    told = {"one_line": persona.one_line}
    told |= {f"narrative_{number}": sentence for number, sentence in enumerate(persona.narrative, 1)}
    return Passage(f"segment {persona.segment}", _resting(told))


def with_persona_texts(persona: Persona, texts: Mapping[str, str]) -> Persona:
    """Return a persona with other texts; sentences without one stay as they are."""
    return replace(
        persona,
        one_line=_retold(persona.one_line, texts.get("one_line")),
        narrative=tuple(
            _retold(sentence, texts.get(f"narrative_{number}"))
            for number, sentence in enumerate(persona.narrative, 1)
        ),
    )


def brief_passage(brief: Brief) -> Passage:
    """Return insight, theme and proposition of a brief, but not what the user declared."""
    told = {}
    for name in LINES:
        line = getattr(brief, name)
        if isinstance(line, Sentence):
            told[name] = line
        elif line.basis != YOURS:
            told[name] = Sentence(line.text, line.rules)
    return Passage(f"brief of segment {brief.segment}", _resting(told))


def with_brief_texts(brief: Brief, texts: Mapping[str, str]) -> Brief:
    """Return a brief with other texts; lines without one stay as they are."""
    changed = {name: replace(getattr(brief, name), text=texts[name]) for name in LINES if name in texts}
    return replace(brief, **changed)


def _resting(told: Mapping[str, Sentence]) -> dict[str, Sentence]:
    return {key: sentence for key, sentence in told.items() if sentence.statements and sentence.text.strip()}


def _retold(sentence: Sentence, text: str | None) -> Sentence:
    return sentence if text is None else replace(sentence, text=text)
