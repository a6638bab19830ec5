"""`CustomerBase`: all customers of a table, and which of them answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding
from psychograph.study.customers import AttributeScaling

MOST_NAMED = 5


@dataclass(frozen=True)
class Named:
    """Some keys or respondents: how many, and the first few by name.

    Parameters
    ----------
    count : int
        How many there are.
    first : tuple of str
        The first of them in the order of the alphabet, five at most.
    """

    count: int = 0
    first: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True)
class Joined:
    """How table and answers fit together.

    Parameters
    ----------
    customers : int
        Rows of the table with a key of their own: the base.
    respondents : int
        Respondents of the survey, before anybody is left out.
    matched : int
        Respondents who are in the table.
    unknown : Named
        Respondents whose key is not in the table.
    blank : Named
        Respondents without a key.
    repeated : Named
        Keys that several respondents give; none of them is joined.
    table_blank : int
        Rows of the table without a key.
    table_repeated : Named
        Keys that stand in several rows of the table; none of these rows is in the base.
    left_out : bool
        Whether respondents who are not in the table were left out.
    """

    customers: int
    respondents: int
    matched: int
    unknown: Named = Named()
    blank: Named = Named()
    repeated: Named = Named()
    table_blank: int = 0
    table_repeated: Named = Named()
    left_out: bool = False

    @property
    def unmatched(self) -> int:
        """Respondents without a row of the table."""
        return self.respondents - self.matched


@dataclass(frozen=True, eq=False)
class BaseColumn:
    """One attribute of all customers.

    Parameters
    ----------
    name : str
        The attribute.
    values : ndarray of float64, shape (N,)
        Figures; positions among `levels` for a category. NaN is missing.
    levels : tuple of str
        Categories, sorted; empty for a number.
    scaling : AttributeScaling
        How the figures are spread out.
    """

    name: str
    values: NDArray[np.float64]
    levels: tuple[str, ...] = ()
    scaling: AttributeScaling = AttributeScaling.NONE

    def counts(self) -> NDArray[np.int64]:
        """Return how many customers are in each category, shape (levels,)."""
        known = self.values[np.isfinite(self.values)].astype(np.int64)
        return np.bincount(known, minlength=len(self.levels)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class CustomerBase:
    """All N customers of the table, in the order of their keys.

    Parameters
    ----------
    name : str
        File name of the table.
    columns : tuple of BaseColumn
        Every attribute that is read from it.
    value : ndarray of float64, shape (N,), or None
        What customers are worth; NaN where it is missing. None where the study names no column of it.
    rows : mapping of str to int
        Row of each respondent who is in the table, by the id of the respondent.
    joined : Joined
        How table and answers fit together.
    findings : tuple of Finding
        What a reader must know of the join.
    """

    name: str
    columns: tuple[BaseColumn, ...]
    value: NDArray[np.float64] | None
    rows: Mapping[str, int]
    joined: Joined
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return self.joined.customers

    def column(self, name: str) -> BaseColumn:
        """Return one attribute."""
        return next(column for column in self.columns if column.name == name)
