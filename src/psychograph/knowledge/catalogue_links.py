"""What messages of a translation refer to: other messages, terms and functions, and how much that unfolds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fluent.syntax import FluentParser, ast, visitor

from psychograph.errors import Problem
from psychograph.quoting import did_you_mean, shortened

MOST_PIECES = 500  # the formatter gives up at 1,000
MOST_LETTERS = 2_000  # and at 2,500 in one piece
FUNCTIONS = frozenset({"NUMBER"})
DEEPEST = 40  # braces in braces, texts that refer to texts: no sentence has more than three


@dataclass
class _Uses(visitor.Visitor):
    """Collects what one message or term is made of."""

    links: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    pieces: int = 0
    letters: int = 0

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - Fluent's name
        self.links.append(_named(node.id.name, node.attribute))

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802 - Fluent's name
        self.links.append(_named(f"-{node.id.name}", node.attribute))
        self.generic_visit(node)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802 - Fluent's name
        self.functions.append(node.id.name)
        self.generic_visit(node)

    def visit_Pattern(self, node: ast.Pattern) -> None:  # noqa: N802 - Fluent's name
        self.pieces += len(node.elements)
        self.generic_visit(node)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - Fluent's name
        self.letters += len(node.value)

    def visit_StringLiteral(self, node: ast.StringLiteral) -> None:  # noqa: N802 - Fluent's name
        self.letters += len(node.value)


def link_problems(
    parts: Mapping[str, ast.Pattern | None], places: Mapping[str, str], english: frozenset[str]
) -> Iterator[Problem]:
    """Yield what keeps messages from being said: links to nothing, in circles, functions, endless texts.

    Parameters
    ----------
    parts : mapping of str to Pattern or None
        Texts of a translation by name: ``key``, ``-term``, ``key.attribute``; None where a message has
        attributes alone.
    places : mapping of str to str
        File, line and key of each, for messages.
    english : frozenset of str
        Keys of the English messages, to which a translation may refer: they stand in where it lacks them.
    """
    uses = {name: _uses(pattern) for name, pattern in parts.items()}
    sizes: dict[str, tuple[int, int]] = {}
    for name, used in uses.items():
        problem = _wrong(used, uses, english) or _circle_or_size(name, uses, sizes)
        if problem is not None:
            found, expected, mend = problem
            yield Problem(places[name], found, expected, mend)


def _named(name: str, attribute: ast.Identifier | None) -> str:
    return name if attribute is None else f"{name}.{attribute.name}"


def _uses(pattern: ast.Pattern | None) -> _Uses:
    uses = _Uses()
    if pattern is not None:
        uses.visit(pattern)
    return uses


def _wrong(used: _Uses, uses: Mapping[str, _Uses], english: frozenset[str]) -> tuple[str, str, str] | None:
    for link in used.links:
        if link not in uses and link not in english:
            mend = did_you_mean(link, (*uses, *english)) or "write the text itself"
            return (
                f"{{ {shortened(link)} }}, which this file does not hold",
                "a message or a term of it",
                mend,
            )
    for function in used.functions:
        if function not in FUNCTIONS:
            expected = "NUMBER, or no function"
            return f"the function {shortened(function)}", expected, "take it out: numbers come written out"
    return None


def _circle_or_size(
    name: str, uses: Mapping[str, _Uses], sizes: dict[str, tuple[int, int]]
) -> tuple[str, str, str] | None:
    """Return what is wrong with a text once its links are followed; fill `sizes` on the way."""
    size = _size(name, uses, sizes, ())
    if size is None:
        return "a text that refers to itself, at once or through others", "texts that end", "write it out"
    pieces, letters = size
    if pieces > MOST_PIECES or letters > MOST_LETTERS:
        return (
            f"a text that unfolds into {min(pieces, 10**9):,} pieces and {min(letters, 10**9):,} letters",
            f"a sentence or two, of at most {MOST_PIECES:,} pieces and {MOST_LETTERS:,} letters",
            "shorten it, or write out what it refers to",
        )
    return None


def _size(
    name: str, uses: Mapping[str, _Uses], sizes: dict[str, tuple[int, int]], above: tuple[str, ...]
) -> tuple[int, int] | None:
    """Return pieces and letters of a text with all it refers to; None for a circle."""
    if name in above or len(above) > DEEPEST:
        return None
    if name not in sizes:
        used = uses[name]
        pieces, letters = used.pieces, used.letters
        for link in used.links:
            size = _size(link, uses, sizes, (*above, name)) if link in uses else (1, 0)
            if size is None:
                return None
            pieces, letters = pieces + size[0], letters + size[1]
        sizes[name] = pieces, letters
    return sizes[name]


@lru_cache(maxsize=32)
def parts_of(text: str) -> tuple[ast.EntryType, ...]:
    """Return what a catalogue is made of, read once; nobody may change it."""
    return tuple(FluentParser().parse(text).body)


def is_blank(pattern: ast.Pattern) -> bool:
    r"""Return whether a text says nothing, whatever is given.

    Examples
    --------
    >>> [is_blank(part.value) for part in parts_of('a = { "" }\nb = { $n }\n')]
    [True, False]
    """

    def says(element: ast.TextElement | ast.Placeable) -> bool:
        if isinstance(element, ast.TextElement):
            return bool(element.value.strip())
        inside = element.expression
        if isinstance(inside, ast.SelectExpression):
            return not all(is_blank(variant.value) for variant in inside.variants)
        return not isinstance(inside, ast.StringLiteral) or bool(inside.parse()["value"].strip())

    return not any(says(element) for element in pattern.elements)


def too_deep(text: str) -> int | None:
    """Return the line of a message with braces in braces beyond reason, None where there is none.

    Whatever walks a catalogue calls itself for every brace, so that thousands would end any program.

    Examples
    --------
    >>> too_deep("hello = Good { $name }"), too_deep("hello = " + "{" * 50 + " $name " + "}" * 50)
    (None, 1)
    """
    try:
        parts = parts_of(text)
    except RecursionError:
        lines = text.split("\n")
        return 1 + max(range(len(lines)), key=lambda at: lines[at].count("{"))
    for part in parts:
        if _depth(part) > DEEPEST:
            return text.count("\n", 0, part.span.start if part.span else 0) + 1
    return None


def _depth(part: ast.BaseNode) -> int:
    deepest, waiting = 0, [(part, 0)]
    while waiting:
        node, depth = waiting.pop()
        depth += isinstance(node, ast.Placeable)
        deepest = max(deepest, depth)
        for value in vars(node).values():
            inside = value if isinstance(value, list) else [value]
            waiting += [(child, depth) for child in inside if isinstance(child, ast.BaseNode)]
    return deepest
