"""From scored responses to a judged segmentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.columns import LARGEST
from psychograph.errors import Problem, SegmentationError
from psychograph.findings import by_severity
from psychograph.quoting import listed, quoted
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.judgement import judge
from psychograph.segmentation.method import (
    Floats,
    Form,
    Labels,
    Method,
    Points,
    Progress,
    Solution,
    Tree,
    TreeMethod,
    refit,
    solve,
)
from psychograph.segmentation.methods import method_of
from psychograph.segmentation.methods.ward import Ward
from psychograph.segmentation.points import geometry, points_of
from psychograph.segmentation.preparation import Prepared, flat_columns, prepare
from psychograph.segmentation.segmentation import Segmentation
from psychograph.segmentation.weaknesses import warn
from psychograph.stats.trees.ward import groups_at, load_kernels
from psychograph.study.model import Missing, SegmentationSettings

FEWEST = 4
MOST_BASIS = 500  # beyond, distances say nothing, and the report would fill books
MOST_LISTED = 5
ROUNDING = 1e-9  # of the largest answer
LOADING_PAYS = 500  # respondents from which judging takes longer than loading kernels for it


def segment(
    attributes: Attributes,
    basis: Sequence[str],
    settings: SegmentationSettings,
    *,
    answered: float = 0.5,
    progress: Progress | None = None,
) -> Segmentation:
    """Segment respondents by their basis variables.

    The basis variables are brought into the form that the method takes (standardised, for most), the
    method is run for the declared number of segments, or its tree cut at the declared height, and
    what it found is judged. Respondents with a missing basis variable are left out and named,
    imputed or kept as the settings say
    (see :func:`~psychograph.segmentation.preparation.prepare`). Where respondents carry weights, all
    of it is done for the people they stand for. The order of the respondents changes nothing.

    Parameters
    ----------
    attributes : Attributes
        Scored responses.
    basis : sequence of str
        Names of the attributes that build segments.
    settings : SegmentationSettings
        Method, scaling, missing answers, cut and seed.
    answered : float
        Share of the basis a respondent must have answered for the rest to be imputed or kept as
        blank, above 0 to 1.
    progress : callable, optional
        Told the share of the method's work that is done, 0 to 1.

    Returns
    -------
    Segmentation
        Segments, tree, stability, verdict and findings.

    Raises
    ------
    SegmentationError
        For too few or too many respondents, a constant basis variable, answers that the method
        cannot take, or a cut that leaves one segment or more segments than respondents can fill.
    """
    method = method_of(settings)
    prepared, points = checked_points(attributes, basis, settings, method, answered=answered)
    solution, height = solution_of(method, points, settings, progress)
    return judged(method, prepared, points, solution, height, settings)


def judged(
    method: Method,
    prepared: Prepared,
    points: Points,
    solution: Solution,
    height: float | None,
    settings: SegmentationSettings,
) -> Segmentation:
    """Judge a solution, whoever found it, and collect its weaknesses.

    Parameters
    ----------
    method, prepared, points, solution
        The method, what it was given and what it found.
    height : float or None
        Where its tree was cut.
    settings : SegmentationSettings
        Those of the study.
    """
    light, k, seed = method.lighter(), solution.k, settings.seed
    if isinstance(method, Ward) and len(points) >= LOADING_PAYS:
        load_kernels()

    def again(values: Floats, /, *, weights: Floats | None) -> Labels:
        return refit(light, points.like(values, weights).standardised(), k, seed=seed).labels

    def place(values: Floats, weights: Floats | None) -> Floats:
        return geometry(points.like(values, weights).standardised())

    stability, verdict = judge(
        points.values,
        solution.labels,
        again,
        seed,
        points.weights,
        place=place,
        nominal=points.nominal or None,
    )
    imputation = prepared.uncertainty(
        solution.labels,
        lambda values, rows: again(values, weights=None if points.weights is None else points.weights[rows]),
        seed,
    )
    weaknesses = warn(
        prepared.basis,
        solution,
        stability,
        prepared.left_out,
        blanks=settings.missing,
    )
    return Segmentation(
        basis=prepared.basis,
        method=settings.method.value,
        title=method.title,
        points=points,
        solution=solution,
        cut_height=height,
        left_out=prepared.left_out,
        stability=stability,
        verdict=verdict,
        findings=by_severity([*weaknesses, *prepared.findings(imputation)]),
        imputation=imputation,
        seed=seed,
    )


def checked_points(
    attributes: Attributes,
    basis: Sequence[str],
    settings: SegmentationSettings,
    method: Method,
    *,
    answered: float = 0.5,
) -> tuple[Prepared, Points]:
    """Prepare what a method is given, and refuse what it can make no segments of.

    It is quick beside the method, so that answers can be checked before they are segmented.

    Parameters
    ----------
    attributes, basis, settings, answered
        As for :func:`segment`.
    method : Method
        The method that the settings ask for.

    Raises
    ------
    SegmentationError
        As :func:`segment`, but for a cut height that gives no usable segments.
    """
    SegmentationError.collect(_too_wide(basis))
    asked = attributes.select(basis)
    SegmentationError.collect([*_no_scores(asked, settings, method), *_too_large(asked)])
    prepared = prepare(attributes, basis, settings, answered=answered)
    used = prepared.basis
    SegmentationError.collect(
        [
            *_too_few(used, asked),
            *_beyond(method, used),
            *(_constant(used) if len(used) >= FEWEST else []),
        ]
    )
    SegmentationError.collect(flat_columns(prepared))
    if settings.cut_height is None:
        k = settings.segments or 2
        SegmentationError.collect(_too_many(k, len(used)))
        SegmentationError.collect(_too_alike(prepared.points, k))
    return prepared, points_of(prepared, method.form)


def solution_of(
    method: Method, points: Points, settings: SegmentationSettings, progress: Progress | None = None
) -> tuple[Solution, float | None]:
    """Return the solution that the settings ask for, and the height of its cut, where there is a tree."""
    if settings.cut_height is None or not isinstance(method, TreeMethod):
        k = settings.segments or 2
        solution = next(iter(solve(method, points, [k], seed=settings.seed, progress=progress)))
        return solution, None if solution.tree is None else solution.tree.height_of(k)
    order = points.in_order()
    tree = method.grow(points.rows(order), progress)
    k = _groups(tree, settings.cut_height)
    SegmentationError.collect(_too_alike(points.values, k))
    return method.cut(points.rows(order), tree, k).reordered(order), settings.cut_height


def _groups(tree: Tree, height: float) -> int:
    """Return the number of segments that a cut at a height gives."""
    n, top = len(tree.linkage) + 1, float(tree.linkage[-1, 2])
    k = groups_at(tree.linkage, height)
    if k < 2 or 2 * k > n:
        raise SegmentationError(
            Problem(
                where="segmentation > cut_height",
                found=f"{height:g}, which gives {k} segment{'s' if k > 1 else ''} of {n} people",
                expected=f"a height below {top:.4g}, the top of the tree, for at most {n // 2} segments",
                mend="lower the height for more segments, raise it for fewer",
            )
        )
    return k


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


def _no_scores(asked: Attributes, settings: SegmentationSettings, method: Method) -> Iterator[Problem]:
    """Refuse categories and blanks where a method works on numbers, and needs all of them."""
    if method.form is not Form.SCORES:
        return
    named = [name for name in asked.names if name not in set(asked.numbers)]
    if named:
        yield Problem(
            where="basis",
            found=f"categories: {listed(named)}",
            expected=f"numbers alone, which {method.title} works on",
            mend="take them out of `basis`, or write method: kmedoids or latent_class",
        )
    if settings.missing is Missing.KEEP:
        yield Problem(
            where="segmentation > missing",
            found="keep",
            expected=f"leave_out or impute, since {method.title} needs every answer",
            mend="write missing: impute, or method: kmedoids or latent_class",
        )


def _too_large(asked: Attributes) -> Iterator[Problem]:
    """Refuse numbers whose squares cannot be added up, which attributes made by hand may hold."""
    large = (np.abs(asked.values) > LARGEST).any(axis=0)  # NaN is not
    if large.any():
        yield Problem(
            where="basis",
            found=f"infinite or very large numbers: {listed(np.array(asked.names)[large].tolist())}",
            expected=f"numbers up to {LARGEST:,}",
            mend="correct them, or leave them blank (NaN)",
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


def _beyond(method: Method, used: Attributes) -> Iterator[Problem]:
    if len(used) > method.most:
        yield Problem(
            where="the responses",
            found=f"{len(used):,} respondents",
            expected=f"at most {method.most:,} for {method.title}",
            mend="write method: ward or kmeans, which take millions, or segment a random sample",
        )


def _emptiest(asked: Attributes) -> str:
    """Return the variables that the fewest answered, with how many left each blank."""
    blank = np.isnan(asked.values).sum(axis=0)
    order = np.argsort(-blank, kind="stable")[:MOST_LISTED]
    return listed(f"{asked.names[at]} ({blank[at]:,} blank)" for at in order if blank[at])


def _too_alike(points: NDArray[np.float64], k: int) -> Iterator[Problem]:
    """Refuse to put people who answered alike into different segments."""
    patterns = len(np.unique(np.nan_to_num(points, nan=np.inf), axis=0))  # a blank is like a blank
    if k > patterns:
        yield Problem(
            where="segmentation > segments",
            found=f"{k} segments for {patterns} different patterns of answers",
            expected=f"at most {patterns} segments: people who answered alike belong together",
            mend="ask for fewer segments, or add attributes to `basis`",
        )


def _varies(values: NDArray[np.float64]) -> bool:
    """Say whether answers differ by more than averaging items may round."""
    given = values[np.isfinite(values)]
    return bool(len(given) and np.ptp(given) > ROUNDING * np.abs(given).max() and given.std() > 0)


def _constant(used: Attributes) -> Iterator[Problem]:
    same = [name for name in used.names if not _varies(used.column(name))]
    for name in same[:MOST_LISTED]:
        yield Problem(
            where=f"basis > {name}",
            found=f"the same answer, {_only_answer(used, name)}, from all {len(used)} respondents",
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


def _only_answer(used: Attributes, name: str) -> str:
    given = used.column(name)[np.isfinite(used.column(name))]
    levels = used.levels[used.names.index(name)]
    return "blank" if not len(given) else quoted(levels[int(given[0])]) if levels else f"{given[0]:g}"
