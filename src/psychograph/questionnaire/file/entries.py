"""From the entries of a questionnaire file to questions, with references written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psychograph.questionnaire.file.bank_references import standard_question
from psychograph.questionnaire.file.instrument_references import instrument_question
from psychograph.questionnaire.file.questions import written_out
from psychograph.questionnaire.file.schema import InstrumentEntry, PageEntry, QuestionnaireFile, StandardEntry
from psychograph.questionnaire.file.schema_questions import BatteryEntry
from psychograph.questionnaire.file.schema_words import QUESTION, at_place
from psychograph.questionnaire.model import Page, Question, Questionnaire
from psychograph.questionnaire.structure.breach import Breach, RefusedError
from psychograph.yaml_files.places import Path

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

ANY_NAME = "*"  # stands for all the names that a broken reference would have brought


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
    taken = dict.fromkeys(_names_in(file), "")
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
    if len(place) < QUESTION:
        # Keys of the file and of pages bring no names, but a page or a list of questions may bring any.
        if place[:1] == ("pages",) and (len(place) < 3 or place[2] == "questions"):
            yield ANY_NAME
        return
    entry = at_place(data, place)
    if not isinstance(entry, Mapping) or {"instrument", "standard"} & entry.keys():
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


def question_of(entry: Any, language: str, catalogue: Catalogue, taken: dict[str, str]) -> Question:
    """Return the question that an entry declares.

    Parameters
    ----------
    entry : one of the models of `schema.ENTRIES`
        The entry.
    language : str
        Language of the file.
    catalogue : Catalogue
        Instruments that it may refer to.
    taken : dict of str to str
        Names in small letters that attributes of instruments may not have; theirs are added.

    Raises
    ------
    RefusedError
        With what is wrong, at places within the entry.
    """
    if isinstance(entry, StandardEntry):
        return standard_question(entry, language)
    if isinstance(entry, InstrumentEntry):
        return instrument_question(entry, language, catalogue, taken)
    return written_out(entry, language)
