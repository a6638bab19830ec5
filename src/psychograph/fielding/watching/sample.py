"""The sample so far: against quotas, and against the size that the segments need."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from psychograph.fielding.outcomes import Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import cases, quota_members
from psychograph.questionnaire.planning.sample_size import sample_size
from psychograph.study.model import Study

USABLE = 0.9  # of completed questionnaires; see `sample_size`


@dataclass(frozen=True)
class QuotaLine:
    """One quota: completed answers that count for it, of so many at most."""

    name: str
    condition: str
    reached: int
    at_most: int

    @property
    def full(self) -> bool:
        """Whether nobody more of this kind is asked."""
        return self.reached >= self.at_most


@dataclass(frozen=True)
class SampleGoal:
    """Complete answers against what the basis variables of the study need.

    Parameters
    ----------
    basis : int
        Attributes that build segments.
    answers, comfortable : int
        Usable answers that are the least that will do, and with which little is left to chance.
    completed : int
        Completed questionnaires that give the least, where one in ten is left out as careless.
    because : str
        Why so many.
    so_far : int
        Complete answers.
    """

    basis: int
    answers: int
    comfortable: int
    completed: int
    because: str
    so_far: int

    @property
    def missing(self) -> int:
        """Completed questionnaires that are still to come."""
        return max(self.completed - self.so_far, 0)


def quota_lines(connection: Connection, field: Fieldwork) -> tuple[QuotaLine, ...]:
    """Return each quota of the plan with what is reached."""
    asked = (
        select(quota_members.c.quota, func.count())
        .join(cases, cases.c.case_id == quota_members.c.case_id)
        .where(cases.c.source != Source.TEST.value)
        .group_by(quota_members.c.quota)
    )
    rows = connection.execute(asked).all()
    reached = {row[0]: row[1] for row in rows}
    return tuple(
        QuotaLine(quota.name, str(quota.when), reached.get(quota.name, 0), quota.at_most)
        for quota in field.plan.quotas
    )


def goal_of(study: Study | None, so_far: int) -> SampleGoal | None:
    """Return what the segments need, by `psychograph questionnaire size`'s rules; None without a study."""
    if study is None or not study.basis:
        return None
    needed = sample_size(len(study.basis), segments=segments_of(study), response_rate=1.0, usable=USABLE)
    return SampleGoal(
        len(study.basis), needed.answers, needed.comfortable, needed.completed, needed.because, so_far
    )


def segments_of(study: Study) -> int | None:
    """Return how many segments a study asks for; None where its tree is cut at a height."""
    return study.segmentation.segments if study.segmentation.cut_height is None else None
