"""`psychograph segments compare`: two solutions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import WIDTH, say, wrapped

if TYPE_CHECKING:
    from psychograph.segmentation.choosing.compare import Comparison, Match

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segments compare psychograph-demo ward:2 kmeans:3
"""
CELL = 7


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("one", metavar="SOLUTION")
@click.argument("other", metavar="SOLUTION")
def compare(study: Path, one: str, other: str) -> None:
    """Lay two solutions for STUDY side by side.

    A SOLUTION is a method and a number of segments, such as ward:3. It prints which segment became which,
    how many stay, and how those who move differ from those who stay.
    """
    from psychograph.cli.progress import progress_bar
    from psychograph.runs.opened import open_study
    from psychograph.segmentation.choosing.compare import asked, compare

    candidates = asked(one), asked(other)
    opened = open_study(study)
    with progress_bar("Comparing solutions"):
        found = compare(
            opened.scored.attributes(),
            opened.study.basis,
            opened.study.segmentation,
            *candidates,
            answered=opened.study.scoring.answered,
        )
    from psychograph.labels import readable_all

    for line in lines(found, readable_all(opened.study.attributes)):
        say(line)


def lines(found: Comparison, spoken: Mapping[str, str]) -> Iterator[str]:
    """Yield what is printed.

    Parameters
    ----------
    found : Comparison
        The comparison.
    spoken : mapping of str to str
        Names of attributes as they are read.
    """
    from psychograph.segmentation.choosing.reasons import in_words

    people = "of the people (weighted)" if found.weighted else f"of {found.respondents:,} respondents"
    yield from wrapped(
        "",
        f"{found.one.name} and {found.other.name}: {found.stay:.0%} {people} are in matching segments; "
        f"agreement {found.agreement:.2f} ({in_words(found.agreement)}; adjusted Rand index).",
    )
    yield ""
    yield from table(found)
    for match in found.matches:
        yield ""
        yield from _match(found, match, spoken)
    new = sorted(set(range(1, found.other.k + 1)) - {match.partner for match in found.matches})
    if new:
        yield ""
        which = f"Segment {new[0]}" if len(new) == 1 else f"Segments {', '.join(map(str, new))}"
        yield from wrapped("", f"{which} of {found.other.name} {'is' if len(new) == 1 else 'are'} new.")


def table(found: Comparison) -> Iterator[str]:
    """Yield respondents by segment of both, in blocks that fit a terminal."""
    side = max(len(found.one.name), len("segment 10"))
    per = (WIDTH - side) // (CELL + 1)
    k = found.table.shape[1]
    for start in range(0, k, per):
        part = range(start, min(start + per, k))
        if start:
            yield ""
        yield f"{'':{side}} {found.other.name}"
        yield f"{found.one.name:{side}}" + "".join(f" {at + 1:>{CELL}}" for at in part)
        for segment, row in enumerate(found.table, 1):
            yield f"{f'segment {segment}':{side}}" + "".join(f" {row[at]:>{CELL},}" for at in part)


def _match(found: Comparison, match: Match, spoken: Mapping[str, str]) -> Iterator[str]:
    start = f"Segment {match.segment} ({match.respondents:,})"
    if match.partner is None:
        yield from wrapped("", f"{start} has no segment of its own in {found.other.name}.")
        start = "  Its people"
    else:
        yield from wrapped("", f"{start} becomes {match.partner}: {match.stay:.0%} stay.")
    if match.moved_to is None:
        return
    where = f"{match.movers:,} {'goes' if match.movers == 1 else 'go'} to {match.moved_to}"
    if match.partner is None:
        yield from wrapped(
            "  ", f"Most of its people, {match.movers:,}, go to {match.moved_to}.", indent="  "
        )
    elif match.differences:
        told = [
            f"{'higher' if one.by > 0 else 'lower'} on {spoken[one.attribute]} ({one.by:+.1f})"
            for one in match.differences
        ]
        yield from wrapped("  ", f"{where}: {', '.join(told)} than those who stay.", indent="  ")
    else:
        yield from wrapped("  ", f"{where}, and differ little from those who stay.", indent="  ")
