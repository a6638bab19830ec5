"""Which persona for this goal: knock-outs, attractiveness, the user's position, and how firm the ranking
is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from psychograph.errors import Problem, StudyError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.levels import Level
from psychograph.language.language import Language
from psychograph.personas.persona import OVERRIDDEN, Persona
from psychograph.profiling.standings import map_constructs
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.strategy.knock_outs import KnockOut, knock_outs, rules_with_role
from psychograph.strategy.targets_rating import (
    CRITERIA,
    MIDDLE,
    Contribution,
    CriterionRating,
    RatingBasis,
    Ratings,
    contributions_of,
    points_of,
    rate,
)
from psychograph.strategy.targets_stability import DRAWS, first_shares
from psychograph.study.model import Study

__all__ = [
    "CRITERIA",
    "DRAWS",
    "Contribution",
    "CriterionRating",
    "RatingBasis",
    "TargetRanking",
    "TargetRole",
    "TargetScore",
    "rank_targets",
]

AVERAGE_FIT = MIDDLE  # the fit of the average respondent
EQUAL = 9  # decimals to which ratings are compared: the rest is rounding
NEARLY = 1.0  # two personas within so many points of attractiveness are nearly alike
CLEARLY = 2.0  # and one stands clearly better with you from so many points of position


class TargetRole(StrEnum):
    """What a persona is to this campaign."""

    PRIMARY = "primary"
    ALSO_SUITABLE = "also suitable"
    SECOND_WAVE = "second wave"
    INDIRECT = "indirect"
    MAINTAIN = "maintain"
    NOT_NOW = "not now"

    @property
    def key(self) -> str:
        """The end of its keys in catalogues, such as ``second-wave``."""
        return self.value.replace(" ", "-")


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
        Rating 0 to 10 where it is known of every persona.
    attractiveness : float
        Weighted mean of the ratings that count, 0 to 10.
    first_share : float
        Share of random weightings in which the persona comes first, 0 to 1.
    contributions : tuple of Contribution
        What the fit is made of, strongest first.
    knock_outs : tuple of KnockOut
        Conditions a target should meet.
    competitiveness : float or None
        How well the user stands with them, 0 to 10, by the user's ratings; None where there are none that
        compare all personas.
    criteria : tuple of CriterionRating
        Every rating, and what it rests on.
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
    competitiveness: float | None = None
    criteria: tuple[CriterionRating, ...] = ()

    @property
    def value(self) -> float:
        """Size, times spending where that is known: what a bubble shows."""
        return self.size if self.spending is None else self.size * self.spending / 10

    @property
    def closed(self) -> tuple[KnockOut, ...]:
        """Conditions without which nobody is proposed, and which it fails."""
        return tuple(k for k in self.knock_outs if k.hard and k.met is False)


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
        Criteria of attractiveness that do not count, since nobody tells them of every persona.
    why_no_target : str
        The reason, as a clause, where there is no target; empty otherwise.
    caution : str or None
        Why nobody should act on it, where the study overrides a verdict against the segments.
    reservations : tuple of str
        What speaks against the target all the same, as sentences.
    points : tuple of (str, float)
        How much each criterion counts.
    tied : tuple of int
        Segments that are exactly as attractive as the target.
    """

    goal: str
    target: int | None
    chosen_by_user: bool
    scores: tuple[TargetScore, ...]
    coverage: float
    not_rated: tuple[str, ...]
    why_no_target: str = ""
    caution: str | None = field(default=None, metadata=OVERRIDDEN)
    reservations: tuple[str, ...] = ()
    points: tuple[tuple[str, float], ...] = ()
    tied: tuple[int, ...] = ()

    def score(self, segment: int) -> TargetScore:
        """Return the entry of one segment."""
        return next(score for score in self.scores if score.segment == segment)

    @property
    def two_axes(self) -> bool:
        """Whether the user rated the position with every persona."""
        return bool(self.scores) and all(score.competitiveness is not None for score in self.scores)


def rank_targets(
    personas: Sequence[Persona],
    segmentation: Segmentation,
    study: Study,
    knowledge: KnowledgeBase,
    language: Language,
) -> TargetRanking:
    """Rank personas for the study's goal.

    Parameters
    ----------
    personas : sequence of Persona
        All personas of a segmentation; none where there is no sign of segments, and then no target.
    segmentation : Segmentation
        Their segments, for size and stability.
    study : Study
        The goal, what the user rates, and the target where the user names one.
    knowledge : KnowledgeBase
        What counts for each goal, and the rules that give roles.
    language : Language
        What texts are written in.

    Returns
    -------
    TargetRanking
        The most attractive persona that fails no hard condition is the target. Equal ones are told apart by
        fit, then size, then name; neither order nor numbers of segments matter.

    Raises
    ------
    StudyError
        Where the study file targets or rates a segment that does not exist.
    """
    StudyError.collect(_of_nobody(study, segmentation))
    if not personas:
        return _without_personas(study, language)
    goal = knowledge.goals[study.objective.goal]
    matches = map_constructs(study, knowledge)
    contributions = [contributions_of(persona, goal.weights) for persona in personas]
    ratings = rate(personas, contributions, study, language)
    conditions = [knock_outs(p, study, matches, knowledge, language) for p in personas]
    closed = [any(k.hard and k.met is False for k in found) for found in conditions]
    measured = {c.construct for parts in contributions for c in parts}
    wanted = study.strategy.target
    why_not = "" if wanted is not None else _why_no_target(measured, ratings, conditions, language)
    target = wanted if wanted is not None or why_not else _best(personas, ratings, closed)
    firsts = first_shares(contributions, ratings, closed, segmentation.seed)
    scores = tuple(
        _score(persona, at, ratings, contributions, conditions, float(firsts[at]), target, knowledge)
        for at, persona in enumerate(personas)
    )
    names = {persona.segment: persona.plural for persona in personas}
    ordered = sorted(
        scores,
        key=lambda s: (s.role is not TargetRole.PRIMARY, -round(s.attractiveness, EQUAL), names[s.segment]),
    )
    return TargetRanking(
        goal=study.objective.goal.value,
        target=target,
        chosen_by_user=wanted is not None,
        scores=tuple(ordered),
        coverage=sum(abs(goal.weights[c]) for c in measured) / sum(map(abs, goal.weights.values())),
        not_rated=tuple(criterion.value for criterion in CRITERIA if criterion not in ratings.criteria),
        why_no_target=why_not,
        caution=language.say("persona-unfounded") if segmentation.verdict.kind is VerdictKind.NONE else None,
        reservations=tuple(_reservations(target, ordered, names, language)),
        points=tuple((criterion.value, points) for criterion, points in points_of(study).items()),
        tied=tuple(_tied(target, ordered)),
    )


def _of_nobody(study: Study, segmentation: Segmentation) -> Iterator[Problem]:
    """Report a target and ratings for segments that the cut did not give."""
    most = len(segmentation.segments)
    wanted = study.strategy.target
    if wanted is not None and wanted not in segmentation.segments:
        yield Problem(
            where="strategy > target",
            found=str(wanted),
            expected=f"a segment from 1 to {most}",
            mend="name one of the segments, or take `target` out to let the goal choose",
        )
    for number in study.strategy.ratings:
        if number not in segmentation.segments:
            yield Problem(
                where=f"strategy > ratings > {number}",
                found=f"ratings of segment {number}, which is not there",
                expected=f"a segment from 1 to {most}",
                mend="correct the number, or take the ratings out",
            )


def _without_personas(study: Study, language: Language) -> TargetRanking:
    return TargetRanking(
        goal=study.objective.goal.value,
        target=None,
        chosen_by_user=False,
        scores=(),
        coverage=0.0,
        not_rated=tuple(criterion.value for criterion in CRITERIA),
        why_no_target=language.say("target-why-no-segments"),
    )


def _score(
    persona: Persona,
    at: int,
    ratings: Ratings,
    contributions: Sequence[tuple[Contribution, ...]],
    conditions: Sequence[tuple[KnockOut, ...]],
    first_share: float,
    target: int | None,
    knowledge: KnowledgeBase,
) -> TargetScore:
    rated = {cell.criterion: cell for cell in ratings.by_persona[at]}
    fit, size = (rated[name].rating or 0.0 for name in ("objective_fit", "size"))
    return TargetScore(
        segment=persona.segment,
        role=_role(persona, target, fit, conditions[at], knowledge, measured=bool(contributions[at])),
        fit=fit,
        size=size,
        spending=rated["spending"].rating if rated["spending"].counts else None,
        attractiveness=float(ratings.attractiveness[at]),
        first_share=first_share,
        contributions=contributions[at],
        knock_outs=conditions[at],
        competitiveness=ratings.positions[at],
        criteria=ratings.by_persona[at],
    )


def _why_no_target(
    measured: set[str], ratings: Ratings, conditions: Sequence[tuple[KnockOut, ...]], language: Language
) -> str:
    if not measured:
        return language.say("target-why-nothing-measured")
    if ratings.points.sum() == 0:
        return language.say("target-why-nothing-rated")
    failed = [{k.code for k in found if k.hard and k.met is False} for found in conditions]
    if not all(failed):
        return ""
    for code in ("lawful", "no_rejector", "served"):
        if all(code in codes for codes in failed):
            return language.say(f"target-why-{code.replace('_', '-')}")
    return language.say("target-why-closed")


def _best(personas: Sequence[Persona], ratings: Ratings, closed: Sequence[bool]) -> int:
    def standing(at: int) -> tuple[float, ...]:
        values = (ratings.attractiveness[at], *ratings.values[at])
        return tuple(-round(float(value), EQUAL) for value in values)

    still_open = [at for at in range(len(personas)) if not closed[at]]
    return personas[min(still_open, key=lambda at: (standing(at), personas[at].plural))].segment


def _role(
    persona: Persona,
    target: int | None,
    fit: float,
    conditions: Sequence[KnockOut],
    knowledge: KnowledgeBase,
    *,
    measured: bool,
) -> TargetRole:
    if persona.segment == target:
        return TargetRole.PRIMARY
    failed = {k.code for k in conditions if k.hard and k.met is False}
    if failed - {"no_rejector"}:  # not lawful, or nothing to offer them: no role at all for now
        return TargetRole.NOT_NOW
    if failed:
        return TargetRole.INDIRECT
    frequency = persona.standing("beh.frequency")
    if frequency is not None and frequency.level is Level.HIGH:
        return TargetRole.MAINTAIN
    if target is None:  # nothing to come second to, or to be as suitable as
        return TargetRole.NOT_NOW
    if rules_with_role(persona, knowledge, "second_wave"):
        return TargetRole.SECOND_WAVE
    return TargetRole.ALSO_SUITABLE if measured and fit >= AVERAGE_FIT else TargetRole.NOT_NOW


def _tied(target: int | None, scores: Sequence[TargetScore]) -> Iterator[int]:
    chosen = next((score for score in scores if score.segment == target), None)
    if chosen is not None:
        level = round(chosen.attractiveness, EQUAL)
        yield from sorted(
            s.segment
            for s in scores
            if s is not chosen and not s.closed and round(s.attractiveness, EQUAL) == level
        )


def _reservations(
    target: int | None, scores: Sequence[TargetScore], names: dict[int, str], language: Language
) -> Iterator[str]:
    """Yield what speaks against the target: conditions it fails, a weak position, an equal."""
    chosen = next((score for score in scores if score.segment == target), None)
    if chosen is None:
        return
    name = names[chosen.segment]
    for condition in chosen.closed:
        yield language.say("target-reservation-hard", name=name, evidence=condition.evidence)
    soft = [k.condition for k in chosen.knock_outs if not k.hard and k.met is False]
    if soft:
        yield language.say(
            "target-reservation-soft", name=name, conditions=language.listed(soft), n=len(soft)
        )
    equals = [names[segment] for segment in _tied(target, scores)]
    if equals:
        yield language.say("target-reservation-tied", name=name, others=language.listed(equals))
    if chosen.competitiveness is None:
        return
    if chosen.competitiveness < MIDDLE:
        rating = language.number(chosen.competitiveness, 1, all_decimals=True)
        yield language.say("target-reservation-position", name=name, rating=rating)
    for other in scores:
        if (
            other.competitiveness is not None
            and not other.closed
            and other.competitiveness - chosen.competitiveness >= CLEARLY
            and chosen.attractiveness - other.attractiveness <= NEARLY
        ):
            yield language.say("target-reservation-rival", name=names[other.segment], target=name)
