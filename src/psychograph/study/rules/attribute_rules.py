"""Rules on attributes, their scales and their columns."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import did_you_mean, quoted, shortened
from psychograph.study.customers import Origin, joined_column
from psychograph.study.model import Attribute, AttributeType, Study
from psychograph.study.rules.rule import Breach, rule
from psychograph.yaml_files.places import Path


@rule("no-attributes")
def no_attributes(study: Study) -> Iterator[Breach]:
    """Without attributes there is nothing to score."""
    if not study.attributes:
        yield Breach(
            ("attributes",),
            "no attributes",
            "at least one attribute",
            "add a line such as Openness: {type: likert, scale: [1, 5]}",
        )


@rule("empty-basis")
def empty_basis(study: Study) -> Iterator[Breach]:
    """Segments are built from the basis, so an empty one builds nothing."""
    if not study.basis:
        numeric = [n for n, a in study.attributes.items() if a.type is not AttributeType.CATEGORY]
        yield Breach(
            ("basis",),
            "an empty list",
            "the attributes that build the segments",
            f"write basis: [{', '.join(map(shortened, numeric[:3])) or 'Openness'}]",
        )


@rule("undeclared")
def undeclared(study: Study) -> Iterator[Breach]:
    """A name that no attribute bears is a slip of the pen, and its column would be left out silently."""
    named: list[tuple[Path, str]] = [(("basis", i), name) for i, name in enumerate(study.basis)]
    named += [(("descriptors", i), name) for i, name in enumerate(study.descriptors)]
    for q, asked in enumerate(study.objective.key_questions):
        place = ("objective", "key_questions", q, "attributes")
        named += [((*place, i), name) for i, name in enumerate(asked.attributes)]
    for path, name in named:
        if name not in study.attributes:
            yield Breach(
                path,
                quoted(name),
                "the name of an attribute, as `attributes` spells it",
                did_you_mean(name, study.attributes) or "declare it under `attributes`, or take it out here",
            )


@rule("named-twice")
def named_twice(study: Study) -> Iterator[Breach]:
    """An attribute that stands twice in the basis would count twice in every distance."""
    for block in ("basis", "descriptors"):
        first: dict[str, int] = {}
        for i, name in enumerate(getattr(study, block)):
            if name in first:
                yield Breach(
                    (block, i),
                    f"{quoted(name)} again, as in entry {first[name] + 1}",
                    "each attribute once",
                    "take one of the two out",
                )
            first.setdefault(name, i)


@rule("basis-and-descriptor")
def basis_and_descriptor(study: Study) -> Iterator[Breach]:
    """Segments differ on their basis by construction, so it cannot describe them as news."""
    for i, name in enumerate(study.descriptors):
        if name in study.basis:
            yield Breach(
                ("descriptors", i),
                f"{quoted(name)}, which is in the basis too",
                "an attribute that only describes the segments",
                "take it out of `descriptors` or out of `basis`",
            )


@rule("likert-without-scale")
def likert_without_scale(study: Study) -> Iterator[Breach]:
    """What is high or low depends on the scale, and the answers alone do not tell it."""
    for name, attribute in study.attributes.items():
        if attribute.type is AttributeType.LIKERT and attribute.scale is None:
            yield Breach(
                ("attributes", name),
                "type: likert without `scale`",
                "the lowest and the highest possible answer",
                "add scale: [1, 5], or whatever the questionnaire offered",
            )


@rule("scale-order")
def scale_order(study: Study) -> Iterator[Breach]:
    """A scale runs upwards; answers that run the other way are `reversed`."""
    for name, attribute in study.attributes.items():
        if attribute.scale is not None and attribute.scale[0] >= attribute.scale[1]:
            low, high = attribute.scale
            turned = f"write scale: [{high:g}, {low:g}]; if agreement means less, add reversed: true"
            yield Breach(
                ("attributes", name, "scale"),
                f"{low:g} to {high:g}",
                "the lower number first",
                turned if low > high else "write two different numbers, as in scale: [1, 5]",
            )


@rule("column-and-items")
def column_and_items(study: Study) -> Iterator[Breach]:
    """An attribute is one column or an average of several; with both, one would be ignored."""
    for name, attribute in study.attributes.items():
        if attribute.column is not None and attribute.items:
            yield Breach(
                ("attributes", name, "column"),
                "`column` together with `items`",
                "one of the two",
                "take `column` out to average the items, or `items` out to read the column",
            )


@rule("reversed-whole")
def reversed_whole(study: Study) -> Iterator[Breach]:
    """Reversal belongs to the item that is worded the other way, not to the average."""
    for name, attribute in study.attributes.items():
        if attribute.reversed and attribute.items:
            yield Breach(
                ("attributes", name, "reversed"),
                "reversed: true on an attribute with items",
                "reversed: true on the items that are worded the other way",
                "move it to those items, as in {column: ope_2, reversed: true}",
            )


@rule("reversed-without-scale")
def reversed_without_scale(study: Study) -> Iterator[Breach]:
    """Turning an answer needs both ends of its scale: lowest + highest - answer."""
    for name, attribute in study.attributes.items():
        turned = attribute.reversed or any(item.reversed for item in attribute.items)
        if turned and attribute.type is AttributeType.NUMBER and attribute.scale is None:
            yield Breach(
                ("attributes", name),
                "reversed: true without `scale`",
                "the lowest and the highest possible answer",
                "add scale: [0, 10], or whatever the questionnaire offered",
            )


@rule("category-extras")
def category_extras(study: Study) -> Iterator[Breach]:
    """A category has no order, so it has no scale, no items to average, nothing to reverse and no norms."""
    for name, attribute in study.attributes.items():
        if attribute.type is AttributeType.CATEGORY:
            for key in ("scale", "items", "reversed", "norms"):
                if getattr(attribute, key):
                    yield Breach(
                        ("attributes", name, key),
                        f"`{key}` on a category",
                        f"a category without `{key}`",
                        "take it out, or change the type to likert or number",
                    )


@rule("norms-off-scale")
def norms_off_scale(study: Study) -> Iterator[Breach]:
    """Published norms are often sums of items; scores here are means, on the scale of the answers."""
    for name, attribute in study.attributes.items():
        if attribute.norms is None or attribute.scale is None:
            continue
        low, high = attribute.scale
        if not low <= attribute.norms.mean <= high:
            yield Breach(
                ("attributes", name, "norms", "mean"),
                f"{attribute.norms.mean:g}, outside the scale {low:g} to {high:g}",
                "the mean of the population in the units of the scale",
                "divide the norms of a sum, mean and sd alike, by the number of items",
            )


def columns_of(name: str, attribute: Attribute) -> list[tuple[Path, str]]:
    """Return each column an attribute reads, with the place that names it."""
    base: Path = ("attributes", name)
    if attribute.items:
        return [((*base, "items", i, "column"), item.column) for i, item in enumerate(attribute.items)]
    column = attribute.column or name
    if attribute.origin is Origin.CUSTOMERS:
        column = joined_column(column)
    return [((*base, "column") if attribute.column is not None else base, column)]


@rule("column-twice")
def column_twice(study: Study) -> Iterator[Breach]:
    """One answer under two names would count twice, and most often one name is a slip."""
    first: dict[str, Path] = {}
    for name, attribute in study.attributes.items():
        for path, column in columns_of(name, attribute):
            if column in first:
                other = first[column][1]
                same = other == name
                yield Breach(
                    path,
                    f"the column {quoted(column)} again"
                    + ("" if same else f", which '{shortened(str(other))}' reads already"),
                    "each column once",
                    "take one of the two out, or name another column",
                )
            first.setdefault(column, path)


@rule("respondent-column")
def respondent_column(study: Study) -> Iterator[Breach]:
    """The number that identifies a respondent is no answer."""
    for name, attribute in study.attributes.items():
        for path, column in columns_of(name, attribute):
            if column == study.respondent:
                yield Breach(
                    path,
                    f"the column {quoted(column)}, which identifies respondents",
                    "a column with answers",
                    "take the attribute out, or correct `respondent`",
                )
