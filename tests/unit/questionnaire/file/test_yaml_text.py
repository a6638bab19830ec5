"""YAML as people would write it: short where it can be, and never another text than was meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from psychograph.questionnaire.file.yaml_text import WIDTH, Block, Code, Value, yaml_lines

printable = st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff")
texts = st.one_of(
    st.text(printable, max_size=30),
    st.lists(
        st.sampled_from(["a", "long", "  ", " ", "word,", "#no", "it's", "\n", "-", ": "]), max_size=80
    ).map(" ".join),
)


def written(block: Block) -> str:
    return "\n".join(yaml_lines(block)) + "\n"


def read(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Tea, and more?", "a: Tea, and more?"),
        ("Yes", 'a: "Yes"'),
        ("1", 'a: "1"'),
        ("a: b", 'a: "a: b"'),
        (Code("4"), "a: 4"),
        (Code("007"), 'a: "007"'),
        (Code("yes"), 'a: "yes"'),
        (True, "a: true"),
        (16.0, "a: 16"),
        (0.25, "a: 0.25"),
        ([None, 3], "a: [null, 3]"),
        ({"b": "c, d", "e": ["f"]}, 'a: {b: "c, d", e: [f]}'),
        ("one\ntwo", "a: |-\n  one\n  two"),
        (["one\ntwo"], "a:\n  - |-\n    one\n    two"),
    ],
)
def test_values_are_written_without_quotes_where_they_need_none(value: Value, line: str) -> None:
    assert written({"a": value}) == line + "\n"


def test_long_texts_are_folded_and_long_blocks_take_several_lines() -> None:
    text = "word " * 60 + "end"
    lines = written({"a": text}).splitlines()
    assert lines[0] == "a: >-"
    assert max(map(len, lines)) <= WIDTH
    assert read(written({"a": text})) == {"a": text}
    block: Block = {f"key_{at}": "a value" for at in range(9)}
    assert written({"a": block}).count("\n") == 10


@given(texts)
def test_any_text_reads_back_wherever_it_stands(text: str) -> None:
    block: Block = {
        "key": text,
        "list": [text],
        "inner": {"a": text},
        "deep": [{"b": text, "c": [{"d": text}]}],
    }
    found = read(written(block))
    assert found == block


@given(
    st.dictionaries(texts.filter(lambda text: len(text) < 100 and text.strip() == text), texts, max_size=3)
)
def test_any_key_reads_back(block: dict[str, str]) -> None:
    assert read(written({"a": dict(block), "b": 1})) == {"a": block or None, "b": 1}
