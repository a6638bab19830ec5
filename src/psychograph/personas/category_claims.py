"""Claims about a segment from basis variables that are categories."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from psychograph.codebook.codebook import Role
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.levels import EFFECT_CAP
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.personas.phrases import Claim, Group, Phrase, PhraseKind, counted, label_of
from psychograph.personas.statement import ShareMeasurement, Statement, StatementKind
from psychograph.personas.statements import MAJORITY, ROUNDING, sentence_case
from psychograph.personas.wording import how_many, in_quotes
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import CategoryCount, CategoryProfile, SegmentProfile, excludes_zero

APART = 0.2  # share by which members give an answer more often than everyone else, or less
MOST_LEANINGS = 2  # answers a question is told by where no answer is that of most


def category_claims(
    part: SegmentProfile, matches: Mapping[str, ConstructMatch], language: Language
) -> Iterator[Claim]:
    """Yield claims from the answers in which a segment clearly differs from everyone else.

    An answer that most members gave is said of them all; one that they only give more often, or less
    often, is told with its count. Either way the interval of Cohen's h excludes zero, the shares lie
    at least a fifth apart, and at least five members gave the answer.

    Parameters
    ----------
    part : SegmentProfile
        The segment that is spoken of.
    matches : mapping of str to ConstructMatch
        What each attribute measures: what is sensitive is not spoken of.
    language : Language
        What they are written in.
    """
    for category in sorted(part.categories, key=lambda category: category.name):
        if category.role is Role.BASIS and matches[category.name].source != "sensitive":
            told = [count for count in category.shown if _apart(count)]
            told.sort(key=lambda c: (-round(abs(c.h), 9), c.category))
            most = [c for c in told if round(c.share, 2) >= MAJORITY and c.h > 0]
            for count in most[:1] or told[:MOST_LEANINGS]:
                group = Group.SECONDARY if most else Group.AVERAGE
                yield answer_claim(category, count, group, language)


def clearly_differs(count: CategoryCount) -> bool:
    """Return whether an answer may be told and is surely more or less common among the members."""
    return count.shown and count.count >= SMALLEST_CELL and excludes_zero(count.h_interval)


def _apart(count: CategoryCount) -> bool:
    return clearly_differs(count) and abs(count.share - count.others_share) >= APART - ROUNDING


def share_measurement(category: CategoryProfile, count: CategoryCount) -> ShareMeasurement:
    """Return the figures of one answer in a segment, against everybody else."""
    return ShareMeasurement(
        attribute=category.name,
        category=count.category,
        count=count.count,
        answered=category.answered,
        share=count.share,
        others_share=count.others_share,
        h=count.h,
        h_interval=count.h_interval,
        fit_share=count.share if category.weighted else None,
    )


def others_in_words(figures: ShareMeasurement, gave: int, language: Language) -> str | None:
    """Return the share of everybody else who gave an answer; None where they are too few to be shown."""
    if not math.isfinite(figures.others_share) or 0 < gave < SMALLEST_CELL:
        return None
    return language.percent(figures.others_share)


def answer_claim(category: CategoryProfile, count: CategoryCount, group: Group, language: Language) -> Claim:
    """Return the claim that so many members gave an answer; its statement has no number yet."""
    figures = share_measurement(category, count)
    asked = in_quotes(category.question or readable(category.name), language)
    phrase = Phrase(PhraseKind.ANSWER, asked, in_quotes(count.category, language))
    fit = how_many(count.count, category.answered, figures.fit_share, language, beside=True)
    others = others_in_words(figures, count.overall - count.count, language)
    given = {"fit": fit, "what": counted(phrase, language)}
    if others is None:
        text = language.say("persona-statement-share-rare", **given)
    else:
        text = language.say("persona-statement-share", others=others, **given)
    return Claim(
        statement=Statement("", StatementKind.MEASURED, sentence_case(text), share=figures),
        phrase=phrase,
        group=group,
        salience=count.share * min(abs(count.h), EFFECT_CAP) / EFFECT_CAP,
        effect=abs(count.h),
        fit_share=count.share,
        label=label_of(category.name, category.question, language),
        others=others or "",
    )
