"""A persona's card by itself: the card, what its marks lead to, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Rule
from psychograph.labels import readable_all
from psychograph.reports.figures import Drawing
from psychograph.reports.view.cards import Card, card
from psychograph.reports.view.notice import notice_of
from psychograph.runs.run import Run


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the marks of a page lead to.

    Parameters
    ----------
    rules : tuple of Rule
        Rules that the page names.
    references : tuple of Reference
        What the page cites, in the order of their numbers.
    cited : mapping of str to int
        Those numbers, by key.
    """

    rules: tuple[Rule, ...]
    references: tuple[Reference, ...]
    cited: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class PersonaPage:
    """One persona, computed for its page and its Markdown.

    Parameters
    ----------
    run : Run
        Where it comes from.
    card : Card
        The card.
    labels : mapping of str to str
        Readable names of attributes.
    evidence : Evidence
        Rules and references.
    notice : tuple of str
        What every report says.
    version : str
        Of Psychograph.
    stem : str
        Name of its files, without the ending.
    """

    run: Run
    card: Card
    labels: Mapping[str, str]
    evidence: Evidence
    notice: tuple[str, ...]
    version: str
    stem: str

    @property
    def cited(self) -> Mapping[str, int]:
        """Numbers of the references, by key."""
        return self.evidence.cited


def persona_pages(run: Run, drawings: Mapping[int, Drawing]) -> Iterator[PersonaPage]:
    """Yield the page of every persona, in the order of the segments."""
    labels = readable_all(run.study.attributes)
    for persona in run.personas:
        shown = card(run, persona, drawings.get(persona.segment), labels)
        statements = persona.statements
        named = [*(r for s in statements for r in s.rules), *(r for a in persona.advice for r in a.rules)]
        keys = [key for item in (*statements, *persona.advice) for key in (*item.evidence, *item.against)]
        yield PersonaPage(
            run=run,
            card=shown,
            labels=labels,
            evidence=evidence_of(run, named, keys),
            notice=notice_of(run),
            version=version("psychograph"),
            stem=f"persona-{persona.segment}",
        )


def evidence_of(run: Run, named: Iterable[str], keys: Sequence[str]) -> Evidence:
    """Return the rules and references that a page names, references by citation."""
    wanted = set(named)
    rules = tuple(rule for rule in run.knowledge.rules if rule.id in wanted)
    cited = {*keys, *(key for rule in rules for key in (*rule.evidence, *rule.against))}
    known = run.knowledge.references
    found = sorted((known[key] for key in cited if key in known), key=lambda r: (r.citation, r.key))
    return Evidence(rules, tuple(found), {reference.key: at for at, reference in enumerate(found, 1)})
