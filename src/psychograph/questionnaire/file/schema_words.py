"""What is wrong with an entry of a questionnaire file, in words that do not speak of the validator."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from psychograph.errors import Problem
from psychograph.questionnaire.file.schema import ENTRIES, TYPES, QuestionnaireFile, kind_of
from psychograph.questionnaire.file.schema_values import TOLD
from psychograph.quoting import closest, did_you_mean, quoted, shortened
from psychograph.yaml_files.places import Path, Tree, place_name
from psychograph.yaml_files.shape import Fields, as_yaml, choices_of, fields_at, kind_at

QUESTION = 4  # parts of the path of a question: pages, at, questions, at
# What people call types that are named otherwise here.
CALLED = {
    "likert": "rating", "scale": "rating", "slider": "rating", "nps": "rating", "stars": "rating",
    "grid": "battery", "matrix": "battery", "items": "battery", "likert_battery": "battery",
    "choice": "single", "radio": "single", "dropdown": "single", "select": "single", "select_one": "single",
    "category": "single", "yesno": "single", "boolean": "single", "closed": "single",
    "checkbox": "multiple", "checkboxes": "multiple", "multi": "multiple", "select_multiple": "multiple",
    "rank": "ranking", "order": "ranking", "integer": "number", "numeric": "number", "decimal": "number",
    "open": "text", "comment": "text", "string": "text", "free_text": "text", "email": "text",
    "date": "day", "birthday": "day", "zip": "postcode", "postal_code": "postcode",
    "agreement": "consent", "note": "notice", "info": "notice", "html": "notice", "statement": "notice",
}  # fmt: skip
# Keys of other tools, and of our own other types, by what they are called here.
KEYS = {
    "question": "ask", "title": "ask", "label": "ask", "text": "ask", "ask": "text",
    "options": "choices", "answers": "choices", "statements": "items", "questions": "items",
    "hint": "help", "mandatory": "required", "relevant": "show_if", "condition": "show_if",
    "if": "show_if", "randomize": "shuffle", "randomise": "shuffle", "random": "shuffle",
    "reverse": "reversed", "expected": "expect", "min": "least", "max": "most", "range": "limits",
    "column": "name", "id": "name", "default": "ask",
}  # fmt: skip


def problems_of(reason: ValidationError, tree: Tree) -> Iterator[tuple[Path, Problem]]:
    """Yield what the validator found, with places, in the order of the file.

    Parameters
    ----------
    reason : ValidationError
        What the validator raised for `tree.data`.
    tree : Tree
        The file as written.
    """
    details = [one for one in reason.errors(include_url=False) if not _follows(one, tree)]
    misspelt = {_meant(one, tree) for one in details if one["type"] == "extra_forbidden"}
    around = {shape[:length] for shape in map(_shape, details) for length in range(len(shape))}
    told: set[Path] = set()
    for detail in sorted(details, key=lambda one: tree.line(written(_shape(one), tree))):
        shape = _shape(detail)
        if (detail["type"] == "missing" and shape in misspelt) or shape in told or shape in around:
            continue  # one slip, one problem
        told.add(shape)
        yield written(shape, tree), _problem(detail, shape, tree)


def _follows(detail: ErrorDetails, tree: Tree) -> bool:
    """Say whether a problem only follows from others: a list that is empty once its entries were refused."""
    found = at_place(tree.data, tuple(detail["loc"]))
    return detail["type"] == "too_short" and isinstance(found, list) and bool(found)


def _shape(detail: ErrorDetails) -> Path:
    """Return the place of a problem by the keys of the models, without the kind of the question."""
    place = tuple(part for part in detail["loc"] if part != "[key]")
    if place[:1] == ("pages",) and place[2:3] == ("questions",) and len(place) > QUESTION:
        return (*place[:QUESTION], *place[QUESTION + 1 :])
    return place


def written(shape: Path, tree: Tree) -> Path:
    """Return a place as the file has it: choices by their code where they are written so.

    A part that is not there, such as a missing key, is left out.
    """
    data: object = tree.data
    path: Path = ()
    for part in shape:
        step = part
        if isinstance(data, Mapping) and isinstance(part, int) and part < len(data):
            step = list(data)[part]
        if at_place(data, (step,)) is None and not (isinstance(data, Mapping) and step in data):
            break
        data = at_place(data, (step,))
        path = (*path, step)
    return path


def at_place(data: object, path: Path) -> object:
    """Return what stands at a place; None where nothing does."""
    for part in path:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def where(path: Path, tree: Tree) -> str:
    """Name a place as people look it up: file, line, question, keys."""
    line = f"{tree.name}, line {tree.line(path)}"
    if len(path) < QUESTION or path[0] != "pages":
        return f"{line}, {place_name(path)}" if path else line
    entry = at_place(tree.data, path[:QUESTION])
    name = entry.get("name") if isinstance(entry, Mapping) else None
    called = f"question {shortened(name)}" if isinstance(name, str) and name else place_name(path[:QUESTION])
    return ", ".join(filter(None, (line, called, place_name(path[QUESTION:]))))


def _root(shape: Path, tree: Tree) -> tuple[type[BaseModel], Path]:
    """Return the model that reads a place, and the place within it."""
    if len(shape) >= QUESTION and shape[0] == "pages" and shape[2] == "questions":
        kind = kind_of(at_place(tree.data, shape[:QUESTION]))
        return ENTRIES.get(kind or "", ENTRIES["rating"]), shape[QUESTION:]
    return QuestionnaireFile, shape


def _fields(shape: Path, tree: Tree) -> Fields:
    """Return the keys of the block at a place."""
    root, inner = _root(shape, tree)
    hidden = {"standard"} if "scale" in inner else set()
    return {name: field for name, field in fields_at(root, inner).items() if name not in hidden}


def _meant(detail: ErrorDetails, tree: Tree) -> Path:
    """Return the place of the key that an unknown key was meant for."""
    shape = _shape(detail)
    known = _fields(shape[:-1], tree)
    return (*shape[:-1], _known_as(str(shape[-1]), known) or closest(str(shape[-1]), known) or "")


def _known_as(key: str, known: Fields) -> str | None:
    """Return the key that another tool's key stands for, where this block has it."""
    name = KEYS.get(key.strip().casefold())
    if name == "ask" and "ask" not in known:
        name = "text" if "text" in known else None
    return name if name in known else None


def _problem(detail: ErrorDetails, shape: Path, tree: Tree) -> Problem:
    place = where(written(shape, tree), tree)
    kind = detail["type"]
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _no_kind(place, at_place(tree.data, shape))
    if kind == TOLD:
        said = detail["ctx"]
        return Problem(place, said["found"] or quoted(detail["input"]), said["expected"], said["mend"])
    if kind == "extra_forbidden":
        return _unknown_key(shape, tree)
    expected, example = _expected(shape, tree)
    if kind == "missing":
        return Problem(
            place, f"no `{shape[-1]}`", f"`{shape[-1]}`: {expected}", f"add {example or shape[-1]}"
        )
    value = detail["input"]
    allowed = choices_of(_kind(shape, tree))
    mend = did_you_mean(value, allowed) if isinstance(value, str) and allowed else ""
    return Problem(place, quoted(value), expected, mend or (f"write {example}" if example else "correct it"))


def _no_kind(place: str, entry: object) -> Problem:
    """Report a question that does not say what it is, or says what nobody knows."""
    expected = f"`type:` with one of {', '.join(TYPES)}; or `standard:`, or `instrument:`"
    if not isinstance(entry, Mapping):
        mend = "write - {name: age, type: number, ask: How old are you?}"
        return Problem(place, quoted(entry), "a question: name, type and ask", mend)
    if "type" in entry:
        given = entry["type"]
        meant = (
            CALLED.get(given.strip().casefold().replace(" ", "_").replace("-", "_"))
            if isinstance(given, str)
            else ""
        )
        mend = f"write type: {meant}" if meant else did_you_mean(str(given), TYPES)
        return Problem(place, f"the type {quoted(given)}", expected, mend or "choose one of them")
    misspelt = next((key for key in map(str, entry) if closest(key, ("type",))), None)
    mend = f"write type: for {shortened(misspelt)}:" if misspelt else f"add type: {_likely(entry)}"
    return Problem(place, "no `type`", expected, mend)


def _likely(entry: Mapping[object, object]) -> str:
    """Return the type that a question without one probably has."""
    for key, kind in (
        ("items", "battery"), ("scale", "rating"), ("choices", "single"), ("limits", "number"),
        ("version", "consent"), ("country", "postcode"), ("text", "notice"),
    ):  # fmt: skip
        if key in entry:
            return kind
    return "text"


def _unknown_key(shape: Path, tree: Tree) -> Problem:
    known = _fields(shape[:-1], tree)
    key = str(shape[-1])
    place = written(shape, tree)
    if at_place(tree.data, place) is None and place[:-1] in tree.braces:
        mend = "inside { }, put text that contains a comma in double quotes"
    else:
        named = _known_as(key, known)
        mend = f"write `{named}:` instead" if named else did_you_mean(key, known)
    root, inner = _root(shape[:-1], tree)
    what = f" for {_sort(root)}" if not inner and root is not QuestionnaireFile else ""
    return Problem(
        where(place, tree),
        f"the key '{shortened(key)}', which means nothing here",
        f"one of {', '.join(known)}{what}",
        mend or "take it out, or put it in a comment after a #",
    )


def _sort(root: type[BaseModel]) -> str:
    kind = next(kind for kind, model in ENTRIES.items() if model is root)
    if kind in {"standard", "instrument"}:
        return f"`{kind}:`"
    return f"a question of type {kind}"


def _kind(shape: Path, tree: Tree) -> object:
    root, inner = _root(shape, tree)
    return kind_at(root, inner)


def _expected(shape: Path, tree: Tree) -> tuple[str, str]:
    """Return what belongs at a place, and how it is written."""
    fields = _fields(shape[:-1], tree) if shape else {}
    field = fields.get(str(shape[-1])) if shape else None
    example = f"{shape[-1]}: {as_yaml(field.examples[0])}" if field is not None and field.examples else ""
    kind = _kind(shape, tree)
    if choices_of(kind):
        return f"one of {', '.join(choices_of(kind))}", example
    simple = {str: "a text", int: "a whole number", bool: "true or false"}
    plain = simple.get(typing.cast("type", kind), "")
    if field is not None and field.description:
        said = field.description.rstrip(".")
        said = said[:1].lower() + said[1:]
        return f"{plain}: {said}" if plain in {"a whole number"} else said, example
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"a block with the keys {', '.join(_fields(shape, tree))}", example
    return plain or "a list or a block", example
