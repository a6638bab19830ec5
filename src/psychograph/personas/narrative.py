"""The narrative: a paragraph whose wording follows the data, each sentence with the statements it rests on.

A plan decides what is told and in which order: what marks the persona most, whether its traits come
together, what else is true, what divides its members, what everybody shares, the nearest persona, who
they are, what rules infer, and how sure it all is. Each step has messages for its cases, such as a
difference that is sharp or one of degree, and several wordings of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.knowledge.rules import Slot
from psychograph.language.language import Language
from psychograph.personas.nearest import Kinship, tell_nearest
from psychograph.personas.opening import figures_of, lead, no_lead, second, soft
from psychograph.personas.phrases import Claim, Group, PhraseKind, counted, said
from psychograph.personas.statement import Sentence, Statement, StatementKind
from psychograph.personas.statements import sentence_case
from psychograph.personas.variants import Wordings
from psychograph.personas.who import Fact, tell_who
from psychograph.personas.wording import how_many, join_clauses, join_points, join_words

MOST_IN_A_LINE = 5
BESIDE_ONE = 2  # claims that a single headline is joined by
MOST_SOFT = 2  # claims of the one line where nothing is a headline
MOST_ANSWERS = 3
MOST_FURTHER = 4
MOST_CLAUSES = 3  # before a sentence becomes a list
MOST_SHARED = 3
MOST_MOTIVES = 3
MOST_BARRIERS = 2
MOST_PROOF = 2
TOGETHER, PARTLY = 0.75, 0.6  # shares of members who have all headline traits
FIRM = 0.75  # share of members of whom a further trait is true, below which it has exceptions
# Phrases that say "mostly" themselves.
SHARES = frozenset({PhraseKind.YES, PhraseKind.NO, PhraseKind.ANSWER})
FEWEST_TOGETHER = 3  # members before one says that traits come together


@dataclass(frozen=True)
class Plot:
    """All that a narrative can tell of one persona.

    Parameters
    ----------
    plural : str
        Its name.
    claims : tuple of Claim
        What the answers say, headlines first.
    widest : tuple of (Statement, str, str) or None
        Where nothing sets it apart: what comes nearest, its label, and what they answer there.
    size : Statement
        How many people stand behind it.
    joint : Statement or None
        How many of them have all headline traits.
    kin : Kinship or None
        How it compares with the nearest persona.
    facts : tuple of Fact
        Descriptors in which it differs.
    inferred : tuple of Statement
        What rules infer.
    confidence : tuple of Sentence
        How sure all this is.
    """

    plural: str
    claims: tuple[Claim, ...]
    widest: tuple[Statement, str, str] | None
    size: Statement
    joint: Statement | None
    kin: Kinship | None
    facts: tuple[Fact, ...]
    inferred: tuple[Statement, ...]
    confidence: tuple[Sentence, ...] = ()


def in_one_line(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that make the persona in one sentence: headlines, or else what comes nearest."""
    headlines, further = _group(claims, Group.HEADLINE), _ranked(_group(claims, Group.SECONDARY))
    if len(headlines) == 1:
        return (*headlines, *further[:BESIDE_ONE])
    if headlines:
        return tuple(headlines[:MOST_IN_A_LINE])
    return tuple(further[: MOST_SOFT if soft(further) else MOST_ANSWERS])


def one_line(plot: Plot, language: Language) -> Sentence:
    """Return the persona in one sentence."""
    chosen = in_one_line(plot.claims)
    divided = _ranked(_group(plot.claims, Group.AVERAGE))
    if not chosen and divided:
        text = language.say("persona-line-average", plural=plot.plural, label=divided[0].label)
        return Sentence(text, (divided[0].statement.id,))
    if not chosen:
        statement = plot.widest[0] if plot.widest else plot.size
        return Sentence(language.say("persona-line-none", plural=plot.plural), (statement.id,))
    clauses = said([claim.phrase for claim in chosen], language)
    if len(clauses) <= MOST_CLAUSES:
        key = "persona-line-soft" if soft(chosen) else "persona-line"
        text = language.say(key, plural=plot.plural, clauses=join_clauses(clauses, language=language))
    else:
        half = (len(clauses) + 1) // 2
        text = language.say(
            "persona-line-long",
            plural=plot.plural,
            clauses=join_clauses(clauses[:half], language=language),
            more=join_clauses(clauses[half:], language=language),
        )
    return Sentence(text, _ids(chosen))


def narrate(plot: Plot, content: str, wordings: Wordings) -> tuple[Sentence, ...]:
    """Return the sentences of a persona's paragraph.

    Parameters
    ----------
    plot : Plot
        What there is to tell.
    content : str
        Fingerprint of the data, which chooses among wordings.
    wordings : Wordings
        Shared by the personas of a study, so that no two read alike.
    """
    chosen = in_one_line(plot.claims)
    divided = _ranked(_group(plot.claims, Group.AVERAGE))
    leading = chosen or divided[:1]
    sentences = [*_open(plot, leading, content, wordings)]
    told = {*_ids(leading), *(c.statement.id for c in (plot.kin.common if plot.kin else ()))}
    further = [c for c in plot.claims if c.group in {Group.HEADLINE, Group.SECONDARY}]
    further = [c for c in _ranked(further) if c.statement.id not in told]
    sentences += _together(plot, content, wordings)
    sentences += _also(further[:MOST_FURTHER], chosen, content, wordings)
    sentences += _divided(divided[:1], content, wordings)
    sentences += _shared(plot, content, wordings)
    if plot.kin is not None:
        sentences.append(tell_nearest(plot.kin, content, wordings))
    sentences += tell_who(plot.facts, content, wordings)
    sentences += _inferred(plot.inferred, content, wordings)
    return (*sentences, *plot.confidence)


def _open(plot: Plot, leading: Sequence[Claim], content: str, wordings: Wordings) -> Iterator[Sentence]:
    if leading:
        yield lead(leading[0], content, wordings)
    elif plot.widest is not None:
        statement, label, what = plot.widest
        yield no_lead(statement, label, what, content, wordings)
    else:
        people = plot.size.tally.of if plot.size.tally else 0
        yield Sentence(wordings.say("persona-lead-nothing", content, n=people), (plot.size.id,))
    if len(leading) > 1:
        yield second(leading[1], leading[0], content, wordings)


def _together(plot: Plot, content: str, wordings: Wordings) -> Iterator[Sentence]:
    """Yield whether those who have one headline trait have the others."""
    headlines = _group(plot.claims, Group.HEADLINE)
    tally = plot.joint.tally if plot.joint else None
    if plot.joint is None or tally is None or len(headlines) < 2 or tally.of < FEWEST_TOGETHER:
        return
    share = tally.count / tally.of if tally.share is None else tally.share
    degree = "together" if share >= TOGETHER else "partly" if share >= PARTLY else "apart"
    fit = how_many(tally.count, tally.of, tally.share, wordings.language)
    if degree == "partly" and tally.count == tally.of:
        degree = "together"
    text = wordings.say(f"persona-{degree}", content, fit=fit, count=len(headlines))
    yield Sentence(text, (*_ids(headlines), plot.joint.id))


def _also(
    claims: Sequence[Claim], chosen: Sequence[Claim], content: str, wordings: Wordings
) -> Iterator[Sentence]:
    """Yield further traits, in one sentence or two, marked where they have exceptions."""
    clauses, language = said([claim.phrase for claim in claims], wordings.language), wordings.language
    if not clauses:
        return
    if soft(chosen):
        key = "persona-soft"
    else:
        least = min((c.fit_share for c in claims if c.phrase.kind not in SHARES), default=1.0)
        key = f"persona-{'also' if least >= FIRM else 'mostly'}"
    first = len(clauses) if len(clauses) <= MOST_CLAUSES else (len(clauses) + 1) // 2
    parts = [(key, clauses[:first]), ("persona-further", clauses[first:])]
    for message, part in parts:
        if part:
            text = wordings.say(message, content, clauses=join_clauses(part, language=language))
            yield Sentence(text, _ids(claims))


def _divided(claims: Sequence[Claim], content: str, wordings: Wordings) -> Iterator[Sentence]:
    """Yield an attribute on which the average stands apart, but not most members."""
    for claim in claims:
        given = figures_of(claim, wordings.language)
        share, measurement = claim.statement.share, claim.statement.measurement
        if share is not None:
            key = f"persona-lean-{'more' if share.h > 0 else 'fewer'}"
        elif measurement is not None and measurement.members_fit > 1:
            fit = how_many(
                measurement.members_fit, measurement.members, measurement.fit_share, wordings.language
            )
            given = {"fit": fit, "what": counted(claim.phrase, wordings.language)}
            key = "persona-part"
            if claim.phrase.kind is PhraseKind.POLE:
                key, given = "persona-divided", {"label": claim.label, **given}
        else:
            continue
        yield Sentence(sentence_case(wordings.say(key, content, **given)), (claim.statement.id,))


def _shared(plot: Plot, content: str, wordings: Wordings) -> Iterator[Sentence]:
    claims = _group(plot.claims, Group.SHARED)[:MOST_SHARED]
    if claims:
        clauses = said([claim.phrase for claim in claims], wordings.language)
        text = wordings.say(
            "persona-shared", content, clauses=join_clauses(clauses, language=wordings.language)
        )
        yield Sentence(text, _ids(claims))


def _inferred(statements: Sequence[Statement], content: str, wordings: Wordings) -> Iterator[Sentence]:
    """Yield what rules infer, hedged; what is a hypothesis by itself, and marked so."""
    for slot, most in ((Slot.MOTIVE, MOST_MOTIVES), (Slot.BARRIER, MOST_BARRIERS)):
        last = "and" if slot is Slot.MOTIVE else "or"
        of_slot = [s for s in statements if s.slot == slot]
        for kind, key in (
            (StatementKind.INFERRED, f"persona-{slot.value}"),
            (StatementKind.HYPOTHESIS, f"persona-hypothesis-{slot.value}"),
        ):
            lines = [s for s in of_slot if s.kind is kind][:most]
            if lines:
                what = join_words([s.phrase or "" for s in lines], last, wordings.language)
                text = wordings.say(key, content, what=what)
                yield Sentence(sentence_case(text), tuple(s.id for s in lines))
    yield from _deciding(statements, content, wordings)


def _deciding(statements: Sequence[Statement], content: str, wordings: Wordings) -> Iterator[Sentence]:
    """Yield what would convince them; where that is not known, how much they want to be told."""
    for slots, key, name in (
        ((Slot.PROOF,), "persona-decide-proof", "proof"),
        ((Slot.DECISION, Slot.DEPTH), "persona-decide-depth", "depth"),
    ):
        lines = [s for s in statements if s.slot in slots and s.kind is StatementKind.INFERRED][:MOST_PROOF]
        if lines:
            points = join_points([s.phrase or "" for s in lines], wordings.language)
            text = wordings.say(key, content, **{name: points})
            yield Sentence(text, tuple(s.id for s in lines))
            return


def _group(claims: Sequence[Claim], group: Group) -> list[Claim]:
    return [claim for claim in claims if claim.group is group]


def _ranked(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims with headlines first, each kind by salience; equals as they came."""
    return sorted(claims, key=lambda claim: (claim.group is not Group.HEADLINE, -round(claim.salience, 9)))


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.statement.id for claim in claims)
