"""Step 3 of a study file: who was asked, how answers are checked, scored and weighted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from psychograph.yaml_files.declared import Column, Day, Declared, Prose, Text


class ScoringSettings(Declared):
    """How items become scores."""

    answered: Annotated[float, Field(gt=0, le=1)] = Field(
        default=0.5,
        description="Share of the items of an attribute that must be answered for a score; "
        "the score is the mean of those that were.",
        examples=[0.5],
    )


class AttentionCheck(Declared):
    """A question that asks for one certain answer."""

    column: Column = Field(description="Column of the check.", examples=["check_1"])
    answer: Text = Field(description="The answer that was asked for.", examples=["4"])


class QualitySettings(Declared):
    """Which answers are checked, and what becomes of careless ones."""

    attention: tuple[AttentionCheck, ...] = Field(
        default=(),
        description="Questions that asked for one certain answer.",
        examples=[[{"column": "check_1", "answer": "4"}]],
    )
    duration: Column | None = Field(
        default=None,
        description="Column with the seconds a respondent took.",
        examples=["Duration (in seconds)"],
    )
    exclude: Literal["nobody", "proposed"] = Field(
        default="nobody",
        description="Leave out nobody, or the respondents whom `psychograph quality` proposes.",
        examples=["proposed"],
    )
    also_exclude: tuple[Text, ...] = Field(
        default=(), description="Respondents to leave out in any case, by id.", examples=[["R_17", "R_203"]]
    )
    out_of_range: Literal["refuse", "missing"] = Field(
        default="refuse",
        description="What becomes of answers outside their scale: refuse the file, or read them as missing.",
        examples=["missing"],
    )


class Weighting(Declared):
    """How many people each respondent stands for. Give one of `column`, `margins` and `customers`."""

    column: Column | None = Field(
        default=None, description="Column that holds weights already.", examples=["weight"]
    )
    margins: dict[Text, dict[Text, Annotated[float, Field(gt=0)]]] = Field(
        default_factory=dict,
        description="Shares of the population by category, for each attribute to weight by; "
        "percentages or counts do as well.",
        examples=[{"Gender": {"female": 0.51, "male": 0.49}}],
    )
    customers: tuple[Text, ...] = Field(
        default=(),
        description="Attributes of the customer table to weight by: the population is all customers. Numbers "
        "are cut into fifths.",
        examples=[["Region", "Orders"]],
    )
    trim: tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]] | None = Field(
        default=None,
        description="Smallest and largest weight allowed, where 1 is the average.",
        examples=[[0.3, 3]],
    )


class Fieldwork(Declared):
    """Who was asked, when, and on what footing; printed with every persona."""

    asked: Prose | None = Field(
        default=None, description="Who was asked, and how they were found.", examples=["customers of 2026"]
    )
    start: Day | None = Field(default=None, description="First day of asking.", examples=["2026-09-01"])
    end: Day | None = Field(default=None, description="Last day of asking.", examples=["2026-09-21"])
    consent: Prose | None = Field(
        default=None,
        description="On what footing answers are used.",
        examples=["consent to research and to personas, text of 2026-08"],
    )
