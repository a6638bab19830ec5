"""drand's rounds: against what others compute, and what its own pages said."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.fielding.incentives.beacons import CHAINS
from psychograph.fielding.plan.schema import Beacon

QUICKNET, DEFAULT = CHAINS[Beacon.DRAND_QUICKNET], CHAINS[Beacon.DRAND_DEFAULT]


def test_rounds_are_those_of_another_library() -> None:
    """From the README of the Ruby library drand, whose rounds these are."""
    assert QUICKNET.round_at(datetime(2026, 4, 20, tzinfo=UTC)) == 27946612
    assert QUICKNET.round_at(datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC)) == 27961627
    assert QUICKNET.comes_out(27946612) == datetime(2026, 4, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("signature", "randomness"),
    [
        (  # round 1 of the chain default, as drand published it
            "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20ff7bc3e09d7c046566c9f7f3c6f3b10104990e7c"
            "b424998203d8f7de586fb7fa5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655",
            "101297f1ca7dc44ef6088d94ad5fb7ba03455dc33d53ddb412bbc4564ed986ec",
        ),
        (  # round 1,000,000 of quicknet
            "83ad29e4c409f9470fc2ef02f90214df49e02b441a1a241a82d622d9f608ef98fd8b11a029f1bee9d9e83b45088abe72",
            "b22aad4794f7451896f7a371aa46106fd84d919f3f569acd5b2fddf1d1440af3",
        ),
    ],
)
def test_randomness_is_the_hash_of_the_signature_as_in_rounds_that_came_out(
    signature: str, randomness: str
) -> None:
    assert hashlib.sha256(bytes.fromhex(signature)).hexdigest() == randomness


@given(st.sampled_from([QUICKNET, DEFAULT]), st.integers(0, 10**9), st.integers(0, 999))
def test_the_round_of_a_moment_is_never_out_before_it(chain, seconds, thousandths) -> None:  # type: ignore[no-untyped-def]
    moment = datetime.fromtimestamp(chain.genesis + seconds, UTC) + timedelta(milliseconds=thousandths)
    number = chain.round_at(moment)
    assert chain.comes_out(number) >= moment
    assert chain.comes_out(number - 1) < moment


def test_no_round_is_before_the_first() -> None:
    assert QUICKNET.round_at(QUICKNET.comes_out(1)) == 1
    with pytest.raises(ValueError, match="before the chain began"):
        QUICKNET.round_at(datetime(2020, 1, 1, tzinfo=UTC))
