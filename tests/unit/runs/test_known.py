"""A study with knowledge of its own: its rules speak, its constructs match, its file is in the manifest."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import pytest

from psychograph.findings import Severity
from psychograph.instruments.catalogue import shipped as instruments
from psychograph.instruments.notices import ATTESTED, ENNEAGRAM
from psychograph.instruments.own import added
from psychograph.knowledge.base import shipped
from psychograph.knowledge.own import KnowledgeError
from psychograph.knowledge.translation import LanguageError
from psychograph.runs.known import known_to
from psychograph.runs.run import Run, run_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

SAMPLE = Path(__file__).parents[3] / "src" / "psychograph" / "samples" / "worked_example"
RULES = """\
off: [P02]
rules:
  - id: OUR1
    when: [[val.hands_on, high]]
    then: {proof: an hour in the workshop}
    priority: 3
  - id: V06
    when: [[val.cause_expectation, low]]
    then: {frame: what it does for you, dont: guilt about the world}
    evidence: [joyal2022]
    grade: B
constructs:
  val.hands_on:
    family: values
    tokens: [conscientiousness]
    high: like to do things themselves
    low: leave things to others
lexicon:
  adjectives: {val.tradition: {high: [Steadfast]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("study.yaml", "responses.csv"):
        shutil.copy(SAMPLE / name, tmp_path / name)
    study = (tmp_path / "study.yaml").read_text(encoding="utf-8")
    study = study.replace(
        "question: Average of the conscientiousness items}",
        "question: Average of the conscientiousness items, construct: val.hands_on}",
    )
    (tmp_path / "study.yaml").write_text(study + "knowledge: our_rules.yaml\n", encoding="utf-8")
    (tmp_path / "our_rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def test_own_rules_speak_in_a_run(folder: Path) -> None:
    run: Run = run_study(folder)
    (realists,) = [persona for persona in run.personas if persona.standing("val.hands_on") is not None][:1]
    said = {line.phrase: line for line in realists.advice}
    assert said["an hour in the workshop"].rules == ("OUR1",)
    assert said["an hour in the workshop"].hypothesis
    assert said["an hour in the workshop"].attributes == ("Conscientiousness",)
    assert "guilt about the world" in said
    assert "leading with the cause" not in said
    pioneers = run.personas[1]
    assert not [line for line in pioneers.advice if "P02" in line.rules]
    assert "our_rules.yaml" in [source.name for source in run.sources]
    assert run.knowledge.constructs["val.hands_on"].high == "like to do things themselves"


def test_a_mistake_in_the_own_file_stops_the_run_with_its_line(folder: Path) -> None:
    (folder / "our_rules.yaml").write_text(RULES.replace("val.tradition:", "val.tradtion:"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"our_rules\.yaml, line 19"):
        run_study(folder)


def test_a_study_without_files_knows_what_ships(worked_example: Run) -> None:
    known = known_to(worked_example.study)
    assert known.knowledge is shipped()
    assert (known.files, known.findings) == ((), ())


OWN_PACK = """\
id: our_types
name: Our Enneagram
about: words about types
answers: {low: 1, high: 5, labels: {1: Never, 2: Rarely, 3: At times, 4: Often, 5: Always}}
scales:
  - {id: helper, name: Helper, measures: big5.agreeableness}
items:
  - {id: helper_1, scale: helper, text: I help.}
  - {id: helper_2, scale: helper, text: I keep away from others., reversed: true}
"""


def test_an_instrument_of_its_own_is_an_input_of_the_run_and_its_notices_are_findings(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    own = tmp_path / "instruments"
    own.mkdir()
    for name in ("our_types", "not_used"):
        mine.write_text(OWN_PACK.replace("our_types", name), encoding="utf-8")
        terms = "https://example.org/terms"
        new = added(mine, licence="CC-BY-4.0", evidence=terms, attested=True, taken=instruments().packs)
        (own / new.file).write_text(new.text, encoding="utf-8")
    study = (SAMPLE / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        study.replace("attributes:\n", "attributes:\n  Helping: {instrument: our_types/helper}\n", 1),
        encoding="utf-8",
    )
    with (SAMPLE / "responses.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with (tmp_path / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [[*head, "helper_1", "helper_2"], *([*row, str(1 + at % 5), "3"] for at, row in enumerate(rows))]
        )
    run = run_study(tmp_path)
    (source,) = [source for source in run.sources if source.name not in ("study.yaml", "responses.csv")]
    assert source.name == "our_types.yaml"
    assert source.sha256 == hashlib.sha256((own / source.name).read_bytes()).hexdigest()
    told = {
        finding.text.partition(": ")[2]: finding.severity
        for finding in run.findings
        if finding.code == "instrument-notice"
    }
    assert told == {ENNEAGRAM: Severity.CAUTION, ATTESTED: Severity.NOTE}


def test_a_language_that_is_not_there(folder: Path) -> None:
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("language: de.ftl\n")
    with pytest.raises(LanguageError, match="psychograph language template"):
        run_study(folder)
