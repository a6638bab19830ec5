"""Orders of chance: decided by SHA-256 of the case's seed and of names, so that anyone can recompute them.

The key of a thing is the SHA-256 of the UTF-8 text ``SEED|KIND|WHERE|WHAT``, in hexadecimal: SEED the number
of the case in decimal digits, KIND one of ``page``, ``choices`` and ``items``, WHERE the name of the page or
question, WHAT the name of the question or item, or the code of the choice. What is shuffled stands in the
ascending order of its keys. Choices that ask for a text, rule the others out or decline stay last, in the
order of the list. Nothing else is random, so that seed and questionnaire tell the order that anybody saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Item,
    Multiple,
    Question,
    Ranking,
    Single,
    choices_of,
)

T = TypeVar("T")
Kind = Literal["page", "choices", "items"]


def key_of(seed: int, kind: Kind, where: str, what: str) -> str:
    """Return the key by which a thing finds its place in an order of chance.

    Examples
    --------
    >>> key_of(7, "choices", "drinks", "tea")[:16]
    'a027d65197e1cf00'
    """
    return hashlib.sha256(f"{seed}|{kind}|{where}|{what}".encode()).hexdigest()


def in_order(
    things: Iterable[T], name_of: Callable[[T], str], *, seed: int, kind: Kind, where: str
) -> tuple[T, ...]:
    """Return things in the order of chance of a seed.

    Parameters
    ----------
    things : iterable
        In the order of the questionnaire.
    name_of : callable
        Returns the name or code of one.
    seed : int
        Of the case.
    kind, where : str
        What kind of things, and the name of the page or question they are of.
    """
    return tuple(sorted(things, key=lambda thing: key_of(seed, kind, where, name_of(thing))))


def choices_in_order(question: Question, seed: int) -> tuple[Choice, ...]:
    """Return the choices of a question as this case sees them; of a scale, those beside it.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> drinks = [Choice(name, Translated(name)) for name in ("tea", "coffee", "milk")]
    >>> listed = Single((*drinks, Choice("other", Translated("Other"), specify=True)), shuffled=True)
    >>> [one.code for one in choices_in_order(Question("drinks", Translated("Which?"), listed), seed=7)]
    ['coffee', 'tea', 'milk', 'other']
    """
    answer = question.answer
    choices = choices_of(answer)
    if not isinstance(answer, Single | Multiple | Ranking) or not answer.shuffled:
        return choices
    free = [one for one in choices if not stays_last(one)]
    shuffled = in_order(free, lambda one: one.code, seed=seed, kind="choices", where=question.name)
    return (*shuffled, *filter(stays_last, choices))


def stays_last(choice: Choice) -> bool:
    """Return whether a choice stands below the shuffled ones: other, none of these, prefer not to say."""
    return choice.specify or choice.exclusive or choice.declined


def items_in_order(question: Question, seed: int) -> tuple[Item, ...]:
    """Return the statements of a battery as this case sees them; of any other question none.

    Examples
    --------
    >>> from psychograph.instruments.answer_scale import AnswerScale
    >>> from psychograph.instruments.translated import Translated
    >>> items = tuple(Item(name, Translated(name)) for name in ("calm", "bold", "kind"))
    >>> asked = Question("you", Translated("Are you ..."), Battery(AnswerScale(1, 5), items, shuffled=True))
    >>> [item.name for item in items_in_order(asked, seed=7)]
    ['kind', 'calm', 'bold']
    """
    answer = question.answer
    if not isinstance(answer, Battery):
        return ()
    if not answer.shuffled:
        return answer.items
    return in_order(answer.items, lambda one: one.name, seed=seed, kind="items", where=question.name)
