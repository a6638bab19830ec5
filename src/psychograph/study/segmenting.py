"""Step 4 of a study file: how segments are made."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from psychograph.yaml_files.declared import Declared


class Missing(StrEnum):
    """What becomes of respondents who left a basis variable blank."""

    LEAVE_OUT = "leave_out"
    IMPUTE = "impute"
    KEEP = "keep"


class Scaling(StrEnum):
    """Against what answers are scaled before segments are built."""

    VARIABLE = "variable"
    PERSON = "person"


class MethodName(StrEnum):
    """How respondents are grouped."""

    WARD = "ward"
    AVERAGE = "average"
    COMPLETE = "complete"
    SINGLE = "single"
    KMEANS = "kmeans"
    KMEDOIDS = "kmedoids"
    LATENT_CLASS = "latent_class"
    GAUSSIAN_MIXTURE = "gaussian_mixture"


class SegmentationSettings(Declared):
    """Step 4: how segments are made. Give `segments` or `cut_height`, not both."""

    method: MethodName = Field(
        default=MethodName.WARD,
        description="How respondents are grouped: a tree (ward, average, complete, single), kmeans, "
        "kmedoids (categories and blanks too), latent_class (answers as categories) or gaussian_mixture.",
        examples=["ward"],
    )
    segments: Annotated[int, Field(ge=2, le=50)] | None = Field(
        default=None, description="How many segments to make.", examples=[3]
    )
    cut_height: Annotated[float, Field(gt=0)] | None = Field(
        default=None,
        description="Height at which the tree is cut; a lower height gives more segments.",
        examples=[10],
    )
    scaling: Scaling = Field(
        default=Scaling.VARIABLE,
        description="variable: every basis variable counts alike. person: each respondent's own average is "
        "taken out first, where some agree with everything.",
        examples=["variable"],
    )
    missing: Missing = Field(
        default=Missing.LEAVE_OUT,
        description="leave_out respondents who left a basis variable blank, impute what they left blank, or "
        "keep it blank where the method uses what was answered (latent_class, kmedoids, distance: gower).",
        examples=["leave_out"],
    )
    consolidate: bool = Field(
        default=False,
        description="true to let k-means move respondents to the nearest segment after Ward's tree is cut.",
        examples=[True],
    )
    distance: Literal["euclidean", "gower"] = Field(
        default="euclidean",
        description="For average, complete and single: euclidean on standardised numbers, or gower where "
        "the basis holds categories.",
        examples=["gower"],
    )
    covariance: Literal["full", "tied", "diagonal", "spherical"] = Field(
        default="diagonal",
        description="For gaussian_mixture, the shape of the groups: diagonal (latent profiles), spherical, "
        "tied (one shape for all) or full.",
        examples=["diagonal"],
    )
    starts: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        default=None,
        description="Searches from different starts, of which the best is kept; each method has a "
        "default of its own.",
        examples=[100],
    )
    override_verdict: bool = Field(
        default=False,
        description="true to build personas although the verdict says that there are no segments.",
        examples=[True],
    )
    seed: Annotated[int, Field(ge=0)] = Field(
        default=1,
        description="Start of the random numbers; the same seed gives the same results.",
        examples=[2025],
    )
