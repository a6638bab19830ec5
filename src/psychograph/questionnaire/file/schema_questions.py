"""Entries of questionnaire.yaml that write a question out, one model for each kind of answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.file.schema_values import (
    Bounds,
    Choices,
    Days,
    Declined,
    Labels,
    Said,
    ShownIf,
    kinds_as_text,
)
from psychograph.questionnaire.model import I_AGREE
from psychograph.yaml_files.declared import Declared as Block
from psychograph.yaml_files.declared import Text

Name = Annotated[str, Field(min_length=1, json_schema_extra={"pattern": "^[A-Za-z][A-Za-z0-9_]{0,39}$"})]


class ScaleEntry(Block):
    """An answer scale of your own, or the name of a standard one."""

    model_config = ConfigDict(json_schema_extra=kinds_as_text)

    # What `scale: agree5` is read as; nobody writes it.
    standard: SkipJsonSchema[str | None] = None
    low: int = Field(default=1, description="Code of the lowest answer.", examples=[1])
    high: int | None = Field(default=None, description="Code of the highest answer.", examples=[5])
    labels: Labels = Field(
        default=(),
        description="Words of the steps: by code, or all of them as a list.",
        examples=[{1: "Never", 5: "Always"}],
    )
    name: str = Field(default="", description="Name of the scale, where it has one.", examples=["trust5"])

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """Read `scale: agree5` as the name of a standard scale."""
        return {"standard": value} if isinstance(value, str) and value.strip() else value


class ItemEntry(Block):
    """One statement of a battery; a text alone is named after the battery."""

    model_config = ConfigDict(json_schema_extra=kinds_as_text)

    name: Name | None = Field(
        default=None, description="Name of its column in the answers.", examples=["Att_TradValues"]
    )
    text: Said = Field(description="The statement.", examples=["Traditional values are important to me."])
    reversed: bool = Field(
        default=False, description="true where agreement means less of what is measured.", examples=[True]
    )
    attribute: str = Field(
        default="",
        description="Attribute of the study that it is averaged into; none if it is one by itself.",
        examples=["Openness"],
    )
    expect: str = Field(
        default="",
        description="For an attention check: the code of the answer that it asks for.",
        examples=["4"],
    )
    source: str = Field(
        default="", description="Pack and scale it comes from.", examples=["mini_ipip_20/extraversion"]
    )

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class QuestionEntry(Block):
    """What questions of all types may have."""

    name: Name = Field(
        description="Letters, digits and _: names the column of the answers.", examples=["Age"]
    )
    help: Said = Field(
        default=NO_TEXT, description="What stands below the question.", examples=["In full years."]
    )
    required: bool = Field(default=False, description="true where it must be answered.", examples=[True])
    show_if: ShownIf = Field(
        default=None, description="When it is asked, by earlier answers.", examples=["Age >= 18"]
    )


class AskedEntry(QuestionEntry):
    """What questions have that are a column of the answers."""

    ask: Said = Field(description="The question.", examples=["What is your current age?"])
    attribute: str = Field(
        default="",
        description="Attribute of the study that it is averaged into; none if it is one by itself.",
        examples=["Openness"],
    )
    reversed: bool = Field(
        default=False, description="true where agreement means less of what is measured.", examples=[True]
    )
    expect: str = Field(
        default="", description="For an attention check: the code that it asks for.", examples=["4"]
    )
    source: str = Field(default="", description="Where it comes from.", examples=["bank/demographics.age"])


Scale = Annotated[
    ScaleEntry,
    Field(
        description="Answer scale: the name of a standard one, such as agree5, or its ends and labels.",
        examples=["agree5", {"low": 0, "high": 10, "labels": {0: "Not at all", 10: "Very"}}],
    ),
]
Shuffle = Annotated[
    bool,
    Field(description="true for an order of chance for each respondent.", examples=[True]),
]


class RatingEntry(AskedEntry):
    """One statement or question answered on a scale."""

    type: Literal["rating"] = Field(description="rating: one statement on a scale.", examples=["rating"])
    scale: Scale
    declined: Declined = ()


class BatteryEntry(QuestionEntry):
    """Several statements answered on one scale."""

    type: Literal["battery"] = Field(
        description="battery: several statements on one scale.", examples=["battery"]
    )
    ask: Said = Field(
        default=NO_TEXT,
        description="What stands above the statements.",
        examples=["How much do you agree?"],
    )
    scale: Scale
    items: tuple[ItemEntry, ...] = Field(
        description="The statements: each with name and text, or texts alone, named after the battery.",
        examples=[[{"name": "Att_TradValues", "text": "Traditional values are important to me."}]],
    )
    declined: Declined = ()
    shuffle: Shuffle = False
    attribute: str = Field(
        default="",
        description="Attribute that all its statements are averaged into, where they name none themselves.",
        examples=["Openness"],
    )
    source: str = Field(
        default="",
        description="Pack and scale all its statements come from, where they name none themselves.",
        examples=["mini_ipip_20/extraversion"],
    )


class SingleEntry(AskedEntry):
    """One of several choices."""

    type: Literal["single"] = Field(description="single: one of several choices.", examples=["single"])
    choices: Choices
    declined: Declined = ()
    shuffle: Shuffle = False


class MultipleEntry(AskedEntry):
    """Any of several choices."""

    type: Literal["multiple"] = Field(description="multiple: any of several choices.", examples=["multiple"])
    choices: Choices
    declined: Declined = ()
    shuffle: Shuffle = False
    least: int | None = Field(default=None, description="At least so many choices.", examples=[1])
    most: int | None = Field(default=None, description="At most so many choices.", examples=[3])


class RankingEntry(AskedEntry):
    """Choices put in order."""

    type: Literal["ranking"] = Field(
        description="ranking: choices put in order, best first.", examples=["ranking"]
    )
    choices: Choices
    declined: Declined = ()
    shuffle: Shuffle = False
    most: int | None = Field(default=None, description="Only so many are ranked.", examples=[3])


class NumberEntry(AskedEntry):
    """A number."""

    type: Literal["number"] = Field(description="number: a number.", examples=["number"])
    limits: Bounds = (None, None)
    whole: bool = Field(default=True, description="false where decimals are allowed.", examples=[False])
    unit: Said = Field(default=NO_TEXT, description="What is counted.", examples=["years"])


class TextEntry(AskedEntry):
    """Words of the respondent."""

    type: Literal["text"] = Field(description="text: words of the respondent.", examples=["text"])
    long: bool = Field(default=False, description="true for several lines.", examples=[True])
    most: int | None = Field(default=None, description="At most so many characters.", examples=[500])


class DayEntry(AskedEntry):
    """A day."""

    type: Literal["day"] = Field(description="day: a date.", examples=["day"])
    limits: Days = ("", "")


class PostcodeEntry(AskedEntry):
    """A postcode."""

    type: Literal["postcode"] = Field(description="postcode: a postcode.", examples=["postcode"])
    country: str = Field(default="", description="Country, by its two letters.", examples=["GB"])


class ConsentEntry(AskedEntry):
    """Agreement to a text; without it the questionnaire ends."""

    type: Literal["consent"] = Field(
        description="consent: agreement to the text; without it the questionnaire ends.",
        examples=["consent"],
    )
    version: Text = Field(description="Names the text that is agreed to.", examples=["2026-11"])
    label: Said = Field(default=I_AGREE, description="What stands beside the box.", examples=["I agree"])


class NoticeEntry(QuestionEntry):
    """A text that wants no answer."""

    type: Literal["notice"] = Field(description="notice: a text that wants no answer.", examples=["notice"])
    text: Said = Field(description="The text.", examples=["Now some questions about yourself."])
