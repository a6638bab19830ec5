"""Whatever stands in a file with an instrument, it is read, or every slip is told; nothing else happens."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.errors import Problem, StudyError
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.own import ATTESTED
from psychograph.instruments.pack import Pack
from psychograph.instruments.reading import parse_entry, parse_pack
from psychograph.instruments.schema import PackFile
from psychograph.instruments.template import template
from psychograph.instruments.written import pack_yaml
from psychograph.study.load import parse_study
from psychograph.study.model import Study

TIPI = files("psychograph.instruments").joinpath("data", "packs", "tipi_10.json").read_text("utf-8")
SOURCES = st.sampled_from([TIPI, *(template(name) + "licence: {id: x}\n" for name in ("", "enneagram"))])
PIECES = st.sampled_from(
    ["- ", ": ", *"{}[]*'\"#\n\té", "&a ", "  ", "null", "[]", "{}", "-1", "1e999", "<<: ", "!!int "]
)
CUTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 12), PIECES), min_size=1, max_size=4)
KEYS = st.sampled_from(["id", "low", "high", "labels", "1", "en", "text", "a"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.sampled_from(["", "a", "agree5", "alpha", "-1", "5", "true", "x" * 50, "reversed"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)
REFERENCES = st.sampled_from(
    ["tipi_10/openness", "guide_sample/greater_good", "tipi_10", "bfi2/a", "zzz", "a/b/c", "/", " "]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
TEXT = st.text(LETTERS, min_size=1, max_size=30).filter(str.strip)
OTHERS = st.dictionaries(st.sampled_from(["de", "pt-BR", "no"]), TEXT, max_size=3)
SAID = TEXT | st.tuples(TEXT, OTHERS).map(lambda both: {"en": both[0], **both[1]})


def read(text: str, name: str) -> Pack | tuple[Problem, ...]:
    """A pack, or what is wrong with it."""
    try:
        return parse_pack(text, name)
    except InstrumentError as reason:
        return reason.problems


@settings(max_examples=150, deadline=None)
@given(SOURCES, CUTS)
def test_a_torn_file_is_read_or_refused(text: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, piece in cuts:
        place = at % len(text)
        text = text[:place] + piece + text[place + length :]
    found = read(text, "torn.yaml")
    if isinstance(found, Pack):
        assert all(found.items_of(scale.id) for scale in found.scales)
    else:
        assert found
        assert all(p.where.startswith("torn.yaml") and p.found and p.expected and p.mend for p in found)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_at_any_place_is_read_or_refused(data: st.DataObject) -> None:
    pack = json.loads(TIPI)
    at, key = pack, data.draw(st.sampled_from(sorted(pack)))
    while data.draw(st.booleans()) and isinstance(at[key], dict | list) and at[key]:
        at = at[key]
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
    at[key] = data.draw(VALUES)
    found = read(json.dumps(pack, indent=1), "odd.json")
    assert isinstance(found, Pack) or all(p.where.startswith("odd.json, line ") for p in found)


@settings(deadline=None)
@given(TEXT, SAID, st.lists(SAID, min_size=1, max_size=4), st.dictionaries(st.integers(-3, 3), SAID))
def test_what_is_written_reads_back_the_same(
    name: str, stem: Any, texts: list[Any], labels: dict[int, Any]
) -> None:
    try:
        entry = PackFile.model_validate(
            {
                "id": "mine",
                "name": name,
                "about": name,
                "licence": {"id": name, "evidence": [{"quote": name}], "attestation": ATTESTED},
                "answers": {"low": -3, "high": 3, "labels": labels},
                "stem": stem,
                "scales": [{"id": f"s{at}", "name": name, "note": name} for at in range(len(texts))],
                "items": [{"id": f"i{at}", "scale": f"s{at}", "text": text} for at, text in enumerate(texts)],
            }
        )
    except ValueError:  # no letter that can be printed
        return
    assert parse_entry(pack_yaml(entry), "mine.yaml") == entry


@settings(max_examples=100, deadline=None)
@given(VALUES, VALUES, VALUES, REFERENCES)
def test_a_study_with_any_instrument_is_read_or_refused(
    items: Any, scale: Any, column: Any, reference: str
) -> None:
    study = {
        "title": "T",
        "objective": {"goal": "trial", "statement": "S"},
        "attributes": {
            "A": {"instrument": reference, "items": items, "scale": scale, "column": column},
            "B": {"type": "likert", "scale": [1, 5]},
        },
        "basis": ["A", "B"],
        "segmentation": {"segments": 2},
    }
    found: Study | tuple[Problem, ...]
    try:
        found = parse_study(json.dumps(study, indent=1), "study.yaml")
    except StudyError as reason:
        found = reason.problems
    if isinstance(found, Study):
        assert found.attributes["A"].scale is not None
    else:
        assert all(p.where.startswith("study.yaml") for p in found)
