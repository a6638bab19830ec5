"""Who the members of a segment are, by their own answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.codebook.codebook import Role
from psychograph.language.language import Language
from psychograph.personas.build import MOST_CATEGORIES, number_summaries
from psychograph.profiling.disclosure import SMALLEST_CELL, SMALLEST_SUMMARY
from psychograph.profiling.profile import AttributeProfile, CategoryProfile
from psychograph.runs.run import Run

WIDE_SPAN = 10  # from here decimals of a quartile say nothing


@dataclass(frozen=True)
class Said:
    """What members answered to one question, so far as that gives nobody away.

    Parameters
    ----------
    attribute, label, text : str
        The attribute, its readable name, and the answers in words.
    basis : bool
        Whether it built the segments.
    shown : bool
        Whether any figure of it is shown.
    """

    attribute: str
    label: str
    text: str
    basis: bool
    shown: bool = True


def who_they_are(run: Run, segment: int, labels: Mapping[str, str]) -> Iterator[Said]:
    """Yield descriptors, and basis variables that are categories, in the study's order."""
    language = run.language
    part = run.profile.segment(segment)
    shown = {number.name for number in number_summaries(part)}
    for a in part.attributes:
        if a.name in shown:
            yield Said(a.name, labels[a.name], _number(a, language), basis=False)
        elif a.role is Role.DESCRIPTOR:
            yield Said(a.name, labels[a.name], _withheld(a.n, language), basis=False, shown=False)
    for category in part.categories:
        yield Said(
            category.name,
            labels[category.name],
            _categories(category, language),
            basis=category.role is Role.BASIS,
            shown=bool(category.shown),
        )


def descriptors(run: Run, segment: int, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a segment's members said of themselves, and why it is not shown where they are few."""
    return ((item.label, item.text) for item in who_they_are(run, segment, labels) if not item.basis)


def categories_of_basis(run: Run, segment: int, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a segment's members answered to the basis variables that are categories."""
    return ((item.label, item.text) for item in who_they_are(run, segment, labels) if item.basis)


def _number(a: AttributeProfile, language: Language) -> str:
    decimals = 0 if a.maximum - a.minimum >= WIDE_SPAN else 2
    finer = 1 if decimals == 0 else 2
    given: dict[str, str | float] = {
        "median": language.number(a.median, finer),
        "lower": language.number(a.lower_quartile, decimals),
        "upper": language.number(a.upper_quartile, decimals),
        "low": language.number(a.minimum, finer),
        "high": language.number(a.maximum, finer),
    }
    if not _known(a.index) or a.index is None:
        return language.say("card-who-number", **given)
    return language.say("card-who-number-index", index=language.number(a.index, 0), **given)


def _withheld(answered: int, language: Language) -> str:
    if not answered:
        return language.say("card-who-nobody")
    least = SMALLEST_CELL if answered < SMALLEST_CELL else SMALLEST_SUMMARY
    return language.say("card-who-few", n=least)


def _categories(category: CategoryProfile, language: Language) -> str:
    """Return the answers large enough to show; the count of the rarer ones stays out."""
    if not category.answered:
        return language.say("card-who-nobody")
    shown = [count for count in category.shown if count.count >= SMALLEST_CELL]
    if not shown:
        return language.say("card-who-rare", n=SMALLEST_CELL)
    parts = []
    for count in shown[:MOST_CATEGORIES]:
        share = count.share if _known(count.share) else count.count / category.answered
        given: dict[str, str | float] = {
            "category": count.category.rstrip(" :"),  # "Something else:" asks for a text
            "n": count.count,
            "share": language.percent(share),
        }
        if not _known(count.index) or count.index is None:
            parts.append(language.say("card-who-part-plain", **given))
        else:
            parts.append(language.say("card-who-part", index=language.number(count.index, 0), **given))
    beyond = sum(count.count for count in shown[MOST_CATEGORIES:])
    if beyond:
        parts.append(language.say("card-who-more", n=beyond))
    if len(shown) < len(category.counts):
        parts.append(language.say("card-who-rarer"))
    return language.say("card-who-of", parts=", ".join(parts), n=category.answered)


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
