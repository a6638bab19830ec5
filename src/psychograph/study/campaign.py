"""Step 6 of a study file: what the user decides about targets and briefs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from psychograph.yaml_files.declared import Day, Declared, Line

Rating = Annotated[float, Field(ge=0, le=10)]


class Criterion(StrEnum):
    """What makes a segment attractive."""

    OBJECTIVE_FIT = "objective_fit"
    SIZE = "size"
    SPENDING = "spending"
    GROWTH = "growth"
    COST_OF_REACH = "cost_of_reach"


class SegmentRatings(Declared):
    """What you know of a segment and the survey does not: ratings from 0 to 10."""

    spending: Rating | None = Field(default=None, description="How much they spend.", examples=[7])
    growth: Rating | None = Field(default=None, description="How fast the segment grows.", examples=[5])
    cost_of_reach: Rating | None = Field(
        default=None, description="How cheaply they are reached; 10 is cheapest.", examples=[4]
    )
    offer: Rating | None = Field(
        default=None, description="How your offer looks to them beside the best rival's.", examples=[6]
    )
    price: Rating | None = Field(default=None, description="How your price looks to them.", examples=[5])
    distribution: Rating | None = Field(
        default=None, description="How easily they can get it, beside rivals.", examples=[5]
    )
    awareness: Rating | None = Field(default=None, description="How well they know you.", examples=[3])
    image: Rating | None = Field(default=None, description="How your name sounds to them.", examples=[6])
    served: bool | None = Field(
        default=None, description="false where you cannot serve what they need.", examples=[True]
    )


class CampaignSettings(Declared):
    """When and where the campaign runs."""

    start: Day | None = Field(
        default=None,
        description="First day of the campaign; facts that age are read as of it, or as of today.",
        examples=["2027-01-15"],
    )
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = Field(
        default=None,
        description="Country by its two letters; facts about media are national.",
        examples=["US"],
    )
    budget: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="Money to spend, in your currency.", examples=[50_000]
    )
    base_rate: Annotated[float, Field(gt=0, lt=1)] | None = Field(
        default=None,
        description="Share of people who respond without the change; test sizes rest on it.",
        examples=[0.02],
    )
    lift: Annotated[float, Field(gt=0, le=10)] = Field(
        default=0.2, description="Relative lift that the test should be able to see.", examples=[0.2]
    )
    holdout: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.1, description="Share of the audience that sees no campaign.", examples=[0.1]
    )
    youth: bool = Field(
        default=False, description="true where minors are among those who buy.", examples=[False]
    )


class WordingSettings(Declared):
    """A language model that may rephrase texts, and nothing else; off unless this is given."""

    endpoint: Line = Field(
        description="Address of a service that speaks the OpenAI chat format.",
        examples=["http://localhost:8080/v1"],
    )
    model: Line = Field(description="Name of the model.", examples=["local-model"])
    key_env: Line | None = Field(
        default=None,
        description="Environment variable that holds the key; the key itself never stands here.",
        examples=["OPENAI_API_KEY"],
    )
    timeout: Annotated[float, Field(gt=0, le=600)] = Field(
        default=60, description="Seconds to wait for an answer.", examples=[60]
    )


class StrategySettings(Declared):
    """Step 6: what the user decides about targets and briefs."""

    target: int | None = Field(
        default=None, description="Segment to target; chosen by the goal if absent.", examples=[1]
    )
    category: Literal["general", "housing", "employment", "credit", "insurance"] = Field(
        default="general",
        description="What is offered; some offers may not be targeted by age or the like.",
        examples=["general"],
    )
    names: dict[int, Line] = Field(
        default_factory=dict, description="Your own persona names, by segment.", examples=[{1: "Explorers"}]
    )
    weights: dict[Criterion, Annotated[float, Field(ge=0, le=100)]] = Field(
        default_factory=dict,
        description="How much each criterion counts for choosing a target, in points.",
        examples=[{"objective_fit": 50, "size": 20}],
    )
    ratings: dict[int, SegmentRatings] = Field(
        default_factory=dict,
        description="What you know of a segment and the survey does not, by segment.",
        examples=[{1: {"growth": 6, "offer": 7}}],
    )
    campaign: CampaignSettings = Field(
        default=CampaignSettings(),
        description="When and where the campaign runs, and what its test should see.",
        examples=[{"start": "2027-01-15", "country": "US"}],
    )
    wording: WordingSettings | None = Field(
        default=None,
        description="A language model that may rephrase texts; off if absent.",
        examples=[{"endpoint": "http://localhost:8080/v1", "model": "local-model"}],
    )
