"""The study that `psychograph init` writes where there are no answers yet."""

from __future__ import annotations

from psychograph.study.guess import Guess
from psychograph.study.model import (
    Attribute,
    AttributeType,
    Goal,
    Item,
    KeyQuestion,
    Objective,
    SegmentationSettings,
    Study,
)

AGREEMENT = (1.0, 5.0)  # strongly disagree to strongly agree


def starter_study() -> Guess:
    """Return an example study, small enough to read and complete enough to check."""
    study = Study(
        title="Who will try our new tea first?",
        objective=Objective(
            goal=Goal.LAUNCH_NEW,
            statement="We are launching a new tea; which customers should we offer it to first?",
            key_questions=(
                KeyQuestion(
                    question="Which customers are open to new products?",
                    attributes=("Openness", "TryNewProducts"),
                ),
                KeyQuestion(question="What do they value?", attributes=("GreaterGood", "TradValues")),
                KeyQuestion(
                    question="Where do we reach them?", attributes=("SocialMedia", "Age", "Occupation")
                ),
            ),
        ),
        attributes={
            "Age": Attribute(type=AttributeType.NUMBER, question="What is your current age?"),
            "Occupation": Attribute(type=AttributeType.CATEGORY, question="What is your current occupation?"),
            "GreaterGood": _agreement("I make decisions with the greater good in mind."),
            "TradValues": _agreement("Traditional values are important to me."),
            "SocialMedia": _agreement("I spend much of my free time on social media."),
            "TryNewProducts": _agreement("I like to be the first to try new products."),
            "Openness": Attribute(
                type=AttributeType.LIKERT,
                scale=AGREEMENT,
                items=(
                    Item(column="Open1", question="I am curious about many things."),
                    Item(column="Open2", question="I like to think about new ideas."),
                    Item(column="Open3", question="I prefer what I know.", reversed=True),
                ),
            ),
        },
        basis=("GreaterGood", "TradValues", "SocialMedia", "TryNewProducts", "Openness"),
        descriptors=("Age", "Occupation"),
        segmentation=SegmentationSettings(segments=3),
    )
    return Guess(study)


def _agreement(statement: str) -> Attribute:
    return Attribute(type=AttributeType.LIKERT, scale=AGREEMENT, question=statement)
