"""Columns of an XLSForm by all the names that forms in use give them, and the languages of their texts.

Other names and old spellings as pyxform's `aliases` and the reference table of XLSForm list them
(https://xlsform.org/en/ref-table/).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.language_names import tag_of
from psychograph.questionnaire.formats.xlsform.sheets import Form, Row, Sheet

SURVEY_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "command": "type",
    "tag": "name",
    "value": "name",
    "constraining_message": "constraint_message",
    "constraining message": "constraint_message",
    "constraint message": "constraint_message",
    "requiredmsg": "required_message",
    "required message": "required_message",
    "calculate": "calculation",
    "read_only": "readonly",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "body::appearance": "appearance",
    "control::appearance": "appearance",
}
CHOICE_ALIASES = {"list name": "list_name", "value": "name", "caption": "label"}
TRANSLATED = ("label", "hint", "constraint_message", "required_message", "guidance_hint")
MEDIA = ("image", "audio", "video", "big-image", "file")


@dataclass(frozen=True)
class Column:
    """A column: what it holds by its usual name, and the language of its texts, empty for none."""

    key: str
    language: str = ""


@dataclass(frozen=True)
class Cells:
    """A row by the usual names of its columns: its number, texts in their languages, all else."""

    number: int
    texts: Mapping[str, Translated]
    others: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.others.get(key, "")

    def text(self, key: str) -> Translated:
        """Return a text with its translations."""
        return self.texts.get(key, Translated())


@dataclass(frozen=True)
class Languages:
    """The language of a form, and the name by which its columns call it; empty where they call it nothing."""

    tag: str
    name: str
    unknown: tuple[str, ...] = ()  # names that are no language


def column_of(written: str, aliases: Mapping[str, str]) -> Column:
    """Return what a column holds.

    Examples
    --------
    >>> column_of("media::audio::chinese", {}), column_of("caption:English (en)", SURVEY_ALIASES)
    (Column(key='audio', language='chinese'), Column(key='label', language='English (en)'))
    """
    whole = written.strip().lower()
    if whole in aliases:
        return Column(aliases[whole])
    parts = [part.strip() for part in written.split("::" if "::" in written else ":")]
    if parts[0].lower() == "media" and len(parts) > 1:
        parts = parts[1:]
    key = aliases.get(parts[0].lower(), parts[0].lower())
    if len(parts) == 2 and key in (*TRANSLATED, *MEDIA):
        return Column(key, parts[1])
    return Column(key if len(parts) == 1 else whole)


def languages_of(form: Form) -> Languages:
    """Return the language in which a form is written: as its settings say, else its first column's."""
    names = [
        column.language
        for sheet, aliases in ((form.survey, SURVEY_ALIASES), (form.choices, CHOICE_ALIASES))
        for column in (column_of(written, aliases) for written in sheet.columns)
        if column.key in TRANSLATED
    ]
    stated = form.settings.rows[0]["default_language"].strip() if form.settings.rows else ""
    by_name = {name.lower(): name for name in names}
    unknown = tuple(dict.fromkeys(name for name in names if name and tag_of(name).startswith("x-")))
    if stated:
        return Languages(tag_of(stated), by_name.get(stated.lower(), ""), unknown)
    labels = [
        column.language
        for column in (column_of(written, SURVEY_ALIASES) for written in form.survey.columns)
        if column.key == "label"
    ]
    if not labels or "" in labels:
        return Languages("en", "", unknown)
    return Languages(tag_of(labels[0]), labels[0], unknown)


def rows_of(sheet: Sheet, aliases: Mapping[str, str], languages: Languages) -> Iterator[Cells]:
    """Yield the rows of a sheet by the usual names of their columns."""
    columns = {written: column_of(written, aliases) for written in sheet.columns}
    for row in sheet.rows:
        yield _cells(row, columns, languages)


def _cells(row: Row, columns: Mapping[str, Column], languages: Languages) -> Cells:
    said: dict[str, dict[str, str]] = {}
    others: dict[str, str] = {}
    for written, cell in row.cells.items():
        column = columns[written]
        if column.key in TRANSLATED:
            said.setdefault(column.key, {}).setdefault(column.language, cell)
        else:
            others.setdefault(column.key, cell)
    texts = {key: _translated(by_name, languages) for key, by_name in said.items()}
    return Cells(row.number, texts, others)


def _translated(by_name: Mapping[str, str], languages: Languages) -> Translated:
    base = by_name.get(languages.name) or by_name.get("") or next(iter(by_name.values()))
    others: dict[str, str] = {}
    for name, text in by_name.items():
        tag = tag_of(name) if name else languages.tag
        if tag != languages.tag and text != base:
            others.setdefault(tag, text)
    return Translated.of(base, others)


def keys_of(sheet: Sheet, aliases: Mapping[str, str]) -> Sequence[str]:
    """Return the usual names of a sheet's columns."""
    return [column_of(written, aliases).key for written in sheet.columns]
