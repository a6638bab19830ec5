"""`psychograph instruments`: list, show, add and template, as people see them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from psychograph.cli.instrument_words import alphas, instrument_in_words, listed_instruments, minutes
from psychograph.cli.main import main
from psychograph.instruments.catalogue import SHIPPED, shipped
from psychograph.instruments.notices import ENNEAGRAM
from psychograph.instruments.own import ATTESTED
from psychograph.instruments.reading import parse_pack
from psychograph.instruments.template import template

TERMS = ("--licence", "CC-BY-4.0", "--evidence", "https://example.org/terms", "--attest")


def call(*words: str | Path, code: int = 0) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["instruments", *map(str, words)])
    assert stopped.value.code == code


def pack_file(folder: Path, framework: str = "") -> Path:
    path = folder / "mine.yaml"
    path.write_text(template(framework), encoding="utf-8")
    return path


def study_folder(folder: Path) -> Path:
    study = folder / "study"
    study.mkdir()
    return study


def test_the_list_names_all_and_marks_what_nobody_validated(capsys: pytest.CaptureFixture[str]) -> None:
    call("list")
    shown = capsys.readouterr().out
    for pack in shipped().in_order:
        mark = "" if pack.validated else r" \*"
        assert re.search(rf"^{pack.id}{mark} +{len(pack.items)} ", shown, re.MULTILINE)
        assert pack.about in " ".join(shown.split())
    assert "* unvalidated" in shown
    assert max(map(len, shown.splitlines())) <= 79


def test_the_list_for_programs_holds_every_item(capsys: pytest.CaptureFixture[str]) -> None:
    call("list", "--json")
    records = json.loads(capsys.readouterr().out)["instruments"]
    assert [record["id"] for record in records] == list(SHIPPED)
    assert sum(len(record["items"]) for record in records) == sum(len(p.items) for p in shipped().in_order)
    mini = records[0]
    assert mini["validated"] is True
    assert mini["scales"][0]["reliability"] == {
        "kind": "alpha",
        "value": 0.77,
        "source": "ipip.ori.org/MiniIPIPKey.htm",
    }
    assert mini["items"][5] == {
        "id": "mini_ipip_06",
        "scale": "extraversion",
        "reversed": True,
        "text": "Don't talk a lot.",
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_every_instrument_and_scale_fits_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    call("show", name)
    pack = shipped().pack(name)
    whole = capsys.readouterr().out
    for scale in pack.scales:
        assert f"\n{scale.id} " in whole
        call("show", f"{name}/{scale.id}")
        shown = capsys.readouterr().out
        for item in pack.items_of(scale.id):
            assert f"\n{'-' if item.reversed else '+'} {item.id} " in shown
        assert f"instrument: {name}/{scale.id}" in shown
        long = [line for line in (whole + shown).splitlines() if len(line) > 79]
        assert all("://" in line for line in long)  # addresses are never broken
    assert ("! Unvalidated" in whole) != pack.validated


def test_the_lines_to_copy_are_read_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    from psychograph.study.load import parse_study

    call("show", "ipip_neo_120/activity_level")
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "{instrument:" in line)
    study = parse_study(
        f"title: T\nobjective: {{goal: trial, statement: S}}\nattributes:\n{line}\n"
        "basis: [Activity_Level]\nsegmentation: {segments: 2}\n",
        "study.yaml",
    )
    assert len(study.attributes["Activity_Level"].items) == 4


def test_what_is_not_there_says_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    for name, said in (
        ("mini_ipip_20/extroversion", "did you mean 'extraversion'?"),
        ("minipip", "did you mean 'mini_ipip_20'?"),
        ("BFI-2", "which is not bundled because"),
    ):
        call("show", name, code=2)
        assert said in capsys.readouterr().err


def test_without_an_attestation_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_folder(tmp_path)
    call("add", pack_file(tmp_path), "--study", study, *TERMS[:-1], code=2)
    assert ATTESTED in capsys.readouterr().err
    assert list(study.iterdir()) == []


def test_a_pack_is_added_shown_listed_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_folder(tmp_path)
    call("add", pack_file(tmp_path, "enneagram"), "--study", study, *TERMS)
    told = capsys.readouterr()
    assert "with your attestation" in " ".join(told.out.split())
    assert ENNEAGRAM in " ".join(told.err.split())
    path = study / "instruments" / "my_enneagram.yaml"
    before = path.read_bytes()
    for words in (
        ("list",),
        ("show", "my_enneagram"),
        ("show", "my_enneagram/helper"),
    ):
        call(*words, "--study", study)
        shown = " ".join(capsys.readouterr().out.replace("! my_enneagram: ", "").split())
        assert ENNEAGRAM in shown
    call("show", "my_enneagram", "--study", study, "--json")
    record = json.loads(capsys.readouterr().out)
    assert record["validated"] is None
    assert record["licence"]["attestation"] == ATTESTED
    assert ENNEAGRAM in record["notes"]
    call("add", pack_file(tmp_path, "enneagram"), "--study", study, *TERMS, code=2)
    assert "there already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_file_in_the_way_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = study_folder(tmp_path)
    (study / "instruments").mkdir()
    in_the_way = study / "instruments" / "my_scale.yaml"
    in_the_way.symlink_to("nowhere.yml")
    (study / "instruments" / "nowhere.yml").write_text("# mine", encoding="utf-8")
    call("add", pack_file(tmp_path), "--study", study, *TERMS, code=2)
    assert capsys.readouterr().err
    assert (study / "instruments" / "nowhere.yml").read_text(encoding="utf-8") == "# mine"


def test_a_broken_pack_is_not_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = study_folder(tmp_path)
    path = pack_file(tmp_path)
    path.write_text(template().replace("scale: curiosity", "scale: courtesy", 1), encoding="utf-8")
    call("add", path, "--study", study, *TERMS, code=2)
    assert "mine.yaml, line" in capsys.readouterr().err
    assert list(study.iterdir()) == []


def test_a_study_is_named_by_its_file_too_and_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_folder(tmp_path)
    (study / "study.yaml").write_text("title: T\n", encoding="utf-8")
    call("add", pack_file(tmp_path), "--study", study / "study.yaml", *TERMS)
    assert (study / "instruments" / "my_scale.yaml").is_file()
    call("list", "--study", tmp_path / "elsewhere", code=2)
    assert "no such folder" in capsys.readouterr().err


def test_templates_are_printed_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    for words, framework in (((), ""), (("--framework", "enneagram"), "enneagram")):
        call("template", *words)
        assert capsys.readouterr().out == template(framework)


def test_texts_of_a_stranger_do_not_command_the_terminal() -> None:
    pack = parse_pack(
        template().replace("I ask many questions.", '"\\e[2Jgone"') + "licence: {id: x}\n", "mine.yaml"
    )
    shown = "\n".join((*listed_instruments([pack]), *instrument_in_words(pack)))
    assert "\x1b" not in shown


def test_minutes_and_alphas_are_those_of_the_items() -> None:
    assert [minutes(shipped().pack(name)) for name in ("tipi_10", "ipip_neo_120")] == [1, 10]
    assert alphas(shipped().pack("mini_ipip_20")) == ".65-.77"
    assert alphas(shipped().pack("tipi_10")) == "-"
