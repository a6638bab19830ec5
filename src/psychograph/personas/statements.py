"""From a profile to measured statements: what is claimed, in order of weight, each with its figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from psychograph.codebook.codebook import Role
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Advice, Slot
from psychograph.language.language import Language
from psychograph.personas.phrases import (
    Claim,
    Group,
    Phrase,
    clause_of,
    counted,
    label_of,
    phrase_of,
    yes_or_no,
)
from psychograph.personas.statement import Measurement, Statement, StatementKind
from psychograph.personas.wording import how_many, mean_figure
from psychograph.profiling.profile import AttributeProfile, Profile, SegmentProfile, excludes_zero

MAJORITY = 0.6  # of the members, before a sentence says of them all what is true of the mean
ROUNDING = 1e-9  # sums of weights
TIE = 9  # decimals of a salience: the order of rows moves later ones
USEFULNESS = "adopt.usefulness"
# Advice that says something about the people themselves; the rest tells what to do.
ABOUT_PEOPLE = (Slot.MOTIVE, Slot.BARRIER, Slot.DECISION, Slot.DEPTH, Slot.PROOF)


@dataclass
class Ledger:
    """The statements of one persona, numbered as they come."""

    statements: list[Statement] = field(default_factory=list)

    def add(self, statement: Statement) -> Statement:
        """Return a statement with the next number, and keep it."""
        numbered = replace(statement, id=f"S{len(self.statements) + 1}")
        self.statements.append(numbered)
        return numbered

    def measured(self, text: str, **figures: object) -> Statement:
        """Return a measured statement with the next number, and keep it."""
        return self.add(replace(Statement("", StatementKind.MEASURED, text), **figures))  # type: ignore[arg-type]


def number_claims(
    profile: Profile, segment: SegmentProfile, matches: Mapping[str, ConstructMatch], language: Language
) -> Iterator[Claim]:
    """Yield a claim for every basis variable on which a segment stands apart or shares a strong answer.

    Headline attributes come first, then the other distinctive ones, then those shared with everybody,
    each group by salience. Descriptors, such as age, are told of elsewhere.
    """
    basis = [a for a in segment.attributes if a.role is Role.BASIS]
    held = [a for a in basis if _holds(a, profile, matches[a.name]) and says(matches[a.name])]
    held.sort(key=lambda a: (not a.headline, not a.level.distinctive, -round(a.salience, TIE), a.name))
    for attribute in held:
        figures = measurement_of(profile, segment.segment, attribute)
        phrase = phrase_of(attribute, matches[attribute.name], language)
        yield Claim(
            statement=Statement(
                "", StatementKind.MEASURED, measured_text(attribute, figures, phrase, language), figures
            ),
            phrase=phrase,
            group=_group(attribute, profile),
            salience=attribute.salience,
            effect=abs(attribute.g),
            fit_share=attribute.fit_share,
            label=label_of(attribute.name, attribute.question, language),
        )


def _group(attribute: AttributeProfile, profile: Profile) -> Group:
    if attribute.headline:
        return Group.HEADLINE
    if not mostly_true(attribute):
        return Group.AVERAGE  # a statement, but no sentence about them all
    if attribute.level.distinctive:
        return Group.SECONDARY
    return Group.SHARED if profile.shared_by_all(attribute.name) else Group.ASIDE


def measurement_of(profile: Profile, segment: int, attribute: AttributeProfile) -> Measurement:
    """Return the figures of an attribute in a segment, against everybody else."""
    return Measurement(
        attribute=attribute.name,
        scale=attribute.scale,
        mean=attribute.mean,
        sd=attribute.sd,
        others_mean=profile.others_mean(segment, attribute.name),
        position=attribute.position,
        g=attribute.g,
        g_interval=attribute.g_interval,
        members_fit=attribute.members_fit,
        members=attribute.n,
        fit_share=None if attribute.fit_weight is None else attribute.fit_share,
    )


def _holds(attribute: AttributeProfile, profile: Profile, match: ConstructMatch) -> bool:
    """Return whether a level is worth a statement: surely distinctive, or shared by every segment.

    The use they see in a thing is worth one wherever most of them do: who will not buy it may still be
    given it.
    """
    if attribute.level.distinctive:
        return excludes_zero(attribute.g_interval)
    if attribute.level is Level.MID or not mostly_true(attribute):
        return False
    use = match.construct is not None and match.construct.name == USEFULNESS
    return use or profile.shared_by_all(attribute.name)


def differs(profile: Profile, descriptor: str, level: float = 0.05) -> bool:
    """Return whether the segments differ in a descriptor, by its adjusted test; True where none was made."""
    test = next((test for test in profile.tests if test.name == descriptor), None)
    return test is None or not math.isfinite(test.q) or test.q < level


def says(match: ConstructMatch) -> bool:
    """Return whether high or low on an attribute may be said, and says something: age does not."""
    return match.source != "sensitive" and (match.construct is None or bool(match.construct.high))


def measured_text(
    attribute: AttributeProfile, figures: Measurement, phrase: Phrase, language: Language
) -> str:
    """Return a measured statement in words, with the figures it rests on."""
    if yes_or_no(figures.scale):
        return _share_text(attribute, figures, phrase, language)
    given = {
        "whole": "yes" if mostly_true(attribute) else "no",
        "what": clause_of(phrase, language),
        "mean": mean_figure(figures.mean, figures.scale, language),
        "others": mean_figure(figures.others_mean, figures.scale, language),
        "compared": _compared(attribute, figures),
        "fit": how_many(attribute.members_fit, attribute.n, figures.fit_share, language),
    }
    if figures.scale is None:
        return language.say("persona-statement-number", **given)
    low, high = (language.number(end) for end in (figures.scale.low, figures.scale.high))
    return language.say("persona-statement-mean", low=low, high=high, **given)


def _compared(attribute: AttributeProfile, figures: Measurement) -> str:
    if not math.isfinite(figures.others_mean):
        return "alone"
    return "apart" if attribute.level.distinctive else "like"


def _share_text(attribute: AttributeProfile, figures: Measurement, phrase: Phrase, language: Language) -> str:
    """Return a statement on an answer with yes or no: how many gave it, and what share of the others."""
    suffix = {"alone": "-alone", "like": "-like", "apart": ""}[_compared(attribute, figures)]
    given = {"what": counted(phrase, language), "fit": fit_of(figures, language)}
    if suffix != "-alone":
        given["others"] = language.percent(others_share(figures))
    return sentence_case(language.say(f"persona-statement-share{suffix}", **given))


def sentence_case(text: str) -> str:
    """Return a sentence that begins with a capital where it begins with a letter."""
    return text[:1].upper() + text[1:]


def fit_of(figures: Measurement, language: Language) -> str:
    """Return how many members fit, in words to stand beside the share of everyone else."""
    return how_many(figures.members_fit, figures.members, figures.fit_share, language, beside=True)


def others_share(figures: Measurement) -> float:
    """Return the share of everybody else who gave the members' answer, of an answer with yes or no."""
    share = figures.others_mean if figures.position > 0 else 1 - figures.others_mean
    return min(max(share, 0.0), 1.0)  # a weighted mean of ones may lie a bit above one


def mostly_true(attribute: AttributeProfile) -> bool:
    """Return whether a clear majority of the members, in whole per cent, fit what is said of them."""
    return round(attribute.fit_share, 2) >= MAJORITY


def widest(
    profile: Profile, segment: SegmentProfile, matches: Mapping[str, ConstructMatch]
) -> AttributeProfile | None:
    """Return the basis variable that comes nearest to setting a segment apart; None without numbers."""
    known = [
        a
        for a in segment.attributes
        if a.role is Role.BASIS
        and math.isfinite(a.g)
        and matches[a.name].source != "sensitive"
        and math.isfinite(profile.others_mean(segment.segment, a.name))
    ]
    return min(known, key=lambda a: (-round(abs(a.g), TIE), a.name), default=None)


def inferred_statements(advice: Iterable[Advice], language: Language) -> Iterator[Statement]:
    """Yield a statement for all that rules infer about the people themselves, matter by matter."""
    lines = list(advice)
    for slot in ABOUT_PEOPLE:
        for line in (line for line in lines if line.slot == slot):
            key = f"persona-statement-{slot.value}" + ("-hypothesis" if line.hypothesis else "")
            yield Statement(
                id="",
                kind=StatementKind.HYPOTHESIS if line.hypothesis else StatementKind.INFERRED,
                text=language.say(key, what=line.phrase),
                rules=line.rules,
                evidence=line.evidence,
                against=line.against,
                grade=line.grade,
                slot=slot,
                phrase=line.phrase,
            )
