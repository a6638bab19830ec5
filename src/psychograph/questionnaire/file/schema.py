"""What questionnaire.yaml may hold: the pydantic models behind it.

Field descriptions and examples are shown by editors (through the JSON Schema) and quoted in error
messages, so they are written for a market researcher.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.file.schema_questions import (
    BatteryEntry,
    ConsentEntry,
    DayEntry,
    ItemEntry,
    MultipleEntry,
    Name,
    NoticeEntry,
    NumberEntry,
    PostcodeEntry,
    RankingEntry,
    RatingEntry,
    Shuffle,
    SingleEntry,
    TextEntry,
)
from psychograph.questionnaire.file.schema_values import Bounds, Choices, Declined, Part, Said, ShownIf
from psychograph.yaml_files.declared import Declared as Block
from psychograph.yaml_files.declared import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class StandardEntry(Block):
    """A question of the bank of standard questions; what you give besides overrides it."""

    standard: Text = Field(
        description="Question of the bank, as `demographics.gender`.", examples=["demographics.gender"]
    )
    name: Name | None = Field(default=None, description="Name of your own.", examples=["Gender"])
    ask: Said = Field(
        default=NO_TEXT, description="Wording of your own.", examples=["How do you describe yourself?"]
    )
    help: Said = Field(default=NO_TEXT, description="Help of your own.", examples=["In full years."])
    required: bool = Field(default=False, description="true where it must be answered.", examples=[True])
    show_if: ShownIf = Field(
        default=None, description="When it is asked, by earlier answers.", examples=["Age >= 18"]
    )
    attribute: str = Field(
        default="", description="Attribute of the study that it is averaged into.", examples=["Openness"]
    )
    choices: Choices | None = Field(
        default=None,
        description="Choices of your own; answers that are none stay.",
        examples=[["North", "South"]],
    )
    limits: Bounds | None = Field(
        default=None, description="Lowest and highest number; null leaves an end open.", examples=[[18, 80]]
    )
    unit: Said = Field(default=NO_TEXT, description="What is counted.", examples=["years"])
    country: str = Field(default="", description="Country of a postcode.", examples=["GB"])
    items: tuple[ItemEntry, ...] | None = Field(
        default=None,
        description="Statements of your own, such as the brands you ask about.",
        examples=[[{"name": "brand_acme", "text": "Acme"}]],
    )
    shuffle: bool | None = Field(
        default=None, description="true for an order of chance for each respondent.", examples=[True]
    )


class InstrumentEntry(Block):
    """All of an instrument, or some of its scales, as one battery."""

    instrument: Text = Field(
        description="Pack, or pack and scale, as `psychograph instruments list` shows them.",
        examples=["mini_ipip_20", "mini_ipip_20/extraversion"],
    )
    scales: tuple[Text, ...] = Field(
        default=(),
        description="Only these scales of the pack.",
        examples=[["extraversion", "intellect_imagination"]],
    )
    part: Part | None = Field(
        default=None,
        description="Only items from this position to that one, so that a long instrument has several pages.",
        examples=[[1, 10]],
    )
    attributes: dict[Text, Text] = Field(
        default_factory=dict,
        description="Names of your own for the attributes of the study, by scale.",
        examples=[{"extraversion": "Extraversion"}],
    )
    name: Name | None = Field(default=None, description="Name of the battery.", examples=["bigfive"])
    ask: Said = Field(
        default=NO_TEXT,
        description="What stands above the statements, instead of the pack's own.",
        examples=["How well does this describe you?"],
    )
    help: Said = Field(default=NO_TEXT, description="What stands below.", examples=["Be honest."])
    required: bool = Field(default=False, description="true where it must be answered.", examples=[True])
    show_if: ShownIf = Field(
        default=None, description="When it is asked, by earlier answers.", examples=["Age >= 18"]
    )
    declined: Declined = ()
    shuffle: Shuffle = False


ENTRIES: dict[str, type[Block]] = {
    "rating": RatingEntry,
    "battery": BatteryEntry,
    "single": SingleEntry,
    "multiple": MultipleEntry,
    "ranking": RankingEntry,
    "number": NumberEntry,
    "text": TextEntry,
    "day": DayEntry,
    "postcode": PostcodeEntry,
    "consent": ConsentEntry,
    "notice": NoticeEntry,
    "standard": StandardEntry,
    "instrument": InstrumentEntry,
}
TYPES = tuple(kind for kind in ENTRIES if kind not in {"standard", "instrument"})


def kind_of(entry: object) -> str | None:
    """Return which of `ENTRIES` an entry of a file is; None where it does not say."""
    if not isinstance(entry, dict):
        return getattr(entry, "type", None)
    kind = next((key for key in ("standard", "instrument") if key in entry), entry.get("type"))
    return kind if isinstance(kind, str) else None


AnyEntry = Annotated[
    Annotated[RatingEntry, Tag("rating")]
    | Annotated[BatteryEntry, Tag("battery")]
    | Annotated[SingleEntry, Tag("single")]
    | Annotated[MultipleEntry, Tag("multiple")]
    | Annotated[RankingEntry, Tag("ranking")]
    | Annotated[NumberEntry, Tag("number")]
    | Annotated[TextEntry, Tag("text")]
    | Annotated[DayEntry, Tag("day")]
    | Annotated[PostcodeEntry, Tag("postcode")]
    | Annotated[ConsentEntry, Tag("consent")]
    | Annotated[NoticeEntry, Tag("notice")]
    | Annotated[StandardEntry, Tag("standard")]
    | Annotated[InstrumentEntry, Tag("instrument")],
    Discriminator(kind_of),
]


class PageEntry(Block):
    """Questions that are shown together."""

    name: Name | None = Field(
        default=None, description="Name of the page; page_1, page_2 and so on if absent.", examples=["about"]
    )
    title: Said = Field(default=NO_TEXT, description="Heading of the page.", examples=["About you"])
    intro: Said = Field(
        default=NO_TEXT, description="What stands below the heading.", examples=["Now about yourself."]
    )
    show_if: ShownIf = Field(
        default=None, description="When the page is shown, by earlier answers.", examples=["agreed = 1"]
    )
    shuffle: Shuffle = False
    questions: tuple[AnyEntry, ...] = Field(
        default=(),
        description="The questions, in order.",
        examples=[[{"name": "Age", "type": "number", "ask": "What is your current age?"}]],
    )


class QuestionnaireFile(Block):
    """A questionnaire: pages of questions."""

    title: Said = Field(description="Title, as respondents read it.", examples=["A survey on shopping"])
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] = Field(
        default="en",
        description="Language of the texts; other languages stand beside them, as {en: Yes, de: Ja}.",
        examples=["en"],
    )
    intro: Said = Field(
        default=NO_TEXT, description="What is said first.", examples=["Thank you for taking part."]
    )
    thanks: Said = Field(default=NO_TEXT, description="What is said last.", examples=["Thank you!"])
    pages: tuple[PageEntry, ...] = Field(
        min_length=1,
        description="The pages, in order.",
        examples=[[{"questions": [{"standard": "demographics.age"}]}]],
    )


def questionnaire_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a questionnaire file.

    Examples
    --------
    >>> sorted(questionnaire_json_schema()["properties"])
    ['intro', 'language', 'pages', 'thanks', 'title']
    """
    schema = QuestionnaireFile.model_json_schema(by_alias=True)
    for block in (schema, *schema["$defs"].values()):
        for kind in (block, *block.get("anyOf", ())):
            _plain_defaults(kind.get("properties", {}))
    return {"$schema": DIALECT, **schema}


def _plain_defaults(keys: dict[str, Any]) -> None:
    """Write texts that are given by default as files have them."""
    for key in keys.values():
        if isinstance(key.get("default"), dict):
            key["default"] = key["default"]["text"]
