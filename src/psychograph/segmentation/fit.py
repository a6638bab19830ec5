"""From scored responses to a judged segmentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, SegmentationError
from psychograph.findings import by_severity
from psychograph.quoting import listed
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.judgement import judge
from psychograph.segmentation.preparation import Prepared, flat_columns, prepare
from psychograph.segmentation.segmentation import Segmentation
from psychograph.segmentation.weaknesses import warn
from psychograph.stats.ward import cut_into, gap_height, groups_at, leaf_order, standardise, ward_tree
from psychograph.study.model import Missing, SegmentationSettings

FEWEST = 4
# The tree needs a distance for every pair: 20,000 respondents take about 3 GB.
MOST = 20_000
MOST_BASIS = 500  # beyond, distances say nothing, and the report would fill books
MOST_LISTED = 5
ROUNDING = 1e-9  # of the largest answer


def segment(
    attributes: Attributes, basis: Sequence[str], settings: SegmentationSettings, *, answered: float = 0.5
) -> Segmentation:
    """Segment respondents by their basis variables.

    The basis variables are standardised, joined by Ward's method and cut at the declared
    number of segments or height. Respondents with a missing basis variable are left out and named,
    unless the settings ask to impute it (see :func:`~psychograph.segmentation.preparation.prepare`).
    Where respondents carry weights, all of it is done for the people they stand for.

    Parameters
    ----------
    attributes : Attributes
        Scored responses.
    basis : sequence of str
        Names of the attributes that build segments.
    settings : SegmentationSettings
        Method, scaling, missing answers, cut and seed.
    answered : float
        Share of the basis a respondent must have answered for the rest to be imputed, above 0 to 1.

    Returns
    -------
    Segmentation
        Segments, tree, stability, verdict and findings.

    Raises
    ------
    SegmentationError
        For too few or too many respondents, a constant basis variable, or a cut that
        leaves one segment or more segments than respondents can fill.
    """
    prepared = prepared_for_tree(attributes, basis, settings, answered=answered)
    used = prepared.basis
    weights = used.weights
    scores = standardise(prepared.points, weights)
    linkage = ward_tree(scores, weights)
    k, height = _cut(linkage, settings)
    SegmentationError.collect(_too_alike(prepared.points, k))
    labels = cut_into(linkage, k)
    left_out = prepared.left_out
    stability, verdict = judge(scores, labels, partial(cluster, k=k), settings.seed, weights)
    imputation = prepared.uncertainty(
        labels, lambda points, rows: cluster(points, k, weights=weights[rows]), settings.seed
    )
    return Segmentation(
        basis=used,
        method=settings.method,
        labels=labels,
        linkage=linkage,
        leaf_order=leaf_order(linkage),
        cut_height=height,
        left_out=left_out,
        stability=stability,
        verdict=verdict,
        findings=by_severity(
            [
                *warn(
                    used,
                    labels,
                    linkage,
                    stability,
                    left_out,
                    imputed=settings.missing is Missing.IMPUTE,
                ),
                *prepared.findings(imputation),
            ]
        ),
        imputation=imputation,
        seed=settings.seed,
    )


def prepared_for_tree(
    attributes: Attributes, basis: Sequence[str], settings: SegmentationSettings, *, answered: float = 0.5
) -> Prepared:
    """Prepare what is joined into a tree, and refuse what no tree can be made of.

    It is quick beside the tree, so that answers can be checked before they are segmented.

    Parameters
    ----------
    attributes, basis, settings, answered
        As for :func:`segment`.

    Raises
    ------
    SegmentationError
        As :func:`segment`, but for a cut height that gives no usable segments.
    """
    SegmentationError.collect(_too_wide(basis))
    prepared = prepare(attributes, basis, settings, answered=answered)
    used = prepared.basis
    SegmentationError.collect(
        [*_too_few(used, attributes.select(basis)), *(_constant(used) if len(used) >= FEWEST else [])]
    )
    SegmentationError.collect(flat_columns(prepared))
    if settings.cut_height is None:
        k = settings.segments or 2
        SegmentationError.collect(_too_many(k, len(used)))
        SegmentationError.collect(_too_alike(prepared.points, k))
    return prepared


def cluster(
    values: NDArray[np.float64], k: int, *, weights: NDArray[np.float64] | None = None
) -> NDArray[np.int64]:
    """Standardise, join by Ward's method and cut into k: the method as resampling repeats it.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, not all alike. A resample may have lost the variety of a column; it is passed over.
    k : int
        Segments wanted; a resample of fewer points gives as many as it has.
    weights : ndarray of float64, shape (n,), optional
        How much each point counts.

    Returns
    -------
    ndarray of int64, shape (n,)
        Segments 1 to k.
    """
    varying = values[:, np.ptp(values, axis=0) > 0]
    return cut_into(ward_tree(standardise(varying, weights), weights), min(k, len(values)))


def _cut(linkage: NDArray[np.float64], settings: SegmentationSettings) -> tuple[int, float]:
    """Return the number of segments and the height of the cut."""
    n = len(linkage) + 1
    if settings.cut_height is None:
        k = settings.segments or 2
        return k, gap_height(linkage, k)
    top = float(linkage[-1, 2])
    k = groups_at(linkage, settings.cut_height)
    if k < 2 or 2 * k > n:
        raise SegmentationError(
            Problem(
                where="segmentation > cut_height",
                found=f"{settings.cut_height:g}, which gives {k} segment{'s' if k > 1 else ''} of {n} people",
                expected=f"a height below {top:.4g}, the top of the tree, for at most {n // 2} segments",
                mend="lower the height for more segments, raise it for fewer",
            )
        )
    return k, settings.cut_height


def _too_many(k: int, n: int) -> Iterator[Problem]:
    if 2 * k > n:
        yield Problem(
            where="segmentation > segments",
            found=f"{k} segments for {n} respondents",
            expected=f"at most {n // 2} segments, two respondents each",
            mend="ask for fewer segments, or collect more answers",
        )


def _too_wide(basis: Sequence[str]) -> Iterator[Problem]:
    if len(basis) > MOST_BASIS:
        yield Problem(
            where="basis",
            found=f"{len(basis):,} attributes",
            expected=f"at most {MOST_BASIS}; segments that people can use rest on ten to thirty",
            mend="keep those that answer your key questions under `basis`, or average items into scales",
        )


def _too_few(used: Attributes, asked: Attributes) -> Iterator[Problem]:
    n = len(used)
    if n < FEWEST:
        blank = f"; {len(asked) - n} more left a basis variable blank" if len(asked) > n else ""
        yield Problem(
            where="the responses",
            found=f"{n} respondent{'' if n == 1 else 's'} with all basis variables{blank}",
            expected=f"at least {FEWEST}, and in practice some hundred",
            mend="collect more answers"
            + (f", or take the emptiest variables out of `basis`: {_emptiest(asked)}" if blank else ""),
        )
    if n > MOST:
        yield Problem(
            where="the responses",
            found=f"{n:,} respondents",
            expected=f"at most {MOST:,}: this tree keeps a distance for every pair",
            mend="segment a random sample of them",
        )


def _emptiest(asked: Attributes) -> str:
    """Return the variables that the fewest answered, with how many left each blank."""
    blank = np.isnan(asked.values).sum(axis=0)
    order = np.argsort(-blank, kind="stable")[:MOST_LISTED]
    return listed(f"{asked.names[at]} ({blank[at]:,} blank)" for at in order if blank[at])


def _too_alike(points: NDArray[np.float64], k: int) -> Iterator[Problem]:
    """Refuse to put people who answered alike into different segments."""
    patterns = len(np.unique(points, axis=0))
    if k > patterns:
        yield Problem(
            where="segmentation > segments",
            found=f"{k} segments for {patterns} different patterns of answers",
            expected=f"at most {patterns} segments: people who answered alike belong together",
            mend="ask for fewer segments, or add attributes to `basis`",
        )


def _varies(values: NDArray[np.float64]) -> bool:
    """Say whether answers differ by more than averaging items may round."""
    return bool(np.ptp(values) > ROUNDING * np.abs(values).max() and values.std() > 0)


def _constant(used: Attributes) -> Iterator[Problem]:
    same = [name for name in used.names if not _varies(used.column(name))]
    for name in same[:MOST_LISTED]:
        yield Problem(
            where=f"basis > {name}",
            found=f"the same answer, {used.column(name)[0]:g}, from all {len(used)} respondents",
            expected="an attribute on which people differ",
            mend="take it out of `basis`; it cannot tell segments apart",
        )
    if len(same) > MOST_LISTED:
        yield Problem(
            where="basis",
            found=f"{len(same) - MOST_LISTED} more attributes without any difference between respondents",
            expected="attributes on which people differ",
            mend="check that these columns were exported, or take them out of `basis`",
        )
