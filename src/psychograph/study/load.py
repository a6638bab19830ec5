"""From a study file to a `Study`, or to every problem of the file at once."""

from __future__ import annotations

import codecs
from pathlib import Path

from pydantic import ValidationError

from psychograph.errors import Problem, StudyError
from psychograph.named_files import read_file
from psychograph.study.instrument_attributes import expanded
from psychograph.study.model import Study
from psychograph.study.rules import Breach, breaches
from psychograph.study.salvage import salvage
from psychograph.study.wording import problems_in_words
from psychograph.yaml_files import places
from psychograph.yaml_files.places import Tree
from psychograph.yaml_files.reading import FileKind, read_tree

LARGEST = 10_000_000  # bytes; ten thousand attributes are one million
STUDY_FILE = FileKind(
    noun="a study file",
    holds="a study: title, objective, attributes and basis",
    example="title: My study",
    start="run `psychograph init` in an empty folder to get a file to start from",
    described="`psychograph schema` describes what it holds",
    error=StudyError,
)


def study_file(path: Path) -> Path:
    """Return the study file itself where its folder is given."""
    path = Path(path)
    inside = path / "study.yaml"
    return inside if path.is_dir() and inside.is_file() else path


def load_study(path: Path) -> Study:
    """Read and check a study file.

    Parameters
    ----------
    path : Path
        A YAML file in UTF-8, usually ``study.yaml``; or the folder it stands in. Instruments of the
        study's own are looked for beside it, in the folder ``instruments``.

    Returns
    -------
    Study
        The declaration, with defaults and instruments filled in.

    Raises
    ------
    StudyError
        With every problem of the file, each with its line.
    """
    path = study_file(path)
    return parse_study(_text(path), path.name, path.parent)


def parse_study(text: str, name: str, folder: Path | None = None) -> Study:
    """Check the text of a study file.

    Parameters
    ----------
    text : str
        YAML 1.2.
    name : str
        File name, for messages.
    folder : Path, optional
        Folder of the study, for instruments of its own; without it, those that ship are known.

    Returns
    -------
    Study
        The declaration, with defaults and instruments filled in.

    Raises
    ------
    StudyError
        With every problem of the text, each with its line.

    Examples
    --------
    >>> study = parse_study('''
    ... title: Who will try our new tea?
    ... objective: {goal: trial, statement: Find the customers who like to try new things.}
    ... attributes:
    ...   Openness: {type: likert, scale: [1, 5]}
    ...   Thrift: {type: likert, scale: [1, 5]}
    ... basis: [Openness, Thrift]
    ... ''', "study.yaml")
    >>> study.attributes["Openness"].scale
    (1.0, 5.0)
    """
    tree, problems = read_tree(text.removeprefix("\ufeff"), name, STUDY_FILE)
    whole = expanded(tree, folder)
    tree = whole.tree
    problems += whole.problems
    broken: list[places.Path] = list(whole.broken)
    study: Study | None = None
    try:
        study = Study.model_validate(tree.data)
    except ValidationError as reason:
        for path, problem in problems_in_words(reason, tree):
            broken.append(path)
            if problem is not None:
                problems.append((tree.line(path), problem))
        if not any(path in broken for path in (("attributes",), ())):
            study = salvage(tree.data, [path for path in broken if path not in whole.broken])
    if study is not None:
        problems += [
            (tree.line(breach.path), _problem(breach, tree))
            for _, breach in breaches(study)
            if not any(_depends(breach.path, path) for path in broken)
        ]
    problems.sort(key=lambda placed: placed[0])
    StudyError.collect(dict.fromkeys(problem for _, problem in problems))
    assert study is not None  # noqa: S101 - a refused study always has a problem
    return study


def _problem(breach: Breach, tree: Tree) -> Problem:
    return Problem(tree.where(breach.path), breach.found, breach.expected, breach.mend)


def _depends(place: places.Path, broken: places.Path) -> bool:
    """Say whether a breach may only be the echo of something broken."""
    if broken[:1] == ("attributes",):
        return place[:2] == broken[:2]
    if broken[:1] == ("segmentation",):
        return place[:1] in (("segmentation",), ("strategy",))
    shorter = min(len(place), len(broken))
    return place[:shorter] == broken[:shorter]


def _text(path: Path) -> str:
    try:
        content = read_file(path, most=LARGEST)
    except OSError as reason:
        raise StudyError(_unreadable(path, reason)) from None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise StudyError(_encoded(path, "a file in UTF-16"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        byte = content[reason.start]
        raise StudyError(
            _encoded(path, f"a byte (0x{byte:02x}) in line {line} that is not UTF-8", line)
        ) from None


def _encoded(path: Path, found: str, line: int | None = None) -> Problem:
    return Problem(
        where=path.name if line is None else f"{path.name}, line {line}",
        found=found,
        expected="text in UTF-8",
        mend="open the file in a text editor and save it with the encoding UTF-8",
    )


def _unreadable(path: Path, reason: OSError) -> Problem:
    if isinstance(reason, FileNotFoundError | NotADirectoryError):
        return Problem(
            where=str(path),
            found="no such file",
            expected="a study file",
            mend="check the name and the folder, or run `psychograph init` to write one",
        )
    if path.is_dir():
        return Problem(
            where=str(path),
            found="a folder without a study.yaml",
            expected="a study file, or the folder it stands in",
            mend="name the file, or run `psychograph init` to write one",
        )
    return Problem(
        where=str(path),
        found=reason.strerror or str(reason),
        expected="a study file that can be read",
        mend="name the study file itself, and check that you may read it",
    )
