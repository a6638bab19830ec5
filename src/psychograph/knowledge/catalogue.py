"""Catalogues as files: what they hold, what is wrong with a translation, and an empty one to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fluent.syntax import FluentSerializer, ast, visitor

from psychograph.errors import Problem
from psychograph.knowledge.catalogue_links import is_blank, link_problems, parts_of
from psychograph.labels import readable_list
from psychograph.quoting import did_you_mean

SHIPPED = "en"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
VARIANT = re.compile(r"^(.+)-(\d+)$")  # wordings of one thing: persona-shared-1, -2 ...


@dataclass(frozen=True)
class Entry:
    """One message of a catalogue.

    Parameters
    ----------
    key : str
        Its name.
    variables : frozenset of str
        What it asks for, without the ``$``.
    source : str
        How it is written, without its comment.
    comment : str
        What stands above it for translators.
    line : int
        Where it begins, from 1.
    """

    key: str
    variables: frozenset[str]
    source: str
    comment: str = ""
    line: int = 1


@dataclass(frozen=True)
class Checked:
    """What is wrong with a translation.

    Parameters
    ----------
    problems : tuple of Problem
        What keeps it from being used: text that cannot be read, variables that nobody gives, keys twice.
    missing : tuple of str
        Keys it lacks; English stands in for them.
    unknown : tuple of str
        Keys that nothing asks for, each with the key that was probably meant.
    unused : tuple of (str, str)
        Keys and variables that English uses there and the translation does not.
    """

    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]


@cache
def shipped_texts() -> Mapping[str, str]:
    """Return the texts of the English catalogues by file name."""
    room = files("psychograph.language").joinpath(SHIPPED)
    found = sorted((entry for entry in room.iterdir() if entry.name.endswith(".ftl")), key=lambda e: e.name)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in found}


@cache
def shipped_entries() -> Mapping[str, Entry]:
    """Return the messages of the English catalogues by key."""
    return {entry.key: entry for text in shipped_texts().values() for entry in entries(text)}


def entries(text: str) -> Iterator[Entry]:
    """Yield the messages of a catalogue; what cannot be read is passed over.

    Examples
    --------
    >>> [(entry.key, sorted(entry.variables)) for entry in entries("hello = Good day, { $name }!")]
    [('hello', ['name'])]
    """
    for part in parts_of(text):
        if isinstance(part, ast.Message) and part.value is not None:
            yield Entry(
                key=part.id.name,
                variables=frozenset(_variables(part)),
                source=FluentSerializer().serialize_entry(_bare(part)).strip("\n"),
                comment=(part.comment.content or "") if part.comment else "",
                line=_line(text, part),
            )


def check_catalogue(text: str, name: str, known: Mapping[str, Entry]) -> Checked:
    """Compare a translation with the messages it should hold.

    Parameters
    ----------
    text : str
        The catalogue.
    name : str
        Its file name, for messages.
    known : mapping of str to Entry
        The English messages by key.

    Returns
    -------
    Checked
        All that is wrong, so that a file is mended in one go.
    """
    problems = list(_unreadable(text, name))
    found: dict[str, Entry] = {}
    unused = []
    problems += _links(text, name, known)
    for entry in entries(text):
        if entry.key in found:
            first = found[entry.key].line
            problems.append(_twice(name, entry, first))
            continue
        found[entry.key] = entry
        english = known.get(entry.key) or _sibling(entry.key, known)
        if english is None:
            continue
        strange = sorted(entry.variables - english.variables)
        problems += [_wrong_variable(name, entry, variable, english) for variable in strange]
        unused += [(entry.key, variable) for variable in sorted(english.variables - entry.variables)]
    missing = tuple(key for key in known if key not in found and not _spare(key, found))
    unknown = tuple(key for key in found if key not in known and _sibling(key, known) is None)
    return Checked(tuple(problems), missing, unknown, tuple(unused))


def fallback(known: Mapping[str, Entry], translated: Iterable[str]) -> str:
    """Return the English messages that a translation lacks, as one catalogue.

    A wording with a number is left out where the translation numbers its own: a language has as many
    wordings as it likes.
    """
    own = set(translated)
    return "\n".join(entry.source for key, entry in known.items() if key not in own and not _spare(key, own))


def text_of(key: str, text: str, comment: str = "") -> Entry:
    """Return the message of a text that stands outside the catalogues, such as a phrase of a rule.

    ``{name}`` in the text becomes ``{ $name }``; other braces stay braces.

    Examples
    --------
    >>> text_of("goal-trial-ask", "try {product} once").source
    'goal-trial-ask = try { $product } once'
    """
    pieces = re.split(r"(\{\w+\}|[{}])", " ".join(text.split()))
    wording = "".join(
        f"{{ ${piece[1:-1]} }}" if len(piece) > 2 and piece[0] == "{" else _brace(piece) for piece in pieces
    )
    return Entry(key, frozenset(PLACEHOLDER.findall(text)), f"{key} = {wording}", comment)


def _brace(piece: str) -> str:
    return f'{{ "{piece}" }}' if piece in ("{", "}") else piece


def written(entry: Entry, source: str | None = None) -> str:
    """Return a message as a catalogue holds it, its comment above."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in entry.comment.splitlines())
    return comment + (source or entry.source)


def replace_messages(text: str, sources: Mapping[str, str]) -> str:
    """Return a catalogue with some messages written otherwise; comments and order stay."""
    out = []
    for part in parts_of(text):
        if isinstance(part, ast.Message) and part.id.name in sources:
            entry = Entry(part.id.name, frozenset(), "", (part.comment.content or "") if part.comment else "")
            out.append(written(entry, sources[part.id.name]))
        elif not isinstance(part, ast.Junk):
            out.append(FluentSerializer().serialize_entry(part).strip("\n"))
            out[-1] += "\n" if isinstance(part, ast.BaseComment) else ""
    return "\n".join(out) + "\n"


def _bare(part: ast.Message) -> ast.Message:
    bare = part.clone()
    bare.comment = None
    return bare


class _Asks(visitor.Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's name
        self.names.add(node.id.name)


def _variables(part: ast.Message) -> set[str]:
    asks = _Asks()
    asks.visit(part)
    return asks.names


def _line(text: str, part: ast.SyntaxNode, at: int | None = None) -> int:
    start = at if at is not None else part.span.start if part.span else 0
    if isinstance(part, ast.Message) and at is None and part.id.span:
        start = part.id.span.start
    return text.count("\n", 0, start) + 1


def _sibling(key: str, known: Mapping[str, Entry]) -> Entry | None:
    """Return the English wording of the same thing, for a wording that only the translation has."""
    numbered = VARIANT.match(key)
    return known.get(f"{numbered.group(1)}-1") if numbered else None


def _spare(key: str, own: Iterable[str]) -> bool:
    """Return whether a missing key is one more wording of what the translation words itself."""
    numbered = VARIANT.match(key)
    return numbered is not None and f"{numbered.group(1)}-1" in own


def _unreadable(text: str, name: str) -> Iterator[Problem]:
    for part in parts_of(text):
        if isinstance(part, ast.Junk):
            reason = part.annotations[0] if part.annotations else None
            at = reason.span.start if reason and reason.span else part.span.start if part.span else 0
            why = (reason.message if reason else "") or "unknown"
            yield Problem(
                where=f"{name}, line {_line(text, part, min(at, max(len(text) - 1, 0)))}",
                found=f"text that is no message: {why.rstrip('.')}",
                expected="`key = text`, further lines indented, variables as { $name }",
                mend="compare it with the English of the same key: `psychograph language template`",
            )


def _links(text: str, name: str, known: Mapping[str, Entry]) -> Iterator[Problem]:
    patterns: dict[str, ast.Pattern | None] = {}
    places: dict[str, str] = {}
    for part in parts_of(text):
        if not isinstance(part, (ast.Message, ast.Term)):
            continue
        key = part.id.name if isinstance(part, ast.Message) else f"-{part.id.name}"
        if key in patterns:
            continue
        where = f"{name}, line {_line(text, part, part.id.span.start if part.id.span else None)}, {key}"
        if part.value is None:
            yield Problem(where, "attributes alone", "`key = text`", "write the text right of the =")
        elif is_blank(part.value) and key in known:  # a guard that says nothing would be no guard
            mend = "write the text, or take the line out: English stands in"
            yield Problem(where, "an empty text", f"what the English says: `{known[key].source}`", mend)
        patterns[key], places[key] = part.value, where
        for attribute in part.attributes:
            patterns.setdefault(f"{key}.{attribute.id.name}", attribute.value)
            places.setdefault(f"{key}.{attribute.id.name}", where)
    yield from link_problems(patterns, places, frozenset(known))


def _twice(name: str, entry: Entry, first: int) -> Problem:
    return Problem(
        where=f"{name}, line {entry.line}",
        found=f"the key {entry.key} again, after line {first}",
        expected="each key once",
        mend="take one of the two out",
    )


def _wrong_variable(name: str, entry: Entry, variable: str, english: Entry) -> Problem:
    given = readable_list([f"${one}" for one in sorted(english.variables)]) or "no variable"
    return Problem(
        where=f"{name}, line {entry.line}, {entry.key}",
        found=f"the variable ${variable}, which nobody gives here",
        expected=given,
        mend=did_you_mean(variable, english.variables) or f"use {given}; English is `{english.source}`",
    )
