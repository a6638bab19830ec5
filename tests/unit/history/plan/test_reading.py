"""history.yaml is read with every problem at once, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.history.addresses import without_password
from psychograph.history.errors import HistoryError
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.reading import parse_plan, read_plan
from psychograph.history.plan.schema import HistoryPlan

LEAST = "title: Kiosk\ntransactions: {data: till.csv, customer: card, time: day}\n"


def problems(text: str) -> dict[str, str]:
    """Return what is found wrong, by place."""
    with pytest.raises(HistoryError) as caught:
        parse_plan(text, "history.yaml")
    return {problem.where: problem.found for problem in caught.value.problems}


def test_the_least_plan() -> None:
    plan, tree = parse_plan(LEAST, "history.yaml")
    assert plan.transactions.dates == "iso"
    assert plan.transactions.duplicates == "keep"
    assert PlannedHistory(Path(), plan, "", tree).where("transactions", "time") == (
        "history.yaml, line 2, transactions > time"
    )


def test_a_plan_is_read_from_its_folder_or_its_file(tmp_path: Path) -> None:
    file = tmp_path / "history.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    assert read_plan(tmp_path) == read_plan(file)
    assert read_plan(file).folder == tmp_path
    assert len(read_plan(file).digest) == 64


def test_all_problems_come_at_once_with_their_lines() -> None:
    found = problems(
        """\
title: Shop
curency: EUR
transactions:
  data: shop.duckdb
  customer: id
  time: id
  dates: american
  amount: total
  quantity: pieces
  cancelled: C
customers:
  data: people.csv
  table: people
  customer: id
  groups: [gender, id, gender]
until: 1980-01-01
"""
    )
    assert list(found) == [
        "history.yaml, line 2, curency",
        "history.yaml, line 4, transactions > data",
        "history.yaml, line 6, transactions > time",
        "history.yaml, line 7, transactions > dates",
        "history.yaml, line 8, transactions > amount",
        "history.yaml, line 10, transactions > cancelled",
        "history.yaml, line 13, customers > table",
        "history.yaml, line 15, customers > groups > entry 2",
        "history.yaml, line 15, customers > groups > entry 3",
        "history.yaml, line 16, until",
    ]


@pytest.mark.parametrize(
    ("money", "said"),
    [
        ("quantity: n", "`quantity` without `unit_price`"),
        ("unit_price: p", "`unit_price` without `quantity`"),
        ("amount: a, unit_price: p", "`amount` and `unit_price`: money said twice"),
    ],
)
def test_money_is_said_once_and_whole(money: str, said: str) -> None:
    assert said in problems(LEAST.replace("time: day", f"time: day, {money}")).values()


@pytest.mark.parametrize(
    ("money", "columns"),
    [("amount: a", ("a", None, None)), ("quantity: n, unit_price: p", (None, "n", "p"))],
)
def test_money_said_well_is_taken(money: str, columns: tuple[str | None, ...]) -> None:
    plan, _ = parse_plan(LEAST.replace("time: day", f"time: day, {money}"), "history.yaml")
    source = plan.transactions
    assert (source.amount, source.quantity, source.unit_price) == columns


@pytest.mark.parametrize("content", [b"", b"# nothing", b"- a", b"title: \xff", b"{", b"transactions: 5"])
def test_no_plan_at_all(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "history.yaml").write_bytes(content)
    with pytest.raises(HistoryError) as caught:
        read_plan(tmp_path)
    assert all(problem.mend for problem in caught.value.problems)


def test_an_absent_plan_names_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="history init"):
        read_plan(tmp_path / "history.yaml")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgres://ann:p@ss:w/rd@db/shop", "postgres://ann@db/shop"),
        ("snowflake://u:p@acct/db?Password=x&role=r", "snowflake://u@acct/db"),
        ("host=db password=x user=a", "host=db password=*** user=a"),
        ("C:/data/a@b.csv", "C:/data/a@b.csv"),
        ("postgres://db/shop", "postgres://db/shop"),
    ],
)
def test_passwords_are_never_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown


def test_a_guessed_plan_names_its_data_without_the_password() -> None:
    table = {"data": "postgres://ann:secret@db/shop", "table": "sales", "customer": "id", "time": "at"}
    plan = HistoryPlan.model_validate({"title": "Shop", "transactions": table})
    where = PlannedHistory(Path(), plan, "").where("transactions", "time")
    assert where == "postgres://ann@db/shop, transactions > time"


@pytest.mark.parametrize("key", ["earliest: 0001-01-01", "until: 9999-12-31"])
def test_days_that_stand_for_ever_are_refused(key: str) -> None:
    assert list(problems(f"{LEAST}{key}\n")) == [f"history.yaml, line 3, {key.partition(':')[0]}"]
