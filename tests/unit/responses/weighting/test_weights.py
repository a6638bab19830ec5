"""Weights from a column and from margins: what is made, and what is refused in which words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from responses_from import responses_of, score_table

from psychograph.errors import ResponsesError
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.load import load_responses
from psychograph.responses.table import Table
from psychograph.responses.weighting.weight_result import WeightResult
from psychograph.responses.weighting.weights import weighed
from psychograph.runs.run import Run, run_study
from psychograph.study.load import load_study, parse_study
from psychograph.study.model import Study

STUDY = """\
title: Tea
objective: {goal: trial, statement: Find them.}
respondent: id
attributes:
  Calm: {type: likert, scale: [1, 5]}
  Gender: {type: category}
  Region: {type: category}
basis: [Calm]
descriptors: [Gender, Region]
"""
PEOPLE = {
    "id": tuple("abcdefgh"),
    "Calm": tuple("12345123"),
    "Gender": ("f", "f", "f", "f", "f", "m", "m", None),
    "Region": ("n", "s", "n", "s", "n", "s", "n", "s"),
    "w": ("1", "1", "1", "1", "2", "2", "2", "2"),
}


def study(weighting: str) -> Study:
    return parse_study(f"{STUDY}weighting: {weighting}\n", "study.yaml")


def weigh(weighting: str, **columns: tuple[str | None, ...]) -> ScoredResponses:
    table = Table("answers.csv", {**PEOPLE, **columns}, tuple(range(2, 10)))
    declared = study(weighting)
    return weighed(score_table(table, declared), responses_of(table, declared), declared)


def result(scored: ScoredResponses) -> WeightResult:
    assert scored.weighting is not None
    assert scored.numeric.weights is scored.weighting.weights
    return scored.weighting


def refused(weighting: str, **columns: tuple[str | None, ...]) -> ResponsesError:
    with pytest.raises(ResponsesError) as caught:
        weigh(weighting, **columns)
    return caught.value


def codes(scored: ScoredResponses) -> set[str]:
    return {finding.code for finding in result(scored).findings}


def test_a_column_is_brought_to_a_mean_of_one() -> None:
    found = result(weigh("{column: w}"))
    assert found.weights == pytest.approx([2 / 3] * 4 + [4 / 3] * 4)
    assert (found.source, found.column, found.margins, found.convergence) == ("column", "w", (), None)
    assert found.effective_n == pytest.approx(12**2 / 20)
    assert found.design_effect == pytest.approx(8 / found.effective_n)


def test_a_column_may_be_trimmed() -> None:
    found = result(weigh("{column: w, trim: [0.8, 1.25]}"))
    assert (found.smallest, found.largest) == pytest.approx((0.8, 1.2))
    assert found.trimmed == 4


def test_whoever_stands_for_nobody_is_left_out() -> None:
    found = weigh("{column: w}", w=("0", "1", "1", "1", "2", "2", "2", "0"))
    assert found.respondents == tuple("bcdefg")
    assert [len(column.values) for column in found.categorical] == [6, 6]
    assert result(found).weights.mean() == pytest.approx(1)
    assert found.notes == ("a weight of 0, which stands for nobody, left 2 respondents out",)


def test_every_bad_weight_is_named() -> None:
    error = refused("{column: w}", w=("-1", None, "many", "1", "2", "1e300", "inf", "0"))
    assert [(p.where, p.found) for p in error.problems] == [
        ("answers.csv, row 2, column w", "'-1'"),
        ("answers.csv, row 3, column w", "no weight"),
        ("answers.csv, row 4, column w", "'many' (text)"),
        ("answers.csv, row 7, column w", "'1e300'"),
        ("answers.csv, row 8, column w", "'inf' (text)"),
    ]
    error = refused("{column: w}", w=("-1",) * 8)
    assert [p.found for p in error.problems][-1] == "3 more cells like these"


def test_a_column_that_is_not_there_or_weighs_nobody() -> None:
    (problem,) = refused("{column: ww}").problems
    assert (problem.found, problem.mend) == ("no column 'ww'", "did you mean 'w'?")
    (problem,) = refused("{column: w}", w=("0",) * 8).problems
    assert problem.found == "a weight of 0 for every respondent"


def test_margins_hold_among_those_who_answered() -> None:
    found = result(weigh("{margins: {Gender: {f: 60, m: 20}, Region: {n: 0.5, s: 0.5}}}"))
    assert [(m.attribute, m.category, m.respondents) for m in found.margins] == [
        ("Gender", "f", 5),
        ("Gender", "m", 2),
        ("Region", "n", 4),
        ("Region", "s", 4),
    ]
    assert [m.population for m in found.margins] == [0.75, 0.25, 0.5, 0.5]
    assert [m.weighted for m in found.margins] == pytest.approx([0.75, 0.25, 0.5, 0.5], abs=1e-8)
    assert [m.unweighted for m in found.margins] == pytest.approx([5 / 7, 2 / 7, 0.5, 0.5])
    assert found.convergence is not None
    assert found.convergence.converged
    told = next(f for f in found.findings if f.code == "weighting-unknown")
    assert told.text.startswith("1 respondent gave no answer to Gender")


def test_categories_that_do_not_match_are_named_with_what_was_probably_meant() -> None:
    error = refused(
        "{margins: {Gender: {Female: 51, male: 49, diverse: 1}}}",
        Gender=("female", "female", "female", "male", "male", "other", "other", None),
    )
    said = {(p.where, p.found): p.mend for p in error.problems}
    place = "weighting > margins > Gender"
    assert "did you mean 'Female'?" in said[(place, "no share for 'female', which 3 respondents gave")]
    assert said[(place, "no share for 'other', which 2 respondents gave")].startswith("add its share")
    assert said[(f"{place} > Female", "a share of the population, and no respondents")] == (
        "did you mean 'female'?"
    )
    assert said[(f"{place} > diverse", "a share of the population, and no respondents")].startswith("join it")
    assert len(said) == 4


def test_margins_that_no_weights_can_keep_are_refused() -> None:
    same = ("f", "f", "f", "f", "m", "m", "m", "m")
    error = refused(
        "{margins: {Gender: {f: 0.5, m: 0.5}, Region: {f: 0.8, m: 0.2}}}", Gender=same, Region=same
    )
    (problem,) = error.problems
    assert problem.where == "weighting > margins > Gender"
    assert "'f' at 80.0% instead of 50.0%" in problem.found


def test_bounds_come_before_margins_and_it_is_said() -> None:
    found = weigh("{margins: {Gender: {f: 0.1, m: 0.9}}, trim: [0.5, 2]}")
    assert result(found).largest <= 2
    assert "margins-unmet" in codes(found)


def test_costly_and_heavy_weights_are_told() -> None:
    heavy = weigh("{column: w}", w=("1", "1", "1", "1", "1", "1", "1", "40"))
    assert {"design-effect", "heavy-weight"} <= codes(heavy)
    assert not {"design-effect", "heavy-weight"} & codes(weigh("{column: w}"))
    assert codes(weigh("{column: w}", w=("3",) * 8)) == {"equal-weights"}
    assert not weigh("{column: w}", w=("3",) * 8).numeric.weighted


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ("{f: 0.5, m: 0.46}", True),
        ("{f: 50, m: 46}", True),
        ("{f: 51, m: 49.5}", False),
        ("{f: 7, m: 9}", False),
    ],
)
def test_shares_that_do_not_add_up_are_told(shares: str, told: bool) -> None:
    assert ("weighting-total" in codes(weigh(f"{{margins: {{Gender: {shares}}}}}"))) is told


def test_rows_carry_their_weights() -> None:
    scored = weigh("{column: w}")
    last = scored.numeric.select(["Calm"]).rows(np.arange(8) > 5)
    assert last.weights == pytest.approx([4 / 3, 4 / 3])
    assert not last.weighted
    assert scored.numeric.weighted


def write(folder: Path, weighting: str, rows: Mapping[str, tuple[str, str]], more: str = "") -> Path:
    declared = STUDY.replace("[Calm]", "[Calm, Order]").replace(
        "  Gender", "  Order: {type: likert, scale: [1, 5]}\n  Gender"
    )
    (folder / "study.yaml").write_text(f"{declared}weighting: {weighting}\n{more}", encoding="utf-8")
    lines = [
        f"{name},{1 + (i * 7) % 5},{1 + (i * 3) % 4},{gender},n,{weight}"
        for i, (name, (gender, weight)) in enumerate(rows.items())
    ]
    text = "\n".join(["id,Calm,Order,Gender,Region,w", *lines]) + "\n"
    (folder / "responses.csv").write_text(text, encoding="utf-8")
    return folder / "study.yaml"


def rows(n: int) -> dict[str, tuple[str, str]]:
    return {f"r{i}": ("f" if i % 3 else "m", "1" if i % 2 else "3") for i in range(n)}


def test_margins_hold_among_those_who_are_left_after_exclusions(tmp_path: Path) -> None:
    margins = "{margins: {Gender: {f: 0.5, m: 0.5}}}"
    path = write(tmp_path, margins, rows(40), "quality: {also_exclude: [r0, r3, r6]}\n")
    run = run_study(path)
    assert len(run.responses.respondents) == 37
    gender = np.array(run.responses.categorical[0].values)
    weights = run.responses.numeric.weights
    assert weights[gender == "m"].sum() == pytest.approx(weights.sum() / 2)


def test_a_column_goes_through_to_shares_tables_and_words(tmp_path: Path) -> None:
    path = write(tmp_path, "{column: w}", rows(40))
    run = run_study(path)
    total = run.segmentation.weights.sum()
    for part, persona in zip(run.profile.segments, run.personas, strict=True):
        member = run.segmentation.labels == part.segment
        weights = run.segmentation.weights[member]
        assert part.n == member.sum()
        assert part.share == persona.share == pytest.approx(weights.sum() / total)
        calm = part.attribute("Calm")
        answers = run.responses.numeric.column("Calm")[member]
        assert calm.mean == pytest.approx(np.average(answers, weights=weights))
        assert calm.mass == pytest.approx(weights.sum())
        shares = [c.share for c in part.categories[0].counts]
        assert sum(share for share in shares if share is not None) == pytest.approx(1)
        assert persona.weighted
        assert part.share_interval[0] < part.share < part.share_interval[1]
    assert "weighted" in _brief(run)


def _brief(run: Run) -> str:
    return run.brief.summary.get if run.brief else "weighted"


def test_without_weighting_nobody_is_weighted(tmp_path: Path) -> None:
    path = write(tmp_path, "null", rows(40))
    scored = load_responses(load_study(path), tmp_path)
    assert scored.weighting is None
    assert not scored.numeric.weighted
    assert scored.numeric.weights.tolist() == [1.0] * 40
