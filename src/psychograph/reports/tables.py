"""Tables as CSV: respondents with their segments, the profiles, answers in categories, tests, cross-table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.cells import csv_text
from psychograph.profiling.letters import letter
from psychograph.profiling.profile import AttributeProfile, CategoryProfile, Profile
from psychograph.segmentation.segmentation import Segmentation


def segments_csv(
    segmentation: Segmentation, respondents: Sequence[str], weights: NDArray[np.float64] | None = None
) -> str:
    """Return respondents and segments, in the order of the responses; blank where left out.

    Parameters
    ----------
    segmentation : Segmentation
        The segments.
    respondents : sequence of str
        All respondents.
    weights : ndarray of float64, shape (n,), optional
        Their weights, for a third column; None where nobody is weighted.
    """
    found = dict(zip(segmentation.basis.respondents, segmentation.labels.tolist(), strict=True))
    if weights is None:
        return csv_text(["respondent", "segment"], ([r, found.get(r, "")] for r in respondents))
    rows = ([r, found.get(r, ""), w] for r, w in zip(respondents, weights.tolist(), strict=True))
    return csv_text(["respondent", "segment", "weight"], rows)


def profiles_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment and numeric attribute, with every figure of its profile.

    Where respondents carry weights, all figures but the counts `n` and `members_fit` are weighted,
    and three columns more say so: `weighted`, the sum of the weights of those who answered, and the
    weighted share of the members who fit.
    """
    columns = [
        *("segment", "persona", "attribute", "role", "n", "mean", "sd", "overall_mean", "others_mean", "z"),
        *("position", "g", "g_low", "g_high", "salience", "level", "headline", "members_fit", "split"),
        *("minimum", "lower_quartile", "median", "upper_quartile", "maximum", "percentile", "index"),
        *("top_two", "top_two_overall", "top_two_h", "top_two_h_low", "top_two_h_high", "bimodal", "letters"),
        *(("weighted", "weight", "fit_share") if profile.weighted else ()),
    ]
    rows = (
        [
            *(
                part.segment,
                names.get(part.segment, ""),
                a.name,
                a.role.value,
                a.n,
                a.mean,
                a.sd,
                a.overall_mean,
            ),
            *(profile.others_mean(part.segment, a.name), a.z, a.position, a.g, *a.g_interval, a.salience),
            *(a.level.value, a.headline, a.members_fit, a.split, a.minimum, a.lower_quartile, a.median),
            *(a.upper_quartile, a.maximum, a.percentile, a.index, a.top_two, a.top_two_overall, a.top_two_h),
            *(*a.top_two_h_interval, a.bimodal, a.letters),
            *((True, a.mass, a.fit_share) if profile.weighted else ()),
        ]
        for part in profile.segments
        for a in part.attributes
    )
    return csv_text(columns, rows)


def categories_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment, attribute of categories and category that its members gave.

    Counts below five, and cells that would tell them, are left blank with all their figures, so that
    nobody can be recognised. `share` counts respondents; `weighted_share` is there where respondents
    carry weights, and index, h and letters then go by it.
    """
    columns = [
        *("segment", "persona", "attribute", "role", "category", "n", "answered", "share"),
        *(("weighted_share",) if profile.weighted else ()),
        *("overall_share", "others_share", "index", "h", "h_low", "h_high", "letters"),
    ]
    blanks = ("",) * (len(columns) - 5)
    rows = (
        [
            *(part.segment, names.get(part.segment, ""), found.name, found.role.value, count.category),
            *(
                (
                    *(count.count, found.answered, count.count / found.answered),
                    *((count.share,) if profile.weighted else ()),
                    *(count.overall_share, count.others_share, count.index, count.h),
                    *(*count.h_interval, count.letters),
                )
                if count.shown
                else blanks
            ),
        ]
        for part in profile.segments
        for found in part.categories
        for count in found.counts
    )
    return csv_text(columns, rows)


def descriptor_tests_csv(profile: Profile) -> str:
    """Return one row a descriptor: whether the segments differ in it, and how much."""
    columns = [
        *("descriptor", "test", "statistic", "df", "df_denominator", "p", "p_low", "p_high", "q"),
        *("effect", "effect_size", "n", "rank_test", "rank_statistic", "rank_p", "rank_effect", "notes"),
    ]
    rows = []
    for test in profile.tests:
        freedom = (*test.df, None, None)[:2]
        rank = test.beside
        rows.append(
            [
                *(test.name, test.kind.value, test.statistic, *freedom, test.p),
                *(test.p_interval or (None, None)),
                *(test.q, test.effect_name, test.effect, test.n),
                *((rank.kind.value, rank.statistic, rank.p, rank.effect) if rank else ("", None, None, None)),
                " ".join(test.notes),
            ]
        )
    return csv_text(columns, rows)


def crosstab_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return the cross-table of the descriptors, as market research prints it.

    A row for the base of each descriptor, for its mean or its top-two-box, or for every answer; columns
    for all respondents in segments and for every segment: its figure, index and letters. Cells that
    could give somebody away are blank.
    """
    columns = ["descriptor", "answer", "figure", "all"]
    for part in profile.segments:
        name = f"{letter(part.segment)} {names.get(part.segment, f'Segment {part.segment}')}"
        columns += [name, f"{letter(part.segment)} index", f"{letter(part.segment)} letters"]
    return csv_text(columns, (row for test in profile.tests for row in _crossed(profile, test.name)))


def _crossed(profile: Profile, name: str) -> Iterator[list[object]]:
    numbers = [part.attribute(name) for part in profile.segments if part.has(name)]
    if numbers:
        yield from _crossed_numbers(name, numbers)
    else:
        yield from _crossed_answers(
            name, [next(c for c in part.categories if c.name == name) for part in profile.segments]
        )


def _crossed_numbers(name: str, parts: list[AttributeProfile]) -> Iterator[list[object]]:
    yield [name, "", "base", sum(a.n for a in parts), *_flat((a.n, None, "") for a in parts)]
    boxed = any(a.top_two is not None for a in parts)
    cells = ((a.mean, None if boxed else a.index, a.letters) for a in parts)
    # A mean of all beside a single segment without one would tell it.
    overall = parts[0].overall_mean if any(math.isfinite(a.mean) for a in parts) else None
    yield [name, "", "mean", overall, *_flat(cells)]
    if boxed:
        cells_of_two = ((a.top_two, a.index, "") for a in parts)
        yield [name, "two highest answers", "share", parts[0].top_two_overall, *_flat(cells_of_two)]


def _crossed_answers(name: str, parts: list[CategoryProfile]) -> Iterator[list[object]]:
    base = sum(part.answered for part in parts)
    yield [name, "", "base", base, *_flat((part.answered, None, "") for part in parts)]
    shown = [{count.category: count for count in part.shown} for part in parts]
    totals = {text: count.overall_share for part in shown for text, count in part.items()}
    for text in sorted(totals, key=lambda text: (-totals[text], text)):
        found = [part.get(text) for part in shown]
        cells = ((c.share, c.index, c.letters) if c is not None else (None, None, "") for c in found)
        yield [name, text, "share", totals[text], *_flat(cells)]


def _flat(cells: Iterator[tuple[object, ...]]) -> list[object]:
    return [figure for cell in cells for figure in cell]
