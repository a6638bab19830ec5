"""`Responses`: a table of answers and its codebook, which is all that later steps read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Codebook
from psychograph.responses.coding import Coded, categories, coded
from psychograph.responses.customers.base import CustomerBase
from psychograph.responses.table import Table


@dataclass(frozen=True, eq=False)
class Responses:
    """Answers with the codebook that says what they mean.

    Parameters
    ----------
    table : Table
        Cells as text, one row a respondent.
    codebook : Codebook
        One variable for every column of the table.
    customers : CustomerBase or None
        All customers of the table that was joined; None where the study names none.
    """

    table: Table
    codebook: Codebook
    customers: CustomerBase | None = None
    _coded: dict[str, Coded] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.table)

    def coded(self, name: str) -> Coded:
        """Return a column as numbers, with the cells that are none."""
        if name not in self._coded:
            self._coded[name] = coded(self.table, self.codebook[name])
        return self._coded[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return a column as numbers, shape (n,).

        Labels become codes; missing answers and cells that are no numbers become NaN. Answers
        outside the scale stay: :meth:`coded` tells them.
        """
        return self.coded(name).values

    def categories(self, name: str) -> tuple[str | None, ...]:
        """Return a column as labels, None where the answer is missing; codes become labels."""
        return categories(self.table.columns[name], self.codebook[name])
