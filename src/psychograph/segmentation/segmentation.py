"""`Segmentation`: one solution, with what is needed to draw it, judge it and repeat it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, UsageError
from psychograph.findings import Finding
from psychograph.quoting import quoted
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.explaining import as_html, as_text, headline
from psychograph.segmentation.method import Points, Solution, Tree
from psychograph.segmentation.points import geometry
from psychograph.segmentation.preparation import Imputation
from psychograph.stats.nulls.valleys import Valley


class VerdictKind(StrEnum):
    """How far a segmentation may be trusted."""

    NATURAL = "natural"
    REPRODUCIBLE = "reproducible"
    CONSTRUCTED = "constructed"
    NONE = "none"


@dataclass(frozen=True)
class Comparison:
    """One figure of a segmentation beside the same figure of data sets without segments.

    Parameters
    ----------
    name : str
        ``"silhouette"``, or ``"valley"``: the clarity of the weakest one, in standard errors.
    observed : float
        Of the segmentation; beyond 1,000 respondents the median of ten subsets of so many.
    null_95 : float
        95th percentile on data sets without segments.
    null_share : float
        Share of the data sets without segments in which it is at least as large, above 0 to 1.
    """

    name: str
    observed: float
    null_95: float
    null_share: float


@dataclass(frozen=True)
class Verdict:
    """The judgement on a segmentation and the figures it rests on.

    Parameters
    ----------
    kind : VerdictKind
        The judgement.
    text : str
        The judgement in one or two sentences for a manager.
    silhouette : float
        Mean silhouette width of the solution, -1 to 1.
    null_silhouette : float
        95th percentile of the same figure on data without segments.
    null_share : float
        Share of the data sets without segments that look at least as separated, by silhouette and
        valley together, above 0 to 1.
    null_draws : int
        Data sets without segments that were drawn.
    borderline : bool
        Whether other draws could bring the share to the other side of the 2.5 % that decide.
    comparisons : tuple of Comparison
        The figures that were compared, each by itself.
    valley : Valley or None
        The least clear valley between a segment and its nearest; None where none was looked for.
    null_model : str
        What the data sets without segments keep of the answers, in words.
    """

    kind: VerdictKind
    text: str
    silhouette: float
    null_silhouette: float
    null_share: float
    null_draws: int
    borderline: bool
    comparisons: tuple[Comparison, ...] = ()
    valley: Valley | None = None
    null_model: str = ""


@dataclass(frozen=True)
class SegmentStability:
    """Bootstrap stability of one segment.

    Parameters
    ----------
    segment : int
        The segment.
    jaccard : float
        Mean over replicates of the best Jaccard overlap with a replicate's segment, 0 to 1.
    """

    segment: int
    jaccard: float


@dataclass(frozen=True, eq=False)
class Segmentation:
    """One segmentation of respondents.

    Parameters
    ----------
    basis : Attributes
        The basis variables of the respondents that were segmented, shape (n, d). NaN only where the
        method takes blanks; blanks that were imputed hold what is expected of them, and are no answers.
    method : str
        Name of the method, such as ``"ward"``.
    title : str
        Its name in sentences, such as "Ward's method".
    points : Points
        What the method was given, in the same order.
    solution : Solution
        What it found: segments 1 to k, and what came with them. Segments of a tree are numbered along
        its leaves from the left.
    cut_height : float or None
        A height that gives these segments, of trees: the middle of the gap, or the one asked for.
    left_out : tuple of str
        Respondents left out because a basis variable is missing.
    stability : tuple of SegmentStability
        One entry a segment.
    verdict : Verdict
        How far to trust the segments.
    findings : tuple of Finding
        Weaknesses of the solution.
    seed : int
        Seed of everything random in here.
    imputation : Imputation or None
        What filling in blanks of the basis did; None where nothing was filled in.
    """

    basis: Attributes
    method: str
    title: str
    points: Points
    solution: Solution
    cut_height: float | None
    left_out: tuple[str, ...]
    stability: tuple[SegmentStability, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    seed: int
    imputation: Imputation | None = None

    @property
    def labels(self) -> NDArray[np.int64]:
        """Segment of each respondent, 1 to k, shape (n,)."""
        return self.solution.labels

    @property
    def tree(self) -> Tree | None:
        """The tree, of methods that grow one."""
        return self.solution.tree

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """Where respondents stand, for straight distances between them, shape (n, p)."""
        return geometry(self.points)

    @property
    def segments(self) -> tuple[int, ...]:
        """The segments, 1 to k."""
        return tuple(range(1, self.solution.k + 1))

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weights of the respondents that were segmented, shape (n,)."""
        return self.basis.weights

    @property
    def sizes(self) -> dict[int, int]:
        """Respondents in each segment, whatever their weights."""
        return {segment: int((self.labels == segment).sum()) for segment in self.segments}

    def labels_of(self, respondents: Iterable[object]) -> NDArray[np.int64]:
        """Return the segments of some respondents, in the order given; 0 for those left out.

        So a column of segments can be put beside a data frame: ``solution.labels_of(frame.index)``.

        Parameters
        ----------
        respondents : iterable
            Ids, or what they are the text of, such as the numbers of rows.

        Raises
        ------
        UsageError
            For an id of nobody.
        """
        number = dict.fromkeys(self.left_out, 0)
        number.update(zip(self.basis.respondents, self.labels.tolist(), strict=True))
        asked = [str(respondent) for respondent in respondents]
        strangers = [respondent for respondent in asked if respondent not in number]
        if strangers:
            raise UsageError(
                Problem(
                    where="respondents",
                    found=f"{len(strangers):,} ids of nobody, such as {quoted(strangers[0])}",
                    expected=f"ids such as {quoted(self.basis.respondents[0])}",
                    mend="give the index of the frame that was segmented, or the ids it named",
                )
            )
        return np.array([number[respondent] for respondent in asked], dtype=np.int64)

    def explain(self) -> str:
        """Return what each segment stands apart in, and how far to trust it, as text to print."""
        return as_text(self)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Segmentation {headline(self)}>"

    def _repr_html_(self) -> str:
        return as_html(self)
