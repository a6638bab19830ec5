"""Signatures, cookies, networks and rates: no two things have one, and nothing of chance passes."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from psychograph.fielding.server.security.fields import fields_of
from psychograph.fielding.server.security.network import network_of
from psychograph.fielding.server.security.rates import UNKNOWN_SHARE, Rate, Rates
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import (
    Signer,
    pass_opens,
    read_ticket,
    ticket,
    visit_pass,
)

SIGNER = Signer("a secret of at least 32 characters", "tea")
TEXTS = st.text(max_size=20)


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
@example(["ab", "c"], ["a", "bc"])
@example(["a", ""], ["a"])
def test_different_parts_have_different_signatures(one: list[str], other: list[str]) -> None:
    assert (SIGNER.sign("form", *one) == SIGNER.sign("form", *other)) is (one == other)


def test_secret_study_and_purpose_make_a_signature() -> None:
    made = {
        Signer(secret, study).sign(purpose, "x")
        for secret in ("s" * 32, "t" * 32)
        for study in ("tea", "coffee")
        for purpose in ("form", "visit")
    }
    assert len(made) == 8


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_form_of_one_case_and_screen_fits_no_other(
    case: str, screen: str, other: str, elsewhere: str
) -> None:
    shown = ticket(SIGNER, case, screen, 1)
    assert read_ticket(SIGNER, shown, case, screen) is not None
    assert (read_ticket(SIGNER, shown, other, elsewhere) is not None) is (
        (case, screen) == (other, elsewhere)
    )


@given(st.integers(0, 10**6), st.characters())
def test_a_ticket_with_any_letter_changed_is_refused(at: int, letter: str) -> None:
    shown = ticket(SIGNER, "case", "Age", 1796115600000)
    place = at % len(shown)
    changed = shown[:place] + letter + shown[place + 1 :]
    assert (read_ticket(SIGNER, changed, "case", "Age") is not None) is (changed == shown)


@given(TEXTS)
def test_no_text_of_chance_is_a_pass(text: str) -> None:
    assert not pass_opens(SIGNER, text, "k7", 0)
    assert read_ticket(SIGNER, text, "case", "Age") is None


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_a_pass_opens_until_its_end(until: int, now: int) -> None:
    value = visit_pass(SIGNER, "k7", until)
    assert pass_opens(SIGNER, value, "k7", now) is (now < until)
    assert not pass_opens(SIGNER, value, "k8", now)


@given(st.lists(st.text(alphabet="0123456789abcdef.:, ", max_size=30), max_size=3))
def test_a_stranger_is_who_calls_whatever_they_write(forwarded: list[str]) -> None:
    assert network_of("203.0.113.9", forwarded, ("127.0.0.1", "10.0.0.0/8")) == "203.0.113.9"


def test_proxies_of_ours_are_believed_from_the_right() -> None:
    ours = ("127.0.0.1", "10.0.0.0/8", "::1")
    assert network_of("127.0.0.1", ["1.1.1.1, 2.2.2.2, 10.1.1.1"], ours) == "2.2.2.2"
    assert network_of("127.0.0.1", ["1.1.1.1", "2001:db8::1"], ours) == "2001:db8::1"
    assert network_of("::ffff:127.0.0.1", ["1.1.1.1"], ours) == "1.1.1.1"
    assert network_of("127.0.0.1", ["1.1.1.1, nonsense"], ours) == ""
    assert network_of("", [], ours) == ""


def test_rates_fill_again_and_strangers_share_a_wide_one() -> None:
    now = [0.0]
    rates = Rates(Rate(at_once=3, a_minute=60), clock=lambda: now[0])
    assert [rates.wait("1.1.1.1") for _ in range(4)] == [0, 0, 0, 1]
    now[0] = 1.0
    assert [rates.wait("1.1.1.1") for _ in range(2)] == [0, 1]
    assert [rates.wait("2001:db8::1"), rates.wait("2001:db8::2"), rates.wait("2001:db8::3")] == [0, 0, 0]
    assert rates.wait("2001:db8::4") == 1  # the same /64
    assert not any(rates.wait("") for _ in range(3 * UNKNOWN_SHARE))
    assert rates.wait("") >= 1


@given(st.binary(max_size=200))
def test_any_bytes_are_fields_or_refused(body: bytes) -> None:
    try:
        fields = fields_of(body)
    except RefusedError:
        return
    text = "".join(name + "".join(values) for name, values in fields.items())
    assert "\0" not in text
    text.encode("utf-8")  # no half surrogates
