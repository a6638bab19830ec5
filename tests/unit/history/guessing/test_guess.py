"""Plans that are guessed from tables, in four languages, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from psychograph.history.engines.engine import Engine
from psychograph.history.engines.opening import open_engine
from psychograph.history.errors import HistoryError
from psychograph.history.guessing.guess import guess_history
from psychograph.history.guessing.template import render_plan
from psychograph.history.plan.reading import parse_plan
from psychograph.history.plan.schema import Transactions

GERMAN = """\
Kunden-Nr.;Rechnungsdatum;Rechnungsnummer;Betrag;Währung;PLZ;Ort
007;01.12.2010;R1;1.234,56;EUR;10115;Berlin
008;13.12.2010;R2;12,50;EUR;20095;Hamburg
007;14.12.2010;R3;-12,50;EUR;10115;Berlin
"""
FRENCH = """\
Numéro client,Date commande,Numéro commande,Quantité,Prix unitaire,Pays
1,01/12/2010,A1,2,5,France
2,02/12/2010,A2,2,5,France
"""
SPANISH = """\
id_cliente,Fecha pedido,Pedido,Importe,Provincia
1,12/31/2010,1,5.00,Madrid
2,12/30/2010,2,6.00,Sevilla
"""


@pytest.fixture(params=["duckdb", "polars"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with open_engine(request.param, scratch=tmp_path / "scratch") as opened:
        yield opened


def guessed(engine: Engine, folder: Path, text: str) -> tuple[Transactions, str]:
    """Return what was guessed of the transactions, and the plan as it would be written."""
    (folder / "sales.csv").write_text(text, encoding="utf-8")
    guess = guess_history(engine, "sales.csv", folder=folder)
    written = render_plan(guess)
    assert parse_plan(written, "history.yaml")[0].transactions == guess.planned.plan.transactions
    return guess.planned.plan.transactions, written


def test_german(engine: Engine, tmp_path: Path) -> None:
    found, _ = guessed(engine, tmp_path, GERMAN)
    assert (found.customer, found.time, found.order, found.amount, found.currency) == (
        "Kunden-Nr.", "Rechnungsdatum", "Rechnungsnummer", "Betrag", "Währung",
    )  # fmt: skip
    assert found.dates == "day first"
    assert found.places == {"postcode": "PLZ", "city": "Ort"}


def test_french_and_a_day_that_could_be_a_month(engine: Engine, tmp_path: Path) -> None:
    found, written = guessed(engine, tmp_path, FRENCH)
    assert (found.customer, found.quantity, found.unit_price) == (
        "Numéro client", "Quantité", "Prix unitaire",
    )  # fmt: skip
    assert found.dates == "day first"
    assert "# unsure: no day of 'Date commande' is above 12" in written


def test_spanish_with_the_month_first(engine: Engine, tmp_path: Path) -> None:
    found, written = guessed(engine, tmp_path, SPANISH)
    assert (found.customer, found.time, found.amount) == ("id_cliente", "Fecha pedido", "Importe")
    assert (found.dates, found.places) == ("month first", {"region": "Provincia"})
    assert "unsure" not in written


def test_letters_before_cancelled_orders_are_found(engine: Engine, tmp_path: Path) -> None:
    rows = [(7, "2011-01-05", f"R{at}", 10) for at in range(20)] + [(7, "2011-01-06", "X9", -10)]
    text = "customer,date,invoice,total\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    found, _ = guessed(engine, tmp_path, text)
    assert found.cancelled == "X"


def test_letters_of_orders_that_are_no_returns_mean_nothing(engine: Engine, tmp_path: Path) -> None:
    rows = [(7, "2011-01-05", f"{'RX'[at % 2]}{at}", 10) for at in range(20)]
    text = "customer,date,invoice,total\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    assert guessed(engine, tmp_path, text)[0].cancelled is None


def test_types_tell_where_names_do_not(engine: Engine, tmp_path: Path) -> None:
    frame = pl.DataFrame({"who": [1, 2], "cust": ["a", "b"], "x": [date(2020, 1, 1)] * 2, "price": [1.5, 2]})
    frame.write_parquet(tmp_path / "sales.parquet")
    guess = guess_history(engine, "sales.parquet", folder=tmp_path)
    found = guess.planned.plan.transactions
    assert (found.customer, found.time, found.amount) == ("cust", "x", "price")
    assert [remark for remark in guess.remarks if remark.startswith("Unsure")] == [
        "Unsure: 'x' was taken for the day, since days stand in it.",
        "Unsure: 'price' was taken for what a row cost; a column of pieces was not found.",
    ]


def test_customers_bring_groups_places_and_nothing_personal(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "people.csv").write_text(
        "Kundennummer;Geschlecht;Alter;Bundesland;Kunde seit;E-Mail;Werbung;Notiz\n"
        + "".join(
            f"{at};w;{at};Berlin;14.02.2009;a{at}@b.de;{'ja' if at % 2 else 'nein'};n{at}\n"
            for at in range(30)
        ),
        encoding="utf-8",
    )
    people = guess_history(engine, "sales.csv", "people.csv", folder=tmp_path).planned.plan.customers
    assert people is not None
    assert people.groups == ("Geschlecht", "Alter", "Werbung")
    assert (people.places, people.since, people.dates) == (
        {"region": "Bundesland"},
        "Kunde seit",
        "day first",
    )


def test_a_table_without_days_and_customers_is_refused_with_both(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("colour,shape\nred,round\n", encoding="utf-8")
    with pytest.raises(HistoryError) as caught:
        guess_history(engine, str(tmp_path / "other.csv"))
    assert [problem.mend.split("`")[1] for problem in caught.value.problems] == ["customer:", "time:"]
