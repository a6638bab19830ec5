"""Your own knowledge: a file beside study.yaml that adds to what ships, overrides it or switches it off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from psychograph.errors import PsychographError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.clashes import Contradiction, contradiction
from psychograph.knowledge.constructs import construct_of
from psychograph.knowledge.facts import FactTable, table_of
from psychograph.knowledge.lexicon import Lexicon, Pole
from psychograph.knowledge.own_breaches import breaches
from psychograph.knowledge.references import reference_of
from psychograph.knowledge.rules import GoalKnowledge, Rule, rule_of
from psychograph.knowledge.schema import FactEntry, GoalEntry, KnowledgeFile, LexiconEntry
from psychograph.knowledge.schema_words import problems_of
from psychograph.knowledge.user_files import text_of_file
from psychograph.yaml_files.reading import FileKind, read_tree

LARGEST = 5_000_000  # bytes
Named = TypeVar("Named", Rule, Contradiction)


class KnowledgeError(PsychographError):
    """A file of knowledge cannot be used as it is."""


KNOWLEDGE_FILE = FileKind(
    noun="a file of your own rules",
    holds="keys such as `rules:`, with a colon and a space after each",
    example="rules:",
    start="`psychograph schema knowledge` describes what the file holds",
    described="`psychograph schema knowledge` describes what the file holds",
    error=KnowledgeError,
)


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
    mend = "check `knowledge:` in study.yaml; the file stands beside it"
    text = text_of_file(
        path, most=LARGEST, error=KnowledgeError, expected="a file of your own rules", mend=mend
    )
    return parse_knowledge(text, path.name, base)


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
    tree, found = read_tree(text, name, KNOWLEDGE_FILE)
    problems = list(found)
    try:
        own = KnowledgeFile.model_validate(tree.data)
    except ValidationError as reason:
        problems += [(tree.line(path), problem) for path, problem in problems_of(reason, tree)]
        raise KnowledgeError(*(problem for _, problem in sorted(problems, key=lambda one: one[0]))) from None
    merged = _merged(base, own)
    problems += [
        (tree.line(path), replace(p, where=tree.where(path))) for path, p in breaches(own, merged, base)
    ]
    KnowledgeError.collect(problem for _, problem in sorted(problems, key=lambda one: one[0]))
    return merged


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
