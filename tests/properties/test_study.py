"""Whatever the headers and cells, the guessed study is written, read back and in order."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st
from responses_from import guess_columns

from psychograph.errors import StudyError
from psychograph.study.load import parse_study
from psychograph.study.rules import breaches
from psychograph.study.template import render_study, scalar

HOSTILE = st.sampled_from(
    (
        *("NO", "yes", "1", "1.0", "a: b", "#x", "- x", " x", "x ", "?", "<<", "*a", "&a", "!t", "null", "~"),
        *("'", '"', "Respondent", "id", "Q1. How often, and why?", "{a: b}", "[a]", "title", "ß", "SS"),
        *("\u200b", "\x00", "\ud800"),
    )
)
HEADERS = HOSTILE | st.text(max_size=60)
CELLS = (
    st.none()
    | st.integers(-3, 12).map(str)
    | st.floats(allow_nan=True).map(str)
    | st.sampled_from(["", " ", "n/a", "1e999", "1_0", "٣", "ann@example.org", "2025-01-01", "a: b"])
    | st.text(max_size=12)
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[str | None]]:
    rows = draw(st.integers(1, 6))
    return draw(st.dictionaries(HEADERS, st.lists(CELLS, min_size=rows, max_size=rows), max_size=8))


@given(columns=tables(), title=st.text(max_size=30))
@settings(deadline=None, max_examples=100)
def test_a_guess_is_always_in_order(columns: dict[str, list[str | None]], title: str) -> None:
    # One column with numbers, so that there is something to build segments from.
    rows = len(next(iter(columns.values()), ["", ""]))
    columns = {**columns, "Anchor scale": [str(1 + i % 5) for i in range(rows)]}
    if rows == 1:
        columns = {header: [*cells, "2"] for header, cells in columns.items()}
    guess = guess_columns(columns, title=title)
    assert list(breaches(guess.study)) == []
    assert parse_study(render_study(guess), "study.yaml") == guess.study
    read = {attribute.column or name for name, attribute in guess.study.attributes.items()}
    assert read <= set(columns)
    assert not any("ann@example.org" in columns[header] for header in read)


@given(st.text(max_size=80))
def test_a_scalar_comes_back(text: str) -> None:
    study = parse_study(
        "title: T\nobjective: {goal: trial, statement: F}\n"
        f"attributes: {{A: {{type: number, column: {scalar('c' + text)}}}}}\n"
        "basis: [A]\n",
        "study.yaml",
    )
    assert study.attributes["A"].column == "c" + text


@given(st.text(alphabet=string.printable, max_size=200) | st.text(max_size=200))
@settings(deadline=None, max_examples=120)
def test_any_text_is_a_study_or_a_study_error(text: str) -> None:
    try:
        parse_study(text, "study.yaml")
    except StudyError as reason:
        assert reason.problems  # noqa: PT017 - any other exception must fail the test


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from(["title", "objective", "attributes", "basis", "descriptors", "segmentation", "strategy"]),
)
@settings(deadline=None, max_examples=120)
def test_any_value_at_any_key_is_read_or_named_with_its_line(value: object, key: str) -> None:
    blocks = {
        "title": "T",
        "objective": {"goal": "trial", "statement": "F"},
        "attributes": {"A": {"type": "number"}},
        "basis": ["A"],
    } | {key: value}
    text = "".join(f"{name}: {_flow(block)}\n" for name, block in blocks.items())
    try:
        parse_study(text, "study.yaml")
    except StudyError as reason:
        for problem in reason.problems:
            assert problem.where.startswith("study.yaml, line ")
            assert problem.found
            assert problem.mend


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "null" if value is None else scalar(value) if isinstance(value, str) else str(value)
