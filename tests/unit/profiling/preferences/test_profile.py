"""The four-preference profile: letters only where they are sure, and the way each axis runs."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.constructs import ConstructMatch, constructs
from psychograph.profiling.preferences.profile import BAND, PreferenceProfile, preference_profile
from psychograph.profiling.preferences.written import preferences_csv
from psychograph.responses.attributes import Attributes
from psychograph.study.model import Attribute, Norms, Study

TRAITS = {"E": "extraversion", "O": "openness", "A": "agreeableness", "C": "conscientiousness"}


def match(attribute: str, trait: str, *, turned: bool = False) -> ConstructMatch:
    return ConstructMatch(attribute, constructs()[f"big5.{trait}"], turned, 1.0, "declared")


def study(norms: Norms | None = None) -> Study:
    attributes = {
        name: Attribute(type="likert", scale=(1, 5), norms=norms if name == "E" else None)  # type: ignore[arg-type]
        for name in (*TRAITS, "N")
    }
    return Study(
        title="Axes",
        objective={"goal": "trial", "statement": "Who?"},  # type: ignore[arg-type]
        attributes=attributes,
        basis=tuple(attributes),
    )


def profile(
    values: np.ndarray,
    *,
    errors: dict[str, float] | None = None,
    labels: np.ndarray | None = None,
    turned: bool = False,
    norms: Norms | None = None,
    weights: np.ndarray | None = None,
    fifth: bool = True,
) -> PreferenceProfile:
    names = (*TRAITS, "N")
    people = Attributes(
        tuple(f"p{i}" for i in range(len(values))),
        names,
        ("",) * 5,
        (Scale(1, 5),) * 5,
        np.column_stack([values] * 5),
        np.ones(len(values)) if weights is None else weights,
    )
    matches = [match(name, trait, turned=turned) for name, trait in TRAITS.items()]
    matches += [match("N", "neuroticism")] * fifth
    labels = np.ones(len(values), dtype=np.int64) if labels is None else labels
    return preference_profile(study(norms), people, matches, errors or {}, labels)


SPREAD = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


def test_a_letter_needs_a_band_that_leaves_the_cut() -> None:
    found = profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.7))
    # The cut is 50, a band reaches 1.645 x 17.5 = 28.8 to either side: only the ends are clear of it.
    assert found.axes[0].cut == 50
    assert found.axes[0].letters == ("I", "X", "X", "X", "E")
    assert found.codes() == ("ISTP", "XXXX", "XXXX", "XXXX", "ENFJ")
    assert profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.6)).axes[0].letters == ("I", "I", "X", "E", "E")


def test_without_a_known_error_nobody_is_given_a_letter() -> None:
    found = profile(SPREAD)
    assert set(found.axes[0].letters) == {""}
    assert set(found.codes()) == {""}
    assert found.axes[0].groups[0].shares == {}
    assert math.isnan(found.axes[0].error)


def test_an_attribute_that_runs_the_other_way_is_turned() -> None:
    found = profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.5), turned=True)
    assert found.axes[0].scores.tolist() == [100, 75, 50, 25, 0]
    assert found.axes[0].letters == ("E", "E", "X", "I", "I")


def test_norms_move_the_cut() -> None:
    norms = Norms(mean=4.0, sd=0.5, source="a thousand adults")
    found = profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.5), norms=norms)
    assert (found.axes[0].cut, found.axes[0].cut_from) == (75, "a thousand adults")
    assert found.axes[0].letters == ("I", "I", "I", "X", "E")
    assert found.axes[1].cut == 50


def test_segments_have_a_letter_where_the_interval_of_their_mean_leaves_the_cut() -> None:
    values = np.array([4.0, 4.5, 5.0, 4.2, 1.0, 2.0, 1.5, 1.2])
    labels = np.array([1, 1, 1, 1, 2, 2, 2, 2])
    found = profile(values, labels=labels)
    first, second, everybody = found.axes[0].groups
    assert (first.letter, second.letter) == ("E", "I")
    assert everybody.n == 8
    half = 1.96 * np.std(values[:4], ddof=1) * 25 / 2
    assert first.interval == pytest.approx((first.mean - half, first.mean + half))
    mixed = profile(values, labels=np.array([1, 2, 1, 2, 1, 2, 1, 2]))
    assert [group.letter for group in mixed.axes[0].groups[:2]] == ["X", "X"]


def test_weights_count_in_means_shares_and_cut() -> None:
    weights = np.array([1.0, 1.0, 1.0, 1.0, 6.0])
    found = profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.3), weights=weights)
    assert found.axes[0].cut == pytest.approx(75)  # (0 + 25 + 50 + 75 + 6 x 100) / 10
    assert found.axes[0].groups[-1].shares["E"] == pytest.approx(0.6)


def test_blanks_and_absent_traits_are_said() -> None:
    values = np.array([1.0, np.nan, 5.0, 4.0])
    found = profile(values, errors=dict.fromkeys(TRAITS, 0.2), fifth=False)
    assert found.axes[0].letters[1] == ""
    assert found.axes[0].groups[0].n == 3
    assert found.omitted == ""
    people = Attributes(("a",), ("E",), ("",), (Scale(1, 5),), np.array([[4.0]]))
    only = preference_profile(study(), people, [match("E", "extraversion")], {}, np.array([1]))
    assert [axis.name for axis in only.absent] == ["NS", "FT", "JP"]
    assert only.codes() == ("",)


def test_letters_are_seldom_wrong_about_the_true_score() -> None:
    # Reliability .8: of those who are given a letter, at most the 5 % of one tail lie on the other side.
    rng = np.random.default_rng(3)
    true = rng.normal(3, 0.8, 20_000)
    error = 0.8 * math.sqrt((1 - 0.8) / 0.8)
    observed = true + rng.normal(0, error, len(true))
    found = profile(observed, errors={"E": error})
    letters = np.array(found.axes[0].letters)
    given = letters != "X"
    wrong = np.where(letters == "E", true < 3, true > 3)[given]
    assert 0.3 < given.mean() < 0.8
    assert wrong.mean() < 0.05


def test_the_table_holds_bands_letters_and_agreement() -> None:
    found = profile(SPREAD, errors=dict.fromkeys(TRAITS, 0.5), labels=np.array([1, 1, 2, 2, 0]))
    rows = list(csv.DictReader(io.StringIO(preferences_csv(found, respondent="id"))))
    assert [row["segment"] for row in rows] == ["1", "1", "2", "2", ""]
    assert [row["letters"] for row in rows] == list(found.codes())
    assert float(rows[1]["EI_high"]) == pytest.approx(25 + BAND * 12.5, abs=1e-3)
    assert rows[0]["EI_low"] == "0"
    assert all(0.5 <= float(row["JP_agreement"]) <= 1 for row in rows)
