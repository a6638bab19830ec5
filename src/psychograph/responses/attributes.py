"""`Attributes`: scored columns, ready to build segments or to describe them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.responses.weighting.weight_result import WeightResult
from psychograph.stats.spreading import logs, ranks
from psychograph.stats.weights import alike
from psychograph.study.customers import AttributeScaling


@dataclass(frozen=True, eq=False)
class Attributes:
    """Numeric attributes of respondents.

    Parameters
    ----------
    respondents : tuple of str
        One unique id a row.
    names : tuple of str
        One name a column.
    questions : tuple of str
        The question behind each column; empty where the study gives none.
    scales : tuple of Scale or None
        Bounds of each column; None where the answers are unbounded (age, spending).
    values : ndarray of float64, shape (n, d)
        Scores in the units of the scale, reverse-scored items already turned.
        NaN is a missing answer.
    weights : ndarray of float64, shape (n,)
        How many people each respondent stands for, where the average of all is 1; ones, where
        nobody was weighted.
    levels : tuple of tuple of str
        Categories of each column, whose values are then their positions 0, 1, ...; empty for a column
        of numbers.
    scalings : tuple of AttributeScaling
        How each column is spread out before distances are taken; `values` are the figures themselves.
    """

    respondents: tuple[str, ...]
    names: tuple[str, ...]
    questions: tuple[str, ...]
    scales: tuple[Scale | None, ...]
    values: NDArray[np.float64]
    weights: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    levels: tuple[tuple[str, ...], ...] = ()
    scalings: tuple[AttributeScaling, ...] = ()

    def __post_init__(self) -> None:
        if not self.levels:
            object.__setattr__(self, "levels", ((),) * len(self.names))
        if not self.scalings:
            object.__setattr__(self, "scalings", (AttributeScaling.NONE,) * len(self.names))
        if not len(self.weights):
            object.__setattr__(self, "weights", np.ones(len(self.respondents)))

    @property
    def weighted(self) -> bool:
        """Whether respondents stand for different numbers of people."""
        return not alike(self.weights)

    def __len__(self) -> int:
        return len(self.respondents)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.names)}

    def column(self, name: str) -> NDArray[np.float64]:
        """Return the values of one attribute, shape (n,)."""
        return self.values[:, self._position[name]]

    def question(self, name: str) -> str:
        """Return the question behind one attribute."""
        return self.questions[self._position[name]]

    def scale(self, name: str) -> Scale | None:
        """Return the bounds of one attribute, None where it has none."""
        return self.scales[self._position[name]]

    def select(self, names: Sequence[str]) -> Attributes:
        """Return the named attributes, in the order of `names`."""
        at = [self._position[name] for name in names]
        return Attributes(
            respondents=self.respondents,
            names=tuple(names),
            questions=tuple(self.questions[i] for i in at),
            scales=tuple(self.scales[i] for i in at),
            values=self.values[:, at],
            weights=self.weights,
            levels=tuple(self.levels[i] for i in at),
            scalings=tuple(self.scalings[i] for i in at),
        )

    def scaling(self, name: str) -> AttributeScaling:
        """Return how one attribute is spread out before distances are taken."""
        return self.scalings[self._position[name]]

    @property
    def as_they_are(self) -> bool:
        """Whether no attribute is spread out by logarithms or ranks."""
        return all(scaling is AttributeScaling.NONE for scaling in self.scalings)

    def spread_out(self) -> Attributes:
        """Return the same attributes with figures in logarithms or ranks, as declared.

        Ranks are those among the respondents who are here, and the people they stand for.
        """
        if self.as_they_are:
            return self
        values = self.values.copy()
        for at, scaling in enumerate(self.scalings):
            if scaling is AttributeScaling.LOG:
                values[:, at] = logs(self.values[:, at])
            elif scaling is AttributeScaling.RANK:
                values[:, at] = ranks(self.values[:, at], self.weights)
        return replace(self, values=values, scalings=(AttributeScaling.NONE,) * len(self.names))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Names of the columns that hold numbers, not categories."""
        return tuple(name for name, levels in zip(self.names, self.levels, strict=True) if not levels)

    def rows(self, keep: NDArray[np.bool_]) -> Attributes:
        """Return the respondents for whom `keep`, shape (n,), is true."""
        return replace(
            self,
            respondents=tuple(r for r, k in zip(self.respondents, keep, strict=True) if k),
            values=self.values[keep],
            weights=self.weights[keep],
        )


@dataclass(frozen=True)
class CategoricalAttribute:
    """A column of categories, such as an occupation or a region.

    Parameters
    ----------
    name, question : str
        The attribute and the question behind it.
    values : tuple of (str or None)
        One answer a respondent, in the order of the responses; None is missing.
    """

    name: str
    question: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class ScoredResponses:
    """All attributes of a study over the same respondents.

    Parameters
    ----------
    numeric : Attributes
        Likert and number attributes, scored.
    categorical : tuple of CategoricalAttribute
        Categories.
    notes : tuple of str
        What the reader of the file had to decide, for the report.
    weighting : WeightResult or None
        How the weights of `numeric` came about; None where nobody was weighted.
    """

    numeric: Attributes
    categorical: tuple[CategoricalAttribute, ...] = ()
    notes: tuple[str, ...] = ()
    weighting: WeightResult | None = None

    def rows(self, keep: NDArray[np.bool_]) -> ScoredResponses:
        """Return the respondents for whom `keep`, shape (n,), is true."""
        return replace(
            self,
            numeric=self.numeric.rows(keep),
            categorical=tuple(
                replace(column, values=tuple(v for v, k in zip(column.values, keep, strict=True) if k))
                for column in self.categorical
            ),
        )

    @property
    def respondents(self) -> tuple[str, ...]:
        """Ids of the respondents, in the order of the responses."""
        return self.numeric.respondents

    def attributes(self) -> Attributes:
        """Return all attributes as one table, categories as codes of their sorted names."""
        levels = [tuple(sorted({v for v in column.values if v is not None})) for column in self.categorical]
        codes = [
            [np.nan if v is None else code[v] for v in column.values]
            for column, code in zip(
                self.categorical,
                ({v: float(i) for i, v in enumerate(known)} for known in levels),
                strict=True,
            )
        ]
        if not codes:
            return self.numeric
        return replace(
            self.numeric,
            names=(*self.numeric.names, *(column.name for column in self.categorical)),
            questions=(*self.numeric.questions, *(column.question for column in self.categorical)),
            scales=(*self.numeric.scales, *(None for _ in codes)),
            values=np.column_stack([self.numeric.values, *codes]),
            levels=(*self.numeric.levels, *levels),
            scalings=(*self.numeric.scalings, *(AttributeScaling.NONE for _ in codes)),
        )


def _codes(column: CategoricalAttribute, levels: Sequence[str]) -> NDArray[np.float64]:
    """Return the position of every answer among the categories; NaN where it is missing."""
    code = {level: float(at) for at, level in enumerate(levels)}
    return np.array([np.nan if answer is None else code[answer] for answer in column.values])
