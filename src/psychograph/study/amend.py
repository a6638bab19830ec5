"""Writing a choice of method and number into a study file, with everything else left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.errors import Problem, StudyError
from psychograph.study.edits import (
    MARK,
    Amended,
    Edit,
    ElsewhereError,
    applied,
    difference,
    entry_lines,
    first_of,
    line_end,
    line_start,
    next_line,
)
from psychograph.study.load import parse_study
from psychograph.study.model import SegmentationSettings

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

SECTION = "segmentation"
# What a choice may change. The first two are always written down, the others where they are no default.
CHOSEN = ("method", "segments", "cut_height", "consolidate", "distance", "covariance", "starts", "missing")
WRITTEN = ("method", "segments")


def amend_segmentation(
    text: str, name: str, settings: SegmentationSettings, folder: Path | None = None
) -> Amended:
    r"""Write how segments are made into the text of a study file.

    `method` and `segments` are written, and options that differ from what the file says; a
    `cut_height` and options that are back at their defaults are taken out, with what stands on their
    line. All else stays as it is, to the letter; the result is checked as a study.

    Parameters
    ----------
    text : str
        The study file, valid as it is.
    name : str
        File name, for messages.
    settings : SegmentationSettings
        The choice.
    folder : Path, optional
        Folder of the study, for instruments of its own.

    Raises
    ------
    StudyError
        Where the file is no valid study afterwards, such as where names are given to more segments
        than there will be, or where it is written so that it cannot be changed line by line.

    Examples
    --------
    >>> study = '''title: Tea   # for whom?
    ... objective: {goal: trial, statement: Find who tries new tea.}
    ... attributes:
    ...   Openness: {type: likert, scale: [1, 5]}
    ...   Thrift: {type: likert, scale: [1, 5]}
    ... basis: [Openness, Thrift]
    ... segmentation:
    ...   cut_height: 10   # read off the tree
    ...   seed: 7
    ... '''
    >>> amended = amend_segmentation(study, "study.yaml", SegmentationSettings(method="kmeans", segments=4))
    >>> print("\n".join(amended.difference))
    -   cut_height: 10   # read off the tree
    +   method: kmeans
    +   segments: 4
    """
    before = parse_study(text, name, folder)
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    try:
        new = mark + applied(body, list(_edits(body, _changes(before.segmentation, settings))))
        after = parse_study(new, name, folder)
    except ElsewhereError:
        raise StudyError(_unwritable(name, settings)) from None
    # What an anchor names may be meant elsewhere too.
    elsewhere = after.model_copy(update={SECTION: before.segmentation}) != before
    if elsewhere or any(getattr(after.segmentation, key) != getattr(settings, key) for key in CHOSEN):
        raise StudyError(_unwritable(name, settings))
    return Amended(new, tuple(difference(text, new)))


def _changes(before: SegmentationSettings, after: SegmentationSettings) -> dict[str, str | None]:
    """Return what to write for each key, None to take it out."""
    found: dict[str, str | None] = {}
    for key in CHOSEN:
        old, new = getattr(before, key), getattr(after, key)
        given = key in before.model_fields_set
        if key in WRITTEN:
            if not given or old != new:
                found[key] = str(new)
        elif old != new:
            default = type(after).model_fields[key].default
            found[key] = None if new == default else str(new).lower() if isinstance(new, bool) else str(new)
    return found


def _edits(text: str, changes: dict[str, str | None]) -> Iterator[Edit]:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import MappingNode

    root = YAML(typ="rt", pure=True).compose(text)
    section = next((pair for pair in root.value if pair[0].value == SECTION), None)
    if section is None:
        gap = "" if not text or text.endswith("\n") else line_end(text)
        yield Edit(
            len(text), len(text), gap + f"{SECTION}:" + line_end(text) + entry_lines(text, changes, "  ")
        )
    elif not isinstance(section[1], MappingNode):  # `segmentation:` with nothing after it
        after = next_line(text, section[0].end_mark.index)
        yield Edit(after, after, entry_lines(text, changes, "  "))
    elif section[1].flow_style:
        yield _braces(text, section[1], changes)
    else:
        yield from _block(text, section[1].value, changes)


def _block(text: str, pairs: Sequence[tuple[Node, Node]], changes: dict[str, str | None]) -> Iterator[Edit]:
    there = {key.value: (key, value) for key, value in pairs}
    fresh = {key: new for key, new in changes.items() if key not in there and new is not None}
    place = min((there[key][0].start_mark.index for key in ("cut_height",) if key in there), default=None)
    for key, new in changes.items():
        if key not in there:
            continue
        name, value = there[key]
        if value.start_mark.index < name.end_mark.index:
            raise ElsewhereError
        if new is None:
            yield Edit(line_start(text, name.start_mark.index), next_line(text, value.end_mark.index), "")
        else:
            yield Edit(value.start_mark.index, value.end_mark.index, new)
    if fresh:
        if place is None:
            last = there["method"][1] if "method" in there else None
            at = next_line(text, last.end_mark.index) if last else line_start(text, first_of(pairs))
        else:
            at = line_start(text, place)
        indent = " " * pairs[0][0].start_mark.column
        yield Edit(at, at, entry_lines(text, fresh, indent, after=text[:at]))


def _braces(text: str, node: MappingNode, changes: dict[str, str | None]) -> Edit:
    kept: dict[str, str | None] = {
        key.value: text[value.start_mark.index : value.end_mark.index] for key, value in node.value
    }
    entries = {**kept, **changes}
    inside = ", ".join(f"{key}: {value}" for key, value in entries.items() if value is not None)
    return Edit(node.start_mark.index, node.end_mark.index, f"{{{inside}}}")


def _unwritable(name: str, settings: SegmentationSettings) -> Problem:
    return Problem(
        where=f"{name} > {SECTION}",
        found="entries that cannot be changed one by one, such as an alias",
        expected="each entry on a line of its own",
        mend=f"write method: {settings.method} and segments: {settings.segments} there by hand",
    )
