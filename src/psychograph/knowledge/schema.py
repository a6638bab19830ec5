"""What a file of knowledge may hold: the pydantic models behind `our_rules.yaml` and the shipped files.

Field descriptions and examples are shown by editors (through the JSON Schema) and quoted in error
messages, so they are written for a marketer.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from psychograph.knowledge.clashes import LineName
from psychograph.knowledge.rules import Slot
from psychograph.study.model import Goal
from psychograph.yaml_files.declared import Declared, Line, Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LEVELS = ("high", "low", "very_low", "shared_high", "shared_low", "mid", "always")
BAND = "band"

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z_]{0,15}[0-9]{1,4}$")]
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,40}$")]


def _condition(parts: tuple[str | float, ...]) -> tuple[str | float, ...]:
    if len(parts) == 2 and str(parts[1]) in LEVELS:
        return parts
    if len(parts) == 4 and str(parts[1]) == BAND:
        try:
            low, high = float(parts[2]), float(parts[3])
        except ValueError:
            low, high = 1.0, 0.0
        if low <= high:
            return parts
    raise ValueError("no condition")


def _line(text: str) -> str:
    LineName.parse(text)
    return text


def _share(value: str | float) -> str | float:
    if str(value) == "majority":
        return value
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if 0 <= share <= 1:
        return share
    raise ValueError("no share")


Condition = Annotated[
    tuple[str | float, ...],
    AfterValidator(_condition),
    WithJsonSchema(
        {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"enum": [*LEVELS, BAND]}],
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 4,
        }
    ),
    Field(
        description="[construct, level], or [construct, band, from, to] for the members' median",
        examples=[["big5.openness", "high"]],
    ),
]
RuleLine = Annotated[
    str,
    AfterValidator(_line),
    Field(description="rule and slot, such as A05.timing", examples=["A05.timing"]),
]
Share = Annotated[
    str | float,
    AfterValidator(_share),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"const": "majority"}]}),
    Field(description="a share from 0 to 1, or majority", examples=[0.62]),
]
Figures = dict[Text, Share]


class RuleEntry(Declared):
    """From where a segment stands to what a campaign should do."""

    id: RuleId = Field(
        description="Letters and a number; the id of a shipped rule overrides it.", examples=["OUR1"]
    )
    when: tuple[Condition, ...] = Field(
        min_length=1,
        description="Where a segment must stand: all of these.",
        examples=[[["big5.openness", "high"]]],
    )
    also_any: tuple[Condition, ...] = Field(
        default=(), description="And one of these at least.", examples=[[["price.sensitivity", "high"]]]
    )
    unless: tuple[Condition, ...] = Field(
        default=(), description="Silent where any of these holds.", examples=[[["life.social_media", "low"]]]
    )
    unless_measured: Text | None = Field(
        default=None,
        description="Silent where the survey asked about this construct at all.",
        examples=["life.social_media"],
    )
    goals: tuple[Goal, ...] = Field(
        default=(), description="Only for these goals; for all if absent.", examples=[["launch_new"]]
    )
    needs: Literal["new_product", "cause", "eco_facts"] | None = Field(
        default=None, description="A fact you must own, or the rule is silent.", examples=["cause"]
    )
    asks: Key | None = Field(
        default=None,
        description="A table of dated figures, whose answer stands for {answer} in the phrases.",
        examples=["platform_use"],
    )
    group: Text | None = Field(
        default=None, description="The row of that table, where rows have names.", examples=["rural"]
    )
    then: dict[Slot, Line] = Field(
        min_length=1, description="What to do: one phrase a slot.", examples=[{"frame": "what is new"}]
    )
    evidence: tuple[Text, ...] = Field(
        default=(), description="Keys of the references that show it.", examples=[["joyal2022"]]
    )
    against: tuple[Text, ...] = Field(
        default=(), description="Keys of references that contradict or qualify it.", examples=[["jatula2016"]]
    )
    grade: Literal["A", "B", "C", "D"] = Field(
        default="D",
        description="How sure the evidence makes it: A meta-analysis or several large experiments, "
        "B one solid study, C small or correlational, D plausible only, printed as a hypothesis.",
        examples=["C"],
    )
    effect: Literal["moderate", "small", "trivial", "unknown", "fact"] = Field(
        default="unknown", description="How much it matters.", examples=["small"]
    )
    priority: Annotated[int, Field(ge=1, le=3)] = Field(
        default=1, description="1 to 3; 3 comes first.", examples=[2]
    )
    risk: Literal["claims", "green_claims", "endorsement", "scarcity"] | None = Field(
        default=None, description="What must be checked before it is used.", examples=["endorsement"]
    )
    role: Literal["second_wave", "indirect"] | None = Field(
        default=None, description="What it makes of a persona.", examples=["second_wave"]
    )
    stage: Literal["see", "think", "do", "care"] | None = Field(
        default=None,
        description="The stage that its channel and its measure serve: where people come across a thing, "
        "weigh it, act, or stay.",
        examples=["think"],
    )
    measured: tuple[Slot, ...] = Field(
        default=(),
        description="Slots for which the condition is the matter itself, such as media use for a channel.",
        examples=[["channel"]],
    )
    protects: tuple[Slot, ...] = Field(
        default=(),
        description="Slots whose lines keep people from harm: they win every clash.",
        examples=[["dont"]],
    )


class ReferenceEntry(Declared):
    """A paper, a report, or a test of your own."""

    citation: Line = Field(description="Who, when, where.", examples=["Our checkout test, March 2026"])
    link: Line | None = Field(
        default=None, description="Where it can be read.", examples=["https://example.org/t"]
    )
    design: Literal[
        "meta-analysis", "experiment", "field", "survey", "small", "review", "trade", "comment"
    ] = Field(description="What kind of study: decides how good a grade it carries.", examples=["experiment"])
    checked: Literal["full", "text", "abstract", "secondary"] = Field(
        description="How far it was read: in full, in part, the abstract, or a report about it.",
        examples=["full"],
    )
    finding: Line = Field(
        description="What it shows, with its size.", examples=["N=2,000; 12% more sign-ups"]
    )


class ConstructEntry(Declared):
    """Something an attribute can measure."""

    family: Text = Field(
        description="Personality, values, lifestyle, adoption and so on.", examples=["values"]
    )
    tokens: tuple[Text, ...] = Field(
        min_length=1,
        description="Words of questions that point to it.",
        examples=[["local", "regional food"]],
    )
    reversed_tokens: tuple[Text, ...] = Field(
        default=(), description="Words that point to its opposite.", examples=[["imported food"]]
    )
    not_with: tuple[Text, ...] = Field(
        default=(),
        description="Words beside which the tokens mean something else.",
        examples=[["anaesthetic"]],
    )
    high: Line | None = Field(
        default=None,
        description="What people high on it do, to follow 'they'.",
        examples=["buy what grows near"],
    )
    low: Line | None = Field(
        default=None,
        description="What people low on it do, to follow 'they'.",
        examples=["do not ask where it grew"],
    )


class Words(Declared):
    """Words for the two ends of a construct."""

    high: tuple[Line, ...] = Field(default=(), description="For people high on it.", examples=[["Rooted"]])
    low: tuple[Line, ...] = Field(default=(), description="For people low on it.", examples=[["Worldly"]])


class LexiconEntry(Declared):
    """Words for persona names: yours come before those that ship."""

    adjectives: dict[Text, Words] = Field(
        default_factory=dict,
        description="Adjectives by construct.",
        examples=[{"val.local": {"high": ["Rooted"]}}],
    )
    nouns: dict[Text, Words] = Field(
        default_factory=dict,
        description="Nouns by construct, singular.",
        examples=[{"val.local": {"high": ["Local"]}}],
    )
    blocked: tuple[Line, ...] = Field(
        default=(), description="Words that no name may hold, besides those that ship.", examples=[["grumpy"]]
    )


class GoalEntry(Declared):
    """What you know about a goal; what you leave out stays as it ships."""

    ask: Line | None = Field(
        default=None, description="What people are asked to do, with {product}.", examples=["taste {product}"]
    )
    measure: Line | None = Field(
        default=None, description="What tells whether they did.", examples=["tastings per store and week"]
    )
    weights: dict[Text, Annotated[float, Field(ge=-1, le=1)]] = Field(
        default_factory=dict,
        description="How much each construct counts for choosing a target, -1 to 1.",
        examples=[{"adopt.intent": 1.0}],
    )


class GroupEntry(Declared):
    """Figures of one group: people of an age, or of a name."""

    name: Text | None = Field(default=None, description="Name of the group.", examples=["rural"])
    low: float | None = Field(default=None, alias="from", description="Lowest age.", examples=[18])
    high: float | None = Field(
        default=None, alias="to", description="Highest age; open if absent.", examples=[29]
    )
    figures: Figures = Field(description="Share by answer.", examples=[{"Instagram": 0.78}])


class SurveyEntry(Declared):
    """Figures of one country and time."""

    country: Country = Field(description="Two letters.", examples=["DE"])
    began: Month = Field(alias="from", description="First month of asking.", examples=["2026-01"])
    ended: Month = Field(alias="to", description="Last month of asking.", examples=["2026-03"])
    source: Text = Field(description="Key of the reference.", examples=["ourpanel2026"])
    says: Line | None = Field(
        default=None,
        description="What a figure says, where this survey asked otherwise than the table's others.",
        examples=["{share} of people aged {group} use {answer} every week"],
    )
    everybody: Figures = Field(
        default_factory=dict, alias="all", description="Figures of everybody.", examples=[{"Instagram": 0.5}]
    )
    groups: tuple[GroupEntry, ...] = Field(
        min_length=1,
        description="Figures by group.",
        examples=[[{"from": 18, "to": 29, "figures": {"Instagram": 0.78}}]],
    )


class FactEntry(Declared):
    """A table of dated figures. For a table that ships, `surveys` alone adds to it."""

    by: Text | None = Field(
        default=None, description="The construct whose median chooses the group.", examples=["demo.age"]
    )
    title: Line | None = Field(
        default=None, description="What the figures are on.", examples=["the use of platforms by age"]
    )
    says: Line | None = Field(
        default=None,
        description="What a figure says, with {share}, {group} and {answer}.",
        examples=["{share} of people aged {group} use {answer}"],
    )
    least: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="Share from which an answer is named.", examples=[0.5]
    )
    most: Annotated[int, Field(ge=1, le=10)] = Field(
        default=4, description="Answers named at most.", examples=[4]
    )
    answers: dict[Text, Line] = Field(
        default_factory=dict, description="How answers read.", examples=[{"tv": "broadcast television"}]
    )
    names: dict[Text, Line] = Field(
        default_factory=dict, description="How named groups read.", examples=[{"rural": "rural areas"}]
    )
    surveys: tuple[SurveyEntry, ...] = Field(
        min_length=1,
        description="The figures, by country and time.",
        examples=[[{"country": "DE", "from": "2026-01", "to": "2026-03", "source": "ourpanel2026"}]],
    )


class ClashEntry(Declared):
    """Lines of rules that contradict each other."""

    id: RuleId = Field(description="Letters and a number.", examples=["K101"])
    sides: tuple[tuple[RuleLine, ...], tuple[RuleLine, ...]] = Field(
        description="Two lists of lines, such as A05.timing: any of the one against any of the other.",
        examples=[[["A05.timing"], ["A01.early_access"]]],
    )
    ask: Line = Field(description="The question that a test would answer.", examples=["Soon, or later?"])
    settle: tuple[Literal["guard", "measured", "asset", "weight"], ...] = Field(
        default=("guard", "measured", "asset", "weight"),
        description="What may decide, in this order.",
        examples=[["guard", "measured"]],
    )


class KnowledgeFile(Declared):
    """Your own knowledge: it adds to what ships, overrides it by id, or switches it off."""

    rules: tuple[RuleEntry, ...] = Field(
        default=(),
        description="Rules.",
        examples=[[{"id": "OUR1", "when": [["big5.openness", "high"]], "then": {"frame": "what is new"}}]],
    )
    off: tuple[RuleId, ...] = Field(
        default=(), description="Shipped rules and clashes that should be silent.", examples=[["P08"]]
    )
    references: dict[Key, ReferenceEntry] = Field(
        default_factory=dict,
        description="Papers, reports and tests of your own, by key.",
        examples=[{"ourtest2026": {"citation": "Our test, 2026"}}],
    )
    constructs: dict[Text, ConstructEntry] = Field(
        default_factory=dict,
        description="What attributes can measure, by name.",
        examples=[{"val.local": {"family": "values", "tokens": ["regional food"]}}],
    )
    lexicon: LexiconEntry = Field(
        default=LexiconEntry(), description="Words for names.", examples=[{"blocked": ["grumpy"]}]
    )
    goals: dict[Goal, GoalEntry] = Field(
        default_factory=dict,
        description="What you know about goals.",
        examples=[{"trial": {"measure": "tastings per store and week"}}],
    )
    facts: dict[Key, FactEntry] = Field(
        default_factory=dict,
        description="Tables of dated figures.",
        examples=[{"platform_use": {"surveys": []}}],
    )
    clashes: tuple[ClashEntry, ...] = Field(
        default=(), description="Lines that contradict each other.", examples=[[{"id": "K101"}]]
    )


def knowledge_json_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a file of knowledge.

    Examples
    --------
    >>> sorted(knowledge_json_schema()["properties"])
    ['clashes', 'constructs', 'facts', 'goals', 'lexicon', 'off', 'references', 'rules']
    """
    return {"$schema": DIALECT, **KnowledgeFile.model_json_schema(by_alias=True)}
