"""Knock-out criteria: conditions a good target meets, each with its evidence.

The list follows Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 4.
"""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.labels import readable_list
from psychograph.personas.persona import Persona
from psychograph.personas.wording import by_weight
from psychograph.segmentation.judgement import STABLE
from psychograph.segmentation.segmentation import Segmentation
from psychograph.segmentation.weaknesses import SMALL_SEGMENT

SMALLEST_SHARE = 0.05
MOST_OVERLAP = 0.1


@dataclass(frozen=True)
class KnockOut:
    """A condition a target should meet, whether it does, and on what evidence."""

    condition: str
    met: bool
    evidence: str


def knock_outs(persona: Persona, segmentation: Segmentation) -> tuple[KnockOut, ...]:
    """Return the conditions of a good target, and whether a persona meets them."""
    stability = next(s.jaccard for s in segmentation.stability if s.segment == persona.segment)
    media = [
        s.attribute for s in persona.standings if s.construct.startswith("life.") and "media" in s.construct
    ]
    described = [n.name for n in persona.numbers] + [c.name for c in persona.categories if c.shown]
    return (
        KnockOut(
            "large enough",
            persona.share >= SMALLEST_SHARE and (persona.effective_n or persona.n) >= SMALL_SEGMENT,
            f"{persona.n} people, {by_weight(f'{persona.share:.0%}', weighted=persona.weighted)}"
            + (f", worth {persona.effective_n:.0f} after weighting; " if persona.effective_n else "; ")
            + f"at least {SMALL_SEGMENT} people and {SMALLEST_SHARE:.0%} wanted",
        ),
        KnockOut(
            "stable",
            stability >= STABLE,
            f"resampling finds {stability:.0%} of it again; at least {STABLE:.0%} wanted",
        ),
        KnockOut(
            "of one mind",
            not persona.split,
            f"members disagree on {readable_list(persona.split)}"
            if persona.split
            else "members agree on every basis variable",
        ),
        KnockOut(
            "distinct",
            persona.neighbour.nearer_to_it <= persona.n * MOST_OVERLAP,
            f"nearer to another segment: {persona.neighbour.nearer_to_it} of {persona.n}; "
            "at most a tenth wanted",
        ),
        KnockOut(
            "identifiable",
            bool(described),
            f"described by {readable_list(described)}" if described else "no descriptor",
        ),
        KnockOut(
            "reachable",
            bool(media),
            f"media use asked: {readable_list(media)}" if media else "media use was not asked",
        ),
    )
