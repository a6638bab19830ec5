"""The narrative: a paragraph of sentences, each of which names the statements it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.personas.persona import Sentence, Statement, StatementKind
from psychograph.personas.wording import how_many, join_clauses, join_words

MOST_SECONDARY = 4
MOST_INFERRED = 3


@dataclass(frozen=True)
class Claim:
    """A measured statement, the phrase it makes in a sentence, and the group it belongs to."""

    statement: Statement
    phrase: str
    group: str  # "headline", "secondary" or "shared"


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
    n: int,
    joint_fit: int,
) -> Iterator[Sentence]:
    """Yield the sentences of a persona's paragraph."""
    headline = _group(claims, "headline")
    if len(headline) > 1:
        each = {2: "both"}.get(len(headline), f"all {_number_word(len(headline))}")
        yield Sentence(
            f"What sets them apart is that they {join_clauses([c.phrase for c in headline])}; "
            f"{how_many(joint_fit, n)} fit {each} at once.",
            _ids(headline),
        )
    elif headline:
        yield Sentence(f"What sets them apart is that they {headline[0].phrase}.", _ids(headline))
    secondary = _group(claims, "secondary")[:MOST_SECONDARY]
    if secondary:
        opening = "Less markedly, they also" if headline else "Compared with the others, they"
        yield Sentence(f"{opening} {join_clauses([c.phrase for c in secondary])}.", _ids(secondary))
    shared = _group(claims, "shared")
    if shared:
        yield Sentence(
            f"Like everyone else here, they {join_clauses([c.phrase for c in shared])}.", _ids(shared)
        )
    age = next((statement for statement in measured if statement.text.startswith("Age: ")), None)
    if age is not None:
        yield Sentence(f"Their median age is {age.text.removeprefix('Age: median ')}", (age.id,))
    yield from _inferred(inferred)


def _inferred(statements: Sequence[Statement]) -> Iterator[Sentence]:
    for opening, label in (
        ("What probably moves them: ", "motive"),
        ("What may hold them back: ", "barrier"),
    ):
        lines = [s for s in statements if s.text.startswith(opening)][:MOST_INFERRED]
        if lines:
            said = join_words([s.text.removeprefix(opening).rstrip(".?") for s in lines])
            hedge = "" if any(s.kind is StatementKind.INFERRED for s in lines) else " (a hypothesis to test)"
            verb = "is probably" if label == "motive" else "may be"
            subject = "What moves them" if label == "motive" else "What holds them back"
            yield Sentence(f"{subject} {verb} {said}{hedge}.", tuple(s.id for s in lines))


def _group(claims: Sequence[Claim], group: str) -> list[Claim]:
    return [claim for claim in claims if claim.group == group]


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.statement.id for claim in claims)


def _number_word(count: int) -> str:
    words = ("three", "four", "five", "six", "seven", "eight", "nine")
    return words[count - 3] if 3 <= count <= 9 else str(count)
