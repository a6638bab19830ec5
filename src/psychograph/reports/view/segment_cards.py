"""The card of a segment that no persona stands for: its size, profile and stability, and nothing inferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.charts.theme import segment_colour
from psychograph.codebook.codebook import Role
from psychograph.personas.wording import how_many, join_words
from psychograph.profiling.neighbours import neighbours
from psychograph.profiling.profile import Marker, SegmentProfile
from psychograph.reports.drawing import Drawing
from psychograph.reports.formats import fixed, percent
from psychograph.reports.view.cards import Headline, headlines_of
from psychograph.reports.view.members import categories_of_basis, descriptors
from psychograph.reports.view.segment_heads import name_of
from psychograph.reports.view.trust import stable
from psychograph.runs.run import Run

MOST_MARKS = 5


@dataclass(frozen=True)
class SegmentCard:
    """One segment, ready to be printed.

    Parameters
    ----------
    profile : SegmentProfile
        The segment, described.
    name, colour : str
        What it is called, and its colour.
    headlines : tuple of Headline
        What sets it apart, most salient first.
    drawing : Drawing or None
        Its profile chart; None where no attribute has an answer scale.
    answers, descriptors : tuple of (str, str)
        Basis variables that are categories, and descriptors, with what members said, so far as that
        gives nobody away.
    facts : tuple of (str, str)
        Stability, joint prevalence, markers, disagreements and the nearest segment.
    """

    profile: SegmentProfile
    name: str
    colour: str
    headlines: tuple[Headline, ...]
    drawing: Drawing | None
    answers: tuple[tuple[str, str], ...]
    descriptors: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


def segment_cards(
    run: Run, drawings: Mapping[int, Drawing], labels: Mapping[str, str]
) -> Iterator[SegmentCard]:
    """Yield a card for every segment."""
    nearest = neighbours(run.segmentation)
    found_again = {part.segment: part.jaccard for part in run.segmentation.stability}
    for part in run.profile.segments:
        near = nearest[part.segment]
        yield SegmentCard(
            profile=part,
            name=name_of(run, part.segment),
            colour=segment_colour(part.segment),
            headlines=headlines_of(run, part.segment, labels),
            drawing=drawings.get(part.segment),
            answers=tuple(categories_of_basis(run, part.segment, labels)),
            descriptors=tuple(descriptors(run, part.segment, labels)),
            facts=(
                _stability(found_again[part.segment]),
                _joint(part),
                _marks(part, labels),
                _split(part, labels),
                (
                    "Nearest segment",
                    f"{name_of(run, near.segment)}; {near.nearer_to_it:,} of {part.n:,} members lie nearer "
                    "to its middle than to their own.",
                ),
            ),
        )


def _stability(jaccard: float) -> tuple[str, str]:
    return "Found again", f"{percent(jaccard)} of it in resampled answers, on average: {stable(jaccard)}."


def _joint(part: SegmentProfile) -> tuple[str, str]:
    if not part.headlines:
        return "How many fit", "Nothing stands out far enough to be a headline."
    several = "all headline attributes at once" if len(part.headlines) > 1 else "the headline attribute"
    said = how_many(part.joint_fit, part.n, part.joint_share).capitalize()
    return "How many fit", f"{said} fit {several}."


def _marks(part: SegmentProfile, labels: Mapping[str, str]) -> tuple[str, str]:
    """Return where a segment lies far from all, by the rule of thumb for marker variables."""
    basis = {a.name for a in part.attributes if a.role is Role.BASIS}
    basis |= {c.name for c in part.categories if c.role is Role.BASIS}
    marks = [_mark(mark, labels) for mark in part.markers if mark.name in basis][:MOST_MARKS]
    if not marks:
        return "What marks it", "Nothing lies far from the average of all."
    return "What marks it", f"{join_words(marks)}."


def _mark(mark: Marker, labels: Mapping[str, str]) -> str:
    if mark.category is None:
        return f"{labels[mark.name]} ({fixed(mark.value)}, all {fixed(mark.overall)})"
    return f"{labels[mark.name]}: {mark.category} ({percent(mark.value)}, all {percent(mark.overall)})"


def _split(part: SegmentProfile, labels: Mapping[str, str]) -> tuple[str, str]:
    basis = [a for a in part.attributes if a.split and a.role is Role.BASIS]
    camps = [labels[a.name] for a in basis if a.bimodal]
    wide = [labels[a.name] for a in basis if not a.bimodal]
    said = [f"On {join_words(camps)} they fall into two camps."] if camps else []
    if wide:
        said.append(f"On {join_words(wide)}: look at the spread, a mean describes few of them.")
    return "Where they disagree", " ".join(said) or "Members largely agree on every question."
