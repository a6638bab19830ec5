"""Writing what attributes measure into a study file, with everything else left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.errors import Problem, StudyError
from psychograph.quoting import listed
from psychograph.study.edits import (
    MARK,
    Amended,
    Edit,
    ElsewhereError,
    applied,
    difference,
    first_of,
    line_end,
    line_start,
    next_line,
)
from psychograph.study.load import parse_study

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

SECTION = "attributes"
KEY = "construct"


def amend_constructs(
    text: str, name: str, constructs: Mapping[str, str], folder: Path | None = None
) -> Amended:
    r"""Write `construct:` keys into the text of a study file.

    All else stays as it is, to the letter; the result is checked as a study.

    Parameters
    ----------
    text : str
        The study file, valid as it is.
    name : str
        File name, for messages.
    constructs : mapping of str to str
        What to write, by attribute: a construct, ``-`` and a construct, or ``none``.
    folder : Path, optional
        Folder of the study, for instruments of its own.

    Raises
    ------
    StudyError
        Where the file is written so that it cannot be changed attribute by attribute, as with aliases.

    Examples
    --------
    >>> study = '''title: Tea
    ... objective: {goal: trial, statement: Find who tries new tea.}
    ... attributes:
    ...   Q1: {type: likert, scale: [1, 5]}  # asked first
    ...   Q2:
    ...     type: likert
    ...     scale: [1, 5]
    ... basis: [Q1, Q2]
    ... segmentation: {segments: 2}
    ... '''
    >>> amended = amend_constructs(study, "study.yaml", {"Q1": "val.tradition", "Q2": "-val.security"})
    >>> print("\n".join(amended.difference))
    -   Q1: {type: likert, scale: [1, 5]}  # asked first
    +   Q1: {type: likert, scale: [1, 5], construct: val.tradition}  # asked first
    +     construct: -val.security
    """
    before = parse_study(text, name, folder)
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    try:
        new = mark + applied(body, list(_edits(body, constructs)))
        after = parse_study(new, name, folder)
    except ElsewhereError:
        raise StudyError(_unwritable(name, constructs)) from None
    wanted = {
        attribute: declared.model_copy(update={"measured_construct": constructs[attribute]})
        if attribute in constructs
        else declared
        for attribute, declared in before.attributes.items()
    }
    if after != before.model_copy(update={SECTION: wanted}):  # what an anchor names may be meant elsewhere
        raise StudyError(_unwritable(name, constructs))
    return Amended(new, tuple(difference(text, new)))


def _edits(text: str, constructs: Mapping[str, str]) -> Iterator[Edit]:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import MappingNode

    root = YAML(typ="rt", pure=True).compose(text)
    section = next((pair for pair in root.value if pair[0].value == SECTION), None)
    if section is None or not isinstance(section[1], MappingNode):
        raise ElsewhereError
    for key, value in section[1].value:
        if key.value in constructs:
            if not isinstance(value, MappingNode) or value.start_mark.index < key.end_mark.index:
                raise ElsewhereError
            yield _edit(text, key, value, constructs[key.value])


def _edit(text: str, name: Node, attribute: MappingNode, construct: str) -> Edit:
    for key, value in attribute.value:
        if key.value == KEY:
            if value.start_mark.index < key.end_mark.index:
                raise ElsewhereError
            if not value.value and value.start_mark.index == value.end_mark.index:  # nothing after the colon
                at = text.index(":", key.end_mark.index) + 1
                return Edit(at, at, f" {construct}")
            return Edit(value.start_mark.index, value.end_mark.index, construct)
    if attribute.flow_style:
        end = attribute.end_mark.index - 1  # the closing brace
        inside = text[attribute.start_mark.index + 1 : end].rstrip()
        at = attribute.start_mark.index + 1 + len(inside)
        lead = "" if not inside else " " if inside.endswith(",") else ", "
        return Edit(at, at, f"{lead}{KEY}: {construct}")
    first = first_of(attribute.value)
    if first < next_line(text, name.end_mark.index):
        raise ElsewhereError
    value = attribute.value[0][1]
    plain = value.id == "scalar" and value.style not in {"|", ">"}
    at = next_line(text, value.end_mark.index) if plain else line_start(text, first)
    start = "" if text[:at].endswith("\n") else line_end(text)
    indent = " " * attribute.value[0][0].start_mark.column
    return Edit(at, at, f"{start}{indent}{KEY}: {construct}{line_end(text)}")


def _unwritable(name: str, constructs: Mapping[str, str]) -> Problem:
    return Problem(
        where=f"{name} > {SECTION}",
        found="attributes that cannot be changed one by one, such as an alias",
        expected="each attribute with entries of its own",
        mend="write these by hand: " + listed(f"{key}: {KEY}: {value}" for key, value in constructs.items()),
    )
