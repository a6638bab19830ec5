"""Renewals from a table of subscriptions: when they fall due, who came, and rows that cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from simulated_shop import EPOCH, Truths, simulate_subscriptions

from psychograph.history.engines.opening import open_engine
from psychograph.history.errors import HistoryError
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan
from psychograph.history.renewing import Renewed, renewals_of

UNTIL = date(2024, 7, 1)


def renewed(
    folder: Path, table: pl.DataFrame, *, period: str = "month", until: date = UNTIL, dates: str = "iso"
) -> Renewed:
    table.write_csv(folder / "subscriptions.csv")
    columns = {"customer": "customer", "started": "started", "ended": "ended"}
    plan = HistoryPlan.model_validate(
        {
            "title": "Box",
            "transactions": {"data": "orders.csv", "customer": "customer", "time": "day"},
            "subscriptions": {"data": "subscriptions.csv", **columns, "period": period, "dates": dates},
        }
    )
    with open_engine("polars", scratch=folder) as engine:
        return renewals_of(engine, PlannedHistory(folder, plan, ""), until=(until - EPOCH).days)


def rows(*pairs: tuple[str, str | None]) -> pl.DataFrame:
    started, ended = zip(*pairs, strict=True)
    whose = [f"K{index}" for index in range(len(pairs))]
    return pl.DataFrame(
        {"customer": whose, "started": started, "ended": ended}, schema_overrides={"ended": pl.String}
    )


@pytest.mark.parametrize(
    ("started", "ended", "at_risk", "kept"),
    [
        ("2024-01-15", "2024-02-15", (1,), (0,)),  # ended the day it fell due
        ("2024-01-15", "2024-02-16", (1, 1), (1, 0)),  # a day later: renewed once
        ("2024-01-15", "2024-01-20", (1,), (0,)),  # left before, and did not renew
        ("2024-01-31", "2024-02-29", (1,), (0,)),  # falls due on the last day of a short month
        ("2024-01-31", "2024-03-01", (1, 1), (1, 0)),
        ("2024-05-20", None, (1,), (1,)),  # runs: fell due on 20 June
        ("2024-05-20", "2024-06-25", (1,), (1,)),  # left, but 20 July is not yet known of anybody
        ("2024-06-20", None, (), ()),  # has not come to a renewal
        ("2024-06-20", "2024-09-01", (), ()),  # an end to come is none yet
    ],
)
def test_when_a_renewal_falls_due(
    tmp_path: Path, started: str, ended: str | None, at_risk: tuple[int, ...], kept: tuple[int, ...]
) -> None:
    found = renewed(tmp_path, rows((started, ended))).renewals
    assert found is not None
    assert (found.at_risk, found.renewed) == (at_risk, kept)


def test_renewals_count_in_the_month_they_fall_due(tmp_path: Path) -> None:
    found = renewed(
        tmp_path, rows(("2022-03-10", None), ("2022-03-10", "2023-04-01")), period="year"
    ).renewals
    assert found is not None
    # March 2023: both renewed; March 2024: one of them had left before.
    assert (found.at_risk, found.renewed) == ((2, 2), (2, 1))
    assert found.by_month[2] == (4, 3)
    assert sum(came for came, _ in found.by_month) == 4


@pytest.mark.parametrize(("period", "months"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_simulated_subscriptions_give_their_parameters_back(tmp_path: Path, period: str, months: int) -> None:
    truths = Truths(customers=3_000, days=1_461)
    table = simulate_subscriptions(truths, np.random.default_rng(2), months=months)
    until = date.fromordinal(truths.first.toordinal() + truths.days)
    found = renewed(tmp_path, table, period=period, until=until).renewals
    assert found is not None
    # Three standard errors of 3,000 subscriptions, which come to at most three renewals a year long.
    assert found.alpha == pytest.approx(0.7, abs=0.25 if months == 12 else 0.12)
    assert found.beta == pytest.approx(1.5, abs=0.5 if months == 12 else 0.25)
    assert len(found.fitted) == len(found.at_risk) + 4
    assert found.running == table["ended"].null_count()


def test_a_month_in_which_more_leave_is_found(tmp_path: Path) -> None:
    truths = Truths(customers=3_000, days=1_461, renewal_month=1.5)
    until = date.fromordinal(truths.first.toordinal() + truths.days)
    table = simulate_subscriptions(truths, np.random.default_rng(2))
    found = renewed(tmp_path, table, until=until).renewals
    assert found is not None
    assert found.month_p is not None
    assert found.month_p < 0.001
    rates = [kept / came for came, kept in found.by_month]
    assert rates.index(min(rates)) == 0


def test_rows_that_cannot_be_are_left_out_and_counted(tmp_path: Path) -> None:
    good = [("2023-01-15", "2023-06-15")] * 60
    bad = [
        ("", "2023-01-01"),
        ("soon", None),
        ("2023-01-15", "never"),
        ("1900-01-01", None),
        ("2031-01-01", None),
        ("2023-05-01", "2023-04-01"),
    ]
    found = renewed(tmp_path, rows(*good, *bad))
    assert found.renewals is not None
    assert found.renewals.subscriptions == 60
    said = {finding.code: finding.text for finding in found.findings}
    for code in ("start-missing", "start-unreadable", "end-unreadable", "start-early", "start-future"):
        assert said[f"subscriptions-{code}"].startswith("1 subscription")
    assert "'never'" in said["subscriptions-end-unreadable"]
    assert "subscriptions-end-before-start" in said


def test_days_of_another_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as raised:
        renewed(tmp_path, rows(("15.01.2023", None), ("16.01.2023", None)))
    assert "2 of 2 rows whose 'started' is no day when read as `iso`" in str(raised.value)
    found = renewed(tmp_path, rows(("15.01.2023", None), ("16.01.2023", None)), dates="day first").renewals
    assert found is not None
    assert found.subscriptions == 2


def test_few_subscriptions_have_counts_and_no_model(tmp_path: Path) -> None:
    found = renewed(tmp_path, rows(("2024-01-15", "2024-02-15"), ("2024-01-15", None)))
    assert found.renewals is not None
    assert found.renewals.fitted == ()
    assert np.isnan(found.renewals.alpha)
    assert [finding.code for finding in found.findings] == ["no-renewal-model"]


def test_nothing_that_can_be_used(tmp_path: Path) -> None:
    found = renewed(tmp_path, rows(("1900-01-01", None)))
    assert found.renewals is None
    assert found.findings[-1].code == "no-subscriptions"
