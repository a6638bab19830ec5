"""The rows of a survey sheet as a tree of groups and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from psychograph.errors import Problem
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.xlsform.columns import Cells
from psychograph.quoting import quoted

DEEPEST = 30  # groups inside each other
BEGIN = re.compile(r"begin[ _](group|repeat|lgroup|looped[ _]group|loop)\b.*", re.I)
END = re.compile(r"end[ _](group|repeat|lgroup|looped[ _]group|loop)\b.*", re.I)
SELECT = re.compile(
    r"(?P<kind>select[ _]one|select1|select[ _]multiple|select[ _]all[ _]that[ _]apply|rank"
    r"|add[ _]select[ _]one[ _]prompt|add[ _]select[ _]multiple[ _]prompt)"
    r"(?:[ _](?P<from>from[ _]file|external))?(?:\s+(?:from|using))?\s+(?P<list>\S.*?)"
    r"(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.I,
)


@dataclass(frozen=True)
class Select:
    """What the type of a question with choices says."""

    kind: str  # "one", "multiple" or "rank"
    list_name: str
    other: bool = False
    elsewhere: bool = False  # its choices stand in a file of their own


@dataclass
class Node:
    """A row, and for a group what stands inside it."""

    cells: Cells
    kind: str  # "group", "repeat" or "question"
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name as the form has it."""
        return self.cells["name"]

    @property
    def appearances(self) -> frozenset[str]:
        """Words of the column `appearance`."""
        return frozenset(self.cells["appearance"].split())


def select_of(kind: str) -> Select | None:
    """Return what a type says of choices; None for another kind of question.

    Examples
    --------
    >>> select_of("select one from yes_no"), select_of("select_multiple pets or_other").other
    (Select(kind='one', list_name='yes_no', other=False, elsewhere=False), True)
    """
    found = SELECT.fullmatch(kind.strip())
    if found is None:
        return None
    said = found["kind"].lower()
    several = "multiple" in said or "all" in said
    return Select(
        "rank" if said == "rank" else "multiple" if several else "one",
        found["list"],
        found["other"] is not None,
        found["from"] is not None,
    )


def tree_of(where: str, rows: Iterator[Cells]) -> list[Node]:
    """Return the rows of a form as a tree.

    Raises
    ------
    QuestionnaireError
        Where groups end that never began, or never end.
    """
    top: list[Node] = []
    open_groups: list[Node] = []
    problems: list[Problem] = []

    def problem(number: int, column: str, found: str, expected: str) -> None:
        place = f"{where}, row {number}, column {column}"
        problems.append(Problem(place, found, expected, "mend the groups of the form, then read it again"))

    for cells in rows:
        kind = cells["type"].strip()
        if not kind or kind.startswith("#"):
            continue
        inside = open_groups[-1].children if open_groups else top
        if END.fullmatch(kind):
            if open_groups:
                open_groups.pop()
            else:
                problem(cells.number, "type", quoted(kind), "an end after a begin of the same kind")
        elif begun := BEGIN.fullmatch(kind):
            node = Node(cells, "group" if begun[1].lower() == "group" else "repeat")
            inside.append(node)
            open_groups.append(node)
            if len(open_groups) > DEEPEST:
                problem(cells.number, "type", "groups inside each other without end", f"at most {DEEPEST}")
                break
        else:
            inside.append(Node(cells, "question"))
    if len(open_groups) <= DEEPEST:
        for node in open_groups:
            problem(node.cells.number, "type", "a group that never ends", "an end_group below it")
    QuestionnaireError.collect(problems)
    return top
