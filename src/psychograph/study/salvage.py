"""Take out what is broken, so that the rest of a study can be checked in the same go."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError

from psychograph.study.model import AttributeType, Goal, Study
from psychograph.yaml_files.places import Path
from psychograph.yaml_files.shape import fields_at, kind_at

UNKNOWN = "?"


def salvage(data: object, broken: Iterable[Path]) -> Study | None:
    """Return the study with stand-ins for its broken parts, None where that is not possible.

    Parameters
    ----------
    data : object
        The file as written.
    broken : iterable of Path
        Places that the validator refused, missing keys among them. Whoever checks
        the result must pass over what depends on them.
    """
    patched = copy.deepcopy(data)
    # A broken entry must keep its position, or every later entry would get the wrong line.
    for path in sorted(set(broken), key=len, reverse=True):
        _patch(patched, path)
    try:
        return Study.model_validate(patched)
    except ValidationError:
        return None


def _patch(data: object, path: Path) -> None:
    if path[-2:-1] == ("scale",):
        path = path[:-1]
    *around, last = path
    at: object = data
    for part in around:
        try:
            at = at[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(at, list) and isinstance(last, int) and last < len(at):
        at[last] = _stand_in(kind_at(Study, path))
    elif isinstance(at, dict):
        fields = fields_at(Study, tuple(around))
        if (last in fields and fields[str(last)].is_required()) or tuple(around) == ("attributes",):
            at[last] = _stand_in(kind_at(Study, path))
        else:
            at.pop(last, None)


def _stand_in(kind: object) -> object:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        required = {f.alias or n: f for n, f in kind.model_fields.items() if f.is_required()}
        return {key: _stand_in(field.annotation) for key, field in required.items()}
    if kind is AttributeType:
        return AttributeType.NUMBER
    if kind is Goal:
        return Goal.AWARENESS
    origin = typing.get_origin(kind)
    if origin is tuple:
        return []
    return {} if origin is dict else UNKNOWN
