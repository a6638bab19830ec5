"""Attributes that name a scale of an instrument: what the instrument knows is filled in, before rules run.

``Extraversion: {instrument: mini_ipip_20/extraversion}`` becomes an attribute with its items, key, answers
and construct, as if all of it stood in the file. What the file says itself goes first, never against the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from psychograph.errors import Problem
from psychograph.instruments.catalogue import Catalogue, catalogue_of, shipped
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Pack, PackItem, PackScale
from psychograph.quoting import quoted
from psychograph.study.rules.rule import Breach
from psychograph.yaml_files.places import Path, Tree

ATTRIBUTES, INSTRUMENT = "attributes", "instrument"
LIKERT = "likert"
STAND_IN = {"type": LIKERT, "scale": ["1", "5"]}  # of which nothing else is said
FALSE = frozenset({"false", "no", "off", "0", "n", "f"})  # as the model reads them


@dataclass(frozen=True)
class Expanded:
    """A study file with its instruments filled in.

    Parameters
    ----------
    tree : Tree
        The file, with more data in it; lines are those of the file.
    problems : tuple of (int, Problem)
        Line and problem: instruments that are not there, keys that are contradicted.
    broken : tuple of Path
        Attributes that could not be filled in, of which nothing else can be said.
    """

    tree: Tree
    problems: tuple[tuple[int, Problem], ...] = ()
    broken: tuple[Path, ...] = ()


def expanded(tree: Tree, folder: FilePath | None) -> Expanded:
    """Fill in what attributes take from instruments.

    Parameters
    ----------
    tree : Tree
        A study file as written.
    folder : Path or None
        Folder of the study, which may hold instruments of its own; None for those that ship.
    """
    attributes = tree.data.get(ATTRIBUTES) if isinstance(tree.data, dict) else None
    if not isinstance(attributes, dict):
        return Expanded(tree)
    named = {
        name: attribute
        for name, attribute in attributes.items()
        if isinstance(attribute, dict) and attribute.get(INSTRUMENT) is not None
    }
    if not named:
        return Expanded(tree)
    catalogue, problems = _catalogue(folder)
    own_unread = bool(problems)  # it may be one of these that is missed below
    whole, broken = dict(attributes), list[Path]()
    for name, attribute in named.items():
        place: Path = (ATTRIBUTES, name)
        if not isinstance(attribute[INSTRUMENT], str):  # the model says so, and needs no type besides
            whole[name] = {**STAND_IN, **attribute}
            continue
        try:
            pack, scale = catalogue.scale(attribute[INSTRUMENT])
        except InstrumentError as reason:
            broken.append(place)
            whole[name] = STAND_IN
            if not own_unread:
                problems += [_placed(tree, place, problem) for problem in reason.problems]
            continue
        breaches = list(_contradictions(place, attribute, pack, scale))
        problems += [
            (tree.line(one.path), Problem(tree.where(one.path), one.found, one.expected, one.mend))
            for one in breaches
        ]
        if breaches:
            broken.append(place)
        whole[name] = _filled(attribute, pack, scale)
    assert isinstance(tree.data, dict)  # noqa: S101 - it holds attributes
    return Expanded(replace(tree, data={**tree.data, ATTRIBUTES: whole}), tuple(problems), tuple(broken))


def _catalogue(folder: FilePath | None) -> tuple[Catalogue, list[tuple[int, Problem]]]:
    try:
        return catalogue_of(folder), []
    except InstrumentError as reason:
        return shipped(), [(0, problem) for problem in reason.problems]


def _placed(tree: Tree, place: Path, problem: Problem) -> tuple[int, Problem]:
    place = (*place, INSTRUMENT)
    return tree.line(place), replace(problem, where=tree.where(place))


def _filled(attribute: dict[str, Any], pack: Pack, scale: PackScale) -> dict[str, Any]:
    """Return an attribute with what the instrument brings; what the file says itself goes first."""
    asked = pack.items_of(scale.id)
    answers = pack.answer_scale
    brought: dict[str, Any] = {"type": LIKERT, "scale": [str(answers.low), str(answers.high)]}
    if scale.measures:
        brought["construct"] = scale.measures
    if scale.norms is not None and "scale" not in attribute:  # of other answers, norms say nothing
        norms = scale.norms
        brought["norms"] = {"mean": str(norms.mean), "sd": str(norms.sd), "source": norms.source}
    written = attribute.get("items")
    if len(asked) == 1 and not written:
        only = asked[0]
        brought |= {"question": str(only.text), "reversed": _word(only.reversed)}
        if "column" not in attribute:
            brought["column"] = only.id
        return {**brought, **_given(attribute)}
    brought["question"] = scale.name
    if written is not None and not isinstance(written, list):
        return {**brought, **_given(attribute)}  # the model says so
    columns = written if written and len(written) == len(asked) else [{} for _ in asked]
    items = [_item(column, item) for column, item in zip(columns, asked, strict=True)]
    return {**brought, **_given(attribute), "items": items}


def _given(attribute: dict[str, Any]) -> dict[str, Any]:
    """Return what the file says of an attribute; keys with nothing after them say nothing."""
    return {key: value for key, value in attribute.items() if value is not None}


def _item(written: object, item: PackItem) -> object:
    if not isinstance(written, dict):
        return written  # no block: the model says so
    keyed = {"column": item.id, "question": str(item.text), "reversed": _word(item.reversed)}
    return {**keyed, **_given(written)}


def _word(turned: bool) -> str:
    return "true" if turned else "false"


def _contradictions(place: Path, attribute: dict[str, Any], pack: Pack, scale: PackScale) -> Iterator[Breach]:
    """Yield where the file says something else of a scale than the instrument does."""
    asked = pack.items_of(scale.id)
    reference = f"{pack.id}/{scale.id}"
    if attribute.get("type") not in (None, LIKERT):
        yield Breach(
            (*place, "type"),
            f"{quoted(attribute['type'])} for a scale of an instrument",
            "likert, or no `type` at all",
            "take `type` out",
        )
    if attribute.get("column") is not None and len(asked) > 1:
        first = ", ".join(f"{{column: {item.id}}}" for item in asked[:2])
        yield Breach(
            (*place, "column"),
            f"one column for {reference}, which has {len(asked)} items",
            "a column for each item",
            f"write items: [{first}, ...], or take `column` out where columns are named as the items",
        )
    written = attribute.get("items")
    if not written:
        if len(asked) == 1:
            yield from _turned(place, attribute, asked[0], reference)
        return
    if isinstance(written, list) and len(written) != len(asked):
        yield Breach(
            (*place, "items"),
            f"{len(written)} item{'' if len(written) == 1 else 's'}",
            f"the {len(asked)} of {reference}, in its order: {', '.join(item.id for item in asked)}",
            f"name a column for each, or take `instrument` out; `psychograph instruments show {reference}` "
            "shows them",
        )
    elif isinstance(written, list):
        for at, (entry, item) in enumerate(zip(written, asked, strict=True)):
            if isinstance(entry, dict):
                yield from _turned((*place, "items", at), entry, item, reference)


def _turned(place: Path, entry: dict[str, Any], item: PackItem, reference: str) -> Iterator[Breach]:
    """Yield where an item is said to point the other way than its key says."""
    said = entry.get("reversed")
    if isinstance(said, str) and (said.strip().lower() not in FALSE) != item.reversed:
        yield Breach(
            (*place, "reversed"),
            f"reversed: {said} for '{item.text}'",
            f"reversed: {_word(item.reversed)}, by the key of {reference}",
            "take `reversed` out, which the key knows; items stand in the order of the instrument",
        )
