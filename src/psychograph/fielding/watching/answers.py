"""Answers of cases as the rest of the walk reads them: a table and its codebook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from psychograph.codebook.codebook import Codebook, Role, Variable, VariableType
from psychograph.fielding.outcomes import Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.walk.values import Value, answers_of
from psychograph.fielding.walk.walk import Walk
from psychograph.fielding.watching.averaged import averaged
from psychograph.fielding.watching.log import Record
from psychograph.fielding.watching.respondents import respondent_of
from psychograph.questionnaire.answers.codebook import (
    codebook_of,
    option_column,
    text_column,
    variables_of,
)
from psychograph.questionnaire.model import Battery, Multiple, Question, Questionnaire, Ranking, choices_of
from psychograph.responses.declared import declared
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.study.model import Study

if TYPE_CHECKING:
    from psychograph.responses.attributes import ScoredResponses

CHOSEN, LEFT = "1", "0"  # of several choices
RESPONDENT = "respondent"


@dataclass(frozen=True)
class Given:
    """The answers of one case that are on its way, and how it was asked."""

    record: Record
    seed: int
    language: str
    answers: Mapping[str, Value]


def given_by(connection: Connection, field: Fieldwork, records: Sequence[Record]) -> tuple[Given, ...]:
    """Return the answers of cases, in the order in which the cases are handed in.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    field : Fieldwork
        Its questionnaire says which answers are on the way; the others are left out.
    records : sequence of Record
        Cases that are wanted.
    """
    wanted = {record.case_id for record in records}
    walk = Walk(field.questionnaire, 0)  # the order of chance changes no answer
    asked = select(cases.c.case_id, cases.c.seed, cases.c.language, cases.c.answers).where(
        cases.c.source != Source.TEST.value, cases.c.started_at.is_not(None)
    )
    kept = {
        row.case_id: (row.seed, row.language, walk.kept(answers_of(row.answers)))
        for row in connection.execute(asked.execution_options(yield_per=20_000))
        if row.case_id in wanted
    }
    return tuple(Given(record, *kept[record.case_id]) for record in records)


def cells_of(
    questionnaire: Questionnaire, given: Sequence[Mapping[str, Value]]
) -> dict[str, list[str | None]]:
    """Return answers by column of the questionnaire's codebook; None where there is none.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    given : sequence of mapping
        Answers of each case, by name.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import Choice, Page
    >>> owns = Multiple((Choice("1", Translated("Phone")), Choice("2", Translated("Watch"))))
    >>> asked = Questionnaire(Translated("Tea"), (Page("p", (Question("owns", Translated("Own?"), owns),)),))
    >>> cells_of(asked, [{"owns": ("2",)}, {}])
    {'owns_1': ['0', None], 'owns_2': ['1', None]}
    """
    columns: dict[str, list[str | None]] = {}
    for question in questionnaire.questions:
        for variable in variables_of(question):
            columns[variable.name] = [None] * len(given)
        for row, answers in enumerate(given):
            for name, cell in _cells(question, answers):
                columns[name][row] = cell
    return columns


def _cells(question: Question, answers: Mapping[str, Value]) -> Sequence[tuple[str, str]]:
    """Return the columns that an answer fills, each with its cell."""
    value = answers.get(question.name)
    found: list[tuple[str, Value | None]]
    match question.answer:
        case Battery(items=items):
            found = [(item.name, answers.get(item.name)) for item in items]
        case Multiple(choices):
            chosen: Collection[str] = value if isinstance(value, tuple) else ()
            found = [
                (option_column(question.name, one.code), CHOSEN if one.code in chosen else LEFT)
                for one in (choices if chosen else ())
            ]
        case Ranking():
            ranked = value if isinstance(value, tuple) else ()
            found = [(option_column(question.name, code), str(rank)) for rank, code in enumerate(ranked, 1)]
        case _:
            found = [(question.name, value)]
    texts = [text_column(question.name, one.code) for one in choices_of(question.answer) if one.specify]
    found += [(name, answers.get(name)) for name in texts]
    # A notice holds that it was passed, and is no column.
    return [(name, cell) for name, cell in found if isinstance(cell, str) and cell]


def responses_of(questionnaire: Questionnaire, given: Sequence[Given], study: Study | None) -> Responses:
    """Return answers in memory, as a run would read them from the export, with the study laid over.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    given : sequence of Given
        Answers of cases.
    study : Study or None
        Overrules the questionnaire's codebook, as it does in a run.
    """
    cells = cells_of(questionnaire, [one.answers for one in given])
    made = averaged(questionnaire, study, cells) if study else []
    identity = (study.respondent if study else None) or RESPONDENT
    columns: dict[str, tuple[str | None, ...]] = {name: tuple(of) for name, of in cells.items()}
    columns |= {variable.name: tuple(of) for variable, of in made}
    columns[identity] = tuple(respondent_of(one.record.case_id) for one in given)
    ids = Variable(identity, VariableType.TEXT, Role.ID)
    codebook = Codebook((ids, *codebook_of(questionnaire), *(variable for variable, _ in made)))
    table = Table("answers so far", columns, tuple(range(2, len(given) + 2)))
    return Responses(table, declared(codebook, study) if study else codebook)


def scored_of(questionnaire: Questionnaire, given: Sequence[Given], study: Study) -> ScoredResponses:
    """Return answers scored as the study says.

    Raises
    ------
    ResponsesError
        Where the answers do not hold what the study declares.
    """
    from psychograph.responses.scoring import score

    return score(responses_of(questionnaire, given, study), study)
