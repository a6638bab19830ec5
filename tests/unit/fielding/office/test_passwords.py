"""Which passwords will do, and what is kept of them."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from psychograph.fielding.office import passwords
from psychograph.fielding.office.passwords import hash_of, matches, outdated, weakness

GOOD = "four lamps and a river"


@pytest.mark.parametrize(
    "password",
    [
        "short", "elevenchars", "aaaaaaaaaaaa", "abababababab", "123456789012", "098765432109",
        "password1234", "Passw0rd2026!!", "anna12345678", "ANNA.SMITH 2026", "abcdefghijkl", "x" * 257,
        "iloveyou12345", "correct horse battery staple", "abcdabcdabcd", "qwertyuiopas",
    ],
)  # fmt: skip
def test_what_is_tried_first_will_not_do(password: str) -> None:
    assert weakness(password, "anna.smith", "Northwind Research")


@pytest.mark.parametrize(
    "password", [GOOD, "Wx7#kQ9!mZ2p", "ein langer Satz ohne Sinn", "пароль из пяти слов"]
)
def test_what_is_long_and_of_ones_own_will_do(password: str) -> None:
    assert weakness(password, "anna.smith", "Northwind Research") == ""


def test_the_hash_is_argon2id_with_the_memory_that_rfc_9106_recommends() -> None:
    kept = hash_of(GOOD)
    told = extract_parameters(kept)
    assert (told.type, told.memory_cost, told.time_cost, told.parallelism) == (Type.ID, 65_536, 3, 4)
    assert GOOD not in kept
    assert matches(kept, GOOD)
    assert not matches(kept, GOOD + " ")
    assert not outdated(kept)


def test_nobody_is_matched_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    for password in ("", "\0", GOOD):
        assert not matches("", password)
    assert not matches("no hash", GOOD)
    assert not matches(hash_of(""), "x" * 1_000_000)  # not hashed: it would cost whoever sends it nothing
    passwords._nobodys.cache_clear()


def test_one_letter_written_in_two_ways_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    assert matches(hash_of("Caf\u00e9 am Morgen"), "Cafe\u0301 am Morgen")


def test_a_hash_of_other_parameters_is_outdated() -> None:
    assert outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
