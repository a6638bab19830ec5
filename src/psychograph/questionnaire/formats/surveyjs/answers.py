"""Kinds of questions of SurveyJS as kinds of answers of ours: one function each, in one table.

Each returns the answer, or None where there is no like; what it does not take it tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.formats.foreign.bounded import number
from psychograph.questionnaire.formats.surveyjs.asking import Asking, Element, code_of, entries
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
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
    Postcode,
    Ranking,
    Rating,
    Single,
)
from psychograph.quoting import shortened

MOST_STEPS = 11  # of a scale; more are a number
MOST_CHOICES = 10_000  # of a list that is counted out
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SPECIAL = (
    # what shows it (older and newer name), its value, its text, and what choice it is
    ("hasNone", "showNoneItem", "none", "noneText", Choice("none", Translated("None"), exclusive=True)),
    ("hasOther", "showOtherItem", "other", "otherText", Choice("other", Translated("Other"), specify=True)),
    ("hasRefuse", "showRefuseItem", "refused", "refuseText",
     Choice("refused", Translated("Refuse to answer"), exclusive=True, declined=True)),
    ("hasDontKnow", "showDontKnowItem", "dontknow", "dontKnowText",
     Choice("dontknow", Translated("Don't know"), exclusive=True, declined=True)),
)  # fmt: skip


def answer_of(asking: Asking) -> Answer | None:
    """Return what kind of answer a question wants; None where there is no like, which is told."""
    kind = str(asking.element.get("type", ""))
    made = KINDS.get(kind)
    if made is None:
        asking.lose(Aspect.CONTENT, f"the question, of the kind '{shortened(kind)}'", "it is left out")
        return None
    return made(asking)


def _choices(asking: Asking, *, several: bool) -> tuple[Choice, ...]:
    """Return the choices of a question, those that SurveyJS adds by itself included."""
    element, found = asking.element, []
    for entry in [*entries(element.get("choices")), *_counted(asking)]:
        code = code_of(entry["value"])
        exclusive = several and entry.get("isExclusive") is True
        specify = entry.get("showCommentArea") is True or entry.get("hasComment") is True
        label = asking.text(entry.get("text", code)) or Translated(code)
        found.append(Choice(code, label, exclusive=exclusive, specify=specify))
        _lose_of_entry(asking, entry, code)
    for older, newer, value, text, choice in SPECIAL:
        if asking.flag(older, newer):
            label = asking.text(element.get(text, "")) or choice.label
            exclusive = choice.exclusive and several
            found.append(replace(choice, code=value, label=label, exclusive=exclusive))
    for source in ("choicesByUrl", "choicesFromQuestion"):
        if element.get(source):
            asking.lose(Aspect.CHOICE, "choices that come from elsewhere", "only those in the file are taken")
    return _once(asking, found)


def _counted(asking: Asking) -> Iterator[Element]:
    """Yield the choices that a dropdown counts out between two numbers."""
    low, high = number(asking.element.get("choicesMin", 0)), number(asking.element.get("choicesMax", 0))
    step = number(asking.element.get("choicesStep", 1)) or 1.0
    if low is None or not high or step < 1 or high < low:
        return
    if (high - low) / step > MOST_CHOICES:
        asking.lose(Aspect.CHOICE, "choices that are counted out beyond any list", "they are left out")
        return
    value = low
    while value <= high:
        yield {"value": code_of(value)}
        value += step


def _lose_of_entry(asking: Asking, entry: Element, code: str) -> None:
    shown = shortened(code)
    for key in ("visibleIf", "enableIf"):
        if entry.get(key):
            what = f"when '{shown}' is offered ({shortened(str(entry[key]))})"
            asking.lose(Aspect.SKIP, what, "it is always offered")
    if entry.get("randomize") is False and _is_random(asking) and not _special(entry):
        asking.lose(Aspect.ORDER, f"that '{shown}' keeps its place", "its place is a matter of chance")
    if entry.get("elements"):
        asking.lose(Aspect.CONTENT, f"questions inside of '{shown}'", "they are left out")


def _special(entry: Element) -> bool:
    return any(entry.get(key) is True for key in ("showCommentArea", "hasComment", "isExclusive"))


def _is_random(asking: Asking) -> bool:
    order = asking.element.get("choicesOrder")
    if order in ("asc", "desc"):
        asking.lose(Aspect.ORDER, "that choices are sorted by their text", "they stand as in the file")
    return order == "random"


def _once(asking: Asking, choices: list[Choice]) -> tuple[Choice, ...]:
    by_code = {choice.code: choice for choice in reversed(choices)}
    if len(by_code) < len(choices):
        asking.lose(Aspect.CODES, "choices with a value that another one has", "the first of each is taken")
    return tuple(by_code[code] for code in dict.fromkeys(choice.code for choice in choices))


def _single(asking: Asking) -> Answer | None:
    if asking.element.get("multiSelect") is True:
        return _multiple(asking)
    choices = _choices(asking, several=False)
    return Single(choices, shuffled=_is_random(asking)) if _enough(asking, choices) else None


def _multiple(asking: Asking) -> Answer | None:
    choices = _choices(asking, several=True)
    least, most = _count(asking, "minSelectedChoices"), _count(asking, "maxSelectedChoices")
    if not _enough(asking, choices):
        return None
    return Multiple(choices, shuffled=_is_random(asking), least=least, most=most)


def _ranking(asking: Asking) -> Answer | None:
    choices = _choices(asking, several=False)
    most = _count(asking, "maxSelectedChoices")
    if most is None and asking.flag("selectToRankEnabled"):
        asking.lose(Aspect.LIMITS, "that only some choices need to be ranked", "all are ranked")
    if _count(asking, "minSelectedChoices"):
        asking.lose(Aspect.LIMITS, "how many choices must at least be ranked", "all are ranked")
    return Ranking(choices, shuffled=_is_random(asking), most=most) if _enough(asking, choices) else None


def _enough(asking: Asking, choices: tuple[Choice, ...]) -> bool:
    if not choices:
        asking.lose(Aspect.CONTENT, "the question, which lists no choices", "it is left out")
    return bool(choices)


def _count(asking: Asking, key: str) -> int | None:
    found = number(asking.element.get(key))
    return int(found) if found is not None and found > 0 else None


def _rating(asking: Asking) -> Answer | None:
    element = asking.element
    low, high = number(element.get("rateMin", 1)), number(element.get("rateMax", 5))
    step = number(element.get("rateStep", 1)) or 1.0
    found = list(entries(element.get("rateValues")))
    if low is None or high is None or step < 0:
        low, high, step = 1.0, 5.0, 1.0
    if not found:
        high = low + step * (count - 1) if (count := _count(asking, "rateCount")) and high == 5 else high
        if high <= low or (high - low) / step >= 1000:
            asking.lose(Aspect.CONTENT, "the question, a scale without steps", "it is left out")
            return None
        found = [{"value": code_of(low + step * at)} for at in range(int((high - low) / step + 1e-9) + 1)]
    stated = (int(low), int(high)) if "rateMin" in element and "rateMax" in element else None
    steps, beside = _scale_of(asking, found, stated)
    if steps is None:
        asking.lose(
            Aspect.TYPE, "a scale whose steps are not whole numbers in a row", "a question with choices"
        )
        return Single(_once(asking, [_choice(asking, entry) for entry in found]))
    ends = (
        asking.text(element.get("minRateDescription", "")),
        asking.text(element.get("maxRateDescription", "")),
    )
    return Rating(_with_ends(steps, *ends), beside)


def _choice(asking: Asking, entry: Element, *, declined: bool = False) -> Choice:
    code = code_of(entry["value"])
    return Choice(code, asking.text(entry.get("text", code)) or Translated(code), declined=declined)


def _with_ends(scale: AnswerScale, low: Translated, high: Translated) -> AnswerScale:
    """Return a scale with words at its ends, where these have none of their own."""
    labels = dict(scale.labels)
    for value, label in ((scale.low, low), (scale.high, high)):
        if label and value not in labels:
            labels[value] = label
    return replace(scale, labels=tuple(sorted(labels.items(), key=lambda one: one[0])))


def _scale_of(
    asking: Asking, found: list[Element], stated: tuple[int, int] | None
) -> tuple[AnswerScale | None, tuple[Choice, ...]]:
    """Return the steps that are whole numbers in a row, and the answers that stand beside them.

    `stated`: the ends of the scale, where the survey says them.
    """
    values: list[int] = []
    for entry in found:
        value = number(entry["value"])
        if (
            value is None
            or value != int(value)
            or entry.get("isExclusive") is True
            or (values and value != values[-1] + 1)
            or (stated and values and values[-1] == stated[1])
        ):
            break
        values.append(int(value))
    rest = found[len(values) :]
    unmarked = 0 if stated else sum(entry.get("isExclusive") is not True for entry in rest)
    if not 2 <= len(values) <= MOST_STEPS or unmarked > 1 or (unmarked and len(values) < 3):
        return None, ()
    labels = []
    for value, entry in zip(values, found, strict=False):
        label = asking.text(entry.get("text", ""))
        if label and (label.others or label.text != str(value) or "text" in entry):
            labels.append((value, label))
    beside = [_choice(asking, entry, declined=True) for entry in rest]
    return AnswerScale(values[0], values[-1], tuple(labels)), _once(asking, beside)


def _matrix(asking: Asking) -> Answer | None:
    element = asking.element
    if element.get("cellType") == "checkbox":
        asking.lose(Aspect.CONTENT, "the table, in which rows take several answers", "it is left out")
        return None
    rows, columns = list(entries(element.get("rows"))), list(entries(element.get("columns")))
    if not rows or len(columns) < 2:
        asking.lose(Aspect.CONTENT, "the table, which has no rows or no scale", "it is left out")
        return None
    scale, beside = _scale_of(asking, columns, None)
    if scale is None:
        if len(columns) > MOST_STEPS:
            what = f"the table, whose scale has {len(columns)} steps"
            asking.lose(Aspect.CONTENT, what, "it is left out")
            return None
        said = ", ".join(shortened(code_of(column["value"])) for column in columns)
        asking.lose(
            Aspect.CODES, f"the values of its columns ({said})", f"1 to {len(columns)}, in their order"
        )
        labels = [(at, _choice(asking, column).label) for at, column in enumerate(columns, 1)]
        scale = AnswerScale(1, len(columns), tuple(labels))
    for row in rows:
        _lose_of_entry(asking, row, code_of(row["value"]))
    items = []
    for row in rows:
        code = code_of(row["value"])
        text = asking.text(row.get("text", code)) or Translated(code)
        items.append(Item(asking.item_name(asking.name, code), text))
    if element.get("eachRowRequired") is not True and element.get("isRequired") is True:
        asking.lose(Aspect.REQUIRED, "that one row is enough", "every row must be answered")
    return Battery(scale, tuple(items), beside, shuffled=element.get("rowOrder") == "random")


def _text(asking: Asking) -> Answer | None:
    element = asking.element
    kind = str(element.get("inputType", "text"))
    if kind in {"number", "range"}:
        return _number(asking)
    if kind == "date":
        return Day(_day(asking, "min"), _day(asking, "max"))
    if element.get("autocomplete") == "postal-code":
        return Postcode()
    if kind != "text":
        asking.lose(Aspect.TYPE, f"that it takes a {shortened(kind)}", "it takes any text")
    return FreeText(most=_count(asking, "maxLength"))


def _number(asking: Asking) -> Number:
    element = asking.element
    step = number(element.get("step"))
    if step not in (None, 1.0):
        asking.lose(Aspect.LIMITS, f"that it is counted in steps of {step:g}", "any step is taken")
    whole = step is not None and step == int(step) and step != 0
    low, high = (_bound(asking, key) for key in ("min", "max"))
    unit = asking.text(element.get("placeholder", ""))
    return Number(low, high, whole, unit)


def _bound(asking: Asking, key: str) -> float | None:
    value = asking.element.get(key)
    found = number(value)
    if value not in (None, "") and found is None:
        asking.lose(Aspect.LIMITS, f"the bound '{shortened(code_of(value))}'", "there is none")
    return found


def _day(asking: Asking, key: str) -> str:
    value = asking.element.get(key)
    if value in (None, ""):
        return ""
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    asking.lose(Aspect.LIMITS, f"the bound '{shortened(code_of(value))}'", "there is none")
    return ""


def _comment(asking: Asking) -> Answer:
    return FreeText(long=True, most=_count(asking, "maxLength"))


def _boolean(asking: Asking) -> Answer:
    element = asking.element
    yes, no = (
        code_of(element.get(key, default)) for key, default in (("valueTrue", True), ("valueFalse", False))
    )
    label = asking.text(element.get("labelTrue", "")) or NO_TEXT
    if asking.version is not None and (yes, no) == ("1", "0"):
        return Consent(asking.version, label)
    refusal = asking.text(element.get("labelFalse", ""))
    return Single((Choice(yes, label or Translated("Yes")), Choice(no, refusal or Translated("No"))))


def _html(_: Asking) -> Answer:
    return Notice()


def _slider(asking: Asking) -> Answer | None:
    if asking.element.get("sliderType") == "range":
        asking.lose(Aspect.CONTENT, "the question, which asks for a range", "it is left out")
        return None
    asking.lose(Aspect.TYPE, "that it is answered with a slider", "a number is written")
    low, high = (number(asking.element.get(key, default)) for key, default in (("min", 0), ("max", 100)))
    return Number(low, high, whole=number(asking.element.get("step", 1)) == 1)


KINDS: dict[str, Callable[[Asking], Answer | None]] = {
    "radiogroup": _single,
    "dropdown": _single,
    "buttongroup": _single,
    "imagepicker": _single,
    "checkbox": _multiple,
    "tagbox": _multiple,
    "ranking": _ranking,
    "rating": _rating,
    "matrix": _matrix,
    "text": _text,
    "comment": _comment,
    "boolean": _boolean,
    "html": _html,
    "slider": _slider,
}
