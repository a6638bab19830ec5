"""Every rule has a study that breaks it, at a known line and in known words."""

from __future__ import annotations

import pytest

from psychograph.errors import StudyError
from psychograph.study.load import parse_study
from psychograph.study.rules import RULES, breaches
from psychograph.study.salvage import salvage

GOOD = """\
title: Tea
objective: {goal: trial, statement: Find them.}
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Thrift: {type: likert, scale: [1, 5]}
  Job: {type: category}
basis: [Openness, Thrift]
"""
BASIS = "basis: [Openness, Thrift]"
CASES = [
    ("no-attributes", None, None, 3, "attributes", "no attributes"),
    ("empty-basis", BASIS, "basis: []", 7, "basis", "an empty list"),
    ("undeclared", BASIS, "basis: [Openness, Trift]", 7, "basis > entry 2", "'Trift'"),
    (
        "named-twice",
        BASIS,
        "basis: [Openness, Openness]",
        7,
        "basis > entry 2",
        "'Openness' again, as in entry 1",
    ),
    (
        "basis-and-descriptor",
        BASIS,
        f"{BASIS}\ndescriptors: [Job, Thrift]",
        8,
        "descriptors > entry 2",
        "'Thrift', which is in the basis too",
    ),
    ("category-in-basis", BASIS, "basis: [Openness, Job]", 7, "basis > entry 2", "'Job', a category"),
    (
        "likert-without-scale",
        "Thrift: {type: likert, scale: [1, 5]}",
        "Thrift: {type: likert}",
        5,
        "attributes > Thrift",
        "type: likert without `scale`",
    ),
    ("scale-order", "[1, 5]}\n  T", "[5, 1]}\n  T", 4, "attributes > Openness > scale", "5 to 1"),
    (
        "column-and-items",
        "Thrift: {",
        "Thrift: {column: x, items: [{column: y}], ",
        5,
        "attributes > Thrift > column",
        "`column` together with `items`",
    ),
    (
        "reversed-whole",
        "Thrift: {",
        "Thrift: {reversed: true, items: [{column: y}], ",
        5,
        "attributes > Thrift > reversed",
        "reversed: true on an attribute with items",
    ),
    (
        "reversed-without-scale",
        "Thrift: {type: likert, scale: [1, 5]}",
        "Thrift: {type: number, reversed: true}",
        5,
        "attributes > Thrift",
        "reversed: true without `scale`",
    ),
    (
        "category-extras",
        "{type: category}",
        "{type: category, reversed: true}",
        6,
        "attributes > Job > reversed",
        "`reversed` on a category",
    ),
    (
        "norms-off-scale",
        "Thrift: {",
        "Thrift: {norms: {mean: 18.2, sd: 3.1, source: a manual}, ",
        5,
        "attributes > Thrift > norms > mean",
        "18.2, outside the scale 1 to 5",
    ),
    (
        "column-twice",
        "Thrift: {",
        "Thrift: {column: Openness, ",
        5,
        "attributes > Thrift > column",
        "the column 'Openness' again, which 'Openness' reads already",
    ),
    (
        "column-twice",
        "Thrift: {",
        "Thrift: {items: [{column: a}, {column: a}], ",
        5,
        "attributes > Thrift > items > entry 2 > column",
        "the column 'a' again",
    ),
    (
        "respondent-column",
        BASIS,
        f"{BASIS}\nrespondent: Job",
        6,
        "attributes > Job",
        "the column 'Job', which identifies respondents",
    ),
    (
        "weighting-by-one",
        BASIS,
        f"{BASIS}\nweighting:\n  column: w\n  margins: {{Job: {{nurse: 1, clerk: 2}}}}",
        10,
        "weighting > margins",
        "both `column` and `margins`",
    ),
    (
        "weighting-by-one",
        BASIS,
        f"{BASIS}\nweighting: {{trim: [0.3, 3]}}",
        8,
        "weighting",
        "neither `column` nor `margins`",
    ),
    (
        "weighting-column",
        BASIS,
        f"{BASIS}\nweighting: {{column: Thrift}}",
        8,
        "weighting > column",
        "the column 'Thrift', which an attribute reads",
    ),
    (
        "weighting-column",
        BASIS,
        f"{BASIS}\nquality: {{duration: w}}\nweighting: {{column: w}}",
        9,
        "weighting > column",
        "the column 'w', which `quality` reads",
    ),
    (
        "weighting-margin",
        BASIS,
        f"{BASIS}\nweighting: {{margins: {{Jobs: {{nurse: 1, clerk: 2}}}}}}",
        8,
        "weighting > margins > Jobs",
        "'Jobs'",
    ),
    (
        "weighting-margin",
        BASIS,
        f"{BASIS}\nweighting: {{margins: {{Thrift: {{low: 1, high: 2}}}}}}",
        8,
        "weighting > margins > Thrift",
        "'Thrift', a likert",
    ),
    (
        "weighting-margin",
        BASIS,
        f"{BASIS}\nweighting: {{margins: {{Job: {{nurse: 1}}}}}}",
        8,
        "weighting > margins > Job",
        "1 share",
    ),
    (
        "weighting-trim",
        BASIS,
        f"{BASIS}\nweighting: {{column: w, trim: [1.5, 3]}}",
        8,
        "weighting > trim",
        "1.5 to 3",
    ),
    (
        "how-many-segments",
        BASIS,
        f"{BASIS}\nsegmentation:\n  segments: 3\n  cut_height: 2",
        10,
        "segmentation > cut_height",
        "both `segments` and `cut_height`",
    ),
    (
        "how-many-segments",
        BASIS,
        f"{BASIS}\nsegmentation: {{seed: 3}}",
        8,
        "segmentation",
        "neither `segments` nor `cut_height`",
    ),
    *[
        (code, BASIS, f"{BASIS}\nsegmentation: {{segments: 2, {options}}}", 8, f"segmentation > {key}", found)
        for code, options, key, found in [
            (
                "option-of-another-method",
                "method: kmeans, consolidate: true",
                "consolidate",
                "true, with `method: kmeans`",
            ),
            ("option-of-another-method", "distance: gower", "distance", "gower, with `method: ward`"),
            ("option-of-another-method", "starts: 9", "starts", "9, with `method: ward`"),
            (
                "scaling-of-categories",
                "method: kmedoids, scaling: person",
                "scaling",
                "person, with `method: kmedoids`",
            ),
            ("blanks-of-method", "missing: keep", "missing", "keep, with `method: ward`"),
            (
                "blanks-of-method",
                "method: latent_class, missing: impute",
                "missing",
                "impute, with latent_class",
            ),
        ]
    ],
    (
        "cut-without-tree",
        BASIS,
        f"{BASIS}\nsegmentation: {{cut_height: 2, method: kmeans}}",
        8,
        "segmentation > cut_height",
        "a height, with `method: kmeans`",
    ),
    ("segment-number", BASIS, f"{BASIS}\nstrategy: {{target: 0}}", 8, "strategy > target", "segment 0"),
    (
        "segment-number",
        BASIS,
        f"{BASIS}\nstrategy: {{names: {{1: A, 3: B}}}}",
        8,
        "strategy > names > 3",
        "segment 3",
    ),
    (
        "segment-number",
        BASIS,
        f"{BASIS}\nstrategy:\n  ratings:\n    1: {{growth: 5}}\n    3: {{growth: 6}}",
        11,
        "strategy > ratings > 3",
        "segment 3",
    ),
    (
        "weights-of-nothing",
        BASIS,
        f"{BASIS}\nstrategy:\n  weights: "
        "{objective_fit: 0, size: 0, spending: 0, growth: 0, cost_of_reach: 0}",
        9,
        "strategy > weights",
        "0 points for every criterion",
    ),
    (
        "name-twice",
        BASIS,
        f"{BASIS}\nstrategy: {{names: {{1: Explorers, 2: explorers}}}}",
        8,
        "strategy > names > 2",
        "'explorers', the name of segment 1 too",
    ),
    (
        "responses-name",
        BASIS,
        f"{BASIS}\nresponses: https://example.org/a.csv",
        8,
        "responses",
        "'https://example.org/a.csv', a web address",
    ),
    (
        "fieldwork-days",
        BASIS,
        f"{BASIS}\nfieldwork: {{start: 2026-09-21, end: 2026-09-01}}",
        8,
        "fieldwork > end",
        "2026-09-01, before the first day of asking, 2026-09-21",
    ),
    (
        "file-name",
        BASIS,
        f'{BASIS}\nlanguage: "de\\0.ftl"',
        8,
        "language",
        "'de .ftl', which is no name of a file",
    ),
    (
        "file-name",
        BASIS,
        f'{BASIS}\nresponses: "a\\0b.csv"',
        8,
        "responses",
        "'a b.csv', which is no name of a file",
    ),
    (
        "quality-column",
        BASIS,
        f"{BASIS}\nquality: {{attention: [{{column: Thrift, answer: '4'}}]}}",
        8,
        "quality > attention > entry 1 > column",
        "the column 'Thrift', which an attribute reads",
    ),
    (
        "quality-column",
        BASIS,
        f"{BASIS}\nrespondent: id\nquality: {{duration: id}}",
        9,
        "quality > duration",
        "the column 'id', which identifies respondents",
    ),
    (
        "quality-column",
        BASIS,
        f"{BASIS}\nquality: {{attention: [{{column: c, answer: '4'}}], duration: c}}",
        8,
        "quality > duration",
        "the column 'c' again",
    ),
    (
        "also-exclude-twice",
        BASIS,
        f"{BASIS}\nquality: {{also_exclude: [R_1, R_2, R_1]}}",
        8,
        "quality > also_exclude > entry 3",
        "'R_1' again, as in entry 1",
    ),
    (
        "customers-file",
        "Job: {type: category}",
        "Job: {type: category, from: customers}\ncustomers: {data: 'https://shop.example/c.csv', key: k}",
        7,
        "customers > data",
        "'https://shop.example/c.csv', which is no name of a file",
    ),
    (
        "from-no-table",
        "Job: {type: category}",
        "Job: {type: category, from: customers}",
        6,
        "attributes > Job > from",
        "customers, and the study names no customer table",
    ),
    (
        "nothing-from-table",
        BASIS,
        f"{BASIS}\ncustomers: {{data: c.csv, key: k}}",
        8,
        "customers",
        "a customer table that no attribute is read from",
    ),
    (
        "table-attribute",
        "Job: {type: category}",
        "Job: {type: likert, scale: [1, 5], from: customers}\ncustomers: {data: c.csv, key: k}",
        6,
        "attributes > Job > type",
        "likert, on an attribute of the customer table",
    ),
    (
        "table-key",
        "Job: {type: category}",
        "Job: {type: category, from: customers}\ncustomers: {data: c.csv, key: Job}",
        6,
        "attributes > Job",
        "the column 'customers: Job', which is the key that joins table and answers",
    ),
    (
        "respondents-unnamed",
        "Job: {type: category}",
        "Job: {type: category, from: customers}\ncustomers: {data: c.csv, key: k}\nrespondent: null",
        8,
        "respondent",
        "null, with a customer table to join",
    ),
    (
        "weighting-customers",
        BASIS,
        f"{BASIS}\nweighting: {{customers: [Job]}}",
        8,
        "weighting > customers > entry 1",
        "'Job', which is asked in the survey",
    ),
    (
        "scaling-of-numbers",
        "Job: {type: category}",
        "Job: {type: category, scaling: log}",
        6,
        "attributes > Job > scaling",
        "log, on a category",
    ),
]


@pytest.mark.parametrize(("code", "old", "new", "line", "place", "found"), CASES)
def test_rule_is_reported_once_at_its_line(
    code: str, old: str | None, new: str | None, line: int, place: str, found: str
) -> None:
    if old is None or new is None:
        text = "title: T\nobjective: {goal: trial, statement: F}\nattributes: {}\nbasis: [a]\n"
    else:
        assert old in GOOD
        text = GOOD.replace(old, new, 1)
    with pytest.raises(StudyError) as caught:
        parse_study(text, "study.yaml")
    first = caught.value.problems[0]
    assert (first.where, first.found) == (f"study.yaml, line {line}, {place}", found)
    assert old is None or len(caught.value.problems) == 1
    assert code in RULES


def test_every_rule_has_a_case_and_says_why() -> None:
    assert {case[0] for case in CASES} == set(RULES)
    assert all(len(str(function.__doc__)) > 30 for function in RULES.values())


def test_a_study_in_order_breaks_no_rule() -> None:
    assert list(breaches(parse_study(GOOD, "study.yaml"))) == []


def test_echoes_of_a_broken_part_are_not_reported() -> None:
    text = GOOD.replace("Thrift: {type: likert, scale: [1, 5]}", "Thrift: {type: likrt, scale: [1, 5]}")
    with pytest.raises(StudyError) as caught:
        parse_study(text, "study.yaml")
    assert [problem.where for problem in caught.value.problems] == [
        "study.yaml, line 5, attributes > Thrift > type"
    ]


def test_salvage_leaves_the_original_alone() -> None:
    data = {
        "title": None,
        "objective": {"goal": "trial", "statement": "F"},
        "attributes": {"a": "x"},
        "basis": ["a"],
    }
    study = salvage(data, [("title",), ("attributes", "a")])
    assert study is not None
    assert study.basis == ("a",)
    assert data["title"] is None
    assert data["attributes"] == {"a": "x"}
