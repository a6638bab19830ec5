"""Clashes: lines that contradict each other, what settles them, and the questions that stay open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from psychograph.knowledge.data_files import read_data
from psychograph.knowledge.rules import Advice, Basis, Rule, Slot
from psychograph.language.language import Language

HEAVIER = 1.5  # weight decides where one side is half as heavy again
SETTLERS = ("guard", "measured", "asset", "weight")
WARNINGS = frozenset({Slot.DONT, Slot.AVOID_CHANNEL})
UNSPOKEN = frozenset({Slot.KPI, Slot.NOTE, Slot.RISK, Slot.TEST})  # neither advised to people nor against


@dataclass(frozen=True)
class LineName:
    """A line of the rule base: rule and slot, written ``A05.timing``."""

    rule: str
    slot: Slot

    @classmethod
    def parse(cls, text: str) -> LineName:
        """Return the line that is written as ``A05.timing``.

        Raises
        ------
        ValueError
            Where there is no point, or no such slot.
        """
        rule, _, slot = text.partition(".")
        return cls(rule, Slot(slot))

    def names(self, line: Advice) -> bool:
        """Return whether this is the line, or one of those that were joined in it."""
        return line.slot is self.slot and self.rule in line.rules


@dataclass(frozen=True)
class Contradiction:
    """Two sides of which a campaign can take one.

    Parameters
    ----------
    id : str
        Such as ``"K01"``.
    sides : tuple of (tuple of LineName)
        Any line of the one against any line of the other.
    ask : str
        The question that a test would answer.
    settle : tuple of str
        What may decide, of `SETTLERS`, in this order.
    """

    id: str
    sides: tuple[tuple[LineName, ...], tuple[LineName, ...]]
    ask: str
    settle: tuple[str, ...] = SETTLERS


@dataclass(frozen=True)
class Clash:
    """Lines of advice that contradict each other.

    Parameters
    ----------
    slot : Slot
        What the first side is about.
    sides : tuple of Advice
        The heaviest line of each side.
    kept : Advice or None
        The line that stands; None where nothing settles it: the brief then asks the question and
        tests both.
    why : str
        What settled it, or the open question, as a sentence.
    """

    slot: Slot
    sides: tuple[Advice, ...]
    kept: Advice | None
    why: str


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Return the contradictions that ship with the product."""
    return tuple(contradiction(entry) for entry in read_data("rules")["clashes"])


def contradiction(entry: Mapping[str, object]) -> Contradiction:
    """Return the contradiction that an entry of a file declares."""
    first, second = (tuple(LineName.parse(text) for text in side) for side in entry["sides"])  # type: ignore[attr-defined]
    settle = entry.get("settle") or SETTLERS
    return Contradiction(str(entry["id"]), (first, second), str(entry["ask"]), tuple(settle))  # type: ignore[arg-type]


def settle(
    advice: Sequence[Advice],
    known: Iterable[Contradiction],
    rules: Mapping[str, Rule],
    language: Language,
) -> tuple[tuple[Advice, ...], tuple[Clash, ...]]:
    """Take out lines that lost to others, and lines of which nobody knows which is right.

    Parameters
    ----------
    advice : sequence of Advice
        Everything the rules say of a segment.
    known : iterable of Contradiction
        What contradicts what. The same phrase advised and warned of is one without being declared.
    rules : mapping of str to Rule
        The rules by id.
    language : Language
        What reasons are written in.

    Returns
    -------
    tuple of Advice
        What is left, in the same order.
    tuple of Clash
        What was settled, and what stays open.
    """
    left = list(advice)
    clashes = []
    for entry in (*known, *_said_and_warned_of(left)):
        first, second = ([line for line in left if _in(line, side)] for side in entry.sides)
        if not (first and second):
            continue
        kept, why = _winner(entry, first, second, rules)
        clashes.append(_clash(entry, first, second, kept, why, language))
        lost = [line for side in (first, second) if side is not kept for line in side]
        left = [line for line in left if line not in lost]
    return tuple(left), tuple(clashes)


def _in(line: Advice, side: Iterable[LineName]) -> bool:
    return any(name.names(line) for name in side)


def _said_and_warned_of(advice: Iterable[Advice]) -> Iterator[Contradiction]:
    """Yield a contradiction for every phrase that is both advised and warned of."""
    lines = [line for line in advice if line.slot not in UNSPOKEN]
    advised: dict[str, list[Advice]] = {}  # by phrase: users may bring thousands of rules
    for line in lines:
        if line.slot not in WARNINGS:
            advised.setdefault(line.phrase.casefold(), []).append(line)
    for warning in (line for line in lines if line.slot in WARNINGS):
        for line in advised.get(warning.phrase.casefold(), ()):
            sides = tuple(tuple(LineName(rule, one.slot) for rule in one.rules) for one in (line, warning))
            yield Contradiction("", (sides[0], sides[1]), "")


def _winner(
    entry: Contradiction, first: list[Advice], second: list[Advice], rules: Mapping[str, Rule]
) -> tuple[list[Advice] | None, str]:
    """Return the side that stands and what decided; None and nothing where it stays open."""
    tests: dict[str, Callable[[Advice], bool]] = {
        "guard": lambda line: any(line.slot in rules[rule].protects for rule in line.rules if rule in rules),
        "measured": lambda line: line.basis is Basis.MEASURED,
        "asset": lambda line: any(rules[rule].needs for rule in line.rules if rule in rules),
    }
    for by in entry.settle:
        if by == "weight":
            one, other = (max(line.weight for line in side) for side in (first, second))
            if max(one, other) >= HEAVIER * min(one, other):
                return (first if one > other else second), by
            continue
        one_has, other_has = (any(map(tests[by], side)) for side in (first, second))
        if one_has != other_has:
            return (first if one_has else second), by
    return None, ""


def _clash(
    entry: Contradiction,
    first: list[Advice],
    second: list[Advice],
    kept: list[Advice] | None,
    why: str,
    language: Language,
) -> Clash:
    one, other = first[0], second[0]
    if kept is None:
        ask = entry.ask or language.say("clash-same-phrase", phrase=one.phrase)
        return Clash(one.slot, (one, other), None, language.say("clash-open", question=ask))
    dropped = other if kept is first else one
    reason = language.say(f"clash-by-{why}", kept=_said(kept[0], language), dropped=_said(dropped, language))
    return Clash(one.slot, (one, other), kept[0], reason)


def _said(line: Advice, language: Language) -> str:
    """Return a line so that a warning reads as one."""
    return language.say("clash-avoid", phrase=line.phrase) if line.slot in WARNINGS else line.phrase
