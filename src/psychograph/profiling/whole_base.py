"""Segments among all customers: the answered part builds them, the rest is described so far as can be."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from psychograph.findings import Finding, Severity
from psychograph.quoting import listed
from psychograph.responses.customers.base import CustomerBase
from psychograph.responses.customers.features import MOST_MODELLED, features
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.representation.differences import Z
from psychograph.stats.representation.logistic import Logistic, fit_logistic, folds
from psychograph.study.model import Study

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STREAM = 22  # of the study's seed
FOLDS = 10
FEWEST, FEWEST_OF_A_SEGMENT = 50, 10


@dataclass(frozen=True)
class SegmentInBase:
    """One segment among those who answered, and what is expected of it among all customers.

    Parameters
    ----------
    segment : int
        Its number.
    answered : int
        Members who are in the table.
    answered_share : float
        Their share of all respondents who are in the table and in a segment, after weighting where there are
        weights; 0 to 1.
    expected_share : float or None
        Share of all customers that is expected to belong to it; None where the table does not tell segments.
    low, high : float or None
        95% interval of it.
    found : float or None
        Share of its members whom the table alone puts into it (recall, cross-validated).
    """

    segment: int
    answered: int
    answered_share: float
    expected_share: float | None = None
    low: float | None = None
    high: float | None = None
    found: float | None = None


@dataclass(frozen=True)
class WholeBase:
    """How well the table alone tells segments, and how many customers each is expected to have.

    Parameters
    ----------
    customers, answered : int
        All customers, and those in the table who are in a segment.
    attributes : tuple of str
        Attributes of the table that the model was told.
    in_basis : tuple of str
        Those of them that built the segments, so that telling these from them is partly a circle.
    accuracy : float or None
        Share of respondents whose segment the table tells, each by a model that did not see them; None where
        there were too few to try.
    base_rate : float
        Share that is right for whoever names the largest segment every time.
    low, high : float or None
        95% interval of accuracy less base rate.
    segments : tuple of SegmentInBase
        In the order of their numbers.
    """

    customers: int
    answered: int
    attributes: tuple[str, ...]
    in_basis: tuple[str, ...]
    accuracy: float | None
    base_rate: float
    low: float | None
    high: float | None
    segments: tuple[SegmentInBase, ...]

    @property
    def told(self) -> bool:
        """Whether the table tells segments better than naming the largest does."""
        return self.low is not None and self.low > 0

    def in_words(self) -> str:
        """Return how well the table tells segments, in a sentence or two."""
        if self.accuracy is None or self.low is None or self.high is None:
            return (
                f"Too few respondents ({self.answered:,}, at least {FEWEST}, {FEWEST_OF_A_SEGMENT} in every "
                "segment) to see whether the table alone tells segments."
            )
        figures = (
            f"{self.accuracy:.0%} of respondents are put into their segment by the table alone, where naming "
            f"the largest segment every time is right for {self.base_rate:.0%}"
        )
        if not self.told:
            return (
                f"The table does not tell segments: {figures}. How large they are among all customers is not "
                "known; the shares are those of respondents."
            )
        circle = (
            f" Part of that is a circle, since {listed(self.in_basis)} built the segments."
            if self.in_basis
            else ""
        )
        return f"{figures} ({self.low * 100:+.0f} to {self.high * 100:+.0f} points).{circle}"


def whole_base(
    base: CustomerBase, segmentation: Segmentation, study: Study, *, without: Collection[str] = ()
) -> WholeBase:
    """Describe all customers by the segments of those who answered.

    A multinomial logistic regression (:func:`~psychograph.stats.representation.logistic.fit_logistic`) learns
    segments from the attributes of the table alone. It is tried on respondents whom it did not see (10
    folds). Only where it names more of them rightly than whoever always names the largest segment, shares
    of all customers are given: those who answered count as they are, the others by how likely each
    segment is.

    Parameters
    ----------
    base : CustomerBase
        All customers.
    segmentation : Segmentation
        Segments of those who answered.
    study : Study
        Its seed, and its basis.
    without : collection of str
        Attributes that may not be used.

    Notes
    -----
    It supposes that customers who are alike in the table are in the same segments, whether they answered or
    not. Nothing in these files can tell whether that holds. Intervals come from leaving one fold out at a
    time (delete-a-group jackknife, Kott 2001, J Off Stat 17:521) and Student's t of nine degrees of freedom;
    where the supposition holds, 95 to 97 of 100 cover the share (simulated, 100 and 300 of 2,000 answering).
    They hold no doubt about the supposition.
    Beyond 20,000 customers who did not answer, a random part stands for them.
    """
    names = [column.name for column in base.columns if column.name not in without]
    answered = segmentation.basis
    members = [
        (base.rows[who], int(label) - 1, float(weight))
        for who, label, weight in zip(
            answered.respondents, segmentation.labels, answered.weights, strict=True
        )
        if who in base.rows
    ]
    members.sort()  # in the order of the keys, so that the order of the answers changes nothing
    rows = np.array([row for row, _, _ in members], dtype=np.int64)
    groups = np.array([group for _, group, _ in members], dtype=np.int64)
    k = len(segmentation.segments)
    sizes = np.bincount(groups, minlength=k)
    mass = np.bincount(groups, weights=[weight for _, _, weight in members], minlength=k)
    found = WholeBase(
        customers=len(base),
        answered=len(rows),
        attributes=tuple(names),
        in_basis=tuple(name for name in names if name in study.basis),
        accuracy=None,
        base_rate=float(sizes.max() / max(len(rows), 1)),
        low=None,
        high=None,
        segments=tuple(
            SegmentInBase(group + 1, int(size), float(mass[group] / max(mass.sum(), 1e-9)))
            for group, size in enumerate(sizes)
        ),
    )
    if len(rows) < FEWEST or sizes.min() < FEWEST_OF_A_SEGMENT:
        return found
    rng = np.random.default_rng([segmentation.seed, STREAM])
    told = features(base, names, rows)
    if not told.shape[1]:
        return found
    fold = folds(len(rows), FOLDS, rng)
    models = [fit_logistic(told[fold != at], groups[fold != at], k) for at in range(FOLDS)]
    tried = _tried(told, groups, k, fold, models, found)
    if not tried.told:
        return tried
    return _expected(tried, base, names, rows, groups, models, told, rng)


def _tried(
    told: Floats, groups: Ints, k: int, fold: Ints, models: list[Logistic], found: WholeBase
) -> WholeBase:
    """See how many respondents are named rightly by models that did not see them."""
    right, plain = np.zeros(len(groups), dtype=bool), np.zeros(len(groups), dtype=bool)
    for at, model in enumerate(models):
        unseen = fold == at
        right[unseen] = model.shares(told[unseen]).argmax(axis=1) == groups[unseen]
        plain[unseen] = groups[unseen] == np.bincount(groups[~unseen], minlength=k).argmax()
    gain = right.astype(float) - plain
    error = float(gain.std(ddof=1)) / math.sqrt(len(gain))
    parts = tuple(
        replace(part, found=float(right[groups == part.segment - 1].mean())) for part in found.segments
    )
    return replace(
        found,
        accuracy=float(right.mean()),
        base_rate=float(plain.mean()),
        low=float(gain.mean()) - Z * error,
        high=float(gain.mean()) + Z * error,
        segments=parts,
    )


def _expected(
    found: WholeBase,
    base: CustomerBase,
    names: Collection[str],
    rows: Ints,
    groups: Ints,
    models: list[Logistic],
    told: Floats,
    rng: np.random.Generator,
) -> WholeBase:
    """Work out which share of all customers each segment is expected to have."""
    k = len(found.segments)
    others = np.ones(len(base), dtype=bool)
    others[rows] = False
    rest = np.flatnonzero(others)
    if len(rest) > MOST_MODELLED:
        rest = np.sort(rng.choice(rest, MOST_MODELLED, replace=False))
    unseen = features(base, names, rest)
    known = np.bincount(groups, minlength=k) / len(base)
    part = 1 - len(rows) / len(base)

    def shares(model: Logistic) -> Floats:
        return np.asarray(known + part * model.shares(unseen).mean(axis=0)) if len(rest) else known

    whole = shares(fit_logistic(told, groups, k))
    again = np.array([shares(model) for model in models])
    error = np.sqrt((FOLDS - 1) / FOLDS * ((again - again.mean(axis=0)) ** 2).sum(axis=0))
    # Ten folds tell an error roughly: by the normal distribution 89 to 94 of 100 intervals would cover.
    reach = float(stdtrit(FOLDS - 1, 0.975)) * error
    return replace(
        found,
        segments=tuple(
            replace(
                one,
                expected_share=float(whole[at]),
                low=float(max(0.0, whole[at] - reach[at])),
                high=float(min(1.0, whole[at] + reach[at])),
            )
            for at, one in enumerate(found.segments)
        ),
    )


def whole_base_findings(found: WholeBase) -> Iterator[Finding]:
    """Yield what a reader must know of segments among all customers."""
    if found.accuracy is None or not found.told:
        yield Finding("base-not-told", Severity.NOTE, found.in_words())
        return
    moved = [
        f"segment {part.segment} {part.answered_share:.0%} of respondents, "
        f"{part.expected_share:.0%} of customers"
        for part in found.segments
        if part.low is not None
        and part.high is not None
        and part.expected_share is not None
        and not part.low <= part.answered_share <= part.high
    ]
    if moved:
        yield Finding(
            "base-shares",
            Severity.CAUTION,
            f"Among all customers segments are expected to be of other sizes than among respondents: "
            f"{'; '.join(moved)}. That rests on the table telling segments ({found.in_words()})",
        )
