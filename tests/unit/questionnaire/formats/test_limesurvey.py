"""LimeSurvey: rows as its importer reads them, its logic and codes, surveys of others, bad files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.comparing.differences import covers, differences
from psychograph.questionnaire.conditions import Answered, Chosen, Compared, Condition, Not, Operator
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken, Written
from psychograph.questionnaire.formats.limesurvey import FORMAT, lss
from psychograph.questionnaire.formats.limesurvey.codes import Codes
from psychograph.questionnaire.formats.limesurvey.script import Term, Variable, condition_of, script
from psychograph.questionnaire.formats.limesurvey.texts import computes, safe
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    FreeText,
    Item,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Single,
)

SAMPLES = Path(__file__).parent / "samples"


def imported(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a file as LimeSurvey's importer takes them apart (TSVImportSurvey)."""
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t"))
    # PHP takes a backslash before a quote for an escape, and strips quotes around a value once more.
    assert "\\" not in text
    made = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert not any(re.fullmatch('".*"', cell) for row in made for cell in row.values())
    return made


def write(questionnaire: Questionnaire) -> Written:
    assert FORMAT.write is not None
    return FORMAT.write(questionnaire)


def rows_of(questionnaire: Questionnaire, kind: str = "Q") -> dict[str, dict[str, str]]:
    rows = imported(write(questionnaire).files[".txt"])
    return {row["name"]: row for row in rows if row["class"] == kind}


def read(content: bytes) -> Taken:
    assert FORMAT.read is not None
    return FORMAT.read("survey.txt", content)


def asked(*questions: Question) -> Questionnaire:
    return Questionnaire(Translated("Tea"), (Page("p", questions),))


class TestWriting:
    def test_codes_keep_the_rules_of_limesurvey(self) -> None:
        rows = imported(write(probe()).files[".txt"])
        for row in rows:
            match row["class"]:
                case "Q":
                    assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", row["name"])
                    assert row["mandatory"] in {"Y", "N"}
                case "SQ":
                    assert re.fullmatch("[A-Za-z0-9]{1,20}", row["name"])
                    assert row["type/scale"] == "0"
                case "A":
                    assert re.fullmatch("[A-Za-z0-9]{1,5}", row["name"])
                    assert row["type/scale"] == "0"

    def test_every_language_has_every_row(self) -> None:
        rows = imported(write(probe()).files[".txt"])
        by_language: dict[str, list[tuple[str, str, str]]] = {}
        for row in rows:
            if row["class"] in {"G", "Q", "SQ", "A"}:
                key = (row["class"], row["name"] if row["class"] != "G" else "", row["type/scale"])
                by_language.setdefault(row["language"], []).append(key)
        assert list(by_language) == ["en", "de"]
        assert by_language["en"] == by_language["de"]
        settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
        assert (settings["language"], settings["additional_languages"]) == ("en", "de")

    def test_a_battery_is_an_array(self) -> None:
        scale = AnswerScale(-2, 2, ((-2, Translated("No")), (2, Translated("Yes"))))
        items = (Item("bfi_1", Translated("One")), Item("Att_Trad", Translated("Two")))
        questionnaire = asked(Question("bfi", Translated("How much?"), Battery(scale, items, shuffled=True)))
        made = write(questionnaire)
        rows = imported(made.files[".txt"])
        (array,) = (row for row in rows if row["class"] == "Q")
        assert (array["type/scale"], array["random_order"]) == ("F", "1")
        assert [row["name"] for row in rows if row["class"] == "SQ"] == ["1", "AttTrad"]
        assert [row["name"] for row in rows if row["class"] == "A"] == ["1", "2", "3", "4", "5"]
        told = {loss.aspect: str(loss) for loss in made.losses}
        assert "-2 is 1" in told[Aspect.CODES]
        assert any("bfi[AttTrad]" in loss.instead for loss in made.losses if loss.where == "Att_Trad")
        assert any("bfi[1]" in loss.instead for loss in made.losses if loss.where == "bfi")
        back = read(made.files[".txt"]).questionnaire.question("bfi").answer
        assert isinstance(back, Battery)
        assert [item.name for item in back.items] == ["bfi_1", "AttTrad"]

    def test_other_becomes_limesurveys_own(self) -> None:
        choices = (
            Choice("tea", Translated("Tea")),
            Choice("else", Translated("Else, namely"), specify=True),
            Choice("none", Translated("None"), exclusive=True),
        )
        questionnaire = asked(Question("own", Translated("Own?"), Multiple(choices, least=1, most=2)))
        row = rows_of(questionnaire)["own"]
        assert (row["other"], row["other_replace_text"]) == ("Y", "Else, namely")
        assert (row["other_position"], row["other_position_code"]) == ("specific", "tea")
        assert (row["exclude_all_others"], row["min_answers"], row["max_answers"]) == ("none", "1", "2")
        back = read(write(questionnaire).files[".txt"]).questionnaire.question("own").answer
        assert isinstance(back, Multiple)
        assert [choice.code for choice in back.choices] == ["tea", "other", "none"]
        assert (back.choices[1].specify, back.choices[2].exclusive) == (True, True)

    def test_what_follows_a_consent_is_asked_with_it_only(self) -> None:
        consent = Question("agreed", Translated("May we?"), Consent("2026-11"), required=True)
        after = Question(
            "why", Translated("Why?"), FreeText(), shown_if=Compared("agreed", Operator.EQUAL, "1")
        )
        later = Page("later", (Question("age", Translated("Age?"), Number()),))
        questionnaire = Questionnaire(Translated("Tea"), (Page("p", (consent, after)), later))
        rows = rows_of(questionnaire)
        assert rows["why"]["relevance"] == '!is_empty(agreed.NAOK) and (agreed.NAOK == "1")'
        assert rows_of(questionnaire, "G")["later"]["relevance"] == "!is_empty(agreed.NAOK)"
        back = read(write(questionnaire).files[".txt"]).questionnaire
        assert back.question("agreed").answer == Consent("2026-11")
        assert back.question("why").shown_if == after.shown_if
        assert back.pages[1].shown_if is None

    def test_texts_are_shown_and_not_computed(self) -> None:
        odd = 'A {name} \\"quoted\\" & <b>bold</b>\nnext\tline'
        row = rows_of(asked(Question("q", Translated(odd), FreeText())))["q"]
        assert not computes(row["text"])
        assert "<b>" not in row["text"]
        back = read(write(asked(Question("q", Translated(odd), FreeText()))).files[".txt"])
        assert str(back.questionnaire.question("q").text) == odd

    def test_numbers_and_shuffled_pages(self) -> None:
        age = Question("age", Translated("Age?"), Number(16, 110, unit=Translated("years")))
        page = Page("about", (age, Question("why", Translated("Why?"), FreeText(long=True))), shuffled=True)
        rows = rows_of(Questionnaire(Translated("Tea"), (page,)))
        assert (rows["age"]["min_num_value_n"], rows["age"]["max_num_value_n"]) == ("16", "110")
        assert (rows["age"]["num_value_int_only"], rows["age"]["suffix"]) == ("1", "years")
        assert {row["random_group"] for row in rows.values()} == {"about"}
        assert rows["why"]["type/scale"] == "T"

    def test_equal_questionnaires_are_equal_bytes(self) -> None:
        assert write(probe()) == write(probe())

    def test_the_probe_comes_back_but_for_what_is_told(self) -> None:
        made = write(probe())
        back = read(made.files[".txt"])
        losses = made.losses + back.losses
        renamed = {
            loss.where: re.findall(r"\w+", loss.instead)[-1]
            for loss in made.losses
            if loss.aspect is Aspect.NAME and loss.what.startswith("the name")
        }
        found = differences(probe(), back.questionnaire, renamed)
        assert [str(one) for one in found if not any(covers(loss, one) for loss in losses)] == []


class TestConditions:
    TERMS: Mapping[str, Term] = {
        "age": Term(["age"], "number"),
        "home": Term(["home"], "code"),
        "own": Term(["own_a", "own_b"], "several", {"a": "own_a", "b": "own_b"}),
        "agree": Term(["att_agree"], "code"),
    }
    VARIABLES: Mapping[str, Variable] = {
        "age": Variable("age"),
        "home": Variable("home"),
        "own_a": Variable("own", "a"),
        "own_b": Variable("own", "b"),
        "att_agree": Variable("agree"),
        "1X2X3": Variable("home"),
        "consent": Variable("consent", gate=True),
    }

    @pytest.mark.parametrize(
        ("condition", "said"),
        [
            (Compared("age", Operator.AT_LEAST, "18"), "!is_empty(age.NAOK) and age.NAOK >= 18"),
            (Compared("home", Operator.EQUAL, "1"), 'home.NAOK == "1"'),
            (Compared("home", Operator.UNEQUAL, "1"), '!is_empty(home.NAOK) and home.NAOK != "1"'),
            (Compared("agree", Operator.MORE, "3"), "!is_empty(att_agree.NAOK) and att_agree.NAOK > 3"),
            (Chosen("own", "b"), 'own_b.NAOK == "Y"'),
            (Answered("own"), "count(own_a.NAOK, own_b.NAOK) > 0"),
            (Not(Answered("home")), "!(!is_empty(home.NAOK))"),
        ],
    )
    def test_both_ways(self, condition: Condition, said: str) -> None:
        assert script(condition, self.TERMS) == said
        assert condition_of(said, self.VARIABLES) == condition

    @pytest.mark.parametrize(
        ("said", "condition"),
        [
            ('((home.NAOK == "A1"))', 'home = "A1"'),
            ("home == 'A1' && age ge 18", 'home = "A1" and age >= 18'),
            ('(1X2X3.NAOK eq "2") or own_a != "Y"', 'home = 2 or not (own includes "a")'),
            ('home.NAOK != "1"', "not (home = 1)"),
            ("is_empty(age.NAOK) || !(age < 3)", "not (answered(age)) or not (age < 3)"),
            ("18 <= age", "age >= 18"),
        ],
    )
    def test_as_others_write(self, said: str, condition: str) -> None:
        assert str(condition_of(said, self.VARIABLES)) == condition

    @pytest.mark.parametrize("said", ["1", "!is_empty(consent.NAOK)", "(!is_empty(consent) or !(age > 3))"])
    def test_what_always_holds(self, said: str) -> None:
        assert condition_of(said, self.VARIABLES) is None

    @pytest.mark.parametrize(
        "said",
        [
            "strlen(home.NAOK) > 2",
            "age == home",
            "sum(age, age) > 3",
            "count(own_a.NAOK) > 0",
            "count(own_a, own_b) >= 2",
            'later == "1"',
            "age = 18",
            'regexMatch("/x/", home)',
            "(" * 500,
            "age + 1 > 3",
            'own_a > "N"',
        ],
    )
    def test_what_says_more_is_refused_in_words(self, said: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            condition_of(said, self.VARIABLES)

    def test_what_cannot_be_quoted_is_told(self) -> None:
        why = Question("why", Translated("Why?"), FreeText())
        shown_if = Compared("why", Operator.EQUAL, "both ' and \"")
        made = write(asked(why, Question("b", Translated("B?"), FreeText(), shown_if=shown_if)))
        assert [(loss.where, loss.aspect) for loss in made.losses] == [("b", Aspect.SKIP)]


class TestCodes:
    def test_answers_are_cut_to_five_signs_and_stay_apart(self) -> None:
        codes = Codes(5, letter_first=False).take_all(["smartwatch", "smartphone", "smart", "-9", "9", "ä"])
        assert codes == {
            "smart": "smart", "9": "9", "smartwatch": "smar2", "smartphone": "smar3", "-9": "m9", "ä": "a"
        }  # fmt: skip

    def test_conditions_follow_codes_that_change(self) -> None:
        choices = (Choice("smartwatch", Translated("Watch")), Choice("no", Translated("No")))
        first = Question("own", Translated("Own?"), Single(choices))
        then = Question(
            "b", Translated("B?"), FreeText(), shown_if=Compared("own", Operator.EQUAL, "smartwatch")
        )
        made = write(asked(first, then))
        assert 'own.NAOK == "smart"' in made.files[".txt"].decode().replace('""', '"')
        assert "smartwatch is smart" in str(made.losses[0])

    def test_rankings_cannot_be_asked_for_a_choice(self) -> None:
        choices = (Choice("a", Translated("A")), Choice("b", Translated("B")))
        first = Question("r", Translated("Rank"), Ranking(choices))
        then = Question("b", Translated("B?"), FreeText(), shown_if=Chosen("r", "a"))
        assert [loss.aspect for loss in write(asked(first, then)).losses] == [Aspect.SKIP]


class TestLss:
    def taken(self) -> Taken:
        return lss.read("tea.lss", (SAMPLES / "tea.lss").read_bytes())

    def test_questions_in_their_order_with_languages(self) -> None:
        made = self.taken().questionnaire
        assert [page.name for page in made.pages] == ["page_1", "page_2"]
        assert [question.name for question in made.questions] == [
            "tea", "where", "taste", "cups", "first", "why", "rank", "sure", "sure_SQ001", "end",
        ]  # fmt: skip
        assert made.title == Translated.of("Tea", {"de": "Tee"})
        assert made.question("cups").answer == Number(0.0, 30.0, unit=Translated.of("cups", {"de": "Tassen"}))

    def test_logic_in_our_words(self) -> None:
        made = self.taken().questionnaire
        assert str(made.pages[1].shown_if) == 'not (tea = "A2")'
        assert str(made.question("taste").shown_if) == 'where includes "SQ001" or where includes "SQ002"'
        assert str(made.question("cups").shown_if) == "taste_SQ002 = 3 and answered(tea)"
        assert made.question("why").shown_if is None

    def test_every_loss(self) -> None:
        told = [(loss.where, loss.aspect) for loss in self.taken().losses]
        assert told == [
            ("tea", Aspect.TEXT),  # <b>
            ("taste", Aspect.CODES),  # AO01
            ("taste_SQ001", Aspect.NAME),
            ("taste_SQ002", Aspect.NAME),
            ("why", Aspect.TEXT),  # {TOKEN:FIRSTNAME}
            ("why", Aspect.SKIP),  # strlen
            ("score", Aspect.CONTENT),  # an equation
            ("sure", Aspect.TYPE),  # an array of yes, uncertain, no
            ("sure_SQ001", Aspect.NAME),
        ]

    def test_it_is_recognised(self) -> None:
        content = (SAMPLES / "tea.lss").read_bytes()
        assert lss.is_lss(content)
        assert not lss.is_lss(content.replace(b"LimeSurveyDocType", b"Other"))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ((b"<LimeSurveyDocType>Survey", b"<LimeSurveyDocType>Label set"), "holds 'Label set'"),
            ((b"<document>", b"<document>&x;"), "line 2"),
            ((b"<gid><![CDATA[2]]></gid>", b"<gid>77</gid>"), "the group '2'"),
            ((b"</document>", b""), "ends early"),
        ],
    )
    def test_bad_files(self, change: tuple[bytes, bytes], said: str) -> None:
        content = (SAMPLES / "tea.lss").read_bytes().replace(*change, 1)
        with pytest.raises(QuestionnaireError) as reason:
            lss.read("tea.lss", content)
        assert said in str(reason.value)


class TestBadTables:
    HEAD = "class\ttype/scale\tname\trelevance\ttext\n"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("name\ttext\nQ\tx\n", "survey.txt, line 1"),
            (HEAD + "Q\tT\tq1\t1\tWhy?\n", "survey.txt, line 2, column class"),
            (HEAD + "G\t\tg\t1\t\nSQ\t0\ta\t1\tA\n", "survey.txt, line 3, column class"),
            (HEAD + "G\t\tg\t1\t\nZZ\t0\ta\t1\tA\n", "'ZZ'"),
            (HEAD + "G\t\tg\t1\t\nQ\tT\t\t1\tA\n", "survey.txt, line 3, column name"),
            (HEAD + "G\t\tg\t1\t\n", "no question"),
            ("", "an empty file"),
        ],
    )
    def test_the_place_is_named(self, text: str, said: str) -> None:
        with pytest.raises(QuestionnaireError) as reason:
            read(text.encode())
        assert said in str(reason.value)

    def test_a_table_by_hand(self) -> None:
        table = self.HEAD + "G\t\tOne\t1\t\nQ\t!\tq1\t1\tWhy?\nA\t0\t1\t\tYes\nA\t0\t2\t\tNo\nQTA\t\tfull\n"
        taken = read(table.encode("utf-16"))
        (question,) = taken.questionnaire.questions
        assert isinstance(question.answer, Single)
        assert [(loss.where, loss.aspect) for loss in taken.losses] == [
            ("q1", Aspect.TYPE),  # a menu
            ("questionnaire", Aspect.CONTENT),  # a quota
        ]


def test_safe_texts_hold_nothing_that_php_or_limesurvey_reads() -> None:
    assert not set('"\\{}') & set(safe('{a} \\"b\\"'))


def test_a_consent_whose_version_no_class_can_hold_comes_back_with_a_loss() -> None:
    consent = Question("agreed", Translated("May we?"), Consent("May 2026 / second"), required=True)
    written = write(asked(consent, Question("age", Translated("How old?"), Number())))
    assert any(loss.where == "agreed" and loss.aspect is Aspect.KEY for loss in written.losses)
    taken = read(written.files[".txt"])
    answer = taken.questionnaire.pages[0].questions[0].answer
    assert isinstance(answer, Consent)
    assert answer.version == "unknown"
    assert any(loss.where == "agreed" and loss.aspect is Aspect.KEY for loss in taken.losses)
