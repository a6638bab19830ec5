"""How attractive a persona is for the goal, and how well the user stands with it, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.study.model import Criterion, SegmentRatings, Study

# Points out of 100 where the study file gives none.
CRITERIA: Mapping[Criterion, float] = {
    Criterion.OBJECTIVE_FIT: 50,
    Criterion.SIZE: 20,
    Criterion.SPENDING: 15,
    Criterion.GROWTH: 10,
    Criterion.COST_OF_REACH: 5,
}
POSITION = ("offer", "price", "distribution", "awareness", "image")
Z_CAP = 2.0
MIDDLE = 5.0  # the rating of the average respondent, or of a rival's equal


class RatingBasis(StrEnum):
    """What a rating rests on."""

    MEASURED = "measured"
    YOURS = "yours"
    NOT_RATED = "not_rated"


@dataclass(frozen=True)
class Contribution:
    """What one construct adds to the fit with the goal: weight x standardised mean, both as used."""

    construct: str
    attribute: str
    weight: float
    z: float


@dataclass(frozen=True)
class CriterionRating:
    """One persona on one criterion.

    Parameters
    ----------
    criterion : str
        Of attractiveness: objective_fit, size, spending, growth, cost_of_reach; of the user's position:
        offer, price, distribution, awareness, image.
    rating : float or None
        0 to 10; None where nothing tells.
    basis : RatingBasis
        Whether the survey tells, the user, or nobody.
    rests_on : str
        What that is, in words.
    statements : tuple of str
        Statements of the persona it rests on.
    counts : bool
        Whether it enters the overall rating: only what is known of every persona can compare them.
    """

    criterion: str
    rating: float | None
    basis: RatingBasis
    rests_on: str
    statements: tuple[str, ...] = ()
    counts: bool = False


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of all personas.

    Parameters
    ----------
    by_persona : tuple of tuple of CriterionRating
        Attractiveness first, then the user's position; a row a persona.
    criteria : tuple of Criterion
        Criteria of attractiveness that are known of every persona.
    values : ndarray of float64, shape (p, criteria)
        Their ratings.
    points : ndarray of float64, shape (criteria,)
        How much they count.
    positions : tuple of float or None
        Mean of the position's ratings that are known of every persona, by persona; None without any.
    """

    by_persona: tuple[tuple[CriterionRating, ...], ...]
    criteria: tuple[Criterion, ...]
    values: NDArray[np.float64]
    points: NDArray[np.float64]
    positions: tuple[float | None, ...]

    @property
    def attractiveness(self) -> NDArray[np.float64]:
        """Weighted mean of the ratings, 0 to 10, shape (p,); zeros where no criterion counts."""
        total = self.points.sum()
        if total == 0:
            return np.zeros(len(self.values))
        mean: NDArray[np.float64] = self.values @ self.points / total
        return mean


def points_of(study: Study) -> dict[Criterion, float]:
    """Return the points of each criterion: the study's where it names one, else the default."""
    return {criterion: study.strategy.weights.get(criterion, usual) for criterion, usual in CRITERIA.items()}


def contributions_of(persona: Persona, weights: Mapping[str, float]) -> tuple[Contribution, ...]:
    """Return what the fit of a persona with a goal is made of, strongest first."""
    parts = [
        Contribution(s.construct, s.attribute, weights[s.construct], float(np.clip(s.z, -Z_CAP, Z_CAP)))
        for s in persona.standings
        if s.construct in weights
    ]
    return tuple(sorted(parts, key=lambda c: (-abs(c.weight * c.z), c.construct)))


def fit(weights: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the fit with a goal, 0 to 10: 5 + 5 (weighted mean of z) / 2, where 5 is the average respondent.

    Parameters
    ----------
    weights : ndarray of float64, shape (..., c)
        How much each construct counts; negative ones count against. The mean divides by the sum of their
        sizes.
    z : ndarray of float64, shape (c,)
        Standardised means, already held within -2 and 2.

    Examples
    --------
    >>> round(float(fit(np.array([1.0, -0.5]), np.array([1.2, -0.6]))), 2)  # (1.2 + 0.3) / 1.5 = 1
    7.5
    """
    total = np.abs(weights).sum(axis=-1)
    mean = (weights * z).sum(axis=-1) / np.where(total > 0, total, 1)
    rating: NDArray[np.float64] = MIDDLE + mean * MIDDLE / Z_CAP
    return rating


def rate(
    personas: Sequence[Persona],
    contributions: Sequence[tuple[Contribution, ...]],
    study: Study,
    language: Language,
) -> Ratings:
    """Rate every persona on every criterion; what nobody tells is left out and said so, never invented.

    Parameters
    ----------
    personas : sequence of Persona
        All personas.
    contributions : sequence of tuple of Contribution
        What the fit of each is made of.
    study : Study
        Ratings and points of the user.
    language : Language
        What texts are written in.

    Returns
    -------
    Ratings
        A criterion counts where every persona has a rating on one and the same basis. The user's rating goes
        before a measured one, if the user rates all.
    """
    yours = [study.strategy.ratings.get(persona.segment) for persona in personas]
    columns = {
        Criterion.OBJECTIVE_FIT: _fits(personas, contributions, language),
        Criterion.SIZE: _sizes(personas, language),
        Criterion.SPENDING: _given(yours, "spending", language, instead=_spending(personas, language)),
        Criterion.GROWTH: _given(yours, "growth", language),
        Criterion.COST_OF_REACH: _given(yours, "cost_of_reach", language),
    }
    position = {name: _given(yours, name, language) for name in POSITION}
    points = points_of(study)
    counted = tuple(criterion for criterion, column in columns.items() if column[0].counts)
    rows = zip(*columns.values(), *position.values(), strict=True)
    known = [column for column in position.values() if column[0].counts]
    return Ratings(
        by_persona=tuple(tuple(row) for row in rows),
        criteria=counted,
        values=np.array([[_value(cell) for cell in columns[criterion]] for criterion in counted]).T,
        points=np.array([points[criterion] for criterion in counted], dtype=float),
        positions=tuple(
            sum(_value(column[at]) for column in known) / len(known) if known else None
            for at in range(len(personas))
        ),
    )


def _value(cell: CriterionRating) -> float:
    return 0.0 if cell.rating is None else cell.rating


def _fits(
    personas: Sequence[Persona], contributions: Sequence[tuple[Contribution, ...]], language: Language
) -> list[CriterionRating]:
    found = []
    for persona, parts in zip(personas, contributions, strict=True):
        value = float(fit(np.array([c.weight for c in parts]), np.array([c.z for c in parts])))
        names = language.listed([readable(c.attribute) for c in parts])
        text = (
            language.say("target-rests-fit", names=names) if parts else language.say("target-rests-fit-none")
        )
        basis = RatingBasis.MEASURED if parts else RatingBasis.NOT_RATED
        ids = _statements(persona, [c.attribute for c in parts])
        found.append(CriterionRating(Criterion.OBJECTIVE_FIT, value, basis, text, ids, counts=True))
    return found


def _sizes(personas: Sequence[Persona], language: Language) -> list[CriterionRating]:
    sizes = [persona.share if persona.weighted else persona.n for persona in personas]
    return [
        CriterionRating(
            Criterion.SIZE,
            10 * size / max(sizes),
            RatingBasis.MEASURED,
            language.say("target-rests-size", n=persona.n, share=language.percent(persona.share)),
            counts=True,
        )
        for persona, size in zip(personas, sizes, strict=True)
    ]


def _spending(personas: Sequence[Persona], language: Language) -> list[CriterionRating]:
    """Return ratings of measured spending: 5 is the average respondent, 2 standard deviations either end."""
    found = []
    for persona in personas:
        standing = persona.standing("beh.monetary")
        if standing is not None:
            value = MIDDLE + float(np.clip(standing.z, -Z_CAP, Z_CAP)) * MIDDLE / Z_CAP
            text = language.say("target-rests-spending", name=readable(standing.attribute))
            ids = _statements(persona, [standing.attribute])
            found.append(CriterionRating(Criterion.SPENDING, value, RatingBasis.MEASURED, text, ids))
    return found if len(found) == len(personas) else []


def _given(
    yours: Sequence[SegmentRatings | None],
    name: str,
    language: Language,
    *,
    instead: Sequence[CriterionRating] = (),
) -> list[CriterionRating]:
    """Return the user's ratings where all personas have one, else `instead`, else what there is."""
    given = [getattr(rated, name) if rated is not None else None for rated in yours]
    everyone = all(rating is not None for rating in given)
    if instead and not everyone:
        return [
            CriterionRating(c.criterion, c.rating, c.basis, c.rests_on, c.statements, counts=True)
            for c in instead
        ]
    key = "target-rests-yours" if everyone else "target-rests-yours-partly"
    return [
        CriterionRating(name, None, RatingBasis.NOT_RATED, language.say("target-rests-nothing"))
        if rating is None
        else CriterionRating(name, float(rating), RatingBasis.YOURS, language.say(key), counts=everyone)
        for rating in given
    ]


def _statements(persona: Persona, attributes: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        s.id
        for s in persona.statements
        if s.measurement is not None and s.measurement.attribute in attributes
    )
