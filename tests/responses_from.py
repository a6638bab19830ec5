"""Responses from small tables, for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psychograph.codebook.codebook import Codebook, Scale, Variable, VariableType
from psychograph.codebook.infer import infer_codebook
from psychograph.errors import Problem
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.declared import declared
from psychograph.responses.numbers import number_problems
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import score
from psychograph.responses.table import Table
from psychograph.study.guess import Guess, guess_study
from psychograph.study.model import Study


def responses_of(table: Table, study: Study) -> Responses:
    """The table with a guessed codebook and the study laid over it."""
    inferred = infer_codebook(table.columns, decimal_comma=table.decimal_comma, keep=tuple(table.columns))
    return Responses(table, declared(inferred.codebook, study))


def score_table(table: Table, study: Study) -> ScoredResponses:
    return score(responses_of(table, study), study)


def guess_columns(columns: Mapping[str, Sequence[str | None]], title: str) -> Guess:
    """The study guessed from raw cells."""
    inferred = infer_codebook(columns)
    guess = guess_study(inferred.codebook, title=title, responses="responses.csv")
    return replace(guess, remarks=(*guess.remarks, *inferred.remarks))


def number_problems_of(table: Table, column: str, scale: Scale | None) -> list[Problem]:
    codebook = Codebook((Variable(column, VariableType.NUMBER, scale=scale),))
    return number_problems(Responses(table, codebook), column)
