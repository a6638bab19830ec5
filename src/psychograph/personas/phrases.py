"""Phrases: what the people of a segment are or do, to follow "they", from one attribute each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.personas.statement import Statement
from psychograph.personas.wording import in_quotes, join_words
from psychograph.profiling.profile import AttributeProfile

YES_OR_NO = Scale(0, 1)
CODE = re.compile(r"[A-Za-z]{0,4}[_.-]?\d+([_.-]?[A-Za-z0-9]{1,3})*")  # Q12, m4, v_3a


class PhraseKind(StrEnum):
    """How a phrase is made, which says which of them can be told in one breath."""

    POLE = "pole"  # an end of a construct: a phrase of the knowledge base
    AGREE = "agree"
    DISAGREE = "disagree"
    HIGH = "high"
    LOW = "low"
    YES = "yes"
    NO = "no"
    ANSWER = "answer"  # one of several categories


class Group(StrEnum):
    """What a claim is to the segment, which says where it is told."""

    HEADLINE = "headline"
    SECONDARY = "secondary"
    SHARED = "shared"  # with everybody else who was asked
    ASIDE = "aside"  # true of most, like everybody else's, and told only where a campaign needs it
    AVERAGE = "average"  # sets the mean apart, but is true of too few members to be said of them


@dataclass(frozen=True)
class Phrase:
    """What is said of one attribute.

    Parameters
    ----------
    kind : PhraseKind
        How it is made.
    text : str
        The phrase itself, of a pole; else the question, in quotes, that was agreed to and so on.
    answer : str
        The category, in quotes, where it is one of several.
    """

    kind: PhraseKind
    text: str
    answer: str = ""


@dataclass(frozen=True)
class Claim:
    """A measured statement, the phrase it makes in a sentence, and its place in the whole.

    Parameters
    ----------
    statement : Statement
        The statement.
    phrase : Phrase
        What it says of them.
    group : Group
        What it is to the segment.
    salience : float
        How much it characterises them, 0 to 1.
    effect : float
        Absolute effect size against everyone else: Hedges' g, or Cohen's h.
    fit_share : float
        Share of the members of whom it is true, 0 to 1, by weight where there are weights.
    label : str
        The attribute, in quotes.
    others : str
        Share of everybody else, in words, of an answer in categories; empty where it may not be shown.
    """

    statement: Statement
    phrase: Phrase
    group: Group
    salience: float
    effect: float
    fit_share: float
    label: str
    others: str = ""


def yes_or_no(scale: Scale | None) -> bool:
    """Return whether an attribute was answered with yes or no, so that its mean is a share."""
    return scale == YES_OR_NO


def label_of(attribute: str, question: str, language: Language) -> str:
    """Return an attribute as charts and tables name it, in quotes; its question where the name is a code."""
    coded = CODE.fullmatch(attribute) and question.strip()
    return in_quotes(question if coded else readable(attribute), language)


def phrase_of(attribute: AttributeProfile, match: ConstructMatch, language: Language) -> Phrase:
    """Return what people on the segment's side of an attribute are or do.

    The end of a construct where the attribute measures one. Else the question: a statement is agreed
    to or not, a question with yes or no says so, and of anything else people score high or low.
    """
    high = attribute.position > 0
    if match.construct is not None and match.construct.high:
        pole = match.construct.high if high is not match.reversed else match.construct.low
        return Phrase(PhraseKind.POLE, pole)
    asked = in_quotes(attribute.question or readable(attribute.name), language)
    if yes_or_no(attribute.scale):
        return Phrase(PhraseKind.YES if high else PhraseKind.NO, asked)
    if attribute.question and attribute.scale and not attribute.question.rstrip().endswith("?"):
        return Phrase(PhraseKind.AGREE if high else PhraseKind.DISAGREE, asked)
    return Phrase(
        PhraseKind.HIGH if high else PhraseKind.LOW, label_of(attribute.name, attribute.question, language)
    )


def said(phrases: Iterable[Phrase], language: Language) -> list[str]:
    """Return phrases as clauses to follow "they"; those of one kind are told in one.

    Examples
    --------
    Three phrases, "are warm", agreement to “I save” and agreement to “I plan”, give two clauses:
    "are warm" and "agree with “I save” and “I plan”".
    """
    together: dict[tuple[PhraseKind, str], list[str]] = {}
    for number, phrase in enumerate(phrases):
        if phrase.kind is PhraseKind.POLE:
            together[phrase.kind, str(number)] = [phrase.text]
        else:
            together.setdefault((phrase.kind, phrase.answer), []).append(phrase.text)
    return [_clause(kind, answer, texts, language) for (kind, answer), texts in together.items()]


def clause_of(phrase: Phrase, language: Language) -> str:
    """Return one phrase as a clause to follow "they"."""
    return said([phrase], language)[0]


def counted(phrase: Phrase, language: Language) -> str:
    """Return one phrase to follow a count, such as "11 of 12"."""
    if phrase.kind is PhraseKind.POLE:
        return phrase.text
    return _say(f"persona-counted-{phrase.kind.value}", phrase.answer, phrase.text, language)


def _clause(kind: PhraseKind, answer: str, texts: Sequence[str], language: Language) -> str:
    if kind is PhraseKind.POLE:
        return texts[0]
    return _say(f"persona-phrase-{kind.value}", answer, join_words(texts, language=language), language)


def _say(key: str, answer: str, items: str, language: Language) -> str:
    return language.say(key, answer=answer, items=items) if answer else language.say(key, items=items)
