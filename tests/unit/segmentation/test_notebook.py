"""Segments in one line from a frame, and what is printed of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import psychograph
from psychograph.errors import PsychographError, ResponsesError, SegmentationError, UsageError
from psychograph.responses.attributes import CategoricalAttribute, ScoredResponses
from psychograph.segmentation import judgement


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "REPLICATES", 5)
    monkeypatch.setattr(judgement, "FEWEST_NULL", 19)
    monkeypatch.setattr(judgement, "MOST_NULL", 19)


def frame(n: int = 60) -> pd.DataFrame:
    """Two groups, the frugal of the north and the generous of the south, alike in C."""
    rng = np.random.default_rng(3)
    generous = np.arange(n) % 2
    columns = {name: 2 + 4 * generous + rng.integers(-1, 2, n) for name in "AB"}
    town = np.where(generous == 1, "south", "north")
    return pd.DataFrame({**columns, "C": rng.integers(1, 6, n), "Town": town, "w": rng.uniform(1, 2, n)})


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, lambda f: pl.DataFrame(f).to_arrow()])
def test_a_frame_of_any_kind_attributes_and_scored_answers_give_the_same(made: Any) -> None:
    given = made(frame())
    found = psychograph.segment(given, ["A", "B"], segments=2)
    people = psychograph.attributes_from_frame(given, ["A", "B"])
    assert (psychograph.segment(people, segments=2).labels == found.labels).all()
    assert (psychograph.segment(ScoredResponses(people), segments=2).labels == found.labels).all()
    assert len(set(found.labels[::2])) == len(set(found.labels[1::2])) == 1


def test_categories_of_scored_answers_are_taken_too() -> None:
    people = psychograph.attributes_from_frame(frame(), ["A", "B"])
    scored = ScoredResponses(people, (CategoricalAttribute("Town", "", tuple(frame()["Town"])),))
    found = psychograph.segment(scored, ["A", "Town"], method="kmedoids", segments=2, starts=2)
    assert "Town: south (100% against 0%)" in found.explain()


def test_settings_can_be_given_whole_or_by_keyword() -> None:
    settings = psychograph.SegmentationSettings(method="kmeans", segments=2, starts=3, seed=4)
    whole = psychograph.segment(frame(), ["A", "B"], settings)
    parts = psychograph.segment(frame(), ["A", "B"], method="kmeans", segments=2, starts=3, seed=4)
    other = psychograph.segment(frame(), ["A", "B"], settings, segments=3)
    assert (whole.labels == parts.labels).all()
    assert (whole.seed, other.seed, len(other.segments)) == (4, 4, 3)


def test_weights_count() -> None:
    found = psychograph.segment(frame(), ["A", "B"], segments=2, weights="w")
    np.testing.assert_allclose(found.weights, frame()["w"] / frame()["w"].mean(), rtol=1e-12)
    assert "respondents, weighted" in repr(found)


def test_it_tells_what_segments_stand_apart_in_and_nothing_else() -> None:
    found = psychograph.segment(frame(), ["A", "B", "C"], segments=2)
    text = str(found)
    assert text == found.explain()
    assert text.startswith(f"Ward's method: 2 segments of 60 respondents; verdict: {found.verdict.kind}\n")
    high = int(found.labels[1])
    mean = frame()["A"][1::2].mean(), frame()["A"][::2].mean()
    described = text.split(f"Segment {high}: 30 respondents (50%)\n")[1].split("Segment", maxsplit=1)[0]
    assert "more than the others: " in described
    assert f"A ({mean[0]:.3g} against {mean[1]:.3g})" in described
    assert all(finding.text in text for finding in found.findings)
    assert "array" not in repr(found)
    page = found._repr_html_()
    assert page.count("<tr>") == 3
    assert f"A ({mean[0]:.3g} against" in page


def test_html_shows_names_as_they_are() -> None:
    named = frame().rename(columns={"A": "<b>A & B"})
    page = psychograph.segment(named, ["<b>A & B", "B"], segments=2)._repr_html_()
    assert "&lt;b&gt;A &amp; B" in page
    assert "<b>A" not in page


def test_labels_go_back_to_the_rows_of_the_frame() -> None:
    given = frame()
    given.loc[5, "A"] = np.nan
    given.index = given.index * 10
    found = psychograph.segment(given, ["A", "B"], segments=2)
    column = found.labels_of(given.index)
    assert column[5] == 0
    assert (column[np.arange(60) != 5] == found.labels).all()
    assert found.labels_of([10, "0"]).tolist() == [found.labels[1], found.labels[0]]
    with pytest.raises(UsageError, match="54 ids of nobody, such as '1'"):
        found.labels_of(range(60))  # numbers of rows are not the ids of this frame: those are tens


def test_a_sweep_reads_as_a_table() -> None:
    found = psychograph.sweep(frame(), ["A", "B", "C"], ks=[2, 3], pairs=3, seed=5)
    assert found.methods == ("ward", "kmeans")
    assert found.seed == 5
    lines = str(found).splitlines()
    assert lines[0] == "4 solutions: ward, kmeans, 2 to 3 segments; 60 respondents"
    assert lines[2].split()[:3] == ["solution", "sizes", "stability"]
    assert [line.split()[0] for line in lines[3:7]] == ["ward:2", "ward:3", "kmeans:2", "kmeans:3"]
    assert "BIC" not in lines[2]  # neither of the methods has a likelihood
    assert repr(found) == f"<Sweep {lines[0]}>"
    assert found._repr_html_().count("<tr") == 5
    advice = psychograph.recommend(found)
    assert str(advice).startswith(advice.text)
    assert advice.first[0].candidate.name in str(advice)


def test_a_sweep_of_categories_takes_a_method_that_can() -> None:
    found = psychograph.sweep(frame(), ["A", "Town"], ks=2, pairs=2, weights="w")
    assert found.methods == ("kmedoids",)
    assert repr(found) == "<Sweep 1 solution: kmedoids, 2 segments; 60 respondents, weighted>"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ks": [2.5]}, "found     2.5"),
        ({"ks": "abc"}, "found     'a'"),
        ({"ks": 1}, "2 or more"),
        ({"ks": []}, "found     none"),
        ({"pairs": 1}, "100 is usual"),
        ({"methods": ["wards"]}, "did you mean 'ward'"),
        ({"methods": []}, "no method"),
        ({"seed": -1}, "greater than or equal to 0"),
    ],
    ids=str,
)
def test_sweeps_that_cannot_be_made_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PsychographError, match=message):
        psychograph.sweep(frame(), ["A", "B"], **options)


def test_a_sweep_of_models_shows_what_they_have() -> None:
    found = psychograph.sweep(frame(), ["A", "B"], ks=[2], pairs=2, methods=["latent_class"])
    assert {"BIC", "entropy"} <= set(str(found).splitlines()[2].split())


@pytest.mark.parametrize(
    ("error", "basis", "options", "message"),
    [
        (UsageError, "AB", {}, "no number of segments"),
        (UsageError, "AB", {"segments": 2, "cut_height": 3}, "segments and cut_height"),
        (UsageError, "AB", {"segments": 1}, "greater than or equal to 2"),
        (UsageError, "AB", {"segments": 2, "method": "wards"}, "'ward', 'average'"),
        (UsageError, "AB", {"segments": 2, "metod": "ward"}, "did you mean 'method'"),
        (UsageError, "AB", {"segments": 2, "starts": 3}, "take `starts` out"),
        (UsageError, "AB", {"segments": 2, "missing": "keep"}, "this method needs every answer"),
        (UsageError, ["A", "Town"], {"segments": 2}, "'Town', a category"),
        (UsageError, "AB", {"cut_height": 3, "method": "kmeans"}, "this method grows no tree"),
        (ResponsesError, ["A", "D"], {"segments": 2}, "no column 'D'"),
        (ResponsesError, "AB", {"segments": 2, "weights": "v"}, "no column 'v'"),
        (SegmentationError, "AB", {"segments": 40}, "40 segments for 60 respondents"),
        (SegmentationError, [], {"segments": 2}, "basis"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told(
    error: type[PsychographError], basis: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(error, match=message):
        psychograph.segment(frame(), list(basis), **options)


def test_names_and_weights_beside_attributes_are_checked() -> None:
    people = psychograph.attributes_from_frame(frame(), ["A", "B"])
    with pytest.raises(UsageError, match="found     'D'"):
        psychograph.segment(people, ["A", "D"], segments=2)
    with pytest.raises(UsageError, match="weights beside attributes"):
        psychograph.segment(people, segments=2, weights=np.ones(60))
