"""Screens: shown, saved, gone back to; two tabs, double clicks, forged and foreign forms, full disks."""

from __future__ import annotations

from pathlib import Path

import pytest
from served_here import ANSWERS, Stopped, Survey, begun, heading, screen_of, sent, served, walked
from survey_people import main_form

from psychograph.errors import Problem
from psychograph.fielding.clock import stamp
from psychograph.fielding.errors import StoreError
from psychograph.fielding.office.door import Told
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.server.respondent.screens import MOST_LATER
from psychograph.fielding.server.security.signing import FORM
from psychograph.fielding.stores.answers_tables import cases, consents, events, saves
from psychograph.fielding.stores.link_tables import tokens
from psychograph.questionnaire.answers.codebook import text_column

FULL = StoreError(Problem("store answers", "the disk is full", "room", "free some"))


def test_from_the_first_screen_to_the_end(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    assert screen_of(shown) == "agreed"
    shown = walked(client, shown)
    case = survey.case(invited.case_id)
    assert (screen_of(shown), case.outcome) == ("end", Outcome.COMPLETE)
    assert case.answers["Drinks"] == ("tea", "coffee")
    assert case.answers["Order"] == ("green", "black", "herbal")
    assert {name for name in case.answers if name in ("Calm", "Age", "Words")} == {"Calm", "Age", "Words"}
    kinds = [row.kind for row in survey.rows(events)]
    assert kinds.count(Happening.OPENED) == kinds.count(Happening.STARTED) == 1
    assert kinds[-1] == Happening.COMPLETED
    assert len(survey.rows(saves)) == 11


def test_consent_is_kept_with_the_words_that_were_read(survey: Survey) -> None:
    invited = survey.invite()
    client = survey.browser(accept_language="de-AT,de;q=0.9")
    begun_in_german = client.post(invited.link)
    shown = client.get(begun_in_german.headers["location"])
    sent(client, shown, {"agreed": "1"})
    (row,) = survey.rows(consents)
    assert (row.purpose, row.given, row.version, row.language) == ("survey", True, "2026-12", "de")
    assert "Dürfen wir Ihre Antworten auswerten?" in row.text


def test_withheld_consent_ends_it(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    moved = sent(client, shown, {"agreed": "0"})
    said = client.get(moved.headers["location"])
    assert said.status_code == 200
    assert survey.case(invited.case_id).outcome is Outcome.REFUSED
    assert "<form" not in said.text


def test_language_is_switched_by_a_link_and_kept_by_the_next_answer(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    german = client.get(f"{shown.url.path}?lang=de")
    assert "Dürfen wir" in german.text
    assert survey.case(invited.case_id).language == "en"
    moved = sent(client, german, {"agreed": "1"})
    assert survey.case(invited.case_id).language == "de"
    assert "Was trinken Sie?" in client.get(moved.headers["location"]).text


def test_what_is_wrong_comes_back_as_it_was_typed(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, "Age")
    back = sent(client, shown, {"Age": "a hundred"})
    assert back.status_code == 422
    assert 'value="a hundred"' in back.text
    mended = sent(client, back, {"Age": "100"})
    assert (mended.status_code, screen_of(mended)) == (303, "Gender")


def test_back_and_change(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Gender")
    handle = survey.case(invited.case_id).handle
    before = client.get(f"/r/{handle}/q/Age")
    assert 'value="34"' in before.text
    moved = sent(client, before, {"Age": "35"})
    assert screen_of(moved) == "Gender"
    assert survey.case(invited.case_id).answers["Age"] == "35"


def test_nobody_jumps_ahead(survey: Survey) -> None:
    invited = survey.invite()
    client, _ = begun(survey, invited)
    handle = survey.case(invited.case_id).handle
    for name in ("Age", "Words", "nothing", "end"):
        moved = client.get(f"/r/{handle}/q/{name}")
        assert (moved.status_code, screen_of(moved)) == (303, "agreed")


def test_a_form_sent_twice_is_one_save(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    first = sent(client, shown, {"agreed": "1"})
    again = sent(client, shown, {"agreed": "1"})
    assert first.headers["location"] == again.headers["location"]
    assert len(survey.rows(saves)) == 1
    assert survey.case(invited.case_id).revision == 1


def test_a_page_that_the_browser_kept_takes_another_answer(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Age")
    sent(client, shown, {"Age": "34"})
    sent(client, shown, {"Age": "43"})  # by the back button, without asking us
    assert survey.case(invited.case_id).answers["Age"] == "43"


def test_an_old_form_that_is_replayed_changes_nothing(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    old = walked(client, shown, "Age")
    sent(client, old, {"Age": "34"})
    fresh = client.get(str(old.url))
    sent(client, fresh, {"Age": "35"})
    before = survey.everything()
    replayed = sent(client, old, {"Age": "34"})
    assert replayed.status_code == 303
    assert survey.everything() == before


def test_two_tabs_lose_nothing(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Gender")
    handle = survey.case(invited.case_id).handle
    age, gender = client.get(f"/r/{handle}/q/Age"), client.get(f"/r/{handle}/q/Gender")
    sent(client, gender, {"Gender": "x", "Gender_x": "none of yours"})
    sent(client, age, {"Age": "36"})
    kept = survey.case(invited.case_id).answers
    assert (kept["Age"], kept["Gender"]) == ("36", "x")


def test_a_screen_that_left_the_way_in_another_tab_keeps_its_answer(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    cups = walked(client, shown, "Cups")
    handle = survey.case(invited.case_id).handle
    sent(client, client.get(f"/r/{handle}/q/Drinks"), {"Drinks": "coffee"})
    moved = sent(client, cups, {"Cups": "7"})
    assert (moved.status_code, screen_of(moved)) == (303, "Age")
    assert survey.case(invited.case_id).answers["Cups"] == "7"


def test_two_people_on_one_device_never_mix(survey: Survey) -> None:
    client = survey.browser()
    ann, bob = survey.invite(), survey.invite()
    _, first = begun(survey, ann, client)
    _, second = begun(survey, bob, client)
    sent(client, first, {"agreed": "1"})
    assert survey.case(ann.case_id).answers == {"agreed": "1"}
    assert survey.case(bob.case_id).answers == {}
    sent(client, second, {"agreed": "1"})
    assert survey.case(bob.case_id).answers == {"agreed": "1"}


def test_pages_of_another_case_need_its_cookie(survey: Survey) -> None:
    ann, bob = survey.invite(), survey.invite()
    hers, shown = begun(survey, ann)
    walked(hers, shown, "Words")
    his, _ = begun(survey, bob)
    handle = survey.case(ann.case_id).handle
    before = survey.everything()
    refused = [his.get(f"/r/{handle}{path}") for path in ("", "/q/Age", "/end", "/thanks", "/q/Age/later")]
    refused += [his.post(f"/r/{handle}/q/Age", data={"Age": "9"}), his.post(f"/r/{handle}/end")]
    unknown = his.get("/r/0123456789abcdef/q/Age")
    assert {one.status_code for one in (*refused, unknown)} == {403}
    assert refused[0].text == unknown.text  # whether there is such a case cannot be told
    assert "34" not in "".join(one.text for one in refused)
    assert survey.everything() == before


def test_a_cookie_opens_one_case_alone(survey: Survey) -> None:
    ann, bob = survey.invite(), survey.invite()
    hers, _ = begun(survey, ann)
    his, _ = begun(survey, bob)
    (cookie,) = list(his.cookies.jar)
    handle = survey.case(ann.case_id).handle
    stolen = survey.browser(cookie=f"visit-{handle}={cookie.value}")
    assert stolen.get(f"/r/{handle}/q/agreed").status_code == 403
    assert hers.get(f"/r/{handle}/q/agreed").status_code == 200


def test_cookies_end(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    (cookie,) = list(client.cookies.jar)
    handle = survey.case(invited.case_id).handle
    kept = survey.browser(cookie=f"{cookie.name}={cookie.value}")
    assert kept.get(shown.url.path).status_code == 200
    survey.clock.move(days=31)
    assert kept.get(f"/r/{handle}").status_code == 403


def test_forms_that_are_forged_or_of_another_case_or_screen_are_refused(survey: Survey) -> None:
    ann, bob = survey.invite(), survey.invite()
    hers, shown = begun(survey, ann)
    _, his_shown = begun(survey, bob)
    form, his = main_form(shown.text), main_form(his_shown.text)
    good, foreign = dict(form.hidden)[FORM], dict(his.hidden)[FORM]
    other = survey.browser()
    nonce, at, signature = good.split(".")
    forged = ["", "x", foreign, f"{nonce}.{int(at) + 1}.{signature}", f"{nonce}x.{at}.{signature}", good[:-1],
              good + "\n", f"{nonce}.{at}.{'A' * 32}", good.replace(".", "..")]  # fmt: skip
    before = survey.everything()
    for one in forged:
        assert hers.post(form.action, data={FORM: one, "agreed": "1"}).status_code == 403, one
    handle = survey.case(ann.case_id).handle
    assert hers.post(f"/r/{handle}/q/Drinks", data={FORM: good, "Drinks": "tea"}).status_code == 403
    assert other.post(form.action, data={FORM: good, "agreed": "1"}).status_code == 403
    assert survey.everything() == before


def test_what_was_not_asked_for_is_not_taken(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    more = {
        "Age": "99",
        "outcome": "complete",
        "case_id": "x",
        "source": "test",
        "handle": "y",
        "Gender": "w",
    }
    sent(client, shown, {"agreed": "1"} | more)
    case = survey.case(invited.case_id)
    assert case.answers == {"agreed": "1"}
    assert (case.outcome, case.source) == (Outcome.STARTED, "invited")


def test_codes_that_were_not_offered_are_not_taken(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, "Gender")
    for code in ("<script>alert(1)</script>", "' OR 1=1 --", "999", "w\u202e"):
        back = sent(client, shown, {"Gender": code})
        assert back.status_code == 422
        assert "<script>alert" not in back.text


def test_words_are_kept_as_they_are_and_shown_as_text(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Words")
    hostile = "</textarea><script>alert(1)</script>'; DROP TABLE cases; -- 🫖"
    back = sent(client, shown, {"Words": hostile}, params={})
    assert back.status_code == 303
    assert survey.case(invited.case_id).answers["Words"] == hostile
    assert len(survey.rows(cases)) == 1


def test_a_full_disk_keeps_what_was_typed_and_then_takes_it(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Words")
    with Stopped(survey.stores.answers, FULL):
        failed = sent(client, shown, {"Words": "Not to be <lost>."})
        assert failed.status_code == 503
        assert int(failed.headers["retry-after"]) > 0
        assert "Not to be &lt;lost&gt;." in failed.text
        assert main_form(failed.text).hidden != main_form(shown.text).hidden
    moved = sent(client, failed, {"Words": "Not to be <lost>."})
    assert moved.status_code == 303
    assert survey.case(invited.case_id).answers["Words"] == "Not to be <lost>."


def test_a_failure_of_any_kind_keeps_what_was_typed(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, "Words")
    with Stopped(survey.stores.answers, RuntimeError("Not to be told")):
        failed = sent(client, shown, {"Words": "Kept."})
    assert (failed.status_code, "Kept." in failed.text, "told" in failed.text) == (503, True, False)


def test_later_saves_what_is_there_and_gives_a_link_for_another_device(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "views")
    form = main_form(shown.text)
    told = client.post(f"{form.action}/later", data=dict(form.hidden) | {"Calm": "4"})
    assert told.status_code == 200
    case = survey.case(invited.case_id)
    assert (case.answers["Calm"], "Ritual" in case.answers) == ("4", False)
    start = told.text.index(f"{survey.settings.public_url}/c/")
    link = told.text[start:].partition('"')[0]
    phone = survey.browser(user_agent="Mozilla/5.0 (iPhone) Mobile")
    assert phone.get(link).status_code == 200
    moved = phone.post(link)
    assert screen_of(moved) == "views"
    on_phone = phone.get(moved.headers["location"])
    assert screen_of(sent(phone, on_phone, ANSWERS["views"])) != "views"
    assert survey.case(invited.case_id).device == "phone"
    kinds = [row.kind for row in survey.rows(events)]
    assert kinds.count(Happening.RESUMED) == (0 if case.seen_at is None else kinds.count("resumed"))


def test_the_button_for_later_works_without_scripts(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, "Age")
    told = sent(client, shown, {"Age": "nonsense", "form-later": "1"})
    assert told.status_code == 200
    assert "/c/" in told.text


def test_a_pause_takes_what_was_sent_and_shows_no_more(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Age")
    survey.say(Told.PAUSED)
    moved = sent(client, shown, {"Age": "34"})
    assert moved.status_code == 303
    assert survey.case(invited.case_id).answers["Age"] == "34"
    paused = client.get(moved.headers["location"])
    assert (paused.status_code, "<form" in paused.text) == (200, False)
    survey.say(Told.OPEN)
    assert "Gender" in client.get(moved.headers["location"]).text


def test_who_has_begun_may_finish_until_the_last_call(survey: Survey) -> None:
    begun_one, late = survey.invite(), survey.invite()
    client, shown = begun(survey, begun_one)
    shown = walked(client, shown, "Words")
    survey.clock.set(survey.work.closes)
    assert survey.browser().get(late.link).status_code == 410
    survey.clock.move(hours=1, minutes=59)
    shown = client.get(str(shown.url))
    assert shown.status_code == 200
    survey.clock.move(minutes=1)
    closed = sent(client, shown, {"Words": "Too late."})
    assert closed.status_code == 410
    assert "Words" not in survey.case(begun_one.case_id).answers
    assert client.get(str(shown.url)).status_code == 410


def test_a_manager_closes_early_and_two_hours_are_left(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    survey.say(Told.CLOSED)
    assert survey.browser().get(survey.invite().link).status_code == 410
    assert sent(client, shown, {"agreed": "1"}).status_code == 303
    survey.clock.move(hours=2)
    assert client.get(str(shown.url)).status_code == 410


def test_screened_out_and_full_quotas(tmp_path: Path) -> None:
    with served(tmp_path, quotas=[{"name": "women", "when": "Gender = w", "at_most": 1}]) as survey:
        young, first, second = survey.invite(), survey.invite(), survey.invite()
        client, shown = begun(survey, young)
        walked(client, shown, Age={"Age": "15"})
        assert survey.case(young.case_id).outcome is Outcome.SCREENED_OUT
        client, shown = begun(survey, first)
        walked(client, shown)
        client, shown = begun(survey, second)
        walked(client, shown)
        outcomes = [survey.case(one.case_id).outcome for one in (first, second)]
        assert outcomes == [Outcome.COMPLETE, Outcome.QUOTA_FULL]


def test_time_on_a_screen_is_kept_and_a_clock_that_jumps_keeps_none(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    survey.clock.move(seconds=7)
    shown = client.get(sent(client, shown, {"agreed": "1"}).headers["location"])
    survey.clock.move(seconds=-3600)
    sent(client, shown, {"Drinks": "tea"})
    assert [row.shown_ms for row in survey.rows(saves)] == [7000, None]


def test_an_erased_case_is_gone(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    survey.stores.answers.write(lambda c: c.execute(cases.delete()))
    assert client.get(str(shown.url)).status_code == 403
    assert sent(client, shown, {"agreed": "1"}).status_code == 403


def test_a_browser_that_refuses_cookies_is_told(survey: Survey) -> None:
    invited = survey.invite()
    client = survey.browser()
    moved = client.post(invited.link)
    client.cookies.clear()
    told = client.get(moved.headers["location"])
    stranger = client.get(moved.headers["location"].partition("?")[0])
    assert told.status_code == stranger.status_code == 403
    assert heading(told) != heading(stranger)


@pytest.mark.parametrize(
    ("agent", "hint", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 15; Pixel) Mobile Safari", "?1", "phone"),
        ("Mozilla/5.0 (Linux; Android 15; SM-X) Safari", "?0", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0)", "", "desktop"),
        ("", "", "desktop"),
    ],
)
def test_of_a_device_only_its_kind_is_kept(survey: Survey, agent: str, hint: str, device: str) -> None:
    invited = survey.invite()
    client = survey.browser(user_agent=agent, **({"sec_ch_ua_mobile": hint} if hint else {}))
    begun(survey, invited, client)
    assert survey.case(invited.case_id).device == device
    assert not agent or agent not in repr(survey.everything())
    assert "203.0.113.7" not in repr(survey.everything())


def test_the_network_is_kept_where_the_plan_says_so(tmp_path: Path) -> None:
    with served(tmp_path, privacy={"keep_network": True}) as survey:
        begun(survey, survey.invite())
        assert [row.network for row in survey.rows(cases)] == ["203.0.113.7"]


def test_links_to_go_on_with_are_bounded(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    form = main_form(shown.text)
    for _ in range(25):
        survey.clock.move(seconds=1)
        assert client.post(f"{form.action}/later", data=dict(form.hidden)).status_code == 200
    live = [row for row in survey.rows(tokens) if row.purpose == "resume" and row.revoked_at is None]
    assert len(live) == MOST_LATER
    assert min(row.created_at for row in live) == stamp(survey.clock.now()) - (MOST_LATER - 1) * 1000


def test_the_text_of_a_choice_is_kept_beside_it(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    shown = walked(client, shown, "Drinks")
    sent(client, shown, {"Drinks": ["other"], text_column("Drinks", "other"): "Mate"})
    assert survey.case(invited.case_id).answers[text_column("Drinks", "other")] == "Mate"
