"""Rules on the number of segments and on what is said of each."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import quoted
from psychograph.study.model import Criterion, Study
from psychograph.study.rules.rule import Breach, rule
from psychograph.yaml_files.places import Path


@rule("how-many-segments")
def how_many_segments(study: Study) -> Iterator[Breach]:
    """The number of segments and the height of the cut each decide the other."""
    chosen = [key for key in ("segments", "cut_height") if getattr(study.segmentation, key) is not None]
    if len(chosen) != 1:
        yield Breach(
            ("segmentation", "cut_height") if chosen else ("segmentation",),
            "both `segments` and `cut_height`" if chosen else "neither `segments` nor `cut_height`",
            "one of the two",
            "take one of them out" if chosen else "add segments: 3",
        )


@rule("segment-number")
def segment_number(study: Study) -> Iterator[Breach]:
    """Segments are numbered from 1, so no other number can be targeted, named or rated."""
    most = study.segmentation.segments
    numbers: list[tuple[Path, int]] = [(("strategy", "names", str(n)), n) for n in study.strategy.names]
    numbers += [(("strategy", "ratings", str(n)), n) for n in study.strategy.ratings]
    if study.strategy.target is not None:
        numbers.append((("strategy", "target"), study.strategy.target))
    for path, number in numbers:
        if number < 1 or (most is not None and number > most):
            yield Breach(
                path,
                f"segment {number}",
                f"a segment from 1 to {most}" if most is not None else "a segment, counted from 1",
                "correct the number" + (", or ask for more segments" if number >= 1 else ""),
            )


@rule("weights-of-nothing")
def weights_of_nothing(study: Study) -> Iterator[Breach]:
    """Criteria that all count nothing choose no target."""
    weights = study.strategy.weights
    if weights and len(weights) == len(Criterion) and not any(weights.values()):
        yield Breach(
            ("strategy", "weights"),
            "0 points for every criterion",
            "points for at least one criterion",
            "write points, as in objective_fit: 50, or take `weights` out",
        )


@rule("name-twice")
def name_twice(study: Study) -> Iterator[Breach]:
    """Two personas of one name cannot be told apart in any report."""
    first: dict[str, int] = {}
    for number, name in study.strategy.names.items():
        if name.casefold() in first:
            yield Breach(
                ("strategy", "names", str(number)),
                f"{quoted(name)}, the name of segment {first[name.casefold()]} too",
                "a name of its own for every segment",
                "choose another name for one of the two",
            )
        first.setdefault(name.casefold(), number)
