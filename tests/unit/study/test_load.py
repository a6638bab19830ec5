"""Study files are refused whole: every problem at once, with its line and a remedy."""

from __future__ import annotations

import codecs
from importlib.resources import files
from pathlib import Path

import pytest

from psychograph.errors import Problem, StudyError
from psychograph.study.load import load_study, parse_study
from psychograph.study.model import AttributeType, Goal

HEAD = """\
title: Tea
objective:
  goal: trial
  statement: Find them.
"""
ATTRIBUTES = """\
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Thrift:
    type: likert
    scale: [1, 5]
"""
BASIS = "basis: [Openness, Thrift]\n"
GOOD = HEAD + ATTRIBUTES + BASIS


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(StudyError) as caught:
        parse_study(text, "study.yaml")
    return caught.value.problems


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def test_worked_example_loads() -> None:
    study = load_study(Path(str(files("psychograph.samples") / "worked_example" / "study.yaml")))
    assert study.objective.goal is Goal.LAUNCH_CAUSE
    assert len(study.basis) == 10
    assert study.attributes["Occupation"].type is AttributeType.CATEGORY
    assert study.segmentation.seed == 2025
    assert study.objective.facts.owned == {"new_product", "cause"}


def test_several_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = """\
titel: Tea
objective:
  goal: trail
  key_questions:
    - question: Who?
      attributes: [Opennes]
attributes:
  Openness:
    type: lickert
    scale: 1-5
  Thrift: {type: likert, scale: [5, 1]}
basis: [Thrift, Thrift]
"""
    assert [(problem.where, problem.mend) for problem in problems(text)] == [
        ("study.yaml, line 1, titel", "did you mean 'title'?"),
        (
            "study.yaml, line 2, objective",
            "add statement: Which customers should we offer the new product first?",
        ),
        ("study.yaml, line 3, objective > goal", "did you mean 'trial'?"),
        (
            "study.yaml, line 6, objective > key_questions > entry 1 > attributes > entry 1",
            "did you mean 'Openness'?",
        ),
        ("study.yaml, line 9, attributes > Openness > type", "did you mean 'likert'?"),
        (
            "study.yaml, line 10, attributes > Openness > scale",
            "write both ends in brackets, as in scale: [1, 5]",
        ),
        (
            "study.yaml, line 11, attributes > Thrift > scale",
            "write scale: [1, 5]; if agreement means less, add reversed: true",
        ),
        ("study.yaml, line 12, basis > entry 2", "take one of the two out"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        pytest.param("", None, "an empty file", "a study: title,", id="empty"),
        pytest.param("# only\n# this\n", None, "only comments", "a study: title,", id="comments"),
        pytest.param("My study\n", 1, "'My study'", "lines such as", id="text"),
        pytest.param("\n- a\n- b\n", 2, "a list", "lines such as", id="list"),
        pytest.param("a:\n\tb: 1\n", 2, "a tab at the start of the line", "spaces for indentation", id="tab"),
        pytest.param("a:\n  b: 1\n  \tc: 1\n", 3, "a tab at the start", "spaces", id="tab-after-spaces"),
        pytest.param("a: 1\nb: c: d\n", 2, "b: c: d", "at most one `key: value`", id="colon"),
        pytest.param("a: 1\nb: [1, 2\nc: 3\n", 2, "b: [1, 2", "a list that ends with ]", id="bracket"),
        pytest.param("a: 1\nb: {x: 2\nc: 3\n", 2, "b: {x: 2", "a block that ends with }", id="brace"),
        pytest.param("a: 1\nb: 'it\nc: 3\n", 2, "a quote that is opened", "a closing quote", id="quote"),
        pytest.param("a: 1\nb: *bold*\n", 2, "b: *bold*", "not start with *", id="alias"),
        pytest.param("a: 1\nb: [, 5]\n", 2, "b: [, 5]", "brackets and commas in their places", id="comma"),
        pytest.param("a: 1\nb: >5 cups\n", 2, "b: >5 cups", "not start with | or >", id="greater-than"),
        pytest.param("a: 1\nb: @us\n", 2, "b: @us", "text that starts with a letter", id="at"),
        pytest.param("a: 1\n---\nb: 1\n", 2, "---", "one document in a file", id="two-documents"),
        pytest.param("a: 1\nb: x\0y\n", 2, "a zero byte, code 0", "plain text", id="zero"),
        pytest.param("a:\n    b: 1\n  c: 2\n", 3, "c: 2", "keys of one block that start", id="indent"),
        pytest.param("title:Tea\n\nb: 1\n", 1, "title:Tea", "with a colon and a space", id="no-space"),
        pytest.param("title\uff1aTea\nb: 1\n", 1, "title\uff1aTea", "with a colon", id="wide-colon"),
        pytest.param('a: "\\q"\n', 1, 'a: "\\q"', "a \\ only where it is meant", id="escape"),
    ],
)
def test_yaml_that_cannot_be_read(text: str, line: int | None, found: str, expected: str) -> None:
    problem = only(text)
    assert problem.where == ("study.yaml" if line is None else f"study.yaml, line {line}")
    assert problem.found.startswith(found)
    assert expected in problem.expected
    assert "yaml.org" not in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "where", "found", "mend"),
    [
        ("title: Tea\n", "", "line 1", "no `title`", "add title: Who will"),
        ("title: Tea", "title:", "line 1, title", "nothing", "write title: Who will"),
        ("title: Tea", "title: ' '", "line 1, title", "an empty text", "write title: Who will"),
        ("title: Tea", "title: [Tea]", "line 1, title", "the list [Tea]", "write title: Who will"),
        ("  goal: trial\n", "", "line 2, objective", "no `goal`", "add goal: awareness"),
        ("goal: trial", "goal: money", "line 3, objective > goal", "'money'", "choose one of them"),
        (
            "[1, 5]}",
            "[1, 5], scael: 2}",
            "line 6, attributes > Openness > scael",
            "the key 'scael'",
            "did you mean 'scale'?",
        ),
        (
            "[1, 5]}",
            "[1, 5], question: Yes, or no?}",
            "line 6, attributes > Openness > or no?",
            "the key 'or no?'",
            "inside { }, put text that contains a comma in double quotes",
        ),
        (
            "{type: likert, scale: [1, 5]}",
            "likert",
            "line 6, attributes > Openness",
            "'likert'",
            "write Openness: {type: likert, scale: [1, 5]}",
        ),
        (
            "{type: likert, scale: [1, 5]}",
            "",
            "line 6, attributes > Openness",
            "nothing",
            "write Openness: {type: likert, scale: [1, 5]}",
        ),
        (
            "[1, 5]}",
            "[1]}",
            "line 6, attributes > Openness > scale",
            "fewer than two numbers",
            "write scale: [1, 5]",
        ),
        (
            "[1, 5]}",
            "[1, 2, 3]}",
            "line 6, attributes > Openness > scale",
            "the list [1, 2, 3]",
            "in brackets",
        ),
        ("[1, 5]}", "[1, .inf]}", "line 6, attributes > Openness > scale > entry 2", "'.inf'", "in brackets"),
        ("[1, 5]}", "[1, nan]}", "line 6, attributes > Openness > scale > entry 2", "'nan'", "in brackets"),
        ("[1, 5]}", "[1, inf]}", "line 6, attributes > Openness > scale > entry 2", "'inf'", "in brackets"),
        ("[1, 5]}", "[3, 3]}", "line 6, attributes > Openness > scale", "3 to 3", "two different numbers"),
        ("type: likert\n", "type: 3\n", "line 8, attributes > Thrift > type", "'3'", "choose one of them"),
        ("    type: likert\n", "", "line 7, attributes > Thrift", "no `type`", "add type: likert"),
        (
            "basis: [Openness, Thrift]",
            "basis: Openness",
            "line 10, basis",
            "'Openness'",
            "write basis: [Openness]",
        ),
        ("basis: [Openness, Thrift]", "basis: []", "line 10, basis", "an empty list", "[Openness, Thrift]"),
        (
            "basis: [Openness, Thrift]",
            "basis:",
            "line 10, basis",
            "nothing",
            "write basis: [Openness, Extraversion]",
        ),
        ("basis: [Openness, Thrift]\n", "", "line 1", "no `basis`", "add basis: [Openness, Extraversion]"),
        (
            "[Openness, Thrift]",
            "\n  - Openness\n\n  # here\n  - Trift",
            "line 14, basis > entry 2",
            "'Trift'",
            "did you mean 'Thrift'?",
        ),
        (
            "[Openness, Thrift]",
            "[Openness, {a: b}]",
            "line 10, basis > entry 2",
            "keys of its own (a)",
            "the name alone",
        ),
        (
            BASIS,
            BASIS + "segments: 3\n",
            "line 11, segments",
            "the key 'segments'",
            "move it to segmentation",
        ),
        (BASIS, BASIS + "goal: trial\n", "line 11, goal", "the key 'goal'", "move it to objective"),
        (BASIS, BASIS + "zzz: 1\n", "line 11, zzz", "the key 'zzz'", "take it out"),
        (
            BASIS,
            BASIS + "title: Again\n",
            "line 11, title",
            "the key 'title' twice, in lines 1 and 11",
            "rename",
        ),
        (
            "[1, 5]}",
            "[1, 5], type: number}",
            "line 6, attributes > Openness > type",
            "the key 'type' twice, in line 6",
            "rename",
        ),
        (BASIS, BASIS + "<<: {a: 1}\n", "line 11", "the merge key <<", "copy the keys"),
        (BASIS, BASIS + "? [a]\n: 1\n", "line 11", "a list or a block as a key", "quotes"),
        ("title: Tea", "title: !!python/name:os.system Tea", "line 1, title", "the tag ", "take the tag out"),
        (
            BASIS,
            BASIS + "segmentation: {segments: 1.5}\n",
            "line 11, segmentation > segments",
            "'1.5'",
            "segments: 3",
        ),
        (
            BASIS,
            BASIS + "segmentation: {segments: 51}\n",
            "line 11, segmentation > segments",
            "'51'",
            "segments: 3",
        ),
        (
            BASIS,
            BASIS + "segmentation: {cut_height: -1}\n",
            "line 11, segmentation > cut_height",
            "'-1'",
            "write cut_height: 10",
        ),
        (
            BASIS,
            BASIS + "strategy:\n  names:\n    x: Explorers\n",
            "line 13, strategy > names > x",
            "'x'",
            "such as 1: Explorers",
        ),
    ],
)
def test_one_slip_gives_one_problem(old: str, new: str, where: str, found: str, mend: str) -> None:
    assert old in GOOD
    problem = next(iter(problems(GOOD.replace(old, new, 1))))
    assert problem.where == f"study.yaml, {where}"
    assert problem.found.startswith(found)
    assert mend in problem.mend
    for jargon in ("Input should", "valid", "dictionary", "tuple", "string"):
        assert jargon not in str(problem)


def test_a_look_alike_letter_is_named() -> None:
    problem = only(GOOD.replace("[Openness, Thrift]", "[Оpenness, Thrift]"))  # noqa: RUF001
    assert problem.mend.startswith("did you mean 'Openness'?")
    assert "Cyrillic capital letter o" in problem.mend


@pytest.mark.parametrize("name", ["NO", "on", "y", "1", "1.0", "007", "true", "2025-01-01", "1e3", "Größe"])
def test_names_stay_as_they_are_typed(name: str) -> None:
    study = parse_study(GOOD.replace("Thrift", name), "study.yaml")
    assert tuple(study.attributes) == ("Openness", name)
    assert study.basis == ("Openness", name)


@pytest.mark.parametrize(("written", "value"), [("yes", True), ("true", True), ("NO", False), ("off", False)])
def test_true_and_false_may_be_written_as_people_do(written: str, value: bool) -> None:
    study = parse_study(GOOD.replace("[1, 5]}", f"[1, 5], reversed: {written}}}"), "study.yaml")
    assert study.attributes["Openness"].reversed is value


def test_a_blank_value_is_as_good_as_none() -> None:
    study = parse_study(GOOD + "descriptors:\nstrategy:\nsegmentation:\n", "study.yaml")
    assert study.descriptors == ()
    assert study.segmentation.segments == 2


@pytest.mark.parametrize(
    ("line", "value"), [("", "Respondent"), ("respondent: null", None), ("respondent: ID", "ID")]
)
def test_respondent_may_be_null(line: str, value: str | None) -> None:
    assert parse_study(f"{GOOD}{line}\n", "study.yaml").respondent == value


def test_numbers_in_quotes_and_short_aliases_are_read() -> None:
    text = GOOD.replace("scale: [1, 5]}", 'scale: &agree ["1", 5]}').replace(
        "scale: [1, 5]\n", "scale: *agree\n"
    )
    study = parse_study(text, "study.yaml")
    assert {attribute.scale for attribute in study.attributes.values()} == {(1.0, 5.0)}


def test_a_block_behind_an_alias_is_refused() -> None:
    text = GOOD.replace("Openness: {", "Openness: &o {").replace("basis:", "  Calm: *o\nbasis:")
    assert problems(text)[0].found == "an alias (*name) that repeats a block"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 20_000,
        "- " * 50_000,
        "a: " + "[" * 30 + "]" * 30,
        "x" * 6_000_000,
    ],
    ids=["aliases", "brackets", "braces", "dashes", "nested", "size"],
)
def test_bombs_are_refused_rather_than_unpacked(text: str) -> None:
    assert problems(text)


def test_windows_line_ends_keep_their_lines() -> None:
    assert parse_study(GOOD.replace("\n", "\r\n"), "study.yaml") == parse_study(GOOD, "study.yaml")
    text = GOOD.replace("scale: [1, 5]\n", "scale: x\n").replace("\n", "\r\n")
    assert only(text).where == "study.yaml, line 9, attributes > Thrift > scale"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "byte-order-mark"])
def test_utf8_is_read(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "study.yaml"
    path.write_bytes(mark + GOOD.replace("Tea", "Thé").encode())
    assert load_study(path).title == "Thé"


@pytest.mark.parametrize(
    ("content", "where", "found"),
    [
        (GOOD.encode("utf-16"), "study.yaml", "a file in UTF-16"),
        (b"a: 1\ntitle: Th\xe9\n", "study.yaml, line 2", "a byte (0xe9) in line 2 that is not UTF-8"),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, content: bytes, where: str, found: str) -> None:
    path = tmp_path / "study.yaml"
    path.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        load_study(path)
    assert [(problem.where, problem.found) for problem in caught.value.problems] == [(where, found)]


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such file") as caught:
        load_study(tmp_path / "study.yaml")
    assert caught.value.problems[0].where == str(tmp_path / "study.yaml")
    with pytest.raises(StudyError, match="found     a folder"):
        load_study(tmp_path)
    (tmp_path / "study.yaml").write_text(GOOD)
    assert load_study(tmp_path) == load_study(tmp_path / "study.yaml")


CRITERIA = "objective_fit, size, spending, growth, cost_of_reach"


@pytest.mark.parametrize(
    ("line", "expected", "mend"),
    [
        ("fieldwork: {start: 2026-02-31}", "a day as year-month-day", "write start: 2026-09-01"),
        ('fieldwork: {start: "1768435200"}', "a day as year-month-day", "write start: 2026-09-01"),
        ("strategy: {campaign: {lift: 99}}", "a number above 0 and up to 10", "write lift: 0.2"),
        ("strategy: {campaign: {holdout: 1.5}}", "a number above 0 and below 1", "write holdout: 0.1"),
        ("strategy: {ratings: {1: {offer: 11}}}", "a number from 0 to 10", "write offer: 6"),
        ("strategy: {weights: {size: -1}}", "a number from 0 to 100", "correct the value"),
        ("strategy: {weights: {siz: 1}}", f"one of {CRITERIA}", "did you mean 'size'?"),
        (
            "strategy: {weights: much}",
            f"a block with a number for some of {CRITERIA}",
            "write weights: {objective_fit: 50, size: 20}",
        ),
        (
            "strategy: {ratings: good}",
            "the number of a segment and a block with the keys spending, growth, cost_of_reach, offer, "
            "price, distribution, awareness, image, served, a line each",
            "write ratings: {1: {growth: 6, offer: 7}}",
        ),
    ],
)
def test_days_bounds_and_blocks_are_told_as_what_they_are(line: str, expected: str, mend: str) -> None:
    problem = only(GOOD + line)
    assert (problem.expected, problem.mend) == (expected, mend)


def test_a_folded_text_holds_nothing_but_what_was_written() -> None:
    folded = GOOD.replace("statement: Find them.", "statement: >-\n    Find them\n    here.\n\n    Then ask.")
    assert parse_study(folded, "study.yaml").objective.statement == "Find them here.\nThen ask."
