"""A language made from the template, without Latin letters: what stays Latin was not translated."""

from __future__ import annotations

from fluent.syntax import FluentParser, FluentSerializer, ast, visitor

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.translation import template

LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβψδεφγηιξκλμνοπϙρστθωςχυζ"
LETTERS = str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper())
CODE = "el"  # so that lists, numbers, months and countries have no Latin letters either


class _Disguise(visitor.Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802 - Fluent's name
        node.value = node.value.translate(LETTERS)
        return node


def pseudo_catalogue(base: KnowledgeBase) -> str:
    """Return a whole translation of everything into letters that only look like language."""
    body = FluentParser().parse(template(base))
    for part in body.body:
        # Lists of words that guards look for are no texts.
        if isinstance(part, ast.Message) and not part.id.name.startswith("guard-words-"):
            part.value = _Disguise().visit(part.value)
    text = FluentSerializer().serialize(body)
    return f"# language: {CODE}\n\n" + text.split("\n", 1)[1]
