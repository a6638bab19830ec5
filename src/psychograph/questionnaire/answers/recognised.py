"""Answers to a questionnaire of ours, whichever tool asked it: columns get back their names and their key.

Survey tools put the name of a question, page or group before that of a column, or brackets around it
(``statements_1[openness_1]``, ``page_1/statements_1/openness_1``, ``statements_1.openness_1``). The longest
end of such a name that is a column of the questionnaire names it, whatever its case and with or without
underscores, which some tools take out (``statements1[openness1]``). Statements of a battery that are all
there by their number are known by it (``statements_1_1``, ``statements_1_2`` and so on). Where two columns
would share a name, neither is renamed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from psychograph.codebook.codebook import Codebook, Variable
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.model import Battery, Questionnaire
from psychograph.responses.imported import Imported
from psychograph.responses.responses import Responses

PARTS = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Recognised:
    """Answers with the key of their questionnaire.

    Parameters
    ----------
    imported : Imported
        Answers; columns of the questionnaire under its names, and described as it describes them.
    renamed : mapping of str to str
        Names of columns in the file, and what they are called now.
    absent : tuple of str
        Columns of the questionnaire that the file does not hold.
    """

    imported: Imported
    renamed: Mapping[str, str]
    absent: tuple[str, ...]


def recognised(imported: Imported, questionnaire: Questionnaire) -> Recognised:
    """Return answers described by the questionnaire that asked for them.

    Parameters
    ----------
    imported : Imported
        Answers as a reader took them; columns that the questionnaire does not have stay as they are.
    questionnaire : Questionnaire
        What was asked.
    """
    known = codebook_of(questionnaire)
    columns = imported.responses.codebook.names
    names = _names(columns, known.names)
    names |= _by_number(columns, questionnaire, names)
    table = imported.responses.table
    renamed = replace(table, columns={names.get(old, old): cells for old, cells in table.columns.items()})
    variables = tuple(
        _described(variable, names.get(variable.name, variable.name), known)
        for variable in imported.responses.codebook
    )
    answers = Responses(renamed, Codebook(variables))
    return Recognised(
        replace(imported, responses=answers),
        {old: new for old, new in names.items() if old != new},
        tuple(name for name in known.names if name not in answers.codebook),
    )


def _names(columns: Collection[str], known: Sequence[str]) -> dict[str, str]:
    """Return the questionnaire's name for each column that is one of its own."""
    found = {column: column for column in columns if column in known}
    forms = Counter(map(_form, known))
    open_names = {_form(name): name for name in known if name not in found and forms[_form(name)] == 1}
    guessed = {}
    for column in columns:
        parts = PARTS.findall(column)
        ends = ("".join(map(_form, parts[start:])) for start in range(len(parts)))
        last = next((open_names[end] for end in ends if end in open_names), None)
        if column not in found and last is not None:
            guessed[column] = last
    counts = Counter(guessed.values())
    return found | {column: name for column, name in guessed.items() if counts[name] == 1}


def _by_number(
    columns: Collection[str], questionnaire: Questionnaire, names: Mapping[str, str]
) -> dict[str, str]:
    """Return the statements of batteries of which no column bears its name, and all bear their number."""
    there = {_form(column): column for column in columns if column not in names}
    found: dict[str, str] = {}
    for question in questionnaire.questions:
        if isinstance(question.answer, Battery):
            items = [item.name for item in question.answer.items]
            numbered = [there.get(_form(f"{question.name}_{at}")) for at in range(1, len(items) + 1)]
            if all(numbered) and not set(items) & set(names.values()):
                found |= {column: item for column, item in zip(numbered, items, strict=True) if column}
    return found


def _form(name: str) -> str:
    return name.casefold().replace("_", "")


def _described(variable: Variable, name: str, known: Codebook) -> Variable:
    return known[name] if name in known else replace(variable, name=name)
