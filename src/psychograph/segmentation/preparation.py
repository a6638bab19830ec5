"""What happens to basis variables before the tree: blanks filled in, a person's own level taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.errors import Problem, SegmentationError
from psychograph.findings import Finding, Severity
from psychograph.quoting import listed
from psychograph.responses.attributes import Attributes
from psychograph.stats.blanks.imputation import Imputations, conditional_means, impute
from psychograph.stats.blanks.missing import NormalModel, fit_normal
from psychograph.stats.choosing.agreement import adjusted_rand, matched
from psychograph.stats.measurement.response_style import ipsatise
from psychograph.stats.spreading import figures_at
from psychograph.study.model import AttributeScaling, Missing, Scaling, SegmentationSettings

# The method, from points of shape (m, d) and the rows they are of, shape (m,), to segments 1 to k.
Regroup = Callable[[NDArray[np.float64], NDArray[np.int64]], NDArray[np.int64]]

STREAM = 12  # of the study's seed: drawing here must not change what is drawn elsewhere
DRAWS = 20
# Each draw is clustered anew; beyond so many respondents a random part of them is.
LARGEST_REDRAWN = 2_000
FEWEST_FOR_PERSON = 3
# The model of the answers holds a covariance for every pair of columns; so many respondents a column.
RESPONDENTS_PER_COLUMN = 10
DIGITS = 10  # of answers in half-ranges: what differs later differs by rounding
# Steinley 2004, Psychol Methods 9:386: from .80 partitions agree well, below .65 poorly.
GOOD, POOR = 0.80, 0.65


@dataclass(frozen=True, eq=False)
class Imputation:
    """What filling in blanks does to a segmentation.

    Parameters
    ----------
    filled : ndarray of bool, shape (n, d)
        Which answers of the segmented respondents were filled in.
    draws : int
        Times the blanks were drawn anew from what is expected of them, and segments built anew.
    agreement : float
        Mean adjusted Rand index of these segments and the solution, at most 1.
    stay : ndarray of float64, shape (n,)
        Share of the draws in which a respondent stays in the own segment, 0 to 1; NaN for
        respondents who were not redrawn.
    redrawn : int
        Respondents who were clustered anew: all, or a random part of very many, whose segments are
        then compared with those of the same part.
    converged : bool
        Whether the model of the answers converged.
    unseen_pairs : int
        Pairs of columns that nobody answered both of; what they have in common is guessed.
    """

    filled: NDArray[np.bool_]
    draws: int
    agreement: float
    stay: NDArray[np.float64]
    redrawn: int
    converged: bool
    unseen_pairs: int

    @property
    def respondents(self) -> int:
        """Respondents with an answer filled in."""
        return int(self.filled.any(axis=1).sum())

    @property
    def mean_stay(self) -> float:
        """Mean of :attr:`stay` over respondents with an answer filled in; NaN where none was redrawn."""
        known = self.stay[self.filled.any(axis=1) & np.isfinite(self.stay)]
        return float(known.mean()) if len(known) else float("nan")


@dataclass(frozen=True, eq=False)
class Prepared:
    """Basis variables, ready for a tree.

    Parameters
    ----------
    basis : Attributes
        Respondents who are segmented, shape (n, d), in the units of the answers and without NaN:
        blanks that were filled in hold what is expected. Not for profiles, which rest on answers.
    points : ndarray of float64, shape (n, d)
        What is standardised and joined: the basis itself, with the logarithms or ranks that its
        attributes declare, or the answers relative to each respondent's own mean.
    left_out : tuple of str
        Respondents with too few answers.
    filled : ndarray of bool, shape (n, d)
        Which entries of `basis` were filled in.
    scaling : Scaling
        Against what answers are scaled.
    model : NormalModel or None
        Of the answers, where some were filled in.
    """

    basis: Attributes
    points: NDArray[np.float64]
    left_out: tuple[str, ...]
    filled: NDArray[np.bool_]
    scaling: Scaling
    model: NormalModel | None = None
    _answers: NDArray[np.float64] | None = None  # all columns of the model, NaN where missing

    def uncertainty(self, labels: NDArray[np.int64], regroup: Regroup, seed: int) -> Imputation | None:
        """Draw the blanks anew and see who stays; None where nothing was filled in.

        The draws hold the spread that the filled-in expectations lack. The model of the answers is
        taken as known, so the truth is somewhat less certain still.

        Parameters
        ----------
        labels : ndarray of int64, shape (n,)
            The solution.
        regroup : callable
            The method, from points and the rows they are of to segments.
        seed : int
            Seed of the study.
        """
        if self.model is None or self._answers is None:
            return None
        rng = np.random.default_rng([seed, STREAM, 1])
        n, d = self.points.shape
        part = np.arange(n)
        if n > LARGEST_REDRAWN:
            part = np.sort(rng.choice(n, LARGEST_REDRAWN, replace=False))
            labels = regroup(self.points[part], part)
        tables: Imputations = impute(self._answers[part], self.model, rng, DRAWS)
        agreement, stays = np.empty(DRAWS), np.zeros(len(part))
        for draw, table in enumerate(tables):
            again = regroup(_points(table[:, :d], self.basis.scales, self.scaling), part)
            agreement[draw] = adjusted_rand(labels, again)
            stays += matched(again, labels) == labels
        stay = np.full(n, np.nan)
        stay[part] = stays / DRAWS
        return Imputation(
            filled=self.filled,
            draws=DRAWS,
            agreement=float(agreement.mean()),
            stay=stay,
            redrawn=len(part),
            converged=self.model.converged,
            unseen_pairs=self.model.unseen_pairs,
        )

    def findings(self, imputation: Imputation | None) -> Iterator[Finding]:
        """Yield what a reader must know of the preparation."""
        if self.scaling is Scaling.PERSON:
            yield _person_scaled(len(self.basis.names))
        if imputation is not None:
            yield from _imputed(imputation)


def prepare(
    attributes: Attributes, basis: Sequence[str], settings: SegmentationSettings, *, answered: float = 0.5
) -> Prepared:
    """Prepare basis variables for a tree.

    Parameters
    ----------
    attributes : Attributes
        All numeric attributes; those outside the basis help to fill in blanks.
    basis : sequence of str
        Attributes that build segments, d of them.
    settings : SegmentationSettings
        `missing: leave_out` keeps respondents who answered the whole basis. `impute` keeps those
        who answered the share `answered` of it, and fills in what is expected of a normal
        distribution fitted to all answers by EM. `keep` keeps them too, and their blanks as NaN.
        `scaling: person` takes out of each respondent's
        answers, in half-ranges from the midpoint of their scale, the respondent's own mean.
    answered : float
        Share of the basis that must be answered, above 0 to 1.

    Raises
    ------
    SegmentationError
        For scaling within persons where a basis variable has no scale, or with fewer than three.

    Notes
    -----
    Answers relative to a person's mean sum to zero: d variables hold d - 1 dimensions. Distances
    between respondents do not mind, so all d are kept, and none is singled out to be dropped; a
    factor analysis of them would mind.

    References
    ----------
    Imputation: Little & Rubin 2002, Statistical Analysis with Missing Data, 2nd ed., ch. 11; columns
    outside the basis: Collins, Schafer & Kam 2001, Psychol Methods 6:330. Scaling: Fischer 2004,
    J Cross-Cult Psychol 35:263.

    Examples
    --------
    Two people with the same priorities, one of whom agrees more with everything.

    >>> from psychograph.codebook.codebook import Scale
    >>> answers = np.array([[1.0, 2.0, 3.0], [3.0, 4.0, 5.0]])
    >>> people = Attributes(("Ann", "Ben"), ("A", "B", "C"), ("",) * 3, (Scale(1, 5),) * 3, answers)
    >>> prepare(people, "ABC", SegmentationSettings(segments=2, scaling="person")).points.tolist()
    [[-0.5, 0.0, 0.5], [-0.5, 0.0, 0.5]]
    """
    chosen = attributes.select(basis)
    spread = attributes.spread_out()
    if settings.scaling is Scaling.PERSON:
        SegmentationError.collect(_cannot_be_relative(chosen))
    known = np.isfinite(chosen.values)
    if settings.missing is Missing.KEEP:
        enough = known.sum(axis=1) >= max(answered * known.shape[1] - 1e-9, 1)
        return _as_answered(chosen, spread, np.asarray(enough), settings.scaling)
    if settings.missing is Missing.IMPUTE and not known.all():
        return _imputed_basis(spread, chosen, settings, answered)
    return _as_answered(chosen, spread, np.asarray(known.all(axis=1)), settings.scaling)


def _as_answered(
    chosen: Attributes, spread: Attributes, kept: NDArray[np.bool_], scaling: Scaling
) -> Prepared:
    used = chosen.rows(kept)
    built = used if used.as_they_are else spread.select(chosen.names).rows(kept)
    return Prepared(
        basis=used,
        points=_points(built.values, used.scales, scaling),
        left_out=_without(chosen, kept),
        filled=np.zeros(used.values.shape, dtype=bool),
        scaling=scaling,
    )


def _imputed_basis(
    spread: Attributes, chosen: Attributes, settings: SegmentationSettings, answered: float
) -> Prepared:
    """Fill in blanks where figures are spread out; `chosen` holds the figures themselves."""
    known = np.isfinite(chosen.values)
    d = known.shape[1]
    enough = np.asarray(known.sum(axis=1) >= max(answered * d - 1e-9, 1))
    if known[enough].all() or not known.any(axis=0).all():  # nothing to fill in, or nothing to fill it from
        return _as_answered(chosen, spread, enough & known.all(axis=1), settings.scaling)
    used = chosen.rows(enough)
    built = spread.select(chosen.names)
    answers = np.column_stack([built.values, _auxiliary(spread, chosen)])
    model = fit_normal(answers, rng=np.random.default_rng([settings.seed, STREAM, 0]))
    expected = conditional_means(answers[enough], model)[:, :d]
    return Prepared(
        basis=replace(used, values=_in_figures(expected, built, chosen)),
        points=_points(expected, used.scales, settings.scaling),
        left_out=_without(chosen, enough),
        filled=~known[enough],
        scaling=settings.scaling,
        model=model,
        _answers=answers[enough],
    )


def _in_figures(expected: NDArray[np.float64], built: Attributes, chosen: Attributes) -> NDArray[np.float64]:
    """Return what is expected in the units of the answers, where it was worked out in logarithms or ranks."""
    figures = expected.copy()
    for at, scaling in enumerate(chosen.scalings):
        if scaling is not AttributeScaling.NONE:
            known = np.isfinite(chosen.values[:, at])
            figures[:, at] = figures_at(expected[:, at], built.values[known, at], chosen.values[known, at])
    return figures


def _auxiliary(attributes: Attributes, chosen: Attributes) -> NDArray[np.float64]:
    """Return numeric attributes outside the basis, the most answered first, as the sample carries."""
    others = [name for name in attributes.numbers if name not in set(chosen.names)]
    most = max(len(attributes) // RESPONDENTS_PER_COLUMN - len(chosen.names), 0)
    counted = {name: int(np.isfinite(attributes.column(name)).sum()) for name in others}
    kept = sorted((name for name in others if counted[name]), key=lambda name: -counted[name])[:most]
    return attributes.select(kept).values


def _points(
    values: NDArray[np.float64], scales: Sequence[Scale | None], scaling: Scaling
) -> NDArray[np.float64]:
    if scaling is Scaling.VARIABLE:
        return values
    bounds = np.array([(scale.low, scale.high) for scale in scales if scale is not None], dtype=float)
    points = ipsatise(values, bounds[:, 0], bounds[:, 1])
    # Profiles that are alike must be alike to the last digit: rounding would tear them apart, or be
    # blown up to a whole variable by standardising.
    relative: NDArray[np.float64] = np.round(points, DIGITS) + 0.0
    return relative


def flat_columns(prepared: Prepared) -> Iterator[Problem]:
    """Yield variables that stand at the same distance from everybody's own average."""
    if prepared.scaling is not Scaling.PERSON or not len(prepared.basis):
        return
    for column, name in enumerate(prepared.basis.names):
        if np.ptp(prepared.points[:, column]) == 0:
            yield Problem(
                where=f"basis > {name}",
                found="an answer equally far from every respondent's own average",
                expected="attributes that people put higher or lower relative to their other answers",
                mend="take it out of `basis`, or write `scaling: variable`",
            )


def _without(chosen: Attributes, kept: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(r for r, keep in zip(chosen.respondents, kept, strict=True) if not keep)


def _cannot_be_relative(chosen: Attributes) -> Iterator[Problem]:
    free = [name for name, scale in zip(chosen.names, chosen.scales, strict=True) if scale is None]
    if free:
        yield Problem(
            where="segmentation > scaling",
            found=f"person, with basis variables that have no scale: {listed(free)}",
            expected="a scale for every basis variable, since answers are compared within a person",
            mend="give them `scale`, take them out of `basis`, or write `scaling: variable`",
        )
    if len(chosen.names) < FEWEST_FOR_PERSON:
        yield Problem(
            where="segmentation > scaling",
            found=f"person, with {len(chosen.names)} basis variable{'' if len(chosen.names) == 1 else 's'}",
            expected=f"at least {FEWEST_FOR_PERSON}, or a person's own average is the answers themselves",
            mend="add attributes to `basis`, or write `scaling: variable`",
        )


def _person_scaled(d: int) -> Finding:
    return Finding(
        "person-scaled",
        Severity.NOTE,
        "Segments rest on answers relative to each respondent's own average, so that agreeing with "
        "everything makes no segment, and neither does a real liking for everything. "
        f"The {d} variables then hold {d - 1} dimensions. Profiles show the answers as they were given.",
    )


def _imputed(found: Imputation) -> Iterator[Finding]:
    n, cells = len(found.filled), int(found.filled.sum())
    part = f" of a random {found.redrawn:,}" if found.redrawn < n else ""
    stay = f"{found.mean_stay:.0%}" if np.isfinite(found.mean_stay) else "an unknown share"
    yield Finding(
        "imputed",
        Severity.NOTE
        if found.agreement >= GOOD
        else Severity.CAUTION
        if found.agreement >= POOR
        else Severity.SERIOUS,
        f"{found.respondents:,} of {n:,} respondents left {cells:,} of the basis answers blank; what is "
        f"expected of them was filled in. Drawn anew {found.draws} times, the segments{part} agree with "
        f"these at {found.agreement:.2f} (adjusted Rand index; from {GOOD:.2f} good, below {POOR:.2f} poor), "
        f"and a respondent with blanks stays in the own segment in {stay} of the draws. Profiles count real "
        "answers only.",
    )
    if not found.converged or found.unseen_pairs:
        why = (
            "the model of the answers did not settle"
            if not found.converged
            else f"{found.unseen_pairs} pairs of attributes were answered together by nobody"
        )
        yield Finding(
            "imputation-unsure",
            Severity.CAUTION,
            f"The filled-in answers are less sure than they look: {why}. Compare with `missing: leave_out`.",
        )
