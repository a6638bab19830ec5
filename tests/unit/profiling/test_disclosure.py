"""Small groups keep their answers to themselves."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog
from segmented_people import profile_of

from psychograph.codebook.codebook import Scale
from psychograph.profiling.describe import describe
from psychograph.profiling.disclosure import SMALLEST_CELL, shown_cells
from psychograph.profiling.profile import AttributeProfile
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.fit import segment
from psychograph.study.load import parse_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

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
    told = " ".join(s.text for s in (small.one_line, *small.narrative, *small.demographics))
    assert not re.search(r"\bage\b|\byears\b|\bolder\b|\byounger\b", told)


def table_given_away(counts: np.ndarray, shown: np.ndarray) -> list[tuple[int, int]]:
    """The small cells that totals and non-negativity leave a single value, by linear programming."""
    hidden = np.argwhere(~shown)
    sums = [(hidden[:, 0] == row, counts[row][~shown[row]].sum()) for row in range(len(counts))]
    sums = [entry for entry, row in zip(sums, counts, strict=True) if row.sum() >= 5]
    sums += [
        (hidden[:, 1] == column, counts[:, column][~shown[:, column]].sum())
        for column in range(counts.shape[1])
    ]
    left, right = np.array([which for which, _ in sums], dtype=float), [total for _, total in sums]
    found = []
    for at, (row, column) in enumerate(hidden.tolist()):
        if 0 < counts[row, column] < 5:
            aim = np.eye(len(hidden))[at]
            low, high = (linprog(sign * aim, A_eq=left, b_eq=right).fun * sign for sign in (1, -1))
            if high - low < 0.5:
                found.append((row, column))
    return found


@settings(max_examples=60, derandomize=True)
@given(
    arrays(
        np.int64,
        st.tuples(st.integers(1, 6), st.integers(2, 5)),
        elements=st.sampled_from([0, 1, 3, 5, 9, 40]),
    )
)
def test_no_small_cell_can_be_worked_out_from_what_is_shown(counts: np.ndarray) -> None:
    shown = shown_cells(counts)
    assert not (shown & (counts < SMALLEST_CELL)).any()
    if shown.any():  # where nothing is shown, totals alone may tell that everybody said the same
        assert table_given_away(counts, shown) == []


def test_nothing_more_than_needed_is_withheld() -> None:
    whole = np.array([[40, 30], [20, 25]])
    assert shown_cells(whole).all()
    empty = np.array([[40, 0], [20, 25]])  # that nobody said so gives nobody away
    assert shown_cells(empty).tolist() == [[True, False], [True, True]]
    rare = np.array([[40, 30], [20, 25], [1, 2]])  # in all 3: the row is not printed, the columns' totals are
    assert not shown_cells(rare)[2].any()
    assert not shown_cells(rare)[:2].all()


def test_a_lone_small_segment_takes_the_next_smallest_along() -> None:
    labels = np.repeat([1, 2, 3], [4, 20, 30])
    profile = profile_of(labels, {"Age": (np.arange(54.0), False)})
    shown = [math.isfinite(part.attribute("Age").mean) for part in profile.segments]
    assert shown == [False, False, True]
    two = profile_of(np.repeat([1, 2, 3], [4, 3, 30]), {"Age": (np.arange(37.0), False)})
    assert [math.isfinite(part.attribute("Age").mean) for part in two.segments] == [False, False, True]


def test_a_withheld_descriptor_shows_no_figure_at_all() -> None:
    labels = np.repeat([1, 2, 3], [4, 20, 30])
    mood = np.tile([1.0, 2, 3, 4, 5, 5], 9)
    part = profile_of(labels, {"Mood": (mood, True)}).segment(1).attribute("Mood")
    assert (part.index, part.top_two, part.top_two_h, part.letters) == (None, None, None, "")
    figures = (part.mean, part.sd, part.g, *part.g_interval, *part.top_two_h_interval, part.percentile)
    assert all(math.isnan(figure) for figure in figures)
    assert not part.bimodal
    assert not part.split


def test_a_rare_top_two_is_not_shown_nor_told() -> None:
    labels = np.repeat([1, 2, 3], 20)
    mood = np.concatenate([[5.0] * 3 + [2.0] * 17, [5.0] * 8 + [2.0] * 12, [5.0] * 9 + [2.0] * 11])
    profile = profile_of(labels, {"Mood": (mood, True)})
    # Beside the share of all, one segment alone would be told by the other two.
    assert [part.attribute("Mood").top_two is None for part in profile.segments] == [True, True, False]


def test_rare_answers_take_another_along() -> None:
    labels = np.repeat([1, 2], 30)
    said = ["a"] * 3 + ["b"] * 12 + ["c"] * 15 + ["a"] * 14 + ["b"] * 10 + ["c"] * 6
    profile = profile_of(labels, {}, {"Town": said})
    shown = {part.segment: {c.category for c in part.categories[0].shown} for part in profile.segments}
    # The 3 is told by its row and its column; with a and c of both segments the fewest people go.
    assert shown == {1: {"b"}, 2: {"b"}}
