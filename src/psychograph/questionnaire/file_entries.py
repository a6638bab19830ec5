"""From the entries of a questionnaire file to questions, with references written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.questionnaire.bank_references import standard_question
from psychograph.questionnaire.breach import Breach, RefusedError
from psychograph.questionnaire.file_references import instrument_question, scale_into
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
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.questionnaire.schema import (
    AskedEntry,
    BatteryEntry,
    ConsentEntry,
    DayEntry,
    InstrumentEntry,
    ItemEntry,
    MultipleEntry,
    NoticeEntry,
    NumberEntry,
    PageEntry,
    PostcodeEntry,
    QuestionnaireFile,
    RankingEntry,
    RatingEntry,
    ScaleEntry,
    SingleEntry,
    StandardEntry,
    TextEntry,
)
from psychograph.questionnaire.schema_values import ChoiceEntry
from psychograph.questionnaire.schema_words import QUESTION, at_place
from psychograph.quoting import did_you_mean, listed, shortened
from psychograph.yaml_files.places import Path

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

ANY_NAME = "*"  # stands for all the names that a broken reference would have brought
PACK_LANGUAGE = "en"  # of standard scales


@dataclass(frozen=True)
class Laid:
    """A questionnaire as a file declares it, and what was found on the way.

    Parameters
    ----------
    questionnaire : Questionnaire
        Without what is broken.
    breaches : tuple of Breach
        References that lead nowhere, scales that make no sense; places are those of the file.
    doubtful : frozenset of str
        Names, in small letters, that broken entries may have brought; `ANY_NAME` for all.
    positions : mapping of (int, int) to int
        Position in the file of a question by its page and its position in the questionnaire.
    """

    questionnaire: Questionnaire
    breaches: tuple[Breach, ...] = ()
    doubtful: frozenset[str] = frozenset()
    positions: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def path(self, place: Path) -> Path:
        """Return the place in the file of a place in the questionnaire."""
        if place[:1] != ("pages",) or len(place) < 4:
            return place
        page, at = place[1], place[3]
        if isinstance(page, int) and isinstance(at, int):
            return (*place[:3], self.positions.get((page, at), at), *place[4:])
        return place


def laid_out(file: QuestionnaireFile, data: object, broken: Iterable[Path], catalogue: Catalogue) -> Laid:
    """Return the questionnaire of a file, and what is wrong with single entries.

    Parameters
    ----------
    file : QuestionnaireFile
        The file as declared, with stand-ins for what is broken.
    data : object
        The file as written.
    broken : iterable of Path
        Places of what is broken.
    catalogue : Catalogue
        Instruments that it may refer to.
    """
    bad = {path[:QUESTION] for path in broken}
    doubtful = {name for path in bad for name in _names_below(path, data)}
    taken = _names_in(file)
    found: list[Breach] = []
    positions: dict[tuple[int, int], int] = {}
    pages = []
    for at, page in enumerate(file.pages):
        questions: list[Question] = []
        for position, entry in enumerate(page.questions):
            place: Path = ("pages", at, "questions", position)
            if place in bad:
                continue
            try:
                question = question_of(entry, file.language, catalogue, taken)
            except RefusedError as reason:
                found += [breach.under(place) for breach in reason.breaches]
                doubtful |= set(_names_below(place, data))
                continue
            positions[at, len(questions)] = position
            questions.append(question)
        pages.append(_page(page, at, tuple(questions)))
    whole = Questionnaire(file.title, tuple(pages), file.language, file.intro, file.thanks)
    return Laid(whole, tuple(found), frozenset(doubtful), positions)


def _names_below(place: Path, data: object) -> Iterator[str]:
    """Yield the names, in small letters, that a broken entry would have brought."""
    entry = at_place(data, place)
    if len(place) < QUESTION or not isinstance(entry, Mapping) or {"instrument", "standard"} & entry.keys():
        yield ANY_NAME
        return
    yield str(entry.get("name")).casefold()
    items = entry.get("items")
    for at, item in enumerate(items if isinstance(items, list) else (), start=1):
        yield f"{entry.get('name')}_{at}".casefold()
        if isinstance(item, Mapping):
            yield str(item.get("name")).casefold()


def _names_in(file: QuestionnaireFile) -> set[str]:
    """Return all names that a file gives itself, in small letters."""
    names: set[str] = set()
    for page in file.pages:
        for entry in page.questions:
            attributes = entry.attributes.values() if isinstance(entry, InstrumentEntry) else ()
            items = entry.items or () if isinstance(entry, BatteryEntry | StandardEntry) else ()
            names |= {item.name or "" for item in items} | {item.attribute for item in items}
            names |= {entry.name or "", getattr(entry, "attribute", ""), *attributes}
    return {name.casefold() for name in names}


def _page(entry: PageEntry, at: int, questions: tuple[Question, ...]) -> Page:
    return Page(
        name=entry.name or default_page_name(at),
        questions=questions,
        title=entry.title,
        intro=entry.intro,
        shown_if=entry.show_if,
        shuffled=entry.shuffle,
    )


def default_page_name(at: int) -> str:
    """Return the name of a page that has none of its own, by its position from 0."""
    return f"page_{at + 1}"


def question_of(entry: Any, language: str, catalogue: Catalogue | None, taken: set[str]) -> Question:
    """Return the question that an entry declares.

    Parameters
    ----------
    entry : one of the models of `schema.ENTRIES`
        The entry.
    language : str
        Language of the file.
    catalogue : Catalogue or None
        Instruments that it may refer to; None for an entry that refers to none.
    taken : set of str
        Names in small letters that attributes of instruments may not have; theirs are added.

    Raises
    ------
    RefusedError
        With what is wrong, at places within the entry.
    """
    if isinstance(entry, StandardEntry):
        return standard_question(entry, language)
    if isinstance(entry, InstrumentEntry):
        assert catalogue is not None  # noqa: S101 - the bank refers to no instruments
        return instrument_question(entry, language, catalogue, taken)
    answer = _answer(entry, language)
    return Question(
        name=entry.name,
        text=entry.text if isinstance(entry, NoticeEntry) else entry.ask,
        answer=answer,
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
