"""The nearest persona: what both share, and where they part."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from psychograph.codebook.codebook import Role
from psychograph.language.language import Language
from psychograph.personas.phrases import Claim, Group, PhraseKind, clause_of, label_of, said, yes_or_no
from psychograph.personas.statement import Contrast, Sentence, Statement
from psychograph.personas.statements import TIE, Ledger
from psychograph.personas.variants import Wordings
from psychograph.personas.wording import join_clauses, mean_figure
from psychograph.profiling.profile import AttributeProfile, SegmentProfile

FEWEST = 3  # segments: of two, each is everyone else to the other
PARTED = 0.5  # standard deviations between two means, from which they are worth telling
MOST_COMMON = 2


@dataclass(frozen=True)
class Kinship:
    """What a persona and the nearest one have in common, and what parts them.

    Parameters
    ----------
    neighbour : str
        Name of the nearest persona, in plural.
    parting : Statement
        Where they part most.
    label : str
        That attribute, in quotes.
    mean, theirs : str
        The two means on it, in words.
    common : tuple of Claim
        Claims that hold for both, and that nothing else in the narrative tells.
    common_statements : tuple of Statement
        The figures of both on these.
    """

    neighbour: str
    parting: Statement
    label: str
    mean: str
    theirs: str
    common: tuple[Claim, ...]
    common_statements: tuple[Statement, ...]


def kinship(
    part: SegmentProfile,
    near: SegmentProfile,
    neighbour: str,
    claims: tuple[Sequence[Claim], Sequence[Claim]],
    told: Collection[str],
    ledger: Ledger,
    language: Language,
) -> Kinship | None:
    """Return how a persona and the nearest one compare; None where no number parts them.

    Parameters
    ----------
    part, near : SegmentProfile
        The segment, and the nearest one.
    neighbour : str
        Name of the nearest persona, in plural.
    claims : tuple of sequences of Claim
        Claims about the one and about the other.
    told : collection of str
        Statements that the one line tells, not to be told again.
    ledger : Ledger
        Takes the statements.
    language : Language
        What it is written in.
    """
    pairs = [(a, near.attribute(a.name)) for a in part.attributes if a.role is Role.BASIS]
    apart = [(a, b) for a, b in pairs if math.isfinite(a.z - b.z) and abs(a.z - b.z) >= PARTED]
    if not apart:
        return None
    own, other = min(apart, key=lambda pair: (-round(abs(pair[0].z - pair[1].z), TIE), pair[0].name))
    label, figures = label_of(own.name, own.question, language), _figures(own, other, language)
    text = language.say("persona-statement-parting", neighbour=neighbour, label=label, **figures)
    parting = ledger.measured(text, contrast=_contrast(own, other, near.segment, shared=False))
    common = _common(*claims, told)
    statements = []
    for claim in common:
        assert claim.statement.measurement is not None  # noqa: S101 - common claims are about numbers
        own = part.attribute(claim.statement.measurement.attribute)
        other = near.attribute(own.name)
        text = language.say(
            "persona-statement-common",
            neighbour=neighbour,
            what=clause_of(claim.phrase, language),
            **_figures(own, other, language),
        )
        statements.append(ledger.measured(text, contrast=_contrast(own, other, near.segment, shared=True)))
    return Kinship(neighbour, parting, label, figures["mean"], figures["theirs"], common, tuple(statements))


def _contrast(own: AttributeProfile, other: AttributeProfile, neighbour: int, *, shared: bool) -> Contrast:
    return Contrast(own.name, neighbour, own.mean, other.mean, shared)


def tell_nearest(kin: Kinship, content: str, wordings: Wordings) -> Sentence:
    """Return how the persona differs from the nearest one, and what both share."""
    given = {"neighbour": kin.neighbour, "label": kin.label, "mean": kin.mean, "theirs": kin.theirs}
    if not kin.common:
        return Sentence(wordings.say("persona-nearest", content, **given), (kin.parting.id,))
    language = wordings.language
    clauses = join_clauses(said([claim.phrase for claim in kin.common], language), language=language)
    text = wordings.say("persona-common", content, clauses=clauses, **given)
    ids = [claim.statement.id for claim in kin.common]
    return Sentence(text, (*ids, *(s.id for s in kin.common_statements), kin.parting.id))


def _figures(own: AttributeProfile, other: AttributeProfile, language: Language) -> dict[str, str]:
    if yes_or_no(own.scale):
        return {"mean": language.percent(own.mean), "theirs": language.percent(other.mean)}
    return {
        "mean": mean_figure(own.mean, own.scale, language),
        "theirs": mean_figure(other.mean, own.scale, language),
    }


def _common(own: Sequence[Claim], others: Sequence[Claim], told: Collection[str]) -> tuple[Claim, ...]:
    """Return claims that hold for both, the most characteristic of the one first."""
    firm = (Group.HEADLINE, Group.SECONDARY)
    theirs = {claim.phrase for claim in others if claim.group in firm}
    both = [
        claim
        for claim in own
        if claim.group in firm
        and claim.phrase in theirs
        and claim.phrase.kind is not PhraseKind.ANSWER
        and claim.statement.id not in told
    ]
    return tuple(both[:MOST_COMMON])
