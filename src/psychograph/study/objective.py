"""Step 1 of a study file: what the business wants, and what it may say."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from psychograph.yaml_files.declared import Day, Declared, Line, Prose, Text


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
