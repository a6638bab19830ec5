"""Write a field.yaml that explains itself, guessed from the questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from psychograph.questionnaire.model import Consent, Number, Question, Questionnaire, Single
from psychograph.questionnaire.planning.length import duration
from psychograph.study.template import scalar

DAYS_OPEN = 18  # a Monday to the Friday of the third week: an invitation, two reminders, time to answer
KEY_DAYS, CONTACT_DAYS, ANSWER_YEARS = 60, 90, 3
AGES = frozenset({"age", "alter", "edad", "idade", "âge", "leeftijd"})
GENDERS = frozenset({"gender", "sex", "geschlecht", "genre", "sexo", "genero", "género"})


def render_plan(questionnaire: Questionnaire, now: datetime) -> str:
    """Return the text of a commented ``field.yaml``.

    Parameters
    ----------
    questionnaire : Questionnaire
        What will be asked: its length, its consent, whom it could screen out and count.
    now : datetime
        When it is written; the period begins on the Monday after next.

    Returns
    -------
    str
        YAML 1.2 that `parse_plan` accepts. What only the organiser knows stands in square brackets, which
        `psychograph field check` names until they are filled in.
    """
    opens = _monday_after_next(now)
    closes = datetime.combine((opens + timedelta(days=DAYS_OPEN)).date(), time(18))
    blocks = (
        _head(questionnaire),
        _organiser(),
        _period(opens, closes),
        _entrance(),
        _counting(),
        _screening(questionnaire),
        _quotas(questionnaire),
        _invitations(),
        _incentives(closes),
        _privacy(closes),
        _rest(questionnaire),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _monday_after_next(now: datetime) -> datetime:
    days = 14 - now.weekday()
    return datetime.combine((now + timedelta(days=days)).date(), time(9))


def _head(questionnaire: Questionnaire) -> Iterator[str]:
    title = " ".join(str(questionnaire.title).split())
    languages = ", ".join((questionnaire.language, *questionnaire.languages))
    yield f"# How and when people are asked: {title}"
    yield f"# The questionnaire takes {duration(questionnaire)} and speaks {languages}."
    yield "# Everything here is decided before the start. `psychograph field check` says whether it is in"
    yield "# order, docs/field-plan.md what every key means. Texts may be given for each language:"
    yield "# text: {en: Hello, de: Hallo}."


def _organiser() -> Iterator[str]:
    yield "# Who asks, and whom people can turn to. They see this on every page and in every message."
    yield "organiser:"
    yield '  name: "[Name of your organisation]"'
    yield "  contact: survey@example.org # questions and complaints go here; somebody should read it"
    yield '  address: "[Street and number, town, country]" # laws on mail want a postal address'
    yield "  # What becomes of answers and addresses: a text, or the https address of one."
    yield "  privacy_notice: >-"
    yield "    [Say who is responsible, what is kept, why, on which legal ground, for how long, who gets to"
    yield "    see it, and which rights people have.]"


def _period(opens: datetime, closes: datetime) -> Iterator[str]:
    yield "# When the field is open, on the clock of one time zone. Whoever has begun may finish for two"
    yield "# hours after the close."
    yield "period:"
    yield f'  opens: "{opens:%Y-%m-%d %H:%M}"'
    yield f'  closes: "{closes:%Y-%m-%d %H:%M}"'
    yield "  time_zone: UTC # such as Europe/Berlin; also that of contacts who have none of their own"


def _entrance() -> Iterator[str]:
    yield "# invited: personal links only, so that each person answers once and response rates can be told."
    yield "# anyone: an open link as well, for panels and posters; who comes by it is nobody's sample."
    yield "entrance: invited"
    yield "open_link:"
    yield "  at_most: 10000 # cases that may begin by the open link, where there is one"


def _counting() -> Iterator[str]:
    yield "# What counts as a complete and as a partial answer; AAPOR's response rates rest on it, so it is"
    yield "# declared before the start."
    yield "counting:"
    yield "  complete: 0.8 # share of the questions on their way that somebody answered who came to the end"
    yield "  partial: 0.5 # share from which it is a partial answer; below, a break-off"
    yield "  needed: [] # questions without which nothing is complete, such as those your segments rest on"


def _screening(questionnaire: Questionnaire) -> Iterator[str]:
    yield "# People the study is not about: they are thanked as soon as an answer shows it."
    age = _question(questionnaire, AGES, Number)
    if age is None:
        yield "# screen_out:"
        yield "#   - {name: minors, when: Age < 18}"
        return
    yield "screen_out:"
    yield f"  - {{name: minors, when: {age.name} < 18}} # guessed: take it out if minors may take part"


def _quotas(questionnaire: Questionnaire) -> Iterator[str]:
    yield "# Bounds on how many of a kind are asked, counted over completed answers. Without any, all may."
    yield "# quotas:"
    gender = _question(questionnaire, GENDERS, Single)
    if gender is None or not isinstance(gender.answer, Single):
        yield "#   - {name: women, when: Gender = 1, at_most: 200}"
        return
    for choice in [one for one in gender.answer.choices if not one.declined][:3]:
        plain = "".join(
            letter if letter.isascii() and letter.isalnum() else "_" for letter in str(choice.label)
        )
        name = plain.strip("_").lower()[:40]
        name = name if name[:1].isalpha() else f"group_{choice.code.lstrip('-')}"
        yield f"#   - {{name: {name}, when: {gender.name} = {scalar(choice.code)}, at_most: 200}}"


def _question(questionnaire: Questionnaire, names: frozenset[str], kind: type) -> Question | None:
    """Return the question of a kind whose name holds one of some words."""
    for question in questionnaire.questions:
        words = question.name.casefold().replace("_", " ").split()
        if isinstance(question.answer, kind) and names & set(words):
            return question
    return None


def _invitations() -> Iterator[str]:
    yield "# Mail to contacts. Take the block out for an open link alone."
    yield "invitations:"
    yield "  sender: survey@example.org # of a domain whose SPF and DKIM allow your mail server"
    yield '  sender_name: "[Name people know you by]"'
    yield "  reply_to: survey@example.org"
    yield "  # When mail arrives, on the clock of each recipient. A courtesy: more response is not proven."
    yield "  window:"
    yield "    days: [mon, tue, wed, thu, fri]"
    yield '    start: "10:00"'
    yield '    end: "14:00"'
    yield "  # The invitation, and reminders to those who have not answered yet. `subject` and `text` replace"
    yield "  # the usual ones; {name}, {link}, {title}, {organiser}, {closes}, {minutes} and {incentive} are"
    yield "  # filled in."
    yield "  waves:"
    yield "    - {name: invitation, after_days: 0}"
    yield "    - {name: reminder, after_days: 4}"
    yield "    - {name: last_call, after_days: 11}"
    yield "  a_minute: 60 # messages at most, as your mail server allows"
    yield "  # What is varied by chance, to learn what it does; the report estimates the effect of each arm."
    yield "  # arms:"
    yield '  #   subject: {plain: "A survey by {organiser}", asked: We ask for your opinion}'
    yield '  #   window: {noon: {start: "10:00", end: "14:00"}, evening: {start: "17:00", end: "20:00"}}'
    yield "  #   incentive: [none, draw]"


def _incentives(closes: datetime) -> Iterator[str]:
    drawn = closes + timedelta(days=2)
    yield "# What people get. Without the # before it, this is a prize draw that anyone can check. Ask a"
    yield "# lawyer first: many countries want rules, a free way in, or a licence."
    yield "# incentives:"
    yield "#   draw:"
    yield "#     prizes: # best first"
    yield "#       - {what: Gift card, worth: 100, number: 5}"
    yield "#     currency: USD"
    yield f'#     drawn: "{drawn:%Y-%m-%d} 12:00" # after everybody has finished'
    yield "#     beacon: drand-quicknet # public randomness; `committed` needs no network, and is weaker"
    yield "#     eligible: Adults who live in [country]"
    yield "#     free_entry: true # a way in without the survey"
    yield "#     reserves: 3 # further places, for winners who do not answer"
    yield "#     days_to_claim: 14"
    yield "#     law: The law of [country] holds."
    yield "#   voucher: {what: A voucher worth 5 USD, worth: 5, currency: USD, at_most: 500}"
    yield "# Consents of their own, asked after the last question, never ticked beforehand; a draw needs the"
    yield "# first."
    yield "# consents:"
    yield "#   draw:"
    yield '#     version: "1"'
    yield "#     text: Keep my address to tell me if I have won. It is kept apart from my answers."
    yield "#   marketing:"
    yield '#     version: "1"'
    yield "#     text: You may write to me about your products. I can take this back at any time."


def _privacy(closes: datetime) -> Iterator[str]:
    def after(days: int) -> str:
        return f"{closes + timedelta(days=days):%Y-%m-%d}"

    yield "# When what is forgotten. `psychograph field retain` does it; docs/field-privacy.md says what it"
    yield "# reaches."
    yield "privacy:"
    yield f"  destroy_key: {after(KEY_DAYS)} # from then on nobody can tell whose answers are whose"
    yield f"  erase_contacts: {after(CONTACT_DAYS)}"
    yield f"  erase_answers: {after(ANSWER_YEARS * 365)}"
    yield "  keep_network: false # whether IP addresses are kept with answers; nothing here needs them"


def _rest(questionnaire: Questionnaire) -> Iterator[str]:
    yield "# What it costs beside incentives, for the cost of a complete answer."
    yield "costs: {fixed: 0, a_message: 0, currency: USD}"
    yield ""
    yield "# Texts instead of the usual ones."
    yield "# pause_text: We are looking into something. Please come back tomorrow."
    yield "# closed_text: The survey is over. Thank you for your interest."
    yield "# screened_text: Thank you. This time we ask other people."
    first = next(questionnaire.questions, None)
    if first is None or not isinstance(first.answer, Consent):
        yield ""
        yield "# Not in order yet: questionnaire.yaml must begin with a question of type consent, such as"
        yield '#   - {name: agreed, type: consent, ask: Do you agree that ...?, version: "1", required: true}'
