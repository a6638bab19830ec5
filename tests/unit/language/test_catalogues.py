"""Catalogues and program fit: every message is said somewhere, and everything said is a message.

Keys are put together from pieces, so both are read from the source: what stands as a text there, what an
f-string or a template begins with, and what is hung behind (``"-weighted"``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psychograph

ROOT = Path(psychograph.__file__).parent


def keys_of(file: Path) -> list[str]:
    return re.findall(r"^([a-z][\w-]*) =", file.read_text(encoding="utf-8"), re.MULTILINE)


KEYS = {key: file.name for file in sorted((ROOT / "language" / "en").glob("*.ftl")) for key in keys_of(file)}
# What respondents read is in catalogues of its own, one file a language: around the questions of a
# questionnaire, on the pages of a survey, in its mail. Tests beside each hold them to what is said.
ROOMS_OF_RESPONDENTS = ("reports/questionnaire", "fielding/server", "fielding/invitations")
AROUND_QUESTIONS = {key for room in ROOMS_OF_RESPONDENTS for key in keys_of(ROOT / room / "words" / "en.ftl")}
SUBJECTS = {key.split("-")[0] for key in KEYS}
VARIANT = re.compile(r"-\d+$")
CODE = re.compile(r"(s\d\d)?")  # of guards, in keys such as guard-s01-title; or nothing
KEY = re.compile(r"[a-z][a-z0-9-]*")
WIDE = 40


@dataclass(frozen=True)
class Pieces:
    """Texts of one room's source that keys may be made of.

    `values` are those of enumerations. `shapes` hold a star or two, for whatever stands there. `said` is
    what is said in so many words.
    """

    texts: frozenset[str]
    values: frozenset[str]
    shapes: frozenset[str]
    said: frozenset[str]


def _pieces_of(room: Path) -> Pieces:
    texts: set[str] = set()
    values: set[str] = set()
    shapes: set[str] = set()
    said: set[str] = set()
    for file in room.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            said |= set(_said_by(node))
            if isinstance(node, ast.ClassDef) and "StrEnum" in {
                getattr(base, "id", "") for base in node.bases
            }:
                values |= {as_key(text) for line in node.body for text in _value_of(line)}
            if isinstance(node, ast.JoinedStr):
                shapes.add("".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                texts.add(as_key(node.value))
    for file in room.rglob("*.j2"):
        text = " ".join(re.findall(r"\{[{%].*?[%}]\}", file.read_text(encoding="utf-8"), re.DOTALL))
        said |= set(re.findall(r'\bsay\("([\w-]+)"[,)]', text))
        for piece, goes_on in re.findall(r'"([a-z0-9-]+)"( ~)?', text):
            (shapes if goes_on else texts).add(piece + ("*" if goes_on else ""))
    shapes |= {f"{text}*" for text in texts if text.endswith("-")}
    texts |= {shape[1:] for shape in shapes if re.fullmatch(r"\*-[a-z-]+", shape)}
    shapes = {shape for shape in shapes if re.fullmatch(r"[a-z0-9-]+\*[a-z0-9*-]*", shape)}
    return Pieces(frozenset(texts), frozenset(values), frozenset(shapes), frozenset(said))


def _value_of(line: ast.stmt) -> Iterator[str]:
    """Yield the value of one member of an enumeration."""
    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
        yield from [line.value.value] if isinstance(line.value.value, str) else []


def as_key(text: str) -> str:
    """Return a text as keys spell it: names of attributes and values become keys, such as "not now"."""
    return re.sub("[_ ]", "-", text.lower())


def _said_by(node: ast.AST) -> Iterator[str]:
    """Yield the key of a call of ``say``."""
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "say" and KEY.fullmatch(str(node.args[0].value)):
            yield str(node.args[0].value)


@cache  # not when tests are collected, which every worker does: reading the whole source takes seconds
def rooms() -> list[Pieces]:
    return [_pieces_of(room) for room in ROOT.iterdir() if room.is_dir()]


@cache
def texts_of_all() -> frozenset[str]:
    return frozenset().union(*(room.texts for room in rooms()))


@cache
def behind() -> frozenset[str]:
    return frozenset(text for text in texts_of_all() if KEY.fullmatch(text[1:]) and text[0] == "-")


def _fills(shape: str, key: str) -> tuple[str, ...] | None:
    """Return what would stand for the stars, were the key of this shape."""
    found = re.fullmatch("(.*)".join(map(re.escape, shape.split("*"))), key)
    return found.groups() if found else None


@cache
def shapes() -> list[tuple[str, frozenset[str]]]:
    """Return shapes, each with what may stand for its star.

    For wide shapes, such as card-*, that must stand in the same room, or be a value of an enumeration.
    """
    values = frozenset().union(*(room.values for room in rooms()))

    def wide(shape: str) -> bool:
        return sum(_fills(shape, key) is not None for key in KEYS) > WIDE

    return [
        (shape, room.texts | values if wide(shape) else texts_of_all())
        for room in rooms()
        for shape in room.shapes
        if shape.split("-")[0] in SUBJECTS
    ]


def can_be_said(key: str) -> bool:
    """Return whether a key stands in the source, or can be put together from it."""
    if key in texts_of_all():
        return True
    for shape, texts in shapes():
        parts = _fills(shape, key)
        if parts is not None and all(part in texts or CODE.fullmatch(part) for part in parts):
            return True
    return any(key.endswith(text) and can_be_said(key.removesuffix(text)) for text in behind())


def test_every_message_is_said_somewhere() -> None:
    unsaid = [key for key in KEYS if not (can_be_said(key) or can_be_said(VARIANT.sub("", key)))]
    assert not unsaid


def test_a_message_that_nobody_says_is_found() -> None:
    assert not can_be_said("card-never-said")
    assert not can_be_said("brief-never-said")


def test_everything_that_is_said_is_a_message() -> None:
    known = set(KEYS) | {VARIANT.sub("", key) for key in KEYS} | AROUND_QUESTIONS
    said = frozenset().union(*(room.said for room in rooms()))
    assert said >= {"persona-unfounded", "card-grades"}
    assert not said - known
