"""Margins from the customer table: shares of all customers, by category or by fifths of a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, Severity
from psychograph.quoting import listed, shortened
from psychograph.responses.attributes import CategoricalAttribute, ScoredResponses
from psychograph.responses.customers.base import BaseColumn, CustomerBase
from psychograph.study.model import Study

FIFTHS = (0.2, 0.4, 0.6, 0.8)
# Categories that nobody of answered may be left out of a margin up to this share of the customers.
LOST = 0.05


@dataclass(frozen=True, eq=False)
class CustomerMargin:
    """Shares of all customers, and the group of every respondent.

    Parameters
    ----------
    column : CategoricalAttribute
        Groups of the respondents; None where the table does not tell.
    shares : dict of str to float
        Shares of all customers by group, above 0.
    findings : tuple of Finding
        Groups that nobody stands for.
    """

    column: CategoricalAttribute
    shares: dict[str, float]
    findings: tuple[Finding, ...]


def customer_margin(name: str, base: CustomerBase, scored: ScoredResponses, study: Study) -> CustomerMargin:
    """Return the margin of one attribute of the customer table.

    Parameters
    ----------
    name : str
        A category; or a number, which is cut at the quintiles of all customers. Customers whose cell is
        blank belong to no group.
    base : CustomerBase
        All customers.
    scored : ScoredResponses
        Respondents to weight.
    study : Study
        For the question behind the attribute.

    Notes
    -----
    Groups of customers that no respondent is in, 5% of the customers at most, are left out of the margin,
    with a finding: no weight can make anybody stand for them.
    """
    column = base.column(name)
    bands = column if column.levels else _bands(column)
    counts = bands.counts()
    codes = [bands.values[base.rows[who]] if who in base.rows else np.nan for who in scored.respondents]
    groups = tuple(None if np.isnan(code) else bands.levels[int(code)] for code in codes)
    given = Counter(groups)
    absent = [at for at, level in enumerate(bands.levels) if counts[at] and not given[level]]
    if counts[absent].sum() > LOST * counts.sum():
        absent = []  # too many to pass over: raking refuses them, and names each
    shares = {
        level: float(counts[at] / counts.sum())
        for at, level in enumerate(bands.levels)
        if counts[at] and at not in absent
    }
    lost = [bands.levels[at] for at in absent]
    share = float(counts[absent].sum() / counts.sum()) if absent else 0.0
    return CustomerMargin(
        CategoricalAttribute(name, study.attributes[name].question, groups),
        shares,
        tuple(_nobody(name, lost, share)),
    )


def _nobody(name: str, lost: list[str], share: float) -> Iterator[Finding]:
    if lost:
        yield Finding(
            "nobody-stands-for",
            Severity.NOTE,
            f"Nobody with {shortened(name)} {listed(lost)} answered, {share:.1%} of the customers: no weight "
            "makes anybody stand for them.",
        )


def _bands(column: BaseColumn) -> BaseColumn:
    """Return a number cut at its quintiles, with what each band holds as its name."""
    known = column.values[np.isfinite(column.values)]
    cuts = np.unique(np.quantile(known, FIFTHS, method="inverted_cdf"))
    cuts = cuts[cuts < known.max()]
    codes = np.where(
        np.isfinite(column.values), np.searchsorted(cuts, column.values, side="left").astype(float), np.nan
    )
    names = tuple(_band(known, codes[np.isfinite(codes)], at) for at in range(len(cuts) + 1))
    return BaseColumn(column.name, codes, names)


def _band(known: NDArray[np.float64], codes: NDArray[np.float64], at: int) -> str:
    here = known[codes == at]
    low, high = f"{here.min():,.10g}", f"{here.max():,.10g}"
    return low if low == high else f"{low} to {high}"
