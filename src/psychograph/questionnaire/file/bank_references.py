"""Questions of the bank as a file asks for them, with what it overrides."""

from __future__ import annotations

from dataclasses import replace

from psychograph.questionnaire.bank import BANK, BankQuestion, bank
from psychograph.questionnaire.file.questions import PACK_LANGUAGE, choices_of, item_of
from psychograph.questionnaire.file.schema import StandardEntry
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Multiple,
    Number,
    Postcode,
    Question,
    Ranking,
    Rating,
    Single,
)
from psychograph.questionnaire.structure.breach import Breach, RefusedError
from psychograph.quoting import did_you_mean, shortened

CHOSEN = (Single, Multiple, Ranking)
# Which kinds of answers have what a file may override.
OVERRIDES: dict[str, tuple[type, ...]] = {
    "choices": CHOSEN,
    "limits": (Number,),
    "unit": (Number,),
    "country": (Postcode,),
    "items": (Battery,),
    "shuffle": (*CHOSEN, Battery),
}
__all__ = ["BANK", "standard_question"]


def standard_question(entry: StandardEntry, language: str, *, unfilled: bool = False) -> Question:
    """Return a question of the bank, with what the file says besides.

    Parameters
    ----------
    entry : StandardEntry
        What the file says.
    language : str
        Language of the file; the bank is in English.
    unfilled : bool
        Whether places that wait for words of the user's own may stay.

    Raises
    ------
    RefusedError
        Where the bank has no such question, where what is given does not belong to it, where something
        has to be filled in, or where the language of the file is another and words are missing.
    """
    known = bank().get(entry.standard)
    if known is None:
        raise RefusedError(_nobody(entry.standard))
    question = known.question
    breaches = [
        Breach(
            (key,),
            "",
            f"`{key}`, which {known.reference} does not have",
            "only what belongs to this question",
            f"take it out, or write a question of your own instead of {known.reference}",
        )
        for key, kinds in OVERRIDES.items()
        if getattr(entry, key) not in (None, "")
        and getattr(entry, key)
        and not isinstance(question.answer, kinds)
    ]
    if known.fill_in and not getattr(entry, known.fill_in) and not unfilled:
        breaches.append(_unfilled(known))
    if language != PACK_LANGUAGE and not _in_own_words(entry, question.answer):
        breaches.append(_foreign(known, language))
    if breaches:
        raise RefusedError(*breaches)
    return replace(
        question,
        name=entry.name or question.name,
        text=entry.ask or question.text,
        help=entry.help or question.help,
        required=entry.required,
        shown_if=entry.show_if,
        attribute=entry.attribute or question.attribute,
        answer=_answer(entry, question.answer, entry.name or question.name),
    )


def _answer(entry: StandardEntry, answer: Answer, name: str) -> Answer:
    """Return the answer of a bank question with what the file gives; answers that are none stay."""
    if isinstance(answer, CHOSEN):
        if entry.choices is not None:
            declined = (choice for choice in answer.choices if choice.declined)
            answer = replace(answer, choices=(*choices_of(entry.choices), *declined))
        return answer if entry.shuffle is None else replace(answer, shuffled=entry.shuffle)
    if isinstance(answer, Battery):
        if entry.items is not None:
            source = f"{BANK}{entry.standard}"
            entries = enumerate(entry.items, start=1)
            items = tuple(item_of(item, name, at, source=source) for at, item in entries)
            answer = replace(answer, items=items)
        return answer if entry.shuffle is None else replace(answer, shuffled=entry.shuffle)
    if isinstance(answer, Number):
        low, high = entry.limits or (answer.low, answer.high)
        return replace(answer, low=low, high=high, unit=entry.unit or answer.unit)
    if isinstance(answer, Postcode) and entry.country:
        return Postcode(entry.country)
    return answer


def _in_own_words(entry: StandardEntry, answer: Answer) -> bool:
    """Say whether a file gives all words itself."""
    if isinstance(answer, CHOSEN):
        return bool(entry.ask) and entry.choices is not None and not any(c.declined for c in answer.choices)
    return bool(entry.ask) and not isinstance(answer, Rating | Battery)


def _nobody(reference: str) -> Breach:
    last = reference.rpartition(".")[2].strip().casefold()
    alike = next((name for name in bank() if name.rpartition(".")[2] == last), "")
    mend = f"write standard: {alike}" if alike else did_you_mean(reference, bank())
    return Breach(
        ("standard",),
        "",
        f"the standard question '{shortened(reference)}', which the bank does not have",
        f"one of {', '.join(bank())}",
        mend or "write a question of your own: name, type and ask",
    )


def _unfilled(known: BankQuestion) -> Breach:
    return Breach(
        ("standard",),
        "",
        f"{known.reference} without `{known.fill_in}`",
        f"`{known.fill_in}` of your own, since they differ between countries and markets",
        f"add {known.fill_in}:, a line each; {known.note[:1].lower()}{known.note[1:]}",
    )


def _foreign(known: BankQuestion, language: str) -> Breach:
    return Breach(
        ("standard",),
        "",
        f"{known.reference}, which is in English, in a questionnaire in '{language}'",
        "a question in the language of the questionnaire",
        "write it out with name, type and ask, and keep the codes of the bank",
    )
