"""What history.yaml holds: where transactions and customers lie, and what their columns mean."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from psychograph.yaml_files.declared import Column, Day, Declared, Line, Text

Name = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
DateFormat = Literal["iso", "day first", "month first"]
Level = Literal["country", "region", "city", "postcode", "urban"]


class Returned(StrEnum):
    """What is done with goods that came back."""

    SUBTRACT = "subtract"  # from the value of who bought them
    LEAVE_OUT = "leave out"  # they are counted, and change no value


class Source(Declared):
    """A table: a file, a folder of files, or a table of a database."""

    data: Text = Field(
        description="A CSV, Parquet or DuckDB file, a folder or pattern of files of one kind, or the "
        "address of a warehouse; relative to this file.",
        examples=["transactions.parquet", "sales/*.csv", "shop.duckdb"],
    )
    table: Text | None = Field(default=None, description="Name of the table, in a database.")
    customer: Column = Field(description="Column that says whose row it is.", examples=["CustomerID"])


class Transactions(Source):
    """What was bought: one row a transaction, or one row a line of an order."""

    time: Column = Field(description="Column of day, or day and hour.", examples=["InvoiceDate"])
    dates: DateFormat = Field(
        default="iso", description="How days are written, where they are text.", examples=["day first"]
    )
    amount: Column | None = Field(default=None, description="Column of money.", examples=["Amount"])
    quantity: Column | None = Field(default=None, description="Column of pieces.", examples=["Quantity"])
    unit_price: Column | None = Field(
        default=None,
        description="Column of the price of a piece; amount = quantity x price.",
        examples=["UnitPrice"],
    )
    order: Column | None = Field(
        default=None,
        description="Column of the order or invoice; without one, each row is an order of its own.",
        examples=["InvoiceNo"],
    )
    cancelled: Text | None = Field(
        default=None, description="What numbers of cancelled orders begin with.", examples=["C"]
    )
    places: dict[Level, Column] = Field(
        default_factory=dict, description="Columns of places.", examples=[{"country": "Country"}]
    )
    currency: Column | None = Field(default=None, description="Column of the currency, where it varies.")
    duplicates: Literal["keep", "drop"] = Field(
        default="keep",
        description="What is done with rows that are equal in every column. The same thing may have been "
        "sold twice; a file may have been read twice.",
    )


class Customers(Source):
    """Who the customers are: one row a customer."""

    groups: tuple[Column, ...] = Field(
        default=(), description="Columns of demographic groups.", examples=[["gender", "age_group"]]
    )
    places: dict[Level, Column] = Field(
        default_factory=dict, description="Columns of places.", examples=[{"region": "Region"}]
    )
    since: Column | None = Field(default=None, description="Column of the day they became customers.")
    dates: DateFormat = Field(default="iso", description="How days are written, where they are text.")


class Subscriptions(Source):
    """What was subscribed to: one row a subscription."""

    started: Column = Field(description="Column of the first day.", examples=["start_date"])
    ended: Column = Field(
        description="Column of the day it ended; blank while it runs.", examples=["end_date"]
    )
    period: Literal["month", "quarter", "year"] = Field(
        description="How often it is renewed.", examples=["year"]
    )
    dates: DateFormat = Field(default="iso", description="How days are written, where they are text.")


class Outlines(Declared):
    """Outlines of regions, to draw a map that the countries of the world are too coarse for."""

    data: Text = Field(
        description="A GeoJSON file of polygons in degrees, relative to this file.",
        examples=["regions.geojson"],
    )
    level: Level = Field(description="Which of the places they are.", examples=["region"])
    name: Text | None = Field(
        default=None,
        description="Property that names a region as the data do; any text of a feature, if absent.",
        examples=["NAME_1"],
    )


class HistoryPlan(Declared):
    """history.yaml."""

    title: Line = Field(description="What is explored.", examples=["Online shop"])
    currency: Currency | None = Field(default=None, description="Currency of the amounts.", examples=["GBP"])
    transactions: Transactions
    customers: Customers | None = Field(default=None, description="Where there is a table of customers.")
    subscriptions: Subscriptions | None = Field(default=None, description="Where something is renewed.")
    boundaries: Outlines | None = Field(
        default=None, description="Outlines of regions for a map; countries need none."
    )
    earliest: Day = Field(
        default=date(1990, 1, 1), description="Days before this are mistakes.", examples=["2010-12-01"]
    )
    until: Day | None = Field(
        default=None,
        description="The day before which everything is known; recency counts back from it. Rows of that "
        "day or later are left out. The day after the last row that is not in the future, if absent.",
        examples=["2011-12-10"],
    )
    returns: Returned = Field(
        default=Returned.SUBTRACT, description="What is done with goods that came back."
    )
    seed: Annotated[int, Field(ge=0)] = Field(default=1, description="Seed of everything that uses chance.")
