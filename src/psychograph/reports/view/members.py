"""Who the members of a segment are, by their own answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from psychograph.codebook.codebook import Role
from psychograph.personas.build import category_summary, number_summaries
from psychograph.personas.persona import CategorySummary
from psychograph.personas.wording import spread
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.reports.formats import percent
from psychograph.reports.view.levels import too_few
from psychograph.runs.run import Run


def descriptors(run: Run, segment: int, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a segment's members said of themselves, and why it is not shown where they are few."""
    part = run.profile.segment(segment)
    shown = {number.name: number for number in number_summaries(part)}
    for a in part.attributes:
        if (number := shown.get(a.name)) is not None:
            middle = (number.lower_quartile, number.median, number.upper_quartile)
            yield labels[a.name], spread(number.minimum, *middle, number.maximum)
        elif a.role is Role.DESCRIPTOR:
            yield labels[a.name], f"not shown, {too_few(a.n)}" if a.n else "nobody answered"
    for category in part.categories:
        if category.role is Role.DESCRIPTOR:
            yield labels[category.name], _categories(category_summary(category))


def categories_of_basis(run: Run, segment: int, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a segment's members answered to the basis variables that are categories."""
    for category in run.profile.segment(segment).categories:
        if category.role is Role.BASIS:
            yield labels[category.name], _categories(category_summary(category))


def _categories(category: CategorySummary) -> str:
    """Return the answers large enough to show; the count of the rarer ones stays out."""
    if not category.answered:
        return "nobody answered"
    if not category.shown:
        return f"not shown, no answer was given by {SMALLEST_CELL} members"
    shares = category.shares or ()
    weights = [f" (weighted {percent(share)})" for share in shares] or [""] * len(category.shown)
    said = ", ".join(
        f"{text} {count} of {category.answered}{weight}"
        for (text, count), weight in zip(category.shown, weights, strict=True)
    )
    more = f", and {category.more} more in other answers" if category.more else ""
    return said + more + ("; rarer answers are not shown" if category.withheld else "")
