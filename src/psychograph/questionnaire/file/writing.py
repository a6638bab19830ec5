"""A questionnaire as a file that people read and change; it reads back equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psychograph.errors import PsychographError
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.file.entries import default_page_name
from psychograph.questionnaire.file.instrument_references import scale_into
from psychograph.questionnaire.file.questions import PACK_LANGUAGE
from psychograph.questionnaire.file.schema_values import USUAL_CODES, plain_label
from psychograph.questionnaire.file.short_references import reference_to
from psychograph.questionnaire.file.yaml_text import Block, Code, Value, yaml_lines
from psychograph.questionnaire.model import (
    I_AGREE,
    Answer,
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

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

HEAD = (
    "# A questionnaire for Psychograph. Text after a # is a comment; change anything else as you need it.\n"
    "# After a change, run `psychograph questionnaire check`: it names every mistake with its line.\n"
)


def questionnaire_yaml(questionnaire: Questionnaire, catalogue: Catalogue | None = None) -> str:
    """Return the text of a file that reads back equal.

    Parameters
    ----------
    questionnaire : Questionnaire
        Without structural problems; texts end without a line break.
    catalogue : Catalogue or None
        With it, batteries and questions that are just as an instrument or the bank of standard questions
        has them are written as references, and read back with that catalogue. Without one, everything
        is written out.

    Returns
    -------
    str
        YAML 1.2 with a comment at its head.

    Examples
    --------
    >>> from psychograph.questionnaire.model import Page
    >>> cups = Question("cups", Translated("How many cups a day?"), Number(0, 50))
    >>> print(questionnaire_yaml(Questionnaire(Translated("Tea"), (Page("page_1", (cups,)),))), end="")
    # A questionnaire for Psychograph. Text after a # is a comment; change anything else as you need it.
    # After a change, run `psychograph questionnaire check`: it names every mistake with its line.
    title: Tea
    pages:
      - questions:
          - {name: cups, type: number, ask: How many cups a day?, limits: [0, 50]}
    """
    if catalogue is not None:
        text = _text(questionnaire, catalogue)
        if _reads_back(text, questionnaire, catalogue):
            return text
    return _text(questionnaire, None)


def _text(questionnaire: Questionnaire, catalogue: Catalogue | None) -> str:
    spoken = _Spoken(questionnaire.language)
    top: Block = {"title": spoken.said(questionnaire.title)}
    if questionnaire.language != "en":
        top["language"] = questionnaire.language
    for key, text in (("intro", questionnaire.intro), ("thanks", questionnaire.thanks)):
        if text:
            top[key] = spoken.said(text)
    lines = [*yaml_lines(top), "pages:"]
    owners: dict[str, set[str]] = {}
    for question in questionnaire.questions:
        for name, owner in names_of(question):
            owners.setdefault(name.casefold(), set()).add(owner)
    taken = {name for name, having in owners.items() if len(having) > 1}
    for at, page in enumerate(questionnaire.pages):
        pages = list(yaml_lines({"pages": [_page(page, at, spoken, catalogue, taken)]}))
        lines += [*([""] if at else []), *pages[1:]]
    return HEAD + "\n".join(lines) + "\n"


def _reads_back(text: str, questionnaire: Questionnaire, catalogue: Catalogue) -> bool:
    from psychograph.questionnaire.file.reading import parse_questionnaire

    try:
        return parse_questionnaire(text, "questionnaire.yaml", catalogue) == questionnaire
    except PsychographError:
        return False


def names_of(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the names that a question gives, each with what has it: a question, a statement, a scale."""
    items = question.answer.items if isinstance(question.answer, Battery) else ()
    yield question.name, question.name
    yield question.attribute, question.name
    for item in items:
        yield item.name, item.name
        yield item.attribute, item.source


def _page(page: Page, at: int, spoken: _Spoken, catalogue: Catalogue | None, taken: set[str]) -> Block:
    block: Block = {}
    if page.name != default_page_name(at):
        block["name"] = page.name
    for key, text in (("title", page.title), ("intro", page.intro)):
        if text:
            block[key] = spoken.said(text)
    if page.shown_if is not None:
        block["show_if"] = str(page.shown_if)
    if page.shuffled:
        block["shuffle"] = True
    questions = []
    for question in page.questions:
        short = None if catalogue is None else reference_to(question, spoken, catalogue, taken)
        questions.append(short or _question(question, spoken))
    block["questions"] = questions
    return block


def _question(question: Question, spoken: _Spoken) -> Block:
    """Return a question written out."""
    answer = question.answer
    notice = isinstance(answer, Notice)
    block: Block = {"name": question.name, "type": KINDS[type(answer)]}
    if question.text or not isinstance(answer, Battery):
        block["text" if notice else "ask"] = spoken.said(question.text)
    block |= spoken.around(question)
    block |= _answer(answer, spoken)
    if not isinstance(answer, Battery | Notice):
        block |= keys_of(question)
    return block


KINDS: dict[type, str] = {
    Rating: "rating",
    Battery: "battery",
    Single: "single",
    Multiple: "multiple",
    Ranking: "ranking",
    Number: "number",
    FreeText: "text",
    Day: "day",
    Postcode: "postcode",
    Consent: "consent",
    Notice: "notice",
}


def keys_of(one: Question | Item) -> Block:
    """Return what a question or statement says of its measurement."""
    given: dict[str, Value] = {
        "reversed": one.reversed,
        "attribute": one.attribute,
        "expect": Code(one.expected) if one.expected else "",
        "source": one.source,
    }
    return {key: value for key, value in given.items() if value}


def _answer(answer: Answer, spoken: _Spoken) -> Block:
    """Return the keys that only some types of questions have."""
    match answer:
        case Rating(scale, declined):
            return {"scale": spoken.scale(scale), **spoken.declined(declined)}
        case Battery():
            return _battery(answer, spoken)
        case Single() | Multiple() | Ranking():
            return _chosen(answer, spoken)
        case Number(low, high, whole, unit):
            limits: Block = {"limits": [low, high]} if (low, high) != (None, None) else {}
            decimal: Block = {} if whole else {"whole": False}
            return {**limits, **decimal, **({"unit": spoken.said(unit)} if unit else {})}
        case FreeText(long, most):
            return {**({"long": True} if long else {}), **({"most": most} if most is not None else {})}
        case Day(earliest, latest):
            days = [Code(day) if day else None for day in (earliest, latest)]
            return {"limits": days} if earliest or latest else {}
        case Postcode(country):
            return {"country": country} if country else {}
        case Consent(version, label):
            return {"version": version, **({"label": spoken.said(label)} if label != I_AGREE else {})}
        case Notice():
            return {}


def _battery(answer: Battery, spoken: _Spoken) -> Block:
    block: Block = {"scale": spoken.scale(answer.scale)}
    if answer.shuffled:
        block["shuffle"] = True
    # What all its statements share is said once; attention checks measure nothing.
    items = [item for item in answer.items if not item.expected]
    silent = all(not item.attribute and not item.source for item in answer.items if item.expected)
    shared = []
    for key in ("attribute", "source"):
        values = {getattr(item, key) for item in items}
        if silent and len(items) > 1 and len(values) == 1 and values != {""}:
            block[key] = values.pop()
            shared.append(key)
    block |= spoken.declined(answer.declined)
    block["items"] = [
        {
            "name": item.name,
            "text": spoken.said(item.text),
            **{key: value for key, value in keys_of(item).items() if key not in shared},
        }
        for item in answer.items
    ]
    return block


def _chosen(answer: Single | Multiple | Ranking, spoken: _Spoken) -> Block:
    exclusive = isinstance(answer, Multiple)
    kept = len(answer.choices)
    while kept > 1 and spoken.is_declined(answer.choices[kept - 1], exclusive=exclusive):
        kept -= 1
    block: Block = {"choices": spoken.choices(answer.choices[:kept])}
    # Where several can be chosen, all that stand under `declined` rule out the others.
    block |= spoken.declined([replace(choice, exclusive=False) for choice in answer.choices[kept:]])
    if answer.shuffled:
        block["shuffle"] = True
    least = answer.least if isinstance(answer, Multiple) else None
    most = None if isinstance(answer, Single) else answer.most
    block |= {key: value for key, value in (("least", least), ("most", most)) if value is not None}
    return block


@dataclass(frozen=True)
class _Spoken:
    """Writes what is said, in the language of a questionnaire and the others."""

    language: str

    def said(self, text: Translated) -> Value:
        """Return a text, or a text for each language."""
        return {self.language: text.text, **dict(text.others)} if text.others else text.text

    def around(self, question: Question) -> Block:
        """Return what questions of all types may have."""
        block: Block = {"help": self.said(question.help)} if question.help else {}
        if question.required:
            block["required"] = True
        if question.shown_if is not None:
            block["show_if"] = str(question.shown_if)
        return block

    def scale(self, scale: AnswerScale) -> Value:
        """Return the name of a standard scale, or ends and labels."""
        standard = standard_scales().get(scale.name)
        if standard is not None and scale_into(standard, PACK_LANGUAGE, self.language) == scale:
            return scale.name
        labels: Block = {Code(str(code)): self.said(label) for code, label in scale.labels}
        named: Block = {"name": scale.name} if scale.name else {}
        return {"low": scale.low, "high": scale.high, **({"labels": labels} if labels else {}), **named}

    def declined(self, choices: Sequence[Choice]) -> Block:
        """Return answers that are none, under their key."""
        if not choices:
            return {}
        usual = all(
            not choice.label.others and USUAL_CODES.get(plain_label(choice.label.text)) == choice.code
            for choice in choices
        )
        if usual and all(self.is_declined(choice, exclusive=False) for choice in choices):
            return {"declined": [choice.label.text for choice in choices]}
        return {"declined": self._by_code(choices, declined=True)}

    def is_declined(self, choice: Choice, *, exclusive: bool) -> bool:
        """Say whether a choice may stand under `declined`, where all are exclusive or none is."""
        return choice.declined and choice.exclusive == exclusive and not choice.specify

    def choices(self, choices: Sequence[Choice]) -> Value:
        """Return choices as labels where their codes are 1, 2, 3 and so on; by code otherwise."""
        if [choice.code for choice in choices] == [str(at + 1) for at in range(len(choices))]:
            return [self._choice(choice, declined=False) for choice in choices]
        return self._by_code(choices, declined=False)

    def _by_code(self, choices: Sequence[Choice], *, declined: bool) -> Value:
        if len({choice.code for choice in choices}) < len(choices):  # which is reported on reading
            return [
                {"code": Code(one.code), "label": self.said(one.label), **self._flags(one, declined=declined)}
                for one in choices
            ]
        return {Code(choice.code): self._choice(choice, declined=declined) for choice in choices}

    def _choice(self, choice: Choice, *, declined: bool) -> Value:
        flags = self._flags(choice, declined=declined)
        return {"label": self.said(choice.label), **flags} if flags else self.said(choice.label)

    @staticmethod
    def _flags(choice: Choice, *, declined: bool) -> Block:
        """Return what is not as it is by default."""
        block: Block = {}
        if choice.exclusive:
            block["exclusive"] = True
        if choice.specify:
            block["specify"] = True
        if choice.declined != declined:
            block["declined"] = choice.declined
        return block
