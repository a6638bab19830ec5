"""Tables and records: every figure is there, nothing is a formula."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.cells import safe_cell
from psychograph.reports.manifest import manifest_of
from psychograph.reports.records import plain, to_json
from psychograph.reports.tables import (
    categories_csv,
    crosstab_csv,
    descriptor_tests_csv,
    profiles_csv,
    segments_csv,
)
from psychograph.runs.run import Run
from psychograph.study.model import SegmentationSettings


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_respondent_has_a_row_and_the_left_out_a_blank(worked_example: Run) -> None:
    everybody = (*worked_example.responses.respondents, "29")
    found = rows(segments_csv(worked_example.segmentation, everybody))
    assert [row["respondent"] for row in found] == list(everybody)
    assert found[1]["segment"] == "1"
    assert found[-1]["segment"] == ""


def test_profiles_hold_the_figures(worked_example: Run) -> None:
    found = rows(profiles_csv(worked_example.profile, worked_example.names()))
    assert len(found) == 2 * 11  # ten basis variables and age, in two segments
    row = next(r for r in found if r["segment"] == "1" and r["attribute"] == "Att_TradValues")
    profile = worked_example.profile.segment(1).attribute("Att_TradValues")
    assert float(row["mean"]) == pytest.approx(profile.mean, rel=1e-5)
    assert float(row["g_low"]) == pytest.approx(profile.g_interval[0], rel=1e-5)
    assert (row["level"], row["headline"], row["members_fit"]) == ("high", "True", "12")


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell.endswith(text)
    try:
        float(cell)
    except ValueError:
        assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}


def test_ids_that_look_like_formulas(worked_example: Run) -> None:
    basis = replace(worked_example.segmentation.basis, respondents=("=1+1", *map(str, range(27))))
    segmentation = replace(worked_example.segmentation, basis=basis)
    assert rows(segments_csv(segmentation, ["=1+1"])) == [{"respondent": "'=1+1", "segment": "2"}]


def test_records_are_plain_json_without_infinities(worked_example: Run) -> None:
    data = json.loads(to_json(worked_example.personas))
    assert data[0]["plural"] == "Structured Realists"
    assert data[0]["statements"][0]["measurement"]["members_fit"] == 12
    assert json.loads(to_json({"g": math.inf, "n": math.nan})) == {"g": None, "n": None}


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ({"method": "ward", "consolidate": True}, {"consolidate": True}),
        ({"method": "complete"}, {"distance": "euclidean"}),
        ({"method": "kmeans", "starts": 7}, {"starts": 7}),
        ({"method": "kmeans"}, {"starts": 50}),
        ({"method": "gaussian_mixture", "starts": 2}, {"covariance": "diagonal", "starts": 2}),
    ],
)
def test_a_manifest_tells_what_the_method_was_told(
    worked_example: Run, settings: dict[str, object], options: dict[str, object]
) -> None:
    asked = SegmentationSettings.model_validate({"segments": 2, **settings})
    study = worked_example.study.model_copy(update={"segmentation": asked})
    record = plain(manifest_of(replace(worked_example, study=study)))
    assert record["options"] == options
    assert record["override_verdict"] is False
    assert record["verdict"] == worked_example.segmentation.verdict.kind.value


def descriptor_run(wearable: Run) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return rows(descriptor_tests_csv(wearable.profile)), rows(
        crosstab_csv(wearable.profile, wearable.names())
    )


def test_tests_hold_p_q_and_effect_of_every_descriptor(wearable: Run) -> None:
    found, _ = descriptor_run(wearable)
    assert [row["descriptor"] for row in found] == list(wearable.study.descriptors)
    assert not {row["descriptor"] for row in found} & set(wearable.study.basis)
    for row, test in zip(found, wearable.profile.tests, strict=True):
        assert float(row["p"]) == pytest.approx(test.p, rel=1e-5)
        assert float(row["q"]) == pytest.approx(test.q, rel=1e-5)
        assert float(row["effect_size"]) == pytest.approx(test.effect, rel=1e-5)
        assert bool(row["p_low"]) is (test.p_interval is not None)


def test_the_cross_table_stands_as_market_research_prints_it(wearable: Run) -> None:
    _, found = descriptor_run(wearable)
    names = wearable.names()
    age = {row["figure"]: row for row in found if row["descriptor"] == "Age"}
    for part in wearable.profile.segments:
        profile, sign = part.attribute("Age"), "ABC"[part.segment - 1]
        assert age["base"][f"{sign} {names[part.segment]}"] == str(profile.n)
        assert float(age["mean"][f"{sign} {names[part.segment]}"]) == pytest.approx(profile.mean, rel=1e-5)
        assert float(age["mean"][f"{sign} index"]) == pytest.approx(profile.index, rel=1e-5)
        assert age["mean"][f"{sign} letters"] == profile.letters
    assert any(row["answer"] == "two highest answers" for row in found)
    regions = [row for row in found if row["descriptor"] == "Region" and row["figure"] == "share"]
    assert sum(float(row["all"]) for row in regions) == pytest.approx(1, abs=1e-5)


def test_small_cells_and_what_tells_them_stay_out_of_every_table(wearable: Run) -> None:
    shares = rows(categories_csv(wearable.profile, wearable.names()))
    gender = {(row["segment"], row["category"]): row["n"] for row in shares if row["attribute"] == "Gender"}
    assert gender["1", "Another answer"] == ""  # two people said so
    # Beside the base of the segment, the two other answers would tell how many that were.
    assert gender["1", "Woman"] == "" or gender["1", "Man"] == ""
    _, crossed = descriptor_run(wearable)
    shown = {row["answer"] for row in crossed if row["descriptor"] == "Gender"}
    assert "Another answer" not in shown
    blank = next(row for row in shares if row["category"] == "Another answer")
    assert {blank[name] for name in ("n", "share", "overall_share", "index", "h", "letters")} == {""}
