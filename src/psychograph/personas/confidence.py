"""How sure a persona is: why it is exploratory, said in the text without fear."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from psychograph.findings import Finding
from psychograph.personas.statement import Sentence, Statement, Tally
from psychograph.personas.statements import Ledger
from psychograph.personas.variants import Wordings
from psychograph.profiling.profile import SegmentProfile

SMALL = frozenset({"small-segment", "tiny-segment"})
UNSTEADY = "unstable-segment"
EXPLORATORY = SMALL | {UNSTEADY}


def weaknesses_of(segment: int, findings: Iterable[Finding]) -> frozenset[str]:
    """Return why a segment's persona is exploratory, as codes of findings; empty where it is firm."""
    return frozenset(f.code for f in findings if f.segment == segment and f.code in EXPLORATORY)


def tell_confidence(
    part: SegmentProfile,
    weaknesses: frozenset[str],
    stability: float,
    size: Statement,
    content: str,
    ledger: Ledger,
    wordings: Wordings,
) -> Iterator[Sentence]:
    """Yield why a persona is exploratory: few people, or a group that does not come back."""
    language = wordings.language
    if weaknesses & SMALL:
        worth = part.n if part.effective_n is None else math.floor(part.effective_n + 0.5)
        if worth < part.n:
            statement = ledger.measured(
                language.say("persona-statement-worth", n=part.n, worth=worth),
                tally=Tally("worth", worth, part.n),
            )
            text = wordings.say("persona-sketch-worth", content, n=part.n, worth=worth)
        else:
            statement = size
            text = wordings.say("persona-sketch", content, n=part.n)
        yield Sentence(text, (statement.id,))
    if UNSTEADY in weaknesses and math.isfinite(stability):
        share = language.percent(stability)
        statement = ledger.measured(
            language.say("persona-statement-stability", share=share), reproduction=stability
        )
        yield Sentence(wordings.say("persona-unsteady", content, share=share), (statement.id,))
