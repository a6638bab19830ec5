"""`Page`: everything the report shows, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Rule
from psychograph.labels import readable_all
from psychograph.personas.persona import Statement
from psychograph.reports.figures import Figures
from psychograph.reports.view.answers import Answer, answers
from psychograph.reports.view.apart import Apart, apart
from psychograph.reports.view.campaign import AVOID, Campaign, campaign
from psychograph.reports.view.cards import Card, card
from psychograph.reports.view.customers import CustomersView, customers
from psychograph.reports.view.method import Method, method
from psychograph.reports.view.quality import Quality, quality
from psychograph.reports.view.ranking import Ranking, ranking
from psychograph.reports.view.respondents import Respondents, respondents
from psychograph.reports.view.segment_cards import SegmentCard, segment_cards
from psychograph.reports.view.solution import SolutionView, solution
from psychograph.reports.view.summary import TRUST, Line, summary
from psychograph.reports.view.trust import Trust, trust
from psychograph.runs.run import Run
from psychograph.strategy.lines import BriefLine
from psychograph.study.model import Goal

GOALS = {
    Goal.LAUNCH_NEW: "launch something new",
    Goal.LAUNCH_CAUSE: "launch something new that supports a cause",
    Goal.AWARENESS: "become known",
    Goal.TRIAL: "win first trials",
    Goal.RETENTION: "keep customers",
    Goal.REFERRAL: "be recommended",
    Goal.PREMIUM: "sell the best version",
    Goal.TRUST_UPGRADE: "move customers up with confidence",
    Goal.WINBACK: "win customers back",
}
SECTIONS = (
    ("question", "The question asked"),
    ("respondents", "Who answered"),
    ("quality", "The answers, and how far to trust them"),
    ("segments", "How segments were found, and how far to trust them"),
    ("apart", "What sets the segments apart"),
    ("personas", "The personas"),
    ("target", "The target"),
    ("brief", "The campaign brief"),
    ("method", "Method"),
    ("findings", "Findings and limits"),
    ("references", "References"),
)
# After who answered, where a customer table was joined.
CUSTOMERS = ("customers", "The customers who answered, and the others")

# What there is instead of personas, target and brief where there is no sign of segments.
STOPPED = {
    "personas": ("cards", "The segments, one by one"),
    "target": ("stopped", "Why there are no personas"),
    "brief": None,
}


@dataclass(frozen=True, eq=False)
class Page:
    """The report, computed.

    Parameters
    ----------
    run, figures : Run, Figures
        What is reported, and its pictures.
    labels : mapping of str to str
        Readable names of attributes.
    sections : tuple of (str, str)
        Ids and titles of the sections.
    summary, answers, respondents, quality, trust, solution, apart, cards, ranking, campaign, method
        What each section shows. Without personas there are no cards, ranking and campaign.
    customers : CustomersView or None
        What the section on all customers shows; None without a customer table.
    segment_cards : tuple of SegmentCard
        Cards of segments without personas.
    cited : mapping of str to int
        Numbers of the references that are cited, by key.
    references : tuple of Reference
        Those references, in the order of their numbers.
    avoid : tuple of str
        Slots of what is not to be done.
    """

    run: Run
    figures: Figures
    labels: Mapping[str, str]
    sections: tuple[tuple[str, str], ...]
    summary: tuple[Line, ...]
    answers: tuple[Answer, ...]
    respondents: Respondents
    customers: CustomersView | None
    quality: Quality | None
    trust: Trust
    solution: SolutionView
    apart: Apart
    cards: tuple[Card, ...]
    segment_cards: tuple[SegmentCard, ...]
    ranking: Ranking | None
    campaign: Campaign | None
    method: Method
    cited: Mapping[str, int]
    references: tuple[Reference, ...]
    avoid: tuple[str, ...]

    @property
    def why_no_target(self) -> str:
        """The reason, as a clause, where no target is proposed."""
        return self.run.ranking.why_no_target

    @property
    def goal(self) -> str:
        """The goal in words."""
        return GOALS[self.run.study.objective.goal]

    @property
    def measure(self) -> str:
        """What tells whether the campaign reached its goal."""
        return self.run.knowledge.goals[self.run.study.objective.goal].measure

    @property
    def verdict(self) -> str:
        """The verdict in a few words."""
        return TRUST[self.run.segmentation.verdict.kind]

    def findings(self) -> Iterator[tuple[str, list[Finding]]]:
        """Yield findings by severity, the most serious first."""
        for severity in ("serious", "caution", "note"):
            found = [finding for finding in self.run.findings if finding.severity == severity]
            if found:
                yield severity, found


def view_page(run: Run, figures: Figures) -> Page:
    """Compute everything the report of a run shows."""
    labels = readable_all(run.study.attributes)
    cards = tuple(card(run, persona, figures.cards.get(persona.segment), labels) for persona in run.personas)
    plan = None if run.stopped else campaign(run)
    how = method(run, labels, _named_rules(cards, plan))
    cited = cited_by(how.rules, _sources(cards, plan), run.knowledge.references)
    return Page(
        run=run,
        figures=figures,
        labels=labels,
        sections=_sections(run, cited),
        summary=tuple(summary(run)),
        answers=tuple(answers(run, labels)),
        respondents=respondents(run, labels),
        customers=customers(run, labels),
        quality=quality(run, labels),
        trust=trust(run),
        solution=solution(run, labels),
        apart=apart(run, labels),
        cards=cards,
        segment_cards=tuple(segment_cards(run, figures.profiles, labels)) if run.stopped else (),
        ranking=None if run.stopped else ranking(run, labels),
        campaign=plan,
        method=how,
        cited={reference.key: number for number, reference in enumerate(cited, 1)},
        references=cited,
        avoid=AVOID,
    )


def _sections(run: Run, cited: Sequence[Reference]) -> tuple[tuple[str, str], ...]:
    sections = [section for section in SECTIONS if cited or section[0] != "references"]
    if run.coverage is not None:
        sections.insert(2, CUSTOMERS)
    if not run.stopped:
        return tuple(sections)
    instead = (STOPPED.get(section[0], section) for section in sections)
    return tuple(section for section in instead if section is not None)


def cited_by(
    rules: Iterable[tuple[Rule, str]], items: Iterable[Statement | BriefLine], known: Mapping[str, Reference]
) -> tuple[Reference, ...]:
    """Return the references behind rules that spoke and behind single lines, by citation.

    A line may rest on a dated figure that no rule names: its reference is its own.
    """
    keys = {key for rule, _ in rules for key in (*rule.evidence, *rule.against)}
    keys |= {key for item in items for key in (*item.evidence, *item.against)}
    found = (known[key] for key in keys if key in known)
    return tuple(sorted(found, key=lambda reference: (reference.citation, reference.key)))


def _sources(cards: Iterable[Card], plan: Campaign | None) -> Iterator[Statement | BriefLine]:
    yield from plan.lines() if plan is not None else ()
    for shown in cards:
        yield from shown.persona.statements


def _named_rules(cards: Iterable[Card], plan: Campaign | None) -> Iterator[str]:
    for line in plan.lines() if plan is not None else ():
        yield from line.rules
    for shown in cards:
        for statement in shown.persona.statements:
            yield from statement.rules
        for matter in shown.matters:
            for advice in matter.lines:
                yield from advice.rules
