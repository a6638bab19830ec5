"""A form is taken: what is kept, what is not touched, what becomes of the case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sittings import COFFEE, SMALL, VIEWS, Sitting

from psychograph.fielding.cases import Submitted, UnknownCaseError, save
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.stores.answers_tables import consents, quota_members, saves
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.walk.values import Value, answers_of


def test_a_form_is_kept_and_leads_on(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"})
    saved = sitting.send("Drinks", {"Drinks": ("tea", "other"), "Drinks_other_text": "Mate"}, at=3000)
    assert (saved.repeated, saved.taken, saved.next) == (False, True, "Cups")
    case = sitting.case
    assert saved.case == case
    assert case.answers == {"agreed": "1", "Drinks": ("tea", "other"), "Drinks_other_text": "Mate"}
    assert (case.outcome, case.screen, case.revision, case.seen_at) == (Outcome.STARTED, "Cups", 2, 3000)
    (_, row) = sitting.rows(saves)
    assert (row.screen, row.shown_ms, row.device, row.at) == ("Drinks", 1500, "phone", 3000)
    assert answers_of(row.answers) == {"Drinks": ("tea", "other"), "Drinks_other_text": "Mate"}
    assert sitting.log == [("saved", "agreed"), ("saved", "Drinks")]


def test_the_same_form_again_is_acknowledged_and_writes_nothing(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"}, nonce="one")
    before = sitting.case
    again = sitting.send("agreed", {"agreed": "0"}, nonce="one", at=9000, device="desktop")
    assert (again.repeated, again.taken, again.next) == (True, True, "Drinks")
    assert again.case == sitting.case == before
    assert len(sitting.rows(saves)) == len(sitting.rows(consents)) == len(sitting.log) == 1


def test_a_double_click_from_many_threads_is_one_save(stores: Stores) -> None:
    sitting = Sitting(stores)
    with ThreadPoolExecutor(8) as clicks:
        found = list(clicks.map(lambda _: sitting.send("agreed", {"agreed": "1"}, nonce="one"), range(8)))
    assert [saved.repeated for saved in found].count(False) == 1
    assert all(saved.taken and saved.next == "Drinks" for saved in found)
    assert (sitting.case.revision, len(sitting.rows(saves))) == (1, 1)


def test_the_nonce_of_one_case_is_none_of_another(stores: Stores) -> None:
    one, other = Sitting(stores), Sitting(stores)
    assert not one.send("agreed", {"agreed": "1"}, nonce="same").repeated
    assert not other.send("agreed", {"agreed": "1"}, nonce="same").repeated


def test_a_save_touches_only_its_screen(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"})
    sitting.send(
        "Drinks", {"Drinks": ("tea",), "agreed": "0", "Age": "9", "outcome": "complete", "seed": "0"}
    )
    assert sitting.case.answers == {"agreed": "1", "Drinks": ("tea",), "Drinks_other_text": ""}


def test_two_tabs_lose_nothing_to_each_other(stores: Stores) -> None:
    """The second form was shown before the first was saved, and says nothing of it."""
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"})
    sitting.send("Drinks", {"Drinks": ("tea",)})
    with ThreadPoolExecutor(3) as tabs:
        forms: list[tuple[str, dict[str, Value]]] = [
            ("Cups", {"Cups": "3"}),
            ("views", VIEWS),
            ("Taste", {"Taste": "5"}),
        ]
        list(tabs.map(lambda form: sitting.send(*form), forms))
    kept = sitting.case.answers
    assert {name: kept[name] for name in ("Cups", "Calm", "Ritual", "Attentive", "Taste")} == {
        "Cups": "3",
        **VIEWS,
        "Taste": "5",
    }
    assert sitting.case.revision == 5


def test_an_answer_is_changed_by_going_back_and_the_log_says_once_that_it_was_given(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"})
    sitting.send("Drinks", {"Drinks": ("tea",)})
    sitting.send("Cups", {"Cups": "3"})
    back = sitting.send("Drinks", {"Drinks": ("coffee",)})
    assert (back.next, back.case.screen) == ("Age", "Age")
    assert back.case.answers["Cups"] == "3"  # kept, should tea come back
    assert [answers_of(row.answers) for row in sitting.rows(saves)][2] == {"Cups": "3"}
    assert sitting.log == [("saved", "agreed"), ("saved", "Drinks"), ("saved", "Cups")]
    assert sitting.send("Drinks", {"Drinks": ("tea",)}).next == "Cups"


def test_from_a_screen_further_back_it_goes_on_to_the_next_and_is_remembered_at_the_first_open(
    stores: Stores,
) -> None:
    sitting = Sitting(stores)
    sitting.through({name: COFFEE[name] for name in ("agreed", "Drinks", "Age", "Gender")})
    back = sitting.send("Drinks", {"Drinks": ("coffee",)})
    assert (back.next, back.case.screen) == ("Age", "Since")


def test_what_is_left_empty_is_passed_and_what_is_required_is_not(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.through({"agreed": COFFEE["agreed"], "Drinks": {"Drinks": ("tea",)}})
    assert sitting.send("Cups", {}).next != "Cups"
    assert sitting.case.answers["Cups"] == ""
    again = sitting.send("Drinks", {})
    assert (again.next, again.case.screen, again.taken) == ("Drinks", "Drinks", True)
    assert sitting.case.answers["Drinks"] == ""


def test_the_last_answer_completes(stores: Stores) -> None:
    sitting = Sitting(stores)
    saved = sitting.through(COFFEE)
    assert (saved.case.outcome, saved.next, saved.case.screen) == (Outcome.COMPLETE, "", "")
    assert saved.case == sitting.case
    assert saved.case.finished_at == 2000
    assert sitting.log[-1] == ("completed", "")
    assert [row.quota for row in sitting.rows(quota_members)] == ["women"]


def test_nobody_is_complete_who_jumped_over_something_required(stores: Stores) -> None:
    sitting = Sitting(stores)
    jumped = sitting.through({name: form for name, form in COFFEE.items() if name != "Age"})
    assert (jumped.case.outcome, jumped.next, jumped.case.screen) == (Outcome.STARTED, "Age", "Age")
    assert sitting.send("Age", {"Age": "31"}).case.outcome is Outcome.COMPLETE


def test_a_case_that_is_over_takes_no_more_and_says_so(stores: Stores) -> None:
    sitting = Sitting(stores)
    over = sitting.through(COFFEE).case
    late = sitting.send("Age", {"Age": "32"}, nonce="late")
    assert (late.taken, late.repeated, late.next, late.case) == (False, False, "", over)
    assert sitting.case == over
    assert len(sitting.rows(saves)) == len(COFFEE)
    again = sitting.send("Words", {}, nonce="n6")  # the last form, double clicked
    assert (again.taken, again.repeated) == (True, True)


def test_a_withheld_consent_ends_it_and_is_recorded(stores: Stores) -> None:
    sitting = Sitting(stores)
    saved = sitting.send("agreed", {"agreed": "0"})
    assert (saved.case.outcome, saved.case.finished_at, saved.next) == (Outcome.REFUSED, 2000, "")
    assert sitting.log == [("saved", "agreed"), ("refused", "consent")]
    (row,) = sitting.rows(consents)
    assert (row.purpose, row.given, row.version, row.language) == ("survey", False, "2026-12", "en")
    assert not sitting.send("Drinks", {"Drinks": ("tea",)}).taken


def test_consent_is_recorded_in_the_language_it_was_read_in_each_time_it_changes(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"}, language="de")
    sitting.send("agreed", {"agreed": "1"})
    (row,) = sitting.rows(consents)
    assert (row.given, row.language, row.at) == (True, "de", 2000)
    assert row.text == "Dürfen wir Ihre Antworten auswerten?\n\nI agree"
    assert sitting.case.language == "de"
    assert sitting.send("agreed", {"agreed": "0"}).case.outcome is Outcome.REFUSED
    assert [one.given for one in sitting.rows(consents)] == [True, False]


@pytest.mark.parametrize("screen", ["Drinks", "views", "nobody", "hello", ""])
def test_nothing_is_taken_before_consent_nor_of_what_is_no_screen(stores: Stores, screen: str) -> None:
    sitting = Sitting(stores)
    saved = sitting.send(screen, {"Drinks": ("tea",), **VIEWS})
    assert (saved.taken, saved.repeated, saved.next) == (False, False, "agreed")
    assert sitting.case.answers == {}
    assert sitting.rows(saves) == []


def test_a_screen_that_left_the_way_meanwhile_is_kept_and_does_not_count(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.through({"agreed": COFFEE["agreed"], "Drinks": {"Drinks": ("coffee",)}})
    late = sitting.send("views", VIEWS)  # shown in another tab while tea was chosen
    assert (late.taken, late.next) == (True, "Age")
    assert sitting.case.answers["Calm"] == "4"
    assert sitting.send("Drinks", {"Drinks": ("tea",)}).case.answers["Calm"] == "4"


def test_a_form_that_is_put_aside_keeps_what_was_right_and_ends_nothing(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.through({"agreed": COFFEE["agreed"], "Drinks": {"Drinks": ("tea",)}, "Cups": {}})
    half = sitting.send("views", {"Calm": "4"}, partial=True)
    assert (half.next, half.case.outcome) == ("views", Outcome.STARTED)
    sitting.send("views", {"Ritual": "2"}, partial=True)
    kept = sitting.case.answers
    assert (kept["Calm"], kept["Ritual"], "Attentive" in kept) == ("4", "2", False)
    other = Sitting(stores)
    forms = dict(COFFEE)
    last = forms.popitem()
    other.through(forms)
    aside = other.send(*last, partial=True)
    assert (aside.case.outcome, aside.case.screen) == (Outcome.STARTED, "Words")
    assert other.send(*last).case.outcome is Outcome.COMPLETE


def test_an_attention_check_that_is_failed_is_an_answer_like_others(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.through({"agreed": COFFEE["agreed"], "Drinks": {"Drinks": ("tea",)}})
    saved = sitting.send("views", {**VIEWS, "Attentive": "1"})
    assert (saved.taken, saved.case.outcome, saved.case.answers["Attentive"]) == (True, Outcome.STARTED, "1")


def test_a_form_of_an_erased_case_is_told_apart(stores: Stores) -> None:
    form = Submitted("0" * 32, "n", "agreed", {"agreed": "1"}, None, "phone", 2000)
    with pytest.raises(UnknownCaseError):
        stores.answers.write(lambda store: save(store, form, SMALL))


def test_strange_texts_are_kept_to_the_letter(stores: Stores) -> None:
    sitting = Sitting(stores)
    sitting.send("agreed", {"agreed": "1"})
    text = "'; DROP TABLE cases; -- <script>alert(1)</script> \U0001f469\u200d\U0001f467 \\ \" %s :id ? {x}"
    sitting.send("Words", {"Words": text})
    assert sitting.case.answers["Words"] == text
