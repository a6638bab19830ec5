"""Kinds of questions of Qualtrics as kinds of answers of ours: one function each, in one table.

Each returns questions: one, several where Qualtrics asks several in one, none where there is no like. What it
does not take it tells.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.bounded import number
from psychograph.questionnaire.formats.qualtrics.asking import Asking
from psychograph.questionnaire.formats.qualtrics.logic import Element, Seen
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
    Question,
    Ranking,
    Rating,
    Single,
)
from psychograph.quoting import shortened

MOST_STEPS = 11  # of a scale
SINGLE = frozenset({"SAVR", "SAHR", "SACOL", "DL", "SB", "NPS"})
SEVERAL = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
ONE_A_ROW = frozenset(
    {"SingleAnswer", "DL", "DropDown", "Bipolar", "WOTXB", "WTXB", "Short", "Medium", "Long", ""}
)
NO_LIKE = (
    "DynamicChoices",
    "choices that are carried forward from another question",
    "those listed are taken",
)


def questions_of(asking: Asking) -> list[Question]:
    """Return the questions of one question of Qualtrics; none where there is no like, which is told."""
    kind = str(asking.payload.get("QuestionType", ""))
    made = KINDS.get(kind)
    found = made(asking) if made else None
    if found is None:
        what = f"the question, of the kind {shortened(kind)}/{shortened(asking.selector)}"
        asking.lose(Aspect.CONTENT, what, "it is left out")
        return []
    if asking.payload.get(NO_LIKE[0]):
        asking.lose(Aspect.CHOICE, NO_LIKE[1], NO_LIKE[2])
    if not isinstance(found, list):
        text, small, unit = asking.texts()
        if isinstance(found, Number):
            found = replace(found, unit=unit)
        return [Question(asking.name, text, found, help=small)]
    return found


def _multiple_choice(asking: Asking) -> Answer | None:
    if asking.selector in SEVERAL:
        choices = asking.choices(several=True)
        if not choices:
            return None
        least, most = _of_choices(asking, "MinChoices"), _of_choices(asking, "MaxChoices")
        return Multiple(choices, shuffled=asking.shuffled(), least=least, most=most)
    choices = asking.choices(several=False)
    if not choices or asking.selector not in SINGLE:
        return None
    if asking.version is not None and [choice.code for choice in choices] == ["1", "0"]:
        return Consent(asking.version, choices[0].label)
    if asking.selector in {"SAHR", "NPS"}:
        scale, beside = _scale_of(choices)
        if scale is not None:
            keyed = asking.seen["SelectableChoice"]
            asking.seen["SelectableChoice"] = Seen(asking.name, keyed.codes, ordered=True)
            return Rating(_with_ends(asking, scale), beside)
    return Single(choices, shuffled=asking.shuffled())


def _of_choices(asking: Asking, key: str) -> int | None:
    settings = asking.settings
    if str(settings.get("Type", "")) not in {key, "ChoiceRange"}:
        return None
    found = number(settings.get(key))
    return int(found) if found is not None else None


def _with_ends(asking: Asking, scale: AnswerScale) -> AnswerScale:
    """Return a scale with the words that stand at its ends, of a question for recommending."""
    ends = asking.payload.get("ColumnLabels")
    if not isinstance(ends, list) or len(ends) < 2 or asking.selector != "NPS":
        return scale
    labels = dict(scale.labels)
    for value, end in ((scale.low, ends[0]), (scale.high, ends[-1])):
        said = asking.plain(end.get("Display")) if isinstance(end, dict) else ""
        if said:
            labels[value] = Translated(said)
    return replace(scale, labels=tuple(sorted(labels.items(), key=lambda one: one[0])))


def _scale_of(choices: tuple[Choice, ...]) -> tuple[AnswerScale | None, tuple[Choice, ...]]:
    """Return the steps whose codes are whole numbers in a row, and the answers beside them."""
    values: list[int] = []
    for choice in choices:
        value = number(choice.code)
        if value is None or value != int(value) or choice.declined or choice.specify or choice.exclusive:
            break
        if values and value != values[-1] + 1:
            break
        values.append(int(value))
    beside = choices[len(values) :]
    if not 2 <= len(values) <= MOST_STEPS or any(choice.specify or choice.exclusive for choice in beside):
        return None, ()
    unmarked = sum(not choice.declined for choice in beside)
    if unmarked > 1 or (unmarked and len(values) < 3):
        return None, ()  # codes that jump, rather than a scale with "no answer" beside it
    labels = tuple(
        (value, choice.label)
        for value, choice in zip(values, choices, strict=False)
        if choice.label.text != str(value) or choice.label.others
    )
    scale = AnswerScale(values[0], values[-1], labels)
    return scale, tuple(replace(choice, declined=True) for choice in beside)


def _matrix(asking: Asking) -> Answer | list[Question] | None:
    rows = asking.entries("Choices")
    answers = asking.entries("Answers")
    kind = str(asking.payload.get("SubSelector", ""))
    if asking.selector not in {"Likert", "Bipolar"} or not rows or len(answers) < 2:
        return None
    if kind not in ONE_A_ROW:
        return _several_a_row(asking, rows, answers)
    keys = list(answers)
    codes = asking.codes(keys)
    steps = tuple(
        Choice(codes[key], asking.label("Answers", key, said), declined=asking.declined(key))
        for key, said in answers.items()
    )
    scale, beside = _scale_of(steps)
    if scale is None:
        turned = _scale_of(steps[::-1])
        if turned[0] is not None and not turned[1]:
            asking.lose(Aspect.ORDER, "that its scale begins with the highest code", "with the lowest")
            scale = turned[0]
        else:
            new = _numbered_anew(steps)
            kept = [step for step in steps if not step.declined]
            if not 2 <= len(kept) <= MOST_STEPS:
                return None
            listed = ", ".join(shortened(step.code) for step in kept)
            counted = f"1 to {len(kept)}, in their order"
            asking.lose(Aspect.CODES, f"the codes of its scale ({listed})", counted)
            scale = AnswerScale(1, len(kept), tuple((at, step.label) for at, step in enumerate(kept, 1)))
            beside = tuple(replace(step, code=new[step.code]) for step in steps if step.declined)
            codes = {key: new[code] for key, code in codes.items()}
    items = []
    for key, said in rows.items():
        item = Item(asking.item_name(_row_name(asking, key)), asking.label("Choices", key, said))
        asking.seen[f"SelectableAnswer/{key}"] = Seen(item.name, codes, ordered=True)
        items.append(item)
        if said.get("DisplayLogic"):
            asking.lose(Aspect.SKIP, f"when '{shortened(item.text.text)}' is shown", "it is always shown")
    return Battery(scale, tuple(items), beside, shuffled=asking.shuffled())


def _numbered_anew(steps: tuple[Choice, ...]) -> dict[str, str]:
    """Return new codes by old ones: steps count from 1; what means no answer keeps its code where it can."""
    kept = [step.code for step in steps if not step.declined]
    new = {code: str(at) for at, code in enumerate(kept, 1)}
    beside = [step.code for step in steps if step.declined]
    free = (str(at) for at in itertools.count(len(kept) + 1) if str(at) not in beside)
    taken = set(new.values())
    return new | {code: next(free) if code in taken else code for code in beside}


def _row_name(asking: Asking, key: str) -> str:
    tags = asking.payload.get("ChoiceDataExportTags")
    said = tags.get(key) if isinstance(tags, dict) else None
    return str(said) if said else f"{asking.payload.get('DataExportTag') or asking.name}_{key}"


def _several_a_row(
    asking: Asking, rows: Mapping[str, Element], answers: Mapping[str, Element]
) -> list[Question]:
    """Return a question with several answers for each row."""
    codes = asking.codes(list(answers))
    choices = tuple(Choice(codes[key], asking.label("Answers", key, said)) for key, said in answers.items())
    asking.lose(Aspect.TYPE, "that its rows are one table", "each row is a question with several answers")
    return [
        Question(
            asking.item_name(_row_name(asking, key)),
            _beneath(asking.texts()[0], asking.label("Choices", key, said)),
            Multiple(choices),
        )
        for key, said in rows.items()
    ]


def _beneath(text: Translated, row: Translated) -> Translated:
    if not text:
        return row
    tags = {*text.languages, *row.languages}
    return Translated.of(
        f"{text.text}\n{row.text}", {tag: f"{text.read(tag)}\n{row.read(tag)}" for tag in tags}
    )


def _typed(asking: Asking) -> Answer | list[Question] | None:
    if asking.selector == "FORM":
        asking.lose(Aspect.TYPE, "that its fields are one form", "each field is a question")
        return _fields(asking, FreeText)
    settings = asking.settings
    kind = str(settings.get("ContentType", "")) if settings.get("Type") == "ContentType" else ""
    asking.seen["ChoiceTextEntryValue"] = Seen(asking.name, {})
    if kind == "ValidNumber":
        bounds = settings.get("ValidNumber")
        said = bounds if isinstance(bounds, dict) else {}
        whole = str(said.get("NumDecimals", "")) == "0"
        return Number(number(said.get("Min")), number(said.get("Max")), whole)
    if kind == "ValidDate":
        return Day()
    if kind == "ValidZip" and settings.get("ValidZipType") == "ValidUSZip":
        return Postcode("US")
    if kind:
        asking.lose(
            Aspect.TYPE,
            f"that it takes a {shortened(kind.removeprefix('Valid')).lower()}",
            "any text is taken",
        )
    elif str(settings.get("Type", "None")) not in {"None", ""}:
        asking.lose(Aspect.LIMITS, f"how long its answer is ({settings.get('Type')})", "it has no bounds")
    return FreeText(long=asking.selector in {"ML", "ESTB"})


def _fields(asking: Asking, answer: Callable[[], Answer]) -> list[Question] | None:
    """Return a question for each field of a question that has several."""
    text = asking.texts()[0]
    return [
        Question(
            asking.item_name(_row_name(asking, key)),
            _beneath(text, asking.label("Choices", key, said)),
            answer(),
        )
        for key, said in asking.entries("Choices").items()
    ] or None


def _slider(asking: Asking) -> list[Question] | None:
    said = asking.payload.get("Configuration")
    bounds = said if isinstance(said, dict) else {}
    low, high = number(bounds.get("CSSliderMin")), number(bounds.get("CSSliderMax"))
    whole = str(bounds.get("NumDecimals", "0")) in {"0", ""}
    asking.lose(Aspect.TYPE, "that it is answered with sliders", "a number is written")
    return _fields(asking, lambda: Number(low, high, whole))


def _sum(asking: Asking) -> list[Question] | None:
    asking.lose(Aspect.TYPE, "that its numbers add up to a total", "each is a question by itself")
    return _fields(asking, Number)


def _ranking(asking: Asking) -> Answer | None:
    choices = asking.choices(several=True)
    asking.seen.pop("SelectableChoice", None)  # a place in a ranking is no choice
    choices = tuple(replace(choice, exclusive=False) for choice in choices)
    return Ranking(choices, shuffled=asking.shuffled()) if choices else None


def _text(asking: Asking) -> Answer | None:
    return Notice() if asking.selector in {"TB", ""} else None


KINDS: dict[str, Callable[[Asking], Answer | list[Question] | None]] = {
    "MC": _multiple_choice,
    "Matrix": _matrix,
    "TE": _typed,
    "RO": _ranking,
    "Slider": _slider,
    "CS": _sum,
    "DB": _text,
}
