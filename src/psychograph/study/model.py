"""What a study declares: the pydantic models behind ``study.yaml``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Goal(StrEnum):
    """What the business wants; each goal has its own weights for ranking targets."""

    LAUNCH_NEW = "launch_new"
    LAUNCH_CAUSE = "launch_cause"
    AWARENESS = "awareness"
    TRIAL = "trial"
    RETENTION = "retention"
    REFERRAL = "referral"
    PREMIUM = "premium"
    TRUST_UPGRADE = "trust_upgrade"
    WINBACK = "winback"


class AttributeType(StrEnum):
    """How an attribute is answered."""

    LIKERT = "likert"
    NUMBER = "number"
    CATEGORY = "category"


class Declared(BaseModel):
    """Base of every part of a study file: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Text = Annotated[str, Field(min_length=1)]


class KeyQuestion(Declared):
    """A question the business wants answered, tied to what is measured."""

    question: Text
    attributes: tuple[str, ...] = ()


class Pledge(Declared):
    """A promise the user may print, with the evidence that backs it."""

    text: Text
    evidence: str | None = None


class NewProduct(Declared):
    """The product that is being launched."""

    name: Text
    description: str = ""
    limited_to: str | None = Field(
        default=None, description="A stock figure or an end date that makes 'limited' true."
    )


class Cause(Declared):
    """The cause the business supports."""

    name: Text
    partner: str | None = None
    pledges: tuple[Pledge, ...] = ()


class Facts(Declared):
    """What the user owns and may say. Rules that need a fact stay silent without it."""

    new_product: NewProduct | None = None
    cause: Cause | None = None
    eco_facts: tuple[Pledge, ...] = ()

    @property
    def owned(self) -> frozenset[str]:
        """Names of the facts that are given, as rules ask for them."""
        return frozenset(name for name in ("new_product", "cause", "eco_facts") if getattr(self, name))


class Objective(Declared):
    """Step 1: the business goal and its key questions."""

    goal: Goal
    statement: Text
    key_questions: tuple[KeyQuestion, ...] = ()
    facts: Facts = Facts()


class Item(Declared):
    """One column of a multi-item attribute."""

    column: Text
    question: str = ""
    reversed: bool = False


class Attribute(Declared):
    """One attribute: a column, or the average of several items."""

    type: AttributeType
    question: str = ""
    column: str | None = Field(
        default=None, description="Column of the responses, where it is not named as the attribute."
    )
    scale: tuple[float, float] | None = Field(
        default=None, description="Lowest and highest answer, such as [1, 5]."
    )
    reversed: bool = False
    items: tuple[Item, ...] = ()
    measured_construct: str | None = Field(
        default=None,
        alias="construct",
        description="What the attribute measures, where its name does not say; 'none' for nothing.",
    )


class SegmentationSettings(Declared):
    """Step 4: how segments are made. Give `segments` or `cut_height`, not both."""

    method: Literal["ward"] = "ward"
    segments: Annotated[int, Field(ge=2, le=50)] | None = None
    cut_height: Annotated[float, Field(gt=0)] | None = None
    seed: Annotated[int, Field(ge=0)] = 1


class StrategySettings(Declared):
    """Step 6: what the user decides about targets and briefs."""

    target: int | None = Field(default=None, description="Segment to target; chosen by the goal if absent.")
    category: Literal["general", "housing", "employment", "credit", "insurance"] = "general"
    names: dict[int, str] = Field(default_factory=dict, description="Your own persona names, by segment.")


class Study(Declared):
    """One study: everything ``study.yaml`` declares."""

    title: Text
    objective: Objective
    responses: str = "responses.csv"
    respondent: str | None = Field(default="Respondent", description="Column that identifies a respondent.")
    attributes: dict[str, Attribute]
    basis: tuple[str, ...]
    descriptors: tuple[str, ...] = ()
    segmentation: SegmentationSettings = SegmentationSettings(segments=2)
    strategy: StrategySettings = StrategySettings()
