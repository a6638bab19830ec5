"""What a file with an instrument may hold: the pydantic models behind packs that ship and packs of a user.

Field descriptions and examples are shown by editors (through the JSON Schema) and quoted in error messages,
so they are written for a market researcher.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from psychograph.instruments.pack import Verdict
from psychograph.yaml_files.declared import Declared, Line, Prose, Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_ITEMS = 1_000
MOST_SCALES = 200
MOST_POINTS = 101  # a slider from 0 to 100
LONGEST_TEXT = 2_000

Name = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")]
Keyed = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^-?[A-Za-z][A-Za-z0-9_]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Asked = Annotated[Line, StringConstraints(max_length=LONGEST_TEXT)]
# A text, or one for each language: {en: Agree, de: Stimme zu}.
Said = dict[Language, Asked] | Asked


class EvidenceEntry(Declared):
    """Words on which a licence rests."""

    quote: Line | None = Field(
        default=None, description="The words of the licence.", examples=["free for any use"]
    )
    url: Line | None = Field(
        default=None, description="Where they stand.", examples=["https://example.org/terms"]
    )
    seen_as: Line | None = Field(
        default=None, description="How they were seen.", examples=["the page itself, November 2026"]
    )


class LicenceEntry(Declared):
    """On what terms the instrument may be used."""

    id: Line = Field(
        description="SPDX identifier, or a name that begins with LicenseRef-.", examples=["CC-BY-4.0"]
    )
    verdict: Verdict = Field(
        default=Verdict.ATTESTED,
        description="attested in files of your own; ship and ours are for packs that come with the product.",
        examples=["attested"],
    )
    commercial_use: bool = Field(
        default=False, description="true where a business may use it.", examples=[True]
    )
    requires: Prose = Field(default="", description="What must be done.", examples=["name the authors"])
    caveat: Prose = Field(
        default="", description="What is not quite sure.", examples=["a statement, not a formal licence"]
    )
    evidence: tuple[EvidenceEntry, ...] = Field(
        default=(),
        description="On what this rests.",
        examples=[[{"quote": "free for any use", "url": "https://example.org/terms"}]],
    )
    attestation: Prose = Field(
        default="",
        description="What was attested; written by `psychograph instruments add`.",
        examples=["I may use these items"],
    )


class AnswersEntry(Declared):
    """An answer scale of the pack's own."""

    low: int = Field(description="Code of the lowest answer.", examples=[1])
    high: int = Field(description="Code of the highest answer.", examples=[5])
    labels: dict[int, Said] = Field(
        default_factory=dict,
        description="Words of the answers, by code.",
        examples=[{1: "Strongly disagree", 5: "Strongly agree"}],
    )


class PublishedEntry(Declared):
    """A reliability that others measured."""

    kind: Annotated[str, StringConstraints(pattern="^(alpha|omega|retest)$")] = Field(
        description="alpha, omega or retest.", examples=["alpha"]
    )
    value: Annotated[float, Field(ge=-1, le=1)] = Field(
        description="The coefficient, from -1 to 1.", examples=[0.77]
    )
    source: Line = Field(
        description="Who was measured, and where it was published.", examples=["520 adults, Smith 2012"]
    )


class PackNormsEntry(Declared):
    """What a population scored."""

    mean: float = Field(description="Mean, in the units of the answers.", examples=[3.4])
    sd: Annotated[float, Field(gt=0)] = Field(
        description="Standard deviation, above 0, in the units of the answers.", examples=[0.8]
    )
    source: Line = Field(
        description="Who was measured, and where it was published.", examples=["1,813 adults, Smith 2012"]
    )


class ScaleEntry(Declared):
    """What some of the items measure together."""

    id: Name = Field(description="Letters, digits and _, a letter first.", examples=["extraversion"])
    name: Line = Field(description="Name for people.", examples=["Extraversion"])
    items: tuple[Keyed, ...] = Field(
        default=(),
        max_length=MOST_ITEMS,
        description="The key: ids of the items, with a minus sign before reversed ones. "
        "Leave it out where the items name their scale.",
        examples=[["ext_1", "-ext_2"]],
    )
    measures: (
        Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^-?[a-z0-9_]+\.[a-z0-9_]+$")] | None
    ) = Field(
        default=None,
        description="Construct that rules and names know it by, with a minus sign where high scores mean "
        "little of it.",
        examples=["big5.extraversion"],
    )
    parts: tuple[Name, ...] = Field(
        default=(),
        max_length=MOST_SCALES,
        description="Scales of which it is made, as a domain is of its facets.",
        examples=[["anxiety", "anger"]],
    )
    reliability: PublishedEntry | None = Field(
        default=None,
        description="What was published.",
        examples=[{"kind": "alpha", "value": 0.77, "source": "520 adults, Smith 2012"}],
    )
    norms: PackNormsEntry | None = Field(
        default=None,
        description="What a population scored.",
        examples=[{"mean": 3.4, "sd": 0.8, "source": "1,813 adults, Smith 2012"}],
    )
    note: Prose = Field(
        default="", description="What a user should know.", examples=["fit for groups, not for one person"]
    )


class ItemEntry(Declared):
    """One item."""

    id: Name = Field(
        description="Its name, and that of its column: letters, digits and _, a letter first.",
        examples=["ext_1"],
    )
    scale: Name | None = Field(
        default=None,
        description="Scale that it belongs to, where the scale does not list it.",
        examples=["extraversion"],
    )
    reversed: bool = Field(
        default=False, description="true where agreement means less of what is measured.", examples=[True]
    )
    text: Said = Field(
        description="The statement, as respondents read it.", examples=["I talk to many people."]
    )


class PackFile(Declared):
    """One instrument: what it asks, how it is scored, and on what terms it may be used."""

    id: Name = Field(description="Letters, digits and _, a letter first.", examples=["our_values_12"])
    name: Line = Field(description="Name for people.", examples=["Our values inventory"])
    about: Line = Field(
        description="What it measures, in a few words.", examples=["four values, three items each"]
    )
    framework: Annotated[str, StringConstraints(pattern="^[a-z0-9_]*$")] = Field(
        default="",
        description="big_five, enneagram, types, values and so on.",
        examples=["values"],
    )
    language: Language = Field(default="en", description="Language of the texts.", examples=["en"])
    citation: tuple[Line, ...] = Field(
        default=(), description="What to cite; the instrument itself first.", examples=[["Smith 2012"]]
    )
    licence: LicenceEntry = Field(
        description="On what terms it may be used.", examples=[{"id": "CC-BY-4.0", "commercial_use": True}]
    )
    answers: AnswersEntry | Text = Field(
        description="How items are answered: a standard scale, or one of its own.",
        examples=["agree5"],
    )
    stem: Said | None = Field(
        default=None, description="What stands above the items.", examples=["How much do you agree?"]
    )
    notes: tuple[Line, ...] = Field(
        default=(),
        description="On validity: what a user must know before relying on it.",
        examples=[["Not validated in English."]],
    )
    verified: Prose = Field(
        default="",
        description="Against what items and key were checked.",
        examples=["the authors' page, November 2026"],
    )
    scales: tuple[ScaleEntry, ...] = Field(
        min_length=1,
        max_length=MOST_SCALES,
        description="What it measures.",
        examples=[[{"id": "extraversion", "name": "Extraversion"}]],
    )
    items: tuple[ItemEntry, ...] = Field(
        min_length=1,
        max_length=MOST_ITEMS,
        description="The items, in the order in which they are asked.",
        examples=[[{"id": "ext_1", "scale": "extraversion", "text": "I talk to many people."}]],
    )


def pack_json_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a file with an instrument.

    Examples
    --------
    >>> pack_json_schema()["required"]
    ['id', 'name', 'about', 'licence', 'answers', 'scales', 'items']
    """
    return {"$schema": DIALECT, **PackFile.model_json_schema(by_alias=True)}
