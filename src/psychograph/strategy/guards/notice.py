"""The standing notice: what every reader of personas and briefs is told."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from psychograph.labels import readable_all
from psychograph.language.language import SHIPPED, Language
from psychograph.study.model import Study


def notice(study: Study, language: Language, *, respondents: int) -> tuple[str, ...]:
    """Return who was asked, on what footing, and what personas are not for, as sentences.

    Parameters
    ----------
    study : Study
        Its ``fieldwork`` says who was asked, when, and on what footing.
    language : Language
        What it is written in.
    respondents : int
        People whose answers were used.

    Returns
    -------
    tuple of str
        Who and when; the footing; the attributes used; the right to object; groups, not persons;
        that this is no legal advice.
    """
    labels = readable_all(study.attributes)
    used = [labels[name] for name in (*study.basis, *study.descriptors)]
    asked, consent = study.fieldwork.asked, study.fieldwork.consent
    return (
        language.say("guard-notice-asked", who=asked.rstrip("."), n=respondents)
        if asked
        else language.say("guard-notice-asked-unsaid", n=respondents),
        _when(study, language),
        language.say("guard-notice-consent", footing=consent.rstrip("."))
        if consent
        else language.say("guard-notice-consent-unsaid"),
        language.say("guard-notice-traits", names=language.listed(used)),
        language.say("guard-notice-object"),
        language.say("guard-notice-groups"),
        language.say("guard-notice-orientation"),
    )


def _when(study: Study, language: Language) -> str:
    first, last = study.fieldwork.start, study.fieldwork.end
    if first is not None and last is not None and first != last:
        return language.say("guard-notice-when", first=_day(first, language), last=_day(last, language))
    day = first or last
    if day is not None:
        return language.say("guard-notice-when-day", day=_day(day, language))
    return language.say("guard-notice-when-unsaid")


def _day(day: date, language: Language) -> str:
    pattern = "d MMMM y" if language.code == SHIPPED else "long"
    return str(format_date(day, format=pattern, locale=language.locale))
