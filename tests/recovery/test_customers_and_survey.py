"""The tea shop of the example: what was planted is found, from study file to report; nothing is invented."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from psychograph.reports.figures import draw_figures
from psychograph.reports.html import render_html
from psychograph.reports.results import results
from psychograph.runs.run import Run, run_study
from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.study.model import AttributeScaling

pytestmark = pytest.mark.usefixtures("hasty_judgement")

EXAMPLE = Path(__file__).parents[2] / "examples" / "simulate_customers.py"


def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulate_customers", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MODULE = example()
SIMULATED = MODULE.simulate()
PLANTED = {row[0]: group for row, group in zip(SIMULATED.customers[1:], SIMULATED.groups, strict=True)}
KEY_OF = {row[0]: row[1] for row in SIMULATED.responses[1:]}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tea")
    SIMULATED.write(folder)
    return folder


@pytest.fixture(scope="module")
def tea(shop: Path) -> Run:
    return run_study(shop)


def test_segments_of_four_kinds_of_variable_are_those_planted(tea: Run) -> None:
    origins = {tea.study.attributes[name].origin.value for name in tea.study.basis}
    assert origins == {"survey", "customers"}
    groups = np.array(
        [MODULE.GROUPS.index(PLANTED[KEY_OF[who]]) + 1 for who in tea.segmentation.basis.respondents]
    )
    # Steinley 2004: from .80 partitions agree well.
    assert adjusted_rand(groups, tea.segmentation.labels) > 0.8


def test_distances_are_taken_where_the_study_says_and_figures_are_told_as_they_are(tea: Run) -> None:
    scalings = dict(zip(tea.segmentation.basis.names, tea.segmentation.basis.scalings, strict=True))
    assert scalings["Orders"] is AttributeScaling.LOG
    assert scalings["Recency"] is AttributeScaling.RANK
    orders = tea.segmentation.basis.column("Orders")
    at = tea.segmentation.basis.names.index("Orders")
    logs = np.log1p(orders)
    np.testing.assert_allclose(tea.segmentation.points.values[:, at], (logs - logs.mean()) / logs.std())
    explorers = tea.profile.segments[0]
    medians = {part.name: part.median for part in explorers.attributes}
    assert medians["Orders"] == np.median(orders[tea.segmentation.labels == 1])
    assert not any(finding.code == "skewed-basis" for finding in tea.findings)


def test_who_answers_is_found(tea: Run) -> None:
    assert tea.coverage is not None
    assert (tea.coverage.customers, tea.coverage.answered) == (6_000, len(KEY_OF))
    orders = next(one for one in tea.coverage.numbers if one.name == "Orders")
    assert orders.real
    assert orders.low > 0.5
    assert any(finding.code == "non-response" for finding in tea.findings)


def test_the_rest_is_described_as_it_is(tea: Run) -> None:
    assert tea.whole_base is not None
    assert tea.whole_base.told
    truth = Counter(SIMULATED.groups)
    for part in tea.whole_base.segments:
        assert part.expected_share is not None
        group = Counter(
            PLANTED[KEY_OF[who]]
            for who, label in zip(tea.segmentation.basis.respondents, tea.segmentation.labels, strict=True)
            if label == part.segment
        ).most_common(1)[0][0]
        # The segments are not the groups to the last respondent, hence five points; those of the respondents
        # are off by up to eighteen.
        assert abs(part.expected_share - truth[group] / 6_000) < 0.05
    worst = max(
        abs(part.answered_share - truth[MODULE.GROUPS[0]] / 6_000) for part in tea.whole_base.segments[:1]
    )
    assert worst > 0.1


def test_report_record_and_manifest_tell_of_it(tea: Run) -> None:
    page = render_html(tea, draw_figures(tea))
    for said in (
        "The customers who answered, and the others",
        "Numbers of the table, by who answered",
        "compared in logarithms",
        "distances between respondents, levels and effect sizes are taken of ln(1 + the figure)",
        "Segments among all customers",
        "customers.csv, 6,000 customers; its column customer joined to column CustomerKey",
    ):
        assert said in page, said
    files = results(tea)
    record = json.loads(files["customers.json"])
    assert record["coverage"]["joined"]["matched"] == len(KEY_OF)
    assert record["whole_base"]["segments"][0]["expected_share"] > 0
    manifest = json.loads(files["manifest.json"])
    assert manifest["spread_out"] == {"Orders": "log", "Value": "log", "Recency": "rank"}
    assert manifest["customers"]["customers"] == 6_000
    assert "customers.csv" in [source["name"] for source in manifest["inputs"]]


def test_weights_of_the_base_bring_segments_nearer_to_it(shop: Path, tea: Run, tmp_path: Path) -> None:
    for file in ("customers.csv", "responses.csv"):
        (tmp_path / file).write_bytes((shop / file).read_bytes())
    study = (shop / "study.yaml").read_text(encoding="utf-8")
    more = "weighting: {customers: [Orders, Region], trim: [0.2, 5]}\n"
    (tmp_path / "study.yaml").write_text(study + more, encoding="utf-8")
    weighted = run_study(tmp_path)
    assert weighted.responses.weighting is not None
    assert weighted.responses.weighting.source == "customers"
    assert weighted.coverage is not None
    (orders, *_) = [one for one in weighted.coverage.numbers if one.name == "Orders"]
    assert orders.weighted_bias is not None
    assert abs(orders.weighted_bias) < abs(orders.bias) / 4
    margins = {(one.attribute, one.category): one for one in weighted.responses.weighting.margins}
    assert margins["Region", "North"].weighted == pytest.approx(
        margins["Region", "North"].population, abs=1e-3
    )
    assert ("Orders", "1 to 2") in margins  # fifths of the number


def test_nothing_is_invented_where_answering_has_nothing_to_do_with_the_table(tmp_path: Path) -> None:
    MODULE.simulate(bias=0.0).write(tmp_path)
    run = run_study(tmp_path)
    assert not any(finding.code == "non-response" for finding in run.findings)
    assert any(finding.code == "coverage" for finding in run.findings)
    assert run.coverage is not None
    assert run.coverage.prediction is not None
    assert run.coverage.prediction.low < 0.5
