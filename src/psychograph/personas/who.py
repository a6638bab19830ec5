"""Who they are: descriptors such as age and region, so far as they really differ and give nobody away."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psychograph.codebook.codebook import Role
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.language.language import Language
from psychograph.personas.category_claims import clearly_differs, others_in_words, share_measurement
from psychograph.personas.opening import figures_of
from psychograph.personas.phrases import Claim, Group, PhraseKind, clause_of, label_of, phrase_of
from psychograph.personas.statement import Indifference, NumberSummary, Sentence, Statement
from psychograph.personas.statements import (
    Ledger,
    differs,
    measured_text,
    measurement_of,
    mostly_true,
    says,
    sentence_case,
)
from psychograph.personas.variants import Wordings
from psychograph.personas.wording import (
    how_many,
    in_quotes,
    join_words,
    mean_figure,
    rounded_summary,
    spread,
)
from psychograph.profiling.descriptor_test import TestKind
from psychograph.profiling.profile import (
    AttributeProfile,
    CategoryProfile,
    Profile,
    SegmentProfile,
    excludes_zero,
)

AGE = "demo.age"
INSIGHT = "insight"
LARGE = 0.14  # share of variance between segments (Cohen 1988), from which age is told first
MOST_ANSWERS = 2  # answers of one question that are told
MOST_FACTS = 6


@dataclass(frozen=True)
class Fact:
    """A descriptor in which members clearly differ from everyone else.

    Parameters
    ----------
    statement : Statement
        Its figures.
    listed : str
        The sentence for the list on the card, with all figures.
    key : str
        The message that tells it in the narrative.
    given : dict of str to str
        What that message asks for.
    strength : float
        Absolute effect size: Hedges' g, or Cohen's h.
    age : bool
        Whether it is their age, which the narrative tells before any other.
    claim : Claim or None
        What most of them are or do, where it was answered on a scale.
    """

    statement: Statement
    listed: str
    key: str
    given: dict[str, str]
    strength: float
    age: bool = False
    claim: Claim | None = None


def facts(
    profile: Profile,
    part: SegmentProfile,
    matches: Mapping[str, ConstructMatch],
    ledger: Ledger,
    language: Language,
) -> tuple[Fact, ...]:
    """Return the descriptors in which a segment clearly differs, age first, then the largest effect.

    A descriptor counts where its test over all segments, adjusted for their number, is below 5 % and
    the interval of the segment's own effect size excludes zero. What is withheld stays untold.
    """
    found = []
    for attribute in part.attributes:
        match = matches[attribute.name]
        if attribute.role is not Role.DESCRIPTOR or not _tells_who(match):
            continue
        if _clear(attribute) and differs(profile, attribute.name):
            found.append(_number(profile, part, attribute, match, ledger, language))
        elif _age_between(profile, part, attribute, match):
            found.append(_between(profile, part, attribute, ledger, language))
    for category in part.categories:
        known = category.role is Role.DESCRIPTOR and _tells_who(matches[category.name])
        if known and differs(profile, category.name):
            found += _answers(category, ledger, language)
    found.sort(key=lambda fact: (not fact.age, -round(fact.strength, 9), fact.listed))
    return tuple(found[:MOST_FACTS])


def indifferent(
    profile: Profile, matches: Mapping[str, ConstructMatch], ledger: Ledger, language: Language
) -> Sentence | None:
    """Return which descriptors say little about who belongs to a segment; None where all tell."""
    alike = [
        test
        for test in profile.tests
        if test.kind is not TestKind.NONE
        and math.isfinite(test.q)
        and not differs(profile, test.name)
        and matches[test.name].source != "sensitive"
    ]
    if not alike:
        return None
    statements = []
    for test in sorted(alike, key=lambda test: test.name):
        label = label_of(test.name, test.question, language)
        text = language.say("persona-statement-indifferent", label=label, q=language.number(test.q))
        statements.append(ledger.measured(text, indifference=Indifference(test.name, test.p, test.q)))
    labels = [
        label_of(test.name, test.question, language) for test in sorted(alike, key=lambda test: test.name)
    ]
    text = language.say(
        "persona-who-indifferent", labels=join_words(labels, language=language), count=len(labels)
    )
    return Sentence(sentence_case(text), tuple(statement.id for statement in statements))


def listed(found: Sequence[Fact]) -> tuple[Sentence, ...]:
    """Return facts as sentences, each with all its figures."""
    return tuple(Sentence(sentence_case(fact.listed), (fact.statement.id,)) for fact in found)


def tell_who(found: Sequence[Fact], content: str, wordings: Wordings) -> Iterator[Sentence]:
    """Yield the first fact as a sentence of the narrative."""
    for fact in found[:1]:
        text = wordings.say(fact.key, content, **fact.given)
        yield Sentence(sentence_case(text), (fact.statement.id,))


def _tells_who(match: ConstructMatch) -> bool:
    """Return whether an attribute may be told of, and is not told of by the rings of buying insight."""
    rings = match.construct is not None and match.construct.family == INSIGHT
    return match.source != "sensitive" and not rings


def _clear(attribute: AttributeProfile) -> bool:
    """Return whether a descriptor surely differs, and enough members answered to be described by it."""
    return math.isfinite(attribute.median) and excludes_zero(attribute.g_interval)


def number_summary(attribute: AttributeProfile) -> NumberSummary:
    """Return median, quartiles and range of an attribute; NaN where they are withheld."""
    a = attribute
    return NumberSummary(
        a.name, a.question, a.n, a.median, a.lower_quartile, a.upper_quartile, a.minimum, a.maximum
    )


def _number(
    profile: Profile,
    part: SegmentProfile,
    attribute: AttributeProfile,
    match: ConstructMatch,
    ledger: Ledger,
    language: Language,
) -> Fact:
    """Return a number in which they differ: their age, what they do by a scale, or plain figures."""
    if attribute.scale is not None and attribute.level.distinctive and mostly_true(attribute) and says(match):
        return _on_a_scale(profile, part, attribute, match, ledger, language)
    statement, means, order = _summarised(profile, part, attribute, ledger, language)
    strength, higher = abs(attribute.g), "yes" if attribute.g > 0 else "no"
    if _is_age(match):
        given = {"older": higher, **means}
        halves = {name: order[name] for name in ("lower", "upper")}
        text = language.say("persona-who-age", **given, **order)
        return Fact(statement, text, "persona-age", {**given, **halves}, strength, age=True)
    label = label_of(attribute.name, attribute.question, language)
    if attribute.scale is None:
        text = language.say("persona-who-number", label=label, **means, **order)
    else:
        ends = {"low": attribute.scale.low, "high": attribute.scale.high}
        ends_in_words = {name: language.number(end) for name, end in ends.items()}
        text = language.say("persona-who-scale", label=label, **means, **ends_in_words)
    return Fact(statement, text, "persona-number", {"label": label, "higher": higher, **means}, strength)


def _on_a_scale(
    profile: Profile,
    part: SegmentProfile,
    attribute: AttributeProfile,
    match: ConstructMatch,
    ledger: Ledger,
    language: Language,
) -> Fact:
    """Return what most of them are or do by an answer scale that took no part in building the segments."""
    figures = measurement_of(profile, part.segment, attribute)
    phrase = phrase_of(attribute, match, language)
    label = label_of(attribute.name, attribute.question, language)
    statement = ledger.measured(measured_text(attribute, figures, phrase, language), measurement=figures)
    claim = Claim(
        statement, phrase, Group.SECONDARY, attribute.salience, abs(attribute.g), attribute.fit_share, label
    )
    given = figures_of(claim, language)
    if "what" in given:
        text = language.say("persona-who-share", **given)
        return Fact(statement, text, "persona-share", given, abs(attribute.g), claim=claim)
    given = {"what": clause_of(phrase, language), "mean": given["mean"], "others": given["others"]}
    if phrase.kind is PhraseKind.POLE:
        text = language.say("persona-who-pole", label=label, **given)
    else:
        text = language.say("persona-who-phrase", **given)
    return Fact(statement, text, "persona-pole", given, abs(attribute.g), claim=claim)


def _summarised(
    profile: Profile, part: SegmentProfile, attribute: AttributeProfile, ledger: Ledger, language: Language
) -> tuple[Statement, dict[str, str], dict[str, str]]:
    """Return the statement on a number, and its means and order statistics in words."""
    figures, summary = measurement_of(profile, part.segment, attribute), number_summary(attribute)
    label = label_of(attribute.name, attribute.question, language)
    order = _order_words(summary, language)
    means = {
        "mean": mean_figure(figures.mean, attribute.scale, language),
        "others": mean_figure(figures.others_mean, attribute.scale, language),
    }
    ends = spread(*_order(summary), language=language)
    text = language.say("persona-statement-summary", label=label, spread=ends, **means)
    return ledger.measured(text, measurement=figures, summary=summary), means, order


def _is_age(match: ConstructMatch) -> bool:
    return match.construct is not None and match.construct.name == AGE and not match.reversed


def _age_between(
    profile: Profile, part: SegmentProfile, attribute: AttributeProfile, match: ConstructMatch
) -> bool:
    """Return whether members, though no older or younger than the rest, stand between other segments."""
    if not (_is_age(match) and math.isfinite(attribute.median)):
        return False
    means = [s.attribute(attribute.name).mean for s in profile.segments if s is not part]
    others = [mean for mean in means if math.isfinite(mean)]
    tested = any(test.name == attribute.name for test in profile.tests)
    if not (tested and others and differs(profile, attribute.name)):
        return False
    return min(others) < attribute.mean < max(others)


def _between(
    profile: Profile, part: SegmentProfile, attribute: AttributeProfile, ledger: Ledger, language: Language
) -> Fact:
    statement, means, order = _summarised(profile, part, attribute, ledger, language)
    text = language.say("persona-who-age-between", **means, **order)
    halves = {name: order[name] for name in ("lower", "upper")}
    effect = next(test.effect for test in profile.tests if test.name == attribute.name)
    return Fact(statement, text, "persona-age-between", halves, abs(attribute.g), age=effect >= LARGE)


def _order(summary: NumberSummary) -> tuple[float, float, float, float, float]:
    return (
        summary.minimum,
        summary.lower_quartile,
        summary.median,
        summary.upper_quartile,
        summary.maximum,
    )


def _order_words(summary: NumberSummary, language: Language) -> dict[str, str]:
    names = ("least", "lower", "median", "upper", "most")
    return {
        name: language.number(value)
        for name, value in zip(names, rounded_summary(*_order(summary)), strict=True)
    }


def _answers(category: CategoryProfile, ledger: Ledger, language: Language) -> Iterator[Fact]:
    told = [count for count in category.shown if clearly_differs(count)]
    told.sort(key=lambda c: (-round(abs(c.h), 9), c.h < 0, c.category))
    if len(category.counts) <= MOST_ANSWERS:  # of two answers, one says it all
        told = [count for count in told if count.h > 0] or told[:1]
    for count in told[:MOST_ANSWERS]:
        figures = share_measurement(category, count)
        others = others_in_words(figures, count.overall - count.count, language)
        given = {
            "label": label_of(category.name, category.question, language),
            "answer": in_quotes(count.category, language),
            "fit": how_many(count.count, category.answered, figures.fit_share, language, beside=True),
            "others": others or language.say("persona-very-few"),
        }
        way = "more" if count.h > 0 else "fewer"
        text = sentence_case(language.say(f"persona-who-{way}", **given))
        statement = ledger.measured(text, share=figures)
        yield Fact(statement, text, f"persona-category-{way}", given, abs(count.h))
