"""Which constructs to ask, in which order of importance, and how many of them fit into the time there is.

Constructs of key questions come first: the most telling one of every topic, then the second of every
topic, and so on, so that no question takes the time of another. Then those by which targets are ranked for
the goal, the heaviest first, and the rest of the goal's topics. With time to spare, personality is added, and
why and how people buy.

What takes too long is shortened by steps, and the first step that fits is taken: (1) all of it; (2) what
is only added with time to spare in its short form, or with the most telling questions alone; (3) without
it; (4) without what only goes with the goal, one by one; (5) scales of ours with fewer statements, the
least important first; (6) validated scales in their short form, as the TIPI for the Mini-IPIP; (7)
without the least important, one by one. A validated scale is never cut, since nobody knows what its half
measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from psychograph.codebook.codebook import Role
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import Catalogue
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Licence, Pack, PackItem, PackScale, Verdict
from psychograph.instruments.translated import Translated
from psychograph.knowledge.rules import goals
from psychograph.questionnaire.model import Question
from psychograph.questionnaire.suggest.mapping import Asked, Suggestions, Topic
from psychograph.study.model import Goal

BESIDE = "beside the goal"
SPARE = "time to spare"
FEWEST_ITEMS = 3  # of a scale of ours that is cut: two tell nothing of how well they hang together
STATED = "suggested"  # pack of statements that the mapping holds itself
STEM = Translated("How much do you agree or disagree with each statement?")
FEWEST_IN_BASIS = 3
MOST_IN_BASIS = 10  # each asks for some 70 people more, and says less that the others have not said
MOST_TELLING = 2  # of the questions on why and how people buy: what no rule can infer
SAME_STATEMENTS = (
    "cog.need_for_cognition",
    "big5.openness",
)  # six of ten items of the one are items of the other
FEWEST_WISHES = 2  # segments on one variable are cuts of a scale


@dataclass(frozen=True)
class Wish:
    """A construct that should be asked, and for whom.

    Parameters
    ----------
    asked : Asked
        How it is asked.
    reasons : tuple of str
        Why: ``"key question 1"``, ``"goal launch_new"``, ``"beside the goal"``.
    """

    asked: Asked
    reasons: tuple[str, ...]

    @property
    def extra(self) -> bool:
        """Whether neither a key question nor the ranking of targets needs it."""
        return set(self.reasons) == {BESIDE}


@dataclass(frozen=True)
class Chosen:
    """A construct with what asks for it: items of a scale, or a question of the bank.

    Parameters
    ----------
    wish : Wish
        What is asked, and why.
    attribute : str
        Name in the study.
    source : str
        ``"mini_ipip_20/extraversion"`` or ``"bank/demographics.age"``.
    measures : str
        Construct, with a minus sign where high answers mean little of it.
    pack, items
        The instrument and its items; None and none for a question of the bank.
    question : Question or None
        Question of the bank.
    cut : bool
        Whether items of the scale were left out.
    fill_in : str
        What a question of the bank wants to be filled in; empty for nothing.
    spared : bool
        Whether it could build segments, and only describes them because many others build them.
    """

    wish: Wish
    attribute: str
    source: str
    measures: str
    pack: Pack | None = None
    items: tuple[PackItem, ...] = ()
    question: Question | None = None
    cut: bool = False
    fill_in: str = ""
    spared: bool = False

    @property
    def pack_id(self) -> str:
        """Instrument that its items come from; empty for a question of the bank."""
        return self.pack.id if self.pack is not None else ""

    @property
    def validated(self) -> bool:
        """Whether anybody has shown that the statements measure what they say."""
        return self.pack is not None and self.pack.validated and not self.cut

    @property
    def role(self) -> Role:
        """Whether it builds segments or describes them."""
        return Role.DESCRIPTOR if self.spared else self.wish.asked.role


def basis_limited(chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """Return the same, with only the most important attributes in the basis; the others describe.

    What neither a key question nor the ranking of targets needs builds segments only where little else does.
    """
    every = tuple(chosen)
    builders = [one for one in every if one.role is Role.BASIS]
    needed = [one for one in builders if not set(one.wish.reasons) <= {BESIDE, SPARE}]
    kept = _told_apart(needed if len(needed) >= FEWEST_IN_BASIS else builders)[:MOST_IN_BASIS]
    return tuple(replace(one, spared=one in builders and one not in kept) for one in every)


def _told_apart(builders: Sequence[Chosen]) -> Sequence[Chosen]:
    """Leave out the second of two that are asked with much the same statements: it would count them twice."""
    both = [one for one in builders if one.wish.asked.construct in SAME_STATEMENTS]
    return [one for one in builders if one not in both[1:]]


def wishes(
    asked_topics: Sequence[tuple[str, Sequence[Topic]]],
    goal: Goal,
    mapping: Suggestions,
) -> tuple[Wish, ...]:
    """Return the constructs to ask, the most important first, each once with all its reasons.

    Parameters
    ----------
    asked_topics : sequence of (str, sequence of Topic)
        For each key question how to name it as a reason, and its topics.
    goal : Goal
        What the business wants.
    mapping : Suggestions
        The mapping.
    """
    wanted = [*_by_turns(asked_topics), *_for_goal(goal, mapping)]
    always = set(mapping.always.ask)
    reasons: dict[str, list[str]] = {}
    for construct, reason in wanted:
        if construct not in always:
            found = reasons.setdefault(construct, [])
            if reason not in found and (reason != BESIDE or not found):
                found.append(reason)
    return tuple(Wish(mapping.constructs[name], tuple(why)) for name, why in reasons.items())


def _by_turns(asked_topics: Sequence[tuple[str, Sequence[Topic]]]) -> Iterator[tuple[str, str]]:
    """Yield the first construct of every topic, then the second of every topic, and so on."""
    lists = [(topic.ask, reason) for reason, topics in asked_topics for topic in topics]
    for rank in range(max((len(ask) for ask, _ in lists), default=0)):
        for ask, reason in lists:
            if rank < len(ask):
                yield ask[rank], reason


def _for_goal(goal: Goal, mapping: Suggestions) -> Iterator[tuple[str, str]]:
    reason = f"goal {goal.value}"
    weights = goals()[goal.value].weights
    for construct in sorted(weights, key=lambda name: -abs(weights[name])):
        if construct in mapping.constructs:
            yield construct, reason
    for topic in mapping.goals[goal].topics:
        for construct in mapping.topics[topic].ask:
            yield construct, BESIDE


@dataclass(frozen=True)
class Offer:
    """What statements speak of: the offer and the brand, as respondents should read them."""

    name: str = "[your offer]"
    brand: str = "[your brand]"

    def told(self, statement: str) -> str:
        """Return a statement of the mapping with both filled in."""
        text = statement.removeprefix("-").replace("{offer}", self.name).replace("{brand}", self.brand)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Sources:
    """Where statements and questions come from."""

    catalogue: Catalogue
    offer: Offer = Offer()

    def of(self, wanted: Iterable[Wish], *, short: bool = False) -> tuple[Chosen, ...]:
        """Return what asks for each construct; those that nothing asks for are left out."""
        found = (choose(wish, self, short=short) for wish in wanted)
        return tuple(one for one in found if one is not None)


def plans(
    wanted: Sequence[Wish], spare: Sequence[Wish], always: Sequence[Wish], sources: Sources
) -> Iterator[tuple[Chosen, ...]]:
    """Yield what could be asked, what is wanted most first; the first that fits is meant to be taken.

    Parameters
    ----------
    wanted, spare, always : sequence of Wish
        What is needed, what is added with time to spare, and what is always asked last.
    sources : Sources
        Where statements and questions come from.
    """
    ends = sources.of(always)
    whole = sources.of(wanted)
    for added in _additions(whole, spare, sources):
        yield (*whole, *added, *ends)
    yield (*whole, *ends)
    needed = [wish for wish in wanted if not wish.extra]
    extra = [wish for wish in wanted if wish.extra]
    for kept in range(len(extra) - 1, -1, -1):
        yield (*sources.of([*needed, *extra[:kept]]), *ends)
    whole = sources.of(needed)
    for kept in range(len(whole) - 1, -1, -1):
        yield (*whole[:kept], *map(_cut, whole[kept:]), *ends)
    shortest = tuple(map(_cut, sources.of(needed, short=True)))
    for count in range(len(shortest), min(FEWEST_WISHES, len(shortest)) - 1, -1):
        yield (*shortest[:count], *ends)


def _additions(
    whole: Sequence[Chosen], spare: Sequence[Wish], sources: Sources
) -> Iterator[tuple[Chosen, ...]]:
    """Yield what may be added: traits and questions, then either of them shorter, then one kind alone."""
    questions = sources.of(wish for wish in spare if wish.asked.question)
    traits = [wish for wish in spare if not wish.asked.question]
    forms = [sources.of(traits)]
    # Traits of one person come from one instrument.
    if not {one.pack_id for one in whole} & {one.pack_id for one in forms[0]}:
        forms.append(sources.of(traits, short=True))
    for asked in (questions, questions[:MOST_TELLING]):
        yield from ((*asked, *form) for form in forms)
    yield from forms
    yield questions[:MOST_TELLING]


def choose(wish: Wish, sources: Sources, *, short: bool = False) -> Chosen | None:
    """Return what asks for a construct; None where nothing does.

    An instrument of the user's own that measures it comes first, then the scales of the mapping, then its
    statements, then the question of the bank. `short`: of several validated scales the one with the fewest
    items.
    """
    asked = wish.asked
    scales = [*_own(asked, sources.catalogue), *_listed(asked, sources.catalogue)]
    if not scales:
        return _stated(wish, sources.offer) if asked.statements else _from_bank(wish)
    pack, scale = scales[0]
    if short and pack.validated:
        pack, scale = min(
            (one for one in scales if one[0].validated), key=lambda one: len(one[0].items_of(one[1].id))
        )
    measures = scale.measures or asked.construct
    name = asked.turned if measures.startswith("-") and asked.turned else asked.attribute
    return Chosen(wish, name, f"{pack.id}/{scale.id}", measures, pack, pack.items_of(scale.id))


def _own(asked: Asked, catalogue: Catalogue) -> Iterator[tuple[Pack, PackScale]]:
    """Yield scales of packs that the user attested, which are there for a purpose."""
    for pack in catalogue.in_order:
        if pack.licence.verdict is Verdict.ATTESTED:
            for scale in pack.scales:
                if scale.measures.removeprefix("-") == asked.construct and pack.items_of(scale.id):
                    yield pack, scale


def _listed(asked: Asked, catalogue: Catalogue) -> Iterator[tuple[Pack, PackScale]]:
    for reference in asked.scales:
        try:
            yield catalogue.scale(reference)
        except InstrumentError:  # a catalogue of a user's own may hold less than ours
            continue


def _stated(wish: Wish, offer: Offer) -> Chosen:
    """Return statements of the mapping, as a small instrument of ours that no catalogue lists."""
    asked = wish.asked
    stem = asked.construct.rpartition(".")[2]
    items = tuple(
        PackItem(f"{stem}_{number}", Translated(offer.told(text)), stem, reversed=text.startswith("-"))
        for number, text in enumerate(asked.statements, start=1)
    )
    scale = PackScale(stem, asked.attribute, asked.construct)
    licence = Licence("CC0-1.0", Verdict.OURS, commercial_use=True)
    about = "statements on the offer and the brand"
    pack = Pack(
        STATED, "statements of ours", about, licence, standard_scales()["agree5"], (scale,), items, STEM
    )
    return Chosen(wish, asked.attribute, "", asked.construct, pack, items)


def _from_bank(wish: Wish) -> Chosen | None:
    from psychograph.questionnaire.bank import bank

    found = bank().get(wish.asked.question)
    if found is None:
        return None
    measures = found.measures or wish.asked.construct
    return Chosen(
        wish,
        wish.asked.attribute,
        found.question.source,
        measures,
        question=found.question,
        fill_in=found.fill_in,
    )


def _cut(one: Chosen) -> Chosen:
    """Return a scale of ours with its first statements only, a reversed one among them."""
    if one.pack is None or one.pack.validated or len(one.items) <= FEWEST_ITEMS:
        return one
    kept = list(one.items[:FEWEST_ITEMS])
    turned = [item for item in one.items if item.reversed]
    if turned and not any(item.reversed for item in kept):
        kept[-1] = turned[0]
    return replace(one, items=tuple(kept), cut=True)
