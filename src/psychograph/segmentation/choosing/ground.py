"""The common ground of a comparison: the same respondents, in an order of their own, for all methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, SegmentationError
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.choosing.options import settings_for
from psychograph.segmentation.fit import checked_points
from psychograph.segmentation.method import Floats, Form, Labels, Method, Points
from psychograph.segmentation.methods import method_of
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.segmentation.points import geometry
from psychograph.segmentation.preparation import Prepared
from psychograph.stats.canonical import canonical_order
from psychograph.study.model import MethodName, SegmentationSettings

LEAST_MEMBERS = 2  # respondents a segment, at the least, on average


@dataclass(frozen=True, eq=False)
class Ground:
    """What all candidates of a comparison stand on.

    Parameters
    ----------
    methods : tuple of Method
        With their options.
    points : tuple of Points
        What each is given; the same n respondents in the same order.
    basis : Attributes
        Basis variables of these respondents, in the order of the responses.
    places : ndarray of float64, shape (n, p)
        Where respondents stand for straight distances, in the order of `points`.
    order : ndarray of int64, shape (n,)
        For each row of `points`, its row in `basis`.
    left_out : tuple of str
        Respondents with too few answers.
    ks : tuple of int
        Numbers of segments that these respondents can fill.
    too_many : tuple of int
        Numbers that were asked for and that they cannot fill.
    """

    methods: tuple[Method, ...]
    points: tuple[Points, ...]
    basis: Attributes
    places: Floats
    order: NDArray[np.int64]
    left_out: tuple[str, ...]
    ks: tuple[int, ...]
    too_many: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.order)

    @property
    def weights(self) -> Floats | None:
        """Weights in the order of `points`; None where nobody is weighted."""
        return self.points[0].weights

    def restored(self, labels: Labels) -> Labels:
        """Return segments in the order of the responses."""
        found = np.empty_like(labels)
        found[self.order] = labels
        return found


def common_ground(
    attributes: Attributes,
    basis: Sequence[str],
    settings: SegmentationSettings,
    methods: Sequence[MethodName],
    ks: Sequence[int],
    *,
    answered: float = 0.5,
) -> Ground:
    """Prepare the same respondents for several methods.

    Parameters
    ----------
    attributes, basis, settings, answered
        As for :func:`~psychograph.segmentation.fit.segment`; `method`, `segments` and `cut_height`
        of the settings are replaced.
    methods : sequence of MethodName
        At least one.
    ks : sequence of int
        Numbers of segments, each 2 or more.

    Raises
    ------
    SegmentationError
        As :func:`~psychograph.segmentation.fit.segment` for the least number of segments, and for
        methods that cannot take what the study holds.
    """
    wanted = sorted(set(ks))
    SegmentationError.collect(_nothing_asked(methods, wanted))
    shuffled = canonical_order(attributes.values, attributes.weights)
    sorted_answers = _taken(attributes, shuffled)
    categories = any(attributes.select(basis).levels)
    found, prepared, points = [], [], []
    for name in methods:
        theirs = settings_for(name, settings, k=wanted[0], categories=categories)
        method = _many_times(method_of(theirs))
        ready, given = checked_points(sorted_answers, basis, theirs, method, answered=answered)
        found.append(method)
        prepared.append(ready)
        points.append(given)
    position = {name: at for at, name in enumerate(attributes.respondents)}
    # Imputed or not, method by method: the respondents are the same (see `settings_for`).
    rows = np.array([position[name] for name in prepared[0].basis.respondents], dtype=np.int64)
    order = rows.argsort().argsort()
    most = _most(points)
    return Ground(
        methods=tuple(found),
        points=tuple(points),
        basis=_taken(_answers(prepared), rows.argsort()),
        places=_places(points),
        order=order,
        left_out=tuple(sorted(prepared[0].left_out, key=position.__getitem__)),
        ks=tuple(k for k in wanted if k <= most),
        too_many=tuple(k for k in wanted if k > most),
    )


def _many_times(method: Method) -> Method:
    """Return a method as it runs many times over: then compiling k-means, once, is worth the wait."""
    return replace(method, compiled=True) if isinstance(method, KMeans) else method


def _taken(attributes: Attributes, at: NDArray[np.int64]) -> Attributes:
    return replace(
        attributes,
        respondents=tuple(attributes.respondents[row] for row in at.tolist()),
        values=attributes.values[at],
        weights=attributes.weights[at],
    )


def _answers(prepared: Sequence[Prepared]) -> Attributes:
    """Return the basis as it was answered where some method kept blanks, else as it was filled in."""
    return min(prepared, key=lambda ready: bool(ready.filled.any())).basis


def _places(points: Sequence[Points]) -> Floats:
    """Return the scores where a method takes scores, so that all are measured on one yardstick."""
    return geometry(next((given for given in points if given.form is Form.SCORES), points[0]))


def _most(points: Sequence[Points]) -> int:
    patterns = min(len(np.unique(np.nan_to_num(given.values, nan=np.inf), axis=0)) for given in points)
    return min(patterns, len(points[0]) // LEAST_MEMBERS)


def _nothing_asked(methods: Sequence[MethodName], ks: Sequence[int]) -> Iterator[Problem]:
    if not methods:
        yield Problem("methods", "no method", "one or more", "name some, such as ward and kmeans")
    if not ks or ks[0] < 2:
        yield Problem(
            where="numbers of segments",
            found=f"{ks[0]}" if ks else "none",
            expected="2 or more",
            mend="ask for a range, such as 2-10",
        )
