"""The figures behind a statement, in words: what a footnote mark leads to."""

from __future__ import annotations

import math
from collections.abc import Mapping

from psychograph.language.language import Language
from psychograph.personas.persona import Measurement, Persona, Statement
from psychograph.reports.formats import fixed, signed


def figures_of(statement: Statement, persona: Persona, labels: Mapping[str, str], language: Language) -> str:
    """Return the figures of a statement in words; empty where a rule infers it.

    Parameters
    ----------
    statement : Statement
        The statement.
    persona : Persona
        Whose it is; gives the number of members.
    labels : mapping of str to str
        Readable names of attributes.
    language : Language
        What they are written in.
    """
    if statement.measurement is not None:
        return _mean(statement.measurement, persona, labels, language)
    if (share := statement.share) is not None:
        return language.say(
            "card-statement-share",
            attribute=labels.get(share.attribute, share.attribute),
            category=share.category,
            count=share.count,
            answered=share.answered,
            share=language.percent(share.share),
            others=_percent(share.others_share, language),
            h=signed(share.h),
        ) + _interval(share.h_interval, language)
    if (tally := statement.tally) is not None:
        said = language.say("card-statement-tally", count=tally.count, of=tally.of)
        return said + _weighted(tally.share, language)
    if (summary := statement.summary) is not None:
        name = labels.get(summary.name, summary.name)
        return language.say("card-statement-summary", attribute=name, answered=summary.answered)
    return ""


def _mean(x: Measurement, persona: Persona, labels: Mapping[str, str], language: Language) -> str:
    text = language.say(
        "card-statement-mean",
        attribute=labels.get(x.attribute, x.attribute),
        mean=fixed(x.mean),
        others=fixed(x.others_mean),
        sd=fixed(x.sd),
        g=signed(x.g),
    )
    text += _interval(x.g_interval, language)
    if x.scale is None:
        return f"{text}, {language.say('card-statement-answered', answered=x.members, n=persona.n)}"
    return f"{text}, {language.say('card-statement-fit', fit=x.members_fit, n=persona.n)}" + _weighted(
        x.fit_share, language
    )


def _interval(interval: tuple[float, float], language: Language) -> str:
    if any(math.isnan(end) for end in interval):
        return ""
    low, high = (signed(end) for end in interval)
    return " " + language.say("card-statement-interval", low=low, high=high)


def _weighted(share: float | None, language: Language) -> str:
    if share is None or not math.isfinite(share):
        return ""
    return " " + language.say("card-statement-weighted", share=language.percent(share))


def _percent(share: float, language: Language) -> str:
    return language.percent(share) if math.isfinite(share) else "\N{EN DASH}"
