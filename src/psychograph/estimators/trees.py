"""Ward's method, and average, complete and single linkage, as estimators."""

from __future__ import annotations

from typing import Literal

from numpy.typing import ArrayLike
from sklearn.utils.metaestimators import available_if

from psychograph.estimators.segmenter import Segmenter
from psychograph.segmentation.method import Labels, Method, Points, Solution
from psychograph.segmentation.methods.linkage import Linkage
from psychograph.segmentation.methods.ward import Ward


def _consolidated(estimator: WardSegmenter) -> bool:
    return bool(estimator.consolidate)


class WardSegmenter(Segmenter):
    """Ward's method: join what loses least, cut the tree; exact at any number of rows.

    Parameters
    ----------
    n_clusters : int
        Segments.
    consolidate : bool
        Whether k-means moves rows to the nearest centre after the cut (HCPC).

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Segments from 0, along the leaves of the tree from the left.
    linkage_ : ndarray of float64, shape (n - 1, 4)
        The tree in scipy's format, without rows of weight 0.
    n_features_in_ : int
        Columns seen in fit.
    feature_names_in_ : ndarray of str
        Their names, where the table has names.

    Notes
    -----
    A tree puts no further rows into its segments, so there is `predict` only with
    ``consolidate=True``, by the nearest centre. See :func:`psychograph.stats.trees.ward.ward_tree`.

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> spending_and_age = [[10, 20], [12, 22], [90, 60], [95, 61]]
    >>> make_pipeline(StandardScaler(), WardSegmenter(2)).fit_predict(spending_and_age).tolist()
    [0, 0, 1, 1]
    """

    def __init__(self, n_clusters: int = 3, *, consolidate: bool = False) -> None:
        self.n_clusters = n_clusters
        self.consolidate = consolidate

    def _method(self) -> Method:
        return Ward(consolidate=self.consolidate)

    def _seed(self) -> int:
        return 0  # nothing is drawn

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        assert solution.tree is not None  # noqa: S101  # for the type checker: Ward's method grows one
        self.linkage_ = solution.tree.linkage

    @available_if(_consolidated)  # type: ignore[untyped-decorator]
    def predict(self, X: ArrayLike) -> Labels:
        """Return the segment of each row, from 0, by the nearest centre; shape (m,)."""
        return self._put(self._fitted_table(X))


class LinkageSegmenter(Segmenter):
    """Average, complete or single linkage on Euclidean distances, of at most 20,000 rows.

    Parameters
    ----------
    n_clusters : int
        Segments.
    linkage : {"average", "complete", "single"}
        Whether two groups are as far apart as their members are on average, at most or at least.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Segments from 0, along the leaves of the tree from the left.
    linkage_ : ndarray of float64, shape (n - 1, 4)
        The tree in scipy's format, without rows of weight 0.
    n_features_in_ : int
        Columns seen in fit.
    feature_names_in_ : ndarray of str
        Their names, where the table has names.

    Notes
    -----
    A tree puts no further rows into its segments, so there is no `predict`. Weights change nothing
    at complete and single linkage, which ask for distances alone. See
    :func:`psychograph.stats.trees.linkage.distance_tree`.

    Examples
    --------
    >>> LinkageSegmenter(2).fit_predict([[18.0], [20.0], [60.0]]).tolist()
    [1, 1, 0]
    """

    def __init__(
        self, n_clusters: int = 3, *, linkage: Literal["average", "complete", "single"] = "average"
    ) -> None:
        self.n_clusters = n_clusters
        self.linkage = linkage

    def _method(self) -> Method:
        if self.linkage not in {"average", "complete", "single"}:
            raise ValueError(f"linkage must be average, complete or single, not {self.linkage!r}")
        return Linkage(self.linkage)

    def _seed(self) -> int:
        return 0  # nothing is drawn

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        assert solution.tree is not None  # noqa: S101  # for the type checker: linkages grow one
        self.linkage_ = solution.tree.linkage
