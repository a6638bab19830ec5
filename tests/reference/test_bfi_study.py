"""The 25 personality items of bfi as a study: figures that psych in R gives, printed by the command."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from psychograph.cli.main import main

ROOT = Path(__file__).parents[2]
BFI = ROOT.parent / "shared" / "data" / "psychographic" / "bfi.csv"
REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
SCALES = ("Agreeableness", "Conscientiousness", "Extraversion", "Neuroticism", "Openness")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not BFI.exists():
        pytest.skip("bfi.csv is not here: reference data lie outside the project")
    folder = tmp_path_factory.mktemp("bfi")
    shutil.copy(BFI, folder / "bfi.csv")
    lines = []
    for name in SCALES:
        columns = [f"{name[0]}{i}" for i in range(1, 6)]
        items = ", ".join(f"{{column: {c}{', reversed: true' if c in REVERSED else ''}}}" for c in columns)
        lines.append(f"  {name}: {{type: likert, scale: [1, 6], items: [{items}]}}")
    (folder / "study.yaml").write_text(
        "title: bfi\nobjective: {goal: trial, statement: S}\nresponses: bfi.csv\nrespondent: id\n"
        "attributes:\n" + "\n".join(lines) + f"\nbasis: [{', '.join(SCALES)}]\n",
        encoding="utf-8",
    )
    return folder / "study.yaml"


def printed(study: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["reliability", str(study), *options])
    assert ended.value.code in {0, None}  # openness is weak, which is a caution
    return capsys.readouterr().out


def test_alphas_are_printed_pairwise(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(study, capsys)
    alphas = [re.search(rf"^{name} +5 +2,800 +(\.\d+) ", out, re.MULTILINE) for name in SCALES]
    assert [found and found.group(1) for found in alphas] == [".703", ".727", ".762", ".814", ".600"]
    assert "KMO                .846" in out
    assert "chi2(300) 20,163.8, p < .001" in out
    assert "6 factors, 6 components above chance" in out
    assert "Caution (low-reliability): Openness: omega .62, alpha .60" in out
    assert "wrong-key" not in out
    assert "acquiescence" not in out


# psych::alpha, psych::KMO and psych::cortest.bartlett, to the digits of verification/known-results.md.
KNOWN = {
    "pairwise": ([0.7030, 0.7267, 0.7617, 0.8140, 0.6002], 0.8459, 20163.79),
    "listwise": ([0.7038, 0.7293, 0.7609, 0.8133, 0.6026], 0.8486, 18146.1),
}


@pytest.mark.parametrize("missing", KNOWN)
def test_figures_are_those_of_psych(missing: str, study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alphas, kmo, chi2 = KNOWN[missing]
    found = json.loads(printed(study, capsys, "--json", "--missing", missing))
    # Half a unit of the last digit given, and a little for rounding twice.
    assert [s["reliability"]["alpha"] for s in found["scales"]] == pytest.approx(alphas, abs=1.01e-4)
    assert found["battery"]["adequacy"]["overall"] == pytest.approx(kmo, abs=6e-5)
    assert found["battery"]["sphericity"]["chi2"] == pytest.approx(chi2, abs=0.06)
    assert found["battery"]["sphericity"]["df"] == 300


@pytest.mark.parametrize("missing", ["pairwise", "listwise", "em"])
def test_the_documented_figures_are_these(
    missing: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {missing}\b[^|]*\|(.*)\|$", page, re.MULTILINE | re.IGNORECASE)
    assert row is not None
    found = json.loads(printed(study, capsys, "--json", "--missing", missing))
    battery = found["battery"]
    figures = [f"{scale['reliability']['alpha']:.3f}"[1:] for scale in found["scales"]]
    figures += [f"{battery['adequacy']['overall']:.3f}"[1:], f"{battery['sphericity']['chi2']:,.1f}"]
    assert [cell.strip() for cell in row.group(1).split("|")] == figures
