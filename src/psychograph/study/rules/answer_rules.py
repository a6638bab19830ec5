"""Rules on weights, on signs of quality and on fieldwork."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import did_you_mean, quoted
from psychograph.study.model import AttributeType, Study
from psychograph.study.rules.attribute_rules import columns_of
from psychograph.study.rules.rule import Breach, rule
from psychograph.yaml_files.places import Path


@rule("weighting-by-one")
def weighting_by_one(study: Study) -> Iterator[Breach]:
    """Weights are there already, or they are made; a study that says both says neither."""
    if study.weighting is None:
        return
    said = [f"`{key}`" for key in ("column", "margins", "customers") if getattr(study.weighting, key)]
    if len(said) == 1:
        return
    place = "customers" if "`customers`" in said else "margins"
    yield Breach(
        ("weighting", place) if said else ("weighting",),
        f"both {' and '.join(said)}" if said else "neither `column` nor `margins`",
        "one of the two" if len(said) < 3 else "one of the three",
        "take one of them out"
        if said
        else "add column: weight, or margins: {Gender: {female: 0.51, male: 0.49}}",
    )


@rule("weighting-column")
def weighting_column(study: Study) -> Iterator[Breach]:
    """A weight says how many people a respondent stands for; it is no answer and no name."""
    if study.weighting is None or study.weighting.column is None:
        return
    column = study.weighting.column
    answers = {
        read for name, attribute in study.attributes.items() for _, read in columns_of(name, attribute)
    }
    used = (
        "an attribute reads"
        if column in answers
        else "identifies respondents"
        if column == study.respondent
        else "`quality` reads"
        if column in {read for _, read in quality_columns(study)}
        else ""
    )
    if used:
        yield Breach(
            ("weighting", "column"),
            f"the column {quoted(column)}, which {used}",
            "a column of its own with weights",
            "name the column with weights" + (", or take the attribute out" if column in answers else ""),
        )


@rule("weighting-margin")
def weighting_margin(study: Study) -> Iterator[Breach]:
    """Shares of a population belong to categories, and one category alone leaves nothing to weight."""
    if study.weighting is None:
        return
    categories = [n for n, a in study.attributes.items() if a.type is AttributeType.CATEGORY]
    for name, shares in study.weighting.margins.items():
        place: Path = ("weighting", "margins", name)
        if name not in study.attributes:
            yield Breach(
                place,
                quoted(name),
                "the name of a category, as `attributes` spells it",
                did_you_mean(name, categories)
                or "declare it under `attributes`, as in Gender: {type: category}",
            )
        elif name not in categories:
            yield Breach(
                place,
                f"{quoted(name)}, a {study.attributes[name].type.value}",
                "a category",
                "group its answers in a column of their own, and declare that with type: category",
            )
        elif len(shares) < 2:
            yield Breach(
                place,
                f"{len(shares) or 'no'} share{'' if len(shares) == 1 else 's'}",
                "a share for every category, two or more",
                "add the others, as in {female: 0.51, male: 0.49}",
            )


@rule("weighting-trim")
def weighting_trim(study: Study) -> Iterator[Breach]:
    """The average weight is 1, so bounds that do not lie on both sides of it leave no room."""
    if study.weighting is None or study.weighting.trim is None:
        return
    low, high = study.weighting.trim
    if not low < 1 < high:
        yield Breach(
            ("weighting", "trim"),
            f"{low:g} to {high:g}",
            "a bound below 1 and one above it, since the average weight is 1",
            "write the smallest and the largest weight, as in trim: [0.3, 3]",
        )


@rule("fieldwork-days")
def fieldwork_days(study: Study) -> Iterator[Breach]:
    """Asking that ends before it began is a slip, and every persona would print it."""
    start, end = study.fieldwork.start, study.fieldwork.end
    if start is not None and end is not None and end < start:
        yield Breach(
            ("fieldwork", "end"),
            f"{end}, before the first day of asking, {start}",
            f"{start} or later",
            "correct one of the two",
        )


def quality_columns(study: Study) -> list[tuple[Path, str]]:
    """Return each column that tells about the quality of answers, with the place that names it."""
    found: list[tuple[Path, str]] = [
        (("quality", "attention", place, "column"), check.column)
        for place, check in enumerate(study.quality.attention)
    ]
    if study.quality.duration is not None:
        found.append((("quality", "duration"), study.quality.duration))
    return found


@rule("quality-column")
def quality_column(study: Study) -> Iterator[Breach]:
    """A check or a duration says how somebody answered, not who they are, so it describes no segment."""
    answers = {
        column for name, attribute in study.attributes.items() for _, column in columns_of(name, attribute)
    }
    first: set[str] = set()
    for path, column in quality_columns(study):
        what = "a duration" if path[-1] == "duration" else "an attention check"
        if column in answers:
            yield Breach(
                path,
                f"the column {quoted(column)}, which an attribute reads",
                f"a column of its own for {what}",
                "take the attribute out, or name another column",
            )
        elif column == study.respondent:
            yield Breach(
                path,
                f"the column {quoted(column)}, which identifies respondents",
                f"a column of its own for {what}",
                "name the right column, or correct `respondent`",
            )
        elif column in first:
            yield Breach(
                path,
                f"the column {quoted(column)} again",
                "each column once",
                "take one of the two out",
            )
        first.add(column)


@rule("also-exclude-twice")
def also_exclude_twice(study: Study) -> Iterator[Breach]:
    """Naming somebody twice is a slip: perhaps another id was meant."""
    first: dict[str, int] = {}
    for place, name in enumerate(study.quality.also_exclude):
        if name in first:
            yield Breach(
                ("quality", "also_exclude", place),
                f"{quoted(name)} again, as in entry {first[name] + 1}",
                "each respondent once",
                "take one of the two out, or correct it",
            )
        first.setdefault(name, place)
