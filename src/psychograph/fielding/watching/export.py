"""Answers handed to the rest of the walk: responses.csv and codebook.json, and what stands beside them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from psychograph.codebook.codebook import Code, Codebook, Role, Variable, VariableType
from psychograph.fielding.clock import stamp
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import saves
from psychograph.fielding.walk.course import course_of
from psychograph.fielding.watching.answers import RESPONDENT, Given, cells_of, given_by
from psychograph.fielding.watching.averaged import averaged
from psychograph.fielding.watching.breakdowns import factors_of
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.log import Record, read_log
from psychograph.fielding.watching.respondents import respondent_of
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.model import Battery, Multiple, Notice, Ranking, Single
from psychograph.quoting import listed
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.responses.written import responses_files

RESPONSES, CODEBOOK, ABOUT = "responses.csv", "codebook.json", "export.json"
MADE_BY = "psychograph field export"
SMALL = 5  # people who give an answer; fewer, and somebody who knows them may recognise them
TOTAL = "duration_seconds"  # a name that `psychograph run` knows without a codebook
WRITTEN = (VariableType.TEXT, VariableType.DATE)


@dataclass(frozen=True)
class Exported:
    """An export, ready to be written.

    Parameters
    ----------
    files : tuple of (str, bytes)
        Names and contents; the first is the table, which holds answers of people.
    complete, partial : int
        Rows of both kinds.
    notes : tuple of str
        What to heed about privacy, in plain words.
    """

    files: tuple[tuple[str, bytes], ...]
    complete: int
    partial: int
    notes: tuple[str, ...]


def export(
    connection: Connection, field: Fieldwork, at: datetime, *, partials: bool = False, design: bool = False
) -> Exported:
    """Return complete answers, and partial ones where asked for, as the rest of the walk reads them.

    Rows stand in the order of their numbers of chance, which tells nothing about when people answered.
    Answers that are off the way are blank, test cases, refusals and those who took their answers back are
    out, and so is everything about contacts: the store of answers knows none. Consents to the draw and to
    marketing concern addresses; they stay where addresses are.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    field : Fieldwork
        Plan, questionnaire and study; the study's names for files and for the column of respondents are used.
    at : datetime
        Now, aware.
    partials : bool
        Whether partial answers go along, marked in a column.
    design : bool
        Whether group, arms and the wave that somebody answered to go along.
    """
    kinds = (Disposition.COMPLETE, *((Disposition.PARTIAL,) if partials else ()))
    log = read_log(connection, field, stamp(at))
    records = [one for one in log.records if one.standing.disposition in kinds]
    records.sort(key=lambda one: respondent_of(one.case_id))
    given = given_by(connection, field, records)
    responses = _Columns(field, given, _seconds(connection, records)).responses(
        partials=partials, design=design
    )
    counts = Counter(one.standing.disposition for one in records)
    notes = tuple(_notes(responses, field))
    names = _names(field)
    written = responses_files(responses)
    about = {
        "made_by": MADE_BY,
        "field": field.name,
        "plan": field.digest,
        "at": at.isoformat(timespec="seconds"),
        "complete": counts[Disposition.COMPLETE],
        "partial": counts[Disposition.PARTIAL],
        "files": [names[RESPONSES], names[CODEBOOK]],
        "notes": list(notes),
    }
    return Exported(
        (
            *((names[name], content) for name, content in written.items()),
            (ABOUT, (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()),
        ),
        counts[Disposition.COMPLETE],
        counts[Disposition.PARTIAL],
        notes,
    )


def _names(field: Fieldwork) -> dict[str, str]:
    """Return the names of the files, as the study knows them."""
    study = field.study
    table = study.responses if study is not None and study.responses.lower().endswith(".csv") else RESPONSES
    return {
        RESPONSES: table,
        CODEBOOK: (study.codebook if study else None) or CODEBOOK,
    }


def _seconds(connection: Connection, records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """Return seconds by case and screen, added up over visits."""
    wanted = {record.case_id for record in records}
    asked = select(saves.c.case_id, saves.c.screen, func.sum(saves.c.shown_ms)).group_by(
        saves.c.case_id, saves.c.screen
    )
    found: dict[str, dict[str, float]] = {}
    for case_id, screen, spent in connection.execute(asked.execution_options(yield_per=20_000)):
        if case_id in wanted and spent is not None:
            found.setdefault(case_id, {})[screen] = float(spent) / 1000
    return found


class _Columns:
    """Puts the columns of an export together; none takes the name of another."""

    def __init__(
        self, field: Fieldwork, given: Sequence[Given], seconds: dict[str, dict[str, float]]
    ) -> None:
        self._field, self._given, self._seconds = field, given, seconds
        self._answers = cells_of(field.questionnaire, [one.answers for one in given])
        self._made: list[tuple[Variable, list[str | None]]] = []
        self._taken = {name.casefold() for name in self._answers}

    def responses(self, *, partials: bool, design: bool) -> Responses:
        """Return the table with its codebook: respondents, answers, then how they were given."""
        study = self._field.study
        identity = (study.respondent if study else None) or RESPONDENT
        ids = self._variable(identity, VariableType.TEXT, Role.ID, "Number of chance in this export")
        if study is not None:
            self._made += averaged(self._field.questionnaire, study, self._answers)
            self._taken |= {variable.name.casefold() for variable, _ in self._made}
        self._times()
        self._beside(partials=partials)
        if design:
            self._design()
        columns: dict[str, tuple[str | None, ...]] = {}
        columns[ids.name] = tuple(respondent_of(one.record.case_id) for one in self._given)
        columns |= {name: tuple(cells) for name, cells in self._answers.items()}
        columns |= {variable.name: tuple(cells) for variable, cells in self._made}
        codebook = Codebook((ids, *codebook_of(self._field.questionnaire), *(one for one, _ in self._made)))
        return Responses(Table(RESPONSES, columns, tuple(range(2, len(self._given) + 2))), codebook)

    def _variable(self, name: str, kind: VariableType, role: Role, question: str, note: str = "") -> Variable:
        while name.casefold() in self._taken:
            name += "_"
        self._taken.add(name.casefold())
        return Variable(name, kind, role, question, note=note)

    def _add(self, variable: Variable, cells: Sequence[str | None]) -> None:
        self._made.append((variable, list(cells)))

    def _times(self) -> None:
        study = self._field.study
        spent = [self._seconds.get(one.record.case_id, {}) for one in self._given]
        total = (study.quality.duration if study else None) or TOTAL
        of_all = "Seconds on all screens; breaks between visits are not counted"
        variable = self._variable(total, VariableType.NUMBER, Role.DURATION, of_all)
        self._add(variable, [_rounded(sum(one.values())) if one else None for one in spent])
        for question in self._field.questionnaire.questions:
            if isinstance(question.answer, Notice) or not any(question.name in one for one in spent):
                continue
            words = f"Seconds on the screen {question.name}"
            name = f"seconds_{question.name}"
            self._add(
                self._variable(name, VariableType.NUMBER, Role.DURATION, words),
                [_rounded(one[question.name]) if question.name in one else None for one in spent],
            )

    def _beside(self, *, partials: bool) -> None:
        category, off = VariableType.CATEGORY, Role.IGNORED
        self._add(
            self._variable("language", category, off, "Language it was read in"),
            [one.language or None for one in self._given],
        )
        self._add(
            self._variable("device", category, off, "Device of the last visit"),
            [one.record.device or None for one in self._given],
        )
        if _shuffled(self._field):
            words = "Number that decided every order of chance; see the page on exports"
            self._add(
                self._variable("order_seed", VariableType.TEXT, off, words),
                [str(one.seed) for one in self._given],
            )
        if partials:
            variable = self._variable("disposition", category, off, "What became of the case (AAPOR)")
            codes = tuple(Code(one.value, one.words) for one in (Disposition.COMPLETE, Disposition.PARTIAL))
            self._add(
                Variable(variable.name, category, off, variable.question, codes=codes),
                [one.record.standing.disposition.value for one in self._given],
            )

    def _design(self) -> None:
        category, off = VariableType.CATEGORY, Role.IGNORED
        records = [one.record for one in self._given]
        self._add(
            self._variable("group", category, off, "Group in the list of contacts"),
            [one.group or None for one in records],
        )
        self._add(
            self._variable("wave", category, off, "Message that was answered"),
            [one.wave or None for one in records],
        )
        for factor in factors_of(records):
            self._add(
                self._variable(f"arm_{factor}", category, off, f"Arm of {factor}, drawn by chance"),
                [json.loads(one.arms).get(factor) for one in records],
            )


def _rounded(seconds: float) -> str:
    return f"{seconds:.1f}"


def _shuffled(field: Fieldwork) -> bool:
    """Return whether anything is shown in an order of chance."""
    return course_of(field.questionnaire).shuffled or any(
        question.answer.shuffled
        for question in field.questionnaire.questions
        if isinstance(question.answer, Battery | Single | Multiple | Ranking)
    )


def _notes(responses: Responses, field: Fieldwork) -> Iterator[str]:
    """Yield what may let somebody be recognised."""
    asked = {variable.name for variable in codebook_of(field.questionnaire)}
    words = [
        variable.name
        for variable in responses.codebook
        if variable.name in asked and variable.type in WRITTEN and any(responses.table.columns[variable.name])
    ]
    if words:
        yield (
            f"In their own words or to the day: {listed(words)}. Read them before you pass the file on, "
            "and leave "
            "out what names somebody."
        )
    rare = [
        f"{variable.name}: {variable.labels.get(cell, cell)} ({count})"
        for variable in responses.codebook
        if variable.type is VariableType.CATEGORY and variable.name in asked
        for cell, count in sorted(Counter(responses.table.columns[variable.name]).items(), key=str)
        if cell is not None and count < SMALL
    ]
    if rare:
        yield (
            f"Given by fewer than {SMALL} people: {listed(rare)}. Who knows them may recognise them, above "
            "all by "
            "two such answers together."
        )
