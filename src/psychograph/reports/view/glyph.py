"""The glyph of a persona: an abstract sign drawn from where it stands, with no face to read into."""

from __future__ import annotations

import math
from collections.abc import Sequence

from psychograph.charts.theme import segment_colour
from psychograph.personas.persona import Persona

SIZE = 96
CORE, REST, REACH = 9.0, 26.0, 19.0  # px: the disc, a petal at the middle of its scale, and how far it moves
MOST_PETALS = 12


def glyph(persona: Persona) -> str:
    """Return the glyph as SVG: one petal a construct, the longer the higher the persona stands on it.

    Petals stand in the same order for every persona of a study, so that glyphs can be compared.
    """
    stands = sorted(persona.standings, key=lambda s: s.construct)[:MOST_PETALS]
    colour = segment_colour(persona.segment)
    petals = "".join(
        f'<path d="{_petal(at, len(stands), s.position)}" fill="{colour}" '
        f'fill-opacity="{0.9 if s.level.distinctive else 0.35}"/>'
        for at, s in enumerate(stands)
    )
    middle = SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{middle - 1:g}" fill="{colour}" fill-opacity="0.08"/>'
        f'{petals}<circle cx="{middle:g}" cy="{middle:g}" r="{CORE:g}" fill="{colour}"/></svg>'
    )


def _petal(at: int, count: int, position: float) -> str:
    turn = 2 * math.pi * at / count - math.pi / 2
    length = REST + REACH * (position if math.isfinite(position) else 0.0)
    width = min(math.pi / count, math.pi / 5) * 0.8
    root, tip = (_at(turn, CORE)), _at(turn, length)
    left, right = _at(turn - width, length * 0.72), _at(turn + width, length * 0.72)
    return f"M{_xy(root)}Q{_xy(left)} {_xy(tip)}Q{_xy(right)} {_xy(root)}Z"


def _at(turn: float, radius: float) -> Sequence[float]:
    return SIZE / 2 + radius * math.cos(turn), SIZE / 2 + radius * math.sin(turn)


def _xy(point: Sequence[float]) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
