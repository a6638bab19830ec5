"""The table of customers: one row each, groups that are groups, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from psychograph.history.engines.engine import Engine
from psychograph.history.engines.opening import open_engine
from psychograph.history.lines.people import People, people_of
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

Read = Callable[..., People]


@pytest.fixture(params=["duckdb", "polars"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with open_engine(request.param, scratch=tmp_path / "scratch") as opened:
        yield opened


@pytest.fixture
def read(engine: Engine, tmp_path: Path) -> Read:
    """Read a table of customers beside one transaction."""

    def people(frame: pl.DataFrame, whose: object = 1, **keys: Any) -> People:
        frame.write_parquet(tmp_path / "people.parquet")
        pl.DataFrame({"customer": [whose], "time": [date(2020, 1, 6)]}).write_parquet(
            tmp_path / "sales.parquet"
        )
        plan = HistoryPlan.model_validate(
            {
                "title": "Shop",
                "transactions": {"data": "sales.parquet", "customer": "customer", "time": "time"},
                "customers": {"data": "people.parquet", "customer": "id", **keys},
            }
        )
        found = people_of(engine, PlannedHistory(tmp_path, plan, ""), today=date(2020, 6, 30))
        assert found is not None
        return found

    return people


def fetched(engine: Engine, people: People, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of people, by customer."""
    rows = engine.rows(people.table.select("customer", *columns), by=("customer",))
    return [tuple(row) for row in rows.iter_rows()]


def test_no_table_of_customers(engine: Engine, tmp_path: Path) -> None:
    plan = HistoryPlan.model_validate(
        {"title": "Shop", "transactions": {"data": "a.csv", "customer": "a", "time": "b"}}
    )
    assert people_of(engine, PlannedHistory(tmp_path, plan, ""), today=date(2020, 1, 1)) is None


def test_a_customer_with_several_rows_keeps_the_first_of_the_alphabet(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame(
        {
            "id": [2, 1, 1, 3, 3, None],
            "gender": ["m", "m", "f", "f", " f ", "m"],
            "town": [None, "B", "A", "", "C", "D"],
        }
    )
    people = read(frame, groups=["gender"], places={"city": "town"})
    assert fetched(engine, people, "group_gender", "place_city") == [
        (1, "f", "A"), (2, "m", None), (3, "f", "C"),
    ]  # fmt: skip
    assert (people.rows, people.customers) == (6, 3)
    told = {one.code: one for one in people.treated}
    assert told["people-nameless"].rows == 1
    assert told["people-twice"].rows == 4
    assert told["people-twice"].examples == ("customer 1", "customer 3")
    assert "2 customers have several rows (4 in all), 1 of them with different" in told["people-twice"].text


def test_ages_become_bands_of_about_as_many(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame({"id": range(100), "age": [20 + at // 2 for at in range(99)] + [None]})
    people = read(frame, groups=["age"])
    bands = [row[1] for row in fetched(engine, people, "group_age")]
    assert sorted({band for band in bands if band}) == [
        "30 to 39",
        "40 to 49",
        "50 to 59",
        "60 and above",
        "below 30",
    ]
    assert {bands.count(band) for band in set(bands)} == {20, 19, 1}
    assert bands[-1] is None
    assert [one.code for one in people.treated] == ["group-cut"]


def test_numbers_in_text_are_cut_too(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame({"id": range(50), "income": [f"{1000 + 10 * at},50" for at in range(50)]})
    people = read(frame, groups=["income"])
    assert fetched(engine, people, "group_income")[0] == (0, "below 1,100")


def test_few_numbers_stay_as_they_are(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame({"id": range(10), "children": [float(at % 3) for at in range(10)]})
    assert {row[1] for row in fetched(engine, read(frame, groups=["children"]), "group_children")} == {
        "0",
        "1",
        "2",
    }


def test_too_many_values_are_no_group(read: Read) -> None:
    frame = pl.DataFrame({"id": range(60), "name": [f"N{at}" for at in range(60)]})
    people = read(frame, groups=["name"])
    assert people.groups == ()
    assert people.table.collect_schema().names() == ["customer"]
    assert (
        people.treated[0].text == "'name' has 60 different values, and is no group: a group has at most 50."
    )


def test_keys_are_text_where_either_table_has_text(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame({"id": [7.0, 8.0], "gender": ["f", "m"]})
    assert fetched(engine, read(frame, whose="7", groups=["gender"]), "group_gender") == [
        ("7", "f"),
        ("8", "m"),
    ]


def test_first_days(engine: Engine, read: Read) -> None:
    frame = pl.DataFrame({"id": [1, 2, 3], "joined": ["14.2.2009", "soon", "1.1.2030"]})
    people = read(frame, since="joined", dates="day first")
    assert fetched(engine, people, "since") == [(1, 14289), (2, None), (3, 21915)]
    assert [(one.code, one.rows) for one in people.treated] == [("since-unreadable", 1), ("since-future", 1)]
