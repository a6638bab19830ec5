"""The glyph of a persona: an abstract sign drawn from where it stands, with no face to read into."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.charts.theme import ink_on, segment_colour
from psychograph.codebook.codebook import Role
from psychograph.labels import readable_all
from psychograph.language.language import Language
from psychograph.profiling.profile import Profile, SegmentProfile

SIZE = 96
CORE, REST, REACH = 12.0, 30.0, 16.0  # px: the disc, a petal at the average, and how far it moves
MOST_PETALS = 12
FARTHEST = 1.5  # standard deviations, or units of Cohen's h, at which a petal is longest


@dataclass(frozen=True)
class Petal:
    """One attribute: how far the segment lies from everybody, -1 to 1, and whether that sets it apart."""

    attribute: str
    length: float
    distinctive: bool


@dataclass(frozen=True)
class Glyph:
    """A sign, and the words for it.

    Parameters
    ----------
    svg : str
        The drawing.
    alt : str
        What it shows, for those who do not see it.
    """

    svg: str
    alt: str


def glyph(profile: Profile, segment: int, name: str, language: Language) -> Glyph:
    """Return the glyph of a segment: one petal an attribute, the longer the higher its members answered.

    Parameters
    ----------
    profile : Profile
        All segments. Petals stand in the study's order, the same for every persona, so that glyphs can
        be compared; the number in the middle is the segment's, so that no two are alike.
    segment : int
        The segment.
    name : str
        What it is called.
    language : Language
        What the words for it are written in.
    """
    petals = petals_of(profile.segment(segment))
    colour = segment_colour(segment)
    middle = SIZE / 2
    drawn = "".join(
        f'<path d="{_outline(at, len(petals), petal.length)}" fill="{colour}" '
        f'fill-opacity="{0.9 if petal.distinctive else 0.35}"/>'
        for at, petal in enumerate(petals)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{middle - 1:g}" fill="{colour}" fill-opacity="0.08"/>'
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{REST:g}" fill="none" stroke="{colour}" '
        f'stroke-opacity="0.3" stroke-width="0.75"/>'
        f'{drawn}<circle cx="{middle:g}" cy="{middle:g}" r="{CORE:g}" fill="{colour}"/>'
        f'<text x="{middle:g}" y="{middle + 5:g}" text-anchor="middle" font-family="Helvetica, Arial, '
        f'Liberation Sans, sans-serif" font-size="14" font-weight="bold" fill="{ink_on(colour)}">'
        f"{segment}</text></svg>"
    )
    return Glyph(svg, _alt(profile, petals, name, language))


def petals_of(part: SegmentProfile) -> tuple[Petal, ...]:
    """Return the petals of a segment: basis variables in the study's order, at most twelve.

    A numeric attribute counts by its standardised mean; a category by Cohen's h of the answer that the
    members gave most often among those that may be shown.
    """
    numeric = [
        Petal(a.name, _reach(a.z), a.level.distinctive) for a in part.attributes if a.role is Role.BASIS
    ]
    categories = [
        Petal(c.name, _reach(c.shown[0].h), abs(_reach(c.shown[0].h)) > 0.5 / FARTHEST)
        for c in part.categories
        if c.role is Role.BASIS and c.shown
    ]
    return tuple([*numeric, *categories][:MOST_PETALS])


def _reach(value: float) -> float:
    return max(-1.0, min(1.0, value / FARTHEST)) if math.isfinite(value) else 0.0


def _alt(profile: Profile, petals: Sequence[Petal], name: str, language: Language) -> str:
    if not petals:
        return language.say("card-glyph-plain", name=name)
    part = profile.segments[0]
    labels = readable_all([a.name for a in part.attributes] + [c.name for c in part.categories])
    ordered = sorted(petals, key=lambda petal: (-petal.length, petal.attribute))
    return language.say(
        "card-glyph",
        name=name,
        n=len(petals),
        longest=labels[ordered[0].attribute],
        shortest=labels[ordered[-1].attribute],
    )


def _outline(at: int, count: int, length: float) -> str:
    turn = 2 * math.pi * at / count - math.pi / 2
    reach = REST + REACH * length
    width = min(math.pi / count, math.pi / 5) * 0.8
    root, tip = _at(turn, CORE - 1), _at(turn, reach)
    left, right = _at(turn - width, reach * 0.72), _at(turn + width, reach * 0.72)
    return f"M{_xy(root)}Q{_xy(left)} {_xy(tip)}Q{_xy(right)} {_xy(root)}Z"


def _at(turn: float, radius: float) -> tuple[float, float]:
    return SIZE / 2 + radius * math.cos(turn), SIZE / 2 + radius * math.sin(turn)


def _xy(point: Sequence[float]) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
