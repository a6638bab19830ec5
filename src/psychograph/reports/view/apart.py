"""What sets the segments apart: means, effect sizes, tests of descriptors and the cross-table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from psychograph.codebook.codebook import Role
from psychograph.profiling.descriptor_test import DescriptorTest, TestKind
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.letters import letter
from psychograph.profiling.profile import SMALL_BASE, AttributeProfile, CategoryCount, CategoryProfile
from psychograph.reports.formats import fixed, percent, signed, span
from psychograph.reports.view.levels import mean_cell, too_few
from psychograph.reports.view.respondents import sensitive
from psychograph.reports.view.segment_heads import segment_head, segment_heads
from psychograph.reports.view.table import Cell, Head, Row, Table, tables
from psychograph.runs.run import Run

SMALLEST_P = 0.001
SMALL = "*"
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Apart:
    """Tables of everything that was measured, by persona.

    Parameters
    ----------
    means, top_two, effects : tuple of Table
        Of the basis variables.
    answers : tuple of Table
        Of basis variables that are categories, one or more for each.
    tests : Table or None
        Whether the segments differ in the descriptors; None without any.
    crosstab : tuple of Table
        Descriptors by segment, with indices and letters.
    small_base : bool
        Whether the cross-table marks a base as small.
    """

    means: tuple[Table, ...]
    top_two: tuple[Table, ...]
    effects: tuple[Table, ...]
    answers: tuple[Table, ...]
    tests: Table | None
    crosstab: tuple[Table, ...]
    small_base: bool


def apart(run: Run, labels: Mapping[str, str]) -> Apart:
    """Return the tables."""
    basis = [a.name for a in run.profile.segments[0].attributes if a.role is Role.BASIS]
    boxed = [name for name in basis if any(a.top_two is not None for a in _across(run, name))]
    shown = [test for test in run.profile.tests if not sensitive(run, test.name)]
    return Apart(
        means=tuple(_numbers(run, labels, "Means: basis variables", basis, _mean)),
        top_two=tuple(_numbers(run, labels, "Top-two-box: basis variables", boxed, _top_two)),
        effects=tuple(
            _numbers(
                run, labels, "Differences from everybody else (Hedges' g): basis variables", basis, _effect
            )
        ),
        answers=tuple(_answers(run, labels)),
        tests=_tests(shown, labels),
        crosstab=tuple(_crosstab(run, labels, shown)),
        small_base=_any_small(run, shown),
    )


def _across(run: Run, name: str) -> list[AttributeProfile]:
    return [part.attribute(name) for part in run.profile.segments]


def _numbers(
    run: Run,
    labels: Mapping[str, str],
    title: str,
    names: list[str],
    cell: Callable[[AttributeProfile], Cell],
) -> Iterator[Table]:
    rows = [
        Row(Head(labels[name], _scale(run, name)), tuple(cell(a) for a in _across(run, name)))
        for name in names
    ]
    if rows:
        yield from tables(title, "Attribute", segment_heads(run), rows)


def _scale(run: Run, name: str) -> str:
    scale = run.study.attributes[name].scale
    return f"{scale[0]:g} to {scale[1]:g}" if scale else ""


def _mean(attribute: AttributeProfile) -> Cell:
    cell = mean_cell(attribute)
    if not math.isfinite(attribute.mean):
        return cell
    return Cell(cell.text, f"{cell.note}; n{NBSP}{attribute.n:,}", cell.tone)


def _top_two(attribute: AttributeProfile) -> Cell:
    if attribute.top_two is None:
        return Cell("not shown", too_few(attribute.n), "weak")
    note = _index(attribute.index)
    if attribute.top_two_h is not None:
        note += f"; h {signed(attribute.top_two_h)} ({span(attribute.top_two_h_interval)})"
    return Cell(percent(attribute.top_two), note, "strong" if attribute.headline else "")


def _index(index: float | None) -> str:
    return f"index {index:,.0f}" if index is not None else "no index"


def _effect(attribute: AttributeProfile) -> Cell:
    if not math.isfinite(attribute.mean):
        return Cell("not shown", too_few(attribute.n), "weak")
    note = span(attribute.g_interval)
    if attribute.bimodal:
        note += "; two humps"
    return Cell(signed(attribute.g), note, "strong" if attribute.headline else "")


def _answers(run: Run, labels: Mapping[str, str]) -> Iterator[Table]:
    """Yield answers to basis variables that are categories."""
    for at, asked in enumerate(run.profile.segments[0].categories):
        if asked.role is Role.BASIS and not sensitive(run, asked.name):
            rows = list(_category_rows([part.categories[at] for part in run.profile.segments]))
            if rows:
                title = f"Answers: {labels[asked.name]} (basis variable)"
                yield from tables(title, "Answer", segment_heads(run), rows)


def _category_rows(parts: list[CategoryProfile], *, total: bool = False) -> Iterator[Row]:
    """Yield a row for every answer that five members of some segment gave, the most frequent first."""
    cells = [{count.category: count for count in part.counts} for part in parts]
    every = {text: count.overall for part in cells for text, count in part.items()}
    for text in sorted(every, key=lambda text: (-every[text], text)):
        found = [part.get(text) for part in cells]
        known = max((count for count in found if count is not None), key=lambda count: count.count)
        if known.count < SMALLEST_CELL:
            continue
        row = [_share(count, part) for count, part in zip(found, parts, strict=True)]
        if total:
            row.insert(0, Cell(percent(known.overall_share)))
        yield Row(Head(text), tuple(row))


def _share(count: CategoryCount | None, part: CategoryProfile) -> Cell:
    if not part.answered:
        return Cell("not shown", too_few(0), "weak")
    if count is None or count.count < SMALLEST_CELL:
        return Cell(f"fewer than {SMALLEST_CELL}", tone="weak")
    if not count.shown:
        return Cell("not shown", "it would tell a small cell", "weak")
    of = f"{count.count:,} of {part.answered:,}"
    note = f"{_index(count.index)}; {'weighted; ' if part.weighted else ''}{of}"
    note += f"; h {signed(count.h)} ({span(count.h_interval)})" if math.isfinite(count.h) else ""
    return Cell(
        _marked(percent(count.share), count.letters, small=part.small_base and part.role is Role.DESCRIPTOR),
        note,
        _tone(count.letters),
    )


def _marked(text: str, letters: str, *, small: bool) -> str:
    """Return a figure with its letters, and a star where the base is small."""
    return f"{text}{SMALL if small else ''}{NBSP + letters if letters else ''}"


def _tone(letters: str) -> str:
    return "strong" if any(sign.isupper() for sign in letters) else ""


def _tests(found: list[DescriptorTest], labels: Mapping[str, str]) -> Table | None:
    if not found:
        return None
    rows = tuple(
        Row(
            Head(labels[test.name], " ".join(test.notes)),
            (_how(test), Cell(_chance(test.p), _interval(test)), _q(test), _size(test), _beside(test)),
        )
        for test in found
    )
    heads = (
        Head("Test"),
        Head("p"),
        Head("q", "adjusted for all tests"),
        Head("Effect size"),
        Head("Ranks", "beside the means"),
    )
    return Table("Do the segments differ in the descriptors?", "Descriptor", heads, rows, words=True)


def _how(test: DescriptorTest) -> Cell:
    if test.kind is TestKind.NONE:
        return Cell("not tested", tone="weak")
    sign = {
        TestKind.WELCH: "F",
        TestKind.WEIGHTED_WELCH: "F",
        TestKind.RAO_SCOTT: "F",
        TestKind.WEIGHTED_RANKS: "F",
        TestKind.KRUSKAL: "H",
        TestKind.CHI_SQUARE: "\N{GREEK SMALL LETTER CHI}\N{SUPERSCRIPT TWO}",
    }
    figures = f"n{NBSP}{test.n:,}"
    if math.isfinite(test.statistic):
        freedom = ", ".join(f"{df:,.0f}" if df == round(df) else f"{df:,.1f}" for df in test.df)
        figures = f"{sign[test.kind]}({freedom}) = {test.statistic:,.2f}; {figures}"
    return Cell(test.kind.value, figures)


def _chance(p: float) -> str:
    if not math.isfinite(p):
        return fixed(p)
    return f"under {SMALLEST_P}" if p < SMALLEST_P else f"{p:.3f}"


def _interval(test: DescriptorTest) -> str:
    if test.p_interval is None:
        return ""
    return f"simulated: {test.p_interval[0]:.4f} to {test.p_interval[1]:.4f}"


def _q(test: DescriptorTest) -> Cell:
    return Cell(_chance(test.q), tone="strong" if test.q < 0.05 else "")


def _size(test: DescriptorTest) -> Cell:
    if not math.isfinite(test.effect):
        return Cell(fixed(test.effect), tone="weak")
    return Cell(fixed(test.effect), test.effect_name)


def _beside(test: DescriptorTest) -> Cell:
    if test.beside is None:
        return Cell("\N{EN DASH}", tone="weak")
    rank = test.beside
    effect = f"epsilon squared {fixed(rank.effect)}" if math.isfinite(rank.effect) else rank.kind.value
    return Cell(f"p = {_chance(rank.p)}" if rank.p >= SMALLEST_P else f"p {_chance(rank.p)}", effect)


def _crosstab(run: Run, labels: Mapping[str, str], tests: list[DescriptorTest]) -> Iterator[Table]:
    """Yield the cross-table: numbers first, then one table for each descriptor of categories."""
    heads = (Head("All"), *(_lettered(run, part.segment) for part in run.profile.segments))
    first = run.profile.segments[0]
    numeric = {a.name for a in first.attributes if a.role is Role.DESCRIPTOR}
    rows = [row for test in tests if test.name in numeric for row in _number_rows(run, labels, test.name)]
    if rows:
        yield from tables("Descriptors: numbers and scales", "Descriptor", heads, rows, words=True)
    places = {category.name: at for at, category in enumerate(first.categories)}
    for test in tests:
        if test.name in places:
            parts = [part.categories[places[test.name]] for part in run.profile.segments]
            found = list(_category_rows(parts, total=True))
            if found:
                yield from tables(f"Descriptor: {labels[test.name]}", "Answer", heads, found, words=True)


def _lettered(run: Run, segment: int) -> Head:
    head = segment_head(run, segment)
    return replace(head, note=f"{letter(segment)}; {head.note}")


def _number_rows(run: Run, labels: Mapping[str, str], name: str) -> Iterator[Row]:
    parts = _across(run, name)
    known = next((a for a in parts if math.isfinite(a.mean)), None)
    if known is None:
        return
    boxed = any(a.top_two is not None for a in parts)
    cells = (Cell(fixed(known.overall_mean)), *(_descriptor_mean(a, boxed=boxed) for a in parts))
    yield Row(Head(labels[name], "mean"), cells)
    if boxed:
        share = Cell(percent(known.top_two_overall) if known.top_two_overall is not None else fixed(math.nan))
        yield Row(
            Head(labels[name], "top-two-box"), (share, *(_top_two(replace(a, headline=False)) for a in parts))
        )


def _descriptor_mean(attribute: AttributeProfile, *, boxed: bool) -> Cell:
    if not math.isfinite(attribute.mean):
        reason = too_few(attribute.n) if attribute.n < SMALLEST_CELL else "it would tell a small cell"
        return Cell("not shown", reason, "weak")
    notes = [_index(attribute.index)] if attribute.index is not None and not boxed else []
    notes += [f"g {signed(attribute.g)} ({span(attribute.g_interval)})", f"n{NBSP}{attribute.n:,}"]
    if attribute.bimodal:
        notes.append("two humps")
    return Cell(
        _marked(fixed(attribute.mean), attribute.letters, small=attribute.small_base),
        "; ".join(notes),
        _tone(attribute.letters),
    )


def _any_small(run: Run, tests: list[DescriptorTest]) -> bool:
    names = {test.name for test in tests}
    return any(
        0 < base < SMALL_BASE
        for part in run.profile.segments
        for name, base in (
            *((a.name, a.n) for a in part.attributes),
            *((c.name, c.answered) for c in part.categories),
        )
        if name in names
    )
