"""A questionnaire as a tab-separated survey structure of LimeSurvey, and what it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Condition
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.foreign.steps import steps_of
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.limesurvey.coded import Coded
from psychograph.questionnaire.formats.limesurvey.script import script
from psychograph.questionnaire.formats.limesurvey.texts import safe
from psychograph.questionnaire.formats.limesurvey.tsv import tab_separated
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
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

LONGEST_TITLE = 200  # letters of titles of surveys and groups
RATING = "psychograph-rating"  # classes of style sheets, by which kinds are found again
CONSENT = "psychograph-consent"
AGREED = "1"
VERSION = re.compile(r"[A-Za-z0-9._-]+")

Row = dict[str, str]


def write(questionnaire: Questionnaire) -> Written:
    """Return a questionnaire as LimeSurvey's importer takes it.

    Pages become groups, batteries arrays (type F), ratings and single choices lists (L), several choices
    M, rankings R, numbers N, texts S and T, days D, notices X. What comes after a consent is shown only
    with it. All rows stand once for each language.
    """
    made = _Writing(questionnaire)
    rows = list(made.rows())
    return Written({".txt": tab_separated(rows)}, tuple(made.losses))


class _Writing:
    """One survey as it is written."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.languages = (questionnaire.language, *questionnaire.languages)
        self.losses: list[Loss] = []
        self.gates: list[str] = []
        coded = Coded(questionnaire, self.lose)
        self.code, self.answers = coded.code, coded.answers
        self.others, self.terms = coded.others, coded.terms

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        loss = Loss(where, aspect, what, instead)
        if loss not in self.losses:
            self.losses.append(loss)

    # Rows

    def rows(self) -> Iterator[Row]:
        asked = self.questionnaire
        untitled = [page for page in asked.pages if not page.title]
        settings = {
            "language": asked.language,
            "additional_languages": " ".join(asked.languages),
            "format": "G",  # group by group: one page each
            "showwelcome": "Y" if asked.intro else "N",
            "shownoanswer": "N",  # else "No answer" is added to choices
            "showgroupinfo": "D" if len(untitled) == len(asked.pages) else "B",
        }
        for name, value in settings.items():
            yield {"class": "S", "name": name, "text": value}
        for tag in self.languages:
            texts = {
                "surveyls_title": self.title(WHOLE, asked.title, tag) or "-",
                "surveyls_welcometext": self.said(WHOLE, asked.intro, tag),
                "surveyls_endtext": self.said(WHOLE, asked.thanks, tag),
            }
            for name, text in texts.items():
                yield {"class": "SL", "name": name, "text": text, "language": tag}
        for page in asked.pages:
            if not page.title and len(untitled) < len(asked.pages):
                self.lose(page.name, Aspect.TEXT, "that the page has no title", "its name is shown")
        for tag in self.languages:
            self.gates = []
            for page in asked.pages:
                yield from self.page(page, tag)
        self.losses.extend(measured_losses(asked))

    def title(self, where: str, text: Translated, tag: str) -> str:
        said = self.said(where, text, tag)
        whole = text.read(tag)
        while len(said) > LONGEST_TITLE:
            aspect = Aspect.TEXT if tag == self.languages[0] else Aspect.TRANSLATION
            self.lose(where, aspect, f"all after {LONGEST_TITLE} letters of a title", "the title ends there")
            whole = whole[: len(whole) - max(1, (len(said) - LONGEST_TITLE) // 6)]
            said = safe(whole.rstrip())
        return said

    def said(self, where: str, text: Translated, tag: str) -> str:
        """Return a text in a language; where it is not translated, as it was written."""
        base, said = safe(text.text), safe(text.read(tag))
        if tag != self.languages[0] and text.has(tag) and said == base:
            self.lose(
                where,
                Aspect.TRANSLATION,
                f"that {tag} says the same, by its own translation",
                "the same words are shown",
            )
        return said

    def page(self, page: Page, tag: str) -> Iterator[Row]:
        if page.title and page.title.text == page.name:
            self.lose(page.name, Aspect.TEXT, "that the page's title is its name", "it is taken for no title")
            if page.title.others:
                self.lose(page.name, Aspect.TRANSLATION, "translations of that title", "none are taken")
        yield {
            "class": "G",
            "type/scale": page.name,
            "name": self.title(page.name, page.title or Translated(page.name), tag),
            "relevance": self.relevance(page.name, page.shown_if),
            "text": self.said(page.name, page.intro, tag),
            "language": tag,
        }
        before, self.gates = self.gates, []
        for question in page.questions:
            yield from self.question(question, page, tag)
        self.gates = before + self.gates

    def relevance(self, where: str, condition: Condition | None) -> str:
        if condition is None:
            return " and ".join(self.gates) or "1"
        try:
            own = script(condition, self.terms)
        except ValueError as reason:
            self.lose(where, Aspect.SKIP, f"when it is shown ({condition}): {reason}", "it is always shown")
            return " and ".join(self.gates) or "1"
        return " and ".join([*self.gates, f"({own})"]) if self.gates else own

    def question(self, question: Question, page: Page, tag: str) -> Iterator[Row]:
        answer, name = question.answer, question.name
        kind, attributes = self.kind(question, tag)
        if page.shuffled:
            attributes["random_group"] = page.name
        row = {
            "class": "Q",
            "type/scale": kind,
            "name": self.code[name],
            "relevance": self.relevance(name, question.shown_if),
            "text": self.said(name, question.text, tag),
            "help": self.said(name, question.help, tag),
            "language": tag,
            "mandatory": "Y" if question.required and not isinstance(answer, Notice) else "N",
            "other": "Y" if name in self.others else "N",
        }
        yield row | attributes
        yield from self.parts(question, tag)
        if isinstance(answer, Consent):
            self.gates = [*self.gates, self.gate(question, page)]

    def gate(self, question: Question, page: Page) -> str:
        """Return when what follows a consent is shown: with agreement, or where nobody was asked for it."""
        agreed = f"!is_empty({self.code[question.name]}.NAOK)"
        asked = tuple(one for one in (page.shown_if, question.shown_if) if one is not None)
        try:
            return f"({agreed} or !({script(All(asked), self.terms)}))" if asked else agreed
        except ValueError:  # told where the condition itself is written
            return agreed

    def kind(self, question: Question, tag: str) -> tuple[str, Row]:
        """Return LimeSurvey's type of a question, and its attributes."""
        answer, name = question.answer, question.name
        match answer:
            case Rating(_, declined):
                self.declined(name, answer.scale, declined)
                return "L", {"cssclass": RATING}
            case Battery(scale, _, declined, shuffled):
                self.declined(name, scale, declined)
                return "F", _shuffled(shuffled)
            case Single(choices, shuffled):
                self.flags(name, choices, exclusive=False)
                self.stay_last(name, choices, shuffled)
                return "L", _shuffled(shuffled) | self.other(name, choices, tag)
            case Multiple(choices, shuffled):
                self.flags(name, choices, exclusive=True)
                self.stay_last(name, choices, shuffled)
                return "M", _shuffled(shuffled) | self.other(name, choices, tag) | self.several(name, answer)
            case Ranking(choices, shuffled, most):
                self.flags(name, choices, exclusive=False)
                return "R", _shuffled(shuffled) | ({"max_answers": str(most)} if most is not None else {})
            case Number():
                return "N", self.number(name, answer, tag)
            case FreeText(long, most):
                return "T" if long else "S", {"maximum_chars": str(most)} if most is not None else {}
            case Postcode(country):
                self.lose(name, Aspect.TYPE, "that the answer is a postcode", "a short text is asked")
                if country:
                    self.lose(
                        name, Aspect.LIMITS, f"the rules of postcodes of {country}", "any text is taken"
                    )
                return "S", {}
            case Day(earliest, latest):
                bounds = {"date_min": earliest, "date_max": latest}
                return "D", {"date_format": "yyyy-mm-dd"} | {key: day for key, day in bounds.items() if day}
            case Consent(version):
                if VERSION.fullmatch(version):
                    return "L", {"cssclass": f"{CONSENT}-{version}"}
                self.lose(name, Aspect.KEY, f"the version {version} of what is agreed to", "note it by hand")
                return "L", {"cssclass": CONSENT}
        return "X", {}

    def number(self, name: str, answer: Number, tag: str) -> Row:
        ends = {"min_num_value_n": answer.low, "max_num_value_n": answer.high}
        found = {key: f"{end:.15g}" for key, end in ends.items() if end is not None}
        if answer.whole:
            found["num_value_int_only"] = "1"
        if answer.unit:
            found["suffix"] = self.said(name, answer.unit, tag)
        return found

    def several(self, name: str, answer: Multiple) -> Row:
        found: Row = {}
        if answer.least is not None:
            found["min_answers"] = str(answer.least)
        if answer.most is not None:
            found["max_answers"] = str(answer.most)
        codes = self.answers[name]
        exclusive = [codes[choice.code] for choice in answer.choices if choice.exclusive]
        if exclusive:
            found["exclude_all_others"] = ";".join(exclusive)
        return found

    def other(self, name: str, choices: Sequence[Choice], tag: str) -> Row:
        """Return the words of the choice that LimeSurvey calls "other", and where it stands."""
        other = self.others.get(name)
        if other is None:
            return {}
        place = [choice.code for choice in choices].index(other.code)
        found = {"other_replace_text": self.said(name, other.label, tag), "other_position": "end"}
        if place == 0:
            found["other_position"] = "beginning"
        elif place < len(choices) - 1:
            found["other_position"] = "specific"
            found["other_position_code"] = self.answers[name][choices[place - 1].code]
        return found

    def declined(self, name: str, scale: AnswerScale, declined: Sequence[Choice]) -> None:
        codes = self.answers[name]
        if declined and codes[declined[0].code] == str(int(codes[str(scale.high)]) + 1):
            told = f"that '{declined[0].label}' is no step of the scale"
            self.lose(name, Aspect.CHOICE, told, "its code follows the last step; change it by hand")

    def flags(self, name: str, choices: Sequence[Choice], *, exclusive: bool) -> None:
        if any(choice.declined for choice in choices):
            told = "which choice means no answer"
            self.lose(name, Aspect.CHOICE, told, "codebook.json lists its code as missing")
        if not exclusive and any(choice.exclusive for choice in choices):
            self.lose(
                name, Aspect.CHOICE, "which choice rules the others out", "nothing, since one is chosen"
            )
        if any(choice.specify for choice in choices) and name not in self.others:
            self.lose(name, Aspect.CHOICE, "which choice asks for a text", "no text is asked")

    def stay_last(self, name: str, choices: Sequence[Choice], shuffled: bool) -> None:
        if shuffled and any(choice.exclusive or choice.declined for choice in choices):
            told = "that choices such as 'none of these' stay last"
            self.lose(name, Aspect.ORDER, told, "they are shuffled with the rest")

    def parts(self, question: Question, tag: str) -> Iterator[Row]:
        """Yield the sub-questions and answers of a question."""
        answer, name = question.answer, question.name
        codes = self.answers[name]
        match answer:
            case Battery(items=items):
                for item in items:
                    yield self.part("SQ", self.code[item.name], item.name, item.text, tag)
            case Multiple(choices):
                for choice in choices:
                    if choice is not self.others.get(name):
                        yield self.part("SQ", codes[choice.code], name, choice.label, tag)
            case Consent(_, label):
                yield self.part("A", AGREED, name, label, tag)
        if isinstance(answer, (Rating, Battery)):
            for step in steps_of(answer.scale):
                yield self.part("A", codes[step.code], name, step.label, tag)
        if not isinstance(answer, Multiple):
            for choice in choices_of(answer):
                if choice is not self.others.get(name):
                    yield self.part("A", codes[choice.code], name, choice.label, tag)

    def part(self, kind: str, code: str, where: str, text: Translated, tag: str) -> Row:
        row = {"class": kind, "type/scale": "0", "name": code, "text": self.said(where, text, tag)}
        return row | {"language": tag} | ({"relevance": "1"} if kind == "SQ" else {})


def _shuffled(shuffled: bool) -> Row:
    return {"random_order": "1"} if shuffled else {}
