"""What the validator refused in a file, in the words of the file rather than of the validator."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from psychograph.errors import Problem
from psychograph.quoting import closest, did_you_mean, listed, quoted
from psychograph.yaml_files.places import Path, Tree
from psychograph.yaml_files.shape import as_yaml, choices_of, core, fields_at, kind_at

KEY = "[key]"  # how the validator marks a problem with a key rather than its value
SIMPLE = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def refusals(reason: ValidationError, tree: Tree, model: type[BaseModel]) -> Iterator[tuple[Path, Problem]]:
    """Yield what the validator refused, with places, in the order of the file.

    Parameters
    ----------
    reason : ValidationError
        What `model` raised for `tree.data`.
    tree : Tree
        The file as written.
    model : type of BaseModel
        What the whole file should be; the descriptions and examples of its fields are the words used.
    """
    details = reason.errors(include_url=False)
    placed = [(_path(one, tree), one) for one in details]
    misspelt = {
        (*path[:-1], closest(str(path[-1]), fields_at(model, path[:-1])))
        for path, one in placed
        if one["type"] == "extra_forbidden"
    }
    around = {path[:length] for path, _ in placed for length in range(len(path))}
    told: set[Path] = set()
    # Of a value that may be one of two kinds, "too long" tells more than "not of the other kind".
    for path, detail in sorted(placed, key=lambda one: (tree.line(one[0]), one[1]["type"].endswith("_type"))):
        if not path or path in told or path in around or (detail["type"] == "missing" and path in misspelt):
            continue  # one slip, one problem; of the whole file, its reading has told
        told.add(path)
        yield path, _problem(detail, path, tree, model)


def _path(detail: ErrorDetails, tree: Tree) -> Path:
    """Return the place of a problem in the file, without what the validator adds for unions."""
    place: list[str | int] = []
    data: object = tree.data
    parts = [part for part in detail["loc"] if part != KEY]
    for at, part in enumerate(parts):
        missing = detail["type"] == "missing" and at == len(parts) - 1
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, dict) and isinstance(part, int) and str(part) in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif not missing:
            continue
        place.append(part)
    return tuple(place)


def _problem(detail: ErrorDetails, path: Path, tree: Tree, model: type[BaseModel]) -> Problem:
    where = tree.where(path)
    if detail["type"] == "extra_forbidden":
        known = fields_at(model, path[:-1])
        return Problem(
            where,
            f"the key {quoted(str(path[-1]))}, which means nothing here",
            f"one of {listed(known, most=20)}",
            did_you_mean(str(path[-1]), known) or "take it out, or put it in a comment after a #",
        )
    if detail["type"] == "missing":
        expected, example = _expected(path, model)
        return Problem(
            tree.where(path[:-1]),
            f"no `{path[-1]}`",
            f"`{path[-1]}`: {expected}",
            f"add {example or path[-1]}",
        )
    if detail["type"] in ("too_long", "too_short", "string_too_long"):
        return _size(detail, path, tree, model)
    if detail["loc"][-1] == KEY:
        return _key(path, where, model)
    expected, example = _expected(path, model)
    written = detail["input"]
    allowed = choices_of(kind_at(model, path))
    mend = did_you_mean(written, allowed) if isinstance(written, str) and allowed else ""
    return Problem(
        where, quoted(written), expected, mend or (f"write {example}" if example else "correct it")
    )


def _key(path: Path, where: str, model: type[BaseModel]) -> Problem:
    arguments = typing.get_args(kind_at(model, path[:-1]))
    key = core(arguments[0]) if arguments else str
    allowed = choices_of(key)
    simple = "a whole number" if key is int else "a name of letters and digits"
    return Problem(
        where,
        quoted(str(path[-1])),
        f"one of {', '.join(allowed)}" if allowed else simple,
        did_you_mean(str(path[-1]), allowed) or "rename it",
    )


def _size(detail: ErrorDetails, path: Path, tree: Tree, model: type[BaseModel]) -> Problem:
    """Report a list or a text that is too long, or a list with nothing in it."""
    written = detail["input"]
    if detail["type"] == "too_short" or not isinstance(written, list | tuple | str | dict):
        expected, example = _expected(path, model)
        mend = f"add {example}" if example else "add one"
        return Problem(tree.where(path), quoted(written), expected, mend)
    what = "characters" if isinstance(written, str) else "entries"
    most = detail["ctx"]["max_length"]
    return Problem(
        tree.where(path),
        f"{len(written):,} {what}",
        f"at most {most:,} {what}",
        "shorten it, or part it in two",
    )


def _expected(path: Path, model: type[BaseModel]) -> tuple[str, str]:
    """Return what belongs at a place, and how it is written."""
    field = fields_at(model, path[:-1]).get(str(path[-1])) if path else None
    example = f"{path[-1]}: {as_yaml(field.examples[0])}" if field is not None and field.examples else ""
    kind = kind_at(model, path)
    if choices_of(kind):
        return f"one of {', '.join(choices_of(kind))}", example
    if isinstance(kind, type) and issubclass(kind, BaseModel) and (path and isinstance(path[-1], int)):
        return f"a block with the keys {', '.join(fields_at(model, path))}", example
    if field is not None and field.description:
        return _lowered(field.description), example
    if path and isinstance(path[-1], int):  # an entry of a list: what the list holds
        around = fields_at(model, path[:-2]).get(str(path[-2])) if len(path) > 1 else None
        if around is not None and around.description:
            return f"an entry of: {_lowered(around.description)}", ""
    return SIMPLE.get(typing.cast("type", kind), "a text, or a text for each language"), example


def _lowered(text: str) -> str:
    text = text.rstrip(".")
    return text[:1].lower() + text[1:]
