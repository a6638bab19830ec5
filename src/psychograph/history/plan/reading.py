"""history.yaml: to a `PlannedHistory`, or to every problem at once."""

from __future__ import annotations

import codecs
from pathlib import Path

from pydantic import ValidationError

from psychograph.errors import Problem
from psychograph.history.errors import HistoryError
from psychograph.history.plan.planned import PlannedHistory, digest_of
from psychograph.history.plan.rules import breaches
from psychograph.history.plan.schema import HistoryPlan
from psychograph.named_files import read_file
from psychograph.yaml_files import places
from psychograph.yaml_files.places import Tree
from psychograph.yaml_files.reading import FileKind, read_tree
from psychograph.yaml_files.refusals import refusals

HISTORY = "history.yaml"
LARGEST = 2_000_000  # bytes
HISTORY_FILE = FileKind(
    noun="a history plan",
    holds="a history plan: title, and where the transactions lie",
    example="transactions: {data: sales.csv, customer: CustomerID, time: InvoiceDate}",
    start="run `psychograph history init` with your file of transactions to get one to start from",
    described="`psychograph schema history` describes what it holds",
    error=HistoryError,
)


def read_plan(path: Path) -> PlannedHistory:
    """Read and check a history plan. The data it names are not opened yet.

    Parameters
    ----------
    path : Path
        ``history.yaml``, or the folder it stands in.

    Returns
    -------
    PlannedHistory
        The plan with defaults filled in; paths in it are relative to its folder.

    Raises
    ------
    HistoryError
        With every problem of the file, each with its line: what cannot be read, unknown keys, and what does
        not go together, such as a quantity without a price.
    """
    path = Path(path)
    path = path / HISTORY if path.is_dir() else path
    content = _content(path)
    plan, tree = parse_plan(_decoded(content, path.name), path.name)
    return PlannedHistory(path.parent, plan, digest_of(content), tree)


def parse_plan(text: str, name: str) -> tuple[HistoryPlan, Tree]:
    """Check the text of a history plan.

    Parameters
    ----------
    text : str
        YAML 1.2.
    name : str
        File name, for messages.

    Returns
    -------
    HistoryPlan
        The plan.
    Tree
        The text with its lines.

    Raises
    ------
    HistoryError
        With every problem of the text, each with its line.

    Examples
    --------
    >>> plan, _ = parse_plan('''
    ... title: Online shop
    ... transactions:
    ...   data: sales.csv
    ...   customer: CustomerID
    ...   time: InvoiceDate
    ...   dates: month first
    ... ''', "history.yaml")
    >>> plan.transactions.dates, plan.transactions.duplicates
    ('month first', 'keep')
    """
    tree, problems = read_tree(text.removeprefix("\ufeff"), name, HISTORY_FILE)
    plan: HistoryPlan | None = None
    broken: tuple[places.Path, ...] = ()
    try:
        plan = HistoryPlan.model_validate(tree.data)
    except ValidationError as reason:
        found = list(refusals(reason, tree, HistoryPlan))
        problems += [(tree.line(place), problem) for place, problem in found]
        broken = tuple(place for place, _ in found)
    problems += [
        (tree.line(one.place), Problem(tree.where(one.place), one.found, one.expected, one.mend))
        for one in breaches(tree.data)
        if one.place not in broken
    ]
    problems.sort(key=lambda placed: placed[0])
    HistoryError.collect(dict.fromkeys(problem for _, problem in problems))
    assert plan is not None  # noqa: S101 - a plan that was refused has a problem
    return plan, tree


def _content(path: Path) -> bytes:
    try:
        return read_file(path, most=LARGEST)
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        raise HistoryError(Problem(str(path), found, HISTORY_FILE.noun, HISTORY_FILE.start)) from None


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        problem = Problem(
            where=f"{name}, line {line}",
            found=f"a byte (0x{content[reason.start]:02x}) that is not UTF-8",
            expected="text in UTF-8",
            mend="open the file in a text editor and save it with the encoding UTF-8",
        )
        raise HistoryError(problem) from None
