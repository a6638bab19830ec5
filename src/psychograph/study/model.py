"""What a study declares: the pydantic models behind ``study.yaml``, one file a step; `Study` is the whole.

Field descriptions and examples are shown by editors (through the JSON Schema)
and quoted in error messages, so they are written for a market researcher.
"""

from __future__ import annotations

from pydantic import Field

from psychograph.study.answers import AttentionCheck, Fieldwork, QualitySettings, ScoringSettings, Weighting
from psychograph.study.attributes import Attribute, AttributeType, Item, Norms
from psychograph.study.campaign import (
    CampaignSettings,
    Criterion,
    Rating,
    SegmentRatings,
    StrategySettings,
    WordingSettings,
)
from psychograph.study.customers import AttributeScaling, CustomerTable, Origin
from psychograph.study.objective import (
    Cause,
    Facts,
    Goal,
    KeyQuestion,
    Measure,
    NewProduct,
    Objective,
    Pledge,
)
from psychograph.study.segmenting import MethodName, Missing, Scaling, SegmentationSettings
from psychograph.yaml_files.declared import Column, Day, Declared, Line, Prose, Text

__all__ = [
    "AttentionCheck",
    "Attribute",
    "AttributeScaling",
    "AttributeType",
    "CampaignSettings",
    "Cause",
    "Column",
    "Criterion",
    "CustomerTable",
    "Day",
    "Declared",
    "Facts",
    "Fieldwork",
    "Goal",
    "Item",
    "KeyQuestion",
    "Line",
    "Measure",
    "MethodName",
    "Missing",
    "NewProduct",
    "Norms",
    "Objective",
    "Origin",
    "Pledge",
    "Prose",
    "QualitySettings",
    "Rating",
    "Scaling",
    "ScoringSettings",
    "SegmentRatings",
    "SegmentationSettings",
    "StrategySettings",
    "Study",
    "Text",
    "Weighting",
    "WordingSettings",
]


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
    customers: CustomerTable | None = Field(
        default=None,
        description="Table of all customers, which attributes with `from: customers` are read from.",
        examples=[{"data": "customers.csv", "key": "customer", "respondent": "CustomerKey"}],
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
