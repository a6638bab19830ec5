"""Conditions and the logic of Qualtrics: sets of comparisons, joined by `And`, `Or`, `AndIf` and `OrIf`.

Qualtrics has no negation and no brackets but the sets. So a condition is turned until `not` stands at single
comparisons only, and multiplied out until it has two levels; both keep for whom it holds. What files of
Qualtrics call `Conjuction` is spelt so there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)
from psychograph.questionnaire.formats.foreign.bounded import Json

MOST = 60  # comparisons of one condition
OPERATORS = {
    Operator.EQUAL: "EqualTo",
    Operator.UNEQUAL: "NotEqualTo",
    Operator.LESS: "LessThan",
    Operator.AT_MOST: "LessThanOrEqual",
    Operator.MORE: "GreaterThan",
    Operator.AT_LEAST: "GreaterThanOrEqual",
}
FROM_NAMES = {name: operator for operator, name in OPERATORS.items()}
OPPOSITE = {
    "Selected": "NotSelected",
    "EqualTo": "NotEqualTo",
    "LessThan": "GreaterThanOrEqual",
    "LessThanOrEqual": "GreaterThan",
    "Empty": "NotEmpty",
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}
LOCATOR = re.compile(r"q://(?P<question>QID\w+)/(?P<kind>\w+)(?:/(?P<rest>[\w/]+))?")
Element = dict[str, Json]


class NotSaidError(ValueError):
    """What one side cannot say, in words for people."""


@dataclass(frozen=True)
class Leaf:
    """One comparison of Qualtrics.

    Parameters
    ----------
    locator : str
        What is looked at: ``"q://QID3/SelectableChoice/2"``.
    operator : str
        Such as ``"Selected"``.
    value : str
        What it is compared with; empty where it is compared with nothing.
    """

    locator: str
    operator: str
    value: str = ""

    @property
    def opposite(self) -> Leaf:
        """The comparison that holds where this one does not."""
        return Leaf(self.locator, OPPOSITE[self.operator], self.value)


@dataclass(frozen=True)
class Both:
    """Trees that all hold."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True)
class Either:
    """Trees of which one holds; none of none."""

    parts: tuple[Tree, ...]


Tree: TypeAlias = Leaf | Both | Either
Sets: TypeAlias = list[list[Leaf]]


def logic_of(condition: Condition, leaves: Callable[[Condition], Tree], *, in_page: bool | None) -> Element:
    """Return a condition as the logic of Qualtrics.

    Parameters
    ----------
    condition : Condition
        What must hold.
    leaves : callable
        From a comparison of ours to comparisons of Qualtrics that hold just where it does.
    in_page : bool or None
        For logic of a question, whether it looks at its own page; None for logic of a branch.

    Raises
    ------
    NotSaidError
        Where Qualtrics cannot say it.
    """
    tree = _turned(condition, leaves, negated=False)
    sets, outer, inner = _two_levels(tree)
    made: Element = {}
    for number, leaves_of_set in enumerate(sets):
        said: Element = {
            str(at): _expression(leaf, "If" if not at and not number else inner if at else outer, at > 0)
            for at, leaf in enumerate(leaves_of_set)
        }
        made[str(number)] = said | {"Type": f"{outer}If" if number else "If"}
    made["Type"] = "BooleanExpression"
    return made if in_page is None else made | {"inPage": in_page}


def _turned(condition: Condition, leaves: Callable[[Condition], Tree], *, negated: bool) -> Tree:
    """Return a tree in which `not` stands at single comparisons only."""
    match condition:
        case Not(part):
            return _turned(part, leaves, negated=not negated)
        case All(parts) | Any(parts):
            turned = tuple(_turned(part, leaves, negated=negated) for part in parts)
            return Both(turned) if isinstance(condition, All) != negated else Either(turned)
    tree = leaves(condition)
    return _opposite(tree) if negated else tree


def _opposite(tree: Tree) -> Tree:
    match tree:
        case Leaf():
            return tree.opposite
        case Both(parts):
            return Either(tuple(map(_opposite, parts)))
        case Either(parts):
            return Both(tuple(map(_opposite, parts)))


def _two_levels(tree: Tree) -> tuple[Sets, str, str]:
    """Return the shorter of both forms with two levels: its sets, what joins them, what joins inside."""
    forms = [
        (found, outer, inner)
        for kind, outer, inner in ((Either, "Or", "And"), (Both, "And", "Or"))
        if (found := _multiplied(tree, kind)) is not None
    ]
    if not forms:
        raise NotSaidError(f"it takes more than {MOST} comparisons without brackets")
    sets, outer, inner = min(forms, key=lambda form: (sum(map(len, form[0])), len(form[0])))
    if not sets or not all(sets):
        raise NotSaidError("no answer fulfils it, or every one does")
    return sets, outer, inner


def _multiplied(tree: Tree, outer: type[Both] | type[Either]) -> Sets | None:
    """Return sets whose joint is `outer`, multiplied out; None where these become too many."""
    if isinstance(tree, Leaf):
        return [[tree]]
    parts = [_multiplied(part, outer) for part in tree.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(tree, outer):
        sets = [one for part in known for one in part]
    else:
        size = 1
        for part in known:
            size *= max(len(part), 1)
            if size > MOST:
                return None
        sets = [list(dict.fromkeys(leaf for one in chosen for leaf in one)) for chosen in product(*known)]
    return sets if sum(map(len, sets)) <= MOST else None


def _expression(leaf: Leaf, joint: str, joined: bool) -> Element:
    found = LOCATOR.fullmatch(leaf.locator)
    assert found is not None  # noqa: S101 - our own
    question = found["question"]
    said = " ".join(re.findall("[A-Z][a-z]+", leaf.operator))
    made: Element = {
        "LogicType": "Question",
        "QuestionID": question,
        "QuestionIsInLoop": "no",
        "ChoiceLocator": leaf.locator,
        "Operator": leaf.operator,
        "QuestionIDFromLocator": question,
        "LeftOperand": leaf.locator,
        "Type": "Expression",
        "Description": f'<span class="ConjDesc">{joint}</span> <span class="QuestionDesc">{question}</span> '
        f'<span class="OpDesc">{said} {html.escape(leaf.value)}</span>',
    }
    if leaf.value:
        made["RightOperand"] = leaf.value
    return made | ({"Conjuction": joint} if joined else {})


@dataclass(frozen=True)
class Seen:
    """A question or statement as logic of a file looks at it.

    Parameters
    ----------
    name : str
        As it is called here.
    codes : mapping of str to str
        Code of each of its choices, by its key in the file; in their order.
    several : bool
        Whether it takes several answers.
    ordered : bool
        Whether its codes are steps of a scale.
    """

    name: str
    codes: Mapping[str, str]
    several: bool = False
    ordered: bool = False


def condition_of(logic: Json, meaning: Callable[[Sequence[Leaf]], Condition]) -> Condition | None:
    """Return what logic of Qualtrics says; None for no logic at all.

    Parameters
    ----------
    logic : Json
        As the file has it.
    meaning : callable
        From comparisons with one question, of which one must hold, to a condition; raises `ValueError` in
        plain words where there is no like.

    Raises
    ------
    ValueError
        In plain words, where our conditions cannot say it.
    """
    if not isinstance(logic, Mapping):
        return None
    either: list[list[Condition]] = []
    for number, one in _numbered(logic):
        said = _set_of(one, meaning)
        if said is None:
            continue
        if either and str(one.get("Type", "")) != "OrIf" and number:
            either[-1].append(said)
        else:
            either.append([said])
    return _any(_all(parts) for parts in either)


def meaning_of(leaves: Sequence[Leaf], seen: Seen) -> Condition:
    """Return what comparisons with one question mean, of which one must hold.

    Choices that are all, all but one, or all above or below one, are said in so many words.

    Raises
    ------
    ValueError
        In plain words, where our conditions cannot say it.
    """
    first = leaves[0]
    if first.operator in {"Empty", "NotEmpty"}:
        return Answered(seen.name) if first.operator == "NotEmpty" else Not(Answered(seen.name))
    if first.operator in FROM_NAMES:
        return Compared(seen.name, FROM_NAMES[first.operator], first.value)
    if first.operator == "NotSelected":
        return Not(meaning_of([first.opposite], seen))
    if first.operator != "Selected":
        raise ValueError(f"it looks at what an answer is otherwise ({first.operator})")
    keys = [leaf.locator.rsplit("/", 1)[-1] for leaf in leaves]
    if not set(keys) <= set(seen.codes):
        raise ValueError("it looks at a choice that is not there")
    chosen = [code for key, code in seen.codes.items() if key in keys]
    if len(chosen) == len(seen.codes) > 1:
        return Answered(seen.name)
    if seen.several:
        return _any(Chosen(seen.name, code) for code in chosen) or Answered(seen.name)
    return _compared(seen.name, chosen, list(seen.codes.values()), seen.ordered)


def _compared(name: str, chosen: list[str], codes: list[str], ordered: bool) -> Condition:
    """Return the shortest comparison that just the chosen ones of all codes fulfil."""
    rest = [code for code in codes if code not in chosen]
    if len(chosen) > 1 and len(rest) == 1:
        return Compared(name, Operator.UNEQUAL, rest[0])
    if ordered and len(chosen) > 1 and all(re.fullmatch(r"-?\d+", code) for code in codes):
        numbers = sorted(map(int, chosen))
        others = sorted(map(int, rest))
        if numbers[0] > others[-1]:
            return Compared(name, Operator.AT_LEAST, str(numbers[0]))
        if numbers[-1] < others[0]:
            return Compared(name, Operator.AT_MOST, str(numbers[-1]))
    compared: list[Condition] = [Compared(name, Operator.EQUAL, code) for code in chosen]
    return compared[0] if len(compared) == 1 else Any(tuple(compared))


def _set_of(one: Element, meaning: Callable[[Sequence[Leaf]], Condition]) -> Condition | None:
    """Return what one set says: `And` binds tighter than `Or`."""
    either: list[list[Leaf]] = []
    for number, said in _numbered(one):
        if said.get("LogicType") != "Question":
            raise ValueError(f"it looks at something else than answers ({said.get('LogicType')})")
        joint = said.get("Conjuction", said.get("Conjunction", "And"))
        leaf = Leaf(
            str(said.get("LeftOperand") or said.get("ChoiceLocator") or ""),
            str(said.get("Operator", "")),
            str(said.get("RightOperand", "")),
        )
        if either and number and joint != "Or":
            either[-1].append(leaf)
        else:
            either.append([leaf])
    if either and all(len(leaves) == 1 for leaves in either):
        groups = _grouped([leaves[0] for leaves in either], "Selected")
        return _any(meaning(group) for group in groups)
    return _any(_all(list(_joined(leaves, meaning))) for leaves in either)


def _joined(leaves: list[Leaf], meaning: Callable[[Sequence[Leaf]], Condition]) -> Iterator[Condition]:
    """Yield what comparisons mean that must all hold."""
    for group in _grouped(leaves, "NotSelected"):
        if len(group) > 1:
            yield Not(meaning([leaf.opposite for leaf in group]))
        elif not _implied(group[0], leaves):
            yield meaning(group)


def _implied(leaf: Leaf, leaves: list[Leaf]) -> bool:
    """Return whether a field is filled anyway, since another comparison looks at what it holds."""
    return leaf.operator == "NotEmpty" and any(
        other.locator == leaf.locator and other.operator in FROM_NAMES for other in leaves
    )


def _grouped(leaves: list[Leaf], operator: str) -> list[list[Leaf]]:
    """Group comparisons by one operator with the choices of one question; others stand alone."""
    groups: dict[tuple[str, int], list[Leaf]] = {}
    for at, leaf in enumerate(leaves):
        alike = leaf.operator == operator
        groups.setdefault(
            (leaf.locator.rsplit("/", 1)[0] if alike else "", 0 if alike else at + 1), []
        ).append(leaf)
    return list(groups.values())


def _numbered(value: Mapping[str, Json]) -> Iterator[tuple[int, Element]]:
    """Yield the numbered entries in the order of their numbers."""
    keys = sorted((key for key in value if key.isdigit() and len(key) < 6), key=int)
    for at, key in enumerate(keys):
        entry = value[key]
        if isinstance(entry, dict):
            yield at, entry


def _all(parts: list[Condition]) -> Condition:
    """Join conditions; one that is there twice, as that a field is filled, says no more than once."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else All(found)


def _any(parts: Iterable[Condition]) -> Condition | None:
    found = list(parts)
    return (found[0] if len(found) == 1 else Any(tuple(found))) if found else None


def text_leaves(locator: str, condition: Condition) -> Tree:
    """Return a comparison with a text or number that is typed; an empty field fulfils none."""
    filled = Leaf(locator, "NotEmpty")
    if isinstance(condition, Answered):
        return filled
    if isinstance(condition, Compared):
        return Both((filled, Leaf(locator, OPERATORS[condition.operator], condition.value)))
    raise NotSaidError("it looks for a choice where there are none")
