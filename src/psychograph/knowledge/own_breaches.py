"""What must hold between the entries of a file of knowledge, and with what ships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psychograph.errors import Problem
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.evidence import best_grade, grade_in_words, sources_of
from psychograph.knowledge.lexicon import Lexicon
from psychograph.knowledge.rules import Grade
from psychograph.knowledge.schema import FactEntry, KnowledgeFile, RuleEntry
from psychograph.knowledge.told import ANSWER
from psychograph.quoting import did_you_mean
from psychograph.yaml_files.places import Path

ANY = "any"  # the construct of [any, always]
Breach = tuple[Path, Problem]


@dataclass(frozen=True)
class _Known:
    """Names that entries may refer to."""

    base: KnowledgeBase

    def construct(self, path: Path, name: str) -> Iterator[Breach]:
        if name not in self.base.constructs:
            mend = did_you_mean(name, self.base.constructs)
            yield _problem(
                path,
                f"the construct '{name}', which nobody knows",
                "a construct that ships or stands under `constructs` in this file",
                mend or "describe it under `constructs`: family, tokens, high and low",
            )

    def reference(self, path: Path, key: str) -> Iterator[Breach]:
        if key not in self.base.references:
            mend = did_you_mean(key, self.base.references)
            yield _problem(
                path,
                f"the reference '{key}', which nobody knows",
                "a reference that ships or stands under `references` in this file",
                mend or "describe it under `references`: citation, design, checked and finding",
            )


def _problem(path: Path, found: str, expected: str, mend: str) -> Breach:
    return path, Problem("", found, expected, mend)


def breaches(own: KnowledgeFile, merged: KnowledgeBase, base: KnowledgeBase) -> Iterator[Breach]:
    """Yield everything in a file that contradicts itself or names what nobody knows.

    Parameters
    ----------
    own : KnowledgeFile
        The file.
    merged, base : KnowledgeBase
        What is known with it, and without it.

    Yields
    ------
    tuple of (Path, Problem)
        The place, and what is wrong there; its `where` is for the caller to fill in.
    """
    known = _Known(merged)
    yield from _ids(own, base)
    for at, entry in enumerate(own.rules):
        yield from _rule_breaches(("rules", at), entry, known)
    for group in ("adjectives", "nouns"):
        for name in getattr(own.lexicon, group):
            yield from known.construct(("lexicon", group, name), name)
    yield from _blocked_words(own, merged.lexicon)
    for goal, told in own.goals.items():
        for name in told.weights:
            yield from known.construct(("goals", goal.value, "weights", name), name)
        yield from _placeholders(("goals", goal.value, "ask"), told.ask, ("product",))
    for name, table in own.facts.items():
        yield from _fact_breaches(("facts", name), table, known, new=name not in base.facts)
    yield from _clash_breaches(own, merged)


def _ids(own: KnowledgeFile, base: KnowledgeBase) -> Iterator[Breach]:
    shipped = {rule.id for rule in base.rules} | {entry.id for entry in base.clashes}
    sections = {"rules": [rule.id for rule in own.rules], "clashes": [entry.id for entry in own.clashes]}
    for section, ids in sections.items():
        for at, key in enumerate(ids):
            if key in ids[:at]:
                yield _problem(
                    (section, at, "id"),
                    f"the id {key} again, after entry {ids.index(key) + 1}",
                    "an id of its own for each",
                    "give one of the two another number",
                )
    given = {key for ids in sections.values() for key in ids}
    for at, key in enumerate(own.off):
        if key in given:
            yield _problem(
                ("off", at),
                f"{key}, which this file also describes",
                "either `off`, or an entry that overrides",
                f"take {key} out of one of the two",
            )
        elif key not in shipped:
            yield _problem(
                ("off", at),
                f"{key}, which no shipped rule or clash has",
                "the id of a shipped rule or clash",
                did_you_mean(key, shipped) or "`psychograph rules list` names them",
            )


def _rule_breaches(path: Path, entry: RuleEntry, known: _Known) -> Iterator[Breach]:
    for part in ("when", "also_any", "unless"):
        for at, condition in enumerate(getattr(entry, part)):
            if (condition[0], condition[1]) != (ANY, "always"):
                yield from known.construct((*path, part, at), str(condition[0]))
    if entry.unless_measured:
        yield from known.construct((*path, "unless_measured"), entry.unless_measured)
    for part in ("evidence", "against"):
        for at, key in enumerate(getattr(entry, part)):
            yield from known.reference((*path, part, at), key)
    if all(key in known.base.references for key in entry.evidence):
        yield from _grade(path, entry, known.base)
    if entry.asks and entry.asks not in known.base.facts:
        yield _problem(
            (*path, "asks"),
            f"the table '{entry.asks}', which nobody knows",
            "a table that ships or stands under `facts` in this file",
            did_you_mean(entry.asks, known.base.facts) or "describe it under `facts`",
        )
    for slot, phrase in entry.then.items():
        yield from _placeholders((*path, "then", slot.value), phrase, ("answer",) if entry.asks else ())


def _grade(path: Path, entry: RuleEntry, base: KnowledgeBase) -> Iterator[Breach]:
    sources = sources_of(entry.evidence, entry.asks, base)
    best = best_grade(sources)
    if Grade(entry.grade) < best:
        yield _problem(
            (*path, "grade"),
            f"grade {entry.grade} on {grade_in_words(sources)}",
            f"grade {best} at best",
            f"write grade: {best}, or name stronger evidence",
        )


def _placeholders(path: Path, text: str | None, allowed: Iterable[str]) -> Iterator[Breach]:
    """Yield what stands in braces and nobody fills, and braces that stand alone."""
    names = set(allowed)
    for piece in re.findall(r"\{[^{}]*\}|[{}]", text or ""):
        if piece[1:-1] not in names or len(piece) == 1:
            hint = "only a rule with `asks` has an {answer}" if piece == ANSWER else "write it without braces"
            yield _problem(path, f"{piece} in a text", "braces around what is filled in here, or none", hint)


def _blocked_words(own: KnowledgeFile, words: Lexicon) -> Iterator[Breach]:
    for group in ("adjectives", "nouns"):
        for name, ends in getattr(own.lexicon, group).items():
            for end in ("high", "low"):
                for at, word in enumerate(getattr(ends, end)):
                    found = words.blocked_words(word)
                    if found:
                        yield _problem(
                            ("lexicon", group, name, end, at),
                            f"'{word}', which is on the list of blocked words",
                            "a word that belittles nobody and tells nothing the law protects",
                            "name what these people prefer, not what they lack",
                        )


def _fact_breaches(path: Path, entry: FactEntry, known: _Known, *, new: bool) -> Iterator[Breach]:
    for part in ("by", "title", "says") if new else ():
        if getattr(entry, part) is None:
            yield _problem(
                path,
                f"no `{part}` in a new table",
                f"`{part}` for a table that does not ship",
                f"add {part}:",
            )
    if entry.by is not None:
        yield from known.construct((*path, "by"), entry.by)
    yield from _placeholders((*path, "says"), entry.says, ("share", "group", "answer"))
    for at, survey in enumerate(entry.surveys):
        yield from _placeholders((*path, "surveys", at, "says"), survey.says, ("share", "group", "answer"))
        yield from known.reference((*path, "surveys", at, "source"), survey.source)
        if survey.ended < survey.began:
            yield _problem(
                (*path, "surveys", at, "to"),
                f"{survey.ended}, before {survey.began}",
                "the last month of asking",
                "turn `from` and `to` round",
            )


def _clash_breaches(own: KnowledgeFile, merged: KnowledgeBase) -> Iterator[Breach]:
    lines = {f"{rule.id}.{slot}" for rule in merged.rules for slot, _ in rule.then}
    for at, entry in enumerate(own.clashes):
        for side, names in enumerate(entry.sides):
            for part, name in enumerate(names):
                if name not in lines and name.split(".")[0] not in own.off:
                    yield _problem(
                        ("clashes", at, "sides", side, part),
                        f"the line {name}, which no rule has",
                        "rule and slot, such as A05.timing",
                        did_you_mean(name, lines) or "`psychograph rules show A05` names the slots of a rule",
                    )
