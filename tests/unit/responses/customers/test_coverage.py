"""Who answered and how they differ: against scipy by hand; found where planted, and else not invented."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from psychograph.responses.customers.base import BaseColumn, CustomerBase, Joined
from psychograph.responses.customers.coverage import Coverage, coverage_of
from psychograph.responses.customers.coverage_findings import prediction_in_words
from psychograph.responses.customers.derived import derived_columns
from psychograph.responses.customers.features import features
from psychograph.study.model import AttributeScaling

N = 1_500
RUNS = 200
# By chance .05 of bases show anything; binomial(200, .05) is at most 20 in more than 99.9 of 100.
MOST_FALSE = 20


def base_of(seed: int, *, bias: float = 0.0, value: bool = True) -> tuple[CustomerBase, list[str]]:
    """All customers of whom some answered, more readily where the number is high."""
    rng = np.random.default_rng(seed)
    orders = rng.poisson(3, N).astype(float)
    amount = np.exp(rng.standard_normal(N) + 2)
    region = rng.integers(0, 3, N).astype(float)
    odds = bias * (orders - 3) / math.sqrt(3) - 2
    rows = np.flatnonzero(rng.random(N) < 1 / (1 + np.exp(-odds)))
    columns = (
        BaseColumn("Orders", orders),
        BaseColumn("Amount", amount, scaling=AttributeScaling.LOG),
        BaseColumn("Region", region, ("East", "North", "South")),
    )
    people = [f"R{row}" for row in rows]
    joined = Joined(customers=N, respondents=len(rows), matched=len(rows))
    found = CustomerBase(
        "customers.csv",
        columns,
        amount if value else None,
        dict(zip(people, map(int, rows), strict=True)),
        joined,
    )
    return found, people


def compared(seed: int, **given: float) -> Coverage:
    base, people = base_of(seed, **given)  # type: ignore[arg-type]
    return coverage_of(base, people, None, seed=1)


def test_figures_are_those_of_scipy() -> None:
    base, people = base_of(1, bias=0.5)
    found = coverage_of(base, people, None, seed=1)
    rows = np.array([base.rows[who] for who in people])
    answered = np.isin(np.arange(N), rows)
    orders, amount, region = (column.values for column in base.columns)
    assert (found.answered, found.share) == (len(rows), len(rows) / N)
    assert found.value_share == pytest.approx(amount[answered].sum() / amount.sum())
    first, second = found.numbers
    p = stats.ttest_ind(orders[answered], orders[~answered], equal_var=False).pvalue
    logs = stats.ttest_ind(np.log1p(amount[answered]), np.log1p(amount[~answered]), equal_var=False).pvalue
    table = np.array([[(region[who] == level).sum() for level in range(3)] for who in (answered, ~answered)])
    chance = stats.chi2_contingency(table, correction=False).pvalue
    assert [first.p, second.p, found.categories[0].p] == pytest.approx([p, logs, chance], rel=1e-9)
    q = stats.false_discovery_control([p, logs, chance])
    assert [first.q, second.q, found.categories[0].q] == pytest.approx(q.tolist(), rel=1e-9)
    assert (first.answered_median, first.others_mean) == (
        np.median(orders[answered]),
        pytest.approx(orders[~answered].mean()),
    )
    assert first.bias == pytest.approx((orders[answered].mean() - orders.mean()) / orders.std())
    shares = {share.category: share for share in found.categories[0].shares}
    assert shares["North"].answered_share == pytest.approx((region[answered] == 1).mean())


def test_a_planted_bias_is_found_and_nothing_beside_it() -> None:
    found = compared(2, bias=0.8)
    orders, amount = found.numbers
    assert orders.real
    assert orders.d > 0.5
    assert not amount.real
    assert found.prediction is not None
    assert found.prediction.low > 0.6
    assert "The table tells who answers well enough to matter" in prediction_in_words(found)
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("non-response", "caution")
    assert "Orders 4 against 3 (medians; +0." in finding.text


def test_bias_is_not_invented() -> None:
    found = [compared(seed, value=False) for seed in range(RUNS // 4)]
    assert found[0].value_share is None
    assert sum(one.findings[0].code == "non-response" for one in found) <= MOST_FALSE // 2
    told = sum(one.prediction is not None and one.prediction.low > 0.5 for one in found)
    assert told <= MOST_FALSE // 2


def test_weights_bring_respondents_nearer() -> None:
    base, people = base_of(3, bias=0.8)
    orders = base.column("Orders").values
    mass = 1 / (1 + np.exp(0.8 * (orders[[base.rows[who] for who in people]] - 3) / math.sqrt(3) - 2))
    (first, _) = coverage_of(base, people, mass / mass.mean(), seed=1).numbers
    (plain, _) = coverage_of(base, people, None, seed=1).numbers
    assert plain.weighted_bias is None
    assert first.weighted_bias is not None
    assert first.bias == plain.bias
    assert first.weighted_bias < first.bias


def test_what_may_not_be_used_is_not_compared() -> None:
    base, people = base_of(1)
    found = coverage_of(base, people, None, seed=1, without={"Region", "Orders"})
    assert [one.name for one in found.numbers] == ["Amount"]
    assert found.categories == ()


def test_few_answers_are_not_modelled() -> None:
    base, people = base_of(1)
    found = coverage_of(base, people[:10], None, seed=1)
    assert found.prediction is None
    assert found.answered == 10
    assert prediction_in_words(found).startswith("Too few answered")


def test_blanks_are_left_out_one_by_one_and_told_to_the_model() -> None:
    base, people = base_of(1)
    orders = base.column("Orders").values.copy()
    orders[::3] = np.nan
    holes = CustomerBase(base.name, (BaseColumn("Orders", orders),), None, base.rows, base.joined)
    (found,) = coverage_of(holes, people, None, seed=1).numbers
    assert found.answered + found.others == int(np.isfinite(orders).sum())
    told = features(holes, {"Orders"}, np.arange(N))
    assert told.shape == (N, 3)
    assert np.isfinite(told).all()
    assert told[:, 2].sum() == len(orders[::3])


def test_columns_that_derive_from_each_other_are_named() -> None:
    base, _ = base_of(1)
    orders = base.column("Orders").values
    twice = BaseColumn("Pieces", 2 * orders + np.arange(N) % 2)
    both = CustomerBase(base.name, (*base.columns, twice), None, base.rows, base.joined)
    (finding,) = derived_columns(both, ["Orders", "Pieces", "Amount", "Region"])
    assert "Orders and Pieces of customers.csv correlate at 0.99" in finding.text
    assert list(derived_columns(both, ["Pieces", "Amount"])) == []
