"""The card of a persona: what fits one printed page, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts.theme import segment_colour
from psychograph.knowledge.rules import Advice
from psychograph.personas.persona import Persona
from psychograph.personas.wording import how_many, join_words
from psychograph.profiling.profile import AttributeProfile
from psychograph.reports.figures import Drawing
from psychograph.reports.view.campaign import AVOID
from psychograph.reports.view.glyph import glyph
from psychograph.reports.view.levels import level_words
from psychograph.reports.view.members import categories_of_basis, descriptors
from psychograph.runs.run import Run
from psychograph.strategy.guards import lever_is_lawful

# Matters on a card, the slots of advice each is made of, and how many lines of a slot are shown.
MATTERS = (
    ("What probably moves them", ("motive",), 4),
    ("What may hold them back", ("barrier",), 3),
    ("Proof they want", ("proof",), 3),
    ("Where to reach them", ("channel", "platform"), 3),
    ("Do", ("frame", "tone", "depth"), 2),
    ("Avoid", AVOID, 3),
)
# Characters on a card from which smaller type is needed to keep it on one page.
DENSITIES = ((4_200, "longest"), (2_700, "longer"), (1_700, "long"))


@dataclass(frozen=True)
class Headline:
    """A headline attribute: its label, level in words, and the profile behind it."""

    label: str
    level: str
    profile: AttributeProfile
    others_mean: float


@dataclass(frozen=True)
class Matter:
    """One matter on a card, with the lines that the rules advise."""

    title: str
    lines: tuple[Advice, ...]


@dataclass(frozen=True)
class Card:
    """One persona, ready to be printed.

    Parameters
    ----------
    persona : Persona
        The persona.
    colour, glyph : str
        The segment's colour, and an abstract sign as SVG.
    role : str
        What it is to the campaign.
    headlines : tuple of Headline
        What sets it apart, most salient first.
    drawing : Drawing or None
        Its profile chart; None where no attribute has an answer scale.
    answers, descriptors : tuple of (str, str)
        Basis variables that are categories, and descriptors, and what its members said, so far as that
        gives nobody away.
    matters : tuple of Matter
        Motives, barriers, proof, channels, what to do and what to avoid.
    facts : tuple of (str, str)
        Joint prevalence, disagreements, nearest persona.
    density : str
        ``""``, ``"long"``, ``"longer"`` or ``"longest"``: how much text has to fit the page.
    """

    persona: Persona
    colour: str
    glyph: str
    role: str
    headlines: tuple[Headline, ...]
    drawing: Drawing | None
    answers: tuple[tuple[str, str], ...]
    descriptors: tuple[tuple[str, str], ...]
    matters: tuple[Matter, ...]
    facts: tuple[tuple[str, str], ...]
    density: str


def card(run: Run, persona: Persona, drawing: Drawing | None, labels: Mapping[str, str]) -> Card:
    """Return the card of a persona."""
    matters = tuple(
        matter for title, slots, most in MATTERS if (matter := _matter(persona, title, slots, most)).lines
    )
    said = tuple(categories_of_basis(run, persona.segment, labels))
    described = tuple(descriptors(run, persona.segment, labels))
    facts = [_joint(persona, labels), _split(persona, labels)]
    if len(run.personas) > 2:  # of two, each is the other's nearest
        facts.append(_nearest(run, persona))
    return Card(
        persona=persona,
        colour=segment_colour(persona.segment),
        glyph=glyph(persona),
        role=run.ranking.score(persona.segment).role.value,
        headlines=headlines_of(run, persona.segment, labels),
        drawing=drawing,
        answers=said,
        descriptors=described,
        matters=matters,
        facts=tuple(facts),
        density=_density(persona, (*said, *described), matters, facts),
    )


def headlines_of(run: Run, segment: int, labels: Mapping[str, str]) -> tuple[Headline, ...]:
    """Return what sets a segment apart, most salient first."""
    return tuple(
        Headline(labels[a.name], level_words(a), a, run.profile.others_mean(segment, a.name))
        for a in run.profile.segment(segment).headlines
    )


def _matter(persona: Persona, title: str, slots: tuple[str, ...], most: int) -> Matter:
    lines = [line for slot in slots for line in [a for a in persona.slot(slot) if lever_is_lawful(a)][:most]]
    return Matter(title, tuple({line.phrase: line for line in lines}.values()))


def _joint(persona: Persona, labels: Mapping[str, str]) -> tuple[str, str]:
    title = "How many fit"
    if not persona.headlines:
        return title, "Nothing stands out far enough to be a headline."
    several = "all headline attributes at once" if len(persona.headlines) > 1 else "the headline attribute"
    text = f"{how_many(persona.joint_fit, persona.n, persona.joint_share)} fit {several}".capitalize()
    if persona.dropped:
        left = join_words([labels[name] for name in persona.dropped])
        text += f"; {left} left the headlines so that half the members fit the rest"
    return title, f"{text}."


def _split(persona: Persona, labels: Mapping[str, str]) -> tuple[str, str]:
    if not persona.split:
        return "Where they disagree", "Members largely agree on every question."
    named = join_words([labels[name] for name in persona.split])
    return "Where they disagree", f"On {named}: look at the spread, a mean describes few of them."


def _nearest(run: Run, persona: Persona) -> tuple[str, str]:
    near = persona.neighbour
    return (
        "Nearest persona",
        f"{run.names()[near.segment]}; {near.nearer_to_it:,} of {persona.n:,} members "
        "lie nearer to its middle than to their own.",
    )


def _density(
    persona: Persona,
    described: Sequence[tuple[str, str]],
    matters: Sequence[Matter],
    facts: Sequence[tuple[str, str]],
) -> str:
    texts = [persona.plural, persona.one_line.text, *(s.text for s in persona.narrative), *persona.not_known]
    texts += [line.phrase for matter in matters for line in matter.lines]
    texts += [f"{title}{text}" for title, text in facts]
    texts += [f"{label}{said}" for label, said in described]
    length = sum(map(len, texts))
    return next((density for least, density in DENSITIES if length > least), "")
