"""What people declare in files of their own, packs and questionnaires: broken ones are refused by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from files_that_harm import damaged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peak_memory import kilobytes_taken
from ruamel.yaml import YAML
from strange_values import changed_values

from psychograph.errors import PsychographError
from psychograph.instruments.catalogue import catalogue_of, shipped
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Pack
from psychograph.instruments.reading import parse_pack, read_pack
from psychograph.questionnaire.condition_text import parse_condition
from psychograph.questionnaire.file.reading import parse_questionnaire, read_questionnaire
from psychograph.questionnaire.file.writing import questionnaire_yaml
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.model import Questionnaire

patient = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

PACK = """
id: our_pace
name: Our pace scale
about: how fast people like things to go
citation: [Ours]
licence: {id: LicenseRef-ours, commercial_use: true}
answers: {low: 1, high: 5, labels: {1: Never, 5: Always}}
stem: {en: I am like this., de: So bin ich.}
scales:
  - {id: pace, name: Pace, reliability: {kind: alpha, value: 0.8, source: us}}
items:
  - {id: pace_1, scale: pace, text: I walk faster than most.}
  - {id: pace_2, scale: pace, reversed: true, text: {en: I like long pauses., de: Ich mag Pausen.}}
"""
SURVEY = (
    questionnaire_yaml(probe())
    + """
  - name: scales
    questions:
      - {standard: demographics.gender}
      - {instrument: mini_ipip_20, shuffle: true}
"""
)


def pack(text: str) -> Pack:
    return parse_pack(text, "a.yaml")


def survey(text: str) -> Questionnaire:
    return parse_questionnaire(text, "a.yaml", shipped())


READERS: dict[str, tuple[Callable[[str], object], str]] = {
    "pack": (pack, PACK),
    "questionnaire": (survey, SURVEY),
}


def taken_or_refused(read: Callable[[str], object], text: str) -> bool:
    """Read a text; where it is refused, in words."""
    try:
        read(text)
    except (InstrumentError, QuestionnaireError) as reason:
        problems = reason.problems
    else:
        return True
    assert problems
    for problem in problems:
        assert problem.where.startswith("a.yaml")
        assert problem.found
        assert problem.expected
        assert problem.mend
        assert len(str(problem)) < 2_000
    return False


def plain(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text)))


@pytest.mark.parametrize("kind", READERS)
def test_a_file_cut_short_or_damaged(kind: str) -> None:
    read, text = READERS[kind]
    assert taken_or_refused(read, text)
    for length in range(0, len(text), 5 if kind == "pack" else 101):
        taken_or_refused(read, text[:length])
    for content in damaged(text.encode(), 60, seed=6, keep=1):
        taken_or_refused(read, content.decode("utf-8", "replace"))


@pytest.mark.parametrize("kind", READERS)
def test_one_thing_after_another_is_not_what_it_should_be(kind: str) -> None:
    read, text = READERS[kind]
    # A questionnaire is large: each 17th change, so that every kind of place still meets many.
    for made in islice(changed_values(plain(text)), 0, None, 1 if kind == "pack" else 17):
        taken_or_refused(read, json.dumps(made))  # JSON is YAML


@pytest.mark.parametrize("kind", READERS)
def test_any_text_at_all(kind: str) -> None:
    read, _ = READERS[kind]

    @patient
    @given(st.text())
    def hold(text: str) -> None:
        assert not taken_or_refused(read, text)

    hold()


def billions(key: str) -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join([*lines, f"{key}: *a11"])


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "attack",
    [
        billions("items"),
        billions("pages"),
        "a: &a [*a]",
        "pages: &p [{questions: *p}]",
        "<<: &x {<<: *x}",
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "a: !!python/object/apply:os.system ['true']",
        "!!map {a: !!binary AAAA}",
        "a: 1\n---\nb: 2",
        "%YAML 9.9\n---\na: 1",
        "? [a, b]\n: c",
        "a: 1\na: 2",
        "a: *nobody",
        "a: .nan\nb: .inf\nc: 0x10\nd: 1:30:00\ne: 2026-02-30",
        f"title: {'9' * 5_000}",
        "a: \x00",
        "\ufeff",
        "\t",
    ],
    ids=lambda attack: repr(attack[:20]),
)
def test_yaml_that_harms(kind: str, attack: str) -> None:
    assert not taken_or_refused(READERS[kind][0], attack)


def told(read: Callable[[str], object], text: str) -> str:
    with pytest.raises(PsychographError) as reason:
        read(text)
    return str(reason.value)


def test_a_pack_whose_key_names_what_is_not_there() -> None:
    said = told(pack, PACK.replace("scale: pace, text", "scale: pase, text"))
    assert "a.yaml, line 12" in said
    assert "pase" in said
    assert "pace" in said
    parts = PACK.replace("name: Pace,", "name: Pace, parts: [pace_3],")
    assert "pace_3" in told(pack, parts)
    assert "pace_1" in told(pack, PACK.replace("id: pace_2", "id: pace_1"))
    itself = PACK.replace("name: Pace,", "name: Pace, parts: [pace],")
    assert "line 10" in told(pack, itself)


def page(*questions: str) -> str:
    return "title: Tea\npages:\n  - questions:\n" + "".join(f"      - {{{one}}}\n" for one in questions)


def test_cyclic_logic_is_named() -> None:
    said = told(
        survey,
        page(
            "name: a, type: text, ask: A?, show_if: b = 1",
            "name: b, type: text, ask: B?, show_if: c = 1",
            "name: c, type: text, ask: C?, show_if: a = 1",
        ),
    )
    assert "a -> b -> c -> a" in said
    itself = told(survey, page("name: a, type: text, ask: A?, show_if: a = 1"))
    assert "line 4" in itself
    ring = [f"name: q{n}, type: number, ask: Q?, show_if: q{(n + 1) % 2_000} = 1" for n in range(2_000)]
    assert "q0" in told(survey, page(*ring))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("instrument: mini_ipip_2", "mini_ipip_20"),
        ("instrument: mini_ipip_20/extroversion", "did you mean 'extraversion'?"),
        ("instrument: /", "an empty text"),
        ("instrument: ../../etc/passwd", "'..'"),
        ("standard: demographics.gendr", "demographics.gender"),
        ("name: a, type: rating, ask: A?, scale: agree55", "agree5"),
        ("name: a, type: rating, ask: A?, scale: {low: 1, high: 1000000000}", "11"),
        ("name: a, type: ratings, ask: A?", "rating"),
    ],
)
def test_what_a_file_refers_to_and_is_not_there(question: str, said: str) -> None:
    found = told(survey, page(question))
    assert "a.yaml, line 4" in found
    assert said in found


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "not " * 100_000,
        "not (" * 5_000 + "a" + ")" * 5_000,
        "a = 1 and " * 50_000 + "a = 1",
        '"' * 10_001,
        "a = " + "\\" * 100_000,
        "answered(" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_conditions_without_end(text: str) -> None:
    try:
        found = parse_condition(text)
    except ValueError as reason:
        said = str(reason)
    else:
        hash(found)
        said = ""
    assert len(said) < 2_000


MEASURED = """
import sys
from pathlib import Path
from psychograph.errors import PsychographError
from psychograph.instruments.catalogue import catalogue_of, shipped
from psychograph.instruments.reading import read_pack
from psychograph.questionnaire.file.reading import read_questionnaire
path = Path(sys.argv[1])
for read in (read_pack, lambda path: read_questionnaire(path, shipped())):
    try:
        read(path)
    except PsychographError as reason:
        assert len(str(reason)) < 1_000_000
"""
MOST_MEMORY = 2_000_000  # kilobytes
LARGE = {
    "one text": "title: " + "x" * 4_900_000,
    "brackets": "title: [" + "[], " * 400_000 + "]",
    "keys": "".join(f"k{n}: 1\n" for n in range(5_000)),
    "broken": "title: Tea\npages:\n" + "  - x\n" * 5_000,
    "too large": "#" * 6_000_000,
}


@pytest.mark.parametrize("case", LARGE)
def test_files_of_five_megabytes(case: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(LARGE[case])
    assert kilobytes_taken(MEASURED, [str(tmp_path / "a.yaml")], seconds=500) < MOST_MEMORY


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "a.yaml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path, tmp_path / "none.yaml", tmp_path / "instruments" / "a.yaml", Path("a\0b.yaml")):
        with pytest.raises(InstrumentError):
            read_pack(path)
        with pytest.raises(QuestionnaireError):
            read_questionnaire(path, shipped())
    with pytest.raises(InstrumentError, match=r"a\.yaml"):
        catalogue_of(tmp_path)
