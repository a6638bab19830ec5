"""Categories of columns, learnt from a table and found again in others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.method import Floats


@dataclass(frozen=True, eq=False)
class Categories:
    """The different answers to each column of categories, in their order; None for columns of numbers."""

    known: tuple[NDArray[np.float64] | None, ...]

    @classmethod
    def of(cls, values: Floats, columns: Collection[int]) -> Self:
        """Learn the categories of some columns, shape (n, d); NaN is none."""
        return cls(
            tuple(
                np.unique(column[np.isfinite(column)]) if at in columns else None
                for at, column in enumerate(values.T)
            )
        )

    @property
    def levels(self) -> tuple[int, ...]:
        """Number of categories of each column, 0 for a column of numbers."""
        return tuple(0 if known is None else len(known) for known in self.known)

    def codes(self, values: Floats) -> Floats:
        """Return positions among the categories; NaN for blanks and for categories not seen before."""
        found = values.copy()
        for at, known in enumerate(self.known):
            if known is not None:
                code = np.searchsorted(known, values[:, at])
                same = known[np.minimum(code, len(known) - 1)] == values[:, at] if len(known) else False
                found[:, at] = np.where(same, code, np.nan)
        return found

    def answers(self, codes: Floats) -> Floats:
        """Return the answers that stand behind codes."""
        found = codes.copy()
        for at, known in enumerate(self.known):
            if known is not None:
                given = np.isfinite(codes[:, at])
                found[given, at] = known[codes[given, at].astype(np.int64)]
        return found
