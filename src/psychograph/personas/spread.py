"""How far the members of a segment are alike: joint prevalence, disagreement, outliers, overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from psychograph.codebook.codebook import Role
from psychograph.language.language import Language
from psychograph.personas.persona import Spread
from psychograph.personas.phrases import label_of, yes_or_no
from psychograph.personas.statement import Sentence, Statement, Tally
from psychograph.personas.statements import Ledger, measurement_of, sentence_case
from psychograph.personas.wording import how_many, join_words, mean_figure
from psychograph.profiling.neighbours import Neighbour
from psychograph.profiling.profile import AttributeProfile, Profile, SegmentProfile
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.weights import weighted_mean, weighted_share

MOST_SPLIT = 4  # attributes that are named; the card lists them all
SEVERAL = 2  # segments, from more than which one of the others is the nearest
EDGE, SOME = 0.1, 0.25  # shares of members from which two groups overlap, and from which they run together


def outliers(segmentation: Segmentation) -> dict[int, tuple[int, float]]:
    """Return how many members of each segment lie nearer to the middle of another, and their share by weight.

    That is a simplified silhouette below zero: distances to the middles of the segments stand in for
    those to all their members, so that it serves many respondents.

    References
    ----------
    Hruschka, de Castro & Campello 2004, Evolutionary algorithms for clustering gene-expression data
    (the simplified silhouette).
    """
    labels, weights, places = segmentation.labels, segmentation.weights, segmentation.places
    segments = np.array(segmentation.segments)
    centres = np.array([weighted_mean(places[labels == s], weights[labels == s]) for s in segments])
    apart = np.stack([np.linalg.norm(places - centre, axis=1) for centre in centres], axis=1)
    own = np.take_along_axis(apart, (labels - 1)[:, None], axis=1)
    elsewhere = np.asarray((apart < own * (1 - 1e-9)).any(axis=1))
    return {
        int(s): (
            int(elsewhere[labels == s].sum()),
            float(weighted_share(elsewhere[labels == s], weights[labels == s])),
        )
        for s in segments
    }


def split_attributes(part: SegmentProfile) -> list[AttributeProfile]:
    """Return basis variables on which members disagree, most of all first; yes or no always divides."""
    split = [a for a in part.attributes if a.split and a.role is Role.BASIS and not yes_or_no(a.scale)]
    return sorted(split, key=lambda a: (-round(_width(a), 9), a.name))


def joint_statement(part: SegmentProfile, ledger: Ledger, language: Language) -> Statement | None:
    """Return how many members fit all headline attributes at once; None without headlines."""
    count = len(part.headlines)
    if not count:
        return None
    text = language.say("persona-statement-joint", fit=_joint_fit(part, language), count=count)
    tally = Tally("joint_fit", part.joint_fit, part.n, part.joint_share)
    return ledger.measured(sentence_case(text), tally=tally)


def spread_of(
    profile: Profile,
    part: SegmentProfile,
    neighbour: Neighbour,
    neighbour_name: str,
    elsewhere: tuple[int, float],
    joint: Statement | None,
    ledger: Ledger,
    language: Language,
) -> Spread:
    """Return how far the members are alike, in figures and in words."""
    several = len(profile.segments) > SEVERAL  # of two, whoever lies nearer to the other is an outlier
    near_only = several and elsewhere[0] == neighbour.nearer_to_it
    sentences = [
        *_joint(part, joint, language),
        *_split(profile, part, ledger, language),
        *(_overlap(part, neighbour, neighbour_name, ledger, language) if several else ()),
        *_outliers(part, elsewhere, near_only, ledger, language),
    ]
    return Spread(
        joint_fit=part.joint_fit,
        n=part.n,
        joint_share=part.joint_share,
        split=tuple(a.name for a in split_attributes(part)),
        dropped=part.dropped,
        outliers=elsewhere[0],
        neighbour=neighbour,
        sentences=tuple(sentences),
    )


def _width(attribute: AttributeProfile) -> float:
    return attribute.sd / attribute.scale.half_range if attribute.scale else 0.0


def _joint_fit(part: SegmentProfile, language: Language) -> str:
    return how_many(part.joint_fit, part.n, part.joint_share, language)


def _joint(part: SegmentProfile, joint: Statement | None, language: Language) -> Iterator[Sentence]:
    if joint is None:
        return
    count = len(part.headlines)
    fit = sentence_case(_joint_fit(part, language))
    yield Sentence(language.say("persona-spread-joint", capital=fit, count=count), (joint.id,))
    if part.dropped:
        labels = [label_of(name, part.attribute(name).question, language) for name in sorted(part.dropped)]
        text = language.say(
            "persona-spread-dropped", labels=join_words(labels, language=language), count=len(labels)
        )
        yield Sentence(sentence_case(text), (joint.id,))


def _split(profile: Profile, part: SegmentProfile, ledger: Ledger, language: Language) -> Iterator[Sentence]:
    divided = [a for a in split_attributes(part) if a.scale is not None][:MOST_SPLIT]
    if not divided:
        return
    ids = []
    for attribute in divided:
        assert attribute.scale is not None  # noqa: S101 - kept above
        text = language.say(
            "persona-statement-split",
            label=label_of(attribute.name, attribute.question, language),
            mean=mean_figure(attribute.mean, attribute.scale, language),
            sd=mean_figure(attribute.sd, attribute.scale, language),
            low=language.number(attribute.scale.low),
            high=language.number(attribute.scale.high),
        )
        figures = measurement_of(profile, part.segment, attribute)
        ids.append(ledger.measured(text, measurement=figures).id)
    labels = join_words([label_of(a.name, a.question, language) for a in divided], language=language)
    yield Sentence(language.say("persona-spread-split", labels=labels), tuple(ids))


def _overlap(
    part: SegmentProfile, neighbour: Neighbour, name: str, ledger: Ledger, language: Language
) -> Iterator[Sentence]:
    count, n = neighbour.nearer_to_it, part.n
    fit = how_many(count, n, language=language)
    statement = ledger.measured(
        sentence_case(language.say("persona-statement-nearer", fit=fit, neighbour=name)),
        tally=Tally("nearer_to_neighbour", count, n),
    )
    degree = "none" if not count else "edge" if count < EDGE * n else "some" if count < SOME * n else "much"
    given = {"neighbour": name} if degree == "none" else {"neighbour": name, "fit": fit}
    yield Sentence(language.say(f"persona-spread-overlap-{degree}", **given), (statement.id,))


def _outliers(
    part: SegmentProfile, elsewhere: tuple[int, float], near_only: bool, ledger: Ledger, language: Language
) -> Iterator[Sentence]:
    """Yield who would be more at home elsewhere, unless the overlap with the nearest has said so."""
    if near_only:
        return
    count, share = elsewhere
    weighted = None if part.effective_n is None else share
    fit = how_many(count, part.n, weighted, language)
    statement = ledger.measured(
        sentence_case(language.say("persona-statement-outliers", fit=fit)),
        tally=Tally("outliers", count, part.n, weighted),
    )
    if count:
        text = language.say("persona-spread-outliers", fit=fit)
    else:
        text = language.say("persona-spread-no-outliers")
    yield Sentence(text, (statement.id,))
