"""Rules on the customer table, on attributes that are read from it, and on how figures are spread out."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import did_you_mean, quoted
from psychograph.study.customers import AttributeScaling, Origin, joined_column
from psychograph.study.model import AttributeType, Scaling, Study
from psychograph.study.rules.attribute_rules import columns_of
from psychograph.study.rules.file_rules import LONGEST_NAME
from psychograph.study.rules.rule import Breach, rule

NOT_OF_A_TABLE = ("items", "instrument", "norms")


@rule("customers-file")
def customers_file(study: Study) -> Iterator[Breach]:
    """The table is read from a file beside the study, never from the web."""
    if study.customers is None:
        return
    name = study.customers.data
    if "://" in name or len(name) > LONGEST_NAME or not name.isprintable():
        yield Breach(
            ("customers", "data"),
            f"{quoted(name)}, which is no name of a file",
            "the name of a CSV or Parquet file beside the study file",
            "save the table there, and write data: customers.csv",
        )


@rule("from-no-table")
def from_no_table(study: Study) -> Iterator[Breach]:
    """A column of a table that the study does not name cannot be read."""
    if study.customers is not None:
        return
    for name, attribute in study.attributes.items():
        if attribute.origin is Origin.CUSTOMERS:
            yield Breach(
                ("attributes", name, "from"),
                "customers, and the study names no customer table",
                "a block `customers` that names the table and its key",
                "add customers: {data: customers.csv, key: customer, respondent: CustomerKey}",
            )
            return


@rule("nothing-from-table")
def nothing_from_table(study: Study) -> Iterator[Breach]:
    """A table that no attribute reads says nothing about who answered."""
    if study.customers is None or any(a.origin is Origin.CUSTOMERS for a in study.attributes.values()):
        return
    yield Breach(
        ("customers",),
        "a customer table that no attribute is read from",
        "at least one attribute with `from: customers`",
        "add one under `attributes`, such as Orders: {type: number, from: customers, scaling: log}",
    )


@rule("table-attribute")
def table_attribute(study: Study) -> Iterator[Breach]:
    """A column of the table is a number or a category; answer scales and their items belong to the survey."""
    for name, attribute in study.attributes.items():
        if attribute.origin is not Origin.CUSTOMERS:
            continue
        for key in NOT_OF_A_TABLE:
            if getattr(attribute, key):
                yield Breach(
                    ("attributes", name, key),
                    f"`{key}` on an attribute of the customer table",
                    "one column of the table",
                    f"take `{key}` out, or take `from: customers` out",
                )
        if attribute.type is AttributeType.LIKERT and not attribute.items:
            yield Breach(
                ("attributes", name, "type"),
                "likert, on an attribute of the customer table",
                "number or category",
                "write type: number; add scale: [1, 5] where the figures have bounds",
            )


@rule("table-key")
def table_key(study: Study) -> Iterator[Breach]:
    """The key says whose row it is: as an attribute it would make every customer a segment of one."""
    if study.customers is None:
        return
    keys = {joined_column(study.customers.key), study.customers.respondent} - {None}
    for name, attribute in study.attributes.items():
        for path, column in columns_of(name, attribute):
            if column in keys:
                yield Breach(
                    path,
                    f"the column {quoted(column)}, which is the key that joins table and answers",
                    "a column that says something of customers",
                    "take the attribute out, or correct `customers`",
                )


@rule("respondents-unnamed")
def respondents_unnamed(study: Study) -> Iterator[Breach]:
    """Rows are joined by a key, and findings name respondents: both need a column that identifies them."""
    if study.customers is not None and study.respondent is None:
        column = study.customers.respondent
        yield Breach(
            ("respondent",),
            "null, with a customer table to join",
            "the column that identifies a respondent",
            f"write respondent: {column}" if column else "name the column that holds the key",
        )


@rule("weighting-customers")
def weighting_customers(study: Study) -> Iterator[Breach]:
    """Only the customer table knows shares among all customers."""
    if study.weighting is None:
        return
    fit = [name for name, attribute in study.attributes.items() if attribute.origin is Origin.CUSTOMERS]
    for place, name in enumerate(study.weighting.customers):
        if name not in fit:
            yield Breach(
                ("weighting", "customers", place),
                quoted(name) + ("" if name not in study.attributes else ", which is asked in the survey"),
                "an attribute with from: customers",
                did_you_mean(name, fit) or "declare it so under `attributes`, or take it out here",
            )
        elif name in study.weighting.customers[:place]:
            yield Breach(
                ("weighting", "customers", place),
                f"{quoted(name)} again",
                "each attribute once",
                "take one of the two out",
            )


@rule("scaling-of-numbers")
def scaling_of_numbers(study: Study) -> Iterator[Breach]:
    """A logarithm or a rank is taken of a figure; categories have none, and answer scales are not skewed."""
    for name, attribute in study.attributes.items():
        if attribute.scaling is AttributeScaling.NONE:
            continue
        if attribute.type is not AttributeType.NUMBER:
            yield Breach(
                ("attributes", name, "scaling"),
                f"{attribute.scaling.value}, on a {attribute.type.value}",
                "a number, such as orders, amounts or days",
                "take `scaling` out, or write type: number",
            )
        elif study.segmentation.scaling is Scaling.PERSON and name in study.basis:
            yield Breach(
                ("attributes", name, "scaling"),
                f"{attribute.scaling.value}, with `scaling: person` under `segmentation`",
                "figures as they are, since answers are compared within a person",
                "take it out, take the attribute out of `basis`, or write scaling: variable there",
            )
