"""Statements: claims about a segment, each with the figures or the rule it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from psychograph.codebook.codebook import Role
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Advice
from psychograph.labels import readable
from psychograph.personas.persona import Measurement, NumberSummary, Statement, StatementKind
from psychograph.personas.wording import capitalised, how_many, spread
from psychograph.profiling.profile import AttributeProfile, Profile, SegmentProfile, excludes_zero

MAJORITY = 0.6  # of the members, before a sentence says of them all what is true of the mean
# Advice that says something about the people themselves; the rest tells what to do.
ABOUT_PEOPLE = {
    "motive": "What probably moves them: {}",
    "barrier": "What may hold them back: {}",
}


def measured_statements(
    profile: Profile, segment: SegmentProfile, matches: Mapping[str, ConstructMatch]
) -> Iterator[Statement]:
    """Yield a statement for every attribute on which a segment stands apart or shares a strong answer.

    Headline attributes come first, then the other distinctive ones, then those shared with
    everybody, each group by salience.
    """
    said = [a for a in segment.attributes if _holds(a, profile) and _says(a, matches[a.name])]
    said.sort(key=lambda a: (not a.headline, not a.level.distinctive, -a.salience, a.name))
    for number, attribute in enumerate(said, 1):
        figures = _measurement(profile, segment.segment, attribute)
        text = _measured_text(attribute, figures.others_mean, phrase(attribute, matches[attribute.name]))
        yield Statement(f"S{number}", StatementKind.MEASURED, text, figures)


def number_statements(
    numbers: Sequence[NumberSummary], segment: SegmentProfile, profile: Profile, first: int
) -> list[Statement]:
    """Return a statement for every numeric descriptor, such as age, numbered from `first`."""
    return [
        Statement(
            f"S{number}",
            StatementKind.MEASURED,
            f"{readable(summary.name)}: {_spread_of(summary)}.",
            _measurement(profile, segment.segment, segment.attribute(summary.name)),
        )
        for number, summary in enumerate(numbers, first)
    ]


def _spread_of(summary: NumberSummary) -> str:
    return spread(
        summary.minimum, summary.lower_quartile, summary.median, summary.upper_quartile, summary.maximum
    )


def _measurement(profile: Profile, segment: int, attribute: AttributeProfile) -> Measurement:
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


def _holds(attribute: AttributeProfile, profile: Profile) -> bool:
    """Return whether a level is worth a sentence: surely distinctive, or shared by every segment."""
    if attribute.level.distinctive:
        return excludes_zero(attribute.g_interval)
    return attribute.level is not Level.MID and profile.shared_by_all(attribute.name)


def _says(attribute: AttributeProfile, match: ConstructMatch) -> bool:
    """Return whether high or low on an attribute says something: age and other plain numbers do not."""
    if match.source == "sensitive":
        return False
    if match.construct is not None:
        return bool(match.construct.high)
    return attribute.role is Role.BASIS or attribute.scale is not None


def phrase(attribute: AttributeProfile, match: ConstructMatch) -> str:
    """Return what people on the segment's side of an attribute do or are, to follow "they".

    Examples
    --------
    "are orderly and thorough"; for an attribute without a construct 'agree: "I like maps."'.
    """
    high = attribute.position > 0
    if match.construct is not None and match.construct.high:
        return match.construct.high if high is not match.reversed else match.construct.low
    if attribute.question and attribute.scale and not attribute.question.endswith("?"):
        said = attribute.question.rstrip(".")
        quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{said}\N{RIGHT DOUBLE QUOTATION MARK}"
        return f"{'agree' if high else 'disagree'}: {quoted}"
    return f"are {'high' if high else 'low'} on {readable(attribute.name).lower()}"


def _measured_text(attribute: AttributeProfile, others: float, said: str) -> str:
    scale = f" on a scale of {attribute.scale.low:g} to {attribute.scale.high:g}" if attribute.scale else ""
    compared = "like everyone else" if not attribute.level.distinctive else "everyone else"
    fit_share = None if attribute.fit_weight is None else attribute.fit_share
    who = "They" if mostly_true(attribute) else "On average, they"
    return (
        f"{who} {said}: mean {attribute.mean:.2f}{scale}, {compared} {others:.2f}; "
        f"{how_many(attribute.members_fit, attribute.n, fit_share)} fit."
    )


def mostly_true(attribute: AttributeProfile) -> bool:
    """Return whether a clear majority of the members fit what is said of them."""
    fit = attribute.members_fit if attribute.fit_weight is None else attribute.fit_weight
    return fit >= MAJORITY * attribute.mass


def inferred_statements(advice: tuple[Advice, ...], first: int) -> Iterator[Statement]:
    """Yield a statement for every motive and barrier that rules infer, numbered from `first`."""
    lines = [line for slot in ABOUT_PEOPLE for line in advice if line.slot == slot]
    for number, line in enumerate(lines, first):
        yield Statement(
            id=f"S{number}",
            kind=StatementKind.HYPOTHESIS if line.hypothesis else StatementKind.INFERRED,
            text=capitalised(ABOUT_PEOPLE[line.slot].format(line.phrase)) + ".",
            rules=line.rules,
            evidence=line.evidence,
            against=line.against,
            grade=line.grade,
        )
