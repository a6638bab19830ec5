"""Texts of the knowledge base by key, a file to translate, and what is wrong with a translation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pseudo_language import pseudo_catalogue

from psychograph.knowledge.base import shipped
from psychograph.knowledge.catalogue import check_catalogue, entries, shipped_entries, text_of
from psychograph.knowledge.translation import LanguageError, read_language, template, texts_of, translated
from psychograph.language.language import of_texts


def read(tmp_path: Path, text: str, name: str = "de.ftl"):  # type: ignore[no-untyped-def]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_language(path, shipped())


def test_every_text_has_a_key_of_its_own() -> None:
    # Two phrases under one key would be translated alike: collected texts must come back as they were.
    found = texts_of(shipped())
    catalogue = "\n".join(entry.source for entry in found.values())
    again = translated(shipped(), of_texts("en", [catalogue]))
    base = shipped()
    assert again.rules == base.rules
    assert again.constructs == base.constructs
    assert again.unknowns == base.unknowns
    assert replace(again.lexicon, plurals=base.lexicon.plurals) == base.lexicon
    assert again.goals == base.goals
    assert again.clashes == base.clashes
    assert again.facts == base.facts


def test_the_catalogues_and_the_knowledge_share_no_key() -> None:
    assert not shipped_entries().keys() & texts_of(shipped()).keys()


def test_everything_is_translated_and_nothing_else_changes(tmp_path: Path) -> None:
    reading = read(tmp_path, pseudo_catalogue(shipped()))
    base, other = shipped(), translated(shipped(), reading.language)
    assert reading.checked.missing == reading.checked.unknown == reading.checked.unused == ()
    assert [rule.id for rule in other.rules] == [rule.id for rule in base.rules]
    for ours, theirs in zip(base.rules, other.rules, strict=True):
        assert [slot for slot, _ in ours.then] == [slot for slot, _ in theirs.then]
        assert not {phrase for _, phrase in ours.then if phrase != "{answer}"} & {p for _, p in theirs.then}
    assert other.goals["trial"].ask.count("{product}") == base.goals["trial"].ask.count("{product}")
    says = other.facts["platform_use"].says
    assert all(f"{{{name}}}" in says for name in ("share", "group", "answer"))
    assert other.language is reading.language


def test_a_template_holds_every_key_once_and_comments_for_translators() -> None:
    text = template(shipped())
    keys = [entry.key for entry in entries(text)]
    assert len(keys) == len(set(keys)) == len(shipped_entries()) + len(texts_of(shipped()))
    assert "# Follows 'they': people who are high on val.tradition\nconstruct-val-tradition-high = " in text
    assert "# Motive, where big5.openness high\nrule-P01-motive = discovering ideas" in text


def test_a_language_may_have_more_or_fewer_wordings_than_english() -> None:
    english = {f"greet-{n}": text_of(f"greet-{n}", f"hello {n}") for n in (1, 2, 3)}
    checked = check_catalogue("greet-1 = a\n", "de.ftl", english)
    assert (checked.missing, checked.unknown) == ((), ())
    more = "".join(f"greet-{n} = a\n" for n in range(1, 6))
    assert check_catalogue(more, "de.ftl", english).unknown == ()
    assert check_catalogue("", "de.ftl", english).missing == ("greet-1", "greet-2", "greet-3")


def test_english_wordings_do_not_mix_with_those_of_a_translation(tmp_path: Path) -> None:
    numbered = next(key.removesuffix("-2") for key in shipped_entries() if key.endswith("-2"))
    variables = " ".join(f"{{ ${name} }}" for name in sorted(shipped_entries()[f"{numbered}-1"].variables))
    language = read(tmp_path, f"{numbered}-1 = x {variables}\n").language
    assert language.knows(f"{numbered}-1")
    assert not language.knows(f"{numbered}-2")


@pytest.mark.parametrize(
    ("first", "name", "code"),
    [("# language: pt-BR\n", "x.ftl", "pt-BR"), ("", "fr.ftl", "fr"), ("", "pt_BR.ftl", "pt-BR")],
)
def test_the_code_stands_in_the_file_or_is_its_name(tmp_path: Path, first: str, name: str, code: str) -> None:
    assert read(tmp_path, first + "list-and = { $first } e { $last }\n", name).language.code == code


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("list-and = { $first } und { $lsat }\n", 1, "the variable $lsat, which nobody gives here"),
        ("# a\n\nlist-and = { $first\n", 3, "text that is no message"),
        ("list-and = { $first }\n\nlist-and = { $last }\n", 3, "the key list-and again, after line 1"),
        ("list and = a\n", 1, "text that is no message"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, found: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.where.startswith(f"de.ftl, line {line}")
    assert found in problem.found


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="no such file"):
        read_language(tmp_path / "de.ftl", shipped())
    path = tmp_path / "de.ftl"
    path.write_bytes("list-and = größer".encode("latin-1"))
    with pytest.raises(LanguageError, match="UTF-8"):
        read_language(path, shipped())


def test_braces_of_a_text_stay_braces() -> None:
    source = text_of("key", "a { of {product}").source
    (entry,) = entries(source)
    assert of_texts("en", [source]).say("key", product="tea") == "a { of tea"
    assert entry.variables == {"product"}


LAUGHS = "-a0 = lollollol\n" + "".join(f"-a{i} = " + f"{{ -a{i - 1} }}" * 10 + "\n" for i in range(1, 10))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("everyone-of = { everyone-of } { $n }\n", "refers to itself"),
        ("a = { b }\nb = { a }\n", "refers to itself"),
        ("everyone-of = { -a }\n-a = { -b }\n-b = { -a }\n", "refers to itself"),
        ("everyone-of = { -nobody } { $n }\n", "{ -nobody }, which this file does not hold"),
        ("everyone-of = { no-such-text } { $n }\n", "{ no-such-text }, which this file does not hold"),
        ("everyone-of = { everyone-of.title } { $n }\n", "which this file does not hold"),
        ("everyone-of = { SHOUT($n) }\n", "the function SHOUT"),
        ("everyone-of =\n    .title = all\n", "attributes alone"),
        ("everyone-of = " + "{ $n }" * 600 + "\n", "unfolds into 600 pieces"),
        ("everyone-of = { $n -> \n    [one] a\n   *[other] " + "x" * 3000 + "\n}\n", "3,001 letters"),
        (LAUGHS, "unfolds into"),
        ('everyone-of = { "" }\n', "an empty text"),
        ('everyone-of = { $n ->\n    [one] { "  " }\n   *[other] { "" }\n}\n', "an empty text"),
        ("everyone-of = " + "{" * 60 + " $n " + "}" * 60 + "\n", "braces in braces"),
        ("everyone-of = " + "{" * 5000 + " $n " + "}" * 5000 + "\n", "braces in braces"),
        ("everyone-of = " + "{ $n ->\n *[other] " * 300 + "x" + "\n }" * 300 + "\n", "braces in braces"),
    ],
)
def test_texts_that_could_never_be_said_are_refused(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read(tmp_path, text)
    assert found in caught.value.problems[0].found
    assert caught.value.problems[0].where.startswith("de.ftl, line ")


def test_a_translation_may_refer_to_its_own_texts_and_to_english_ones(tmp_path: Path) -> None:
    text = "-all = alle\neveryone-of = { -all } { none-of } { x.title }\nx = y\n    .title = z\n"
    said = read(tmp_path, text).language.say("everyone-of", n=3)
    assert said.startswith("alle ")
    assert said.endswith(" z")


def test_what_cannot_be_said_of_what_is_given_is_said_in_english(tmp_path: Path) -> None:
    said = read(tmp_path, "list-and = { NUMBER($first) } und { $last }\n").language
    assert said.say("list-and", first="plan", last="wait") == "plan and wait"
    base = translated(shipped(), of_texts("de", ["rule-P01-motive = { NUMBER($nobody) }"]))
    assert base.rules[0] == shipped().rules[0]
