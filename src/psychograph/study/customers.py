"""Which customer table a study joins to its survey, and what is done with rows that do not fit together."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from psychograph.yaml_files.declared import Column, Declared, Text


class Origin(StrEnum):
    """Where an attribute is read from."""

    SURVEY = "survey"
    CUSTOMERS = "customers"


class AttributeScaling(StrEnum):
    """How the figures of a number are spread out before distances are taken."""

    NONE = "none"
    LOG = "log"
    RANK = "rank"


class CustomerTable(Declared):
    """A table with one row a customer, joined to the answers by a pseudonymous key."""

    data: Text = Field(
        description="CSV or Parquet file with one row a customer, beside study.yaml; "
        "`psychograph history explore --pseudonyms` writes one.",
        examples=["customers.csv"],
    )
    key: Column = Field(
        description="Column of the table that says whose row it is: a pseudonym, never an e-mail address "
        "or a name.",
        examples=["customer"],
    )
    respondent: Column | None = Field(
        default=None,
        description="Column of the answers that holds the same key; the column of `respondent` if absent.",
        examples=["CustomerKey"],
    )
    value: Column | None = Field(
        default=None,
        description="Column of the table with what a customer is worth: what share of the value answered?",
        examples=["value"],
    )
    repeated: Literal["refuse", "leave out"] = Field(
        default="refuse",
        description="What is done with a key that stands in several rows of the table or of the answers: "
        "refuse the files, or join none of these rows.",
        examples=["leave out"],
    )
    unmatched: Literal["keep", "leave out"] = Field(
        default="keep",
        description="What is done with respondents who are not in the table: keep them, with its attributes "
        "blank, or leave them out.",
        examples=["leave out"],
    )


def joined_column(column: str) -> str:
    """Return what a column of the table is called among the columns of the answers.

    Examples
    --------
    >>> joined_column("orders")
    'customers: orders'
    """
    return f"customers: {column}"
