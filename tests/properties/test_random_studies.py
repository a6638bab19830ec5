"""Whatever the data: names are unique, sentences rest on statements, and order does not matter."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.lexicon import lexicon
from psychograph.personas.wording import figure
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.segmentation import VerdictKind
from psychograph.study.model import (
    Attribute,
    AttributeType,
    Facts,
    Goal,
    Objective,
    SegmentationSettings,
    Study,
)

NAMES = (
    *(
        "Openness",
        "Conscientiousness",
        "Extraversion",
        "Agreeableness",
        "Neuroticism",
        "Tradition",
        "GreaterGood",
    ),
    *(
        "SocialMedia",
        "TryNewProducts",
        "PriceSensitivity",
        "Simplicity",
        "PurchaseIntent",
        "Something",
        "Spend",
    ),
)
FACTS = Facts.model_validate(
    {
        "new_product": {"name": "the tea"},
        "cause": {"name": "clean rivers", "pledges": [{"text": "A river a day"}]},
    }
)


def responses(seed: int, n: int, names: tuple[str, ...], groups: int) -> ScoredResponses:
    rng = np.random.default_rng(seed)
    centres = rng.uniform(1.5, 4.5, (groups, len(names)))
    answers = centres[rng.integers(0, groups, n)] + rng.normal(0, 0.8, (n, len(names)))
    values = np.clip(np.round(answers, 1), 1, 5)
    return ScoredResponses(
        Attributes(
            respondents=tuple(f"r{i}" for i in range(n)),
            names=(*names, "Age"),
            questions=("",) * (len(names) + 1),
            scales=(*[Scale(1, 5)] * len(names), None),
            values=np.column_stack([values, rng.integers(16, 80, n)]),
        ),
        (CategoricalAttribute("Region", "", tuple(rng.choice(["North", "South", "<b>East</b>"], n))),),
    )


def study(names: tuple[str, ...], k: int, goal: Goal, *, override: bool = False) -> Study:
    likert = Attribute(type=AttributeType.LIKERT, scale=(1, 5))
    others = {"Age": Attribute(type=AttributeType.NUMBER), "Region": Attribute(type=AttributeType.CATEGORY)}
    return Study(
        title="T",
        objective=Objective(goal=goal, statement="S", facts=FACTS),
        attributes={**dict.fromkeys(names, likert), **others},
        basis=names,
        descriptors=("Age", "Region"),
        segmentation=SegmentationSettings(segments=k, seed=3, override_verdict=override),
    )


studies = st.builds(
    lambda seed, names, k, groups, goal, override: run_steps(
        study(tuple(names), k, goal, override=override), responses(seed, 48, tuple(names), groups)
    ),
    seed=st.integers(0, 2**32 - 1),
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=10, unique=True),
    k=st.integers(2, 7),
    groups=st.integers(1, 5),
    goal=st.sampled_from(Goal),
    override=st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(studies)
def test_personas_hold_together(run: Run) -> None:
    words = lexicon()
    none = run.segmentation.verdict.kind is VerdictKind.NONE
    assert run.stopped == (none and not run.study.segmentation.override_verdict)
    assert len(run.personas) == (0 if run.stopped else len(run.segmentation.segments))
    assert all((persona.caution is not None) == none for persona in run.personas)
    names = [persona.plural for persona in run.personas]
    assert len(set(names)) == len(names)
    for persona in run.personas:
        assert not any(words.blocked_words(name) for name in (persona.name, *persona.alternatives))
        assert not {persona.plural, *persona.alternatives} & (set(names) - {persona.plural})
        ids = {statement.id for statement in persona.statements}
        assert len(ids) == len(persona.statements)
        for sentence in persona.narrative:
            assert sentence.statements
            assert set(sentence.statements) <= ids
        part = run.profile.segment(persona.segment)
        assert 2 * part.joint_fit >= part.n or len(part.headlines) <= 1
        for statement in persona.statements:
            if statement.measurement is None:
                assert statement.rules
                assert statement.grade
                continue
            answers = run.responses.numeric.column(statement.measurement.attribute)
            inside = answers[run.segmentation.labels == persona.segment]
            assert statement.measurement.mean == pytest.approx(inside.mean())
            if "mean " in statement.text:
                assert f"mean {inside.mean():.2f}" in statement.text
            else:
                assert f"median {figure(np.median(inside))}" in statement.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(studies)
def test_a_brief_speaks_to_the_target_and_cites_what_it_says(run: Run) -> None:
    if run.brief is None:
        assert run.ranking.target is None
        assert run.ranking.why_no_target
        return
    assert run.brief.segment == run.ranking.target
    assert [guard.id for guard in run.brief.guards] == [f"S{number:02d}" for number in range(1, 13)]
    parts = [
        getattr(run.brief, name) for name in ("frames", "channels", "offers", "early_access", "donts", "kpis")
    ]
    for line in (run.brief.theme, *(line for part in parts for line in part)):
        assert line.rules or line.basis in {"yours", "goal", "hypothesis"}
        if line.basis == "hypothesis":
            assert line.grade in {None, "D"}
    assert not any(message.substantiated for message in run.brief.messages)
    assert 0 <= run.ranking.coverage <= 1
    if run.ranking.coverage > 0:
        assert sum(score.first_share for score in run.ranking.scores) == pytest.approx(1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_the_order_of_the_rows_changes_nothing_but_numbers_of_segments(seed: int, k: int) -> None:
    names = NAMES[:6]
    given_order = responses(seed, 60, names, 3)
    shuffled = np.random.default_rng(seed).permutation(60)
    other_order = ScoredResponses(
        Attributes(
            respondents=tuple(given_order.respondents[i] for i in shuffled),
            names=given_order.numeric.names,
            questions=given_order.numeric.questions,
            scales=given_order.numeric.scales,
            values=given_order.numeric.values[shuffled],
        ),
        tuple(
            CategoricalAttribute(c.name, c.question, tuple(c.values[i] for i in shuffled))
            for c in given_order.categorical
        ),
    )
    declared = study(names, k, Goal.LAUNCH_NEW, override=True)
    one, other = (run_steps(declared, answers) for answers in (given_order, other_order))

    def groups(run: Run) -> set[frozenset[str]]:
        found: dict[int, set[str]] = {}
        for respondent, label in zip(
            run.segmentation.basis.respondents, run.segmentation.labels, strict=True
        ):
            found.setdefault(int(label), set()).add(respondent)
        return {frozenset(members) for members in found.values()}

    assert groups(one) == groups(other)
    assert {p.plural for p in one.personas} == {p.plural for p in other.personas}
    assert {re.sub(r"Segment \d+", "", p.one_line.text) for p in one.personas} == {
        re.sub(r"Segment \d+", "", p.one_line.text) for p in other.personas
    }
