"""The card of a persona: what fits one printed page, and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from psychograph.charts.theme import segment_colour
from psychograph.knowledge.rules import Advice, Grade, Slot
from psychograph.knowledge.told import in_one_line
from psychograph.language.language import Language
from psychograph.personas.persona import Persona, Ring, Sentence
from psychograph.personas.wording import capitalised
from psychograph.profiling.profile import AttributeProfile
from psychograph.reports.drawing import Drawing
from psychograph.reports.view.fitting import CANDIDATES, SMALLEST, fits, sizes, under_chart
from psychograph.reports.view.glyph import Glyph, glyph
from psychograph.reports.view.members import Said, who_they_are
from psychograph.runs.run import Run
from psychograph.strategy.guards import lever_is_lawful

RINGS = ("trigger", "success", "barriers", "criteria", "journey")
LEADS = {"tone": "card-line-tone", "visual": "card-line-visual"}


@dataclass(frozen=True)
class Headline:
    """A headline attribute: its label, level in words, and the profile behind it."""

    label: str
    level: str
    profile: AttributeProfile
    others_mean: float


@dataclass(frozen=True)
class Line:
    """One line of advice on a card, with its grade and rules; `text` is the phrase as a reader sees it."""

    text: str
    grade: Grade
    rules: tuple[str, ...]
    hypothesis: bool


@dataclass(frozen=True)
class Matter:
    """One matter on a card.

    Parameters
    ----------
    key, title : str
        What it is about: ``"say"``, ``"show"``, ``"meet"``, ``"leave"``, ``"motives"``, ``"barriers"``,
        ``"decision"`` or ``"style"``; and its heading.
    lines : tuple of Line
        What the rules advise, heaviest first.
    more : int
        Lines that did not fit; the evidence below the card has them.
    nothing : str
        What is said where no rule speaks.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    more: int = 0
    nothing: str = ""


@dataclass(frozen=True)
class RingView:
    """One ring of buying insight, with its heading, what is known, and what to ask where nobody was asked."""

    title: str
    ring: Ring
    text: str
    ask: str


@dataclass(frozen=True)
class Card:
    """One persona, ready to be printed.

    Parameters
    ----------
    persona : Persona
        The persona.
    colour : str
        The segment's colour.
    glyph : Glyph
        An abstract sign, and the words for it.
    role, kind : str
        What it is to the campaign, as the record has it, and the line above the name.
    people, share, interval : str
        Its size, in words.
    headlines : tuple of Headline
        What sets it apart, most salient first.
    drawing : Drawing or None
        Its chart; None where no attribute has an answer scale.
    todo : tuple of Matter
        What to say, what to show as proof, where to meet them, what to leave out.
    reasons : tuple of Matter
        Motives, barriers, how they decide, and how messages should sound and look.
    answers, who : tuple of Said
        Basis variables that are categories, and descriptors, so far as that gives nobody away.
    rings : tuple of RingView
        The five rings of buying insight.
    spread : tuple of Sentence
        How alike the members are.
    not_known, alternatives : str
        What the survey did not ask, and other names that fit, as lists; empty where there are none.
    source : str
        Where it comes from, and how far to trust it.
    foot : str
        What the letters mean, and other names.
    print_size : float
        The largest type, in pt, in which the card fits one sheet.
    under_chart : tuple of str
        What stands under the chart, where there is more room: of ``"reasons"`` and ``"who"``.
    """

    persona: Persona
    colour: str
    glyph: Glyph
    role: str
    kind: str
    people: str
    share: str
    interval: str
    headlines: tuple[Headline, ...]
    drawing: Drawing | None
    todo: tuple[Matter, ...]
    reasons: tuple[Matter, ...]
    answers: tuple[Said, ...]
    who: tuple[Said, ...]
    rings: tuple[RingView, ...]
    spread: tuple[Sentence, ...]
    not_known: str
    alternatives: str
    source: str
    foot: str
    print_size: float = SMALLEST
    under_chart: tuple[str, ...] = ()

    @property
    def matters(self) -> tuple[Matter, ...]:
        """All matters that rules speak to."""
        return (*self.todo, *self.reasons)


def card(run: Run, persona: Persona, drawing: Drawing | None, labels: Mapping[str, str]) -> Card:
    """Return the card of a persona: with as many lines, and in as large a type, as fit one sheet."""
    for most, floor in CANDIDATES:
        shown = _card(run, persona, drawing, labels, most)
        for size in sizes(floor):
            if fits(shown, size):
                return replace(shown, print_size=size, under_chart=under_chart(shown, size))
    # Nothing fits: the smallest type, and its page cuts the story off.
    return _card(run, persona, drawing, labels, CANDIDATES[-1][0])


def _card(run: Run, persona: Persona, drawing: Drawing | None, labels: Mapping[str, str], most: int) -> Card:
    language = run.language
    role = run.ranking.score(persona.segment).role.value
    said = tuple(who_they_are(run, persona.segment, labels))
    told = set(_told(persona))
    alternatives = language.listed(persona.alternatives, "or")
    also = [language.say("card-also-called", names=alternatives)] if alternatives else []
    return Card(
        persona=persona,
        colour=segment_colour(persona.segment),
        glyph=glyph(run.profile, persona.segment, persona.plural, language),
        role=role,
        kind=f"{language.say('card-kind', segment=persona.segment)}, {role_words(role, language)}",
        people=language.say("card-people", n=persona.n),
        share=_share(persona, language),
        interval=_interval(persona, language),
        headlines=headlines_of(run, persona.segment, labels),
        drawing=drawing,
        todo=tuple(_todo(persona, language, most)),
        reasons=tuple(_reasons(persona, language, most)),
        answers=tuple(item for item in said if item.basis),
        who=tuple(item for item in said if not item.basis and not (item.shown and item.attribute in told)),
        rings=tuple(_rings(persona, language)),
        spread=persona.spread.sentences,
        not_known=_ended(capitalised("; ".join(persona.not_known))),
        alternatives=alternatives,
        source=_source(run, persona),
        foot=" ".join([language.say("card-grades"), *also]),
    )


def _told(persona: Persona) -> Iterator[str]:
    """Yield numeric descriptors whose median, quartiles and range a sentence tells already."""
    named = {id_ for sentence in persona.demographics for id_ in sentence.statements}
    for statement in persona.statements:
        if statement.id in named and statement.summary is not None:
            yield statement.summary.name


def role_words(role: str, language: Language) -> str:
    """Return what a persona is to the campaign, in words."""
    return language.say(f"card-role-{role.replace(' ', '-')}")


def headlines_of(run: Run, segment: int, labels: Mapping[str, str]) -> tuple[Headline, ...]:
    """Return what sets a segment apart, most salient first."""
    return tuple(
        Headline(labels[a.name], _level(a, run.language), a, run.profile.others_mean(segment, a.name))
        for a in run.profile.segment(segment).headlines
    )


def _level(attribute: AttributeProfile, language: Language) -> str:
    if attribute.scale is None:
        return language.say(f"card-level-{'higher' if attribute.g > 0 else 'lower'}")
    return language.say(f"card-level-{attribute.level.value.replace('_', '-')}")


def _todo(persona: Persona, language: Language, most: int) -> Iterator[Matter]:
    slots = persona.slots
    for key, lines in (
        ("say", messages_of(slots.do)),
        ("show", slots.proof),
        ("meet", slots.channels),
        ("leave", slots.dont),
    ):
        yield _matter(key, lines, language, most, nothing=language.say(f"card-none-{key}"))


def messages_of(advice: Sequence[Advice]) -> tuple[Advice, ...]:
    """Return what may be said: messages, not how they sound or look."""
    return tuple(line for line in advice if line.slot == Slot.FRAME)


def style_of(advice: Sequence[Advice]) -> tuple[Advice, ...]:
    """Return how messages should sound and look."""
    return tuple(line for line in advice if line.slot != Slot.FRAME)


def _reasons(persona: Persona, language: Language, most: int) -> Iterator[Matter]:
    slots = persona.slots
    for key, lines in (
        ("motives", slots.motives),
        ("barriers", slots.barriers),
        ("decision", slots.decision_style),
        ("style", style_of(slots.do)),
    ):
        matter = _matter(key, lines, language, most)
        if matter.lines:
            yield matter


def _matter(key: str, advice: Sequence[Advice], language: Language, most: int, nothing: str = "") -> Matter:
    lawful = [line for line in advice if lever_is_lawful(line, language)]
    found = (_lines_of(list(group), language) for _, group in groupby(lawful, key=_together))
    lines = tuple({line.text: line for group in found for line in group}.values())
    return Matter(key, language.say(f"card-{key}"), lines[:most], max(0, len(lines) - most), nothing)


def _together(advice: Advice) -> tuple[str, ...]:
    """Return what lines must share to be one line on a card: platforms that the same rules name."""
    return advice.rules if advice.slot == Slot.PLATFORM else (advice.slot, advice.phrase)


def _lines_of(group: list[Advice], language: Language) -> list[Line]:
    first = line_of(group[0], language)
    if group[0].slot != Slot.PLATFORM:
        return [first]
    return [replace(first, text=in_one_line(group, language))]


def line_of(advice: Advice, language: Language) -> Line:
    """Return a line of advice as a reader sees it."""
    lead = LEADS.get(advice.slot)
    text = language.say(lead, phrase=advice.phrase) if lead else capitalised(advice.phrase)
    return Line(text, advice.grade, advice.rules, advice.hypothesis)


def _rings(persona: Persona, language: Language) -> Iterator[RingView]:
    for name in RINGS:
        ring: Ring = getattr(persona.buying_insight, name)
        text = ring.text or language.say("card-not-asked")
        ask = language.say("card-ask", question=ring.question) if ring.question and not ring.asked else ""
        yield RingView(language.say(f"card-ring-{name}"), ring, text, ask)


def _ended(text: str) -> str:
    """Return a list of questions as a sentence."""
    return f"{text}." if text and text[-1] not in ".?!" else text


def _share(persona: Persona, language: Language) -> str:
    key = "card-share-weighted" if persona.weighted else "card-share"
    return language.say(key, share=language.percent(persona.share))


def _interval(persona: Persona, language: Language) -> str:
    low, high = (language.percent(end) for end in persona.share_interval)
    return language.say("card-interval", low=low, high=high)


def _source(run: Run, persona: Persona) -> str:
    language = run.language
    parts = [
        language.say(
            "card-source-text",
            n=persona.n,
            all=len(run.segmentation.basis),
            basis=len(run.study.basis),
        ),
        language.say(f"card-verdict-{run.segmentation.verdict.kind.value}"),
    ]
    if math.isfinite(persona.stability):
        parts.append(language.say("card-stability", share=language.percent(persona.stability)))
    return " ".join(parts)
