"""The study file that is written must be read back as the study that was meant."""

from __future__ import annotations

import pytest
from responses_from import guess_columns

from psychograph.study.guess import Guess
from psychograph.study.lint import lint_study
from psychograph.study.load import parse_study
from psychograph.study.starter import starter_study
from psychograph.study.template import render_study, scalar


def test_starter_is_in_order_and_complete() -> None:
    study = parse_study(render_study(), "study.yaml")
    assert study == starter_study().study
    assert lint_study(study) == ()


def test_every_block_is_explained_and_guesses_are_marked() -> None:
    guess = guess_columns({"id": ["1", "2"], "Calm": ["2", "5"], "Job": ["a", "b"]}, title="T")
    text = render_study(guess)
    assert "  Calm: {type: likert, scale: [1, 5]} # guessed: answers run from 2 to 5\n" in text
    assert "  Job: {type: category} # guessed: answers are categories\n" in text
    for block in ("# Step 1:", "# Step 2:", "# Step 4:", "# Step 6:"):
        assert block in text
    assert max(map(len, text.splitlines())) < 110


HOSTILE = (
    *("NO", "yes", "y", "1", "1.0", "~", "null", "a: b", "#x", "a #b", "- x", "x ", " x", 'say "hi"', "it's"),
    *(
        "[x]",
        "{x}",
        "a, b",
        "*x",
        "&x",
        "!x",
        "%x",
        "@x",
        "`x`",
        "|",
        ">",
        "?",
        "a\nb",
        "\\n",
        "<<",
        "=",
        "é",
    ),
    *("名前", "😀", "2025-01-01", "0x1F", ".inf", "---", "key:", "_x", "a\tb", "\x07", "\ufeff", "\u202e"),
    *("a\u2028b", "a\x85b", "\xa0x"),
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["name", "column", "question"])
def test_text_that_needs_quotes_comes_back(text: str, place: str) -> None:
    written = {"name": "Calm", "column": "Calm", "question": "Calm"} | {place: scalar(text)}
    study = parse_study(
        "title: T\nobjective: {goal: trial, statement: F}\nattributes:\n"
        f"  {written['name']}:\n    type: number\n    column: {written['column']}\n"
        f"    question: {written['question']}\n"
        f"basis: [{written['name']}]\n",
        "study.yaml",
    )
    ((name, attribute),) = study.attributes.items()
    came_back = {"name": name, "column": attribute.column, "question": attribute.question}[place]
    assert came_back == (text if place == "column" else text.strip())
    assert study.basis == (name,)


def test_cut_height_items_and_reversal_are_written() -> None:
    study = parse_study(
        """\
title: T
objective: {goal: trial, statement: F}
respondent: null
attributes:
  A: {type: likert, scale: [0, 10], reversed: true, construct: none}
  B:
    type: likert
    scale: [1, 5]
    items: [{column: b1}, {column: b2, reversed: true, question: "B: two?"}]
basis: [A, B]
segmentation: {cut_height: 2.5, seed: 7}
""",
        "study.yaml",
    )
    assert parse_study(render_study(Guess(study)), "study.yaml") == study
