"""Guards act in whole runs, from file to file: each is tripped once, and stays quiet once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from psychograph.cli.check import check
from psychograph.errors import ResponsesError, StudyError
from psychograph.knowledge.levels import Level
from psychograph.reports.figures import draw_figures
from psychograph.reports.html import render_html
from psychograph.reports.records import to_json
from psychograph.reports.results import write_results
from psychograph.runs.run import Run, run_study
from psychograph.strategy.targets import TargetRole

pytestmark = pytest.mark.usefixtures("hasty_judgement")

SAMPLES = Path(__file__).parents[3] / "src" / "psychograph" / "samples"
Rows = list[dict[str, str]]


@pytest.fixture
def studies(tmp_path: Path) -> Callable[..., Path]:
    """Write a sample study with changes: `replace` in its text, `more` at its end, `alter` on its rows."""

    def write(
        sample: str = "wearable",
        *,
        replace: tuple[tuple[str, str], ...] = (),
        more: str = "",
        alter: Callable[[Rows], None] | None = None,
        knowledge: str = "",
    ) -> Path:
        folder = tmp_path / "study"
        folder.mkdir()
        text = (SAMPLES / sample / "study.yaml").read_text(encoding="utf-8")
        for old, new in replace:
            assert old in text
            text = text.replace(old, new, 1)
        with (SAMPLES / sample / "responses.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if alter is not None:
            alter(rows)
        if knowledge:
            text += "\nknowledge: own.yaml\n"
            (folder / "own.yaml").write_text(knowledge, encoding="utf-8")
        (folder / "study.yaml").write_text(f"{text}\n{more}", encoding="utf-8")
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / "responses.csv").write_text(out.getvalue(), encoding="utf-8")
        return folder / "study.yaml"

    return write


def acting(run: Run) -> set[str]:
    assert run.brief is not None
    return {guard.id for guard in run.brief.guards if guard.acts}


def codes(run: Run) -> list[str]:
    return [finding.code for finding in run.findings]


def written(run: Run, folder: Path) -> dict[str, str]:
    """Every text file that a run writes."""
    write_results(run, folder)
    return {
        path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix != ".png"
    }


# ---- S01


def believe(rows: Rows) -> None:
    for at, row in enumerate(rows):
        row["Religion"] = "Zoroastrian" if at % 3 else "Quaker"
        row["Faith_Importance"] = str(1 + at % 7)


RELIGIOUS = (
    (
        "\nattributes:\n",
        "\nattributes:\n  Religion: {type: category, question: Which religion do you belong to?}\n"
        "  Faith_Importance: {type: likert, scale: [1, 7], question: How important is religion to you?}\n",
    ),
    ("descriptors: [", "descriptors: [Religion, "),
    ("basis:\n", "basis:\n  - Faith_Importance\n"),
    ("attributes: [Beh_HoursSocialMedia, ", "attributes: [Religion, Beh_HoursSocialMedia, "),
)


def test_s01_special_categories_are_left_out_of_everything(
    studies: Callable[..., Path], wearable: Run, tmp_path: Path
) -> None:
    run = run_study(studies(replace=RELIGIOUS, alter=believe))
    assert run.segmentation.labels.tolist() == wearable.segmentation.labels.tolist()
    assert run.profile == wearable.profile
    assert [p.narrative for p in run.personas] == [p.narrative for p in wearable.personas]
    assert "S01" in acting(run)
    serious = next(finding for finding in run.findings if finding.code == "special-category")
    assert serious.severity == "serious"
    assert "importance" in serious.text
    files = written(run, tmp_path / "out")
    for name, text in files.items():
        assert "Zoroastrian" not in text, name
        if name.endswith(".csv"):
            assert "Religion" not in text, name
            assert "Faith" not in text, name
    record = json.loads(files["personas.json"])
    assert "eligion" not in json.dumps(record)
    assert run.reliability is not None
    assert "Faith" not in repr(run.reliability)
    assert not any("Religion" in f.text for f in run.findings if f.code != "special-category")


def test_s01_is_quiet_without_and_settled_by_a_declaration(
    studies: Callable[..., Path], wearable: Run
) -> None:
    assert "S01" not in acting(wearable)
    assert "special-category" not in codes(wearable)
    settled = RELIGIOUS[0][1].replace("?}", "?, construct: none}")
    replaced = ((RELIGIOUS[0][0], settled), *RELIGIOUS[1:])
    run = run_study(studies(replace=replaced, alter=believe))
    assert "Faith_Importance" in run.study.basis
    assert "special-category" not in codes(run)


def test_s01_stops_where_nothing_else_is_left(studies: Callable[..., Path]) -> None:
    path = studies(replace=RELIGIOUS[:1], alter=believe)
    text = path.read_text(encoding="utf-8")
    start, end = text.index("basis:\n"), text.index("descriptors:")
    path.write_text(f"{text[:start]}basis: [Faith_Importance]\n{text[end:]}", encoding="utf-8")
    with pytest.raises(StudyError, match="special categories"):
        run_study(path)
    outcome = CliRunner().invoke(check, [str(path)])
    assert isinstance(outcome.exception, StudyError)


def test_s01_a_check_tells_beforehand(studies: Callable[..., Path]) -> None:
    outcome = CliRunner().invoke(check, [str(studies(replace=RELIGIOUS, alter=believe))])
    assert outcome.exit_code == 1
    assert "(special-category)" in outcome.output


PREACHING = """
rules:
  - id: OWN1
    when: [[adopt.innovativeness, high]]
    then: {motive: their religion, frame: made for people like them}
"""


def test_s01_no_rule_of_your_own_infers_one(studies: Callable[..., Path]) -> None:
    run = run_study(studies(knowledge=PREACHING))
    lines = {line.phrase for persona in run.personas for line in persona.advice}
    assert "made for people like them" in lines
    assert "their religion" not in lines
    assert "withheld-line" in codes(run)
    assert not any("religion" in s.text for p in run.personas for s in p.statements)


# ---- S02


def rejuvenate(rows: Rows) -> None:
    for row in rows[:20]:
        row["Age"] = "16"


def test_s02_minors_are_left_out_before_segments_are_built(studies: Callable[..., Path]) -> None:
    path = studies(alter=rejuvenate)
    run = run_study(path)
    assert len(run.segmentation.basis) == 280
    young = {f"R{number:03d}" for number in range(1, 21)} | set(run.excluded)
    assert len(run.excluded) == 20
    assert not young & set(run.segmentation.basis.respondents)
    (finding,) = [f for f in run.findings if f.code == "minors-left-out"]
    assert finding.text.startswith("20 of 300 respondents are under 18")
    assert min(n.minimum for p in run.personas for n in p.numbers if n.name == "Age") >= 18
    assert "S02" not in acting(run)
    assert run.minors == run.excluded
    assert "20 were left out since they are under 18" in unescape(render_html(run, draw_figures(run)))


def test_s02_is_quiet_among_adults(wearable: Run) -> None:
    assert "minors-left-out" not in codes(wearable)
    assert wearable.excluded == ()


def test_s02_margins_hold_among_adults(studies: Callable[..., Path]) -> None:
    def alter(rows: Rows) -> None:
        rejuvenate(rows)
        for at, row in enumerate(rows):
            row["Half"] = "a" if at % 2 else "b"

    path = studies(
        replace=(("\nattributes:\n", "\nattributes:\n  Half: {type: category}\n"),),
        more="weighting: {margins: {Half: {a: 0.7, b: 0.3}}}\n",
        alter=alter,
    )
    run = run_study(path)
    assert len(run.responses.respondents) == 280
    half = next(column for column in run.responses.categorical if column.name == "Half").values
    weights = run.responses.numeric.weights
    share = weights[np.array([value == "a" for value in half])].sum() / weights.sum()
    assert share == pytest.approx(0.7, abs=1e-6)  # raking stops at 1e-6


def test_s02_years_of_birth(studies: Callable[..., Path]) -> None:
    def alter(rows: Rows) -> None:
        for at, row in enumerate(rows):
            row["Age"] = "2010" if at < 5 else "1985"

    asked = "Age: {type: number, question: What is your current age?}"
    born = ((asked, "Age: {type: number, construct: demo.birth_year}"),)
    path = studies(replace=born, more='fieldwork: {start: "2026-09-01"}\n', alter=alter)
    run = run_study(path)
    assert len(run.excluded) == 5
    path.write_text(path.read_text(encoding="utf-8").replace("fieldwork:", "# fieldwork:"), encoding="utf-8")
    undated = run_study(path)
    assert undated.excluded == ()
    assert "minors-unread" in codes(undated)


def test_s02_days_of_birth_in_words(studies: Callable[..., Path]) -> None:
    def alter(rows: Rows) -> None:
        for at, row in enumerate(rows):
            row["Age"] = "2010-03-01" if at < 5 else "01.03.1985" if at < 10 else "1985"

    asked = "Age: {type: number, question: What is your current age?}"
    born = ((asked, "Age: {type: category, question: What is your date of birth?}"),)
    path = studies(replace=born, more='fieldwork: {start: "2026-09-01"}\n', alter=alter)
    assert len(run_study(path).excluded) == 5
    path.write_text(path.read_text(encoding="utf-8").replace("fieldwork:", "# fieldwork:"), encoding="utf-8")
    assert "minors-unread" in codes(run_study(path))


def test_s02_age_groups(studies: Callable[..., Path]) -> None:
    def alter(rows: Rows) -> None:
        for at, row in enumerate(rows):
            row["Age"] = "Under 18" if at < 10 else "16-24" if at < 15 else "25-44"

    grouped = (("Age: {type: number,", "Age: {type: category,"),)
    run = run_study(studies(replace=grouped, alter=alter))
    assert len(run.minors) == 10
    (finding,) = [f for f in run.findings if f.code == "minors-unsure"]
    assert finding.text.startswith("5 respondents are in age groups")


def test_s02_nobody_is_proposed_for_ads_where_minors_buy_and_age_was_not_asked(
    studies: Callable[..., Path],
) -> None:
    ageless = (
        ("  Age: {type: number, question: What is your current age?}\n", ""),
        ("descriptors: [Age, ", "descriptors: ["),
        ("Beh_HoursSocialMedia, Age, ", "Beh_HoursSocialMedia, "),
    )
    run = run_study(studies(replace=ageless, more="strategy: {campaign: {youth: true}}\n"))
    assert run.ranking.target is None
    assert "a guard forbids" in run.ranking.why_no_target
    assert {score.role for score in run.ranking.scores} == {TargetRole.NOT_NOW}
    assert "no-target" in codes(run)


def test_s02_a_survey_of_minors_alone_is_refused(studies: Callable[..., Path]) -> None:
    def alter(rows: Rows) -> None:
        for row in rows:
            row["Age"] = "15"

    with pytest.raises(ResponsesError, match="300 of 300 respondents under 18"):
        run_study(studies(alter=alter))


# ---- S03


@pytest.fixture
def housing(studies: Callable[..., Path]) -> Run:
    return run_study(
        studies(more="strategy: {category: housing, campaign: {country: US, start: 2025-03-01}}\n")
    )


def test_s03_nothing_is_targeted_by_age_gender_or_place(housing: Run) -> None:
    assert "S03" in acting(housing)
    barred = {"Age", "Gender", "Region", "Geo_Urbanicity"}
    for persona in housing.personas:
        for line in persona.advice:
            assert not barred & set(line.attributes), line
            assert line.slot != "platform"
    identifiable = [
        k.evidence for s in housing.ranking.scores for k in s.knock_outs if k.code == "identifiable"
    ]
    assert identifiable
    assert not any(word in text for text in identifiable for word in ("Age", "Gender", "Region", "rbanicity"))


def test_s03_audiences_are_described_without_age(housing: Run) -> None:
    for brief in housing.briefs:
        who = f"{brief.summary.get} {brief.summary.who} {brief.insight.text}".lower()
        assert not any(word in who.split() for word in ("age", "aged", "median", "gender", "women", "men"))


def test_s03_no_line_of_a_brief_names_a_protected_trait(housing: Run) -> None:
    """Everything but the guards themselves, which name what they leave out."""
    barred = re.compile(r"\b(age|aged|gender|women|men|region|urban\w*|median|years? old|postcode)\b", re.I)
    for brief in housing.briefs:
        record = json.loads(to_json(replace(brief, guards=(), compliance=())))
        assert not [text for text in texts(record) if barred.search(text)]


def texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from texts(value)
    elif isinstance(part, str):
        yield part


def test_s03_is_quiet_elsewhere(wearable: Run) -> None:
    assert "S03" not in acting(wearable)


def test_s03_segments_built_on_age_are_not_proposed(studies: Callable[..., Path]) -> None:
    aged = (("basis:\n", "basis:\n  - Age\n"), ("descriptors: [Age, ", "descriptors: ["))
    run = run_study(studies(replace=aged, more="strategy: {category: insurance}\n"))
    assert run.ranking.target is None
    assert all(score.closed for score in run.ranking.scores)


# ---- S04

PRESSING = """
rules:
  - id: OWN1
    when: [[adopt.innovativeness, high]]
    then:
      frame: use their fear of missing out
      barrier: fear that it will not last
      motive: being first
"""
CLAIMS = """    claims:
      - {text: "Afraid of missing out? Buy now", evidence: x}
      - {text: Two years of warranty, evidence: terms}
"""


def test_s04_worry_never_becomes_a_lever(studies: Callable[..., Path], tmp_path: Path) -> None:
    path = studies(
        replace=(("  facts: # what you own", f"  facts:\n{CLAIMS}    # what you own"),), knowledge=PRESSING
    )
    run = run_study(path)
    assert "S04" in acting(run)
    assert "withheld-line" in codes(run)
    lines = {(str(line.slot), line.phrase) for persona in run.personas for line in persona.advice}
    assert ("motive", "being first") in lines
    assert ("barrier", "fear that it will not last") in lines  # it describes, and does not press
    assert ("frame", "use their fear of missing out") not in lines
    for brief in run.briefs:
        assert not any("Afraid" in message.text for message in brief.messages)
    files = written(run, tmp_path / "out")
    assert "use their fear" not in files["personas.json"]


def test_s04_is_quiet_with_shipped_rules(wearable: Run, worked_example: Run) -> None:
    for run in (wearable, worked_example):
        assert "S04" not in acting(run)
        assert "withheld-line" not in codes(run)


# ---- S05 to S07


def test_s05_to_s07_in_the_worked_example(worked_example: Run) -> None:
    assert {"S05", "S06", "S07"} <= acting(worked_example)
    assert worked_example.brief is not None
    trees = next(m for m in worked_example.brief.messages if "tree" in m.text)
    assert not trees.substantiated
    voices = worked_example.brief.influencers
    assert voices
    assert all(any(check.startswith("S06") for check in line.checks) for line in voices if line.rules)


def test_s05_and_s07_are_quiet_without_such_words_or_with_a_figure(studies: Callable[..., Path]) -> None:
    limited = (
        ("      description: a wristband", "      limited_to: 500 pieces\n      description: a wristband"),
    )
    run = run_study(studies(replace=limited))
    assert not {"S05", "S07"} & acting(run)


def test_s06_is_quiet_where_nobody_is_rewarded(studies: Callable[..., Path]) -> None:
    off = "off: [A01, A02, A03, A09, L01, L02, L03, P08, B04]\n"
    run = run_study(studies(more="strategy: {target: 3}\n", knowledge=off))
    slots = {"influencer", "referral"}
    rewarded = [a for a in run.personas[2].advice if a.slot in slots or "endorsement" in a.risks]
    assert not rewarded
    assert "S06" not in acting(run)


# ---- S08 to S12


def test_s08_exploratory_personas_split_no_budget(worked_example: Run, wearable: Run) -> None:
    assert "S08" in acting(worked_example)
    assert "S08" not in acting(wearable)


def test_s09_small_cells(worked_example: Run, wearable: Run, tmp_path: Path) -> None:
    assert "S09" in acting(worked_example)
    cells = [int(row) for p in worked_example.personas for c in p.categories for _, row in c.shown]
    cells += [count for p in wearable.personas for c in p.categories for _, count in c.shown]
    assert all(count >= 5 for count in cells)
    occupations = {
        value for column in worked_example.responses.categorical for value in column.values if value
    }
    rare = [
        name
        for name in occupations
        if sum(v == name for c in worked_example.responses.categorical for v in c.values) < 5
    ]
    files = written(worked_example, tmp_path / "out")
    for name in rare:
        assert name not in files["personas.json"], name
        assert name not in files["report.html"], name


def test_s09_is_quiet_without_small_cells(studies: Callable[..., Path]) -> None:
    bare = (("descriptors: [Age, Gender, Income, Region,", "descriptors: [Age, Income,"),)
    assert "S09" not in acting(run_study(studies(replace=bare)))


def test_s10_split_attributes(studies: Callable[..., Path], wearable: Run) -> None:
    def alter(rows: Rows) -> None:  # two camps in every segment on one question
        for at, row in enumerate(rows):
            row["Need_ActivityTracking"] = "1" if at % 2 else "7"

    run = run_study(studies(alter=alter))
    assert run.brief is not None
    assert "Need_ActivityTracking" in run.personas[run.brief.segment - 1].split
    assert "S10" in acting(run)
    assert "split-attribute" in codes(run)
    assert "S10" not in acting(wearable)


def test_s11_headlines_that_few_fit_at_once_are_shortened(
    studies: Callable[..., Path], wearable: Run
) -> None:
    assert "S11" not in acting(wearable)
    rng = np.random.default_rng(11)

    def alter(rows: Rows) -> None:
        # On each question three quarters of one half stand high: each a headline, but few fit them all.
        names = ["Att_LatestGreatest", "Att_FirstToKnow", "Life_Simplicity", "Price_BudgetCautious"]
        names += [
            "Adopt_WaitSecondGeneration",
            "Adopt_WouldBuy",
            "Need_ActivityTracking",
            "Beh_HoursSocialMedia",
        ]
        for at, row in enumerate(rows):
            for name in names:
                high = rng.random() < 0.78
                row[name] = str((7 if high else 4) if at % 2 else (1 if high else 4))

    run = run_study(
        studies(replace=(("segments: 3", "segments: 2"),), alter=alter, more="strategy: {target: 1}\n")
    )
    assert any(persona.dropped for persona in run.personas)
    assert run.brief is not None
    for persona in run.personas:
        assert 2 * persona.joint_fit >= persona.n or len(persona.headlines) == 1
    assert "S11" in acting(run)


def test_s12_lines_of_grade_d_print_as_hypotheses(studies: Callable[..., Path], worked_example: Run) -> None:
    own = "rules: [{id: OWN1, when: [[adopt.innovativeness, high]], then: {motive: being first}}]\n"
    run = run_study(studies(knowledge=own))
    assert "S12" in acting(run)
    said = [s for p in run.personas for s in p.statements if "being first" in s.text]
    assert said
    assert {str(s.kind) for s in said} == {"hypothesis"}
    assert "S12" not in acting(worked_example)


def test_levels_of_the_sample_are_as_the_tests_need_them(wearable: Run) -> None:
    """Own rules above rest on this."""
    standing = wearable.personas[0].standing("adopt.innovativeness")
    assert standing is not None
    assert standing.level is Level.HIGH
