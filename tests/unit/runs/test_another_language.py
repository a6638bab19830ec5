"""A study in another language: nothing of a persona, target or brief stays English."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pseudo_language import pseudo_catalogue

from psychograph.knowledge.base import shipped
from psychograph.labels import readable
from psychograph.reports.records import to_json
from psychograph.reports.results import write_results
from psychograph.runs.run import Run, run_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

SAMPLES = Path(__file__).parents[3] / "src" / "psychograph" / "samples"
SAMPLE = SAMPLES / "worked_example"

# Names of things, for programs: they are the same in every language.
CODES = frozenset(
    "kind slot basis grade rules evidence against construct level role risks criterion guard code goal "
    "template message_matched message_other points not_rated stage status asset matter headlines arm".split()
)
ARMS = "briefs.plan.arms.name"  # called after their message: message-1
QUOTED = re.compile("“[^”]*”")  # words of the user's, pointed at
COMMAND = "psychograph strategy evaluate results.csv --study study.yaml"
# What is still English, by the place in the file: a list that should only ever get shorter.
LEFT_OVER: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("another_language")
    for name in ("study.yaml", "responses.csv"):
        shutil.copy(SAMPLE / name, folder / name)
    (folder / "pseudo.ftl").write_text(pseudo_catalogue(shipped()), encoding="utf-8")
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("language: pseudo.ftl\n")
    return folder


@pytest.fixture(scope="module")
def pseudo(folder: Path) -> Run:
    return run_study(folder)


@pytest.fixture(scope="module")
def pseudo_wearable(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The wearable study, where others are a second wave, or reached through givers."""
    folder = tmp_path_factory.mktemp("wearable")
    for name in ("study.yaml", "responses.csv"):
        shutil.copy(SAMPLES / "wearable" / name, folder / name)
    (folder / "pseudo.ftl").write_text(pseudo_catalogue(shipped()), encoding="utf-8")
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlanguage: pseudo.ftl\n")
    return run_study(folder)


def texts(part: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a record that people read, with its place."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in CODES:
                yield from texts(value, f"{place}.{key}".lstrip("."))
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, place)
    elif isinstance(part, str):
        yield place, part


def said_by_others(run: Run) -> list[str]:
    """Return texts of the study, names of platforms and citations, longest first."""
    study = json.loads(run.study.model_dump_json())
    own = [text for _, text in texts(study)] + list(run.study.attributes)
    own += [readable(name) for name in run.study.attributes]
    for file in SAMPLES.glob("*/responses.csv"):
        own += re.findall(r"[^,\n]+", file.read_text(encoding="utf-8"))
    base = shipped()
    own += [a for t in base.facts.values() for s in t.surveys for g in s.groups for a in g.figures]
    own += [part for r in base.references.values() for part in (r.citation, r.finding, r.link, r.key)]
    return sorted({text for text in own if len(text) > 1}, key=len, reverse=True)


def latin(text: str) -> list[str]:
    """Return the words of Latin letters; single letters are units and ids."""
    return [word.lower() for word in re.findall(r"[A-Za-z]{2,}", text)]


def left_over(run: Run, record: object, place: str) -> dict[str, str]:
    others = re.compile("|".join(map(re.escape, [COMMAND, *said_by_others(run)])), re.IGNORECASE)
    found: dict[str, str] = {}
    for where, text in texts(json.loads(to_json(record)), place):
        if where != ARMS and latin(QUOTED.sub(" ", others.sub(" ", text))):
            found.setdefault(where, text)
    return found


@pytest.mark.parametrize("study", ["pseudo", "pseudo_wearable"])
def test_nothing_english_is_left_in_personas_targets_and_briefs(
    study: str, request: pytest.FixtureRequest
) -> None:
    run: Run = request.getfixturevalue(study)
    found = left_over(run, run.personas, "personas")
    found |= left_over(run, run.ranking, "ranking")
    found |= left_over(run, run.briefs, "briefs")
    new = {place: text for place, text in found.items() if place not in LEFT_OVER}
    assert not new, "\n".join(f"{place}: {text}" for place, text in sorted(new.items()))
    assert not LEFT_OVER - found.keys(), "no longer left over: shorten the list"


def test_nothing_english_is_left_on_cards_and_briefs(pseudo: Run, tmp_path: Path) -> None:
    write_results(pseudo, tmp_path / "results")
    # What the file of results must hold, word for word, is the same in every language.
    arms = r"(?:message|question)-\d+(?:-\w)?|holdout"
    others = re.compile("|".join([arms, *map(re.escape, [COMMAND, *said_by_others(pseudo)])]), re.IGNORECASE)
    pages = sorted((tmp_path / "results").glob("*.md"))
    assert len(pages) == 4
    left = [
        f"{page.name}: {line}"
        for page in pages
        for line in page.read_text(encoding="utf-8").splitlines()
        if latin(QUOTED.sub(" ", others.sub(" ", line.replace("\\", ""))))
    ]
    assert not left, "\n".join(left)


def test_a_whole_translation_needs_no_remark(pseudo: Run) -> None:
    assert "untranslated" not in {finding.code for finding in pseudo.findings}


def test_the_same_people_and_the_same_figures_in_any_language(pseudo: Run, worked_example: Run) -> None:
    assert [p.n for p in pseudo.personas] == [p.n for p in worked_example.personas]
    assert pseudo.ranking.target == worked_example.ranking.target
    for ours, theirs in zip(pseudo.personas, worked_example.personas, strict=True):
        assert [s.measurement for s in ours.statements] == [s.measurement for s in theirs.statements]
        assert [(a.slot, a.rules) for a in ours.advice] == [(a.slot, a.rules) for a in theirs.advice]


def test_english_stands_in_for_what_is_missing_and_that_is_said(folder: Path) -> None:
    part = folder / "part.ftl"
    part.write_text("# language: el\nlist-and = { $first } και { $last }\n", encoding="utf-8")
    study = (folder / "study.yaml").read_text(encoding="utf-8").replace("pseudo.ftl", "part.ftl")
    (folder / "part.yaml").write_text(study, encoding="utf-8")
    run = run_study(folder / "part.yaml")
    (finding,) = [finding for finding in run.findings if finding.code == "untranslated"]
    assert "missing in part.ftl" in finding.text
    assert "Innovative" in run.personas[1].name
    assert " και " in run.personas[1].one_line.text
