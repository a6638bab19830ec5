"""Which methods stand side by side, each with the options of the study that it can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psychograph.errors import Problem, SegmentationError
from psychograph.quoting import closest, listed, quoted
from psychograph.study.model import MethodName, Missing, Scaling, SegmentationSettings
from psychograph.study.rules.method_rules import LINKAGES, SEARCHES, takes_categories

NUMBERS, CATEGORIES = (MethodName.WARD, MethodName.KMEANS), (MethodName.KMEDOIDS,)


def default_methods(settings: SegmentationSettings, *, categories: bool) -> tuple[MethodName, ...]:
    """Return the methods to compare where nobody names any: the usual ones, and the study's own.

    Parameters
    ----------
    settings : SegmentationSettings
        Those of the study.
    categories : bool
        Whether the basis holds categories.

    Examples
    --------
    >>> [method.value for method in default_methods(SegmentationSettings(), categories=False)]
    ['ward', 'kmeans']
    """
    usual = CATEGORIES if categories else NUMBERS
    return (*usual, *(own for own in (settings.method,) if own not in usual))


def named(names: Sequence[str]) -> tuple[MethodName, ...]:
    """Return methods by their names in study files, each once.

    Raises
    ------
    SegmentationError
        For a name that no method bears.
    """
    known = [method.value for method in MethodName]
    SegmentationError.collect(_unknown([name for name in names if name not in known], known))
    return tuple(dict.fromkeys(MethodName(name) for name in names))


def _unknown(names: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        near = closest(name, known)
        yield Problem(
            where="methods",
            found=quoted(name),
            expected=listed(known),
            mend=f"did you mean {quoted(near)}?" if near else "name one of these",
        )


def settings_for(
    method: MethodName, settings: SegmentationSettings, *, k: int, categories: bool
) -> SegmentationSettings:
    """Return the settings of a study with another method and number of segments.

    Options that only its own method reads are dropped. Who is left out stays the same for all
    methods: blanks that some methods impute are kept as blanks by those that can use what was
    answered, and the other way round.

    Parameters
    ----------
    method : MethodName
        The method.
    settings : SegmentationSettings
        Those of the study.
    k : int
        Segments.
    categories : bool
        Whether the basis holds categories.

    Raises
    ------
    SegmentationError
        Where the method cannot take what the study holds.

    Examples
    --------
    >>> study = SegmentationSettings(method="ward", consolidate=True, missing="impute", seed=7)
    >>> theirs = settings_for(MethodName.LATENT_CLASS, study, k=3, categories=False)
    >>> theirs.missing.value, theirs.consolidate, theirs.seed
    ('keep', False, 7)
    """
    own = method is settings.method
    found = settings.model_copy(
        update={
            "method": method,
            "segments": k,
            "cut_height": None,
            "consolidate": settings.consolidate and method is MethodName.WARD,
            "distance": _distance(method, settings, categories=categories),
            "starts": settings.starts if own and method in SEARCHES else None,
            "covariance": settings.covariance if method is MethodName.GAUSSIAN_MIXTURE else "diagonal",
        }
    )
    SegmentationError.collect(_cannot(found, categories=categories))
    if settings.missing is Missing.LEAVE_OUT:
        return found
    blanks = Missing.KEEP if takes_categories(found) else Missing.IMPUTE
    return found.model_copy(update={"missing": blanks})


def _distance(method: MethodName, settings: SegmentationSettings, *, categories: bool) -> str:
    if method not in LINKAGES:
        return "euclidean"
    return "gower" if categories else settings.distance


def _cannot(settings: SegmentationSettings, *, categories: bool) -> Iterator[Problem]:
    if categories and not takes_categories(settings):
        yield Problem(
            where=f"methods > {settings.method}",
            found="categories in the basis",
            expected=f"numbers alone, which {settings.method} works on",
            mend="compare kmedoids, latent_class and average instead, or move the categories to "
            "`descriptors`",
        )
    if settings.scaling is Scaling.PERSON and takes_categories(settings):
        yield Problem(
            where=f"methods > {settings.method}",
            found="scaling: person",
            expected="scaling: variable, since this method takes answers as they are",
            mend="compare ward, kmeans and gaussian_mixture instead, or take `scaling` out of the study",
        )
