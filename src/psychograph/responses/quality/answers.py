"""`Answers`: responses as the rules of quality see them, raw codes in the order of the questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Codebook, Role, Scale, Variable, VariableType
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.stats.blanks.missing import NormalModel, fit_normal
from psychograph.stats.measurement.covariance import correlation

ANSWERED_ROLES = (Role.BASIS, Role.DESCRIPTOR)
NOT_WHOLE = 0.05  # share of answers between the steps of a scale from which a column is an average
MOST_STEPS = 100  # a longer scale has no steps that people choose between
MOST_ALIKE = 0.95  # share of one answer from which a question tells nobody apart
COMPARED = (VariableType.LIKERT, VariableType.NUMBER, VariableType.CATEGORY, VariableType.OPTION)
MOST_EFFORT = 3e7  # of one step of the fit; two hundred steps are then some seconds
MOST_FITTED = 3_000  # respondents behind the normal model: drawn where there are more
CLOSE = 1e-4  # standard deviations: as exact as distances need
MOST_CORRELATED = 20_000  # respondents behind the correlations of items: drawn where there are more


@dataclass(frozen=True)
class Block:
    """Items that follow one another in the questionnaire on one scale, as columns `first` to `end` - 1."""

    first: int
    end: int
    points: int


@dataclass(frozen=True, eq=False)
class Answers:
    """What the rules of quality look at.

    Parameters
    ----------
    responses : Responses
        Answers with their codebook.
    rng : numpy.random.Generator
        Chooses respondents where there are too many for a fit; untouched otherwise.
    """

    responses: Responses
    rng: np.random.Generator

    def __len__(self) -> int:
        return len(self.responses)

    @cached_property
    def items(self) -> tuple[Variable, ...]:
        """Questions on an answer scale, in the order of the questionnaire.

        Those that build or describe segments, or stand in a battery. Averages of several questions
        are none: nobody ticked them.
        """
        asked = [
            variable
            for variable in self.responses.codebook
            if variable.type is VariableType.LIKERT
            and (variable.role in ANSWERED_ROLES or (variable.role is Role.IGNORED and variable.battery))
        ]
        return tuple(variable for variable in asked if self._is_ticked(variable))

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Codes as they were given, not reversed, shape (n, k): NaN for no answer or an impossible one."""
        found = np.empty((len(self), len(self.items)), order="F")
        for place, variable in enumerate(self.items):
            found[:, place] = self._possible(variable.name)
        return found

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """Ends of the scale of each item: as declared, else as answered."""
        return tuple(
            variable.scale or _seen(self.values[:, place]) for place, variable in enumerate(self.items)
        )

    @cached_property
    def steps(self) -> NDArray[np.int16]:
        """Place of each answer on its scale, counted from 0; -1 for no answer. Shape (n, k)."""
        found = np.full(self.values.shape, -1, dtype=np.int16, order="F")
        for place, scale in enumerate(self.scales):
            column = self.values[:, place]
            known = np.isfinite(column)
            found[known, place] = np.rint(column[known] - scale.low).astype(np.int16)
        return found

    @cached_property
    def relative(self) -> NDArray[np.float64]:
        """Answers in half-ranges from the midpoint of their scale, -1 to 1; shape (n, k)."""
        middle = np.array([scale.midpoint for scale in self.scales])
        half = np.array([scale.half_range or 1.0 for scale in self.scales])
        return np.asarray((self.values - middle) / half)

    @cached_property
    def answered(self) -> NDArray[np.int64]:
        """Items answered, shape (n,)."""
        return np.asarray(np.isfinite(self.values).sum(axis=1))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Runs of items on one scale; a pattern of ticks cannot go on where the scale changes."""
        ends = [
            place
            for place in range(1, len(self.items) + 1)
            if place == len(self.items) or self.scales[place] != self.scales[place - 1]
        ]
        starts = [0, *ends[:-1]] if ends else []
        return tuple(
            Block(first, end, round(self.scales[first].high - self.scales[first].low) + 1)
            for first, end in zip(starts, ends, strict=True)
        )

    @cached_property
    def batteries(self) -> tuple[tuple[int, ...], ...]:
        """Places of the items that share a question, a tuple each."""
        found: dict[str, list[int]] = {}
        for place, variable in enumerate(self.items):
            if variable.battery:
                found.setdefault(variable.battery, []).append(place)
        return tuple(tuple(places) for places in found.values())

    @cached_property
    def constructs(self) -> tuple[tuple[int, ...], ...]:
        """Places of the items that measure one thing, a tuple for each with two or more."""
        found: dict[str, list[int]] = {}
        for place, variable in enumerate(self.items):
            if variable.construct:
                found.setdefault(variable.construct, []).append(place)
        return tuple(tuple(places) for places in found.values() if len(places) > 1)

    @cached_property
    def reversed_items(self) -> NDArray[np.bool_]:
        """Which items are worded the other way, shape (k,)."""
        return np.array([variable.reversed for variable in self.items], dtype=bool)

    @cached_property
    def telling(self) -> NDArray[np.int32]:
        """Answers to all questions on which people differ, numbered; -1 for none. Shape (n, m)."""
        columns = []
        for variable in self.columns(*COMPARED):
            cells = self.responses.table.columns[variable.name]
            number = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
            for cell in number:
                if cell is None or variable.is_missing(cell):
                    number[cell] = -1
            column = np.fromiter(map(number.__getitem__, cells), dtype=np.int32, count=len(cells))
            known = column[column >= 0]
            if known.size and np.bincount(known).max() <= MOST_ALIKE * known.size:
                columns.append(column)
        if not columns:
            return np.empty((len(self), 0), dtype=np.int32)
        return np.ascontiguousarray(np.column_stack(columns))

    @cached_property
    def correlations(self) -> NDArray[np.float64]:
        """Correlations of the items as answered, pairwise; shape (k, k), NaN where one does not vary."""
        drawn = self._drawn(MOST_CORRELATED)
        return correlation(self.values[drawn]).matrix

    @cached_property
    def model(self) -> NormalModel:
        """Normal distribution of the items, fitted by EM to at most 3,000 respondents."""
        return fit_normal(self.values[self.fitted_rows], rng=self.rng, tolerance=CLOSE)

    @cached_property
    def fitted_rows(self) -> NDArray[np.int64]:
        """Respondents behind :attr:`model`."""
        return self._drawn(MOST_FITTED)

    def columns(self, *types: VariableType) -> tuple[Variable, ...]:
        """Return the variables of given types that build or describe segments."""
        return tuple(v for v in self.responses.codebook.with_role(*ANSWERED_ROLES) if v.type in types)

    def _drawn(self, most: int) -> NDArray[np.int64]:
        n = len(self)
        return np.arange(n) if n <= most else np.sort(self.rng.choice(n, most, replace=False))

    def _possible(self, name: str) -> NDArray[np.float64]:
        found = self.responses.coded(name)
        if not found.outside:
            return found.values
        values = found.values.copy()
        values[list(found.outside)] = np.nan
        return values

    def _is_ticked(self, variable: Variable) -> bool:
        values = self._possible(variable.name)
        known = values[np.isfinite(values)]
        if known.size == 0 or np.ptp(known) > MOST_STEPS:
            return False
        if variable.scale is not None and variable.scale.high - variable.scale.low > MOST_STEPS:
            return False
        low = variable.scale.low if variable.scale is not None else known.min()
        between = np.abs(known - low - np.rint(known - low)) > 1e-9
        return bool(between.mean() <= NOT_WHOLE)


def answers_of(
    values: NDArray[np.float64],
    scale: Scale,
    *,
    batteries: Sequence[str] = (),
    constructs: Sequence[str] = (),
    reversed_items: Sequence[bool] = (),
    seed: int = 1,
) -> Answers:
    """Make answers from a table of codes, for examples and simulations.

    Parameters
    ----------
    values : ndarray of float64, shape (n, k)
        Codes; NaN for no answer.
    scale : Scale
        Ends of the scale of every item.
    batteries, constructs : sequence of str
        One an item; none where left out.
    reversed_items : sequence of bool
        Which items are worded the other way; none where left out.
    seed : int
        Of the random numbers.

    Examples
    --------
    >>> answers_of(np.array([[1.0, 5.0], [2.0, np.nan]]), Scale(1, 5)).answered.tolist()
    [2, 1]
    """
    names = [f"Q{place}" for place in range(1, values.shape[1] + 1)]
    variables = tuple(
        Variable(
            name,
            VariableType.LIKERT,
            Role.BASIS,
            scale=scale,
            battery=batteries[place] if batteries else "",
            construct=constructs[place] if constructs else "",
            reversed=bool(reversed_items[place]) if len(reversed_items) else False,
        )
        for place, name in enumerate(names)
    )
    columns = {
        name: tuple(f"{value:g}" if np.isfinite(value) else None for value in column)
        for name, column in zip(names, values.T, strict=True)
    }
    table = Table("answers", columns, tuple(range(2, len(values) + 2)))
    return Answers(Responses(table, Codebook(variables)), np.random.default_rng(seed))


def _seen(values: NDArray[np.float64]) -> Scale:
    known = values[np.isfinite(values)]
    return Scale(float(known.min()), float(known.max()))
