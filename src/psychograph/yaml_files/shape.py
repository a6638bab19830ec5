"""What belongs at a place of a file, by the pydantic models that read it."""

from __future__ import annotations

import types
import typing
from enum import Enum

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from psychograph.yaml_files.places import Path

Fields = dict[str, FieldInfo]


def fields_of(kind: object) -> Fields:
    """Return the keys of a block, as files spell them; empty where it is no block of fixed keys."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {field.alias or name: field for name, field in kind.model_fields.items()}
    return {}


def fields_at(root: type[BaseModel], path: Path) -> Fields:
    """Return the keys allowed in the block at `path`, empty where it is no block of fixed keys."""
    return fields_of(kind_at(root, path))


def kind_at(root: type[BaseModel], path: Path) -> object:
    """Return the type that belongs at `path` of a file that `root` reads; None where nothing does."""
    kind: object = root
    for part in path:
        kind = core(kind)
        fields = fields_of(kind)
        if fields:
            kind = fields[str(part)].annotation if part in fields else None
        else:  # the values of a block, the entries of a list
            arguments = typing.get_args(kind)
            kind = arguments[-1 if typing.get_origin(kind) is dict else 0] if arguments else None
    return core(kind)


def core(kind: object) -> object:
    """Take `| None` and `Annotated` off a type.

    Examples
    --------
    >>> core(float | None)
    <class 'float'>
    """
    while True:
        origin = typing.get_origin(kind)
        if origin is typing.Annotated:
            kind = typing.get_args(kind)[0]
        elif origin in (typing.Union, types.UnionType):
            kind = next(part for part in typing.get_args(kind) if part is not type(None))
        else:
            return kind


def choices_of(kind: object) -> tuple[str, ...]:
    """Return the words that a type allows, empty where it allows more than words of a list.

    Examples
    --------
    >>> choices_of(typing.Literal["mean", "sum"]), choices_of(str)
    (('mean', 'sum'), ())
    """
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in kind)
    if typing.get_origin(kind) is typing.Literal:
        return tuple(str(value) for value in typing.get_args(kind))
    return ()


def as_yaml(example: object) -> str:
    """Write an example as a file would hold it.

    Examples
    --------
    >>> as_yaml({"scale": [1, 5], "reverse": True})
    '{scale: [1, 5], reverse: true}'
    """
    if isinstance(example, bool):
        return str(example).lower()
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(as_yaml(value) for value in example) + "]"
    return str(example)
