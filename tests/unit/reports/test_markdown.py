"""Markdown shows what a study says as text, whatever it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from psychograph.reports import markdown as md

TRICKY = r"""a|b `c` *d* _e_ [f](http://g.example) <h> ![i](j) ~~k~~ &amp; # $l$ ^m^ \n {o} @p"""
texts = st.text(max_size=60) | st.text(alphabet="ab1 .-+*_`~|[]()<>!#&\\/:@$^{}\n\t", max_size=60)


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (leaves(token.children) if token.children else [token])]


def shown(source: str) -> str:
    """What a reader sees of one block."""
    return "".join(token.content for token in leaves(parser().parse(source)))


def kinds(source: str) -> set[str]:
    return {token.type for token in leaves(parser().parse(source))}


def plain(text: str) -> str:
    """The text without what cannot be seen, on one line: what `escaped` promises to show."""
    unseen = {"Cc", "Cs", "Cn"}
    kept = "".join(" " if c.isspace() else c for c in text)
    kept = "".join(c for c in kept if unicodedata.category(c) not in unseen)
    return " ".join(md._UNSEEN.sub("", kept).split())


@given(texts)
@example(TRICKY)
@example("1. one")
@example("- two")
@example("http://a.example www.b.example c@d.example")
@example("+++")
@example("===")
def test_any_text_is_shown_as_text(text: str) -> None:
    assert shown(f"# {md.escaped(text) or 'x'}") == (plain(text) or "x")
    assert " ".join(shown(f"a {md.escaped(text)} b").split()) == " ".join(f"a {plain(text)} b".split())
    assert kinds(f"a {md.escaped(text)} b") <= {"paragraph_open", "text", "paragraph_close"}


@given(texts)
@example("- - x")
@example("12) a")
def test_a_list_has_one_line_an_entry(text: str) -> None:
    tokens = parser().parse(md.items([md.escaped(text) or "x", "y"]))
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert [token.type for token in tokens].count("bullet_list_open") == 1


@given(texts, texts)
def test_a_table_keeps_its_columns(one: str, two: str) -> None:
    cells = [md.escaped(one) or "x", md.escaped(two) or "x"]
    tokens = parser().parse(md.table(["a", "b"], [cells]))
    assert [token.type for token in tokens].count("td_open") == 2
    assert [token.type for token in tokens].count("tr_open") == 2
    found = [token.content for token in tokens if token.type == "inline"][2:]
    assert [shown(f"a {cell}")[2:] for cell in found] == [plain(one) or "x", plain(two) or "x"]


@pytest.mark.parametrize(
    "text", ["http://a.example", "https://a.example/b?c", "www.a.example", "a@b.example"]
)
def test_addresses_are_broken_for_those_who_make_links_of_them(text: str) -> None:
    # GitHub and many wikis make links of bare addresses; a backslash in them stops that, and is not shown.
    assert "\\" in md.escaped(text)
    assert shown(md.escaped(text)) == text


def test_marks_are_keys_that_footnotes_can_have() -> None:
    assert md.marks(["S1", "x] y"]) == "[^S1][^x--y]"
    assert md.footnote("S1", "text") == "[^S1]: text"
