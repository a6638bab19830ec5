"""Small groups keep their answers to themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from psychograph.codebook.codebook import Scale
from psychograph.profiling.describe import describe
from psychograph.profiling.profile import AttributeProfile
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.fit import segment
from psychograph.study.load import parse_study

STUDY = parse_study(
    """\
title: T
objective: {goal: trial, statement: S}
respondent: null
attributes:
  One: {type: likert, scale: [1, 5]}
  Two: {type: likert, scale: [1, 5]}
  Age: {type: number}
  Religion: {type: number, question: How important is your religion?}
basis: [One, Two]
descriptors: [Age, Religion]
segmentation: {segments: 2}
""",
    "study.yaml",
)


def ages_of(small: int) -> AttributeProfile:
    """The profile of age in the smaller of two segments, which holds so many members."""
    n = 40
    low = np.arange(n) < small
    rng = np.random.default_rng(0)
    values = np.column_stack(
        [
            np.where(low, 1.0, 5.0) + rng.uniform(-0.2, 0.2, n) * np.where(low, 1, -1),
            np.where(low, 5.0, 1.0),
            30.0 + np.arange(n),
            np.ones(n),
        ]
    ).clip(1, 80)
    responses = ScoredResponses(
        Attributes(
            tuple(map(str, range(n))),
            ("One", "Two", "Age", "Religion"),
            ("", "", "", "How important is your religion?"),
            (Scale(1, 5), Scale(1, 5), None, None),
            values,
        )
    )
    solution = segment(responses.numeric, STUDY.basis, STUDY.segmentation)
    profile = describe(solution, responses, STUDY)
    (part,) = [part for part in profile.segments if part.n == small]
    assert not part.has("Religion")  # special-category data describe nobody
    assert math.isfinite(part.attribute("One").mean)
    return part.attribute("Age")


@pytest.mark.parametrize(
    ("members", "mean", "median"), [(4, False, False), (5, True, False), (9, True, False), (10, True, True)]
)
def test_figures_appear_with_enough_members(members: int, mean: bool, median: bool) -> None:
    age = ages_of(members)
    assert age.n == members
    assert math.isfinite(age.mean) is mean
    assert math.isfinite(age.g) is mean
    for figure in (age.minimum, age.lower_quartile, age.median, age.upper_quartile, age.maximum):
        assert math.isfinite(figure) is median


def test_the_others_mean_passes_over_what_is_withheld(wearable: Run) -> None:
    means = [wearable.profile.others_mean(segment, "Age") for segment in (1, 2, 3)]
    ages = wearable.responses.numeric.column("Age")
    labels = wearable.segmentation.labels
    assert means == pytest.approx([ages[labels != segment].mean() for segment in (1, 2, 3)])


@pytest.mark.parametrize(("sd", "split"), [(0.95, False), (1.05, True)])
def test_members_who_spread_over_a_quarter_of_the_scale_are_split(
    worked_example: Run, sd: float, split: bool
) -> None:
    # Openness of the second segment is replaced by answers of a known spread on the 1-5 scale.
    values = worked_example.responses.numeric.values.copy()
    column = worked_example.responses.numeric.names.index("Openness")
    member = worked_example.segmentation.labels == 2
    pattern = np.tile([-1.0, 1.0], member.sum() // 2)
    values[member, column] = 3 + pattern * sd / pattern.std(ddof=1)
    numeric = Attributes(
        worked_example.responses.numeric.respondents,
        worked_example.responses.numeric.names,
        worked_example.responses.numeric.questions,
        worked_example.responses.numeric.scales,
        values,
    )
    profile = describe(worked_example.segmentation, ScoredResponses(numeric), worked_example.study)
    assert profile.segment(2).attribute("Openness").sd == pytest.approx(sd)
    assert profile.segment(2).attribute("Openness").split is split


def test_personas_without_shown_ages_tell_none(worked_example: Run) -> None:
    study = worked_example.study.model_copy(
        update={"segmentation": worked_example.study.segmentation.model_copy(update={"segments": 3})}
    )
    run = run_steps(study, worked_example.responses)
    (small,) = [persona for persona in run.personas if persona.n == 5]
    assert small.numbers == ()
    assert "age" not in " ".join(sentence.text for sentence in small.narrative)
