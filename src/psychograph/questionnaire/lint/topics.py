"""What a question is about, where that decides how it may be asked."""

from __future__ import annotations

import re

from psychograph.knowledge.matching import sensitive_kind
from psychograph.questionnaire.lint.bands import band_of
from psychograph.questionnaire.lint.case import Asked, Case
from psychograph.questionnaire.model import choices_of

KINDS = {
    "religion": "religion or belief",
    "politics": "political opinion",
    "ethnicity": "ethnic origin",
    "sexuality": "sex life or orientation",
    "union": "union membership",
    "health": "health",
    "biometric": "biometric data",
    "genetic": "genetic data",
}
AGREEING = ("agree", "accurate", "like me", "true", "applies")
DEMOGRAPHIC = re.compile(
    r"\b(?:(?:what|how old|which|in what year|how many|are you|do you).*\b(?:age|old are you|born|gender|sex|"
    r"income|salary|earn|occupation|profession|job title|education|degree|marital|married|household|children|"
    r"postcode|post code|postal code|zip code|nationality|citizenship|employment|employed)|"
    r"(?:your|current|year of) (?:age|gender|sex|birth|income|occupation|profession|education|marital status|"
    r"postcode|zip code|household income|employment status)|date of birth)\b",
    re.IGNORECASE,
)
PRIVATE = {
    "income": re.compile(
        r"\b(?:income|salary|wages?|earnings?|how much (?:do you|does your household) earn|savings|debts?)\b",
        re.IGNORECASE,
    ),
    "gender": re.compile(r"\b(?:gender|your sex|male or female|describe yourself)\b", re.IGNORECASE),
    "weight": re.compile(r"\b(?:your (?:body )?weight|how much do you weigh)\b", re.IGNORECASE),
    "alcohol and drugs": re.compile(r"\b(?:alcohol|drunk|drugs)\b", re.IGNORECASE),
}


def sensitive(case: Case, one: Asked) -> str | None:
    """Return what a question tells that the law protects most, in words; None for nothing (GDPR Art. 9)."""
    stem = "" if one.is_item else case.english(one.question.help)
    texts = [one.name, case.english(one.text), stem]
    texts += [case.english(choice.label) for choice in choices_of(one.question.answer) if not choice.declined]
    for text in texts[:3]:
        if text and (kind := sensitive_kind(text)):
            return KINDS[kind]
    named = [kind for text in texts[3:] if text and (kind := sensitive_kind(text))]
    # Several choices of one kind: a list of churches, parties or illnesses.
    return next((KINDS[kind] for kind in named if named.count(kind) >= 2), None)


def agreeing(case: Case, one: Asked) -> bool:
    """Return whether a statement is answered by how far one agrees with it, or by steps without words."""
    labels = " ".join(case.english(label) for label in one.labels).casefold()
    return one.scale is not None and (not labels or any(word in labels for word in AGREEING))


def fact(one: Asked) -> bool:
    """Return whether a question asks for a fact, a number or a band of numbers, not for a judgement."""
    return one.scale is None or sum(band_of(label.text) is not None for label in one.labels) >= 2


def demographic(case: Case, one: Asked) -> bool:
    """Return whether a question is about age, gender, income, work, schooling or home."""
    if one.source.startswith(("bank/demographics", "bank/geography")):
        return True
    return one.scale is None and bool(DEMOGRAPHIC.search(case.english(one.text)))


def private(case: Case, one: Asked) -> str | None:
    """Return what many people would rather not say, besides what the law protects; None for nothing."""
    if one.scale is not None:
        return None
    return next((what for what, words in PRIVATE.items() if words.search(case.english(one.text))), None)
