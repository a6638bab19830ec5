"""The narrative: a paragraph of sentences, each of which names the statements it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.labels import readable
from psychograph.personas.persona import NumberSummary, Sentence, Statement, StatementKind
from psychograph.personas.wording import capitalised, figure, join_clauses, join_words

MOST_SECONDARY = 4
MOST_INFERRED = 3


@dataclass(frozen=True)
class Claim:
    """A measured statement, the phrase it makes in a sentence, and the group it belongs to."""

    statement: Statement
    phrase: str
    group: str  # "headline", "secondary", "shared", or "average" where few members fit the mean


def one_line(plural: str, claims: Sequence[Claim]) -> Sentence:
    """Return the persona in one sentence: its headline attributes."""
    chosen = _group(claims, "headline") or _group(claims, "secondary")[:2]
    if not chosen:
        return Sentence(f"{plural} stand near the middle on everything that was asked.", ())
    return Sentence(f"{plural} {join_clauses([c.phrase for c in chosen])}.", _ids(chosen))


def narrate(
    claims: Sequence[Claim],
    measured: Sequence[Statement],
    inferred: Sequence[Statement],
    *,
    fit: str,
    age: NumberSummary | None,
) -> Iterator[Sentence]:
    """Yield the sentences of a persona's paragraph; `fit` says how many fit all headline attributes."""
    headline = _group(claims, "headline")
    if headline:
        yield _most_telling(headline, fit)
    secondary = _group(claims, "secondary")[:MOST_SECONDARY]
    if secondary:
        opening = "They also" if headline else "Compared with the others, they"
        yield Sentence(f"{opening} {join_clauses([c.phrase for c in secondary])}.", _ids(secondary))
    shared = _group(claims, "shared")
    if shared:
        yield Sentence(
            f"Like everyone else here, they {join_clauses([c.phrase for c in shared])}.", _ids(shared)
        )
    if age is not None:
        yield Sentence(
            f"Their median age is {figure(age.median)}; half of them are {age.lower_quartile:.0f} to "
            f"{age.upper_quartile:.0f}, all {figure(age.minimum)} to {figure(age.maximum)}.",
            (next(s.id for s in measured if s.measurement and s.measurement.attribute == age.name),),
        )
    yield from _inferred(inferred)


def _most_telling(headline: Sequence[Claim], fit: str) -> Sentence:
    """Return the figures of the first headline attribute, and how many members fit them all."""
    first = headline[0].statement.measurement
    assert first is not None  # noqa: S101 - claims are measured
    text = (
        f"Furthest from the middle is \N{LEFT DOUBLE QUOTATION MARK}{readable(first.attribute)}"
        f"\N{RIGHT DOUBLE QUOTATION MARK}: a mean of {first.mean:.2f}, "
        f"against {first.others_mean:.2f} for everyone else"
    )
    if len(headline) == 1:
        return Sentence(f"{text}.", _ids(headline))
    each = "both" if len(headline) == 2 else f"all {_number_word(len(headline))}"
    return Sentence(
        f"{text}. {capitalised(fit)} fit {each} headline attributes at once.",
        _ids(headline),
    )


def _inferred(statements: Sequence[Statement]) -> Iterator[Sentence]:
    for opening, subject, last in (
        ("What probably moves them: ", "They are probably moved by", "and"),
        ("What may hold them back: ", "They may be held back by", "or by"),
    ):
        lines = [s for s in statements if s.text.startswith(opening)][:MOST_INFERRED]
        if lines:
            said = join_words([s.text.removeprefix(opening).rstrip(".") for s in lines], last)
            hedge = "" if any(s.kind is StatementKind.INFERRED for s in lines) else " (a hypothesis to test)"
            yield Sentence(f"{subject} {said}{hedge}.", tuple(s.id for s in lines))


def _group(claims: Sequence[Claim], group: str) -> list[Claim]:
    return [claim for claim in claims if claim.group == group]


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.statement.id for claim in claims)


def _number_word(count: int) -> str:
    words = ("three", "four", "five", "six", "seven", "eight", "nine")
    return words[count - 3] if 3 <= count <= 9 else str(count)
