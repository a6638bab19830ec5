"""`psychograph language` from the outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from psychograph.cli.language import language
from psychograph.errors import PsychographError
from psychograph.knowledge.catalogue import entries


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(language, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "de.ftl"
    path.write_text(call("template").stdout.replace("# language: xx", "# language: de", 1), encoding="utf-8")
    return path


def test_the_template_is_a_whole_translation_once_it_has_a_code(whole: Path) -> None:
    result = call("check", whole)
    assert result.exit_code == 0
    assert result.stdout == "de.ftl can be used; its language is German.\n"


def test_an_older_translation_keeps_what_it_has(tmp_path: Path) -> None:
    old = tmp_path / "fr.ftl"
    old.write_text("# language: fr\nlist-and = { $first } et { $last }\n", encoding="utf-8")
    renewed = call("template", "--from", old).stdout
    assert renewed.startswith("# language: fr\n")
    found = {entry.key: entry.source for entry in entries(renewed)}
    assert found["list-and"] == "list-and = { $first } et { $last }"
    assert found["list-or"] == "list-or = { $first } or { $last }"


def test_what_is_missing_is_named(whole: Path) -> None:
    text = whole.read_text(encoding="utf-8").replace("\nlist-and = { $first } and { $last }\n", "\n")
    whole.write_text(text + "\nlist-und = x\n", encoding="utf-8")
    result = call("check", whole)
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert "1 text is missing and printed in English: list-and." in said
    assert "1 key is unknown: nothing asks for it: list-und." in said


def test_variables_that_are_left_out_are_named(whole: Path) -> None:
    text = whole.read_text(encoding="utf-8").replace("= { $first } and { $last }", "= alles", 1)
    whole.write_text(text, encoding="utf-8")
    said = " ".join(call("check", whole).stdout.split())
    assert "leave out a variable of the English one: list-and ($first), list-and ($last)" in said


def test_what_cannot_be_used_is_told_whole(whole: Path) -> None:
    text = whole.read_text(encoding="utf-8").replace(
        "= { $first } and { $last }", "= { $first } and { $lsat }", 1
    )
    whole.write_text(text + "\nbroken = { $n\n", encoding="utf-8")
    with pytest.raises(PsychographError) as caught:
        call("check", whole)
    first, second = caught.value.problems
    assert "did you mean 'last'?" in str(first) + str(second)
    assert "text that is no message" in str(first) + str(second)


def test_a_file_that_is_no_language(tmp_path: Path) -> None:
    path = tmp_path / "ours.ftl"
    path.write_text("list-and = { $first } + { $last }\n", encoding="utf-8")
    with pytest.raises(PsychographError, match="no language of the code 'ours'"):
        call("check", path)


def test_texts_of_own_rules_are_translated_too(tmp_path: Path) -> None:
    own = tmp_path / "our_rules.yaml"
    own.write_text("rules:\n  - {id: OUR1, when: [[val.tradition, high]], then: {frame: made here}}\n")
    assert "rule-OUR1-frame = made here" in call("template", "--knowledge", own).stdout


@pytest.mark.parametrize("arguments", [[], ["template"], ["check"]])
def test_help_ends_with_an_example(arguments: list[str]) -> None:
    assert call(*arguments, "--help").stdout.rstrip().endswith("psychograph language check de.ftl")
