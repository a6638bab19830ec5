"""Weaknesses of a field plan: it could be fielded, and somebody should look at it first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Beacon, Entrance, Invitations, Window
from psychograph.findings import Finding, Severity, by_severity
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Consent, Notice, texts_of
from psychograph.questionnaire.planning.length import duration
from psychograph.questionnaire.planning.sample_size import sample_size
from psychograph.quoting import listed, shortened

UNFILLED = re.compile(r"\[[^\[\]\n]{3,}\]")
EXAMPLES = re.compile(r"(^|[@.])example\.(org|com|net)$", re.IGNORECASE)  # RFC 2606: nobody's
EARLY, LATE = 7, 21  # hours between which people do not mind a message
SHORT_FIELD, LONG_FIELD = 5, 60  # days
LONGEST_MINUTES = 20
RESPONSE_RATE = 0.2  # assumed where none is known, as `psychograph questionnaire size` does
# Standard deviations between a zero and an effect that is found four times in five at the usual 5%.
POWER = 1.96 + 0.84


def weaknesses(field: Fieldwork, now: datetime, *, contacts: int | None = None) -> tuple[Finding, ...]:
    """Return what weakens a plan, most serious first.

    Parameters
    ----------
    field : Fieldwork
        Plan, questionnaire and study.
    now : datetime
        Now, aware.
    contacts : int, optional
        People who could be invited; without it, the size of the sample is not judged.
    """
    return by_severity(
        (
            *_organiser(field),
            *_period(field, now),
            *_consent(field),
            *_counting(field),
            *_draw(field),
            *_privacy(field),
            *_languages(field),
            *(_invitations(field.plan.invitations, field, contacts) if field.plan.invitations else ()),
            *_entrance(field),
            *_sample(field, contacts),
        )
    )


def _serious(code: str, text: str) -> Finding:
    return Finding(code, Severity.SERIOUS, text)


def _caution(code: str, text: str) -> Finding:
    return Finding(code, Severity.CAUTION, text)


def _note(code: str, text: str) -> Finding:
    return Finding(code, Severity.NOTE, text)


def _organiser(field: Fieldwork) -> Iterator[Finding]:
    organiser, invitations = field.plan.organiser, field.plan.invitations
    places = (("field.yaml", _said_in_plan(field)), ("questionnaire.yaml", _said_in_questionnaire(field)))
    for file, texts in places:
        open_places = [shortened(found) for text in texts for found in UNFILLED.findall(text)]
        if open_places:
            yield _serious(
                "unfilled",
                f"Still to be filled in, in {file}: {listed(dict.fromkeys(open_places))}. Respondents would "
                "read it.",
            )
    addresses = [organiser.contact]
    if invitations is not None:
        addresses += [invitations.sender, *([invitations.reply_to] if invitations.reply_to else [])]
    sample = [one for one in dict.fromkeys(addresses) if EXAMPLES.search(one)]
    if sample:
        yield _serious("sample-address", f"{listed(sample)} is nobody's: mail to it, and from it, is lost.")
    if organiser.privacy_notice is None:
        yield _serious(
            "no-privacy-notice",
            "Nobody is told what becomes of answers and addresses. European law asks for a notice when "
            "data are collected (GDPR, article 13), others for less; write organiser > privacy_notice.",
        )
    if organiser.address is None and invitations is not None:
        yield _caution(
            "no-postal-address",
            "Messages carry no postal address. Where a message counts as commercial, the law wants one (in "
            "the United States CAN-SPAM, 15 USC 7704); spam filters look for it too.",
        )


def _period(field: Fieldwork, now: datetime) -> Iterator[Finding]:
    days = (field.closes - field.opens) / timedelta(days=1)
    if field.closes <= now:
        yield _serious("field-over", "The field has closed already: nobody can begin.")
    if days < SHORT_FIELD:
        yield _caution(
            "short-field",
            f"The field is open for {days:.1f} days. Those who answer late differ from those who answer "
            "early, and a reminder needs days to work.",
        )
    elif days > LONG_FIELD:
        yield _note("long-field", f"The field is open for {days:.0f} days; the world may change meanwhile.")


def _consent(field: Fieldwork) -> Iterator[Finding]:
    for question in field.questionnaire.questions:
        if isinstance(question.answer, Consent) and not question.required:
            yield _caution(
                "consent-not-required",
                f"The consent '{shortened(question.name)}' is not required, so that people may pass it by. "
                "Without consent nothing further is asked; write `required: true`.",
            )
        if isinstance(question.answer, Consent):
            return


def _counting(field: Fieldwork) -> Iterator[Finding]:
    asked = [one for one in field.questionnaire.questions if not isinstance(one.answer, Notice | Consent)]
    optional = [one.name for one in asked if not one.required]
    if field.plan.counting.complete == 1 and optional:
        yield _caution(
            "one-skip-incomplete",
            f"Whoever skips one of {len(optional)} optional questions does not count as complete, since "
            "`complete` is 1. AAPOR names 0.8 as an example.",
        )
    minutes = duration(field.questionnaire).minutes
    if minutes > LONGEST_MINUTES:
        yield _caution(
            "long",
            f"The questionnaire takes about {minutes:.0f} minutes. Shorter ones are finished more often, "
            "most of all on phones.",
        )


def _draw(field: Fieldwork) -> Iterator[Finding]:
    draw, consents = field.plan.incentives.draw, field.plan.consents
    if draw is None:
        if consents.draw is not None:
            yield _caution(
                "consent-without-draw", "People are asked to agree to a draw that there is none of."
            )
        if field.plan.incentives.voucher is None:
            yield _note(
                "no-incentive",
                "Nobody gets anything. In web surveys incentives raise the odds of starting by about a "
                "fifth and of finishing by a quarter (Göritz 2006, a meta-analysis).",
            )
        return
    if draw.law is None:
        yield _serious(
            "draw-without-law",
            "The draw names no law it is held under. Ask a lawyer whether it needs a licence, a free way "
            "in or registered rules, and write incentives > draw > law.",
        )
    if not draw.free_entry:
        yield _caution(
            "no-free-entry",
            "There is no way into the draw without the survey. Where answering counts as consideration, "
            "that makes it a lottery, which private bodies may not hold in many countries.",
        )
    if draw.beacon is Beacon.COMMITTED:
        yield _note(
            "weak-beacon",
            "The draw rests on a secret that you commit to. That is weaker than public randomness: whoever "
            "knows it could have chosen the list to fit.",
        )


def _privacy(field: Fieldwork) -> Iterator[Finding]:
    privacy = field.plan.privacy
    absent = [
        key for key in ("destroy_key", "erase_contacts", "erase_answers") if getattr(privacy, key) is None
    ]
    if absent:
        yield _caution(
            "kept-for-ever",
            f"No day is set for {listed(f'privacy > {key}' for key in absent)}: what no day is set for is "
            "kept for ever. Personal data may be kept no longer than their purpose needs (GDPR, article 5).",
        )
    if privacy.keep_network:
        yield _caution(
            "network-kept",
            "Addresses of networks (IP) are kept with answers. They are personal data; say so in "
            "the privacy notice, or take keep_network out.",
        )


def _languages(field: Fieldwork) -> Iterator[Finding]:
    asked = field.questionnaire
    for language in asked.languages:
        absent = sum(bool(text) and not text.has(language) for text in texts_of(asked))
        if absent:
            yield _caution(
                "questions-untranslated",
                f"{absent} texts of the questionnaire are not translated into {language}; they appear in "
                f"{asked.language}.",
            )
        missing = [name for name, text in texts_of_plan(field) if not text.has(language)]
        if missing:
            yield _caution(
                "plan-untranslated", f"Not translated into {language}: {listed(missing)} in field.yaml."
            )


def _invitations(invitations: Invitations, field: Fieldwork, contacts: int | None) -> Iterator[Finding]:
    windows = dict(invitations.arms.window or {"": invitations.window})
    for name, window in windows.items():
        yield from _window(f"The window{f' {name}' if name else ''}", window)
    waves = invitations.waves
    if len(waves) == 1:
        yield _note("no-reminder", "There is no reminder; one or two bring many who only forgot.")
    for before, after in pairwise(waves):
        if after.after_days - before.after_days < 2:
            yield _caution(
                "waves-close",
                f"{after.name} follows {before.name} within a day: it will feel like being chased.",
            )
    last = field.opens + timedelta(days=waves[-1].after_days)
    if timedelta() <= field.closes - last < timedelta(days=1):
        yield _caution(
            "late-wave", f"{waves[-1].name} goes out on the last day: few will have time to answer."
        )
    if contacts:
        yield from _pace(invitations, contacts)
        yield from _arms(invitations, contacts)


def _window(what: str, window: Window) -> Iterator[Finding]:
    if window.start.hour < EARLY or window.end.hour + bool(window.end.minute) > LATE:
        yield _caution(
            "window-odd",
            f"{what} is from {window.start:%H:%M} to {window.end:%H:%M} on the clock of the recipient, "
            "when many sleep: phones ring, and people complain.",
        )
    if {"sat", "sun"} & set(window.days):
        yield _note("window-weekend", f"{what} includes weekends; at work nobody reads it then.")
    if _minutes(window) < 60:
        yield _caution(
            "window-narrow",
            f"{what} is {_minutes(window):.0f} minutes long: mail goes out all at once, if at all.",
        )


def _minutes(window: Window) -> float:
    return (window.end.hour - window.start.hour) * 60 + window.end.minute - window.start.minute


def _pace(invitations: Invitations, contacts: int) -> Iterator[Finding]:
    windows = list((invitations.arms.window or {"": invitations.window}).values())
    days = max(contacts / len(windows) / (_minutes(one) * invitations.a_minute) for one in windows)
    if days > 1:
        yield _caution(
            "slow-mail",
            f"At {invitations.a_minute} messages a minute a wave to {contacts:,} people takes "
            f"{math.ceil(days)} windows; those who are written to later have less time to answer.",
        )


def _arms(invitations: Invitations, contacts: int) -> Iterator[Finding]:
    arms = invitations.arms
    factors = (("window", arms.window), ("subject", arms.subject), ("incentive", arms.incentive))
    for name, factor in factors:
        if factor is None:
            continue
        size = contacts / len(factor)
        found = POWER * math.sqrt(2 * RESPONSE_RATE * (1 - RESPONSE_RATE) / size)
        if found > 0.05:
            yield _note(
                "arms-weak",
                f"{len(factor)} arms of {name} with about {size:.0f} people each show only differences of "
                f"{found * 100:.0f} points in response or more, four times in five; smaller ones may be "
                "missed.",
            )


def _entrance(field: Fieldwork) -> Iterator[Finding]:
    if field.plan.entrance is Entrance.ANYONE:
        yield _note(
            "open-link",
            "Anyone may take part. Nobody knows who was reached by the open link, so no response rate "
            "holds for it, and one person may answer twice.",
        )
    elif field.plan.invitations is None:
        yield _caution(
            "nobody-invited", "Only those with a personal link may take part, and no invitations are planned."
        )


def _sample(field: Fieldwork, contacts: int | None) -> Iterator[Finding]:
    if field.study is None or contacts is None:
        return
    segments = field.study.segmentation.segments if field.study.segmentation.cut_height is None else None
    needed = sample_size(len(field.study.basis), segments=segments, response_rate=RESPONSE_RATE)
    expected = round(contacts * RESPONSE_RATE)
    if contacts == 0:
        yield _note("no-contacts", f"No contacts yet. {needed.invitations:,} would be needed.")
    elif expected < needed.completed:
        yield _caution(
            "sample-small",
            f"{contacts:,} contacts give about {expected:,} completed answers if one in five responds; "
            f"{needed.completed:,} are needed for {len(field.study.basis)} basis variables, that is "
            f"{needed.invitations:,} contacts.",
        )


def texts_of_plan(field: Fieldwork) -> Iterator[tuple[str, Translated]]:
    """Yield the texts of a plan that people read, each with its place."""
    plan = field.plan
    draw, voucher, invitations = plan.incentives.draw, plan.incentives.voucher, plan.invitations
    found: list[tuple[str, Translated | None]] = [
        ("organiser > privacy_notice", plan.organiser.privacy_notice),
        ("pause_text", plan.pause_text),
        ("closed_text", plan.closed_text),
        ("screened_text", plan.screened_text),
    ]
    for name, asked in (("draw", plan.consents.draw), ("marketing", plan.consents.marketing)):
        found.append((f"consents > {name}", asked.text if asked is not None else None))
    if draw is not None:
        found += [("draw > eligible", draw.eligible), ("draw > law", draw.law)]
        found += [(f"draw > prize {at}", prize.what) for at, prize in enumerate(draw.prizes, start=1)]
    if voucher is not None:
        found.append(("voucher > what", voucher.what))
    for wave in invitations.waves if invitations is not None else ():
        found += [(f"{wave.name} > subject", wave.subject), (f"{wave.name} > text", wave.text)]
    for name, said in ((invitations.arms.subject if invitations is not None else None) or {}).items():
        found.append((f"subject {name}", said))
    # The address of a notice needs no translation.
    yield from ((name, text) for name, text in found if text and not str(text).startswith("https://"))


def _said_in_plan(field: Fieldwork) -> Iterator[str]:
    organiser, invitations = field.plan.organiser, field.plan.invitations
    yield from (organiser.name, organiser.address or "")
    if invitations is not None:
        yield invitations.sender_name or ""
    for _, text in texts_of_plan(field):
        yield from (text.text, *(said for _, said in text.others))


def _said_in_questionnaire(field: Fieldwork) -> Iterator[str]:
    for text in texts_of(field.questionnaire):
        yield from (text.text, *(said for _, said in text.others))
