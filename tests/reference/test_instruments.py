"""The instruments that ship against the verified packs, which lie outside the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from psychograph.instruments.cannot_ship import not_bundled
from psychograph.instruments.catalogue import shipped

VERIFIED = Path(__file__).parents[3] / "shared" / "instruments"
CLEARED = (
    "mini_ipip_20",
    "ipip_bffm_50",
    "ipip_neo_120",
    "tipi_10",
    "ipip_nfc_10",
    "ipip_orvis_92",
    "ipip_orais_200",
    "aias_4",
)


def verified(name: str) -> Any:
    path = VERIFIED / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not here: verified packs lie outside the project")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CLEARED)
def test_items_and_key_are_those_that_were_verified(name: str) -> None:
    told, pack = verified(name), shipped().pack(name)
    assert told["license"]["verdict"] == "ship"
    names = {scale["id"]: scale["name"] for scale in told["scales"]}
    assert [
        (i.id, str(i.text), pack.scale(i.scale).name if len(names) > 1 else "", i.reversed)
        for i in pack.items
    ] == [
        (i["id"], i["text"], names[i["scale"]].split(" (")[0] if len(names) > 1 else "", i["keyed"] < 0)
        for i in sorted(told["items"], key=lambda item: item["order"])
    ]


@pytest.mark.parametrize("name", CLEARED)
def test_scales_have_the_items_and_the_turned_ones_that_were_counted(name: str) -> None:
    told, pack = verified(name), shipped().pack(name)
    scales = [scale for scale in pack.scales if not scale.parts]
    assert len(scales) == len(told["scales"])
    for scale, counted in zip(scales, told["scales"], strict=True):
        items = pack.items_of(scale.id)
        assert len(items) == counted["n_items"], scale.id
        assert sum(item.reversed for item in items) == counted["n_reversed"], scale.id
        # Per facet, more was read than the verified pack holds.
        if counted["alpha"] is not None or name != "ipip_neo_120":
            known = scale.reliability
            assert (None if known is None else known.value) == counted["alpha"], scale.id


def test_domains_are_made_of_the_verified_facets() -> None:
    told, pack = verified("ipip_neo_120"), shipped().pack("ipip_neo_120")
    names = {scale["id"]: scale["name"] for scale in told["scales"]}
    for domain in told["domains"]:
        (scale,) = (one for one in pack.scales if one.parts and one.name == domain["name"])
        assert [pack.scale(part).name for part in scale.parts] == [names[facet] for facet in domain["facets"]]


@pytest.mark.parametrize("name", CLEARED)
def test_answers_terms_and_works_are_those_that_were_verified(name: str) -> None:
    told, pack = verified(name), shipped().pack(name)
    answers = told["response_scale"]
    assert (pack.answer_scale.low, pack.answer_scale.high) == (answers["min"], answers["max"])
    labels = [str(pack.answer_scale.label(code)) for code in pack.answer_scale.values]
    assert labels == answers["labels"]
    assert str(pack.stem) == answers["stem"]
    assert pack.licence.id == told["license"]["id"]
    assert pack.licence.commercial_use == told["license"]["commercial_use"]
    assert [re.sub(r"\W+$", "", one.quote) for one in pack.licence.evidence][:2] == [
        re.sub(r"\W+$", "", one["quote"]) for one in told["license"]["evidence"]
    ][:2]
    dois = re.findall(r"10\.\d{4,}/\S+", " ".join(told["citation"]))
    assert all(doi in " ".join(pack.citation) for doi in dois)


def test_every_instrument_that_was_looked_at_and_left_out_is_answered() -> None:
    titles = " ".join(f"{one.title} {' '.join(one.names)}" for one in not_bundled()).casefold()
    for told in verified("cannot_ship"):
        first = re.split(r"[ /,(]", told["scale"])[0].casefold().rstrip("*")
        assert re.sub(r"[^a-z0-9]", "", first) in re.sub(r"[^a-z0-9 ]", "", titles), told["scale"]


def test_the_guide_asks_what_its_pack_asks() -> None:
    guide = VERIFIED.parent / "seeds" / "psychographic-segmentation-guide.md"
    if not guide.exists():
        pytest.skip("the guide is not here: it lies outside the project")
    text = guide.read_text(encoding="utf-8")
    asked = dict(re.findall(r"^ *- \*“(.*?)”\* *(\(Reverse-scored\))?", text, re.MULTILINE))
    packs = (shipped().pack("guide_sample"), shipped().pack("guide_sample_lifestyle"))
    items = [item for pack in packs for item in pack.items]
    assert {str(item.text): item.reversed for item in items} == {
        question: bool(turned)
        for question, turned in asked.items()
        if not re.search("current|hours per week|new products and which", question)
    }
    for code, label in packs[0].answer_scale.labels:
        assert f"{code} = {label}" in text
