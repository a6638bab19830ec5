"""What we write is loaded by the real survey-core, which shows questions to just the people we mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_questionnaires import Size, questionnaires
from survey_core import SurveyCore, survey_core

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Chosen,
    Compared,
    Condition,
    Given,
    Not,
    Operator,
    holds,
    names_in,
)
from psychograph.questionnaire.formats.surveyjs import FORMAT
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Notice,
    Number,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)


@pytest.fixture(scope="module")
def core() -> Iterator[SurveyCore]:
    """survey-core, in one process for all tests of this file."""
    yield from survey_core()


def asked(*pages: Page, thanks: str = "") -> Questionnaire:
    return Questionnaire(Translated("Tea"), pages, thanks=Translated(thanks))


def written(questionnaire: Questionnaire) -> bytes:
    assert FORMAT.write is not None
    return next(iter(FORMAT.write(questionnaire).files.values()))


AGREE = AnswerScale(1, 5, ((1, Translated("Disagree")), (5, Translated("Agree"))))
DEVICES = (
    Choice("phone", Translated("Phone")),
    Choice("watch", Translated("Watch", (("de", "Uhr"),))),
    Choice("else", Translated("Other, namely"), specify=True),
    Choice("none", Translated("None of these"), exclusive=True),
)
NO_IDEA = Choice("98", Translated("No idea"), declined=True)
WHICH = Translated("Which?", (("de", "Welche?"),))
OLD_NEW = (Item("trad", Translated("Old")), Item("new", Translated("New")))
HELP = Translated("<i>Briefly</i>")
WHOLE = asked(
    Page("consent", (Question("agreed", Translated("We keep it."), Consent("2026-11"), required=True),)),
    Page(
        "all",
        (
            Question("note", Translated("R&D <b>now</b> {agreed}\nline"), Notice(), help=Translated("Small")),
            Question("stars", Translated("How good?"), Rating(AGREE, (NO_IDEA,))),
            Question(
                "att",
                Translated("How much do you agree?"),
                Battery(AGREE, OLD_NEW, shuffled=True),
                required=True,
            ),
            Question("gender", Translated("Gender?"), Single(DEVICES[:2], shuffled=True)),
            Question("devices", WHICH, Multiple(DEVICES, shuffled=True, least=1, most=2)),
            Question("best", Translated("Best?"), Ranking(DEVICES[:2], most=1)),
            Question("age", Translated("Age?"), Number(16, 110, unit=Translated("years")), required=True),
            Question("since", Translated("Since?"), Day("2020-01-01", "2026-01-01")),
            Question("code", Translated("Postcode?"), Postcode()),
            Question("why", Translated("Why {agreed}?"), FreeText(long=True, most=200), help=HELP),
        ),
        title=Translated("All"),
        shuffled=True,
    ),
    thanks="Thank you <script>alert(1)</script>",
)  # fmt: skip


def test_every_kind_is_loaded_without_a_complaint(core: SurveyCore) -> None:
    told = core.told(written(WHOLE))
    assert told["errors"] == []
    assert told["complaints"] == []
    kinds = {question["name"]: question["type"] for page in told["pages"] for question in page["questions"]}
    assert kinds == {
        "agreed": "boolean",
        "note": "html",
        "stars": "rating",
        "att": "matrix",
        "gender": "radiogroup",
        "devices": "checkbox",
        "best": "ranking",
        "age": "text",
        "since": "text",
        "code": "text",
        "why": "comment",
    }
    by_name = {question["name"]: question for page in told["pages"] for question in page["questions"]}
    assert by_name["stars"]["choices"] == [
        [1, "Disagree"],
        [2, "2"],
        [3, "3"],
        [4, "4"],
        [5, "Agree"],
        ["98", "No idea"],
    ]
    assert sorted(by_name["att"]["rows"]) == [["new", "New"], ["trad", "Old"]]  # shuffled
    assert by_name["devices"]["fixed"] == ["else", "none"]


def test_texts_are_shown_as_they_stand_and_run_nothing(core: SurveyCore) -> None:
    told = core.told(written(WHOLE), [{"agreed": "1"}])
    by_name = {question["name"]: question for page in told["pages"] for question in page["questions"]}
    unseen = str.maketrans("", "", "\u200b")
    assert by_name["why"]["title"].translate(unseen) == "Why {agreed}?"
    assert "<i>" not in by_name["why"]["help"]
    assert by_name["note"]["title"].translate(unseen) == (
        "<p>R&amp;D &lt;b&gt;now&lt;/b&gt; {agreed}<br>line</p><p><small>Small</small></p>"
    )
    assert told["thanks"] == "<p>Thank you &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_translations_are_shown(core: SurveyCore) -> None:
    (_, page) = core.told(written(WHOLE), locale="de")["pages"]
    devices = next(question for question in page["questions"] if question["name"] == "devices")
    assert devices["title"] == "Welche?"
    assert [text for _, text in devices["choices"]] == ["Phone", "Uhr", "Other, namely", "None of these"]


@pytest.mark.parametrize(
    ("locale", "title"), [("en", "Tea"), ("de", "Tee"), ("fr", "Tea")], ids=["English", "German", "else"]
)
def test_a_german_questionnaire_has_its_english_translation(
    core: SurveyCore, locale: str, title: str
) -> None:
    questions = (Question("a", Translated("Warum?"), FreeText()),)
    german = Questionnaire(Translated("Tee", (("en", "Tea"),)), (Page("p", questions),), language="de")
    told = core.told(written(german), locale=locale)
    assert told["title"] == title
    assert told["pages"][0]["questions"][0]["title"] == "Warum?"
    assert core.told(written(german))["title"] == "Tee"


def test_what_must_be_answered_is_asked_for(core: SurveyCore) -> None:
    nothing, half, all_of_it, wrong = core.told(
        written(WHOLE),
        [
            {"agreed": "1"},
            {"agreed": "1", "age": 30, "att": {"trad": 1}},
            {"agreed": "1", "age": 30, "att": {"trad": 1, "new": 2}, "devices": ["phone"]},
            {"agreed": "1", "age": 12, "att": {"trad": 1, "new": 2}, "devices": ["phone", "watch", "else"]},
        ],
    )["runs"]
    assert {"att", "age"} <= set(nothing["wrong"])
    assert set(half["wrong"]) == {"att", "devices"}
    assert all_of_it["wrong"] == {}
    assert all_of_it["state"] == "completed"
    assert all_of_it["data"]["agreed_version"] == "2026-11"
    assert {"age", "devices"} <= set(wrong["wrong"])


def test_without_consent_the_questionnaire_ends(core: SurveyCore) -> None:
    refused, open_ = core.told(written(WHOLE), [{"agreed": "0"}, {}])["runs"]
    assert refused["state"] == "completed"
    assert refused["data"] == {"agreed": "0", "agreed_version": "2026-11"}
    assert open_["state"] == "running"
    assert open_["stoppedAt"] == "consent"


def test_a_consent_that_is_not_reached_ends_nothing(core: SurveyCore) -> None:
    first = Page("first", (Question("age", Translated("Age?"), Number()),))
    grown = Compared("age", Operator.AT_LEAST, "18")
    second = Page(
        "second",
        (
            Question("agreed", Translated("May we call?"), Consent("1"), shown_if=grown),
            Question("why", Translated("Why?"), FreeText()),
        ),
    )
    survey = written(asked(first, second, Page("third", (Question("last", Translated("?"), FreeText()),))))
    (run,) = core.told(survey, [{"age": 9}])["runs"]
    assert run["steps"] == ["second", "third"]


def given_to(questionnaire: Questionnaire, draw: st.DrawFn) -> tuple[dict[str, Given], dict[str, object]]:
    """Draw answers of one person: as conditions see them, and as SurveyJS stores them."""
    ours: dict[str, Given] = {}
    theirs: dict[str, object] = {}
    compared = list(values_in(questionnaire))
    for question in questionnaire.questions:
        name, answer = question.name, question.answer
        if isinstance(answer, Battery):
            given = {item.name: rated(answer, draw) for item in answer.items if draw(st.booleans())}
            ours |= {item: code for item, (code, _) in given.items()}
            theirs |= {name: {item: stored for item, (_, stored) in given.items()}} if given else {}
            continue
        if isinstance(answer, Notice) or draw(st.integers(0, 3)) == 0:
            continue
        match answer:
            case Rating():
                ours[name], theirs[name] = rated(answer, draw)
            case Single(choices):
                ours[name] = theirs[name] = draw(st.sampled_from(choices)).code
            case Consent():
                ours[name] = theirs[name] = draw(st.sampled_from(("1", "0")))
            case Multiple(choices) | Ranking(choices):
                codes = [choice.code for choice in choices]
                several = draw(st.lists(st.sampled_from(codes), unique=True, min_size=1))
                ours[name], theirs[name] = frozenset(several), several
            case Number(whole=whole):
                bounds = [float(value) for value in compared if is_number(value)]
                near = st.sampled_from([value + by for value in [*bounds, 0.0] for by in (-1, -0.5, 0, 1)])
                number = draw(near)
                number = float(int(number)) if whole else number
                ours[name], theirs[name] = f"{number:.15g}", number
            case Day():
                days = [value for value in compared if len(value) == 10 and value[4] == "-"]
                day = draw(st.sampled_from([*days, "2000-02-29"]) | st.dates().map(str))
                ours[name] = theirs[name] = day
            case _:
                text = draw(st.sampled_from([*compared, "some words"]).filter(str.strip))
                ours[name] = theirs[name] = text
    return ours, theirs


def rated(answer: Rating | Battery, draw: st.DrawFn) -> tuple[str, object]:
    steps: list[int | str] = [*answer.scale.values, *(choice.code for choice in answer.declined)]
    chosen = draw(st.sampled_from(steps))
    return str(chosen), chosen


def is_number(text: str) -> bool:
    return text.replace("-", "").replace(".", "").isdigit() and len(text) < 10 and text[1:].count("-") == 0


def conditions_of(questionnaire: Questionnaire) -> Iterator[tuple[str, bool, Condition]]:
    """Yield where there are conditions, whether on a page, and the condition."""
    for page in questionnaire.pages:
        if page.shown_if:
            yield page.name, True, page.shown_if
        for question in page.questions:
            if question.shown_if:
                yield question.name, False, question.shown_if


def values_in(questionnaire: Questionnaire) -> Iterator[str]:
    def inside(condition: Condition) -> Iterator[str]:
        match condition:
            case Compared(value=value):
                yield value
            case Chosen(code=code):
                yield code
            case Not(part):
                yield from inside(part)
            case Answered():
                return
            case _:
                for part in condition.parts:
                    yield from inside(part)

    for _, _, condition in conditions_of(questionnaire):
        yield from inside(condition)


@pytest.mark.parametrize("odd", [False, True], ids=["plain", "odd texts and codes"])
def test_questions_are_shown_to_the_same_people(core: SurveyCore, odd: bool) -> None:
    seen = {"compared": 0, "shown": 0, "lost": 0}
    size = Size(pages=3, questions=4, languages=0, odd=odd)

    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(questionnaires(size), st.data())
    def hold(questionnaire: Questionnaire, data: st.DataObject) -> None:
        people = [data.draw(st.composite(lambda draw: given_to(questionnaire, draw))()) for _ in range(4)]
        assert FORMAT.write is not None
        made = FORMAT.write(questionnaire)
        lost = {loss.where for loss in made.losses if loss.aspect is Aspect.SKIP}
        told = core.told(next(iter(made.files.values())), [theirs for _, theirs in people])
        assert told["errors"] == []
        assert told["complaints"] == []
        for (ours, _), run in zip(people, told["runs"], strict=True):
            for where, is_page, condition in conditions_of(questionnaire):
                if where in lost:
                    seen["lost"] += 1
                    continue
                expected = holds(condition, ours)
                assert run["pages" if is_page else "visible"][where] == expected, (
                    where,
                    str(condition),
                    ours,
                )
                seen["compared"] += 1
                seen["shown"] += expected
        for question in questionnaire.questions:
            if question.shown_if is None:
                assert all(run["visible"][question.name] for run in told["runs"])

    hold()
    assert seen["compared"] > 200
    assert 50 < seen["shown"] < seen["compared"] - 50


def test_conditions_look_at_rows_and_at_several_answers(core: SurveyCore) -> None:
    shown_if = All((Compared("trad", Operator.AT_LEAST, "4"), Not(Chosen("devices", "watch"))))
    assert list(names_in(shown_if)) == ["trad", "devices"]
    first, second = WHOLE.pages
    more = Page("more", (Question("so", Translated("So?"), FreeText(), shown_if=shown_if),))
    survey = written(asked(first, second, more))
    people = [
        {"att": {"trad": 4}},
        {"att": {"trad": 4}, "devices": ["phone", "watch"]},
        {"att": {"new": 4}},
        {"att": {"trad": 3}, "devices": ["phone"]},
    ]
    assert [run["visible"]["so"] for run in core.told(survey, people)["runs"]] == [True, False, False, False]
    assert [len(choices_of(question.answer)) for question in second.questions][4] == 4
