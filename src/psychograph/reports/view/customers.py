"""Customers who answered, and the others: coverage, differences, and segments among all customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.reports.formats import figure, percent, signed, span
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.responses.customers.coverage import CategoryDifference, Coverage, NumberDifference
from psychograph.responses.customers.coverage_findings import prediction_in_words
from psychograph.runs.run import Run
from psychograph.study.model import AttributeScaling

COMPARED_IN = {
    AttributeScaling.NONE: "",
    AttributeScaling.LOG: "compared in logarithms",
    AttributeScaling.RANK: "compared in ranks",
}


@dataclass(frozen=True)
class CustomersView:
    """The section, computed.

    Parameters
    ----------
    lead : str
        Which share of the customers, and of their value, answered.
    joined : tuple of str
        How table and answers fit together, a sentence each.
    differences : str
        In a sentence, how many attributes differ by more than chance.
    numbers, categories, segments : Table or None
        Each attribute, and each segment among all customers.
    prediction, told : str
        How well the table tells who answers, and who is in which segment.
    weighted : bool
        Whether respondents were weighted.
    """

    lead: str
    joined: tuple[str, ...]
    differences: str
    numbers: Table | None
    categories: Table | None
    segments: Table | None
    prediction: str
    told: str
    weighted: bool


def customers(run: Run, labels: Mapping[str, str]) -> CustomersView | None:
    """Return what the report says of all customers; None where no table was joined."""
    found, whole = run.coverage, run.whole_base
    if found is None or whole is None:
        return None
    value = f", who hold {percent(found.value_share)} of the value" if found.value_share is not None else ""
    weighted = run.responses.numeric.weighted
    return CustomersView(
        lead=f"{found.answered:,} of {found.customers:,} customers answered ({percent(found.share)}){value}.",
        joined=tuple(_joined(found)),
        differences=_counted(found),
        numbers=_numbers(found, labels, weighted=weighted),
        categories=_categories(found, labels, weighted=weighted),
        segments=_segments(run) if whole.told else None,
        prediction=prediction_in_words(found),
        told=whole.in_words(),
        weighted=weighted,
    )


def _joined(found: Coverage) -> Iterator[str]:
    joined = found.joined
    yield (
        f"The base is the {joined.customers:,} rows of {found.table} with a key of their own; "
        f"{joined.matched:,} of {joined.respondents:,} respondents are among them"
        + (
            f", and {joined.matched - found.answered:,} of these were left out"
            * (joined.matched > found.answered)
        )
        + "."
    )
    parts = [
        f"{people.count:,} {what}"
        for people, what in (
            (joined.unknown, "gave a key that is not in the table"),
            (joined.blank, "gave none"),
            (joined.repeated, "keys were given by several respondents"),
        )
        if people
    ]
    if parts:
        done = "were left out" if joined.left_out else "were kept, with the attributes of the table blank"
        yield f"{'; '.join(parts).capitalize()}. These respondents {done}."
    lost = joined.table_repeated.count
    if lost or joined.table_blank:
        yield (
            f"Not counted among the customers: {joined.table_blank:,} rows without a key, and the rows of "
            f"{lost:,} keys that stand there several times."
        )


def _counted(found: Coverage) -> str:
    every: list[NumberDifference | CategoryDifference] = [*found.numbers, *found.categories]
    real = sum(one.real for one in every)
    if not every:
        return "The study reads no attribute from the table that could be compared."
    if not real:
        return (
            f"None of the {len(every)} attributes of the table differs between those who answered and those "
            "who did not by more than chance. What the table does not know may differ all the same."
        )
    return (
        f"{'All' if real == len(every) > 1 else f'{real} of the'} {len(every)} attributes of the table "
        f"{'differs' if real == 1 else 'differ'} between those who answered and those who did not by more "
        "than chance (adjusted for their number, Benjamini & Hochberg)."
    )


def _numbers(found: Coverage, labels: Mapping[str, str], *, weighted: bool) -> Table | None:
    if not found.numbers:
        return None
    heads = [
        Head("Answered", "median; mean"),
        Head("Did not", "median; mean"),
        Head("Difference", "in standard deviations; 95% interval"),
        Head("Adjusted p"),
        Head("Off all customers", "in standard deviations" + ("; after weighting" if weighted else "")),
    ]
    rows = tuple(
        Row(Head(labels[one.name], COMPARED_IN[one.scaling]), _number_cells(one)) for one in found.numbers
    )
    return Table("Numbers of the table, by who answered", "Attribute", tuple(heads), rows)


def _number_cells(one: NumberDifference) -> tuple[Cell, ...]:
    tone = "strong" if one.real else "weak"
    after = signed(one.weighted_bias) if one.weighted_bias is not None else ""
    return (
        Cell(figure(one.answered_median), figure(one.answered_mean)),
        Cell(figure(one.others_median), figure(one.others_mean)),
        Cell(signed(one.d), span((one.low, one.high)), tone),
        Cell(_p(one.q), tone=tone),
        Cell(signed(one.bias), after),
    )


def _categories(found: Coverage, labels: Mapping[str, str], *, weighted: bool) -> Table | None:
    if not found.categories:
        return None
    heads = [
        Head("Customers"),
        Head("Answered"),
        Head("Did not"),
        Head("Difference", "95% interval, in points"),
        Head("After weighting") if weighted else Head("Adjusted p", "of the attribute"),
    ]
    rows = tuple(row for one in found.categories for row in _category_rows(one, labels[one.name]))
    return Table("Categories of the table, by who answered", "Category", tuple(heads), rows)


def _category_rows(one: CategoryDifference, label: str) -> Iterator[Row]:
    tone = "strong" if one.real else "weak"
    for share in one.shares:
        low, high = 100 * share.low, 100 * share.high
        last = Cell(_p(one.q), tone=tone)
        if share.weighted_share is not None:
            last = Cell(percent(share.weighted_share))
        yield Row(
            Head(f"{label}: {share.category}"),
            (
                Cell(f"{share.customers:,}"),
                Cell(percent(share.answered_share)),
                Cell(percent(share.others_share)),
                Cell(signed(100 * share.difference), span((low, high)), tone),
                last,
            ),
        )


def _segments(run: Run) -> Table | None:
    whole = run.whole_base
    if whole is None:
        return None
    names = run.names()
    rows = tuple(
        Row(
            Head(names.get(part.segment, f"Segment {part.segment}"), segment=part.segment),
            (
                Cell(f"{part.answered:,}"),
                Cell(percent(part.answered_share)),
                Cell(
                    percent(part.expected_share or 0.0),
                    f"{percent(part.low or 0.0)} to {percent(part.high or 0.0)}",
                    "strong",
                ),
                Cell(percent(part.found or 0.0)),
            ),
        )
        for part in whole.segments
    )
    heads = (
        Head("Respondents", "in the table"),
        Head("Share of them"),
        Head("Expected share", "of all customers; 95% interval"),
        Head("Found by the table", "of its members"),
    )
    return Table("Segments among all customers", "Segment", heads, rows)


def _p(q: float) -> str:
    return "not asked" if q != q else "< 0.001" if q < 0.001 else f"{q:.3f}"  # noqa: PLR0124 - NaN
