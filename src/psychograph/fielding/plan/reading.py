"""field.yaml with what stands beside it: to a `Fieldwork`, or to every problem at once."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from psychograph.errors import Problem, PsychographError
from psychograph.fielding.errors import FieldPlanError
from psychograph.fielding.plan.planned import Fieldwork, digest_of
from psychograph.fielding.plan.rules import Breach, breaches
from psychograph.fielding.plan.schema import FieldPlan
from psychograph.instruments.catalogue import catalogue_of
from psychograph.named_files import read_file
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.model import Questionnaire
from psychograph.study.load import load_study
from psychograph.study.model import Study
from psychograph.yaml_files import places
from psychograph.yaml_files.places import Tree
from psychograph.yaml_files.reading import FileKind, read_tree
from psychograph.yaml_files.refusals import refusals

FIELD, STUDY, QUESTIONNAIRE = "field.yaml", "study.yaml", "questionnaire.yaml"
LARGEST = 2_000_000  # bytes of field.yaml and of questionnaire.yaml
MOST_ROUNDS = 6  # of taking out what is broken: a plan nests five levels
FIELD_FILE = FileKind(
    noun="a field plan",
    holds="a field plan: organiser, period, and what else is decided before the start",
    example='period: {opens: "2026-12-01 09:00", closes: "2026-12-20 18:00"}',
    start="run `psychograph field init` on the study's folder to get one to start from",
    described="`psychograph schema field` describes what it holds",
    error=FieldPlanError,
)
# Stand for blocks that are absent or broken, so that the rest can be checked.
STAND_INS: dict[str, dict[str, str]] = {
    "organiser": {"name": "?", "contact": "somebody@example.org"},
    "period": {"opens": "2000-01-01", "closes": "2000-01-02"},
}


@dataclass(frozen=True)
class Written:
    """A file as it was found: its bytes and their text."""

    name: str
    content: bytes
    text: str


def load_fieldwork(folder: Path) -> Fieldwork:
    """Read and check a study that is to be fielded.

    Parameters
    ----------
    folder : Path
        Folder with ``field.yaml`` and ``questionnaire.yaml`` (or what ``study.yaml`` calls it), and perhaps
        ``study.yaml``; or the path of any of these files.

    Returns
    -------
    Fieldwork
        Plan, questionnaire and study, with defaults filled in.

    Raises
    ------
    FieldPlanError
        With every problem of all the files, each with its line: what cannot be read, unknown keys, and what
        does not go together, such as a draw before the close or a condition on a question nobody is asked.
    """
    folder = Path(folder)
    folder = folder if folder.is_dir() or not folder.suffix else folder.parent
    beside: list[Problem] = []
    study = _study(folder, beside)
    asked, questionnaire = _questionnaire(folder, study, beside)
    plan_file: Written | None = None
    try:
        plan_file = _file(folder / FIELD, "a field plan", FIELD_FILE.start)
        plan = parse_plan(plan_file.text, FIELD, questionnaire)
    except FieldPlanError as reason:
        raise FieldPlanError(*beside, *reason.problems) from None
    FieldPlanError.collect(beside)
    assert asked is not None  # noqa: S101 - what is absent was told
    assert questionnaire is not None  # noqa: S101
    return Fieldwork(folder, plan, questionnaire, study, digest_of(plan_file.content, asked.content))


def parse_plan(text: str, name: str, questionnaire: Questionnaire | None) -> FieldPlan:
    """Check the text of a field plan.

    Parameters
    ----------
    text : str
        YAML 1.2.
    name : str
        File name, for messages.
    questionnaire : Questionnaire or None
        What it is laid over; without it, only the plan itself is checked.

    Raises
    ------
    FieldPlanError
        With every problem of the text, each with its line.

    Examples
    --------
    >>> plan = parse_plan('''
    ... organiser: {name: Northwind Research, contact: survey@northwind.example}
    ... period: {opens: 2026-12-01 09:00, closes: 2026-12-20 18:00, time_zone: Europe/Berlin}
    ... ''', "field.yaml", None)
    >>> plan.entrance.value, plan.period.closes.isoformat()
    ('invited', '2026-12-20T18:00:00')
    """
    tree, problems = read_tree(text.removeprefix("\ufeff"), name, FIELD_FILE)
    plan, broken = _validated(tree, problems)
    if plan is not None:
        found = (one for one in breaches(plan, questionnaire, tree.data) if not _echoes(one, broken))
        problems += [(tree.line(one.place), _problem(one, tree)) for one in found]
    problems.sort(key=lambda placed: placed[0])
    FieldPlanError.collect(dict.fromkeys(problem for _, problem in problems))
    assert plan is not None  # noqa: S101 - a plan that was refused has a problem
    return plan


def _study(folder: Path, problems: list[Problem]) -> Study | None:
    try:
        return load_study(folder / STUDY) if (folder / STUDY).is_file() else None
    except PsychographError as reason:
        problems += reason.problems
        return None


def _questionnaire(
    folder: Path, study: Study | None, problems: list[Problem]
) -> tuple[Written | None, Questionnaire | None]:
    file = folder / ((study.questionnaire if study is not None else None) or QUESTIONNAIRE)
    try:
        written = _file(
            file,
            "a questionnaire",
            f"psychograph questionnaire suggest {folder} --goal launch_new writes one",
        )
        return written, parse_questionnaire(written.text, file.name, catalogue_of(folder))
    except PsychographError as reason:
        problems += reason.problems
        return None, None


def _file(path: Path, expected: str, start: str) -> Written:
    """Return what stands in a file; its bytes are what a published plan is known by."""
    try:
        content = read_file(path, most=LARGEST)
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        raise FieldPlanError(Problem(str(path), found, expected, start)) from None
    try:
        return Written(path.name, content, content.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        problem = Problem(
            where=f"{path.name}, line {line}",
            found=f"a byte (0x{content[reason.start]:02x}) that is not UTF-8",
            expected="text in UTF-8",
            mend="open the file in a text editor and save it with the encoding UTF-8",
        )
        raise FieldPlanError(problem) from None


def _validated(
    tree: Tree, problems: list[tuple[int, Problem]]
) -> tuple[FieldPlan | None, tuple[places.Path, ...]]:
    """Return the plan without its broken parts, and their places; None where too much is broken."""
    try:
        return FieldPlan.model_validate(tree.data), ()
    except ValidationError as reason:
        said = dict(_own_words(reason))
        found = list(refusals(reason, tree, FieldPlan))
        # A key that is misspelt is told once; what rests on the right one is an echo all the same.
        missing = [tuple(one["loc"]) for one in reason.errors() if one["type"] == "missing"]
    problems += [
        (tree.line(path), replace(problem, expected=said.get(path, problem.expected)))
        for path, problem in found
    ]
    broken = (*(path for path, _ in found), *missing)
    return _salvaged(tree.data, broken), broken


def _own_words(reason: ValidationError) -> Iterator[tuple[places.Path, str]]:
    """Yield what our own checks of values said, by place: more than the description of a key tells."""
    for detail in reason.errors(include_url=False):
        error = detail.get("ctx", {}).get("error")
        if detail["type"] == "value_error" and isinstance(error, ValueError):
            yield tuple(detail["loc"]), str(error)


def _salvaged(data: object, broken: Iterable[places.Path]) -> FieldPlan | None:
    kept: Any = deepcopy(data)
    for _ in range(MOST_ROUNDS):
        for path in sorted(broken, key=len, reverse=True):
            _take_out(kept, path)
        for key, stand_in in STAND_INS.items():
            if not isinstance(kept.get(key), dict) or stand_in.keys() - kept[key].keys():
                kept[key] = dict(stand_in)
        try:
            return FieldPlan.model_validate(kept)
        except ValidationError as reason:
            broken = [
                tuple(one["loc"][:-1] if one["type"] == "missing" else one["loc"]) for one in reason.errors()
            ]
    return None


def _take_out(data: Any, path: places.Path) -> None:
    """Take one part out of nested data, and leave it where it is not there."""
    *around, last = path or ("",)
    for part in around:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        del data[last]


def _echoes(breach: Breach, broken: Iterable[places.Path]) -> bool:
    """Say whether a breach may only be the echo of something broken."""
    return any(_touch(place, other) for place in (breach.place, *breach.needs) for other in broken)


def _touch(place: places.Path, broken: places.Path) -> bool:
    # Up to the first position in a list: once an entry is broken, positions mean nothing.
    place, broken = _stem(place), _stem(broken)
    shorter = min(len(place), len(broken))
    return place[:shorter] == broken[:shorter]


def _stem(path: places.Path) -> places.Path:
    numbered = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    return path[:numbered]


def _problem(breach: Breach, tree: Tree) -> Problem:
    return Problem(tree.where(breach.place), breach.found, breach.expected, breach.mend)
