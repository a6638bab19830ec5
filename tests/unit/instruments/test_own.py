"""Packs of a user's own: attested, checked whole, written so that they read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import UsageError
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.notices import ATTESTED as OWN_PACK
from psychograph.instruments.notices import ENNEAGRAM, TYPES, notices
from psychograph.instruments.own import ATTESTED, Added, added, read_own
from psychograph.instruments.pack import Verdict
from psychograph.instruments.reading import parse_pack
from psychograph.instruments.template import FRAMEWORKS, template

PACK = """\
id: our_pace # a comment
name: "Our: pace" # with a colon
about: how fast people like things to go
answers: {low: -1, high: 1, labels: {-1: "No", 0: {en: Even, de: Gleich}, 1: "Yes"}}
stem: {en: "How, then?", no: Hvordan?, pt-BR: Como?}
scales:
  - {id: pace, name: Pace, measures: -val.tradition, norms: {mean: 0.2, sd: 0.1, source: "Smith, 2012"}}
  - {id: all, name: All, parts: [pace]}
items:
  - {id: pace_1, scale: pace, text: 'I "walk" fast — it''s # true'}
  - {id: pace_2, scale: pace, reversed: true, text: {en: I like long pauses., de: "Ich mag: Pausen."}}
"""
TERMS = "https://example.org/terms"


def add(
    folder: Path, text: str = PACK, licence: str = "CC-BY-4.0", evidence: str = TERMS, attested: bool = True
) -> Added:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return added(path, licence=licence, evidence=evidence, attested=attested, taken=shipped().packs)


def test_without_an_attestation_nothing_is_taken_and_its_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        add(tmp_path, attested=False)
    (problem,) = caught.value.problems
    assert ATTESTED in problem.expected
    with pytest.raises(UsageError) as caught:
        add(tmp_path, licence=" ", evidence="yes", attested=False)
    assert [problem.where for problem in caught.value.problems] == ["--attest", "--licence", "--evidence"]


def test_what_is_added_reads_back_the_same_with_its_attestation(tmp_path: Path) -> None:
    new = add(tmp_path)
    assert new.file == "our_pace.yaml"
    path = tmp_path / new.file
    path.write_text(new.text, encoding="utf-8")
    assert read_own(path) == new.pack
    assert new.pack.licence.attestation == ATTESTED
    assert new.pack.licence.verdict is Verdict.ATTESTED
    assert (new.pack.licence.id, new.pack.licence.evidence[0].url) == ("CC-BY-4.0", TERMS)
    assert new.pack.stem.read("no") == "Hvordan?"
    assert str(new.pack.items[0].text) == 'I "walk" fast — it\'s # true'
    assert all(line.startswith("  - {id:") for line in new.text.split("items:\n")[1].splitlines())
    assert add(tmp_path).text == new.text


def test_evidence_in_words_is_kept_as_words_and_that_of_the_file_stays(tmp_path: Path) -> None:
    text = PACK + "licence: {id: x, commercial_use: true, requires: a note, evidence: [{quote: as I said}]}\n"
    terms = add(tmp_path, text, evidence="free for any use").pack.licence
    assert [one.quote for one in terms.evidence] == ["free for any use", "as I said"]
    assert (terms.id, terms.commercial_use, terms.requires) == ("CC-BY-4.0", True, "a note")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PACK.replace("id: our_pace", "id: tipi_10"), "'tipi_10', the id of an instrument that is there"),
        (PACK.replace("id: our_pace", "id: Bank"), "'Bank', the id of an instrument that is there"),
        (PACK + "licence: {id: x, verdict: ours}\n", "'ours'"),
        (PACK + "licence: mine\n", "'mine'"),
        (PACK.replace("scale: pace, rev", "scale: pase, rev"), "the scale 'pase', which is not in the pack"),
    ],
)
def test_a_pack_is_checked_whole_before_it_is_taken(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(InstrumentError, match=r"mine\.yaml, line") as caught:
        add(tmp_path, text)
    assert found in caught.value.problems[0].found


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_templates_can_be_added_as_they_are(tmp_path: Path, framework: str) -> None:
    text = template(framework)
    assert all(len(line) <= 110 for line in text.splitlines())
    new = add(tmp_path, text)
    assert new.pack.framework == framework
    assert all(new.pack.items_of(scale.id) for scale in new.pack.scales)


def test_types_and_enneagrams_carry_their_notice_even_where_they_call_themselves_otherwise() -> None:
    licence = "licence: {id: x}\n"

    def said(text: str) -> tuple[str, ...]:
        return notices(parse_pack(text + licence, "mine.yaml"))

    assert said(template("enneagram")) == (OWN_PACK, ENNEAGRAM)
    assert said(template("types")) == (OWN_PACK, TYPES)
    assert said(template()) == (OWN_PACK,)
    assert said(template().replace("name: My scale", "name: RHETI, short")) == (OWN_PACK, ENNEAGRAM)
    assert said(template().replace("id: my_scale", "id: my_mbti")) == (OWN_PACK, TYPES)
    assert said(template().replace("about: what it", "about: types of shopping; what it")) == (OWN_PACK,)


def test_the_enneagram_notice_has_its_figures_and_their_source() -> None:
    # Abstract of Elaia 4(1):4, 2021, digitalcommons.olivet.edu/elaia/vol4/iss1/4.
    for figure in (".46 (.27 to .56)", ".68", "CFI .56", "TLI .50", "RMSEA .08", "N = 1,039", "Elaia 4(1):4"):
        assert figure in ENNEAGRAM
