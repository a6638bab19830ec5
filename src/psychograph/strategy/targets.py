"""Which persona for this goal: knock-outs, attractiveness, and how firm the ranking is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, StudyError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.levels import Level
from psychograph.language.language import Language
from psychograph.personas.persona import OVERRIDDEN, UNFOUNDED, Persona
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.strategy.knock_outs import KnockOut, knock_outs
from psychograph.study.model import Study

# Points out of 100. What the data do not tell is left out and said so, never invented.
CRITERIA = {"objective fit": 50, "size": 20, "spending": 15, "growth": 10, "cost of reach": 5}
Z_CAP = 2.0
AVERAGE_FIT = 5.0  # the fit of the average respondent
DRAWS = 2_000
LOG_SD = 0.5  # spread of the random weights, as a standard deviation of their logarithm


class TargetRole(StrEnum):
    """What a persona is to this campaign."""

    PRIMARY = "primary"
    ALSO_SUITABLE = "also suitable"
    SECOND_WAVE = "second wave"
    INDIRECT = "indirect"
    MAINTAIN = "maintain"
    NOT_NOW = "not now"


@dataclass(frozen=True)
class Contribution:
    """What one construct adds to the fit with the goal: weight x standardised mean, both as used."""

    construct: str
    attribute: str
    weight: float
    z: float


@dataclass(frozen=True)
class TargetScore:
    """One persona as a target.

    Parameters
    ----------
    segment : int
        The persona's segment.
    role : TargetRole
        What it is to this campaign.
    fit, size : float
        Ratings 0 to 10: fit with the goal, and size against the largest segment (by weight where
        respondents carry weights).
    spending : float or None
        Rating 0 to 10 where spending was measured.
    attractiveness : float
        Weighted mean of the ratings there are, 0 to 10.
    first_share : float
        Share of random weightings in which the persona comes first, 0 to 1.
    contributions : tuple of Contribution
        What the fit is made of, strongest first.
    knock_outs : tuple of KnockOut
        Conditions a target must meet.
    """

    segment: int
    role: TargetRole
    fit: float
    size: float
    spending: float | None
    attractiveness: float
    first_share: float
    contributions: tuple[Contribution, ...]
    knock_outs: tuple[KnockOut, ...]


@dataclass(frozen=True)
class TargetRanking:
    """All personas as targets for a goal, most attractive first.

    Parameters
    ----------
    goal : str
        The goal.
    target : int or None
        Segment to target; None where nobody can be targeted directly.
    chosen_by_user : bool
        Whether the study file names the target.
    scores : tuple of TargetScore
        One entry a persona.
    coverage : float
        Share of the goal's weight on constructs that were measured, 0 to 1.
    not_rated : tuple of str
        Criteria the data do not tell.
    why_no_target : str
        The reason, as a clause, where there is no target; empty otherwise.
    caution : str or None
        Why nobody should act on it, where the study overrides a verdict against the segments.
    """

    goal: str
    target: int | None
    chosen_by_user: bool
    scores: tuple[TargetScore, ...]
    coverage: float
    not_rated: tuple[str, ...]
    why_no_target: str = ""
    caution: str | None = field(default=None, metadata=OVERRIDDEN)

    def score(self, segment: int) -> TargetScore:
        """Return the entry of one segment."""
        return next(score for score in self.scores if score.segment == segment)


@dataclass(frozen=True)
class _Ratings:
    """Ratings 0 to 10 of all personas: shape (p, criteria)."""

    values: NDArray[np.float64]
    criteria: tuple[str, ...]


def rank_targets(
    personas: Sequence[Persona],
    segmentation: Segmentation,
    study: Study,
    knowledge: KnowledgeBase,
    language: Language,  # noqa: ARG001 - texts move into catalogues next
) -> TargetRanking:
    """Rank personas for the study's goal.

    Parameters
    ----------
    personas : sequence of Persona
        All personas of a segmentation; none where there is no sign of segments, and then no target.
    segmentation : Segmentation
        Their segments, for size and stability.
    study : Study
        The goal, and the target where the user names one.
    knowledge : KnowledgeBase
        What counts for each goal, and the rules that give roles.
    language : Language
        What texts are written in.

    Raises
    ------
    StudyError
        Where the study file targets a segment that does not exist.
    """
    wanted = study.strategy.target
    if wanted is not None and wanted not in segmentation.segments:
        raise StudyError(
            Problem(
                where="strategy > target",
                found=str(wanted),
                expected=f"a segment from 1 to {len(segmentation.segments)}",
                mend="name one of the segments, or take `target` out to let the goal choose",
            )
        )
    if not personas:
        return _without_personas(study)
    goal = knowledge.goals[study.objective.goal]
    contributions = [_contributions(persona, goal.weights) for persona in personas]
    ratings = _rate(personas, contributions)
    weights = np.array([CRITERIA[criterion] for criterion in ratings.criteria], dtype=float)
    attractiveness = ratings.values @ weights / weights.sum()
    indirect = [_is_indirect(persona, knowledge) for persona in personas]
    measured = {c.construct for parts in contributions for c in parts}
    why_not = "" if wanted is not None else _why_no_target(measured, indirect)
    target = wanted if wanted is not None or why_not else _best(personas, attractiveness, indirect)
    firsts = _first_shares(personas, contributions, ratings, indirect, segmentation.seed)
    scores = [
        TargetScore(
            segment=persona.segment,
            role=_role(persona, target, float(row[0]), knowledge, is_indirect=indirect[at]),
            fit=float(row[0]),
            size=float(row[1]),
            spending=float(row[2]) if "spending" in ratings.criteria else None,
            attractiveness=float(attractiveness[at]),
            first_share=float(firsts[at]),
            contributions=contributions[at],
            knock_outs=knock_outs(persona, segmentation),
        )
        for at, (persona, row) in enumerate(zip(personas, ratings.values, strict=True))
    ]
    return TargetRanking(
        goal=study.objective.goal.value,
        target=target,
        chosen_by_user=wanted is not None,
        scores=tuple(sorted(scores, key=lambda s: (s.role is not TargetRole.PRIMARY, -s.attractiveness))),
        coverage=sum(abs(goal.weights[c]) for c in measured) / sum(map(abs, goal.weights.values())),
        not_rated=tuple(criterion for criterion in CRITERIA if criterion not in ratings.criteria),
        why_no_target=why_not,
        caution=UNFOUNDED if segmentation.verdict.kind is VerdictKind.NONE else None,
    )


def _without_personas(study: Study) -> TargetRanking:
    return TargetRanking(
        goal=study.objective.goal.value,
        target=None,
        chosen_by_user=False,
        scores=(),
        coverage=0.0,
        not_rated=tuple(CRITERIA),
        why_no_target="there is no sign of segments in these answers",
    )


def _contributions(persona: Persona, weights: Mapping[str, float]) -> tuple[Contribution, ...]:
    parts = [
        Contribution(s.construct, s.attribute, weights[s.construct], float(np.clip(s.z, -Z_CAP, Z_CAP)))
        for s in persona.standings
        if s.construct in weights
    ]
    return tuple(sorted(parts, key=lambda c: (-abs(c.weight * c.z), c.construct)))


def _fit(weights: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the fit, 0 to 10: the weighted mean of z, where 5 is the average respondent."""
    total = np.abs(weights).sum(axis=-1)
    mean = (weights * z).sum(axis=-1) / np.where(total > 0, total, 1)
    rating: NDArray[np.float64] = 5 + mean * 5 / Z_CAP
    return rating


def _rate(personas: Sequence[Persona], contributions: Sequence[tuple[Contribution, ...]]) -> _Ratings:
    fit = [
        float(_fit(np.array([c.weight for c in parts]), np.array([c.z for c in parts])))
        for parts in contributions
    ]
    sizes = [persona.share if persona.weighted else persona.n for persona in personas]
    columns = [fit, [10 * size / max(sizes) for size in sizes]]
    criteria = ["objective fit", "size"]
    spending = [persona.standing("beh.monetary") for persona in personas]
    if all(standing is not None for standing in spending):
        columns.append(
            [5 + float(np.clip(s.z, -Z_CAP, Z_CAP)) * 5 / Z_CAP for s in spending if s is not None]
        )
        criteria.append("spending")
    return _Ratings(np.array(columns).T, tuple(criteria))


def _is_indirect(persona: Persona, knowledge: KnowledgeBase) -> bool:
    """Return whether a rule closes direct selling: people who will not buy for themselves."""
    intent = persona.standing("adopt.intent")
    return "indirect" in _roles_of_rules(persona, knowledge) or (
        intent is not None and intent.level is Level.VERY_LOW
    )


def _roles_of_rules(persona: Persona, knowledge: KnowledgeBase) -> set[str]:
    """Return the roles that the rules which spoke for a persona give it."""
    spoke = {rule for line in persona.advice for rule in line.rules}
    return {rule.role for rule in knowledge.rules if rule.id in spoke and rule.role}


def _why_no_target(measured: set[str], indirect: Sequence[bool]) -> str:
    if not measured:
        return "the survey measured nothing that counts for this goal"
    if all(indirect):
        return "by their answers, no persona would buy for themselves"
    return ""


def _best(personas: Sequence[Persona], scores: NDArray[np.float64], closed: Sequence[bool]) -> int:
    open_to = [at for at in range(len(personas)) if not closed[at]]
    return personas[max(open_to, key=lambda at: (scores[at], -at))].segment


def _role(
    persona: Persona, target: int | None, fit: float, knowledge: KnowledgeBase, *, is_indirect: bool
) -> TargetRole:
    if persona.segment == target:
        return TargetRole.PRIMARY
    if is_indirect:
        return TargetRole.INDIRECT
    frequency = persona.standing("beh.frequency")
    if frequency is not None and frequency.level is Level.HIGH:
        return TargetRole.MAINTAIN
    if "second_wave" in _roles_of_rules(persona, knowledge):
        return TargetRole.SECOND_WAVE
    return TargetRole.ALSO_SUITABLE if fit >= AVERAGE_FIT else TargetRole.NOT_NOW


def _first_shares(
    personas: Sequence[Persona],
    contributions: Sequence[tuple[Contribution, ...]],
    ratings: _Ratings,
    closed: Sequence[bool],
    seed: int,
) -> NDArray[np.float64]:
    """Return how often each persona comes first when all weights are drawn at random around their values."""
    if all(closed) or not any(contributions):
        return np.zeros(len(personas))
    rng = np.random.default_rng([seed, DRAWS])
    constructs = sorted({c.construct for parts in contributions for c in parts})
    shake = dict(zip(constructs, rng.lognormal(0.0, LOG_SD, (len(constructs), DRAWS)), strict=True))
    points = np.array([CRITERIA[criterion] for criterion in ratings.criteria], dtype=float)
    criteria = points * rng.lognormal(0.0, LOG_SD, (DRAWS, len(points)))
    scores = np.empty((DRAWS, len(personas)))
    for at, parts in enumerate(contributions):
        rated = np.tile(ratings.values[at], (DRAWS, 1))
        if parts:
            weights = np.stack([c.weight * shake[c.construct] for c in parts], axis=1)
            rated[:, 0] = _fit(weights, np.array([c.z for c in parts]))
        scores[:, at] = (rated * criteria).sum(axis=1) / criteria.sum(axis=1)
    scores[:, np.array(closed)] = -np.inf
    return np.bincount(scores.argmax(axis=1), minlength=len(personas)) / DRAWS
