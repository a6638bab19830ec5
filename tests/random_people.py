"""Invented studies of every kind, in segments, for tests of what personas say."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.findings import Finding, Severity
from psychograph.knowledge.base import KnowledgeBase, shipped
from psychograph.language.language import Language, language
from psychograph.personas.build import build_personas
from psychograph.personas.persona import Persona
from psychograph.profiling.describe import describe
from psychograph.profiling.profile import Profile
from psychograph.profiling.standings import map_constructs
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.segmentation.segmentation import Segmentation, SegmentStability, VerdictKind
from psychograph.study.model import Attribute, AttributeType, Facts, Goal, Objective, Study

MAPPED = {
    "Openness": "",
    "Conscientiousness": "",
    "Extraversion": "",
    "TradValues": "Traditional values are important to me.",
    "TryNewProducts": "How often do you try out new products or services?",
    "HoursSocialMedia": "",
    "BudgetCautious": "I am cautious with my budget.",
    "Adopt_WaitSecondGeneration": "",
    "WouldBuy": "I would buy one for myself.",
}
UNMAPPED = {
    "Q1": "I like maps.",
    "Q2_a": "I hum when I cook 2 eggs.",
    "Blorp": "",
    "Zig": "How often do you zig?",
}
FACTS = Facts.model_validate({"new_product": {"name": "the tea"}, "cause": {"name": "rivers"}})


@dataclass(frozen=True)
class People:
    """One invented study: answers, segments, what was declared."""

    study: Study
    responses: ScoredResponses
    labels: NDArray[np.int64]
    weighted: bool

    def reordered(self, rows: NDArray[np.int64], names: dict[int, int], columns: NDArray[np.int64]) -> People:
        """The same people in another order, with other numbers of segments and other places of columns."""
        numeric = self.responses.numeric
        study = self.study.model_copy(
            update={
                "basis": tuple(self.study.basis[i] for i in np.argsort(columns[: len(self.study.basis)])),
                "attributes": dict(reversed(self.study.attributes.items())),
            }
        )
        turned = [numeric.names[i] for i in np.argsort(columns[: len(numeric.names)])]
        moved = Attributes(
            tuple(numeric.respondents[i] for i in rows),
            numeric.names,
            numeric.questions,
            numeric.scales,
            numeric.values[rows],
            numeric.weights[rows] if self.weighted else np.empty(0),
        ).select(turned)
        said = tuple(
            CategoricalAttribute(c.name, c.question, tuple(c.values[i] for i in rows))
            for c in self.responses.categorical
        )
        labels = np.array([names[int(label)] for label in self.labels[rows]])
        return People(study, ScoredResponses(moved, said[::-1]), labels, self.weighted)


def people(seed: int) -> People:
    """Return a study that a seed decides: its columns, kinds of answers, blanks, weights, segments."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(8, 160)), int(rng.integers(2, 7))
    labels = np.concatenate([np.arange(1, k + 1), rng.integers(1, k + 1, n - k)])
    columns: dict[str, tuple[Attribute, NDArray[np.float64]]] = {}
    strength = rng.choice([0.0, 0.4, 1.0, 2.0])

    def numbers(low: float, high: float) -> NDArray[np.float64]:
        centres = (low + high) / 2 + strength * rng.normal(0, (high - low) / 5, k)
        spread = rng.uniform(0.05, 0.3) * (high - low)
        return np.clip(np.round(centres[labels - 1] + rng.normal(0, spread, n)), low, high)

    asked = [
        *rng.permutation(list(MAPPED))[: rng.integers(0, 9)],
        *rng.permutation(list(UNMAPPED))[: rng.integers(0, 4)],
    ]
    scale = (1, int(rng.choice([5, 7])))
    for name in asked:
        question = {**MAPPED, **UNMAPPED}[name]
        columns[name] = _likert(scale, question), numbers(*scale)
    for number in range(rng.integers(0, 4)):
        chance = np.clip(rng.beta(1, 1, k), 0, 1)
        columns[f"b{number}"] = _likert((0, 1), f"thing {number}"), (rng.random(n) < chance[labels - 1]) * 1.0
    if rng.random() < 0.3:
        columns["Spend"] = Attribute(type=AttributeType.NUMBER), np.round(np.exp(numbers(1, 9)), 1)
    basis = list(columns)
    columns["Age"] = (
        Attribute(type=AttributeType.NUMBER, question="What is your current age?"),
        numbers(18, 80),
    )
    columns["Income"] = Attribute(type=AttributeType.NUMBER), numbers(10_000, 90_000)
    columns["Geo_Urbanicity"] = _likert((1, 5), "How urban is the place where you live?"), numbers(1, 5)
    columns["Car"] = _likert((0, 1), "Do you own a car?"), np.round(numbers(0, 1))
    columns["Mood"] = _likert((1, 5), "I am in a good mood."), numbers(1, 5)
    values = np.column_stack([v for _, v in columns.values()])
    values[rng.random(values.shape) < rng.choice([0, 0.1])] = np.nan
    answers = ["North", "South", "<b>East</b>", "West 7", "none"]
    categories = {}
    insight = ("Trigger",) if rng.random() < 0.7 else ()
    several = rng.integers(0 if basis else 1, 4)
    for name in ("Region", *insight, *(f"c{i}" for i in range(several))):
        chances = rng.dirichlet(np.full(5, rng.choice([0.3, 3.0])), k)
        categories[name] = [str(rng.choice(answers, p=chances[label - 1])) for label in labels]
        if name.startswith("c"):
            basis.append(name)
    question = "What made you start looking?"
    study = Study(
        title="T",
        objective=Objective(goal=Goal(rng.choice([str(goal) for goal in Goal])), statement="S", facts=FACTS),
        attributes={
            **{name: attribute for name, (attribute, _) in columns.items()},
            **{
                name: Attribute(type=AttributeType.CATEGORY, question=question if name == "Trigger" else "")
                for name in categories
            },
        },
        basis=tuple(basis),
        descriptors=tuple(name for name in (*columns, *categories) if name not in basis),
    )
    weighted = bool(rng.random() < 0.4)
    numeric = Attributes(
        tuple(f"r{i}" for i in range(n)),
        tuple(columns),
        tuple(attribute.question for attribute, _ in columns.values()),
        tuple(Scale(*a.scale) if a.scale else None for a, _ in columns.values()),
        values,
        rng.uniform(0.3, 3, n) if weighted else np.empty(0),
    )
    said = tuple(
        CategoricalAttribute(name, study.attributes[name].question, tuple(v))
        for name, v in categories.items()
    )
    return People(study, ScoredResponses(numeric, said), labels, weighted)


def _likert(scale: tuple[float, float], question: str) -> Attribute:
    return Attribute(type=AttributeType.LIKERT, scale=scale, question=question)


def told(
    some: People, words: Language | None = None, known: KnowledgeBase | None = None
) -> tuple[Profile, tuple[Persona, ...]]:
    """Return the profile and the personas of invented people, without looking for segments."""
    basis = [name for name in some.study.basis if name in some.responses.numeric.names]
    values = some.responses.numeric.select(basis).values
    answers = [c for c in some.responses.categorical if c.name in some.study.basis]
    chosen = [np.array(c.values) == answer for c in answers for answer in sorted(set(c.values), key=str)]
    values = np.column_stack([values, *(one * 1.0 for one in chosen)])
    middle, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    segments = tuple(range(1, int(some.labels.max()) + 1))
    sizes = np.bincount(some.labels)[1:]
    found: Any = SimpleNamespace(
        basis=some.responses.numeric.select(basis),
        labels=some.labels,
        segments=segments,
        seed=7,
        places=np.nan_to_num((values - middle) / np.where(spread > 0, spread, 1)),
        weights=some.responses.numeric.weights,
        stability=tuple(SegmentStability(s, 0.5 + (sizes[s - 1] % 7) / 14) for s in segments),
        findings=tuple(
            Finding(code, Severity.CAUTION, "", segment)
            for segment in segments
            for code, holds in (
                ("small-segment", sizes[segment - 1] < 30),
                ("unstable-segment", sizes[segment - 1] % 7 < 4),
            )
            if holds
        ),
        verdict=SimpleNamespace(kind=VerdictKind.REPRODUCIBLE),
    )
    segmentation, knowledge = cast("Segmentation", found), known or shipped()
    profile = describe(segmentation, some.responses, some.study)
    matches = map_constructs(some.study, knowledge)
    written = build_personas(profile, segmentation, some.study, matches, knowledge, words or language())
    return profile, written
