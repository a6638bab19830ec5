"""Your own knowledge: a file beside study.yaml that adds to what ships, overrides it or switches it off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from psychograph.errors import Problem, PsychographError, StudyError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.clashes import Contradiction, contradiction
from psychograph.knowledge.constructs import construct_of
from psychograph.knowledge.evidence import best_grade, grade_in_words
from psychograph.knowledge.facts import FactTable, table_of
from psychograph.knowledge.lexicon import Lexicon, Pole
from psychograph.knowledge.references import Reference, reference_of
from psychograph.knowledge.rules import GoalKnowledge, Grade, Rule, rule_of
from psychograph.knowledge.schema import FactEntry, GoalEntry, KnowledgeFile, LexiconEntry, RuleEntry
from psychograph.knowledge.schema_words import problems_of
from psychograph.knowledge.told import ANSWER
from psychograph.named_files import read_file
from psychograph.quoting import did_you_mean
from psychograph.study.places import Path
from psychograph.study.reading import read_tree

LARGEST = 5_000_000  # bytes
Named = TypeVar("Named", Rule, Contradiction)
ANY = "any"  # the construct of [any, always]


class KnowledgeError(PsychographError):
    """A file of knowledge cannot be used as it is."""


def own_knowledge(path: FilePath, base: KnowledgeBase) -> KnowledgeBase:
    """Return a knowledge base with a user's own file laid over it.

    Parameters
    ----------
    path : Path
        A YAML file: rules, off, references, constructs, lexicon, goals, facts, clashes.
    base : KnowledgeBase
        What it adds to, or overrides by id.

    Returns
    -------
    KnowledgeBase
        Overriding rules stand where the shipped ones stood; further ones come last.

    Raises
    ------
    KnowledgeError
        With every problem of the file, each with its line: what cannot be read, unknown keys, slots,
        constructs, references, rules and tables, ids given twice, grades better than their evidence.
    """
    return parse_knowledge(_text(path), path.name, base)


def parse_knowledge(text: str, name: str, base: KnowledgeBase) -> KnowledgeBase:
    """Return a knowledge base with the text of a user's file laid over it; see `own_knowledge`.

    Examples
    --------
    >>> from psychograph.knowledge.base import shipped
    >>> base = parse_knowledge('''
    ... off: [P08]
    ... rules:
    ...   - id: OUR1
    ...     when: [[val.tradition, high]]
    ...     then: {frame: made here since 1923}
    ... ''', "our_rules.yaml", shipped())
    >>> base.rules[-1].id, str(base.rules[-1].grade), len(shipped().rules) - len(base.rules)
    ('OUR1', 'D', 0)
    """
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return base
    try:
        tree, found = read_tree(text, name)
    except StudyError as reason:
        raise KnowledgeError(*(_not_a_study(problem) for problem in reason.problems)) from None
    problems = list(found)
    try:
        own = KnowledgeFile.model_validate(tree.data)
    except ValidationError as reason:
        problems += [(tree.line(path), problem) for path, problem in problems_of(reason, tree)]
        raise KnowledgeError(*(problem for _, problem in sorted(problems, key=lambda one: one[0]))) from None
    merged = _merged(base, own)
    problems += [
        (tree.line(path), replace(p, where=tree.where(path))) for path, p in _breaches(own, merged, base)
    ]
    KnowledgeError.collect(problem for _, problem in sorted(problems, key=lambda one: one[0]))
    return merged


def _text(path: FilePath) -> str:
    try:
        return read_file(path, most=LARGEST).decode("utf-8-sig")
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        mend = "check `knowledge:` in study.yaml; the file stands beside it"
        raise KnowledgeError(Problem(str(path), found, "a file of your own rules", mend)) from None
    except UnicodeDecodeError:
        mend = "open the file in a text editor and save it with the encoding UTF-8"
        raise KnowledgeError(Problem(path.name, "bytes that are not UTF-8", "text in UTF-8", mend)) from None


def _not_a_study(problem: Problem) -> Problem:
    """Return a problem of YAML in words that do not speak of a study file."""
    if problem.expected.startswith(("lines such as", "a study")):
        return replace(
            problem,
            expected="keys such as `rules:`, with a colon and a space after each",
            mend="`psychograph schema knowledge` describes what the file holds",
        )
    return problem


# ---- laying one over the other


def _merged(base: KnowledgeBase, own: KnowledgeFile) -> KnowledgeBase:
    """Return the base with the file laid over it."""
    return replace(
        base,
        constructs={**base.constructs, **{n: construct_of(n, _plain(e)) for n, e in own.constructs.items()}},
        lexicon=_lexicon(base.lexicon, own.lexicon),
        rules=_overridden(base.rules, [rule_of(_plain(entry)) for entry in own.rules], own.off),
        goals={
            **base.goals,
            **{goal.value: _goal(base, goal.value, entry) for goal, entry in own.goals.items()},
        },
        references={**base.references, **{k: reference_of(k, _plain(e)) for k, e in own.references.items()}},
        clashes=_overridden(base.clashes, [contradiction(_plain(entry)) for entry in own.clashes], own.off),
        facts={**base.facts, **{name: _table(base, name, entry) for name, entry in own.facts.items()}},
    )


def _plain(entry: BaseModel, *, given_only: bool = False) -> dict[str, Any]:
    """Return an entry as a shipped file would hold it."""
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=given_only)


def _overridden(shipped: Iterable[Named], own: Iterable[Named], off: Iterable[str]) -> tuple[Named, ...]:
    by_id = {one.id: one for one in shipped} | {one.id: one for one in own}
    return tuple(one for key, one in by_id.items() if key not in set(off))


def _goal(base: KnowledgeBase, name: str, entry: GoalEntry) -> GoalKnowledge:
    known = base.goals[name]
    return replace(
        known,
        ask=entry.ask or known.ask,
        measure=entry.measure or known.measure,
        weights={**known.weights, **entry.weights},
    )


def _lexicon(words: Lexicon, own: LexiconEntry) -> Lexicon:
    def laid(
        shipped: Mapping[Pole, tuple[str, ...]], given: Mapping[str, object]
    ) -> dict[Pole, tuple[str, ...]]:
        added = {
            Pole(construct, end): getattr(ends, end)
            for construct, ends in given.items()
            for end in ("high", "low")
            if getattr(ends, end)
        }
        return {
            **shipped,
            **{p: tuple(dict.fromkeys((*new, *shipped.get(p, ())))) for p, new in added.items()},
        }

    return replace(
        words,
        adjectives=laid(words.adjectives, own.adjectives),
        nouns=laid(words.nouns, own.nouns),
        blocked=words.blocked | {word.lower() for word in own.blocked},
    )


def _table(base: KnowledgeBase, name: str, entry: FactEntry) -> FactTable:
    """Return a table; for one that ships, its surveys besides those it has."""
    known = base.facts.get(name)
    written = _plain(entry, given_only=True)
    if known is None:
        return table_of(name, {"by": "", "title": name.replace("_", " "), "says": "{share}", **written})
    whole = {
        "by": known.by,
        "title": known.title,
        "says": known.says,
        "least": known.least,
        "most": known.most,
    }
    laid = table_of(name, {**whole, **written})
    return replace(
        laid,
        surveys=(*known.surveys, *laid.surveys),
        answers={**known.answers, **laid.answers},
        names={**known.names, **laid.names},
    )


# ---- what must hold between entries


@dataclass(frozen=True)
class _Known:
    """Names that entries may refer to."""

    base: KnowledgeBase

    def construct(self, path: Path, name: str) -> Iterator[tuple[Path, Problem]]:
        if name not in self.base.constructs:
            mend = did_you_mean(name, self.base.constructs)
            yield _problem(
                path,
                f"the construct '{name}', which nobody knows",
                "a construct that ships or stands under `constructs` in this file",
                mend or "describe it under `constructs`: family, tokens, high and low",
            )

    def reference(self, path: Path, key: str) -> Iterator[tuple[Path, Problem]]:
        if key not in self.base.references:
            mend = did_you_mean(key, self.base.references)
            yield _problem(
                path,
                f"the reference '{key}', which nobody knows",
                "a reference that ships or stands under `references` in this file",
                mend or "describe it under `references`: citation, design, checked and finding",
            )


def _problem(path: Path, found: str, expected: str, mend: str) -> tuple[Path, Problem]:
    return path, Problem("", found, expected, mend)


def _breaches(
    own: KnowledgeFile, merged: KnowledgeBase, base: KnowledgeBase
) -> Iterator[tuple[Path, Problem]]:
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


def _ids(own: KnowledgeFile, base: KnowledgeBase) -> Iterator[tuple[Path, Problem]]:
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


def _rule_breaches(path: Path, entry: RuleEntry, known: _Known) -> Iterator[tuple[Path, Problem]]:
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


def _grade(path: Path, entry: RuleEntry, base: KnowledgeBase) -> Iterator[tuple[Path, Problem]]:
    sources = [base.references[key] for key in entry.evidence]
    if entry.asks in base.facts:
        told = {survey.source for survey in base.facts[entry.asks].surveys}  # type: ignore[index]
        sources += [base.references[key] for key in sorted(told) if key in base.references]
    best = best_grade(sources)
    if Grade(entry.grade) < best:
        yield _problem(
            (*path, "grade"),
            f"grade {entry.grade} on {grade_in_words(sources)}",
            f"grade {best} at best",
            f"write grade: {best}, or name stronger evidence",
        )


def _placeholders(path: Path, text: str | None, allowed: Iterable[str]) -> Iterator[tuple[Path, Problem]]:
    """Yield what stands in braces and nobody fills, and braces that stand alone."""
    names = set(allowed)
    for piece in re.findall(r"\{[^{}]*\}|[{}]", text or ""):
        if piece[1:-1] not in names or len(piece) == 1:
            hint = "only a rule with `asks` has an {answer}" if piece == ANSWER else "write it without braces"
            yield _problem(path, f"{piece} in a text", "braces around what is filled in here, or none", hint)


def _blocked_words(own: KnowledgeFile, words: Lexicon) -> Iterator[tuple[Path, Problem]]:
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


def _fact_breaches(
    path: Path, entry: FactEntry, known: _Known, *, new: bool
) -> Iterator[tuple[Path, Problem]]:
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


def _clash_breaches(own: KnowledgeFile, merged: KnowledgeBase) -> Iterator[tuple[Path, Problem]]:
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


def sources_of(rule: Rule, base: KnowledgeBase) -> tuple[Reference, ...]:
    """Return the references a rule rests on, those of the figures it asks for among them."""
    keys = list(rule.evidence)
    if rule.asks in base.facts:
        keys += [survey.source for survey in base.facts[rule.asks].surveys]
    return tuple(base.references[key] for key in dict.fromkeys(keys) if key in base.references)
