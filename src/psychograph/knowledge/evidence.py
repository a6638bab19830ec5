"""How good a grade the studies behind a rule can carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Grade

# The best grade that one study of a design can carry; several large experiments carry an A.
CARRIES = {
    "meta-analysis": Grade.A,
    "experiment": Grade.B,
    "field": Grade.B,
    "survey": Grade.B,
    "small": Grade.C,
    "review": Grade.C,
    "trade": Grade.C,
    "comment": Grade.D,
}
EXPERIMENTS = frozenset({"experiment", "field"})
SEVERAL = 2


def best_grade(sources: Iterable[Reference]) -> Grade:
    """Return the best grade that studies can carry together; D where there are none.

    A rule may well be graded lower: one step for a neighbouring construct, product or outcome.

    Parameters
    ----------
    sources : iterable of Reference
        The studies for a rule, not those against it.

    Examples
    --------
    >>> one = Reference("a", "A 2020", "", "abstract", "", "experiment")
    >>> str(best_grade([])), str(best_grade([one])), str(best_grade([one, one]))
    ('D', 'B', 'A')
    """
    designs = [source.design for source in sources]
    if sum(design in EXPERIMENTS for design in designs) >= SEVERAL:
        return Grade.A
    return min((CARRIES.get(design, Grade.D) for design in designs), default=Grade.D)


def grade_in_words(sources: Iterable[Reference]) -> str:
    """Return what a rule rests on: ``"one experiment and one review"``.

    Examples
    --------
    >>> grade_in_words([])
    'no reference'
    """
    counts = Counter(source.design or "unknown" for source in sources)
    parts = [f"{n} {design}" if n > 1 else f"one {design}" for design, n in sorted(counts.items())]
    return " and ".join(parts) or "no reference"


def sources_of(evidence: Iterable[str], asks: str | None, base: KnowledgeBase) -> tuple[Reference, ...]:
    """Return the references a rule rests on, those of the figures it asks for among them.

    Parameters
    ----------
    evidence : iterable of str
        Keys of the studies that the rule names.
    asks : str or None
        The table of figures that it asks.
    base : KnowledgeBase
        References and tables; keys it does not know are passed over.
    """
    keys = list(evidence)
    if asks is not None and asks in base.facts:
        keys += [survey.source for survey in base.facts[asks].surveys]
    return tuple(base.references[key] for key in dict.fromkeys(keys) if key in base.references)
