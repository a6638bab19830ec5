"""The catalogue: finding instruments, and what is said of those that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import Problem
from psychograph.instruments.cannot_ship import asked_for, not_bundled
from psychograph.instruments.catalogue import MOST_OWN, SHIPPED, Catalogue, catalogue_of, shipped
from psychograph.instruments.errors import InstrumentError

OWN = """\
id: our_pace
name: Our pace scale
about: how fast people like things to go
licence: {id: LicenseRef-ours, evidence: [{quote: we wrote it ourselves}], attestation: I may}
answers: agree5
scales: [{id: pace, name: Pace}]
items: [{id: pace_1, scale: pace, text: I walk fast.}]
"""


def missed(name: str, catalogue: Catalogue | None = None) -> Problem:
    with pytest.raises(InstrumentError) as caught:
        (catalogue or shipped()).scale(name)
    (problem,) = caught.value.problems
    return problem


def test_instruments_stand_in_their_order() -> None:
    assert tuple(pack.id for pack in shipped().in_order) == SHIPPED
    assert "ipip_neo_120/anxiety" in set(shipped().references)


def test_a_scale_is_found_by_its_reference_and_alone_by_its_instrument() -> None:
    pack, scale = shipped().scale(" mini_ipip_20 / neuroticism ")
    assert (pack.id, scale.id) == ("mini_ipip_20", "neuroticism")
    assert shipped().scale("aias_4")[1].id == "ai_attitude"


@pytest.mark.parametrize(
    ("name", "found", "mend"),
    [
        ("mini_ipip20/extraversion", "no instrument 'mini_ipip20'", "did you mean 'mini_ipip_20'?"),
        ("mini_ipip_20/extroversion", "no scale 'extroversion' in mini_ipip_20", "'extraversion'"),
        ("mini_ipip_20/", "mini_ipip_20, which has 5 scales", "write mini_ipip_20/extraversion"),
        ("mini_ipip_20", "mini_ipip_20, which has 5 scales", "write mini_ipip_20/extraversion"),
        ("zzz/a", "no instrument 'zzz'", "psychograph instruments list"),
        ("", "no instrument an empty text", "psychograph instruments list"),
    ],
)
def test_what_is_missed_is_named_with_what_was_meant(name: str, found: str, mend: str) -> None:
    problem = missed(name)
    assert problem.found == found
    assert mend in problem.mend


@pytest.mark.parametrize("name", ["BFI-2", "bfi2/extraversion", "MBTI", "PVQ-40", "neo_pi_r", "VALS"])
def test_what_does_not_ship_says_why_and_what_instead(name: str) -> None:
    problem = missed(name)
    assert "which is not bundled because" in problem.found
    assert "psychograph instruments add" in problem.mend
    assert any(pack in problem.mend for pack in SHIPPED)


def test_what_is_offered_instead_ships() -> None:
    for one in not_bundled():
        assert set(one.instead) <= set(SHIPPED), one.title
        assert asked_for(one.title) is one or len(one.names) > 1
        assert one.why
        assert one.source
    names = [name for one in not_bundled() for name in one.names]
    assert len(names) == len(set(names))
    assert not any(asked_for(name) for name in SHIPPED)


def test_a_study_has_packs_of_its_own(tmp_path: Path) -> None:
    assert catalogue_of(None) is catalogue_of(tmp_path) is shipped()
    folder = tmp_path / "instruments"
    folder.mkdir()
    (folder / "our_pace.yaml").write_text(OWN, encoding="utf-8")
    (folder / "readme.txt").write_text("not an instrument", encoding="utf-8")
    found = catalogue_of(tmp_path)
    assert [pack.id for pack in found.in_order] == [*SHIPPED, "our_pace"]
    assert found.scale("our_pace/pace")[0].licence.attestation == "I may"


def test_problems_of_all_own_packs_come_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "instruments"
    folder.mkdir()
    for name, text in {
        "a.yaml": OWN,
        "b.yaml": OWN,  # the same id again
        "c.yaml": OWN.replace("our_pace", "tipi_10"),
        "d.yaml": OWN.replace(", attestation: I may", "").replace("our_pace", "d"),
        "e.yaml": OWN.replace("{id: LicenseRef-ours, ", "{id: x, verdict: ship, ").replace("our_pace", "e"),
        "f.json": "{",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InstrumentError) as caught:
        catalogue_of(tmp_path)
    told = [(problem.where.split(",")[0], problem.found) for problem in caught.value.problems]
    assert told[:4] == [
        ("b.yaml", "'our_pace', the id of an instrument that is there already"),
        ("c.yaml", "'tipi_10', the id of an instrument that is there already"),
        ("d.yaml", "a licence without an attestation"),
        ("e.yaml", "'ship'"),
    ]
    assert [name for name, _ in told[4:]] == ["f.json"]


def test_a_folder_of_thousands_is_not_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "instruments"
    folder.mkdir()
    for at in range(MOST_OWN + 5):
        (folder / f"p{at:04d}.yaml").write_text(OWN.replace("our_pace", f"p{at}"), encoding="utf-8")
    with pytest.raises(InstrumentError, match="205 files"):
        catalogue_of(tmp_path)
