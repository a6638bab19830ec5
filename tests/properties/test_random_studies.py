"""Whatever the data: names are unique, sentences rest on statements, and order does not matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.lexicon import lexicon
from psychograph.personas.statement import StatementKind
from psychograph.personas.wording import figure
from psychograph.reports.records import plain
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.runs import run as run_module
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.fit import segment
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
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


# Keys of results that hold the number of a segment.
NUMBERS_OF_SEGMENTS = frozenset({"segment", "neighbour", "target"})


@dataclass(frozen=True)
class Setup:
    """What a random study is made of."""

    seed: int
    names: tuple[str, ...]
    k: int
    groups: int
    goal: Goal
    override: bool

    def run(self) -> Run:
        declared = study(self.names, self.k, self.goal, override=self.override)
        return run_steps(declared, responses(self.seed, 48, self.names, self.groups))


setups = st.builds(
    Setup,
    seed=st.integers(0, 2**32 - 1),
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=10, unique=True).map(tuple),
    k=st.integers(2, 7),
    groups=st.integers(1, 5),
    goal=st.sampled_from(Goal),
    override=st.booleans(),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(setups)
def test_what_a_run_says_holds_together(setup: Setup) -> None:
    run = setup.run()
    personas_hold_together(run)
    brief_speaks_to_the_target_and_cites_what_it_says(run)


def personas_hold_together(run: Run) -> None:
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
            if statement.kind is not StatementKind.MEASURED:
                assert statement.rules
                assert statement.grade
            if statement.measurement is None:
                continue
            answers = run.responses.numeric.column(statement.measurement.attribute)
            inside = answers[run.segmentation.labels == persona.segment]
            assert statement.measurement.mean == pytest.approx(inside.mean())
            told_mean = re.search(r"mean (\d+(?:\.(\d+))?)", statement.text)
            if told_mean is not None:  # to half of its last digit; sums in another order may round otherwise
                half = 0.5 * 10.0 ** -len(told_mean[2] or "")
                assert abs(float(told_mean[1]) - inside.mean()) <= half + 1e-9
            else:
                assert f"median {figure(np.median(inside))}" in statement.text


def brief_speaks_to_the_target_and_cites_what_it_says(run: Run) -> None:
    if run.brief is None:
        assert run.ranking.target is None
        assert run.ranking.why_no_target
        return
    assert run.brief.segment == run.ranking.target
    assert [guard.id for guard in run.brief.guards] == [f"S{number:02d}" for number in range(1, 13)]
    parts = [getattr(run.brief, name) for name in ("frames", "channels", "offers", "early_access", "donts")]
    for line in (run.brief.theme, *(line for part in parts for line in part)):
        assert line.rules or line.basis in {"yours", "goal", "hypothesis", "open"}
        if line.basis == "hypothesis":
            assert line.grade in {None, "D"}
    assert not any(message.substantiated for message in run.brief.messages)
    assert 0 <= run.ranking.coverage <= 1
    if run.ranking.coverage > 0:
        assert sum(score.first_share for score in run.ranking.scores) == pytest.approx(1)


def shuffled(answers: ScoredResponses, seed: int) -> ScoredResponses:
    """The same answers, with rows in another order."""
    order = np.random.default_rng(seed).permutation(len(answers.respondents))
    return ScoredResponses(
        Attributes(
            respondents=tuple(answers.numeric.respondents[i] for i in order),
            names=answers.numeric.names,
            questions=answers.numeric.questions,
            scales=answers.numeric.scales,
            values=answers.numeric.values[order],
        ),
        tuple(
            CategoricalAttribute(c.name, c.question, tuple(c.values[i] for i in order))
            for c in answers.categorical
        ),
    )


def relabelled(seed: int) -> Callable[..., Segmentation]:
    """Segmenting as ever, with the segments numbered otherwise."""

    def relabel(*arguments: object, **options: object) -> Segmentation:
        found = segment(*arguments, **options)  # type: ignore[arg-type]
        new = dict(
            zip(found.segments, np.random.default_rng(seed).permutation(found.segments).tolist(), strict=True)
        )
        labels = np.array([new[int(label)] for label in found.labels], dtype=np.int64)
        return replace(
            found,
            solution=replace(found.solution, labels=labels),
            stability=tuple(
                sorted(
                    (replace(one, segment=new[one.segment]) for one in found.stability),
                    key=lambda one: one.segment,
                )
            ),
            findings=tuple(replace(one, segment=one.segment and new[one.segment]) for one in found.findings),
        )

    return relabel


def told(run: Run) -> dict[frozenset[str], object]:
    """All that is told of each group of people, without the numbers of segments."""
    found: dict[frozenset[str], object] = {}
    for persona in run.personas:
        labels = run.segmentation.labels
        members = frozenset(
            respondent
            for respondent, label in zip(run.segmentation.basis.respondents, labels, strict=True)
            if label == persona.segment
        )
        briefs = [brief for brief in run.briefs if brief.segment == persona.segment]
        found[members] = without_numbers(plain([persona, briefs]))
    return found


def without_numbers(told_of: object) -> object:
    if isinstance(told_of, dict):
        return {
            key: without_numbers(value) for key, value in told_of.items() if key not in NUMBERS_OF_SEGMENTS
        }
    if isinstance(told_of, list):
        return [without_numbers(value) for value in told_of]
    if isinstance(told_of, float):  # sums in another order differ in their last bits
        return float(f"{told_of:.9g}")
    if isinstance(told_of, str):
        return re.sub(r"\b([Ss]egment |target: |message-)\d+", r"\1", told_of)
    return told_of


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_the_order_of_the_rows_changes_nothing_but_numbers_of_segments(seed: int, k: int) -> None:
    names = NAMES[:6]
    given_order = responses(seed, 60, names, 3)
    declared = study(names, k, Goal.LAUNCH_NEW, override=True)
    one, other = (run_steps(declared, answers) for answers in (given_order, shuffled(given_order, seed)))
    assert told(one) == told(other)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_the_numbers_of_the_segments_change_nothing_but_themselves(seed: int, k: int) -> None:
    names = NAMES[:6]
    answers = responses(seed, 60, names, 3)
    declared = study(names, k, Goal.LAUNCH_CAUSE, override=True)
    one = run_steps(declared, answers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_module, "segment", relabelled(seed))
        other = run_steps(declared, answers)
    assert told(one) == told(other)
