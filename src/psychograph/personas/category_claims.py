"""Claims about a segment from basis variables that are categories."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.codebook.codebook import Role
from psychograph.labels import readable
from psychograph.personas.narrative import Claim
from psychograph.personas.persona import Statement, StatementKind
from psychograph.personas.statements import MAJORITY
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import CategoryProfile, Profile, SegmentProfile

APART = 0.2  # share by which members give an answer more often than everyone else


def category_claims(profile: Profile, part: SegmentProfile, first: int) -> Iterator[Claim]:
    """Yield a claim for every answer that most members gave and far fewer others, numbered from `first`.

    Parameters
    ----------
    profile : Profile
        All segments.
    part : SegmentProfile
        The segment that is spoken of.
    first : int
        Number of the first statement.
    """
    number = first
    for category in part.categories:
        if category.role is not Role.BASIS or not category.counts:
            continue
        top = category.counts[0]
        everybody = sum(_answered(other, category.name) for other in profile.segments)
        others, gave = everybody - category.answered, top.overall - top.count
        share, elsewhere = top.count / category.answered, gave / others if others else 0.0
        if not top.shown or share < MAJORITY or share - elsewhere < APART:
            continue
        said = (
            f"mostly say {_quoted(top.category)} to {_quoted(category.question or readable(category.name))}"
        )
        few = f"{gave:,}" if gave >= SMALLEST_CELL else f"fewer than {SMALLEST_CELL}"
        text = f"They {said}: {top.count:,} of {category.answered:,}, everyone else {few} of {others:,}."
        yield Claim(Statement(f"S{number}", StatementKind.MEASURED, text), said, "secondary")
        number += 1


def _answered(part: SegmentProfile, name: str) -> int:
    found: CategoryProfile = next(category for category in part.categories if category.name == name)
    return found.answered


def _quoted(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"
