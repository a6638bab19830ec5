"""Files with instruments: what is read, and what is said of every mistake, with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psychograph.errors import Problem
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Norms, Published, Verdict
from psychograph.instruments.reading import parse_pack, read_pack
from psychograph.instruments.schema import PackFile, pack_json_schema
from psychograph.instruments.translated import Translated
from psychograph.yaml_files.shape import fields_of

PACK = """\
id: our_pace
name: Our pace scale
about: how fast people like things to go
licence: {id: LicenseRef-ours, commercial_use: true}
answers: agree5
scales:
  - {id: pace, name: Pace}
items:
  - {id: pace_1, scale: pace, text: I walk fast.}
  - {id: pace_2, scale: pace, reversed: true, text: I like long pauses.}
"""
SCALE, FIRST = "{id: pace, name: Pace}", "{id: pace_1, scale: pace, text: I walk fast.}"
ITEMS = PACK[PACK.index("items:") :]


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse_pack(text, "our_pace.yaml")
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert old in PACK
    return PACK.replace(old, new)


def test_a_whole_pack_is_read() -> None:
    pack = parse_pack(
        """\
id: our_pace
name: Our pace scale
about: how fast people like things to go
framework: lifestyle
language: en
citation: ["Smith, A. (2012). Pace."]
licence:
  id: CC-BY-4.0
  commercial_use: true
  requires: name the author
  caveat: a statement on a page
  evidence: [{quote: free for any use, url: "https://example.org", seen_as: the page}]
answers: {low: 0, high: 2, labels: {2: {en: Often, de: Oft}, 0: Never}}
stem: {en: How often?, de: Wie oft?}
notes: [Not validated in German.]
verified: the author's page
scales:
  - id: pace
    name: Pace
    measures: -val.tradition
    items: [pace_1, -pace_2]
    reliability: {kind: alpha, value: 0.81, source: "520 adults, Smith 2012"}
    norms: {mean: 1.2, sd: 0.4, source: "520 adults, Smith 2012"}
    note: for groups
  - {id: all, name: All, parts: [pace]}
items:
  - {id: pace_1, text: {en: I walk fast., de: Ich gehe schnell.}}
  - {id: pace_2, text: I like long pauses.}
""",
        "our_pace.yaml",
    )
    assert pack.answer_scale.labels == ((0, Translated("Never")), (2, Translated.of("Often", {"de": "Oft"})))
    assert pack.stem.read("de") == "Wie oft?"
    assert [(item.id, item.scale, item.reversed) for item in pack.items] == [
        ("pace_1", "pace", False),
        ("pace_2", "pace", True),
    ]
    scale = pack.scale("pace")
    assert scale.reliability == Published("alpha", 0.81, "520 adults, Smith 2012")
    assert scale.norms == Norms(1.2, 0.4, "520 adults, Smith 2012")
    assert (scale.measures, scale.note) == ("-val.tradition", "for groups")
    assert pack.items_of("all") == pack.items
    assert pack.licence.verdict is Verdict.ATTESTED
    assert pack.licence.evidence[0].seen_as == "the page"
    assert (pack.notes, pack.verified) == (("Not validated in German.",), "the author's page")


def test_json_does_as_well(tmp_path: Path) -> None:
    path = tmp_path / "our_pace.json"
    written = {
        "id": "our_pace",
        "name": "Our pace scale",
        "about": "how fast people like things to go",
        "licence": {"id": "LicenseRef-ours", "commercial_use": True},
        "answers": "agree5",
        "scales": [{"id": "pace", "name": "Pace"}],
        "items": [
            {"id": "pace_1", "scale": "pace", "text": "I walk fast."},
            {"id": "pace_2", "scale": "pace", "reversed": True, "text": "I like long pauses."},
        ],
    }
    path.write_text(json.dumps(written, indent=1), encoding="utf-8-sig")
    assert read_pack(path) == parse_pack(PACK, "our_pace.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "mend"),
    [
        (SCALE, "{id: pace, name: Pace, items: [pace_1, -pase_2]}", 7, "item 'pase_2', which", "'pace_2'"),
        ("scale: pace, text", "scale: pase, text", 9, "the scale 'pase', which is not", "'pace'"),
        ("scale: pace, text", "text", 9, "the item 'pace_1' in no scale", "add scale: pace"),
        ("pace_2", "PACE_1", 10, "the item 'PACE_1' again, as in entry 1", "rename"),
        (SCALE, f"{SCALE}\n  - {{id: Pace, name: P, parts: [pace]}}", 8, "the scale 'Pace' again", "rename"),
        (SCALE, f"{SCALE}\n  - {{id: rest, name: Rest}}", 8, "the scale 'rest' without items", "add scale"),
        (SCALE, f"{SCALE}\n  - {{id: a, name: A, parts: [pase]}}", 8, "the scale 'pase', which", "'pace'"),
        (SCALE, f"{SCALE}\n  - {{id: a, name: A, parts: [pace, pace]}}", 8, "the part 'pace' again", "one"),
        (SCALE, f"{SCALE}\n  - {{id: q, name: Q, items: [pace_1]}}", 8, "in the scale 'pace' already", "out"),
        (SCALE, "{id: pace, name: Pace, items: [-pace_1]}", 7, "'-pace_1', while the item says", "one place"),
        ("agree5", "agre5", 5, "'agre5'", "did you mean 'agree5'?"),
        ("agree5", "zzz", 5, "'zzz'", "low: 1, high: 5"),
        ("agree5", "{low: 5, high: 5}", 5, "low 5 and high 5", "least answer as low"),
        ("agree5", "{low: 1, high: 100000}", 5, "100,000 steps", "codes"),
        ("agree5", "{low: 1, high: 5, labels: {6: Often}}", 5, "words for 6", "ends of the scale"),
        ("agree5", "{low: 1, high: 5, labels: {a: Often}}", 5, "'a'", "rename"),
        ("agree5", "{low: 1, hig: 5}", 5, "the key 'hig'", "'high'"),
        ("agree5", "[1, 5]", 5, "the list [1, 5]", "agree5"),
        ("pace_1", "1pace!", 9, "'1pace!'", "id: ext_1"),
        ("pace_1", "a" * 41, 9, "'" + "a" * 41, "id: ext_1"),
        (", text: I walk fast.", "", 9, "no `text`", "add text:"),
        ("I walk fast.", "''", 9, "an empty text", "text:"),
        ("I walk fast.", "{de: Ich gehe schnell.}", 9, "texts in de alone", "add en:"),
        ("I walk fast.", "{en: Fast., not a tag: b}", 9, "'not a tag'", "rename"),
        ("I walk fast.", "x" * 2_001, 9, "2,001 characters", "shorten"),
        ("I like long pauses.", "i walk  fast.", 10, "'i walk fast.' again, as in entry 1", "take it out"),
        ("about:", "abut:", 3, "the key 'abut'", "'about'"),
        ("reversed: true", "reversed: backwards", 10, "'backwards'", "true"),
        (SCALE, "{id: pace, name: P, norms: {mean: 14, sd: 3, source: S}}", 7, "14, outside", "divide"),
        (SCALE, "{id: pace, name: P, norms: {mean: 4, sd: 0, source: S}}", 7, "'0'", "sd: 0.8"),
        (SCALE, "{id: pace, name: P, reliability: {kind: a, value: 1, source: S}}", 7, "'a'", "kind: alpha"),
        (SCALE, "{id: pace, name: P, reliability: {kind: alpha, value: 7, source: S}}", 7, "'7'", "0.77"),
        (SCALE, "{id: pace, name: P, measures: Openness}", 7, "'Openness'", "measures: big5"),
        ("commercial_use: true", "evidence: [{seen_as: x}]", 4, "neither `quote` nor `url`", "add quote"),
        ("commercial_use: true", "verdict: shipp", 4, "'shipp'", "'ship'"),
        (ITEMS, "items: []\n", 8, "an empty list", "add items"),
        (ITEMS, "items: none\n", 8, "'none'", "write items"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, found: str, mend: str) -> None:
    (problem,) = problems(changed(old, new))
    assert problem.where.startswith(f"our_pace.yaml, line {line},")
    assert found in problem.found
    assert mend in problem.mend
    assert problem.expected


def test_a_scale_has_items_or_parts() -> None:
    both = "{id: pace, name: Pace, parts: [b]}\n  - {id: b, name: B, items: [-pace_2]}"
    (problem,) = problems(changed(SCALE, both).replace("scale: pace, reversed: true", "reversed: true"))
    assert problem.found == "parts of the scale 'pace', which has items of its own"


def test_a_circle_of_parts_is_told_once_and_named() -> None:
    circle = [f"{SCALE}"] + [
        f"{{id: {name}, name: {name}, parts: [{part}]}}" for name, part in ("ab", "bc", "ca")
    ]
    (problem,) = problems(changed(SCALE, "\n  - ".join(circle)))
    assert problem.found == "a circle of parts: a -> b -> c -> a"


def test_many_parts_are_searched_in_no_time() -> None:
    # Each scale is made of all further ones: ways through them double with every scale.
    names = [f"s{i}" for i in range(150)]
    made = [
        f"{{id: {name}, name: {name}, parts: [{', '.join(names[at + 1 :] or ['pace'])}]}}"
        for at, name in enumerate(names)
    ]
    pack = parse_pack(changed(SCALE, "\n  - ".join([SCALE, *made])), "our_pace.yaml")
    assert pack.items_of("s0") == pack.items


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = changed("agree5", "agre5").replace("pace_2", "pace_1").replace("scale: pace, text", "text")
    found = problems(text)
    assert [problem.where.split(",")[1] for problem in found] == [" line 5", " line 9", " line 10"]
    missing = problems("id: a\nname: A\n")
    assert [problem.found for problem in missing] == [
        "no `about`",
        "no `licence`",
        "no `answers`",
        "no `scales`",
        "no `items`",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        ("# nothing\n", "only comments"),
        ("- a\n- b\n", "a list"),
        ("id: [a\n", "id: [a"),
        ('{"id": "x", "name": ', '{"id": "x", "name":'),
        ("id: a\n\tname: b\n", "a tab at the start of the line"),
        ("[" * 5_000, "blocks nested too deeply to be read"),
        ("id: \0", "a zero byte, code 0"),
        ("a: &a [x]\nb: &b {c: *a}\nid: {d: *b, e: *b}\n", "an alias (*name) that repeats a block"),
        ("!!int\nid: a\n", "the tag tag:yaml.org,2002:int"),
        ("id: !!python/object:os.system x\n", "the tag tag:yaml.org,2002:python/object:os.system"),
    ],
)
def test_what_is_no_pack_is_told_by_its_slip(text: str, found: str) -> None:
    assert found in [problem.found for problem in problems(text)]


def test_absurd_sizes_are_refused() -> None:
    many = "".join(f"  - {{id: a{i}, scale: pace, text: t{i}}}\n" for i in range(1_001))
    assert [problem.found for problem in problems(changed(ITEMS, f"items:\n{many}"))] == ["1,001 entries"]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: Gefühl".encode("latin-1"))
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 2_000_001)
    for path, found in (
        (tmp_path / "none.yaml", "no such file"),
        (latin, "bytes that are not UTF-8"),
        (large, "a file of more than 2 megabytes"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(InstrumentError, match=found):
            read_pack(path)


def test_the_schema_names_and_explains_every_key() -> None:
    schema = pack_json_schema()
    assert set(schema["properties"]) == set(fields_of(PackFile))
    for model in ({"properties": schema["properties"]}, *schema["$defs"].values()):
        for name, key in model.get("properties", {}).items():
            assert key.get("description"), name
            assert key.get("examples"), name
