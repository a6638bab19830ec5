"""Groups of behaviour: found where there are some, and called a cut where there are none."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from psychograph.history import natural_grouping
from psychograph.history.group_names import group_names
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.natural_grouping import FEWEST, behaviour_of, natural_groups
from psychograph.segmentation.segmentation import VerdictKind

UNTIL = 20_000


def sample(orders: np.ndarray, recency: np.ndarray, each: np.ndarray) -> CustomerSample:
    n = len(orders)
    sales = (orders * each).astype(float)
    return CustomerSample(
        keys=tuple(f"c{at}" for at in range(n)),
        orders=orders.astype(np.int64),
        days=orders.astype(np.int64),
        first=(UNTIL - recency - orders).astype(np.int64),
        last=(UNTIL - recency).astype(np.int64),
        sales=sales,
        value=sales,
        until=UNTIL,
        everybody=n,
    )


def two_kinds(n: int = 400, seed: int = 3) -> CustomerSample:
    rng = np.random.default_rng(seed)
    often = np.arange(n) % 2 == 0
    return sample(
        np.where(often, rng.integers(15, 40, n), rng.integers(1, 4, n)),
        np.where(often, rng.integers(1, 10, n), rng.integers(200, 400, n)),
        np.where(often, rng.lognormal(3, 0.2, n), rng.lognormal(4, 0.2, n)),
    )


def continuum(n: int = 600, seed: int = 4) -> CustomerSample:
    """Customers who differ by degrees alone: gamma rates, so that each of them is in between two others."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(1.2, 4, n)
    orders = 1 + rng.poisson(rate)
    recency = np.minimum(1 + rng.exponential(400 / (1 + rate)), 700).astype(int)
    return sample(orders, recency, rng.lognormal(3, 0.6, n))


def test_two_kinds_are_found_and_told_apart() -> None:
    people = two_kinds()
    found = natural_groups(people)
    assert found is not None
    assert len(found.groups) == 2
    assert found.segmentation.verdict.kind is VerdictKind.NATURAL
    often = np.arange(400) % 2 == 0
    labels = found.segmentation.labels_of(people.keys)
    assert len({*labels[often]}) == len({*labels[~often]}) == 1
    first = found.groups[0]
    assert (first.number, "frequent" in first.name, "recent" in first.name) == (labels[0], True, True)
    assert first.orders == np.median(people.orders[often])
    assert first.value == np.median(people.value[often])
    assert first.recency == np.median(UNTIL - people.last[often])
    assert first.share_of_value == pytest.approx(people.value[often].sum() / people.value.sum(), rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_a_continuum_is_not_called_natural(seed: int) -> None:
    found = natural_groups(continuum(seed=seed))
    assert found is not None
    assert found.segmentation.verdict.kind is not VerdictKind.NATURAL
    assert sum(group.share for group in found.groups) == pytest.approx(1, abs=1e-9)  # rounding alone
    assert sum(group.share_of_value for group in found.groups) == pytest.approx(1, abs=1e-9)
    names = [group.name for group in found.groups]
    assert len({*names}) == len(names)


def turned(people: CustomerSample) -> CustomerSample:
    """Return the same customers in another order."""
    turn = np.random.default_rng(0).permutation(len(people))
    arrays_of = {
        field.name: getattr(people, field.name)[turn]
        for field in dataclasses.fields(people)
        if isinstance(getattr(people, field.name), np.ndarray)
    }
    return dataclasses.replace(people, keys=tuple(people.keys[at] for at in turn), **arrays_of)


def test_the_order_of_rows_changes_nothing() -> None:
    people = continuum(200)
    one, other = natural_groups(people), natural_groups(turned(people))
    assert one is not None
    assert other is not None
    assert one.groups == other.groups
    assert (one.segmentation.labels_of(people.keys) == other.segmentation.labels_of(people.keys)).all()


def test_the_rule_puts_everybody_where_the_segmentation_does() -> None:
    people = continuum(300)
    found = natural_groups(people)
    assert found is not None
    assert found.rule is not None
    behaviour = behaviour_of(UNTIL, people.last, people.orders, people.sales)
    told = found.rule.groups_of(behaviour)
    assert (told == found.segmentation.labels_of(people.keys)).mean() > 0.99  # ties between centres


def test_more_than_can_be_segmented_are_drawn_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natural_grouping, "MOST", 400)
    people = dataclasses.replace(continuum(600), everybody=6_000)
    one, other = natural_groups(people), natural_groups(turned(people))
    assert one is not None
    assert other is not None
    assert (one.customers, one.everybody) == (400, 6_000)
    assert one.segmentation.basis.respondents == other.segmentation.basis.respondents
    assert one.groups == other.groups


@pytest.mark.parametrize(
    "people",
    [
        two_kinds(FEWEST - 1),
        sample(np.ones(100), np.full(100, 7), np.full(100, 5.0)),
        sample(np.ones(100), np.arange(100), np.full(100, 5.0)),
        sample(np.repeat([1, 2], 50), np.repeat([7, 9], 50), np.full(100, 5.0)),
        sample(np.ones(0), np.ones(0), np.ones(0)),
    ],
    ids=["few", "all alike", "one measure", "two patterns", "nobody"],
)
def test_too_little_gives_none_or_groups_and_never_ends_badly(people: CustomerSample) -> None:
    found = natural_groups(people)
    assert found is None or len(found.groups) == 2


def test_customers_worth_nothing_do_no_harm() -> None:
    people = continuum(200)
    found = natural_groups(dataclasses.replace(people, sales=people.sales * 0, value=people.value * 0 - 1))
    assert found is not None
    assert [group.share_of_value for group in found.groups] == [0.0] * len(found.groups)


@settings(deadline=None)
@given(
    arrays(float, st.tuples(st.integers(1, 8), st.just(3)), elements=st.floats(-3, 3)),
    st.data(),
)
def test_names_are_never_alike(centres: np.ndarray, data: st.DataObject) -> None:
    once = data.draw(st.lists(st.booleans(), min_size=len(centres), max_size=len(centres)))
    names = group_names(("Recency", "Orders", "OrderValue"), centres, once)
    assert len(names) == len(centres)
    assert all(one != other for one, other in itertools.combinations(names, 2))
