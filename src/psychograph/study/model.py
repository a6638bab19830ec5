"""What a study declares: the pydantic models behind ``study.yaml``.

Field descriptions and examples are shown by editors (through the JSON Schema)
and quoted in error messages, so they are written for a market researcher.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from psychograph.labels import clean


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
    """How an attribute is answered: on a scale, as a number, or by a category."""

    LIKERT = "likert"
    NUMBER = "number"
    CATEGORY = "category"


def _accepts_nothing(annotation: object) -> bool:
    """Say whether a field may be None."""
    return type(None) in getattr(annotation, "__args__", ())


class Declared(BaseModel):
    """Base of every part of a study file: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, value: object) -> object:
        """Read `facts:` with nothing after it as if the line were not there."""
        if not isinstance(value, dict):
            return value
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        return {
            key: entry
            for key, entry in value.items()
            if not (
                entry is None
                and key in fields
                and not fields[key].is_required()
                and not _accepts_nothing(fields[key].annotation)
            )
        }


def _on_one_line(text: str) -> str:
    """Take out line breaks and control characters, which escapes bring into YAML."""
    line = clean(text)
    if not line:
        raise ValueError("no letter that can be printed")
    return line


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# What stands alone in headings, pictures and terminals.
Line = Annotated[Text, AfterValidator(_on_one_line)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True)]


def _written_as_a_day(value: object) -> object:
    """Refuse digits alone, which the validator would take for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        raise ValueError("no day")
    return value.strip() if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_written_as_a_day)]
# A column must match the header of the responses to the letter, so nothing is stripped.
Column = Annotated[str, StringConstraints(min_length=1)]


class KeyQuestion(Declared):
    """A question the business wants answered, tied to what is measured."""

    question: Text = Field(
        description="The question, as the business asks it.",
        examples=["Which customers are more open to trying new products?"],
    )
    attributes: tuple[Text, ...] = Field(
        default=(), description="Attributes that answer the question.", examples=[["Openness", "Age"]]
    )


class Pledge(Declared):
    """A promise the user may print, with the evidence that backs it."""

    text: Text = Field(
        description="The promise, as it may be printed.", examples=["Every purchase plants a tree"]
    )
    evidence: Prose | None = Field(
        default=None,
        description="Where the proof can be found; without it the promise is printed as 'needs evidence'.",
        examples=["https://example.org/planting-report"],
    )


class NewProduct(Declared):
    """The product that is being launched."""

    name: Text = Field(description="Name of the product.", examples=["the eco line"])
    description: Prose = Field(
        default="", description="What it is, in one sentence.", examples=["a refillable detergent"]
    )
    limited_to: Prose | None = Field(
        default=None,
        description="A stock figure or an end date that makes 'limited' true.",
        examples=["500 bottles"],
    )


class Cause(Declared):
    """The cause the business supports."""

    name: Text = Field(description="What is supported.", examples=["clean oceans"])
    partner: Prose | None = Field(
        default=None, description="The organisation that does the work.", examples=["Ocean Trust"]
    )
    pledges: tuple[Pledge, ...] = Field(
        default=(), description="Promises about the cause.", examples=[[{"text": "We plant trees"}]]
    )


class Facts(Declared):
    """What the user owns and may say. Rules that need a fact stay silent without it."""

    new_product: NewProduct | None = Field(
        default=None, description="The product that is being launched.", examples=[{"name": "the eco line"}]
    )
    cause: Cause | None = Field(
        default=None, description="The cause the business supports.", examples=[{"name": "clean oceans"}]
    )
    eco_facts: tuple[Pledge, ...] = Field(
        default=(),
        description="What is true about the environmental side of the product.",
        examples=[[{"text": "The bottle is recycled"}]],
    )
    claims: tuple[Pledge, ...] = Field(
        default=(),
        description="What else you may say of the product or the company; messages are built of these.",
        examples=[[{"text": "Three years of warranty", "evidence": "terms, section 4"}]],
    )

    @property
    def owned(self) -> frozenset[str]:
        """Names of the facts that are given, as rules ask for them."""
        return frozenset(name for name in ("new_product", "cause", "eco_facts") if getattr(self, name))


class Measure(Declared):
    """Where the business stands and where it wants to be, in one number."""

    metric: Line = Field(description="What is counted.", examples=["beta sign-ups a week"])
    base: float | None = Field(default=None, description="Where it stands now.", examples=[40])
    target: float | None = Field(default=None, description="Where it should be.", examples=[60])
    by: Day | None = Field(default=None, description="By when.", examples=["2027-03-31"])
    owner: Line | None = Field(default=None, description="Who answers for it.", examples=["Head of brand"])


class Objective(Declared):
    """Step 1: the business goal and its key questions."""

    goal: Goal = Field(
        description="What the business wants; it decides how targets are ranked.", examples=["awareness"]
    )
    statement: Text = Field(
        description="The objective in one sentence.",
        examples=["Which customers should we offer the new product first?"],
    )
    key_questions: tuple[KeyQuestion, ...] = Field(
        default=(),
        description="Questions to answer, each tied to attributes.",
        examples=[[{"question": "Who tries new products?", "attributes": ["Openness"]}]],
    )
    facts: Facts = Field(
        default=Facts(),
        description="What you own and may say; rules that need a fact stay silent without it.",
        examples=[{"new_product": {"name": "the eco line"}}],
    )
    measure: Measure | None = Field(
        default=None,
        description="The number that tells whether the objective is met.",
        examples=[{"metric": "beta sign-ups a week", "base": 40, "target": 60}],
    )


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


class Attribute(Declared):
    """One attribute: a column, or the average of several items."""

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
    """How many people each respondent stands for. Give `column` or `margins`, not both."""

    column: Column | None = Field(
        default=None, description="Column that holds weights already.", examples=["weight"]
    )
    margins: dict[Text, dict[Text, Annotated[float, Field(gt=0)]]] = Field(
        default_factory=dict,
        description="Shares of the population by category, for each attribute to weight by; "
        "percentages or counts do as well.",
        examples=[{"Gender": {"female": 0.51, "male": 0.49}}],
    )
    trim: tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]] | None = Field(
        default=None,
        description="Smallest and largest weight allowed, where 1 is the average.",
        examples=[[0.3, 3]],
    )


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


class Study(Declared):
    """One study: everything ``study.yaml`` declares."""

    title: Line = Field(
        description="Title of the study, printed on every report.",
        examples=["Who will try our new eco line first?"],
    )
    objective: Objective = Field(
        description="Step 1: what the business wants.",
        examples=[{"goal": "awareness", "statement": "Who should hear of us first?"}],
    )
    responses: Text = Field(
        default="responses.csv",
        description="File with the answers, beside study.yaml.",
        examples=["responses.csv"],
    )
    codebook: Text | None = Field(
        default=None,
        description="File that describes the columns, as `psychograph responses import` writes it.",
        examples=["codebook.json"],
    )
    questionnaire: Text | None = Field(
        default=None,
        description="File with the questionnaire, beside study.yaml.",
        examples=["questionnaire.yaml"],
    )
    respondent: Column | None = Field(
        default="Respondent",
        description="Column that identifies a respondent; null to number the rows 1, 2, 3 and so on.",
        examples=["Respondent"],
    )
    attributes: dict[Text, Attribute] = Field(
        description="Step 2: what was measured, by name.",
        examples=[{"Openness": {"type": "likert", "scale": [1, 5]}}],
    )
    basis: tuple[Text, ...] = Field(
        description="Attributes that build the segments.", examples=[["Openness", "Extraversion"]]
    )
    descriptors: tuple[Text, ...] = Field(
        default=(),
        description="Attributes that describe the segments but do not build them.",
        examples=[["Age", "Occupation"]],
    )
    scoring: ScoringSettings = Field(
        default=ScoringSettings(),
        description="Step 4: how items become scores.",
        examples=[{"answered": 0.5}],
    )
    quality: QualitySettings = Field(
        default=QualitySettings(),
        description="Step 3: which answers are checked, and what becomes of careless ones.",
        examples=[{"exclude": "proposed"}],
    )
    weighting: Weighting | None = Field(
        default=None,
        description="How many people each respondent stands for; everybody counts alike if absent.",
        examples=[{"column": "weight"}],
    )
    fieldwork: Fieldwork = Field(
        default=Fieldwork(),
        description="Step 3: who was asked, when, and on what footing.",
        examples=[{"asked": "customers of 2026", "start": "2026-09-01"}],
    )
    language: Text = Field(
        default="en",
        description="Language of personas and briefs: en, or a catalogue (.ftl) beside study.yaml.",
        examples=["en"],
    )
    knowledge: Text | None = Field(
        default=None,
        description="File with your own rules, constructs and words, beside study.yaml; they add to those "
        "that ship, or override them.",
        examples=["our_rules.yaml"],
    )
    segmentation: SegmentationSettings = Field(
        default=SegmentationSettings(segments=2),
        description="Step 4: how segments are made.",
        examples=[{"segments": 3}],
    )
    strategy: StrategySettings = Field(
        default=StrategySettings(),
        description="Step 6: what you decide about targets.",
        examples=[{"target": 1}],
    )
