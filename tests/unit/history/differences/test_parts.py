"""Questions about parts of the customers: small ones are put together, and what cannot be asked says why."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import numpy as np
import pytest

from psychograph.history.differences.parts import part_questions
from psychograph.history.measures.customers import Part, Partition
from psychograph.stats.comparison.tables import chi_square


def part(
    name: str, bought: int, repeated: int, scores: tuple[int, ...] = (), customers: int | None = None
) -> Part:
    money = Decimal(bought)
    fifths = scores or (bought // 5,) * 4 + (bought - bought // 5 * 4,)
    return Part(
        name=name,
        customers=bought if customers is None else customers,
        bought=bought,
        repeated=repeated,
        orders=bought + repeated,
        sales=money,
        value=money,
        high_value=fifths[-1],
        recent=fifths[-1],
        by_value=fifths,
        by_recency=fifths,
        by_frequency=fifths,
    )


def partition(*parts: Part, kind: str = "place", rest: Part | None = None) -> Partition:
    return Partition("region", kind, parts, rest, 0)


def test_repeat_buying_is_the_chi_square_of_the_parts() -> None:
    asked = {one.what: one for one in part_questions(partition(part("East", 100, 70), part("West", 100, 50)))}
    assert list(asked) == ["repeat buying", "orders", "value", "recency"]
    assert asked["repeat buying"].p == chi_square(np.array([[70, 30], [50, 50]])).p
    assert asked["repeat buying"].figures == (
        "70% of the 100 customers in East came back on another day, 50% of the 100 in West"
    )


def test_places_are_not_compared_where_customers_have_several() -> None:
    """Each stands under that of most orders, which for who buys often is a busy one."""
    apart = partition(part("East", 100, 90), part("West", 100, 10))
    few = list(part_questions(dataclasses.replace(apart, several=2)))
    many = list(part_questions(dataclasses.replace(apart, several=3)))
    assert len(few) == 4
    assert None not in [one.p for one in few]
    assert [(one.what, one.p) for one in many] == [("customers", None)]
    assert many[0].why_not.startswith("3 of 200 customers bought in more than one, ")


def test_value_compares_ranks() -> None:
    parts = part("East", 100, 50, (10, 10, 20, 25, 35)), part("West", 100, 50, (30, 30, 20, 15, 5))
    asked = {one.what: one for one in part_questions(partition(*parts, kind="group"))}
    found = asked["value"]
    assert found.p is not None
    assert found.p < 1e-6
    assert 0.1 < found.effect < 0.3
    assert found.figures == (
        "35% of the 100 customers with region East are in the top fifth by value, "
        "5.0% of the 100 with region West"
    )


def test_small_parts_and_the_rest_are_compared_together() -> None:
    small = [part(f"Village {index}", 4, 2) for index in range(5)]
    rest = part("", 40, 20)
    found = next(part_questions(partition(part("East", 100, 70), *small, rest=rest)))
    assert found.p == chi_square(np.array([[70, 30], [30, 30]])).p
    assert "of the 60 in all others together" in found.figures


def test_customers_whose_part_is_not_known_are_left_out_and_counted() -> None:
    known = part("East", 100, 70), part("West", 100, 50)
    whole = [one.p for one in part_questions(partition(*known))]
    found = list(part_questions(partition(*known, part("", 500, 1))))
    assert [one.p for one in found] == whole
    assert found[0].left_out == "500 customers of whom it is not known are left out."


def test_buying_at_all_is_asked_of_groups_of_a_customer_table() -> None:
    parts = part("women", 60, 30, customers=100), part("men", 40, 20, customers=100)
    found = next(part_questions(partition(*parts, kind="group")))
    assert found.what == "buying"
    assert found.p == chi_square(np.array([[60, 40], [40, 60]])).p


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((part("East", 100, 0), part("West", 100, 0)), "none of 200 customers came back on another day"),
        ((part("East", 100, 50),), "all customers are in one part"),
        ((part("East", 100, 50), part("West", 4, 2)), "of 2 parts only one has customers enough"),
        ((part("East", 1_000, 6), part("West", 100, 1)), "of 2 parts only one has customers enough"),
        ((), "none of 0 customers came back on another day"),
    ],
)
def test_what_cannot_be_asked(parts: tuple[Part, ...], why: str) -> None:
    found = next(one for one in part_questions(partition(*parts)) if one.what == "repeat buying")
    assert found.p is None
    assert found.why_not == why


def test_without_counts_by_score_ranks_are_not_asked() -> None:
    bare = [
        dataclasses.replace(one, by_value=(), by_recency=(), by_frequency=())
        for one in (part("East", 100, 70), part("West", 100, 50))
    ]
    assert [one.what for one in part_questions(partition(*bare))] == ["repeat buying"]
