"""What the page about weights shows is what the product prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hasty import hasty_judgement

from psychograph.cli.summary import summary
from psychograph.labels import readable_all
from psychograph.reports.view.weights import weights_setting
from psychograph.runs.run import Run, run_study

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "weighting.md").read_text(encoding="utf-8")
(BLOCK,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
PLAIN = " ".join(PAGE.replace("\n> ", "\n").split())


def run_with(block: str, folder: Path) -> Run:
    shutil.copytree(ROOT / "src" / "psychograph" / "samples" / "wearable", folder, dirs_exist_ok=True)
    study = folder / "study.yaml"
    study.write_text(study.read_text(encoding="utf-8") + block, encoding="utf-8")
    return run_study(study)


@pytest.fixture(scope="module")
def weighted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_with(BLOCK, tmp_path_factory.mktemp("weighted"))


def test_the_example_prints_what_the_page_shows(weighted: Run, tmp_path: Path, wearable: Run) -> None:
    run = weighted
    (shown,) = re.findall(r"```\n(  1  .*?)\n```", PAGE, re.DOTALL)
    assert shown in "\n".join(summary(run, tmp_path))
    ((_, setting),) = weights_setting(run, readable_all(run.study.attributes))
    assert setting in PLAIN
    assert any(finding.text.split(" Simulations")[0] in PLAIN for finding in run.findings)
    sizes = sorted(wearable.segmentation.sizes.values())
    assert sizes == [92, 104, 104]
    assert "104, 92 and 104 people" in PLAIN


def test_narrow_bounds_are_told_as_the_page_says(tmp_path: Path) -> None:
    with hasty_judgement():
        run = run_with(BLOCK.replace("[0.4, 2.5]", "[0.4, 2]"), tmp_path)
    assert run.findings[0].code == "margins-unmet"
    assert run.findings[0].text.split(" Widen")[0] in PLAIN


@pytest.mark.parametrize("name", ["weighted", "unweighted"])
def test_tables_and_manifest_speak_of_weights_where_there_are_any(
    name: str, weighted: Run, wearable: Run
) -> None:
    from psychograph.reports.figures import draw_figures
    from psychograph.reports.html import render_html
    from psychograph.reports.manifest import manifest_of
    from psychograph.reports.records import to_json
    from psychograph.reports.tables import profiles_csv, segments_csv

    run = weighted if name == "weighted" else wearable
    numeric = run.responses.numeric
    written = {
        "page": render_html(run, draw_figures(run)),
        "segments": segments_csv(
            run.segmentation, run.responses.respondents, numeric.weights if numeric.weighted else None
        ).splitlines()[0],
        "profiles": profiles_csv(run.profile, run.names()).splitlines()[0],
        "manifest": to_json(manifest_of(run)),
        "personas": to_json(run.personas),
        "brief": to_json(run.brief),
    }
    words = {
        "page": "What respondents were weighted by",
        "segments": ",weight",
        "profiles": ",weighted,weight,fit_share",
        "manifest": '"design_effect"',
        "personas": '"effective_n"',
        "brief": "weighted 34%",
    }
    for place, word in words.items():
        assert (word in written[place]) is (name == "weighted"), place
