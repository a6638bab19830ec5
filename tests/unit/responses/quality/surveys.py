"""Small surveys for the tests of quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Codebook, Role, Scale, Variable, VariableType
from psychograph.responses.quality.answers import Answers, answers_of
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table

FIVE = Scale(1, 5)


def attentive(n: int, scales: int = 6, items: int = 4, seed: int = 1) -> NDArray[np.float64]:
    """Codes from 1 to 5 of people who answer from traits; the last item of each scale is reversed."""
    rng = np.random.default_rng(seed)
    traits = np.repeat(rng.standard_normal((n, scales)), items, axis=1)
    leaning = 0.85 * traits + 0.53 * rng.standard_normal(traits.shape)
    leaning[:, items - 1 :: items] *= -1
    return np.clip(np.rint(3 + leaning), 1, 5)


def survey(codes: NDArray[np.float64], items: int = 4) -> Answers:
    """Answers with a construct and a battery for each run of items, the last of each reversed."""
    k = codes.shape[1]
    names = [f"scale {place // items}" for place in range(k)]
    return answers_of(
        codes,
        FIVE,
        batteries=names,
        constructs=names,
        reversed_items=[place % items == items - 1 for place in range(k)],
    )


def responses_of(columns: Mapping[str, Sequence[str | None]], variables: Sequence[Variable]) -> Responses:
    """Responses from cells and variables."""
    rows = len(next(iter(columns.values())))
    table = Table("r.csv", {name: tuple(cells) for name, cells in columns.items()}, tuple(range(2, rows + 2)))
    return Responses(table, Codebook(tuple(variables)))


def answers(columns: Mapping[str, Sequence[str | None]], *variables: Variable) -> Answers:
    """Answers from cells and variables."""
    return Answers(responses_of(columns, variables), np.random.default_rng(1))


def likert(name: str) -> Variable:
    """A question on a scale from 1 to 5."""
    return Variable(name, VariableType.LIKERT, Role.BASIS, scale=FIVE)
