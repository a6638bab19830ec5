"""Vouchers: codes from a file, one each, none twice, whoever is quicker."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fieldworks import fieldwork
from people_asked import Asked, ask
from sqlalchemy import select

from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.vouchers import add_codes, give, held, issued, read_codes, voucher_of
from psychograph.fielding.stores.contact_tables import vouchers
from psychograph.fielding.stores.opened import Stores, open_stores

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
PROMISED = {"voucher": {"what": "5 EUR", "worth": 5, "currency": "EUR"}}


def _add(stores: Stores, *codes: str) -> int:
    return stores.contacts.write(lambda c: add_codes(c, codes))


def test_codes_are_read_once_each(tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_text("\ufeff# from the shop\r\nA-1\r\n\r\n A-2 \nA-1\n", encoding="utf-8")
    assert read_codes(tmp_path / "codes.txt") == ("A-1", "A-2")


def test_every_line_that_is_no_code_is_told_with_its_number_and_without_the_code(tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_bytes(b"A-1\nA 2\n" + b"B" * 201 + b"\nA\x1b[2J\n")
    with pytest.raises(IncentiveError) as caught:
        read_codes(tmp_path / "codes.txt")
    assert [problem.where for problem in caught.value.problems] == [f"codes.txt, line {n}" for n in (2, 3, 4)]
    assert "BBB" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xff\xfe\x00"])
def test_a_file_without_codes_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "codes.txt").write_bytes(content)
    with pytest.raises(IncentiveError):
        read_codes(tmp_path / "codes.txt")


def test_everybody_who_completed_gets_one_and_keeps_it(stores: Stores) -> None:
    ask(stores, [Asked(1), Asked(2, draw=()), Asked(3, outcome="screened_out"), Asked(4, outcome="started")])
    assert _add(stores, "A", "B", "C") == 3
    assert _add(stores, "C", "D") == 1
    first = give(stores, fieldwork(incentives=PROMISED), NOW)
    assert (first.now, first.before, first.without) == (2, 0, 0)
    before = stores.contacts.read(issued)
    again = give(stores, fieldwork(incentives=PROMISED), NOW)
    assert (again.now, again.before, again.without) == (0, 2, 0)
    assert stores.contacts.read(issued) == before
    assert {one.address for one in before} == {"p1@example.org", "p2@example.org"}
    assert stores.contacts.read(held).free == 2


def test_those_who_were_promised_something_else_get_none(stores: Stores) -> None:
    ask(stores, [Asked(1, arms={"incentive": "draw"}), Asked(2, arms={"incentive": "voucher"}), Asked(3)])
    _add(stores, "A", "B", "C")
    give(stores, fieldwork(incentives=PROMISED), NOW)
    assert {one.address for one in stores.contacts.read(issued)} == {"p2@example.org", "p3@example.org"}


def test_too_few_codes_and_the_bound_of_the_plan_are_told(stores: Stores) -> None:
    ask(stores, [Asked(number) for number in range(5)])
    _add(stores, "A", "B", "C", "D")
    two = fieldwork(incentives={"voucher": {**PROMISED["voucher"], "at_most": 2}})
    bounded = give(stores, two, NOW)
    assert (bounded.now, bounded.without) == (2, 3)
    assert give(stores, two, NOW).now == 0
    short = give(stores, fieldwork(incentives=PROMISED), NOW)
    assert (short.now, short.before, short.without) == (2, 2, 1)
    _add(stores, "E")
    assert give(stores, fieldwork(incentives=PROMISED), NOW).now == 1


def test_a_field_that_promised_none_gives_none(stores: Stores) -> None:
    with pytest.raises(IncentiveError, match="no voucher"):
        give(stores, fieldwork(), NOW)


def test_many_at_once_never_share_a_code(stores: Stores, tmp_path: Path) -> None:
    """Two processes, as it were: each with connections of its own; three ask for each person."""
    _add(stores, *(f"CODE{number:03d}" for number in range(30)))
    url = stores.contacts.engine.url.render_as_string(hide_password=False)
    others = open_stores(url if url.startswith("postgresql") else tmp_path / "field")
    try:
        wanted = [f"person{number}" for number in range(30)] * 3

        def one(at: int) -> str | None:
            store = (stores, others)[at % 2].contacts
            return store.write(lambda c: voucher_of(c, wanted[at], 86_400_000))

        with ThreadPoolExecutor(8) as pool:
            got = list(pool.map(one, range(len(wanted))))
    finally:
        others.close()
    rows = stores.contacts.read(lambda c: c.execute(select(vouchers)).all())
    assert None not in got
    assert len({row.person_id for row in rows}) == 30
    assert set(Counter(got).values()) == {3}  # each person, asked for three times, has one code


def test_the_day_alone_is_kept(stores: Stores) -> None:
    _add(stores, "A")
    stores.contacts.write(lambda c: voucher_of(c, "somebody", 1_796_515_300_123))
    assert stores.contacts.read(lambda c: c.execute(select(vouchers.c.issued_at)).scalar()) % 86_400_000 == 0
