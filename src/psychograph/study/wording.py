"""What is wrong with a value, in the words of the study file rather than of the validator."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from psychograph.errors import Problem
from psychograph.quoting import closest, did_you_mean, quoted, shortened
from psychograph.study.model import Study
from psychograph.yaml_files.places import Path, Tree
from psychograph.yaml_files.shape import as_yaml, choices_of, core, fields_at, kind_at

# Blocks whose keys are sometimes written one level too high or too low.
BLOCKS: tuple[Path, ...] = ((), ("objective",), ("objective", "facts"), ("segmentation",), ("strategy",))
NAMES = "a list of attribute names"
BOUNDS = {"gt": "above", "ge": "from", "lt": "below", "le": "up to"}
WHOLE = {"ge=2": "a whole number from 2 to 50", "ge=0": "a whole number, 0 or more"}


def problems_in_words(reason: ValidationError, tree: Tree) -> Iterator[tuple[Path, Problem | None]]:
    """Turn what the validator found into problems with places, in the order of the file.

    Parameters
    ----------
    reason : ValidationError
        What the validator raised for `tree.data`.
    tree : Tree
        The file as written.

    Yields
    ------
    tuple of (Path, Problem or None)
        The broken place, and None where another problem speaks for it already.
    """
    details = reason.errors(include_url=False, include_context=False)
    unknown = [_path(detail) for detail in details if detail["type"] == "extra_forbidden"]
    misspelt = {(*path[:-1], closest(str(path[-1]), fields_at(Study, path[:-1]))) for path in unknown}
    told: set[Path | None] = set()
    for detail in sorted(details, key=lambda one: tree.line(_path(one))):
        path = _path(detail)
        scale = path[:3] if path[2:3] == ("scale",) else None
        if (detail["type"] == "missing" and path in misspelt) or scale in told:
            yield path, None  # one slip, one problem
        else:
            yield path, _problem(detail, path, tree)
        told |= {scale} - {None}


def _path(detail: ErrorDetails) -> Path:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _problem(detail: ErrorDetails, path: Path, tree: Tree) -> Problem:
    if detail["type"] == "extra_forbidden":
        return _unknown_key(path, tree)
    if detail["type"] == "missing":
        return _missing(path, tree)
    if detail["loc"][-1] == "[key]":
        return _key_of_no_entry(path, tree)
    expected, example = _expectation(path)
    return Problem(
        tree.where(path), quoted(detail["input"]), expected, _mend(path, detail["input"], expected, example)
    )


def _key_of_no_entry(path: Path, tree: Tree) -> Problem:
    """Report a key that is neither the number of a segment nor one of a list of names."""
    choices = choices_of(core(typing.get_args(kind_at(Study, path[:-1]))[0]))
    expected = f"one of {', '.join(choices)}" if choices else "the number of a segment"
    mend = did_you_mean(str(path[-1]), choices) or "take it out, or choose one of them"
    return Problem(tree.where(path), quoted(path[-1]), expected, mend if choices else "such as 1: Explorers")


def _mend(path: Path, written: object, expected: str, example: str) -> str:
    choices = choices_of(kind_at(Study, path))
    if len(choices) > 1 and isinstance(written, str):
        return did_you_mean(written, choices) or f"choose one of them; {_meaning(path)}"
    if "scale" in path[-2:]:
        ends = re.findall(r"\d+(?:\.\d+)?", written) if isinstance(written, str) else []
        pair = f"[{ends[0]}, {ends[1]}]" if len(ends) == 2 else "[1, 5]"
        return f"write both ends in brackets, as in scale: {pair}"
    if path[:1] == ("attributes",) and len(path) <= 2:
        name = shortened(str(path[1])) if len(path) == 2 else "Openness"
        line = f"{name}: {{type: likert, scale: [1, 5]}}"
        return f"write {line}" if len(path) == 2 else f"write one indented line for each, such as {line}"
    if path and isinstance(path[-1], int):
        return _mend_entry(path, written)
    if isinstance(written, str) and written.strip():
        return _mend_text(path, shortened(written), expected, example)
    hash_sign = (
        "; text that starts with # needs double quotes" if written is None and expected == "a text" else ""
    )
    return f"write {example}{hash_sign}" if example else "correct the value"


def _mend_text(path: Path, written: str, expected: str, example: str) -> str:
    """Return the remedy for a text where a list or a block belongs."""
    if expected == NAMES:
        return f"write {path[-1]}: [{written}], with a comma between names"
    entry = next(iter(fields_at(Study, (*path, 0))), None)
    if entry is not None and typing.get_origin(kind_at(Study, path)) is tuple:
        return f"write {path[-1]}: [{{{entry}: {written}}}]"
    if "name" in fields_at(Study, path):
        return f"write {path[-1]}: {{name: {written}}}"
    return f"write {example}" if example else "correct the value"


def _mend_entry(path: Path, written: object) -> str:
    first = next(iter(fields_at(Study, path)), None)
    if first is None:
        return "write the name alone, and describe the attribute under `attributes`"
    return f"write - {first}: {shortened(written) if isinstance(written, str) else '...'}"


def _unknown_key(path: Path, tree: Tree) -> Problem:
    *around, key = path
    known = fields_at(Study, tuple(around))
    owner = next((block for block in BLOCKS if key in fields_at(Study, block)), None)
    if _written(tree, path) is None and tuple(around) in tree.braces:
        mend = "inside { }, put text that contains a comma in double quotes"
    elif owner is not None:
        mend = f"move it to {' > '.join(map(str, owner)) or 'the first column of the file'}"
    else:
        mend = did_you_mean(str(key), known) or "take it out, or put it in a comment after a #"
    return Problem(
        where=tree.where(path),
        found=f"the key '{shortened(str(key))}', which means nothing here",
        expected=f"one of {', '.join(known)}"
        if around
        else f"one of the keys of a study: {', '.join(known)}",
        mend=mend,
    )


def _written(tree: Tree, path: Path) -> object:
    data: object = tree.data
    for part in path:
        data = typing.cast("dict[object, object]", data)[part]
    return data


def _missing(path: Path, tree: Tree) -> Problem:
    *around, key = path
    if around and around[-1] == "scale":
        return Problem(
            where=tree.where(tuple(around)),
            found="fewer than two numbers",
            expected="two numbers, the lowest and the highest possible answer",
            mend="write scale: [1, 5]",
        )
    expected, example = _expectation(path)
    return Problem(
        where=tree.where(tuple(around)),
        found=f"no `{key}`",
        expected=f"`{key}`: {expected}",
        mend=f"add {example or f'{key}:'}",
    )


def _expectation(path: Path) -> tuple[str, str]:
    """Return what belongs at a place and how it is written."""
    kind = kind_at(Study, path)
    entry = bool(path) and isinstance(path[-1], int)
    around = fields_at(Study, path[:-1])
    field = around.get(str(path[-1])) if path else None
    example = f"{path[-1]}: {as_yaml(field.examples[0])}" if field is not None and field.examples else ""
    if choices_of(kind):
        return ("one of " if len(choices_of(kind)) > 1 else "") + ", ".join(choices_of(kind)), example
    values = typing.get_args(kind_at(Study, path[:-1]))[-1:] if path and field is None else ()
    limits = f"{getattr(field, 'annotation', '')} {getattr(field, 'metadata', '')} {values}"
    named = entry and len(path) > 1 and path[-2] in ("basis", "descriptors", "attributes")
    simple = {
        str: "the name of one attribute" if named else "a text",
        bool: "true or false",
        int: next((words for limit, words in WHOLE.items() if limit in limits), "a whole number"),
        float: _number_within(limits),
        date: "a day as year-month-day",
    }
    return simple.get(typing.cast("type", kind)) or _block_expectation(kind, path), example


def _number_within(limits: str) -> str:
    """Return what a number must be, from the bounds that its field states.

    Examples
    --------
    >>> _number_within("[Gt(gt=0), Lt(lt=1)]"), _number_within("[Ge(ge=0), Le(le=100)]")
    ('a number above 0 and below 1', 'a number from 0 to 100')
    """
    bounds = {name: found[1] for name in BOUNDS if (found := re.search(rf"\b{name}=(-?[\d.]+)", limits))}
    if {"ge", "le"} <= bounds.keys():
        return f"a number from {bounds['ge']} to {bounds['le']}"
    said = [f"{words} {bounds[name]}" for name, words in BOUNDS.items() if name in bounds]
    return "a number" + (" " + " and ".join(said) if said else "")


def _block_expectation(kind: object, path: Path) -> str:
    origin = typing.get_origin(kind)
    if path[-1:] == ("scale",):
        return "two numbers in brackets, the lowest and the highest possible answer"
    if origin is tuple:
        inner = core(typing.get_args(kind)[0])
        if inner is str:
            return NAMES
        return f"a list, each entry with {_keys(inner)}"
    if origin is dict:
        return _lines_expectation(kind, path)
    return f"a block with {_keys(kind)}"


def _lines_expectation(kind: object, path: Path) -> str:
    """Return what belongs where every line has a key of its own."""
    if path == ("attributes",):
        return "a block with one line for each attribute"
    key, value = typing.get_args(kind)
    if choices_of(core(key)):
        return f"a block with a number for some of {', '.join(choices_of(core(key)))}"
    if core(key) is not int:
        return "a block with one line for each name"
    what = "its name" if core(value) is str else f"a block with {_keys(core(value))}"
    return f"the number of a segment and {what}, a line each"


def _keys(kind: object) -> str:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "the keys " + ", ".join(field.alias or name for name, field in kind.model_fields.items())
    return "keys and values"


def _meaning(path: Path) -> str:
    field = fields_at(Study, path[:-1]).get(str(path[-1]))
    return (field.description or "").rstrip(".") if field is not None else ""
