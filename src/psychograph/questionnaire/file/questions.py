"""From an entry of a questionnaire file that refers to nothing to a question."""

from __future__ import annotations

from typing import Any

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.questionnaire.file.instrument_references import scale_into
from psychograph.questionnaire.file.schema_questions import (
    AskedEntry,
    BatteryEntry,
    ConsentEntry,
    DayEntry,
    ItemEntry,
    MultipleEntry,
    NoticeEntry,
    NumberEntry,
    PostcodeEntry,
    RankingEntry,
    RatingEntry,
    ScaleEntry,
    SingleEntry,
    TextEntry,
)
from psychograph.questionnaire.file.schema_values import ChoiceEntry
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
from psychograph.questionnaire.structure.breach import Breach, RefusedError
from psychograph.quoting import did_you_mean, listed, shortened

PACK_LANGUAGE = "en"  # of standard scales


def written_out(entry: Any, language: str) -> Question:
    """Return the question that an entry with a type declares.

    Parameters
    ----------
    entry : one of the models of `schema.ENTRIES` with a type
        The entry.
    language : str
        Language of the file.

    Raises
    ------
    RefusedError
        With what is wrong, at places within the entry.
    """
    return Question(
        name=entry.name,
        text=entry.text if isinstance(entry, NoticeEntry) else entry.ask,
        answer=_answer(entry, language),
        help=entry.help,
        required=entry.required,
        shown_if=entry.show_if,
        **_keys(entry),
    )


def _keys(entry: Any) -> dict[str, Any]:
    """Return what an entry says of its measurement; batteries say it item by item."""
    if not isinstance(entry, AskedEntry):
        return {}
    return {
        "attribute": entry.attribute,
        "reversed": entry.reversed,
        "expected": entry.expect,
        "source": entry.source,
    }


def _answer(entry: Any, language: str) -> Answer:
    """Return the kind of answer that an entry of a type declares."""
    match entry:
        case RatingEntry():
            return Rating(scale_of(entry.scale, language), choices_of(entry.declined))
        case BatteryEntry():
            scale = scale_of(entry.scale, language)
            return Battery(scale, items_of(entry), choices_of(entry.declined), entry.shuffle)
        case SingleEntry():
            return Single(choices_of(entry.choices, entry.declined), entry.shuffle)
        case MultipleEntry():
            declined = choices_of(entry.declined, exclusive=True)
            return Multiple((*choices_of(entry.choices), *declined), entry.shuffle, entry.least, entry.most)
        case RankingEntry():
            return Ranking(choices_of(entry.choices, entry.declined), entry.shuffle, entry.most)
        case NumberEntry():
            return Number(*entry.limits, entry.whole, entry.unit)
        case TextEntry():
            return FreeText(entry.long, entry.most)
        case DayEntry():
            return Day(*entry.limits)
        case PostcodeEntry():
            return Postcode(entry.country)
        case ConsentEntry():
            return Consent(entry.version, entry.label)
        case _:
            return Notice()


def choices_of(*entries: tuple[ChoiceEntry, ...], exclusive: bool = False) -> tuple[Choice, ...]:
    """Return the choices of entries, one after the other; all of them `exclusive` where that is asked for."""
    return tuple(
        Choice(one.code, one.label, one.exclusive or exclusive, one.specify, one.declined)
        for group in entries
        for one in group
    )


def items_of(entry: BatteryEntry) -> tuple[Item, ...]:
    """Return the statements of a battery; what they leave out, the battery says for all."""
    return tuple(
        item_of(item, entry.name, at, attribute=entry.attribute, source=entry.source)
        for at, item in enumerate(entry.items, start=1)
    )


def item_of(entry: ItemEntry, battery: str, at: int, *, attribute: str = "", source: str = "") -> Item:
    """Return a statement; one without a name is named after its battery and its position from 1."""
    return Item(
        name=entry.name or f"{battery}_{at}",
        text=entry.text,
        reversed=entry.reversed,
        attribute=entry.attribute or ("" if entry.expect else attribute),
        expected=entry.expect,
        source=entry.source or ("" if entry.expect else source),
    )


def scale_of(entry: ScaleEntry, language: str) -> AnswerScale:
    """Return an answer scale: a standard one by its name, or one of its own.

    Raises
    ------
    RefusedError
        Where nobody knows the name, or where its ends cannot be told.
    """
    if entry.standard is not None:
        return _standard_scale(entry.standard, language)
    listed_alone = tuple(label for code, label in entry.labels if code is None)
    high = entry.high if entry.high is not None or not listed_alone else entry.low + len(listed_alone) - 1
    if high is None:
        mend = "add high: 5, or write all labels as a list"
        raise RefusedError(Breach(("scale",), "", "no `high`", "the code of the highest answer", mend))
    if listed_alone and len(listed_alone) != high - entry.low + 1:
        raise RefusedError(
            Breach(
                ("scale", "labels"),
                "",
                f"{len(listed_alone)} labels for {high - entry.low + 1} steps from {entry.low} to {high}",
                "a label for each step, from the lowest",
                "give labels by code, as in {1: Never, 5: Always}, to label some steps only",
            )
        )
    labels = tuple(enumerate(listed_alone, start=entry.low)) or tuple(
        (code, label) for code, label in entry.labels if code is not None
    )
    return AnswerScale(entry.low, high, labels, entry.name)


def _standard_scale(name: str, language: str) -> AnswerScale:
    known = standard_scales()
    if name not in known:
        raise RefusedError(
            Breach(
                ("scale",),
                "",
                f"the answer scale '{shortened(name)}', which nobody knows",
                f"one of {listed(known, most=40)}; or {{low: 1, high: 5, labels: ...}}",
                did_you_mean(name, known) or "write its ends and labels",
            )
        )
    scale = scale_into(known[name], PACK_LANGUAGE, language)
    if scale is None:
        raise RefusedError(
            Breach(
                ("scale",),
                "",
                f"{name}, whose words are English, in a questionnaire in '{language}'",
                "answers in the language of the questionnaire",
                f"write them: {{low: {known[name].low}, high: {known[name].high}, labels: ...}}",
            )
        )
    return scale
