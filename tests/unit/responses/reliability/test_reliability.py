"""Reliability of a study's scales: keys, missing answers, batteries and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from responses_from import responses_of

from psychograph.findings import Severity
from psychograph.responses.reliability import assess as assessing
from psychograph.responses.reliability.assess import ReliabilityReport, assess
from psychograph.responses.reliability.battery import BatteryKind
from psychograph.responses.table import Table
from psychograph.stats.measurement.reliability import scale_reliability
from psychograph.study.load import parse_study
from psychograph.study.model import Study

HEAD = "title: T\nobjective: {goal: trial, statement: S}\nrespondent: null\nattributes:\n"


def items(*columns: str, turned: tuple[str, ...] = ()) -> str:
    return ", ".join(f"{{column: {c}{', reversed: true' if c in turned else ''}}}" for c in columns)


def study_of(attributes: str, extra: str = "") -> Study:
    names = [line.split(":")[0].strip() for line in attributes.strip().splitlines()]
    return parse_study(f"{HEAD}{attributes}\nbasis: [{', '.join(names)}]\n{extra}", "study.yaml")


def table_of(**columns: NDArray[np.float64]) -> Table:
    cells = {
        name: tuple(None if np.isnan(a) else f"{a:g}" for a in column) for name, column in columns.items()
    }
    n = len(next(iter(cells.values())))
    return Table("answers.csv", cells, tuple(range(2, n + 2)))


def scale(n: int = 300, k: int = 4, noise: float = 1.0, seed: int = 1) -> NDArray[np.float64]:
    """Answers on seven steps to k items about one thing."""
    rng = np.random.default_rng(seed)
    felt = 4 + rng.normal(size=(n, 1)) + noise * rng.normal(size=(n, k))
    return np.clip(np.round(felt), 1, 7)


def columns(values: NDArray[np.float64], stem: str = "a") -> dict[str, NDArray[np.float64]]:
    return {f"{stem}{j + 1}": column for j, column in enumerate(values.T)}


def assessed(study: Study, table: Table, **options: object) -> ReliabilityReport:
    return assess(responses_of(table, study), study, **options)


def codes(report: ReliabilityReport) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in report.findings}


FOUR = "  Calm: {type: likert, scale: [1, 7], items: [%s]}"


def test_items_are_turned_before_anything_is_computed() -> None:
    values = scale()
    turned = values.copy()
    turned[:, 1] = 8 - turned[:, 1]
    study = study_of(FOUR % items("a1", "a2", "a3", "a4", turned=("a2",)))
    report = assessed(study, table_of(**columns(turned)))
    (calm,) = report.scales
    expected = scale_reliability(values)
    assert calm.reliability.alpha == pytest.approx(expected.alpha)
    assert [item.item_rest_r for item in calm.items] == pytest.approx(expected.item_rest_r.tolist())
    assert calm.items[1].mean == pytest.approx(values[:, 1].mean())
    assert calm.items[1].reversed
    assert "wrong-key" not in codes(report)
    assert calm.mean == pytest.approx(values.mean())
    assert calm.error == pytest.approx(calm.sd * (1 - calm.reliability.alpha) ** 0.5)


@pytest.mark.parametrize("forgotten", ["a1", "a3"])
def test_the_item_that_was_not_reversed_is_named(forgotten: str) -> None:
    values = columns(scale())
    values[forgotten] = 8 - values[forgotten]
    report = assessed(study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**values))
    (finding,) = [one for one in report.findings if one.code == "wrong-key"]
    assert finding.severity is Severity.SERIOUS
    assert f"Calm: {forgotten} runs against the other items" in finding.text
    (low,) = [one for one in report.findings if one.code == "low-reliability"]
    assert "Mend the keys first." in low.text
    assert "omega" not in low.text  # one factor of both signs is no scale


def test_an_item_that_was_reversed_wrongly_is_named() -> None:
    study = study_of(FOUR % items("a1", "a2", "a3", "a4", turned=("a4",)))
    report = assessed(study, table_of(**columns(scale())))
    (finding,) = [one for one in report.findings if one.code == "wrong-key"]
    assert "a4 runs against the other items. Probably it was reversed, or is worded" in finding.text


def test_a_negative_correlation_of_few_people_is_no_proof() -> None:
    rng = np.random.default_rng(5)
    values = columns(np.round(rng.uniform(1, 7, (12, 2))))
    correlation = np.corrcoef(values["a1"], values["a2"])[0, 1]
    assert -0.5 < correlation < 0
    report = assessed(study_of(FOUR % items("a1", "a2")), table_of(**values))
    assert codes(report)["wrong-key"] is Severity.CAUTION


@pytest.mark.parametrize(
    ("noise", "severity"), [(1.0, None), (1.5, Severity.CAUTION), (2.2, Severity.SERIOUS)]
)
def test_low_reliability_is_graded(noise: float, severity: Severity | None) -> None:
    # Four items of variance 1 + noise squared: alpha near .80, .64 and .45.
    report = assessed(
        study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(scale(2000, noise=noise)))
    )
    assert codes(report).get("low-reliability") is severity


def test_two_items_get_their_own_coefficient() -> None:
    values = scale(500, 2)
    report = assessed(study_of(FOUR % items("a1", "a2")), table_of(**columns(values)))
    (calm,) = report.scales
    r = np.corrcoef(values, rowvar=False)[0, 1]
    assert calm.coefficient == ("Spearman-Brown", pytest.approx(2 * r / (1 + r)))
    assert np.isnan(calm.reliability.alpha)
    assert calm.error == pytest.approx(calm.sd * (1 - 2 * r / (1 + r)) ** 0.5)


def test_two_items_that_contradict_each_other() -> None:
    values = columns(scale(500, 2))
    values["a2"] = 8 - values["a2"]
    report = assessed(study_of(FOUR % items("a1", "a2")), table_of(**values))
    (finding,) = [one for one in report.findings if one.code == "wrong-key"]
    assert "its two items contradict each other" in finding.text
    assert finding.severity is Severity.SERIOUS


def test_one_question_has_no_reliability() -> None:
    study = study_of("  Calm: {type: likert, scale: [1, 7]}\n  Open: {type: likert, scale: [1, 7]}")
    values = scale(50, 2)
    report = assessed(study, table_of(Calm=values[:, 0], Open=values[:, 1]))
    assert report.scales == ()
    assert report.single == ("Calm", "Open")
    assert report.battery is None
    assert report.no_battery == "there are 2 questions on scales, and common factors need at least 3"
    assert report.findings == ()


def test_an_item_everybody_answers_alike_is_left_out_and_named() -> None:
    values = scale()
    values[:, 2] = 5
    report = assessed(study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(values)))
    (calm,) = report.scales
    assert calm.reliability.k == 3
    assert len(calm.items) == 4
    assert np.isnan(calm.items[2].item_rest_r)
    assert calm.reliability.alpha == pytest.approx(scale_reliability(values[:, [0, 1, 3]]).alpha)
    assert codes(report)["unvarying-item"] is Severity.CAUTION


def test_items_that_ask_the_same_are_redundant() -> None:
    report = assessed(study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(scale(noise=0.2))))
    assert codes(report) == {"redundant-items": Severity.NOTE}


def test_missing_answers_are_treated_as_asked() -> None:
    values = scale(400, 4)
    rng = np.random.default_rng(2)
    values[rng.random(values.shape) < 0.1] = np.nan
    study, table = study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(values))
    found = {m: assessed(study, table, missing=m) for m in ("pairwise", "listwise", "em")}
    n = {m: report.scales[0].reliability.n for m, report in found.items()}
    assert n["listwise"] == int(np.isfinite(values).all(axis=1).sum()) < n["pairwise"] <= n["em"] == 400
    alphas = [report.scales[0].reliability.alpha for report in found.values()]
    assert len(set(alphas)) == 3
    assert np.ptp(alphas) < 0.02
    assert all(report.missing == report.scales[0].missing == m for m, report in found.items())
    assert {m: report.battery.missing for m, report in found.items() if report.battery} == {
        m: m for m in found
    }


def test_complete_answers_do_not_depend_on_the_treatment() -> None:
    study, table = study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(scale()))
    alphas = [
        assessed(study, table, missing=m).scales[0].reliability.alpha for m in ("pairwise", "listwise", "em")
    ]
    np.testing.assert_allclose(alphas, alphas[0], rtol=1e-6)


def test_answers_outside_the_scale_count_as_missing_where_the_study_says_so() -> None:
    values = scale()
    wild = values.copy()
    wild[0, 0] = 66.0
    blank = values.copy()
    blank[0, 0] = np.nan
    study = study_of(FOUR % items("a1", "a2", "a3", "a4"), "quality: {out_of_range: missing}\n")
    one, other = (assessed(study, table_of(**columns(v))) for v in (wild, blank))
    assert one.scales[0].reliability.alpha == other.scales[0].reliability.alpha
    assert one.scales[0].items[0].answered == 299


def test_who_is_left_out_of_the_study_is_left_out_here() -> None:
    values = scale()
    keep = np.arange(300) % 3 > 0
    study = study_of(FOUR % items("a1", "a2", "a3", "a4"))
    part = assessed(study, table_of(**columns(values)), keep=keep)
    alone = assessed(study, table_of(**columns(values[keep])))
    assert part.respondents == alone.respondents == 200
    assert part.scales[0].reliability.alpha == alone.scales[0].reliability.alpha
    assert part.battery is not None
    assert alone.battery is not None
    assert part.battery.adequacy.overall == alone.battery.adequacy.overall
    assert part.styles.acquiescence is None  # four questions
    assert part.styles.respondents == alone.styles.respondents


TWO_SCALES = (
    f"  Calm: {{type: likert, scale: [1, 7], items: [{items('a1', 'a2', 'a3')}]}}\n"
    f"  Open: {{type: likert, scale: [1, 7], items: [{items('b1', 'b2', 'b3')}]}}"
)


def two_scales(same: bool = False, n: int = 400) -> Table:
    one = scale(n, 3, seed=1)
    rng = np.random.default_rng(9)
    other = np.clip(np.round(one + rng.normal(0, 0.5, one.shape)), 1, 7) if same else scale(n, 3, seed=2)
    return table_of(**columns(one, "a"), **columns(other, "b"))


def test_the_items_of_all_scales_are_the_battery() -> None:
    report = assessed(study_of(TWO_SCALES), two_scales())
    battery = report.battery
    assert battery is not None
    assert battery.kind is BatteryKind.ITEMS
    assert battery.columns == ("a1", "a2", "a3", "b1", "b2", "b3")
    assert battery.parallel.n_factors == 2
    assert battery.sphericity.p < 1e-6
    assert battery.adequacy.overall > 0.6
    assert report.findings == ()


def test_scales_that_are_one_thing_are_told() -> None:
    found = codes(assessed(study_of(TWO_SCALES), two_scales(same=True)))
    assert {"one-factor", "fewer-factors"} & set(found)


def test_items_that_have_nothing_in_common_are_told() -> None:
    rng = np.random.default_rng(0)
    noise = np.round(rng.uniform(1, 7, (300, 6)))
    report = assessed(
        study_of(TWO_SCALES), table_of(**columns(noise[:, :3], "a"), **columns(noise[:, 3:], "b"))
    )
    assert {"unrelated-items", "low-reliability"} <= set(codes(report))
    assert "wrong-key" not in codes(report)  # no key would mend it


def test_where_half_the_items_are_turned_either_half_may_be_wrong() -> None:
    values = scale()
    values[:, :2] = 8 - values[:, :2]
    report = assessed(study_of(FOUR % items("a1", "a2", "a3", "a4")), table_of(**columns(values)))
    (finding,) = [one for one in report.findings if one.code == "wrong-key"]
    assert finding.text.endswith("reverse them? Or the other half.")


def test_basis_variables_of_one_question_need_not_hang_together() -> None:
    rng = np.random.default_rng(3)
    noise = np.round(rng.uniform(1, 7, (300, 6)))
    study = study_of("\n".join(f"  a{j}: {{type: likert, scale: [1, 7]}}" for j in range(1, 7)))
    report = assessed(study, table_of(**columns(noise)))
    assert report.battery is not None
    assert report.battery.kind is BatteryKind.BASIS
    assert report.findings == ()


def test_a_battery_needs_more_people_than_questions() -> None:
    report = assessed(study_of(TWO_SCALES), two_scales(n=6))
    assert report.battery is None
    assert report.no_battery == "6 respondents are too few for 6 questions"


def test_of_very_many_answers_a_random_part_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    study, table = study_of(TWO_SCALES), two_scales(n=400)
    whole = assessed(study, table)
    monkeypatch.setattr(assessing, "MOST_ANSWERS", 600)
    part, again = assessed(study, table), assessed(study, table)
    assert (whole.looked_at, part.looked_at) == (400, 100)
    assert part.scales[0].reliability.alpha == whole.scales[0].reliability.alpha  # scales look at everybody
    assert part.battery is not None
    assert again.battery is not None
    assert part.battery.n == 100
    assert part.battery.adequacy.overall == again.battery.adequacy.overall
    assert (part.battery.parallel.factor_thresholds == again.battery.parallel.factor_thresholds).all()


def test_norms_are_compared_where_they_are_declared_and_nowhere_else() -> None:
    values = scale()
    text = FOUR % items("a1", "a2", "a3", "a4") + "\n  Open: {type: likert, scale: [1, 7]}"
    plain = assessed(study_of(text), table_of(**columns(values), Open=values[:, 0]))
    assert plain.scales[0].norms is None
    assert plain.norms == {}
    norms = "norms: {mean: 3.5, sd: 1, source: a made-up population}, type"
    report = assessed(study_of(text.replace("type", norms)), table_of(**columns(values), Open=values[:, 0]))
    calm = report.scales[0].norms
    assert calm is not None
    assert calm.t == pytest.approx(50 + 10 * (values.mean() - 3.5))
    assert calm.interval[0] < calm.t < calm.interval[1]
    assert report.norms["Open"].source == "a made-up population"


def test_no_answers_at_all() -> None:
    study = study_of(TWO_SCALES)
    empty = {name: np.full(20, np.nan) for name in ("a1", "a2", "a3", "b1", "b2", "b3")}
    report = assessed(study, table_of(**empty))
    assert report.battery is None
    assert [scale.scored for scale in report.scales] == [0, 0]
    assert set(codes(report)) == {"unvarying-item"}
