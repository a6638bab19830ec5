"""Segments in one line, from a data frame or attributes: the face of the room for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from psychograph.errors import Problem, UsageError
from psychograph.quoting import did_you_mean, listed, quoted, shortened
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.responses.frame_attributes import attributes_from_frame
from psychograph.segmentation import fit
from psychograph.segmentation.choosing import sweep as sweeping
from psychograph.segmentation.choosing.options import default_methods
from psychograph.segmentation.method import Progress
from psychograph.segmentation.segmentation import Segmentation
from psychograph.study.model import Attribute, AttributeType, MethodName, SegmentationSettings, Study
from psychograph.study.rules import method_rules

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

RULES = (
    method_rules.category_in_basis,
    method_rules.cut_without_tree,
    method_rules.option_of_another_method,
    method_rules.scaling_of_categories,
    method_rules.blanks_of_method,
)


def segment(
    answers: Any,
    basis: Sequence[str] | None = None,
    settings: SegmentationSettings | None = None,
    *,
    weights: str | ArrayLike | None = None,
    answered: float = 0.5,
    progress: Progress | None = None,
    **options: Any,
) -> Segmentation:
    """Segment respondents, judge the segments, and say what they rest on.

    Parameters
    ----------
    answers : data frame, Attributes or ScoredResponses
        One row a respondent: a frame of pandas, Polars or PyArrow (see
        :func:`psychograph.attributes_from_frame`), or what it or a study gave.
    basis : sequence of str, optional
        Columns that build segments; all of them without it.
    settings : SegmentationSettings, optional
        As a study has them; or give what differs from the defaults by keyword.
    weights : str or array_like of float, shape (n,), optional
        Of a frame: how many people each respondent stands for, as a column or as numbers.
    answered : float
        Share of the basis a respondent must have answered, where blanks are imputed or kept.
    progress : callable, optional
        Told the share of the method's work that is done, 0 to 1.
    **options
        Fields of :class:`psychograph.SegmentationSettings`: `method` ("ward", "kmeans", "kmedoids",
        "latent_class", "gaussian_mixture", "average", "complete", "single"), `segments` or
        `cut_height`, `scaling`, `missing`, `starts`, `seed` and others.

    Returns
    -------
    Segmentation
        Print it to read it; `labels` are its segments.

    Raises
    ------
    ResponsesError, SegmentationError, UsageError
        With everything that is wrong with the frame, the answers or the options.

    Examples
    --------
    >>> import polars, psychograph
    >>> frame = polars.DataFrame({"Price": [1, 2, 1, 5, 4, 5], "Style": [5, 4, 5, 1, 1, 2]})
    >>> found = psychograph.segment(frame, segments=2)
    >>> found.labels.tolist()
    [2, 2, 2, 1, 1, 1]
    """
    attributes, names = _given(answers, basis, weights)
    chosen = _settings(settings, options)
    UsageError.collect([*_no_number(chosen, settings), *_misfits(attributes.select(names), chosen)])
    return fit.segment(attributes, names, chosen, answered=answered, progress=progress)


def sweep(
    answers: Any,
    basis: Sequence[str] | None = None,
    settings: SegmentationSettings | None = None,
    *,
    methods: Sequence[str] | None = None,
    ks: int | Sequence[int] = range(2, 11),
    pairs: int = 100,
    weights: str | ArrayLike | None = None,
    answered: float = 0.5,
    thorough: bool = False,
    progress: Progress | None = None,
    **options: Any,
) -> sweeping.Sweep:
    """Segment with several methods into several numbers of segments, and measure all that came out.

    Parameters
    ----------
    answers, basis, settings, weights, answered, progress, **options
        As for :func:`psychograph.segment`; `method`, `segments` and `cut_height` have no say.
    methods : sequence of str, optional
        Methods by name; without them Ward's and k-means, and k-medoids where there are categories.
    ks : int or sequence of int
        Numbers of segments.
    pairs : int
        Pairs of bootstrap samples for stability, 2 or more.
    thorough : bool
        Whether to add what takes long: gap statistic, prediction strength and, for models, the
        bootstrap likelihood ratio test.

    Returns
    -------
    psychograph.Sweep
        All candidates with their figures; :func:`psychograph.recommend` reads them.

    Raises
    ------
    ResponsesError, SegmentationError, UsageError
        With everything that is wrong with the frame, the answers or the options.
    """
    attributes, names = _given(answers, basis, weights)
    chosen = _settings(settings, options)
    wanted = [ks] if isinstance(ks, int) else list(ks)
    UsageError.collect(_no_whole_numbers(wanted))
    if methods is None:
        categories = any(attributes.select(names).levels)
        if categories and "method" not in chosen.model_fields_set:  # Ward's, which cannot take them
            chosen = chosen.model_copy(update={"method": MethodName.KMEDOIDS})
        methods = [method.value for method in default_methods(chosen, categories=categories)]
    return sweeping.sweep(
        attributes,
        names,
        chosen,
        methods=[methods] if isinstance(methods, str) else methods,
        ks=[int(k) for k in wanted],
        pairs=pairs,
        answered=answered,
        thorough=thorough,
        progress=progress,
    )


def _given(
    answers: Any, basis: Sequence[str] | None, weights: str | ArrayLike | None
) -> tuple[Attributes, tuple[str, ...]]:
    """Return attributes, and the names of those that build segments."""
    if isinstance(basis, str):
        basis = (basis,)
    if not isinstance(answers, (Attributes, ScoredResponses)):
        attributes = attributes_from_frame(answers, weights=weights, columns=basis)
        return attributes, attributes.names if basis is None else tuple(basis)
    if weights is not None:
        raise UsageError(
            Problem(
                where="weights",
                found="weights beside attributes, which carry their own",
                expected="weights beside a data frame",
                mend="give them where the attributes are made: attributes_from_frame(frame, weights=...)",
            )
        )
    attributes = answers.attributes() if isinstance(answers, ScoredResponses) else answers
    names = attributes.names if basis is None else tuple(basis)
    UsageError.collect(
        Problem(
            where="basis",
            found=quoted(name),
            expected=f"one of {listed(attributes.names)}",
            mend=did_you_mean(name, attributes.names) or "name attributes that are there",
        )
        for name in names
        if name not in set(attributes.names)
    )
    return attributes, names


def _settings(settings: SegmentationSettings | None, options: dict[str, Any]) -> SegmentationSettings:
    """Return settings with some of them replaced."""
    given = {} if settings is None else settings.model_dump(exclude_unset=True)
    try:
        return SegmentationSettings.model_validate({**given, **options})
    except ValidationError as reason:
        raise UsageError(*_in_words(reason)) from None


def _in_words(reason: ValidationError) -> Iterator[Problem]:
    for error in reason.errors(include_url=False, include_context=False):
        name = str(error["loc"][0]) if error["loc"] else "settings"
        if error["type"] == "extra_forbidden":
            yield Problem(
                where=shortened(name),
                found="an option that there is not",
                expected=f"one of {listed(SegmentationSettings.model_fields, most=20)}",
                mend=did_you_mean(name, SegmentationSettings.model_fields) or "take it out",
            )
        else:
            described = SegmentationSettings.model_fields.get(name)
            yield Problem(
                where=name,
                found=shortened(repr(error["input"])),
                expected=str(error["msg"]),
                mend=(described.description if described else None) or "correct it",
            )


def _no_number(chosen: SegmentationSettings, settings: SegmentationSettings | None) -> Iterator[Problem]:
    both = chosen.segments is not None and chosen.cut_height is not None
    neither = chosen.segments is None and chosen.cut_height is None and settings is None
    if both or neither:
        yield Problem(
            where="segments",
            found="segments and cut_height" if both else "no number of segments",
            expected="one of the two" if both else "how many segments to make",
            mend="leave one of both out"
            if both
            else "write segments=4, or compare numbers with psychograph.sweep",
        )


def _no_whole_numbers(ks: Sequence[object]) -> Iterator[Problem]:
    for k in ks:
        if isinstance(k, bool) or not isinstance(k, Integral):
            yield Problem(
                where="ks",
                found=shortened(repr(k)),
                expected="whole numbers, 2 or more",
                mend="write ks=range(2, 11), or ks=[2, 3, 4]",
            )


def _misfits(basis: Attributes, settings: SegmentationSettings) -> Iterator[Problem]:
    """Apply the rules of study files on what methods can take."""
    kinds = {
        name: Attribute.model_construct(type=AttributeType.CATEGORY if levels else AttributeType.NUMBER)
        for name, levels in zip(basis.names, basis.levels, strict=True)
    }
    study = Study.model_construct(basis=basis.names, attributes=kinds, segmentation=settings)
    for rule in RULES:
        for breach in rule(study):
            yield Problem(
                where=" > ".join(map(str, breach.path)),
                found=breach.found,
                expected=breach.expected,
                mend=breach.mend,
            )
