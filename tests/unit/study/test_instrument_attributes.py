"""Attributes that name a scale of an instrument."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import Problem, StudyError
from psychograph.instruments.catalogue import shipped
from psychograph.knowledge.base import shipped as knowledge
from psychograph.profiling.standings import map_constructs
from psychograph.study.amend import amend_segmentation
from psychograph.study.amend_constructs import amend_constructs
from psychograph.study.load import load_study, parse_study
from psychograph.study.model import Attribute, AttributeType, Item, Norms, SegmentationSettings, Study
from psychograph.study.schema import study_json_schema

OWN = """\
id: our_pace
name: Our pace scale
about: how fast people like things to go
licence: {id: LicenseRef-ours, evidence: [{quote: we wrote it ourselves}], attestation: I may}
answers: {low: 0, high: 10}
scales:
  - {id: pace, name: Pace, norms: {mean: 6, sd: 2, source: "520 adults, Smith 2012"}}
  - {id: rest, name: Rest, measures: -val.stimulation}
items:
  - {id: pace_1, scale: pace, text: I walk fast.}
  - {id: pace_2, scale: pace, reversed: true, text: I like long pauses.}
  - {id: rest_1, scale: rest, reversed: true, text: I sleep little.}
"""
EXTRAVERSION = "  Ext: {instrument: mini_ipip_20/extraversion}\n"


def text_of(attributes: str, basis: str = "Ext, Other") -> str:
    return (
        "title: T\nobjective: {goal: trial, statement: S}\nattributes:\n"
        f"{attributes}  Other: {{type: likert, scale: [1, 5]}}\nbasis: [{basis}]\n"
        "segmentation: {segments: 2}\n"
    )


def study(attributes: str, folder: Path | None = None) -> Study:
    return parse_study(text_of(attributes), "study.yaml", folder)


def problems(attributes: str, folder: Path | None = None) -> tuple[Problem, ...]:
    with pytest.raises(StudyError) as caught:
        study(attributes, folder)
    return caught.value.problems


def own_folder(folder: Path, text: str = OWN) -> Path:
    (folder / "instruments").mkdir()
    (folder / "instruments" / "our_pace.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_instrument_brings_all_that_a_study_would_say() -> None:
    assert study(EXTRAVERSION).attributes["Ext"] == Attribute(
        type=AttributeType.LIKERT,
        question="Extraversion",
        scale=(1, 5),
        items=(
            Item(column="mini_ipip_01", question="Am the life of the party."),
            Item(column="mini_ipip_06", question="Don't talk a lot.", reversed=True),
            Item(column="mini_ipip_11", question="Talk to a lot of different people at parties."),
            Item(column="mini_ipip_16", question="Keep in the background.", reversed=True),
        ),
        construct="big5.extraversion",
        instrument="mini_ipip_20/extraversion",
    )


@pytest.mark.parametrize("reference", list(shipped().references))
def test_every_scale_that_ships_can_be_named(reference: str) -> None:
    pack, scale = shipped().scale(reference)
    attribute = study(f"  Ext: {{instrument: {reference}}}\n").attributes["Ext"]
    items = attribute.items or (Item(column=attribute.column, reversed=attribute.reversed),)
    assert [(item.column, item.reversed) for item in items] == [
        (item.id, item.reversed) for item in pack.items_of(scale.id)
    ]
    assert attribute.scale == (pack.answer_scale.low, pack.answer_scale.high)
    assert attribute.measured_construct == (scale.measures or None)


def test_a_scale_of_one_item_reads_its_column() -> None:
    attribute = study("  Ext: {instrument: guide_sample/greater_good}\n").attributes["Ext"]
    assert (attribute.column, attribute.items) == ("Att_GreaterGood", ())
    assert attribute.question == "I make decisions with the greater good in mind."
    renamed = study("  Ext: {instrument: guide_sample/greater_good, column: Q7}\n").attributes["Ext"]
    assert renamed.column == "Q7"
    listed = study("  Ext: {instrument: guide_sample/greater_good, items: [{column: Q7}]}\n")
    (only,) = listed.attributes["Ext"].items
    assert (only.column, only.question) == ("Q7", "I make decisions with the greater good in mind.")


def test_columns_can_be_renamed_in_the_order_of_the_instrument() -> None:
    attribute = study(
        "  Ext:\n    instrument: mini_ipip_20/extraversion\n    construct: none\n    question: How lively?\n"
        "    items: [{column: a}, {column: b, reversed: true}, {column: c, question: Mine}, {column: d}]\n"
    ).attributes["Ext"]
    assert [(i.column, i.reversed) for i in attribute.items] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", True),
    ]
    assert (attribute.items[2].question, attribute.question) == ("Mine", "How lively?")
    assert attribute.measured_construct == "none"


def test_own_steps_leave_published_norms_out(tmp_path: Path) -> None:
    own_folder(tmp_path)
    plain = study("  Ext: {instrument: our_pace/pace}\n", tmp_path).attributes["Ext"]
    assert plain.norms == Norms(mean=6, sd=2, source="520 adults, Smith 2012")
    assert plain.scale == (0, 10)
    other = study("  Ext: {instrument: our_pace/pace, scale: [1, 7]}\n", tmp_path).attributes["Ext"]
    assert (other.norms, other.scale) == (None, (1, 7))


def test_a_study_knows_the_packs_beside_it(tmp_path: Path) -> None:
    own_folder(tmp_path)
    path = tmp_path / "study.yaml"
    path.write_text(text_of("  Ext: {instrument: our_pace/rest}\n"), encoding="utf-8")
    attribute = load_study(tmp_path).attributes["Ext"]
    assert (attribute.column, attribute.reversed) == ("rest_1", True)
    assert attribute.measured_construct == "-val.stimulation"
    assert load_study(path) == load_study(tmp_path)
    with pytest.raises(StudyError, match="no instrument 'our_pace'"):
        parse_study(path.read_text(encoding="utf-8"), "study.yaml")


@pytest.mark.parametrize(
    ("attributes", "where", "found", "mend"),
    [
        (
            "  Ext:\n    instrument: mini_ipip20/extraversion\n",
            "line 5, attributes > Ext > instrument",
            "no instrument 'mini_ipip20'",
            "'mini_ipip_20'",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extroversion}\n",
            "line 4, attributes > Ext > instrument",
            "no scale 'extroversion' in mini_ipip_20",
            "'extraversion'",
        ),
        (
            "  Ext: {instrument: mini_ipip_20}\n",
            "line 4, attributes > Ext > instrument",
            "mini_ipip_20, which has 5 scales",
            "mini_ipip_20/extraversion",
        ),
        (
            "  Ext: {instrument: BFI-2/extraversion}\n",
            "line 4, attributes > Ext > instrument",
            "BFI-2 (the Big Five), which is not bundled",
            "use mini_ipip_20 or ipip_bffm_50",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, type: number}\n",
            "line 4, attributes > Ext > type",
            "'number' for a scale of an instrument",
            "take `type` out",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, items: [{column: a}]}\n",
            "line 4, attributes > Ext > items",
            "1 item",
            "name a column for each",
        ),
        (
            "  Ext:\n    instrument: mini_ipip_20/extraversion\n    items:\n"
            "      - {column: a}\n      - {column: b}\n      - {column: c, reversed: true}\n"
            "      - {column: d}\n",
            "line 9, attributes > Ext > items > entry 3 > reversed",
            "reversed: true for 'Talk to a lot of different people at parties.'",
            "take `reversed` out",
        ),
        (
            "  Ext: {instrument: our_own/rest, reversed: true, scale: [5, 1]}\n",
            "line 4, attributes > Ext > instrument",
            "no instrument 'our_own'",
            "instruments list",
        ),
        (
            "  Ext: {instrument: guide_sample/greater_good, reversed: true}\n",
            "line 4, attributes > Ext > reversed",
            "reversed: true for 'I make decisions with the greater good in mind.'",
            "take `reversed` out",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, scale: [5, 1]}\n",
            "line 4, attributes > Ext > scale",
            "5 to 1",
            "if agreement means less",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, column: a}\n",
            "line 4, attributes > Ext > column",
            "one column for mini_ipip_20/extraversion, which has 4 items",
            "{column: mini_ipip_01}, {column: mini_ipip_06}, ...",
        ),
        (
            "  Ext: {instrument: [a]}\n",
            "line 4, attributes > Ext > instrument",
            "the list [a]",
            "mini_ipip_20",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, items: yes}\n",
            "line 4, attributes > Ext > items",
            "'yes'",
            "items",
        ),
        (
            "  Ext: {instrument: mini_ipip_20/extraversion, items: [a, b, c, d]}\n",
            "line 4, attributes > Ext > items > entry 1",
            "'a'",
            "column: a",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(attributes: str, where: str, found: str, mend: str) -> None:
    first = problems(attributes)[0]
    assert first.where == f"study.yaml, {where}"
    assert found in first.found
    assert mend in first.mend


def test_one_slip_is_one_problem() -> None:
    assert len(problems("  Ext: {instrument: mini_ipip_20/extroversion, scale: [5, 1], type: likert}\n")) == 1
    assert len(problems("  Ext: {instrument: mini_ipip_20/extraversion, items: [{column: a}]}\n")) == 1


def test_all_slips_come_at_once_with_those_of_the_study() -> None:
    found = problems(
        "  Ext: {instrument: zzz/extraversion}\n  Neu: {instrument: mini_ipip_20/zzz}\n"
        "  Agr: {instrument: mini_ipip_20/agreeableness}\n  Soft: {instrument: mini_ipip_20/agreeableness}\n"
        "  Old: {type: likert}\n"
    )
    assert [problem.found for problem in found] == [
        "no instrument 'zzz'",
        "no scale 'zzz' in mini_ipip_20",
        *(f"the column 'mini_ipip_{at:02d}' again, which 'Agr' reads already" for at in (2, 7, 12, 17)),
        "type: likert without `scale`",
    ]


def test_a_broken_pack_of_its_own_is_told_before_what_misses_it(tmp_path: Path) -> None:
    own_folder(tmp_path, OWN.replace("scale: rest", "scale: zest"))
    found = problems("  Ext: {instrument: our_pace/rest}\n", tmp_path)
    assert [problem.where for problem in found] == [
        "our_pace.yaml, line 8, scales > entry 2",
        *["our_pace.yaml, line 12, items > entry 3 > scale"],
    ]
    # Other attributes are still checked, and studies that name no instrument do not read the folder.
    assert len(problems("  Ext: {instrument: our_pace/rest}\n  Old: {type: likert}\n", tmp_path)) == 3
    assert study("  Ext: {type: likert, scale: [1, 5]}\n", tmp_path)


def test_constructs_are_those_of_the_instrument() -> None:
    found = {
        match.attribute: (match.key, match.source)
        for match in map_constructs(
            study(
                "  Ext: {instrument: ipip_bffm_50/emotional_stability}\n"
                "  Faith: {instrument: ipip_orais_200/spirituality_religiousness}\n"
            ),
            knowledge(),
        )
    }
    assert found["Ext"] == ("-big5.neuroticism", "declared")
    assert found["Faith"][1] == "sensitive"  # no instrument undoes what the law protects


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("ipip_orais_200/political_activism", "politics"),
        ("ipip_orais_200/spirituality_religiousness", "religion"),
        ("ipip_neo_120/liberalism", "politics"),
    ],
)
def test_scales_on_what_the_law_protects_are_held_back(reference: str, kind: str) -> None:
    (match, _) = map_constructs(study(f"  Ext: {{instrument: {reference}}}\n"), knowledge())
    assert (match.construct, match.source, match.kind) == (None, "sensitive", kind)


def test_studies_with_instruments_can_be_amended(tmp_path: Path) -> None:
    own_folder(tmp_path)
    text = text_of("  Ext: {instrument: our_pace/pace}\n")
    chosen = amend_segmentation(text, "study.yaml", SegmentationSettings(segments=4), tmp_path)
    assert "segments: 4" in chosen.text
    mapped = amend_constructs(text, "study.yaml", {"Ext": "val.stimulation"}, tmp_path)
    assert "{instrument: our_pace/pace, construct: val.stimulation}" in mapped.text


def test_editors_are_told_that_an_instrument_brings_the_type() -> None:
    attribute = study_json_schema()["$defs"]["Attribute"]
    assert attribute["anyOf"] == [{"required": ["type"]}, {"required": ["instrument"]}]
    assert "type" not in attribute["required"]
