"""Step 2 of a study file: what was measured."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from psychograph.study.customers import AttributeScaling, Origin
from psychograph.yaml_files.declared import Column, Declared, Prose, Text


class AttributeType(StrEnum):
    """How an attribute is answered: on a scale, as a number, or by a category."""

    LIKERT = "likert"
    NUMBER = "number"
    CATEGORY = "category"


class Item(Declared):
    """One column of a multi-item attribute."""

    column: Column = Field(
        description="Column of the responses, as its header spells it.", examples=["ope_1"]
    )
    question: Prose = Field(
        default="", description="The question as it was asked.", examples=["I like to try new things."]
    )
    reversed: bool = Field(
        default=False, description="true where agreement means less of the attribute.", examples=[True]
    )


class Norms(Declared):
    """Mean and standard deviation of a scale in a population that others measured."""

    mean: float = Field(description="Mean of the population, in the units of the scale.", examples=[3.4])
    sd: Annotated[float, Field(gt=0)] = Field(
        description="Standard deviation of the population, in the units of the scale.", examples=[0.8]
    )
    source: Text = Field(
        description="Who was measured and where it was published.",
        examples=["1,813 adults, Smith 2012, table 2"],
    )


def _type_or_instrument(schema: dict[str, Any]) -> None:
    """Tell editors that an instrument brings the type."""
    schema["required"].remove("type")
    schema["anyOf"] = [{"required": ["type"]}, {"required": ["instrument"]}]


class Attribute(Declared):
    """One attribute: a column, or the average of several items; or a scale of an instrument."""

    model_config = ConfigDict(json_schema_extra=_type_or_instrument)

    type: AttributeType = Field(
        description="likert (answers on a scale), number (such as age) or category (such as region).",
        examples=["likert"],
    )
    question: Prose = Field(
        default="", description="The question as it was asked.", examples=["What is your current age?"]
    )
    column: Column | None = Field(
        default=None,
        description="Column of the responses, where it is not named as the attribute.",
        examples=["Q12"],
    )
    origin: Origin = Field(
        default=Origin.SURVEY,
        alias="from",
        description="survey, or customers where the column is one of the customer table.",
        examples=["customers"],
    )
    scaling: AttributeScaling = Field(
        default=AttributeScaling.NONE,
        description="How a skewed number is spread out before segments are built: none, log (the logarithm "
        "of 1 + the figure, from 0 up) or rank (its place among all respondents). Results show the figures "
        "themselves.",
        examples=["log"],
    )
    scale: tuple[float, float] | None = Field(
        default=None, description="Lowest and highest possible answer.", examples=[[1, 5]]
    )
    reversed: bool = Field(
        default=False, description="true where agreement means less of the attribute.", examples=[True]
    )
    items: tuple[Item, ...] = Field(
        default=(),
        description="Columns that are averaged into this attribute.",
        examples=[[{"column": "ope_1"}, {"column": "ope_2", "reversed": True}]],
    )
    measured_construct: Prose | None = Field(
        default=None,
        alias="construct",
        description="What the attribute measures, with a minus sign before it where high scores mean little "
        "of it; 'none' for nothing. `psychograph constructs` shows what was found.",
        examples=["big5.openness"],
    )
    instrument: Text | None = Field(
        default=None,
        description="Scale of an instrument, as `psychograph instruments` lists it: it brings the items, "
        "their key, the answer scale and the construct.",
        examples=["mini_ipip_20/extraversion"],
    )
    norms: Norms | None = Field(
        default=None,
        description="What a population scored on this scale; the respondents are compared with it.",
        examples=[{"mean": 3.4, "sd": 0.8, "source": "1,813 adults, Smith 2012, table 2"}],
    )
