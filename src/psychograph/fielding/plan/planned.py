"""A plan beside what it is laid over: everything that fielding needs to know of a study."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psychograph.fielding.plan.schema import FieldPlan
from psychograph.fielding.plan.values import in_zone
from psychograph.questionnaire.model import Questionnaire
from psychograph.study.model import Study

GRACE = timedelta(hours=2)  # to finish what was begun before the close


@dataclass(frozen=True)
class Fieldwork:
    """A study that is fielded.

    Parameters
    ----------
    folder : Path
        Of the study.
    plan : FieldPlan
        field.yaml.
    questionnaire : Questionnaire
        questionnaire.yaml.
    study : Study or None
        study.yaml, where there is one.
    digest : str
        SHA-256 of the bytes of plan and questionnaire: what was published.
    """

    folder: Path
    plan: FieldPlan
    questionnaire: Questionnaire
    study: Study | None
    digest: str

    @property
    def name(self) -> str:
        """What links are bound to: who asks, and what; stays when the folder moves."""
        return f"{self.plan.organiser.name}/{self.questionnaire.title}"

    @property
    def opens(self) -> datetime:
        """When the field opens, in UTC."""
        return in_zone(self.plan.period.opens, self.plan.period.time_zone).astimezone(UTC)

    @property
    def closes(self) -> datetime:
        """When the field closes, in UTC."""
        return in_zone(self.plan.period.closes, self.plan.period.time_zone).astimezone(UTC)

    @property
    def last_call(self) -> datetime:
        """Until when those who have begun may finish, in UTC."""
        return self.closes + GRACE


def digest_of(*contents: bytes) -> str:
    """Return one SHA-256 of several contents, each with its length."""
    told = hashlib.sha256()
    for content in contents:
        told.update(len(content).to_bytes(8, "big"))
        told.update(content)
    return told.hexdigest()
