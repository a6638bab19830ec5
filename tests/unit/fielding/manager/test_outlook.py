"""Will there be enough complete answers, and what needs a hand: in words, from the figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from fielded_cases import DAY, HOUR, T0, Kept, put
from fieldworks import worked_example

from psychograph.fielding.clock import moment
from psychograph.fielding.invitations.outbox import State
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.server.manager.attention import matters
from psychograph.fielding.server.manager.mail_page import Outbox, WaveBox
from psychograph.fielding.server.manager.outlook import may_still, outlook
from psychograph.fielding.stores.opened import Stores, stores_at
from psychograph.fielding.watching.counts import Counts
from psychograph.fielding.watching.status import Status, status
from psychograph.findings import Finding, Severity
from psychograph.questionnaire.model import Battery

STATEMENTS = {
    item.name: "3"
    for question in worked_example().questionnaire.questions
    if isinstance(question.answer, Battery)
    for item in question.answer.items
}
ALL = {**STATEMENTS, "agreed": "1", "Life_HoursSocialMedia": "2", "Life_TryNewProducts": "4", "Age": "40"}
SENT = (Happening.SENT, "invitation", T0 + HOUR)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Status:
    """Two days in: two complete, one broken off, one refused, two silent; segments need 778."""
    began = {"started_at": T0 + 2 * HOUR, "events": (SENT,)}
    refused = (SENT, (Happening.UNSUBSCRIBED, "", T0 + 2 * HOUR))
    kept = [
        Kept("a", Outcome.COMPLETE, ALL, finished_at=T0 + 3 * HOUR, **began),  # type: ignore[arg-type, unused-ignore]
        Kept("b", Outcome.COMPLETE, ALL, finished_at=T0 + 30 * HOUR, **began),  # type: ignore[arg-type, unused-ignore]
        Kept("c", Outcome.STARTED, {"agreed": "1"}, screen="attitudes", **began),  # type: ignore[arg-type, unused-ignore]
        Kept("d", events=refused),
        *(Kept(name, events=(SENT,)) for name in "ef"),
    ]
    stores: Stores
    with stores_at(tmp_path_factory.mktemp("outlook")) as stores:
        stores.answers.write(lambda answers: put(answers, kept))
        return stores.answers.read(lambda answers: status(answers, worked_example(), moment(T0 + 2 * DAY)))


def with_figures(found: Status, *, complete: int, projected: int, silent: int = 5000) -> Status:
    assert found.goal is not None
    return replace(
        found,
        invited=replace(found.invited, complete=complete, silent=silent),
        goal=replace(found.goal, so_far=complete),
        pace=replace(found.pace, projected=projected, a_day=(projected - complete) / 10, days_left=10.0),
    )


def test_who_refused_does_not_answer_any_more(found: Status) -> None:
    assert (found.invited.complete, found.invited.refused) == (2, 1)
    assert may_still(found.invited) == 3  # broken off, and two silent


def test_too_few_people_are_too_few_however_fast_they_are(found: Status) -> None:
    said = outlook(found, open_link=False, over=False)
    assert (said.word, said.kind) == ("Too few are invited", "serious")
    assert "there would be 5, and 778 are needed" in said.sentence
    assert outlook(found, open_link=True, over=False).word == "Behind"


@pytest.mark.parametrize(
    ("complete", "projected", "word", "kind"),
    [
        (400, 800, "On pace", "good"),
        (400, 778, "On pace", "good"),
        (400, 777, "Behind", "caution"),
        (778, 778, "Reached", "good"),
    ],
)
def test_one_word_says_how_it_stands(
    found: Status, complete: int, projected: int, word: str, kind: str
) -> None:
    said = outlook(with_figures(found, complete=complete, projected=projected), open_link=False, over=False)
    assert (said.word, said.kind, said.at_close) == (word, kind, projected)
    assert said.a_day == (None if word == "Reached" else pytest.approx((778 - complete) / 10))


def test_no_more_answer_than_there_are(found: Status) -> None:
    said = outlook(with_figures(found, complete=400, projected=3000, silent=500), open_link=False, over=False)
    assert (said.word, said.at_close) == ("On pace", None)  # 3,000 of 901 is no forecast
    assert said.sentence == "378 are missing. At 260.0 a day they come within 2 days; 10 days left."


def test_what_is_over_is_not_foretold(found: Status) -> None:
    said = outlook(with_figures(found, complete=400, projected=900), open_link=False, over=True)
    assert (said.word, said.at_close, said.a_day) == ("Not reached", None, None)
    assert "378 short" in said.sentence


def test_before_it_opens_and_on_the_first_day_nothing_is_judged(found: Status) -> None:
    enough = with_figures(found, complete=0, projected=0)
    for at, word in ((timedelta(hours=-1), "Not open yet"), (timedelta(hours=5), "Too early to tell")):
        said = outlook(replace(enough, at=found.opens + at), open_link=False, over=False)
        assert (said.word, said.kind) == (word, "calm")


def test_a_field_without_anybody_asks_for_contacts(found: Status) -> None:
    nobody = replace(found, invited=Counts(), open_link=Counts())
    assert outlook(nobody, open_link=False, over=False).word == "Nobody is invited yet"


def test_without_a_study_there_is_no_goal_to_be_judged_by(found: Status) -> None:
    said = outlook(replace(found, goal=None), open_link=True, over=False)
    assert said.word == ""
    assert "study.yaml" in said.sentence


def test_most_serious_first_and_mail_for_those_alone_who_may_see_it(found: Status) -> None:
    findings = (
        Finding("quota-full", Severity.NOTE, "Full: women."),
        Finding("short-of-goal", Severity.CAUTION, "x"),
    )
    box = Outbox((WaveBox("invitation", Counter({State.UNCERTAIN: 2, State.FAILED: 1})),), (), 6, 0)
    known = replace(found, findings=findings)
    said = matters(known, box, paused=True)
    assert [one.severity.value for one in said] == ["serious", "caution", "note", "note"]
    assert [one.path for one in said][:2] == ["/manage/door", "/manage/mail#trouble"]
    assert "Of 2 messages nobody knows" in said[1].text
    assert [one.text for one in matters(known, None, paused=False)] == ["Full: women."]
