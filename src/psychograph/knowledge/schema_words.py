"""What is wrong with an entry of a file of knowledge, in words that do not speak of the validator."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from psychograph.errors import Problem
from psychograph.knowledge.schema import BAND, LEVELS, KnowledgeFile
from psychograph.quoting import closest, did_you_mean, quoted
from psychograph.yaml_files.places import Path, Tree
from psychograph.yaml_files.shape import as_yaml, choices_of, core, fields_at, kind_at

CONDITIONS = frozenset({"when", "also_any", "unless"})
KEY = "[key]"  # how the validator marks a problem with a key rather than its value


def problems_of(reason: ValidationError, tree: Tree) -> Iterator[tuple[Path, Problem]]:
    """Yield what the validator found, with places, in the order of the file.

    Parameters
    ----------
    reason : ValidationError
        What the validator raised for `tree.data`.
    tree : Tree
        The file as written.
    """
    details = reason.errors(include_url=False, include_context=False)
    misspelt = {
        (*_path(one)[:-1], closest(str(_path(one)[-1]), fields_at(KnowledgeFile, _path(one)[:-1])))
        for one in details
        if one["type"] == "extra_forbidden"
    }
    broken = {_path(one) for one in details}
    told: set[Path] = set()
    for detail in sorted(details, key=lambda one: tree.line(_path(one))):
        path = _path(detail)
        inside = any(other[: len(path)] == path and other != path for other in broken)
        if (detail["type"] == "missing" and path in misspelt) or path in told or inside:
            continue  # one slip, one problem
        told.add(path)
        yield path, _problem(detail, path, tree)


def _path(detail: ErrorDetails) -> Path:
    """Return the place of a problem in the file, without what the validator adds for unions."""
    place: list[str | int] = []
    for part in detail["loc"]:
        if part == KEY or (isinstance(part, str) and part in {"str", "float", "int"} and place):
            continue
        place.append(part)
    bare = len(place) > 1 and place[-2] in CONDITIONS and isinstance(detail["input"], str)
    return tuple(place[:-1] if bare else place)  # [a, high] is one slip, not two


def _problem(detail: ErrorDetails, path: Path, tree: Tree) -> Problem:
    where = tree.where(path)
    if detail["type"] == "extra_forbidden":
        known = fields_at(KnowledgeFile, path[:-1])
        return Problem(
            where,
            f"the key '{path[-1]}', which means nothing here",
            f"one of {', '.join(known)}",
            did_you_mean(str(path[-1]), known) or "take it out, or put it in a comment after a #",
        )
    if detail["type"] == "missing":
        expected, example = _expected(path)
        return Problem(
            tree.where(path[:-1]),
            f"no `{path[-1]}`",
            f"`{path[-1]}`: {expected}",
            f"add {example or path[-1]}",
        )
    if KEY in detail["loc"]:
        arguments = typing.get_args(kind_at(KnowledgeFile, path[:-1]))
        allowed = choices_of(core(arguments[0])) if arguments else ()
        expected = f"one of {', '.join(allowed)}" if allowed else "letters, digits and _, a letter first"
        return Problem(
            where, quoted(str(path[-1])), expected, did_you_mean(str(path[-1]), allowed) or "rename it"
        )
    expected, example = _expected(path)
    written = detail["input"]
    allowed = choices_of(kind_at(KnowledgeFile, path))
    mend = did_you_mean(written, allowed) if isinstance(written, str) and allowed else ""
    return Problem(
        where, quoted(written), expected, mend or (f"write {example}" if example else "correct it")
    )


def _expected(path: Path) -> tuple[str, str]:
    """Return what belongs at a place, and how it is written."""
    field = fields_at(KnowledgeFile, path[:-1]).get(str(path[-1])) if path else None
    example = f"{path[-1]}: {as_yaml(field.examples[0])}" if field is not None and field.examples else ""
    if path and isinstance(path[-1], int) and path[-2] in CONDITIONS:
        levels = ", ".join(level for level in LEVELS if level != "always")
        return (
            f"[construct, level] with one of {levels}, or [construct, {BAND}, from, to]",
            "[big5.openness, high]",
        )
    kind = kind_at(KnowledgeFile, path)
    if choices_of(kind):
        return f"one of {', '.join(choices_of(kind))}", example
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"a block with the keys {', '.join(fields_at(KnowledgeFile, path))}", example
    if field is not None and field.description:
        return _lowered(field.description), example
    if "sides" in path:
        return "a line of a rule: id and slot, such as A05.timing", "A05.timing"
    if any(part in ("figures", "all") for part in path):
        return "a share from 0 to 1, or majority", "0.62"
    simple = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    return simple.get(typing.cast("type", kind), "a list or a block"), example


def _lowered(text: str) -> str:
    text = text.rstrip(".")
    return text[:1].lower() + text[1:]
