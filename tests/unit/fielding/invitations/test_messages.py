"""What mail says, in five languages and two twins, and that nobody can write into its headers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from fieldworks import fieldwork
from fluent.syntax import FluentParser, ast

from psychograph.fielding.invitations.composing import Composer, Letter, Reader, words_of
from psychograph.fielding.invitations.messages import envelope_of, message_identity
from psychograph.fielding.plan.placeholders import PLACEHOLDERS, filled, unknown_placeholders
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Wave
from psychograph.reports.questionnaire.voice import SPOKEN

LINK, LEAVE = "https://ask.example.org/s/" + "A" * 22, "https://ask.example.org/u/" + "B" * 22
FIVE = {"en": "Tea", "de": "Tee", "fr": "Thé", "es": "Té", "ar": "الشاي"}


def letter(field: Fieldwork, wave: Wave | None = None, **reader: object) -> Letter:
    given = {"name": "Ann Lee", "language": "", "time_zone": "UTC", "arms": {}, **reader}
    assert field.plan.invitations is not None
    chosen = wave or field.plan.invitations.waves[0]
    return Composer(field).letter(chosen, Reader(**given), link=LINK, unsubscribe_link=LEAVE)  # type: ignore[arg-type]


def sent(field: Fieldwork, text: Letter, name: str = "Ann Lee") -> EmailMessage:
    made = envelope_of(
        field, text, message_id="5" * 32, address="ann@e.org", name=name, at=datetime(2026, 12, 1, tzinfo=UTC)
    )
    read = message_from_bytes(made.content, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def in_five_languages() -> Fieldwork:
    titled = "\n".join(f"  {tag}: {title}" for tag, title in FIVE.items())
    questions = (
        f"title:\n{titled}\npages:\n"
        "  - {name: one, questions: [{name: Age, type: number, ask: How old are you?, limits: [10, 110]}]}\n"
    )
    return fieldwork(questionnaire=questions, screen_out=None, quotas=None, counting=None)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_says_everything_in_both_twins(language: str) -> None:
    field = in_five_languages()
    found = letter(field, language=language)
    assert found.language == language
    assert FIVE[language] in found.subject
    for twin in (found.text, found.html):
        for part in (LINK, LEAVE, "Northwind Research", "1 High Street", "survey@example.org", "100"):
            assert part in twin, part
        assert "Ann Lee" in twin
    assert f'lang="{language}"' in found.html
    assert (f'dir="{"rtl" if language == "ar" else "ltr"}"') in found.html


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_has_every_word_with_the_same_placeholders(language: str) -> None:
    def messages(code: str) -> dict[str, set[str]]:
        from importlib.resources import files

        text = files("psychograph.fielding.invitations").joinpath("words", f"{code}.ftl").read_text("utf-8")
        body = FluentParser().parse(text).body
        assert not [one for one in body if isinstance(one, ast.Junk)]
        return {
            one.id.name: set(re.findall(r"\{ \$(\w+)", (one.value and str(ast_text(one))) or ""))
            for one in body
            if isinstance(one, ast.Message)
        }

    def ast_text(one: ast.Message) -> str:
        from fluent.syntax import FluentSerializer

        return FluentSerializer().serialize_entry(one)

    assert messages(language) == messages("en")


def test_hours_of_the_close_are_those_of_the_reader() -> None:
    field = fieldwork()  # closes on 20 December at 18:00 UTC
    assert "Sunday, 20 December 2026, 18:00" in letter(field).text.replace("\n", " ")
    tokyo = letter(field, time_zone="Asia/Tokyo").text.replace("\n", " ")
    assert "Monday, 21 December 2026, 03:00 (Japan Standard Time)" in tokyo


def test_a_language_that_the_questionnaire_lacks_gets_its_own() -> None:
    field = fieldwork()
    assert [letter(field, language=one).language for one in ("de-AT", "fr", "", "en-GB")] == [
        "de",
        "en",
        "en",
        "en",
    ]


def test_the_arm_decides_what_is_offered() -> None:
    both = fieldwork(incentives={"voucher": {"what": "Ten euros off", "worth": 10, "currency": "EUR"}})
    said = {arm: letter(both, arms={"incentive": arm}).text for arm in ("none", "draw", "voucher")}
    assert [("prize draw" in text, "Ten euros off" in text) for text in said.values()] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert "prize draw" in letter(both).text


def test_a_name_is_text_and_nothing_else() -> None:
    found = letter(fieldwork(), name='<script>alert(1)</script>"&{link}')
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html
    assert found.html.count(LINK) == 3  # the button, and the address that is shown and pressed


@pytest.mark.parametrize(
    "evil", ["Ann\r\nBcc: x@e.org", "Ann\nX: y", "Ann\x00\x1b[2J", "A" * 300, "Ann\u2028Bcc: x"]
)
def test_nobody_writes_into_headers(evil: str) -> None:
    field = fieldwork(invitations={"waves": [{"name": "w", "after_days": 0, "subject": "Hello {name}"}]})
    read = sent(field, letter(field, name=evil), name=evil)
    assert read["Bcc"] is None
    assert read["X"] is None
    assert [one.addr_spec for one in read["To"].addresses] == ["ann@e.org"]
    assert len(read.get_all("Subject")) == 1


def test_headers_are_those_of_a_message_one_can_leave_with_one_press() -> None:
    field = fieldwork(invitations={"reply_to": "answers@example.org", "sender_name": "Täglich Tee"})
    read = sent(field, letter(field))
    assert read["List-Unsubscribe"] == f"<{LEAVE}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        read["Message-ID"] == message_identity("5" * 32, "survey@example.org") == f"<{'5' * 32}@example.org>"
    )
    assert (read["Reply-To"], read["Auto-Submitted"]) == ("answers@example.org", "auto-generated")
    assert str(read["From"].addresses[0].display_name) == "Täglich Tee"
    assert read["Content-Language"] == "en"


def test_the_wire_is_seven_bits_and_no_line_too_long() -> None:
    field = in_five_languages()
    long = fieldwork(organiser={"privacy_notice": "x" * 5000})
    for made in (
        envelope_of(
            field, letter(field, language="ar"), message_id="1", address="a@e.org", name="", at=_now()
        ),
        envelope_of(long, letter(long), message_id="1", address="a@e.org", name="", at=_now()),
    ):
        made.content.decode("ascii")
        assert max(map(len, made.content.split(b"\r\n"))) <= 998  # RFC 5322, section 2.1.1
        assert b"\n" not in made.content.replace(b"\r\n", b"")


def _now() -> datetime:
    return datetime(2026, 12, 1, tzinfo=UTC)


def test_twins_say_the_same_and_html_fetches_nothing() -> None:
    found = letter(fieldwork())
    bare = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", found.html, flags=re.S)
    html, text = (set(re.findall(r"\w{4,}", one)) for one in (bare, found.text))
    assert text - html <= {"more", "messages", "about", "this", "B" * 22}
    assert not re.search(r"<(img|link|script|iframe)|url\(|@import|src=", found.html)
    assert "prefers-color-scheme: dark" in found.html
    assert set(re.findall(r'href="([^"]+)"', found.html)) == {LINK, LEAVE}


def test_texts_of_the_plan_stand_instead_of_the_usual_ones() -> None:
    text = {"en": "Dear {name},\n\nplease see {link} until {closes}.", "de": "Guten Tag {name}: {link}"}
    field = fieldwork(
        invitations={
            "waves": [{"name": "w", "after_days": 0, "subject": {"en": "S", "de": "T"}, "text": text}]
        }
    )
    english, german = letter(field), letter(field, language="de", name="")
    assert english.subject == "S"
    assert english.opening[0] == "Dear Ann Lee,"
    assert english.button == ""
    assert f'<a href="{LINK}"' in english.html
    assert german.opening == (f"Guten Tag: {LINK}",)
    without = fieldwork(invitations={"waves": [{"name": "w", "after_days": 0, "text": "Please, {name}."}]})
    assert letter(without).button == "Go to the survey"


def test_the_last_of_three_waves_says_so() -> None:
    waves = [{"name": name, "after_days": days} for name, days in (("a", 0), ("b", 3), ("c", 6))]
    field = fieldwork(invitations={"waves": waves})
    assert field.plan.invitations is not None
    subjects = [letter(field, wave).subject for wave in field.plan.invitations.waves]
    assert subjects == [
        "Your view, please: Tea and you",
        "A reminder: Tea and you",
        "Last reminder: Tea and you",
    ]


def test_placeholders_are_filled_once_and_unknown_ones_are_found() -> None:
    assert unknown_placeholders("{name} {lnik} {link} {}") == ("lnik", "")
    assert filled("{a}{b}", {"a": "{b}", "b": "x"}) == "{b}x"
    assert all(unknown_placeholders(f"{{{one}}}") == () for one in PLACEHOLDERS)
    assert filled("{name.__class__}", {"name": "x"}) == ""


def test_numbers_of_minutes_are_said_as_each_language_says_them() -> None:
    words = words_of("ar")
    said = [words.say("invitation", organiser="o", title="t", minutes=minutes) for minutes in (1, 2, 5, 20)]
    assert len(set(said)) == 4
    assert "5 دقائق" in said[2]
