"""`CampaignResults`: one row a person, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding
from psychograph.strategy.evaluation.columns import Columns


class OutcomeKind(StrEnum):
    """What was counted: a yes or no, or an amount."""

    RATE = "rate"
    AMOUNT = "amount"


@dataclass(frozen=True)
class KnownPersona:
    """A persona of the run that the campaign followed.

    Parameters
    ----------
    segment : int
        Its segment.
    name, plural : str
        Its name.
    """

    segment: int
    name: str
    plural: str


@dataclass(frozen=True, eq=False)
class CampaignResults:
    """What became of everybody in a trial.

    Parameters
    ----------
    name : str
        Name of the file.
    columns : Columns
        The columns that were read.
    kind : OutcomeKind
        Whether the outcome is a rate or an amount.
    personas : tuple of str
        Names of the personas.
    segments : tuple of (int or None)
        Their segments, where results give numbers or the run is known.
    arms : tuple of str
        Names of the arms; the holdout last.
    holdout : str or None
        Name of the arm without a message; None where there is none.
    persona, arm : ndarray of int64, shape (n,)
        Places in `personas` and `arms`.
    outcome : ndarray of float64, shape (n,)
        0 or 1, or an amount; NaN where it is not known.
    exposed : ndarray of float64, shape (n,), or None
        Whether each was reached, 0 or 1, NaN where it is not known; None where no column tells.
    rows : int
        Rows of the file.
    findings : tuple of Finding
        What had to be decided, or left out, on the way.
    """

    name: str
    columns: Columns
    kind: OutcomeKind
    personas: tuple[str, ...]
    segments: tuple[int | None, ...]
    arms: tuple[str, ...]
    holdout: str | None
    persona: NDArray[np.int64]
    arm: NDArray[np.int64]
    outcome: NDArray[np.float64]
    exposed: NDArray[np.float64] | None
    rows: int
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def messages(self) -> tuple[str, ...]:
        """Return the arms that were sent something."""
        return tuple(arm for arm in self.arms if arm != self.holdout)
