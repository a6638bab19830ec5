"""A whole exploration is the same on every engine, to the last digit."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from simulated_shop import Truths, simulate

from psychograph.history.engines.opening import open_engine
from psychograph.history.exploration import Exploration
from psychograph.history.exploring import explore
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

TODAY = date(2021, 1, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    truths = Truths(customers=120, days=400, returns=0.05, nameless=0.1, lines=2)
    return simulate(truths, np.random.default_rng(8)).write(tmp_path_factory.mktemp("shop"))


def planned(folder: Path) -> PlannedHistory:
    transactions = {
        "data": "transactions.csv",
        "customer": "customer",
        "time": "date",
        "amount": "amount",
        "order": "order",
        "cancelled": "C",
        "places": {"region": "region"},
    }
    people = {"data": "customers.csv", "customer": "customer", "groups": ["gender", "age_group"]}
    plan = HistoryPlan.model_validate({"title": "Shop", "transactions": transactions, "customers": people})
    return PlannedHistory(folder, plan, "")


def same(found: object, expected: object, where: str) -> None:
    """Compare results part by part, arrays to the last digit, so that a difference is told by its place."""
    assert type(found) is type(expected), where
    if dataclasses.is_dataclass(expected) and not isinstance(expected, type):
        for field in dataclasses.fields(expected):
            if field.name != "engine":
                same(getattr(found, field.name), getattr(expected, field.name), f"{where}.{field.name}")
    elif isinstance(expected, tuple | list):
        assert isinstance(found, tuple | list)
        assert len(found) == len(expected), where
        for at, (one, other) in enumerate(zip(found, expected, strict=True)):
            same(one, other, f"{where}[{at}]")
    elif isinstance(expected, np.ndarray | float):
        np.testing.assert_array_equal(np.asarray(found), np.asarray(expected), err_msg=where)
    elif type(expected).__eq__ is not object.__eq__:
        assert found == expected, where


@pytest.fixture(scope="module")
def expected(shop: Path) -> Exploration:
    with open_engine("duckdb") as engine:
        return explore(planned(shop), engine, today=TODAY)


@pytest.mark.parametrize("other", ["polars", "spark"])
def test_explorations_are_equal(
    other: str, expected: Exploration, request: pytest.FixtureRequest, shop: Path
) -> None:
    assert expected.totals.orders > 120
    request.getfixturevalue(f"{other}_engine")  # skips where it cannot run; Spark's session is used again
    # Engines of their own: those of other tests tell what they had to guess of other files.
    with open_engine(other) as engine:
        found = explore(planned(shop), engine, today=TODAY)
    assert found.engine == other
    same(found, expected, "exploration")
