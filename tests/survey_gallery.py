"""Every page that respondents see, rendered without a server: for tests of pages, and to look at them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fieldworks import SECRET, plan_of
from unit.reports.everyday import everyday, said

from psychograph.fielding.plan.planned import Fieldwork, digest_of
from psychograph.fielding.plan.schema import FieldPlan
from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.pages import Pages
from psychograph.fielding.settings import Settings
from psychograph.fielding.walk.forms import read_form
from psychograph.fielding.walk.screens import Place, Screen
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Item,
    Notice,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

SETTINGS = Settings(public_url="http://survey.test", secret=SECRET)
SEED = 7
HANDLE = "/r/hhhhhhhhhhhhhhhhhhhhhh"
FORM = views.Form(HANDLE, (("form-ticket", "t" * 120),))
PLACE = Place(2, 4, said("What you do", "Was Sie tun", "ما تفعله"), 2)

SEVEN = AnswerScale(
    1,
    7,
    (
        (1, said("Not at all like me", "Gar nicht wie ich", "لا يشبهني إطلاقًا")),
        (7, said("Very much like me", "Ganz wie ich", "يشبهني كثيرًا")),
    ),
)
INNER = AnswerScale(
    1,
    7,
    (
        (1, said("Never", "Nie", "أبدًا")),
        (4, said("Sometimes", "Manchmal", "أحيانًا")),
        (7, said("Always", "Immer", "دائمًا")),
    ),
)
FURTHER = Page(
    "further",
    (
        Question("welcome", said("The next questions are about your days."), Notice()),
        Question(
            "seven",
            said(
                "How much is each of these like you?", "Wie sehr gleicht Ihnen das?", "إلى أي مدى يشبهك هذا؟"
            ),
            Battery(
                SEVEN,
                (
                    Item("plans", said("I plan my week ahead.", "Ich plane meine Woche.", "أخطط لأسبوعي.")),
                    Item("new", said("I like to try new things.", "Ich probiere gern Neues.", "أحب الجديد.")),
                    Item("home", said("I would rather stay at home.", "Ich bleibe lieber zu Hause.")),
                ),
                (Choice("99", said("Does not apply", "Trifft nicht zu", "لا ينطبق"), declined=True),),
            ),
        ),
        Question(
            "often", said("How often do you cook?", "Wie oft kochen Sie?", "كم مرة تطبخ؟"), Rating(INNER)
        ),
        Question("agree", said("I like to cook for others.", "Ich koche gern für andere."), Rating(SEVEN)),
        Question("weight", said("What does your bag weigh?"), Number(0, 40, whole=False, unit=said("kg"))),
        Question("change", said("By how much did it change?"), Number(None, None)),
        Question(
            "every",
            said("Put these four in order.", "Bringen Sie diese in eine Reihenfolge.", "رتب هذه."),
            Ranking(tuple(Choice(one, said(one.title())) for one in ("price", "taste", "look", "origin"))),
            required=True,
        ),
        Question(
            "long_words",
            said("Which of these long words do you know?"),
            Single(
                tuple(
                    Choice(str(at), said(word))
                    for at, word in enumerate(("Donaudampfschifffahrtsgesellschaft", "x" * 60, "Short"))
                )
            ),
        ),
    ),
)


@cache
def asked() -> Questionnaire:
    """Every kind of question, in three languages."""
    usual = everyday()
    return replace(usual, pages=(*usual.pages, FURTHER))


@cache
def field(*, whole: bool = True) -> Fieldwork:
    """A study with all that pages can show; without `whole`, with as little as can be."""
    changes: dict[str, Any] = (
        {"incentives": {"voucher": {"what": "A voucher worth 5 EUR", "worth": 5, "currency": "EUR"}}}
        if whole
        else {"incentives": None, "consents": None, "privacy": None, "entrance": "anyone"}
    )
    plan = plan_of(screen_out=None, quotas=None, counting=None, **changes)
    plan["organiser"] = {**plan["organiser"], "name": "Northwind Research"}
    if not whole:
        plan["organiser"] = {"name": "Tea", "contact": "tea@example.org"}
    digest = digest_of(json.dumps(plan).encode())
    return Fieldwork(Path(), FieldPlan.model_validate(plan), asked(), None, digest)


@cache
def pages(*, whole: bool = True) -> Pages:
    """The pages of that study."""
    return Pages.of(field(whole=whole), SETTINGS)


def screen_of(name: str) -> Screen:
    """Return the screen of a question, with the notices before it."""
    for page in asked().pages:
        notices: list[Question] = []
        for question in page.questions:
            if question.name == name:
                return Screen(name, page, question, tuple(notices), question is page.questions[0])
            notices = [*notices, question] if isinstance(question.answer, Notice) else []
    raise KeyError(name)


def question(
    name: str,
    language: str = "en",
    *,
    test: bool = False,
    answers: Mapping[str, str | tuple[str, ...]] | None = None,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    **more: Any,
) -> str:
    """Render a screen; with `typed`, as it comes back with what is wrong."""
    screen = screen_of(name)
    wrong = read_form(screen, typed).wrong if typed is not None else ()
    path = f"{HANDLE}/{name}"
    told = {
        "around": views.Around(language, path, test),
        "form": replace(FORM, action=path),
        "place": PLACE,
        "back": f"{HANDLE}/before",
        "later": f"{path}/later",
        **more,
    }
    return pages().question(
        views.QuestionView(screen=screen, seed=SEED, answers=answers or {}, typed=typed, wrong=wrong, **told)
    )


def wrong_forms() -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Return forms with something wrong, by the question they are of."""
    return {
        "att": {"Att_Eco": ("4",)},
        "Age": {"Age": ("eleven",)},
        "Kids": {},
        "agreed": {},
        "School": {"School": ("1", "9")},
        "first": {"first.a": ("1",), "first.b": ("1",)},
        "last": {"last.day": ("31",), "last.month": ("2",), "last.year": ("2026",)},
        "why": {"why": ("word " * 120,)},
        "Post": {"Post": ("1",)},
    }


def gallery(language: str = "en", *, test: bool = False) -> dict[str, str]:
    """Return every page by a name."""
    return dict(_gallery(views.Around(language, "/s/tttttttttttttttttttttt", test)))


def _gallery(around: views.Around) -> Iterator[tuple[str, str]]:
    shown, language = pages(), around.language
    landing = views.LandingView(around, FORM, decline=FORM, incentives=("draw", "voucher"))
    yield "landing", shown.landing(landing)
    yield "landing-begun", shown.landing(replace(landing, begun=True))
    yield "landing-bare", pages(whole=False).landing(views.LandingView(around, FORM))
    for one in asked().questions:
        if not isinstance(one.answer, Notice):
            yield f"question-{one.name}", question(one.name, language, test=around.test)
    for name, typed in wrong_forms().items():
        yield f"wrong-{name}", question(name, language, typed=typed, test=around.test)
    kept = {"answers": {"Age": "31"}, "unsaved": True, "last": True}
    yield "unsaved", question("Age", language, test=around.test, **kept)
    yield "notice", question("note", language, test=around.test)
    end = views.EndView(around, FORM, draw=True, marketing=True, ask_address=True, back=f"{HANDLE}/job")
    yield "end", shown.end(end)
    yield (
        "end-wrong",
        shown.end(replace(end, draw_ticked=True, address="a", wrong=views.EndWrong.ADDRESS)),
    )
    yield "end-screened", shown.end(replace(end, marketing=False, finished=views.Message.SCREENED_OUT))
    yield "thanks", shown.thanks(views.ThanksView(around))
    yield "thanks-entered", shown.thanks(views.ThanksView(around, True, True, "K7QM-2ZRT-9XWD"))
    for message in views.Message:
        again = "/s/tttttttttttttttttttttt" if message in AGAIN else ""
        yield message.value, shown.message(views.MessageView(around, message, again))
    until = datetime(2026, 12, 20, 18, tzinfo=UTC)
    link = "https://ask.northwind.example/s/Zm9vYmFyYmF6cXV4cXV1eA"
    yield "later", shown.later(views.LaterView(around, link, f"{HANDLE}/Age", until, sent=True))
    yield "unsubscribe", shown.unsubscribe(views.UnsubscribeView(around, FORM))
    yield "unsubscribed", shown.unsubscribe(views.UnsubscribeView(around))
    yield "draw-rules", shown.draw_rules(views.DrawRulesView(around))
    yield "draw-record", shown.draw_record(views.DrawRecordView(around))
    drawn = (views.Drawn("Gift card", "K7QM-2ZRT"), views.Drawn("Gift card", "9XWD-11AA"))
    record = views.DrawRecordView(around, "0f" * 32, 412, "14123456", "ab" * 32, drawn, "/draw/record.json")
    yield "draw-record-done", shown.draw_record(record)
    free = views.FreeEntryView(around, FORM)
    yield "free-entry", shown.free_entry(free)
    yield (
        "free-entry-wrong",
        shown.free_entry(replace(free, wrong=views.EndWrong.RULES, address="a@b.example")),
    )
    yield "free-entry-done", shown.free_entry(views.FreeEntryView(around, code="K7QM-2ZRT-9XWD"))
    yield "privacy", shown.privacy(views.PrivacyView(around))


AGAIN = {views.Message.PAUSED, views.Message.COOKIES, views.Message.TOO_MANY, views.Message.FAILED}
