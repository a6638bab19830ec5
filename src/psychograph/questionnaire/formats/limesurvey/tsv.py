"""LimeSurvey's tab-separated file of a survey: rows of its classes, to and from bytes.

Which columns count, and how languages are matched, is what LimeSurvey's importer does (function
`TSVImportSurvey` in `application/helpers/admin/import_helper.php`, read in the version of 2020): `S` and
`SL` rows first, `G` rows with one key in all languages, questions matched by their code within the group,
every other column an attribute of the question.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from psychograph.errors import Problem
from psychograph.questionnaire.formats.foreign.bounded import bounded_text
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.limesurvey.survey import Asked, Group, Part, Survey
from psychograph.quoting import quoted

COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory",
    "other", "default", "same_default",
)  # fmt: skip
OTHER_COLUMNS = ("id", "related_id", "encrypted", "same_script", "question_theme_name", "modulename")
CLASSES = {"S", "SL", "G", "Q", "SQ", "A", "AS", "QTA", "QTAM", "QTALS", "C"}
FURTHER = {"AS": "assessments", "QTA": "quotas"}
MARK = "\ufeff"
MOST_ROWS = 200_000
LONGEST_CELL = 1_000_000
EXPECTED = "a survey structure of LimeSurvey: tab-separated, with the columns class, name and text"
MEND = (
    "export the survey from LimeSurvey again, as tab-separated values (*.txt) or as survey structure (*.lss)"
)

Row = Mapping[str, str]


def tab_separated(rows: list[dict[str, str]]) -> bytes:
    """Return rows as LimeSurvey's importer takes them: UTF-8 with its mark, tabs, quotes doubled."""
    further = sorted({column for row in rows for column in row} - set(COLUMNS))
    columns = [*COLUMNS, *further]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return (MARK + buffer.getvalue()).encode("utf-8")


def is_tab_separated(content: bytes) -> bool:
    """Return whether bytes begin as such a file does; cheap, never raises."""
    head = content[:4000].decode("utf-8", "replace").lstrip(MARK).split("\n", 1)[0]
    columns = {column.strip().strip('"') for column in head.split("\t")}
    return {"class", "type/scale", "name", "text"} <= columns


def survey_of(name: str, content: bytes) -> Survey:
    """Return the survey that a tab-separated file holds.

    Raises
    ------
    QuestionnaireError
        Where it is none, with line and column.
    """
    rows = list(_rows(name, bounded_text(name, content, expected=EXPECTED, mend=MEND)))
    survey = Survey()
    for _, row in rows:
        if row["class"] == "S":
            survey.settings[row["name"]] = row["text"]
        elif row["class"] == "SL":
            survey.texts.setdefault(row["name"], {})[row["language"]] = row["text"]
    languages = list(dict.fromkeys(row["language"] for _, row in rows if row["language"]))
    survey.language = survey.settings.get("language") or (languages[0] if languages else "en")
    survey.languages = tuple(language for language in languages if language != survey.language)
    _Building(name, survey).take(rows)
    return survey


def _rows(name: str, text: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a file with their lines."""
    previous = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    try:
        columns = [column.strip() for column in next(reader, [])]
        missing = [column for column in ("class", "name", "text") if column not in columns]
        QuestionnaireError.collect(
            Problem(f"{name}, line 1", f"no column named {column}", EXPECTED, MEND) for column in missing
        )
        for number, cells in enumerate(reader, 2):
            if number > MOST_ROWS:
                raise QuestionnaireError(
                    Problem(name, f"more than {MOST_ROWS:,} rows", EXPECTED, "look for rows without content")
                )
            row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
            row["class"] = row["class"].strip()
            if row["class"]:
                yield reader.line_num, row
    except csv.Error as reason:
        place = f"{name}, line {reader.line_num}"
        raise QuestionnaireError(
            Problem(place, f"a row that cannot be read ({reason})", EXPECTED, MEND)
        ) from None
    finally:
        csv.field_size_limit(previous)


class _Building:
    """Puts rows together: parents are those above, other languages belong to what has the same code."""

    def __init__(self, name: str, survey: Survey) -> None:
        self.name = name
        self.survey = survey
        self.groups: dict[str, Group] = {}
        self.questions: dict[tuple[str, str], Asked] = {}
        self.parts: dict[tuple[int, str, str, str], Part] = {}
        self.group: Group | None = None
        self.question: Asked | None = None
        self.number: dict[str, int] = {}
        self.problems: list[Problem] = []

    def take(self, rows: list[tuple[int, Row]]) -> None:
        for line, row in rows:
            kind = row["class"]
            if kind not in CLASSES:
                self.problem(line, "class", quoted(kind), f"one of {', '.join(sorted(CLASSES))}")
            elif kind in FURTHER:
                if FURTHER[kind] not in self.survey.left_out:
                    self.survey.left_out.append(FURTHER[kind])
            elif kind == "G":
                self.take_group(line, row)
            elif kind == "Q":
                self.take_question(line, row)
            elif kind in {"SQ", "A"}:
                self.take_part(line, row, kind)
            elif kind == "C" and self.question is not None:
                self.question.conditions = True
            if len(self.problems) >= 10:
                break
        QuestionnaireError.collect(self.problems)

    def problem(self, line: int, column: str, found: str, expected: str) -> None:
        self.problems.append(Problem(f"{self.name}, line {line}, column {column}", found, expected, MEND))

    def language(self, row: Row) -> str:
        return row["language"] or self.survey.language

    def take_group(self, line: int, row: Row) -> None:
        language = self.language(row)
        self.number[language] = self.number.get(language, 0) + 1
        key = row["type/scale"] or f"G{self.number[language]}"
        group = self.groups.get(key)
        if group is None:
            group = Group(f"line {line}", key, row["relevance"], row.get("random_group", ""))
            self.groups[key] = group
            self.survey.groups.append(group)
        group.names[language] = row["name"]
        group.descriptions[language] = row["text"]
        self.group, self.question = group, None

    def take_question(self, line: int, row: Row) -> None:
        if self.group is None:
            self.problem(line, "class", "a question before the first group", "a row of the class G above it")
            return
        code = row["name"].strip()
        if not code:
            self.problem(line, "name", "a question without code", "a code for each question")
            return
        key = (self.group.key, code)
        question = self.questions.get(key)
        if question is None:
            question = Asked(
                f"line {line}",
                code,
                row["type/scale"].strip() or "T",
                row["relevance"],
                row["mandatory"],
                row["other"],
                row["validation"],
            )
            self.questions[key] = question
            self.group.questions.append(question)
        language = self.language(row)
        question.texts[language], question.helps[language] = row["text"], row["help"]
        question.default = question.default or row["default"] != ""
        for column, cell in row.items():
            if column and cell and column not in COLUMNS and column not in OTHER_COLUMNS:
                question.attributes.setdefault(column, {})[language] = cell
        self.question = question

    def take_part(self, line: int, row: Row, kind: str) -> None:
        question = self.question
        if question is None:
            self.problem(line, "class", f"a row of the class {kind} before any question", "a row Q above it")
            return
        code = row["name"].strip()
        if kind == "SQ" and (question.type in {"O", "|"} or (code == "other" and question.other == "Y")):
            return
        key = (id(question), kind, row["type/scale"] or "0", code)
        part = self.parts.get(key)
        if part is None:
            part = Part(code, row["type/scale"] or "0", relevance=row["relevance"] if kind == "SQ" else "")
            self.parts[key] = part
            (question.parts if kind == "SQ" else question.answers).append(part)
        part.texts[self.language(row)] = row["text"]
