"""Natural groups of customers by what they did, from the segmentation engine."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding
from psychograph.segmentation.segmentation import Segmentation, VerdictKind

# What a verdict means of customers; the verdict itself speaks of answers to a survey.
JUDGED = {
    VerdictKind.NATURAL: "These groups are there: fewer customers stand between two of them than in them, "
    "which customers who differ by degrees alone do not show, and they come back when others are drawn.",
    VerdictKind.REPRODUCIBLE: "These groups come back when other customers are drawn, and stand clearer "
    "apart than a cut of customers who differ by degrees; but no gap parts them: their edges are soft.",
    VerdictKind.CONSTRUCTED: "Customers differ by degrees, as in most shops: these groups are a useful cut, "
    "not groups that exist by themselves. Move an edge where it suits you.",
    VerdictKind.NONE: "There are no groups here: what is cut this time would be cut elsewhere with other "
    "customers. Use recency, orders and value one by one.",
}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NaturalGroup:
    """One group.

    Parameters
    ----------
    number : int
        From 1, as in the segmentation.
    name : str
        Plain words for what sets it apart: ``"frequent and recent"``.
    share : float
        Of the customers, 0 to 1.
    share_of_value : float
    recency, orders, value : float
        Medians: days since the last order, orders, value.
    """

    number: int
    name: str
    share: float
    share_of_value: float
    recency: float
    orders: float
    value: float


@dataclass(frozen=True)
class Scaled:
    """How a measure of behaviour was brought to a scale on which distances mean something.

    Parameters
    ----------
    name : str
        ``"Recency"``, ``"Orders"`` or ``"OrderValue"``.
    what : str
        What it is, with its unit.
    logged : bool
        Whether its logarithm was taken, since it is skewed: from 1 to 2 is then as far as from 10 to 20.
    least : float
        What lies below counts as this, so that a logarithm can be taken.
    middle, spread : float
        Mean and standard deviation (n in the denominator), after the logarithm.
    """

    name: str
    what: str
    logged: bool
    least: float
    middle: float
    spread: float

    def on_scale(self, values: Floats) -> Floats:
        """Return values as the groups were built on them, not yet standardised."""
        return np.log(np.maximum(values, self.least)) if self.logged else values


@dataclass(frozen=True, eq=False)
class GroupRule:
    """Puts any customer into a group: that of the nearest centre.

    Parameters
    ----------
    measures : tuple of Scaled, length d
    centres : ndarray of float64, shape (k, d)
        Of groups 1 to k, in standard deviations from the middle.
    """

    measures: tuple[Scaled, ...]
    centres: Floats

    def groups_of(self, values: Floats) -> NDArray[np.int64]:
        """Return the group of each customer.

        Parameters
        ----------
        values : ndarray of float64, shape (n, d)
            The measures in their own units, in the order of `measures`; nothing missing.

        Returns
        -------
        ndarray of int64, shape (n,)
            1 to k; of two centres equally near, the first.
        """
        scaled = np.column_stack(
            [(one.on_scale(values[:, at]) - one.middle) / one.spread for at, one in enumerate(self.measures)]
        )
        apart = ((scaled[:, None, :] - self.centres[None, :, :]) ** 2).sum(axis=2)
        return np.asarray(apart.argmin(axis=1) + 1, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class NaturalGroups:
    """A segmentation of behaviour and what its groups are.

    Parameters
    ----------
    segmentation : Segmentation
        Of the customers sampled: labels, stability, verdict, findings.
    groups : tuple of NaturalGroup
        The most valuable first.
    customers : int
        Who was segmented.
    everybody : int
        Whom they stand for.
    why : str
        Why so many groups, in a sentence.
    rule : GroupRule or None
        Puts everybody else into a group; None where only the sampled have one.
    """

    segmentation: Segmentation
    groups: tuple[NaturalGroup, ...]
    customers: int
    everybody: int
    why: str = ""
    rule: GroupRule | None = None

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What is weak about the groups, in words about customers.

        What the engine says of its search, of scales and of answers to a survey is in the record
        (`segmentation`): who runs a shop can do nothing about it.
        """
        names = {group.number: group.name for group in self.groups}
        stable = {part.segment: part.jaccard for part in self.segmentation.stability}
        found = []
        for one in self.segmentation.findings:
            if one.segment is None or one.segment not in names:
                continue
            if one.code == "unstable-segment":
                text = (
                    f"The edges of “{names[one.segment]}” are not firm: with other customers drawn, "
                    f"{stable[one.segment]:.0%} of the group is the same."
                )
            elif one.code in {"tiny-segment", "small-segment"}:
                text = f"“{names[one.segment]}” is a small group: its figures rest on few customers."
            else:
                continue
            found.append(dataclasses.replace(one, text=text))
        return tuple(found)

    @property
    def judged(self) -> str:
        """How far to trust the groups, in a sentence or two about customers."""
        return JUDGED[self.segmentation.verdict.kind]
