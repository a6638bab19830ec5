"""customers.csv: exact, disarmed, streamed, and in an order that says nothing of who is who."""

from __future__ import annotations

import csv
import dataclasses
import io
import os
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.codebook.files import read_codebook
from psychograph.errors import OutputError
from psychograph.history import customer_file
from psychograph.history.customer_columns import SEASONS, Describing, money_text, rounded
from psychograph.history.customer_file import CustomerFiles, customer_files
from psychograph.history.forecast import Forecast
from psychograph.history.kinds import Kind
from psychograph.history.measures.customers import Quintiles, Rfm
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.natural_grouping import natural_groups
from psychograph.history.pseudonyms import Pseudonyms
from psychograph.stats.repeat_buying.bg_nbd import BgNbd, chance_active, expected_purchases

UNTIL = 1_000
NAMED = Pseudonyms(bytes(32))


class Pieces:
    """An engine that hands out a table in pieces, in the order it is told."""

    name = "pieces"

    def __init__(self, rows: int = 7, *, turned: bool = False) -> None:
        self.rows_at_once = rows
        self.turned = turned

    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        whole = frame.collect()
        order = range(0, len(whole), min(rows, self.rows_at_once))
        for start in reversed(order) if self.turned else order:
            yield whole[start : start + min(rows, self.rows_at_once)]


def describing(**changes: Any) -> Describing:
    plain = Describing(
        until=UNTIL,
        currency="GBP",
        valued=True,
        subtracted=True,
        rfm=None,
        groups=None,
        forecast=None,
        everybody=5,
    )
    return dataclasses.replace(plain, **changes)


def customers(**changes: Any) -> nw.LazyFrame[Any]:
    columns: dict[str, list[Any]] = {
        "customer": ["17850", "=cmd()", "a\nb", "only returned", "never"],
        "orders": [2, 1, 4, 0, None],
        "days": [2, 1, 3, 0, None],
        "first": [900, 990, 500, None, None],
        "last": [950, 990, 999, None, None],
        "sales": [123_400, 5, 30_000_001, 0, None],
        "returns": [23_400, 0, 1, 990_000, None],
        "value": [100_000, 5, 30_000_000, -990_000, None],
        "quarter_1": [0, 0, 2, 0, None],
        "quarter_2": [2, 1, 2, 0, None],
        "quarter_3": [0, 0, 0, 0, None],
        "quarter_4": [0, 0, 0, 0, None],
        "place_country": ["United Kingdom", "=1+1", None, "EIRE", "Malta"],
        "group_gender": ["female", None, "male", None, "female"],
        **changes,
    }
    return nw.from_native(pl.LazyFrame(columns))


def read(files: CustomerFiles) -> dict[str, dict[str, str]]:
    text = files.table.read_text("utf-8")
    return {row["customer"]: row for row in csv.DictReader(io.StringIO(text))}


def written(
    tmp_path: Path, table: nw.LazyFrame[Any], by: Describing, **more: Any
) -> dict[str, dict[str, str]]:
    with customer_files(Pieces(), table, by, tmp_path, **more) as files:  # type: ignore[arg-type]
        found = read(files)
        assert files.customers == len(found)
        names = [variable.name for variable in read_codebook(files.codebook)]
        assert names == list(next(iter(found.values())))
    assert [*tmp_path.iterdir()] == []
    return found


def test_what_customers_did_is_told_exactly(tmp_path: Path) -> None:
    row = written(tmp_path, customers(), describing())["17850"]
    assert row == {
        "customer": "17850",
        "country": "United Kingdom",
        "gender": "female",
        "recency": "50",
        "orders": "2",
        "purchase_days": "2",
        "value": "10.00",
        "mean_order_value": "6.17",
        "tenure": "100",
        "season": "April to June",
    }


def test_who_bought_nothing_has_blanks_and_no_zeros_that_mean_today(tmp_path: Path) -> None:
    found = written(tmp_path, customers(), describing())
    for name, value in (("only returned", "-99.00"), ("never", "0.00")):
        row = found[name]
        assert (row["orders"], row["value"]) == ("0", value)
        assert [row[column] for column in ("recency", "tenure", "season", "mean_order_value")] == [""] * 4


def test_a_season_wants_two_orders_and_one_quarter_ahead(tmp_path: Path) -> None:
    found = written(tmp_path, customers(), describing())
    assert found["17850"]["season"] == SEASONS[1]
    assert found["a b"]["season"] == "no season"  # as many in one quarter as in another
    assert found["'=cmd()"]["season"] == "no season"


def test_nothing_in_it_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    for row in written(tmp_path, customers(), describing()).values():
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@")), cell
            assert "\n" not in cell


def test_scores_and_kinds_are_those_of_the_exploration(tmp_path: Path) -> None:
    cuts = {"recency": (200, 100, 40, 5), "frequency": (2, 2, 3, 4), "value": (1, 5, 20, 100)}
    rfm = Rfm(
        *(
            Quintiles(name, tuple(map(Decimal, of)), (1,) * 5, Decimal(0), Decimal(1), Decimal(2))
            for name, of in cuts.items()
        ),
        np.zeros((5, 5, 5), dtype=np.int64),
        np.zeros((5, 5, 5)),
    )
    found = written(tmp_path, customers(), describing(rfm=rfm))
    scores = ("recency_score", "frequency_score", "value_score", "kind")
    assert [found["17850"][name] for name in scores] == ["3", "3", "3", Kind.BACK_LATELY.value]
    assert [found["a b"][name] for name in scores] == ["5", "5", "5", Kind.BEST.value]
    assert [found["'=cmd()"][name] for name in scores] == ["4", "1", "1", Kind.ONCE_LATELY.value]
    assert [found["never"][name] for name in scores] == ["", "", "", ""]


def test_forecasts_are_those_of_the_model(tmp_path: Path) -> None:
    forecast = Forecast(
        customers=5,
        r=0.243,
        alpha=4.414,
        a=0.793,
        b=2.426,
        log_likelihood=0.0,
        p=1.0,
        q=1.0,
        v=1.0,
        weeks=39,
        expected_orders=1.0,
        expected_value=1.0,
        alive=0.8,
        observed=(),
        fitted=(),
        held_out=None,
        order_value_correlation=0.0,
    )
    found = written(tmp_path, customers(), describing(forecast=forecast))
    model, did = BgNbd(0.243, 4.414, 0.793, 2.426), ([2], [499 / 7], [500 / 7])
    assert found["a b"]["expected_orders"] == f"{expected_purchases(model, 39, *did)[0]:.4f}"
    assert found["a b"]["alive"] == f"{chance_active(model, *did)[0]:.4f}"
    # Nobody leaves before a second purchase in this model: of who bought once it cannot tell.
    assert found["'=cmd()"]["alive"] == ""
    assert found["never"]["alive"] == found["only returned"]["expected_orders"] == ""


def test_everybody_has_the_group_of_the_nearest_centre(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    orders = rng.integers(1, 30, 200)
    last = UNTIL - rng.integers(1, 300, 200)
    sales = np.rint(orders * rng.lognormal(3, 0.5, 200) * 100) * 100
    keys = tuple(f"c{at}" for at in range(200))
    sample = CustomerSample(
        keys, orders, orders, last - 1, last, sales / 10_000, sales / 10_000, UNTIL, len(keys)
    )
    groups = natural_groups(sample)
    assert groups is not None
    assert groups.rule is not None
    zeros = [0] * len(keys)
    table = pl.LazyFrame(
        {
            "customer": keys,
            "orders": orders,
            "days": orders,
            "first": last - 1,
            "last": last,
            "sales": sales.astype(np.int64),
            "returns": zeros,
            "value": sales.astype(np.int64),
            **{f"quarter_{number}": zeros for number in range(1, 5)},
        }
    )
    with customer_files(
        Pieces(50),  # type: ignore[arg-type]
        nw.from_native(table),
        describing(groups=groups),
        tmp_path,
    ) as files:
        found = read(files)
    names = {group.number: group.name for group in groups.groups}
    labels = groups.segmentation.labels_of(keys).tolist()
    alike = [found[key]["natural_group"] == names[label] for key, label in zip(keys, labels, strict=True)]
    assert np.mean(alike) > 0.98  # who is as near to two centres


def test_pseudonyms_stand_for_keys(tmp_path: Path) -> None:
    found = written(tmp_path, customers(), describing(), pseudonyms=NAMED)
    assert {*found} == {NAMED.of(key) for key in ("17850", "=cmd()", "a\nb", "only returned", "never")}
    assert not any("17850" in cell for row in found.values() for cell in row.values())


def test_pieces_and_their_order_change_no_byte(tmp_path: Path) -> None:
    many = customers(
        **{
            name: [f"{value}{at}" if name == "customer" else value for at in range(40) for value in values]
            for name, values in customers().collect().to_dict(as_series=False).items()
        }
    )
    contents = set()
    for engine in (Pieces(7), Pieces(7, turned=True), Pieces(1_000)):
        with customer_files(engine, many, describing(), tmp_path) as files:  # type: ignore[arg-type]
            contents.add(files.table.read_bytes())
    assert len(contents) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with customer_files(Pieces(), customers(), describing(), tmp_path) as files:  # type: ignore[arg-type]
        files.move_to(tmp_path / "there")
    assert {path.name for path in tmp_path.iterdir()} == {"there"}
    for name in ("customers.csv", "codebook.json"):
        assert (tmp_path / "there" / name).stat().st_mode & 0o777 == 0o600


def test_without_amounts_nothing_is_said_of_value(tmp_path: Path) -> None:
    row = written(tmp_path, customers(), describing(valued=False))["17850"]
    assert not {"value", "mean_order_value"} & {*row}


def test_columns_of_the_user_do_not_take_the_place_of_ours(tmp_path: Path) -> None:
    table = customers(**{"group_orders": ["x"] * 5, "group_gender ": ["y"] * 5})
    row = written(tmp_path, table, describing())["17850"]
    assert (row["orders"], row["group_orders"]) == ("2", "x")
    assert (row["gender"], row["group_gender"]) == ("female", "y")


def test_a_disk_that_refuses_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(customer_file, "codebook_json", full)
    with (
        pytest.raises(OutputError, match="No space left"),
        customer_files(Pieces(), customers(), describing(), tmp_path),  # type: ignore[arg-type]
    ):
        pass
    assert [*tmp_path.iterdir()] == []


def test_errors_of_whoever_uses_the_files_are_their_own(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError),
        customer_files(Pieces(), customers(), describing(), tmp_path) as files,  # type: ignore[arg-type]
    ):
        files.move_to(tmp_path / "nowhere")
    assert [*tmp_path.iterdir()] == []


@given(st.integers(-(10**15), 10**15))
def test_money_is_written_as_it_is(amount: int) -> None:
    assert Decimal(money_text(amount)) == Decimal(amount) / 10_000
    assert len(money_text(amount).partition(".")[2]) in (2, 4)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**4))
def test_means_are_rounded_to_hundredths(sales: int, orders: int) -> None:
    mean, found = Fraction(sales, orders), rounded(sales, orders)
    assert found % 100 == 0
    assert abs(Fraction(found) - mean) <= 50
