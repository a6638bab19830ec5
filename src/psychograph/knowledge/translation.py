"""Other languages: the texts of the knowledge base by key, a file to translate, and reading one back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import babel

from psychograph.errors import Problem, PsychographError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.catalogue import (
    PLACEHOLDER,
    Checked,
    Entry,
    check_catalogue,
    entries,
    fallback,
    replace_messages,
    shipped_entries,
    shipped_texts,
    text_of,
    written,
)
from psychograph.knowledge.catalogue_links import too_deep
from psychograph.knowledge.clashes import Contradiction
from psychograph.knowledge.constructs import Construct, Unknown
from psychograph.knowledge.facts import FactTable
from psychograph.knowledge.lexicon import Lexicon, Pole, pluralise
from psychograph.knowledge.rules import GoalKnowledge, Rule
from psychograph.knowledge.user_files import text_of_file
from psychograph.language.language import Language, of_texts
from psychograph.language.language import language as shipped_language

LARGEST = 1_000_000  # bytes: ten times the whole template
CODE = re.compile(r"^#\s*language:\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*$", re.MULTILINE)
HEAD = """# language: {code}
# A translation of Psychograph: every text of personas, targets, briefs and cards.
# Write the code of your language above (de, pt-BR), translate what stands right of each =, and name this file
# in study.yaml: `language: {code}.ftl`. Keep { $names } as they are; they may move. Take out what you do not
# translate: English stands in. `psychograph language check` says what is missing or wrong.
"""
Say = Callable[[str, str, str], str]  # key, English text, context for translators -> text


class LanguageError(PsychographError):
    """A translation cannot be used as it is."""


@dataclass(frozen=True)
class Reading:
    """A language from a file, and what the file lacks."""

    language: Language
    checked: Checked


def translated(base: KnowledgeBase, language: Language) -> KnowledgeBase:
    """Return a knowledge base with its texts in another language, where the language has them.

    Parameters
    ----------
    base : KnowledgeBase
        Rules, constructs, words, goals, tables of figures.
    language : Language
        Texts by key: ``rule-P01-motive``, ``construct-val-tradition-high``, ``goal-launch-new-ask``,
        ``noun-pioneer``.

    Examples
    --------
    >>> from psychograph.knowledge.base import shipped
    >>> from psychograph.language.language import of_texts
    >>> german = of_texts("de", ["rule-P01-motive = Ideen entdecken"])
    >>> base = translated(shipped(), german)
    >>> dict(base.rules[0].then)["motive"]
    'Ideen entdecken'
    """

    def say(key: str, text: str, _comment: str) -> str:
        if not language.knows(key):
            return text
        try:
            return language.say(key, **{name: f"{{{name}}}" for name in PLACEHOLDER.findall(text)})
        except KeyError:  # a message that cannot be said of what is given
            return text

    return replace(_walked(base, say), language=language)


def texts_of(base: KnowledgeBase) -> Mapping[str, Entry]:
    """Return the texts of a knowledge base as messages, by key, with comments for translators."""
    found: dict[str, Entry] = {}

    def collect(key: str, text: str, comment: str) -> str:
        if text:
            found.setdefault(key, text_of(key, text, comment))
        return text

    _walked(base, collect)
    return found


def template(base: KnowledgeBase, language: Language | None = None, source: str = "") -> str:
    """Return a file to translate: every key, in English, with what a translator must know.

    Parameters
    ----------
    base : KnowledgeBase
        Whose texts follow those of the catalogues.
    language : Language, optional
        The language it is for; its code is written at the top.
    source : str, optional
        An older translation: what it has stays as it is.
    """
    kept = {entry.key: entry.source for entry in entries(source)}
    code = language.code if language is not None else _code(source) or "xx"
    parts = [HEAD.replace("{code}", code)]
    for name, text in shipped_texts().items():
        parts.append(f"### {name.removesuffix('.ftl').capitalize()}\n\n" + replace_messages(text, kept))
    parts.append("### Knowledge: rules, constructs, words, goals and figures\n")
    for key, entry in texts_of(base).items():
        parts.append(written(entry, kept.get(key)) + "\n")
    return "\n".join(parts)


def read_language(path: Path, base: KnowledgeBase) -> Reading:
    """Read a translation; English stands in for what it lacks.

    Parameters
    ----------
    path : Path
        A catalogue; its code stands in a comment ``# language: de``, or else is its file name.
    base : KnowledgeBase
        Whose texts it may translate besides those of the catalogues.

    Returns
    -------
    Reading
        The language, and which texts are in English.

    Raises
    ------
    LanguageError
        With everything that keeps it from being used: text that cannot be read, variables that nobody
        gives, keys twice, a code that is no language.
    """
    text = source_of(path)
    known = {**shipped_entries(), **texts_of(base)}
    checked = check_catalogue(text, path.name, known)
    code = (_code(text) or path.stem).replace("_", "-")
    try:
        babel.Locale.parse(code, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        raise LanguageError(*checked.problems, _no_language(path, code)) from None
    LanguageError.collect(checked.problems)
    # Knowledge texts stay out: where the translation lacks them, the base has its own.
    english = fallback(shipped_entries(), {entry.key for entry in entries(text)})
    return Reading(of_texts(code, [text, english], spare=shipped_language()), checked)


def _code(text: str) -> str | None:
    found = CODE.search(text)
    return found.group(1) if found else None


def source_of(path: Path) -> str:
    """Return the text of a translation.

    Raises
    ------
    LanguageError
        Where it cannot be read.
    """
    mend = "check the name and the folder; `psychograph language template > de.ftl` writes one"
    text = text_of_file(path, most=LARGEST, error=LanguageError, expected="a catalogue (.ftl)", mend=mend)
    deep = too_deep(text)
    if deep is not None:
        mend = "look for a long run of {, and take it out"
        where = f"{path.name}, line {deep}"
        raise LanguageError(Problem(where, "braces in braces beyond reason", "{ $name } in a text", mend))
    return text


def _no_language(path: Path, code: str) -> Problem:
    return Problem(
        where=path.name,
        found=f"no language of the code '{code}'",
        expected="a code such as de, fr or pt-BR",
        mend="write `# language: de` in the first line",
    )


def _key(*parts: str) -> str:
    """Return a key of parts: letters, digits and hyphens.

    Examples
    --------
    >>> _key("construct", "val.cause_expectation", "high")
    'construct-val-cause-expectation-high'
    """
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in parts)


def _word_key(kind: str, word: str) -> str:
    return _key(kind, word.lower())


def _walked(base: KnowledgeBase, say: Say) -> KnowledgeBase:
    """Return a base with every text put through `say`, which is told key, text and context."""
    return replace(
        base,
        constructs={name: _construct(entry, say) for name, entry in base.constructs.items()},
        unknowns=tuple(_unknown(entry, say) for entry in base.unknowns),
        lexicon=_lexicon(base.lexicon, say),
        rules=tuple(_rule(rule, say) for rule in base.rules),
        goals={name: _goal(name, entry, say) for name, entry in base.goals.items()},
        clashes=tuple(_clash(entry, say) for entry in base.clashes),
        facts={name: _table(entry, say) for name, entry in base.facts.items()},
    )


def _construct(entry: Construct, say: Say) -> Construct:
    what = f"Follows 'they': people who are {{}} on {entry.name}"
    return replace(
        entry,
        high=say(_key("construct", entry.name, "high"), entry.high, what.format("high")),
        low=say(_key("construct", entry.name, "low"), entry.low, what.format("low")),
    )


def _unknown(entry: Unknown, say: Say) -> Unknown:
    key = _key("unknown", min(entry.constructs))
    return replace(entry, question=say(key, entry.question, "What the survey did not ask, as a clause"))


def _lexicon(words: Lexicon, say: Say) -> Lexicon:
    def adjective(word: str, about: str) -> str:
        return say(_word_key("adjective", word), word, f"Adjective of a persona's name: {about}")

    def noun(word: str, about: str) -> str:
        return say(_word_key("noun", word), word, f"Noun of a persona's name, singular: {about}")

    def poles(
        found: Mapping[Pole, tuple[str, ...]], put: Callable[[str, str], str]
    ) -> dict[Pole, tuple[str, ...]]:
        return {
            pole: tuple(put(w, f"{pole.construct} {pole.end}") for w in own) for pole, own in found.items()
        }

    named = replace(
        words,
        adjectives=poles(words.adjectives, adjective),
        nouns=poles(words.nouns, noun),
        pair_adjectives=tuple(
            replace(p, word=adjective(p.word, "two together")) for p in words.pair_adjectives
        ),
        pair_nouns=tuple(replace(p, word=noun(p.word, "two together")) for p in words.pair_nouns),
        fallback_adjectives=tuple(adjective(w, "nothing stands out") for w in words.fallback_adjectives),
        fallback_nouns=tuple(noun(w, "nothing stands out") for w in words.fallback_nouns),
        plain_nouns=tuple(noun(w, "any people") for w in words.plain_nouns),
        apart=frozenset((adjective(one, ""), noun(other, "")) for one, other in sorted(words.apart)),
    )
    plurals = {
        adjective(word, ""): say(_word_key("adjective", word) + "-plural", word, "The same, in a plural name")
        for word in words.adjective_words()
    } | {
        noun(word, ""): say(_word_key("noun", word) + "-plural", pluralise(word), "The same, in plural")
        for word in words.noun_words()
    }
    return replace(named, plurals=plurals)


def _rule(rule: Rule, say: Say) -> Rule:
    when = ", ".join(f"{c.construct} {c.level}" for c in (*rule.when, *rule.also_any))
    then = tuple(
        (
            slot,
            say(_key("rule", rule.id, slot), phrase, f"{slot.replace('_', ' ').capitalize()}, where {when}"),
        )
        for slot, phrase in rule.then
    )
    return replace(rule, then=then)


def _goal(name: str, entry: GoalKnowledge, say: Say) -> GoalKnowledge:
    return replace(
        entry,
        ask=say(_key("goal", name, "ask"), entry.ask, f"Goal {name}: what people are asked to do"),
        measure=say(
            _key("goal", name, "measure"), entry.measure, f"Goal {name}: what tells whether they did"
        ),
    )


def _clash(entry: Contradiction, say: Say) -> Contradiction:
    return replace(
        entry, ask=say(_key("clash", entry.id, "ask"), entry.ask, "A question that a test answers")
    )


def _table(entry: FactTable, say: Say) -> FactTable:
    about = f"Figures on {entry.title}"
    surveys = tuple(
        replace(one, says=say(_key("fact", entry.name, one.source, "says"), one.says, about))
        if one.says
        else one
        for one in entry.surveys
    )
    return replace(
        entry,
        surveys=surveys,
        title=say(_key("fact", entry.name, "title"), entry.title, "What figures are on"),
        says=say(_key("fact", entry.name, "says"), entry.says, about),
        answers={
            k: say(_key("fact", entry.name, "answer", k), text, about) for k, text in entry.answers.items()
        },
        names={k: say(_key("fact", entry.name, "group", k), text, about) for k, text in entry.names.items()},
    )
