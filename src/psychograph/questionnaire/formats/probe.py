"""A questionnaire with one of everything, by which formats show what they carry."""

from __future__ import annotations

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Answered, Any, Chosen, Compared, Not, Operator
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
)


def probe() -> Questionnaire:
    """Return a questionnaire on tea with every kind of answer and of logic, in two languages."""
    return Questionnaire(
        title=_said("Tea at home", "Tee zu Hause"),
        pages=(_welcome(), _about_you(), _opinions(), _habits()),
        intro=_said("Thank you for taking part.", "Danke, dass Sie mitmachen."),
        thanks=_said("That was all.", "Das war alles."),
    )


def _said(english: str, german: str) -> Translated:
    return Translated.of(english, {"de": german})


AGREE = AnswerScale(
    1,
    5,
    (
        (1, _said("Strongly disagree", "Stimme gar nicht zu")),
        (2, _said("Disagree", "Stimme nicht zu")),
        (3, _said("Neither", "Weder noch")),
        (4, _said("Agree", "Stimme zu")),
        (5, _said("Strongly agree", "Stimme voll zu")),
    ),
)
LIKELY = AnswerScale(0, 10, ((0, _said("Not at all", "Gar nicht")), (10, _said("Very", "Sehr"))))
UNSURE = Choice("98", _said("Don't know", "Weiß nicht"), declined=True)


def _welcome() -> Page:
    return Page(
        "welcome",
        (
            Question(
                "agreed",
                _said("We keep your answers for one year.", "Wir bewahren Ihre Antworten ein Jahr auf."),
                Consent("2026-11", _said("I agree", "Ich stimme zu")),
                required=True,
            ),
            Question("what", _said("The questions are about tea.", "Es geht um Tee."), Notice()),
        ),
    )


def _about_you() -> Page:
    adult = Compared("age", Operator.AT_LEAST, "18")
    return Page(
        "about_you",
        (
            Question(
                "age",
                _said("How old are you?", "Wie alt sind Sie?"),
                Number(16, 110, unit=_said("years", "Jahre")),
                required=True,
            ),
            Question(
                "spend",
                _said("What do you spend on tea in a month?", "Was geben Sie im Monat für Tee aus?"),
                Number(0, None, whole=False),
                help=_said("A guess will do.", "Eine Schätzung genügt."),
                shown_if=adult,
            ),
            Question(
                "home",
                _said("Where do you live?", "Wo wohnen Sie?"),
                Single(
                    (
                        Choice("city", _said("In a city", "In der Stadt")),
                        Choice("country", _said("In the country", "Auf dem Land")),
                        Choice("else", _said("Elsewhere, namely", "Anderswo, nämlich"), specify=True),
                        Choice("-99", _said("Prefer not to say", "Keine Angabe"), declined=True),
                    ),
                    shuffled=True,
                ),
                attribute="Home",
            ),
            Question(
                "postcode",
                _said("What is your postcode?", "Wie lautet Ihre Postleitzahl?"),
                Postcode("DE"),
                shown_if=All((adult, Not(Compared("home", Operator.EQUAL, "-99")))),
            ),
        ),
        title=_said("About you", "Über Sie"),
        intro=_said("First, something about you.", "Zuerst etwas über Sie."),
        shown_if=Compared("agreed", Operator.EQUAL, "1"),
    )


def _opinions() -> Page:
    items = (
        Item("trad_1", _said("Tea is tradition.", "Tee ist Tradition."), attribute="Tradition"),
        Item(
            "trad_2",
            _said("Old customs bore me.", "Alte Bräuche langweilen mich."),
            reversed=True,
            attribute="Tradition",
        ),
        Item("check", _said("Please choose Agree.", "Bitte wählen Sie Stimme zu."), expected="4"),
    )
    return Page(
        "opinions",
        (
            Question(
                "opinion",
                _said("How far do you agree?", "Wie weit stimmen Sie zu?"),
                Battery(AGREE, items, (UNSURE,), shuffled=True),
                required=True,
            ),
            Question(
                "recommend",
                _said("How likely are you to recommend tea?", "Würden Sie Tee empfehlen?"),
                Rating(LIKELY),
            ),
        ),
        shuffled=True,
    )


def _habits() -> Page:
    drinks = (
        Choice("1", _said("Black tea", "Schwarzer Tee")),
        Choice("2", _said("Green tea", "Grüner Tee")),
        Choice("3", _said("Herbal tea", "Kräutertee")),
        Choice("9", _said("None of these", "Nichts davon"), exclusive=True),
    )
    return Page(
        "habits",
        (
            Question(
                "drinks",
                _said("Which do you drink?", "Was trinken Sie?"),
                Multiple(drinks, shuffled=True, least=1, most=3),
                required=True,
            ),
            Question(
                "best",
                _said("Which do you like best?", "Was mögen Sie am liebsten?"),
                Ranking(drinks[:3], most=2),
                shown_if=Any((Chosen("drinks", "1"), Chosen("drinks", "2"))),
            ),
            Question(
                "last",
                _said("When did you last buy tea?", "Wann haben Sie zuletzt Tee gekauft?"),
                Day("2020-01-01", "2026-12-31"),
                shown_if=Answered("spend"),
            ),
            Question(
                "why", _said("Why do you drink tea?", "Warum trinken Sie Tee?"), FreeText(long=True, most=500)
            ),
            Question(
                "brand", _said("Which brand comes to mind?", "Welche Marke fällt Ihnen ein?"), FreeText()
            ),
        ),
    )
