"""Groups of customers by recency, frequency and worth of an order, through the segmentation engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import SegmentationError
from psychograph.history.group_names import group_names
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.natural_groups import GroupRule, NaturalGroup, NaturalGroups, Scaled
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.spreading import skewness
from psychograph.study.model import MethodName, SegmentationSettings

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

MOST = 5_000  # customers who are segmented: more move no centre by anything that could be seen
FEWEST = 60  # below, five groups would be of a dozen
KS = range(2, 8)  # one more than may be chosen, since a number is compared with both its neighbours
USUAL = 4  # where no number stands out: recent or not, often or not
PAIRS = 20  # of bootstrap samples; the sweep says this is enough for a look
SWEPT = 0.3  # share of the time
MEASURES = (
    ("Recency", "days since the last order"),
    ("Orders", "number of orders"),
    ("OrderValue", "mean sales of an order"),
)


def natural_groups(
    sample: CustomerSample, *, seed: int = 1, progress: Progress | None = None
) -> NaturalGroups | None:
    """Segment customers by what they did, and say whether the groups exist or are a cut.

    k-means on three measures: days since the last order, number of orders, and what an order is worth.
    Value is not a fourth: on a logarithmic scale it is the sum of the last two, and would count them
    twice; groups are described by it. A measure that is skewed (over 1) is taken by its logarithm where
    that is less skewed. All are standardised. The number of groups is the one of 2 to 6 that
    stands out by its stability (:func:`~psychograph.segmentation.choosing.recommend.recommend`), else four.

    Behaviour is usually a continuum. The verdict says so: it compares the groups with those that the same
    method cuts out of customers without groups.

    Parameters
    ----------
    sample : CustomerSample
        Everybody, or a sample; beyond 5,000 a part is drawn by what they did and the seed, whatever
        the order of the rows. Nothing may be missing.
    seed : int
        Seed of everything random, 0 or more.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Returns
    -------
    NaturalGroups or None
        None where there are fewer than 60 customers, or fewer than two measures in which they differ.

    References
    ----------
    Segments of a continuum and their verdict: Dolnicar & Leisch 2010, Mark Lett 21:83. The measures, the rule
    for logarithms and four as the usual number are ours.

    Examples
    --------
    Two kinds of customers, who could not be further apart:

    >>> rng = np.random.default_rng(0)
    >>> often = np.repeat([True, False], 100)
    >>> orders = np.where(often, rng.integers(20, 30, 200), rng.integers(1, 3, 200))
    >>> last = np.where(often, 1000, 700) - rng.integers(0, 20, 200)
    >>> sales = orders * rng.lognormal(3, 0.3, 200)
    >>> people = CustomerSample(
    ...     tuple(map(str, range(200))), orders, orders, last - 50, last, sales, sales, 1001, 200
    ... )
    >>> [(group.name, group.share) for group in natural_groups(people).groups]
    [('recent and frequent', 0.5), ('long gone and rare', 0.5)]
    """
    part = _drawn(sample, seed)
    behaviour = behaviour_of(sample.until, sample.last, sample.orders, sample.sales)[part]
    kept = [at for at in range(len(MEASURES)) if np.ptp(behaviour[:, at]) > 0] if len(part) >= FEWEST else []
    if len(kept) < 2:
        return None
    behaviour = behaviour[:, kept]
    measures = tuple(_scaled(*MEASURES[at], behaviour[:, column]) for column, at in enumerate(kept))
    attributes = Attributes(
        respondents=tuple(sample.keys[row] for row in part),
        names=tuple(one.name for one in measures),
        questions=tuple(one.what + (", on a logarithmic scale" if one.logged else "") for one in measures),
        scales=(None,) * len(measures),
        values=np.column_stack([one.on_scale(behaviour[:, at]) for at, one in enumerate(measures)]),
    )
    try:
        found, why = _segmented(attributes, seed, progress)
    except SegmentationError:  # too few different customers
        return None
    return _described(found, why, measures, sample, part)


def behaviour_of(until: int, last: NDArray[np.int64], orders: NDArray[np.int64], sales: Floats) -> Floats:
    """Return the measures that groups are built on, shape (n, 3): recency, orders, mean order value.

    Parameters
    ----------
    until : int
        The day from which recency counts back, since 1970-01-01.
    last, orders : ndarray of int64, shape (n,)
        Day of the last order, and orders, 1 or more.
    sales : ndarray of float64, shape (n,)
        What the orders were worth when they were placed: goods that came back are in it.
    """
    return np.column_stack([until - last, orders, sales / orders]).astype(np.float64)


def _drawn(sample: CustomerSample, seed: int) -> NDArray[np.int64]:
    """Return rows in an order that rests on what customers did alone: all, or so many drawn by chance."""
    order = np.lexsort((sample.value, sample.sales, sample.first, sample.days, sample.orders, sample.last))
    if len(order) <= MOST:
        return order
    return order[np.sort(np.random.default_rng(seed).choice(len(order), MOST, replace=False))]


def _scaled(name: str, what: str, values: Floats) -> Scaled:
    above = values[values > 0]
    least = float(above.min()) if len(above) else 1.0
    least = min(least, 1.0) if name == "Recency" else least  # today is a day at most
    raised = np.log(np.maximum(values, least))
    logged = abs(skewness(values)) > 1 and abs(skewness(raised)) < abs(skewness(values))
    on_scale = raised if logged else values
    spread = float(on_scale.std())
    return Scaled(name, what, logged, least, float(on_scale.mean()), spread or 1.0)


def _segmented(attributes: Attributes, seed: int, progress: Progress | None) -> tuple[Segmentation, str]:
    from psychograph.segmentation.choosing.recommend import recommend
    from psychograph.segmentation.choosing.sweep import part_of, sweep
    from psychograph.segmentation.fit import segment

    settings = SegmentationSettings(method=MethodName.KMEANS, segments=USUAL, seed=seed)
    tried = sweep(
        attributes,
        attributes.names,
        settings,
        methods=("kmeans",),
        ks=KS,
        pairs=PAIRS,
        progress=part_of(progress, 0, SWEPT),
    )
    advised = recommend(tried)
    ks = [one.candidate.k for one in advised.first if one.candidate.k < KS[-1]]
    if advised.stands_out and ks:
        k = ks[0]
        why = f"{k} groups come back more surely than fewer or more when other customers are drawn."
    else:
        k = min(USUAL, max(one.k for one in tried.candidates))
        why = f"No number of groups stands out; {k} are few enough to act on."
    chosen = settings.model_copy(update={"segments": k})
    found = segment(attributes, attributes.names, chosen, progress=part_of(progress, SWEPT, 1))
    return found, why


def _described(
    found: Segmentation,
    why: str,
    measures: Sequence[Scaled],
    sample: CustomerSample,
    part: NDArray[np.int64],
) -> NaturalGroups:
    labels = found.labels
    standard = (found.basis.values - [one.middle for one in measures]) / [one.spread for one in measures]
    centres = np.array([standard[labels == number].mean(axis=0) for number in found.segments])
    value = sample.value[part]
    worth = np.maximum(value, 0)  # as in the concentration: who returned more takes nobody's share away
    recency = (sample.until - sample.last[part]).astype(np.float64)
    orders = sample.orders[part].astype(np.float64)
    medians = [
        [float(np.median(one[labels == number])) for one in (recency, orders, value)]
        for number in found.segments
    ]
    once = [bool((orders[labels == number] == 1).all()) for number in found.segments]
    names = group_names([one.name for one in measures], centres, once)
    groups = [
        NaturalGroup(
            number=number,
            name=names[number - 1],
            share=float((labels == number).mean()),
            share_of_value=float(worth[labels == number].sum() / worth.sum()) if worth.any() else 0.0,
            recency=medians[number - 1][0],
            orders=medians[number - 1][1],
            value=medians[number - 1][2],
        )
        for number in found.segments
    ]
    groups.sort(key=lambda group: (-group.share_of_value / group.share, group.number))
    return NaturalGroups(
        segmentation=found,
        groups=tuple(groups),
        customers=len(part),
        everybody=sample.everybody,
        why=why,
        rule=GroupRule(tuple(measures), centres),
    )
