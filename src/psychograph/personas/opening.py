"""The opening of a narrative: what marks a persona most, and what comes second, with their figures."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.knowledge.levels import EFFECT_CUT
from psychograph.language.language import Language
from psychograph.personas.phrases import Claim, Group, counted, yes_or_no
from psychograph.personas.statement import Measurement, Sentence, Statement
from psychograph.personas.statements import fit_of, others_share, sentence_case
from psychograph.personas.variants import Wordings
from psychograph.personas.wording import how_many, mean_figure

SHARP = 2.0  # Hedges' g from which a difference is called very large
SOFT = 0.8  # effect size (Cohen's "large") below which a difference is called a matter of degree
CLOSE = 0.8  # share of the first trait's salience from which the second says nearly as much


def soft(claims: Sequence[Claim]) -> bool:
    """Return whether even the clearest difference is a matter of degree."""
    return not any(claim.group is Group.HEADLINE or claim.effect >= SOFT for claim in claims)


def lead(claim: Claim, content: str, wordings: Wordings) -> Sentence:
    """Return what marks them most, and how far that is from everyone else."""
    given = figures_of(claim, wordings.language)
    if "what" in given:
        given["capital"] = sentence_case(given["fit"])
        return _sentence("persona-lead-share", claim, content, wordings, given)
    figures = claim.statement.measurement
    assert figures is not None  # noqa: S101 - what is no share is a measurement
    if figures.scale is None:
        key = "persona-lead-number"
    elif soft([claim]):
        key = "persona-lead-soft"
    else:
        key = "persona-lead-sharp" if abs(figures.g) >= SHARP else "persona-lead"
    return _sentence(key, claim, content, wordings, given)


def second(claim: Claim, first: Claim, content: str, wordings: Wordings) -> Sentence:
    """Return what comes second; the scale is said again only where it is another one."""
    given = figures_of(claim, wordings.language)
    figures, before = claim.statement.measurement, first.statement.measurement
    if "what" in given:
        key = "persona-second-share"
    elif figures is None or figures.scale is None:
        key = "persona-second-number"
    elif before is None or before.scale != figures.scale:
        key = "persona-second-scale"
    else:
        key = f"persona-second-{'close' if claim.salience >= CLOSE * first.salience else 'next'}"
    return _sentence(key, claim, content, wordings, given)


def no_lead(statement: Statement, label: str, what: str, content: str, wordings: Wordings) -> Sentence:
    """Return that nothing sets them apart, with the attribute that comes nearest to it."""
    figures = statement.measurement
    assert figures is not None  # noqa: S101 - the widest difference is one of numbers
    key = "persona-lead-unsure" if abs(figures.g) >= EFFECT_CUT else "persona-lead-none"
    if yes_or_no(figures.scale):
        text = wordings.say(f"{key}-share", content, **_shares(figures, what, wordings.language))
    else:
        text = wordings.say(key, content, label=label, **_means(figures, wordings.language))
    return Sentence(sentence_case(text), (statement.id,))


def figures_of(claim: Claim, language: Language) -> dict[str, str]:
    """Return the figures of a claim in words: its means, or the shares of an answer."""
    figures, share = claim.statement.measurement, claim.statement.share
    if share is not None:
        return {
            "fit": how_many(share.count, share.answered, share.fit_share, language, beside=True),
            "what": counted(claim.phrase, language),
            "others": claim.others or language.say("persona-very-few"),
        }
    assert figures is not None  # noqa: S101 - a claim has figures of one kind or the other
    if yes_or_no(figures.scale):
        return _shares(figures, counted(claim.phrase, language), language)
    return {"label": claim.label, **_means(figures, language)}


def _means(figures: Measurement, language: Language) -> dict[str, str]:
    means = {
        "mean": mean_figure(figures.mean, figures.scale, language),
        "others": mean_figure(figures.others_mean, figures.scale, language),
    }
    if figures.scale is None:
        return means
    return {
        "low": language.number(figures.scale.low),
        "high": language.number(figures.scale.high),
        **means,
    }


def _shares(figures: Measurement, what: str, language: Language) -> dict[str, str]:
    return {
        "fit": fit_of(figures, language),
        "what": what,
        "others": language.percent(others_share(figures)),
    }


def _sentence(key: str, claim: Claim, content: str, wordings: Wordings, given: dict[str, str]) -> Sentence:
    return Sentence(sentence_case(wordings.say(key, content, **given)), (claim.statement.id,))
