"""The instruments that ship: keys against published counts and each other, terms, and what is claimed."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from psychograph.instruments.catalogue import SHIPPED, shipped
from psychograph.instruments.pack import Pack, PackScale, Verdict
from psychograph.instruments.reading import read_pack
from psychograph.instruments.translated import Translated
from psychograph.knowledge.base import shipped as knowledge
from psychograph.knowledge.matching import match_construct
from psychograph.questionnaire.lint import lint
from psychograph.questionnaire.model import Battery, Item, Page, Question, Questionnaire

PACKS = shipped().in_order
SCALES = [(pack, scale) for pack in PACKS for scale in pack.scales]
OURS = [pack for pack in PACKS if pack.licence.verdict is Verdict.OURS]
NAMES = [pack.id for pack in PACKS]
FOLDER = Path(str(files("psychograph.instruments").joinpath("data", "packs")))

# Items of each scale, and how many of them are turned, as the sources that each pack names print them.
PUBLISHED = {
    "mini_ipip_20": """
        extraversion 4-2 agreeableness 4-2 conscientiousness 4-2 neuroticism 4-2 intellect 4-3
    """,
    "ipip_bffm_50": """
        extraversion 10-5 agreeableness 10-4 conscientiousness 10-4 emotional_stability 10-8
        intellect 10-3
    """,
    "ipip_neo_120": """
        anxiety 4-0 anger 4-1 depression 4-1 self_consciousness 4-1 immoderation 4-3 vulnerability 4-1
        friendliness 4-2 gregariousness 4-2 assertiveness 4-1 activity_level 4-1 excitement_seeking 4-0
        cheerfulness 4-0 imagination 4-0 artistic_interests 4-2 emotionality 4-2 adventurousness 4-3
        intellect 4-3 liberalism 4-2 trust 4-1 morality 4-4 altruism 4-2 cooperation 4-4 modesty 4-4
        sympathy 4-2 self_efficacy 4-0 orderliness 4-3 dutifulness 4-2 achievement_striving 4-2
        self_discipline 4-2 cautiousness 4-4
    """,
    "tipi_10": """
        extraversion 2-1 agreeableness 2-1 conscientiousness 2-1 emotional_stability 2-1 openness 2-1
    """,
    "ipip_nfc_10": """
        need_for_cognition 10-4
    """,
    "ipip_orvis_92": """
        creativity 14-0 adventure 10-0 analysis 10-0 altruism 13-0 production 10-0 erudition 10-0
        organization 13-0 leadership 12-0
    """,
    "ipip_orais_200": """
        creativity_originality 7-0 food 7-0 reclusiveness 6-0 culture 6-0 spirituality_religiousness 7-0
        romance 6-0 political_activism 7-0 sports 6-0 home_making 7-0 pets 5-0 drinking 5-0 gambling 6-0
        collecting 5-0 love_of_reading 5-0 vehicles 4-0 appearance_consciousness 5-0
        self_improvement 5-0 gardening 6-0 money 6-0 shopping 7-0 environmentalism 7-0 exercise 7-0
        music 8-0 gregariousness 5-0 game_playing 5-0 children 6-0 love_of_learning 6-0 computing 6-0
        journaling 7-0 social_media 5-0 watching_television 7-0 travel 6-0 outdoor_activities 7-0
    """,
    "aias_4": """
        ai_attitude 4-0
    """,
}
# Scales that are made of others: ours, or the five domains of six facets with four items.
MADE = {"neuroticism": 24, "extraversion": 24, "openness": 24, "agreeableness": 24, "conscientiousness": 24}


def ids(pairs: list[tuple[Pack, PackScale]]) -> list[str]:
    return [f"{pack.id}/{scale.id}" for pack, scale in pairs]


@pytest.mark.parametrize("name", PUBLISHED)
def test_keys_have_the_published_counts(name: str) -> None:
    pack = shipped().pack(name)
    counted = {
        scale.id: (len(pack.items_of(scale.id)), sum(item.reversed for item in pack.items_of(scale.id)))
        for scale in pack.scales
        if not scale.parts
    }
    published = re.findall(r"(\w+) (\d+)-(\d+)", PUBLISHED[name])
    assert counted == {scale: (int(items), int(turned)) for scale, items, turned in published}
    assert sum(items for items, _ in counted.values()) == len(pack.items)


def test_domains_are_made_of_their_facets() -> None:
    pack = shipped().pack("ipip_neo_120")
    for name, size in MADE.items():
        assert len(pack.scale(name).parts) == 6
        assert len(pack.items_of(name)) == size
    whole, without = (
        {item.id for item in pack.items_of(name)} for name in ("openness", "openness_without_liberalism")
    )
    assert whole - without == {item.id for item in pack.items_of("liberalism")}
    assert not any("vote" in str(item.text) for item in pack.items_of("openness_without_liberalism"))


def test_every_file_is_in_the_catalogue_and_keeps_every_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(SHIPPED)
    for path in FOLDER.glob("*.json"):
        assert read_pack(path) == shipped().pack(path.stem)


def test_files_hold_one_item_a_line() -> None:
    for pack in PACKS:
        lines = (FOLDER / f"{pack.id}.json").read_text(encoding="utf-8").splitlines()
        for item in pack.items:
            (line,) = (line for line in lines if f'"id": "{item.id}"' in line and "text" in line)
            written = json.loads(line.strip().removesuffix(","))
            assert (written["text"], written.get("reversed", False)) == (str(item.text), item.reversed)


def test_items_and_scales_are_named_apart_over_all_instruments() -> None:
    # Items become columns, so that two instruments in one questionnaire must not share a name.
    repeated = [name for name, n in Counter(i.id.lower() for p in PACKS for i in p.items).items() if n > 1]
    assert repeated == []


def test_texts_differ_inside_an_instrument() -> None:
    for pack in PACKS:
        repeated = [text for text, n in Counter(str(i.text).lower() for i in pack.items).items() if n > 1]
        # Two scales of the ORAIS share an act, as its notes say.
        assert repeated == (["wrote poetry."] if pack.id == "ipip_orais_200" else [])


@pytest.mark.parametrize(("pack", "scale"), SCALES, ids=ids(SCALES))
def test_measures_are_constructs(pack: Pack, scale: PackScale) -> None:
    assert not scale.measures or scale.measures.removeprefix("-") in knowledge().constructs


@pytest.mark.parametrize("pack", PACKS, ids=NAMES)
def test_terms_rest_on_evidence(pack: Pack) -> None:
    assert pack.licence.verdict in {Verdict.SHIP, Verdict.OURS}
    assert pack.licence.commercial_use
    assert pack.licence.evidence
    assert all(one.quote for one in pack.licence.evidence)
    assert pack.citation
    assert not pack.licence.attestation


@pytest.mark.parametrize("pack", PACKS, ids=NAMES)
def test_what_is_cited_can_be_looked_up(pack: Pack) -> None:
    said = (FOLDER / f"{pack.id}.json").read_text(encoding="utf-8")
    assert "file id" not in said
    assert "from memory" not in said
    for scale in pack.scales:
        if scale.reliability is not None:
            assert scale.reliability.kind == "alpha"
            assert 0.4 < scale.reliability.value < 1
            assert "ipip.ori.org" in scale.reliability.source
        assert scale.norms is None  # none was verified


def test_reliabilities_that_nobody_verified_are_not_shown() -> None:
    for name in ("tipi_10", "ipip_nfc_10", "aias_4", *(pack.id for pack in OURS)):
        assert all(scale.reliability is None for scale in shipped().pack(name).scales)


@pytest.mark.parametrize("pack", OURS, ids=[pack.id for pack in OURS])
def test_our_own_are_called_unvalidated(pack: Pack) -> None:
    assert not pack.validated
    assert re.search("never validated|nobody has tested", pack.notes[0])


OWN_SCALES = [(pack, scale) for pack, scale in SCALES if pack.id.startswith("psychograph_")]


@pytest.mark.parametrize(("pack", "scale"), OWN_SCALES, ids=ids(OWN_SCALES))
def test_our_own_scales_are_short_and_balanced(pack: Pack, scale: PackScale) -> None:
    items = pack.items_of(scale.id)
    assert 3 <= len(items) <= 5
    assert 1 <= sum(item.reversed for item in items) <= len(items) / 2
    for item in items:
        if item.reversed:  # worded the other way, rather than denied
            assert not re.search(r"\b(not|never|no|n't|nothing|hardly)\b", str(item.text)), item.text
        words = str(item.text).split()
        assert len(words) <= 16, item.text
        assert not re.search(r"\b(and|everybody|obviously|surely)\b", str(item.text)), item.text


def test_like_items_point_the_same_way_in_all_instruments() -> None:
    # The same words measure the same trait in the same direction, whoever keyed them.
    seen: dict[tuple[str, str], bool] = {}
    compared = 0
    for pack, scale in SCALES:
        if not scale.measures or pack.id == "guide_sample":
            continue
        for item in pack.items_of(scale.id):
            key = (str(item.text), scale.measures.removeprefix("-"))
            low = item.reversed != scale.measures.startswith("-")
            compared += key in seen
            assert seen.setdefault(key, low) == low, item
    assert compared > 40


# Where the words point the other way than a person would say, and why.
MISREAD = {
    "online_shopping_4": "ordered online, in a sentence about a shop",
    "deal_proneness_4": "a sale that is not waited for",
    "con_2": "clutter-free is read as clutter",
}


def test_keys_agree_with_what_the_words_say() -> None:
    # The map from words to constructs knows no key, so where it knows an item it is a second opinion.
    agreed = 0
    for pack, scale in SCALES:
        for item in pack.items_of(scale.id) if scale.measures else ():
            found = match_construct("x", str(item.text))
            if found.construct is None or found.construct.name != scale.measures.removeprefix("-"):
                continue
            low = item.reversed != scale.measures.startswith("-")
            assert (found.reversed == low) == (item.id not in MISREAD), item
            agreed += found.reversed == low
    assert agreed >= 150


def test_the_guide_is_quoted_word_for_word() -> None:
    pack = shipped().pack("guide_sample")
    said = {scale.id: [str(item.text) for item in pack.items_of(scale.id)] for scale in pack.scales}
    assert said["greater_good"] == ["I make decisions with the greater good in mind."]
    assert said["openness"] == [
        "I enjoy exploring abstract ideas.",
        "I seek out new foods, cultures, or travel experiences.",
        "I prefer routine over spontaneity.",
    ]
    turned = {str(item.text) for item in pack.items if item.reversed}
    assert turned == {
        "I prefer routine over spontaneity.",
        "I procrastinate often.",
        "I prefer quiet evenings at home over parties.",
        "I remain calm in unpredictable situations.",
    }
    assert [len(pack.items_of(scale.id)) for scale in pack.scales] == [1, 1, 1, 3, 3, 3, 3, 3]
    only = shipped().pack("guide_sample_lifestyle").items
    assert [str(item.text) for item in only] == ["How often do you try out new products or services?"]


@pytest.mark.parametrize("pack", [p for p in OURS if p.id.startswith("psychograph_")], ids=lambda p: p.id)
def test_our_own_items_pass_the_lint_of_questionnaires(pack: Pack) -> None:
    items = tuple(Item(i.id, i.text, i.reversed, i.scale, source=f"{pack.id}/{i.scale}") for i in pack.items)
    asked = Question("asked", pack.stem, Battery(pack.answer_scale, items))
    remarks = lint(Questionnaire(Translated("Ours"), (Page("page", (asked,)),)), None)
    names = {item.id for item in pack.items} | {scale.id for scale in pack.scales}
    assert [(remark.code, remark.where) for remark in remarks if remark.where in names] == []
    assert remarks  # such as its length, so that the lint did look
