"""Whether segments differ in their descriptors; basis variables are never tested."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role
from psychograph.profiling.descriptor_test import DescriptorTest, RankTest, TestKind
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import SMALL_BASE
from psychograph.profiling.segmented import STREAM, CodedCategory, Segmented
from psychograph.stats.comparison import ranks
from psychograph.stats.comparison.anova import welch_anova
from psychograph.stats.comparison.multiplicity import benjamini_hochberg
from psychograph.stats.comparison.tables import (
    LEAST_EXPECTED,
    chi_square,
    cramers_v,
    effective_size,
    expected_counts,
    fisher,
    rao_scott,
    table_of,
)

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

LEVEL = 0.05
MANY_CATEGORIES = 20  # beyond, rare ones are taken together
NAMED = 3  # segments that a note names, at most


def descriptor_tests(data: Segmented, names: Sequence[str]) -> tuple[DescriptorTest, ...]:
    """Test every descriptor over all segments.

    Numbers and scales: Welch's ANOVA leads, Kruskal-Wallis stands beside it. Categories: chi-square where
    all expected counts are at least 5, else Fisher's exact test or that of Freeman and Halton, simulated
    from a stream of the study's seed. Where respondents carry weights: Welch's ANOVA with linearised
    variances, the rank test of Lumley and Scott, and chi-square corrected by Rao and Scott; answers too
    rare for it are taken together. Blanks are left out descriptor by descriptor.

    Parameters
    ----------
    data : Segmented
        Respondents in segments.
    names : sequence of str
        Descriptors, in the study's order. Those that are not described are passed over.

    Returns
    -------
    tuple of DescriptorTest
        With p-values adjusted by Benjamini and Hochberg over all of them.
    """
    codes = {column.name: column for column in data.categories if column.role is Role.DESCRIPTOR}
    numeric = {name for name in data.numeric.names if data.role(name) is Role.DESCRIPTOR}
    found = []
    for at, name in enumerate(names):
        if name in numeric:
            found.append(_means(data, name))
        elif name in codes:
            found.append(_table(data, codes[name], np.random.default_rng([data.seed, STREAM, at + 1])))
    adjusted = benjamini_hochberg(np.array([test.p for test in found], dtype=float))
    return tuple(replace(test, q=float(q)) for test, q in zip(found, adjusted, strict=True))


def _untested(name: str, question: str, n: int, why: str) -> DescriptorTest:
    nan = math.nan
    return DescriptorTest(name, question, TestKind.NONE, nan, (), nan, nan, nan, "", n, notes=(why,))


def _means(data: Segmented, name: str) -> DescriptorTest:
    answers, question = data.numeric.column(name), data.numeric.question(name)
    rows, labels, left_out = _with_answers(data, np.isfinite(answers))
    values, n = answers[rows], int(rows.sum())
    weights = None if data.weights is None else data.weights[rows]
    if labels.max(initial=0) < 2:
        return _untested(name, question, n, f"Fewer than two segments have {SMALLEST_CELL} answers.")
    if np.ptp(values) == 0:
        return _untested(name, question, n, "Everybody gave the same answer.")
    notes = _left_out_note(left_out)
    lead = welch_anova(values, labels, weights)
    beside = _ranks(values, labels, weights)
    weighted = weights is not None
    if not math.isfinite(lead.p):
        notes.append("In one segment everybody gave the same answer, so ranks are compared, not means.")
        if not math.isfinite(beside.p):
            return _untested(name, question, n, notes[-1] + " Ranks do not vary there either.")
        effect, effect_name = beside.effect, "epsilon squared"
        if weighted:
            effect, effect_name = lead.omega_squared, "omega squared"
        return DescriptorTest(
            *(name, question, beside.kind, beside.statistic, beside.df, beside.p, math.nan),
            *(effect, effect_name, n),
            notes=tuple(notes),
        )
    if np.bincount(labels)[1:].min() < SMALL_BASE:
        notes.append(f"A segment has fewer than {SMALL_BASE} answers; if they are skewed, go by the ranks.")
    if (lead.p < LEVEL) != (beside.p < LEVEL):
        notes.append("Means and ranks do not agree on whether segments differ: look at the spread.")
    return DescriptorTest(
        name=name,
        question=question,
        kind=TestKind.WEIGHTED_WELCH if weighted else TestKind.WELCH,
        statistic=lead.statistic,
        df=lead.df,
        p=lead.p,
        q=math.nan,
        effect=lead.omega_squared,
        effect_name="omega squared",
        n=n,
        beside=beside,
        notes=tuple(notes),
    )


def _ranks(values: Floats, labels: Codes, weights: Floats | None) -> RankTest:
    if weights is None:
        found, kind = ranks.kruskal_wallis(values, labels), TestKind.KRUSKAL
    else:
        found, kind = ranks.weighted_rank_test(values, labels, weights), TestKind.WEIGHTED_RANKS
    return RankTest(kind, found.statistic, found.df, found.p, found.epsilon_squared)


def _table(data: Segmented, column: CodedCategory, rng: np.random.Generator) -> DescriptorTest:
    rows = column.codes >= 0
    groups = _consecutive(data.groups[rows])
    codes, pooled = _pooled(column.codes[rows], groups, weighted=data.weights is not None)
    n, name, question = int(rows.sum()), column.name, column.question
    if groups.max(initial=-1) < 1:
        return _untested(name, question, n, "Fewer than two segments answered.")
    if codes.max(initial=-1) < 1:
        why = "no answer is frequent enough" if pooled else "everybody gave the same answer"
        return _untested(name, question, n, f"There is nothing to compare: {why}.")
    shape = (int(groups.max()) + 1, int(codes.max()) + 1)
    counts = table_of(groups, codes, shape=shape).astype(np.int64)
    notes = ["Rare answers were taken together for the test."] if pooled else []
    weights = None if data.weights is None else data.weights[rows]
    if weights is not None:
        found, kind = rao_scott(groups, codes, weights), TestKind.RAO_SCOTT
        if expected_counts(counts).min() < LEAST_EXPECTED:
            notes.append("Some expected counts are below 5, so p is rough.")
    elif expected_counts(counts).min() >= LEAST_EXPECTED:
        found, kind = chi_square(counts), TestKind.CHI_SQUARE
    else:
        found = fisher(counts, rng)
        kind = TestKind.FISHER if found.p_interval is None else TestKind.FISHER_MONTE_CARLO
        notes.append("Some expected counts are below 5, so tables with the same totals decide.")
    return DescriptorTest(
        name=name,
        question=question,
        kind=kind,
        statistic=found.statistic,
        df=found.df,
        p=found.p,
        q=math.nan,
        effect=cramers_v(table_of(groups, codes, weights, shape=shape), effective_size(weights, n)),
        effect_name="Cramer's V",
        n=n,
        p_interval=found.p_interval,
        notes=tuple(notes),
    )


def _with_answers(data: Segmented, answered: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Codes, list[int]]:
    """Return the rows of segments with enough answers, their groups from 1, and the segments left out."""
    bases = np.bincount(data.groups[answered], minlength=data.k + 1)
    enough = bases >= SMALLEST_CELL
    rows = answered & enough[data.groups]
    left_out = sorted(data.segments[g - 1] for g in range(1, data.k + 1) if not enough[g])
    return rows, _consecutive(data.groups[rows]) + 1, left_out


def _consecutive(groups: Codes) -> Codes:
    """Return groups renumbered 0, 1, ... without gaps."""
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def _left_out_note(segments: list[int]) -> list[str]:
    if not segments:
        return []
    few = f"fewer than {SMALLEST_CELL} of its members answered."
    if len(segments) == 1:
        return [f"Segment {segments[0]} is left out: {few}"]
    named = ", ".join(map(str, segments[:NAMED])) + (" and more" if len(segments) > NAMED else "")
    return [f"Segments {named} are left out: fewer than {SMALLEST_CELL} of their members answered."]


def _pooled(codes: Codes, groups: Codes, *, weighted: bool) -> tuple[Codes, bool]:
    """Return codes in which rare categories are one, without gaps, and whether any were.

    Exact tests take rare categories as they are, unless there are very many. Tests of weighted
    respondents rest on large samples: there a category is rare where it is expected fewer than five
    times in some segment.
    """
    codes = _consecutive(codes)
    counts = np.bincount(codes)
    least = SMALLEST_CELL
    if weighted and len(groups):
        least = LEAST_EXPECTED / (np.bincount(groups).min() / len(groups))
    elif len(counts) <= MANY_CATEGORIES:
        return codes, False
    rare = counts < least
    if rare.sum() < 2:
        return codes, False
    return _consecutive(np.where(rare[codes], len(counts), codes)), True
