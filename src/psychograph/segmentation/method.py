"""What a clustering method is: points go in, a solution comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.trees.ward import gap_height, leaf_order, standardise
from psychograph.stats.weights import alike

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]
Progress = Callable[[float], None]


class Form(StrEnum):
    """In which form a method takes basis variables."""

    SCORES = "scores"  # standardised numbers, none missing
    ANSWERS = "answers"  # numbers in their own units and codes of categories; blanks are NaN
    CODES = "codes"  # codes of categories throughout; blanks are NaN


@dataclass(frozen=True, eq=False)
class Points:
    """Respondents as a method sees them.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        In the form that the method takes. Categories are codes 0, 1, ...; NaN is a blank.
    form : Form
        Which form that is.
    levels : tuple of int
        Categories of each column, 0 for a column of numbers.
    nominal : tuple of bool
        Columns whose categories have no order; in the form of answers all that hold categories.
    weights : ndarray of float64, shape (n,), or None
        How much each counts; None where all count alike.
    ranges : ndarray of float64, shape (d,), or None
        Widths that numbers are measured against where differences are (Gower); None for their own.
    """

    values: Floats
    form: Form = Form.SCORES
    levels: tuple[int, ...] = ()
    weights: Floats | None = None
    ranges: Floats | None = None
    nominal: tuple[bool, ...] = ()

    def __post_init__(self) -> None:
        if not self.nominal:
            answers = self.form is Form.ANSWERS
            object.__setattr__(self, "nominal", tuple(answers and levels > 0 for levels in self.levels))

    def __len__(self) -> int:
        return len(self.values)

    def standardised(self) -> Points:
        """Return the points with scores standardised anew, as for points drawn to be like these.

        Columns that have lost their variety are passed over. Other forms have nothing to standardise.
        """
        if self.form is not Form.SCORES:
            return self
        varying = self.values[:, np.ptp(self.values, axis=0) > 0]
        return replace(
            self, values=standardise(varying, self.weights), levels=(0,) * varying.shape[1], nominal=()
        )

    def like(self, values: Floats, weights: Floats | None) -> Points:
        """Return other points of the same form."""
        return replace(self, values=values, weights=None if weights is None or alike(weights) else weights)

    def rows(self, at: NDArray[np.int64]) -> Points:
        """Return the points at the positions `at`."""
        return replace(
            self, values=self.values[at], weights=None if self.weights is None else self.weights[at]
        )

    def in_order(self) -> NDArray[np.int64]:
        """Return positions that sort the points by content, so that results ignore the order of rows."""
        keys = [self.values[:, j] for j in range(self.values.shape[1] - 1, -1, -1)]
        if self.weights is not None:
            keys.insert(0, self.weights)
        return np.lexsort(keys)


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree over respondents.

    Parameters
    ----------
    linkage : ndarray of float64, shape (n - 1, 4)
        In scipy's format.
    """

    linkage: Floats

    @cached_property
    def leaf_order(self) -> NDArray[np.int64]:
        """Rows in the order of the dendrogram's leaves, from the left."""
        return np.asarray(leaf_order(self.linkage), dtype=np.int64)

    def height_of(self, k: int) -> float:
        """Return the middle of the gap in which a cut leaves k groups."""
        return gap_height(self.linkage, k)

    def gap_of(self, k: int) -> tuple[float, float]:
        """Return the heights between which a cut leaves k groups."""
        merges = len(self.linkage) + 1 - k
        return (float(self.linkage[merges - 1, 2]) if merges else 0.0), float(self.linkage[merges, 2])

    def reordered(self, order: NDArray[np.int64]) -> Tree:
        """Return the tree of the rows that `order` sorted, by their own positions."""
        n = len(self.linkage) + 1
        node = np.concatenate([order, np.arange(n, 2 * n - 1)])
        linkage = self.linkage.copy()
        linkage[:, :2] = np.sort(node[self.linkage[:, :2].astype(np.int64)], axis=1)
        return Tree(linkage)


@dataclass(frozen=True)
class Starts:
    """What several starts of a search found.

    Parameters
    ----------
    results : tuple of float
        The criterion that each start reached, best first.
    share_at_best : float
        Share of the starts that reached the best, above 0 to 1. A small share says that the best
        may lie elsewhere still.
    converged : bool
        Whether the best start settled.
    iterations : int
        Steps it took.
    """

    results: tuple[float, ...]
    share_at_best: float
    converged: bool
    iterations: int


@dataclass(frozen=True, eq=False)
class ModelFit:
    """How well a model with a likelihood fits.

    Parameters
    ----------
    log_likelihood : float
        Natural logarithm; with weights, of the weighted sample (a pseudo-likelihood).
    parameters : int
        Free parameters.
    n : int
        Respondents who gave an answer.
    entropy : float
        1 where memberships are certain, 0 where every class is as likely: 1 - E / (n ln k), with E
        the sum of -p ln p over memberships.
    uncertainty : float
        That sum E.
    boundary : int
        Parameters that ended on a boundary, such as probabilities of 0.
    residuals : ndarray of float64, shape (d, d), or None
        Bivariate residuals, of latent classes: above 3.84 two questions hang together within classes.
    """

    log_likelihood: float
    parameters: int
    n: int
    entropy: float
    uncertainty: float
    boundary: int = 0
    residuals: Floats | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Solution:
    """What a method found for one number of segments.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.
    assign : callable
        From points in the same form, shape (m, d), to their segments, shape (m,).
    tree : Tree or None
        Of methods that grow one.
    memberships : ndarray of float64, shape (n, k), or None
        How likely each respondent is in each class, of models. A class that is nobody's likeliest
        has a column here and no segment.
    posterior : callable or None
        From points in the same form to their memberships, shape (m, k), of models.
    medoids : ndarray of int64, shape (k,), or None
        Rows of the respondents that stand for the segments, of k-medoids.
    model : ModelFit or None
        Of models.
    starts : Starts or None
        Of searches.
    approximate : str
        What was done by sample, where the method was too dear for all; empty otherwise.
    """

    labels: Labels
    assign: Callable[[Floats], Labels] = field(repr=False)
    tree: Tree | None = None
    memberships: Floats | None = None
    posterior: Callable[[Floats], Floats] | None = field(default=None, repr=False)
    medoids: NDArray[np.int64] | None = None
    model: ModelFit | None = None
    starts: Starts | None = None
    approximate: str = ""

    @property
    def k(self) -> int:
        """Segments."""
        return int(self.labels.max())

    def reordered(self, order: NDArray[np.int64]) -> Solution:
        """Return the solution of the rows that `order` sorted, by their own positions."""
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        return replace(
            self,
            labels=self.labels[back],
            tree=None if self.tree is None else self.tree.reordered(order),
            memberships=None if self.memberships is None else self.memberships[back],
            medoids=None if self.medoids is None else order[self.medoids],
        )


class Method(Protocol):
    """A way of clustering. One file in :mod:`psychograph.segmentation.methods` a method.

    A method takes points in one form and yields solutions in the order of the numbers of segments
    asked for. It draws randomness from `seed` alone, so the same points give the same solutions;
    that the order of rows means nothing is seen to by who calls it (:func:`solve`).
    """

    @property
    def name(self) -> str:
        """Name in study files, such as ``"ward"``."""

    @property
    def title(self) -> str:
        """Name in sentences, such as "Ward's method"."""

    @property
    def form(self) -> Form:
        """The form in which it takes points."""

    @property
    def most(self) -> int:
        """Respondents it can take at most."""

    def lighter(self) -> Method:
        """Return the method as resampling repeats it, with fewer starts."""

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield a solution for every number of segments."""


@runtime_checkable
class TreeMethod(Method, Protocol):
    """A method that grows one tree and cuts it, so that a height may be asked for as well."""

    def grow(self, points: Points, progress: Progress | None = None) -> Tree:
        """Return the tree."""

    def cut(self, points: Points, tree: Tree, k: int) -> Solution:
        """Return the solution that a cut into k gives."""


def solve(
    method: Method, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
) -> Iterator[Solution]:
    """Yield solutions that do not depend on the order of the points.

    Parameters
    ----------
    method : Method
        The method.
    points : Points
        In the form it takes.
    ks : iterable of int
        Numbers of segments, each from 2 to the number of different points.
    seed : int
        Start of the random numbers.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Yields
    ------
    Solution
        One for each number, in their order.
    """
    order = points.in_order()
    for found in method.solve(points.rows(order), ks, seed=seed, progress=progress):
        yield found.reordered(order)


def refit(method: Method, points: Points, k: int, *, seed: int) -> Solution:
    """Solve a part of the points, or points like them, as resampling does.

    Where fewer than k points differ, there are as many segments as differ.
    """
    varied = min(k, len(np.unique(points.values, axis=0)))
    if varied < 2:
        ones = np.ones(len(points), dtype=np.int64)
        return Solution(labels=ones, assign=lambda values: np.ones(len(values), dtype=np.int64))
    return next(iter(solve(method, points, [varied], seed=seed)))
