"""`suggest`: from what a business wants to know to a questionnaire, by a mapping that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.errors import Problem, UsageError
from psychograph.instruments.catalogue import Catalogue
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.planning.length import Duration, duration
from psychograph.questionnaire.study.study_of import study_of
from psychograph.questionnaire.suggest.building import asked_already, build
from psychograph.questionnaire.suggest.choosing import (
    SPARE,
    Chosen,
    Offer,
    Sources,
    Wish,
    basis_limited,
    plans,
    wishes,
)
from psychograph.questionnaire.suggest.mapping import Suggestions, Topic, suggestions
from psychograph.questionnaire.suggest.matching import refused, topics_of
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.study.guess import Guess
from psychograph.study.model import Facts, KeyQuestion, NewProduct, Objective

MINUTES = 8.0
FEWEST_MINUTES, MOST_MINUTES = 2.0, 60.0
LONGEST_NAME = 100
LAUNCHES = frozenset({"launch_new", "launch_cause"})
UNMATCHED = (
    "no topic is sure; put it in other words, name a topic with --topic, or tie it to any attribute in "
    "study.yaml yourself"
)
REFUSED = (
    "asks for data that the law protects most (GDPR Art. 9: {kind}); nothing is suggested for it, "
    "and segments are never built on it"
)


@dataclass(frozen=True)
class Mapped:
    """What a key question, or the goal, led to.

    Parameters
    ----------
    question : str
        As the business asks it.
    topics : tuple of Topic
        Topics that it points to; none where no word was known.
    words : tuple of str
        For each topic, the words of the question that point to it.
    attributes : tuple of str
        Attributes that answer it, as the study names them.
    missing : tuple of str
        Attributes that would answer it and had no room.
    why : str
        What the attributes have to do with the question, or why there are none.
    """

    question: str
    topics: tuple[Topic, ...]
    words: tuple[str, ...]
    attributes: tuple[str, ...]
    missing: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Suggestion:
    """A questionnaire for an objective.

    Parameters
    ----------
    questionnaire : Questionnaire
        What to ask.
    study : Guess
        The study of its answers, and why attributes are as they are.
    mapping : tuple of Mapped
        For each key question, in order.
    chosen : tuple of Chosen
        What is asked, the most important first.
    left_out : tuple of Wish
        What had no room, the most important first.
    duration : Duration
        How long it takes.
    remarks : tuple of str
        What a user should know or do, a sentence each.
    """

    questionnaire: Questionnaire
    study: Guess
    mapping: tuple[Mapped, ...]
    chosen: tuple[Chosen, ...]
    left_out: tuple[Wish, ...]
    duration: Duration
    remarks: tuple[str, ...]


def suggest(
    objective: Objective,
    catalogue: Catalogue,
    *,
    minutes: float = MINUTES,
    about: str = "",
    brand: str = "",
    topics: Sequence[str] = (),
    known: Sequence[str] = (),
    title: str = "",
) -> Suggestion:
    """Suggest a questionnaire for a business objective.

    The words of each key question point to topics, topics to constructs, constructs to instruments: all of
    it stands in ``data/suggestions.yaml`` with its reasons. Equal objectives give equal questionnaires.

    Parameters
    ----------
    objective : Objective
        The goal and the key questions; attributes that questions name already are not looked at.
    catalogue : Catalogue
        Instruments that may be asked; those of the user's own that measure a construct go first.
    minutes : float
        How long the questionnaire may take, 2 to 60 minutes for a person of usual pace.
    about : str
        The offer, as respondents would read it: ``"the new eco line"``. Its words point to topics as well.
    brand : str
        The brand, as respondents know it.
    topics : sequence of str
        Topics to ask besides, by id.
    known : sequence of str
        Constructs that are known of each respondent already, as from the history of customers
        (``"beh.recency"``): they are not asked.
    title : str
        Title of the study; the objective's statement where empty.

    Returns
    -------
    Suggestion
        The questionnaire, its study, and what led to what.

    Raises
    ------
    UsageError
        Where a topic or a construct is not one that can be asked, or the time is out of range.

    Examples
    --------
    >>> from psychograph.instruments.catalogue import shipped
    >>> from psychograph.study.model import Goal
    >>> asked = KeyQuestion(question="Which customers are open to new products?")
    >>> wanted = Objective(goal=Goal.TRIAL, statement="Who tries our tea?", key_questions=(asked,))
    >>> suggest(wanted, shipped(), about="our new tea").mapping[0].attributes
    ('Innovativeness', 'Openness')
    """
    mapping = suggestions()
    about, brand = (" ".join(text.split()) for text in (about, brand))
    UsageError.collect(
        (*_problems(minutes, topics, mapping), *_nothing_known(known, mapping), *_too_long(about, brand))
    )
    found = [_read(question.question, mapping) for question in objective.key_questions]
    asked_for = [(f"key question {number}", one.topics) for number, one in enumerate(found, start=1)]
    asked_for.append(("named topic", tuple(mapping.topics[name] for name in topics)))
    asked_for.append(("the offer", tuple(one.topic for one in topics_of(about, mapping.topics))))
    wanted = [w for w in wishes(asked_for, objective.goal, mapping) if w.asked.construct not in known]
    there = {wish.asked.construct for wish in wanted} | set(known)
    added = (*mapping.insight.ask, *mapping.spare.ask)
    spare = tuple(Wish(mapping.constructs[name], (SPARE,)) for name in added if name not in there)
    always = tuple(
        Wish(mapping.constructs[name], ("always",)) for name in mapping.always.ask if name not in known
    )
    sources = Sources(catalogue, _offer(about, brand))
    chosen, questionnaire, took = _that_fits(wanted, spare, always, sources, minutes)
    asked = {one.wish.asked.construct: one for one in chosen}
    mapped = tuple(_answered(one, asked, mapping, known) for one in found)
    study = study_of(
        questionnaire,
        catalogue,
        objective=_objective(objective, mapped, about),
        title=title or objective.statement,
        roles={one.attribute: one.role for one in chosen},
        constructs=_constructs(chosen),
    )
    left = tuple(wish for wish in wanted if wish.asked.construct not in asked)
    unmatched = () if all(one.why != UNMATCHED for one in found) else (_topics(mapping),)
    remarks = (*unmatched, *_remarks(chosen, left, spare, took, minutes), *study.remarks)
    return Suggestion(questionnaire, study, mapped, chosen, left, took, remarks)


def _problems(minutes: float, topics: Sequence[str], mapping: Suggestions) -> Iterator[Problem]:
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        yield Problem(
            where="minutes",
            found=f"{minutes:g}",
            expected=f"{FEWEST_MINUTES:g} to {MOST_MINUTES:g} minutes",
            mend="8 suit most surveys; people leave longer ones",
        )
    for name in topics:
        if name not in mapping.topics:
            yield Problem(
                where="topic",
                found=quoted(name),
                expected=f"one of {', '.join(mapping.topics)}",
                mend=did_you_mean(name, mapping.topics)
                or "docs/questionnaire-suggest.md tells what each asks",
            )


def _nothing_known(known: Sequence[str], mapping: Suggestions) -> Iterator[Problem]:
    for name in known:
        if name not in mapping.constructs:
            yield Problem(
                where="known",
                found=quoted(name),
                expected="a construct that could be asked, such as beh.recency",
                mend=did_you_mean(name, mapping.constructs)
                or "docs/questionnaire-suggest.md tells what is asked",
            )


def _too_long(about: str, brand: str) -> Iterator[Problem]:
    for where, text in (("about", about), ("brand", brand)):
        if len(text) > LONGEST_NAME:
            yield Problem(
                where=where,
                found=f"{len(text):,} letters",
                expected=f"a name of at most {LONGEST_NAME} letters, which can stand in a statement",
                mend='write it as respondents would say it, such as "our new tea"',
            )


def _read(question: str, mapping: Suggestions) -> Mapped:
    kind = refused(question)
    if kind is not None:
        return Mapped(question, (), (), (), (), REFUSED.format(kind=kind))
    found = topics_of(question, mapping.topics)
    if not found:
        return Mapped(question, (), (), (), (), UNMATCHED)
    why = " ".join(one.topic.why for one in found)
    return Mapped(question, tuple(one.topic for one in found), tuple(one.words for one in found), (), (), why)


def _topics(mapping: Suggestions) -> str:
    """Return what may be named where no word of a question was known, once for all such questions."""
    return (
        f"Topics that --topic takes: {', '.join(mapping.topics)}. To begin again, delete the files that were "
        "written, or name another folder."
    )


def _answered(one: Mapped, asked: dict[str, Chosen], mapping: Suggestions, known: Sequence[str]) -> Mapped:
    every = dict.fromkeys(name for topic in one.topics for name in topic.ask)
    wanted = [name for name in every if name not in known]
    return Mapped(
        one.question,
        one.topics,
        one.words,
        tuple(asked[name].attribute for name in wanted if name in asked),
        tuple(mapping.constructs[name].attribute for name in wanted if name not in asked),
        one.why,
    )


def _offer(about: str, brand: str) -> Offer:
    usual = Offer()
    return Offer(about or usual.name, brand or usual.brand)


def _that_fits(
    wanted: Sequence[Wish],
    spare: Sequence[Wish],
    always: Sequence[Wish],
    sources: Sources,
    minutes: float,
) -> tuple[tuple[Chosen, ...], Questionnaire, Duration]:
    """Return the first plan that fits into the time, or the shortest one."""
    for chosen in plans(wanted, spare, always, sources):
        questionnaire = build(chosen)
        took = duration(questionnaire)
        if took.minutes <= minutes:
            break
    return basis_limited(chosen), questionnaire, took


def _objective(objective: Objective, mapped: Sequence[Mapped], about: str) -> Objective:
    questions = tuple(KeyQuestion(question=one.question, attributes=one.attributes) for one in mapped)
    facts = objective.facts
    if about and facts.new_product is None and objective.goal.value in LAUNCHES:
        facts = Facts(**{**dict(facts), "new_product": NewProduct(name=about)})
    return objective.model_copy(update={"key_questions": questions, "facts": facts})


def _constructs(chosen: Sequence[Chosen]) -> dict[str, str]:
    """Return what attributes measure, as far as rules know it."""
    from psychograph.knowledge.constructs import constructs

    known = constructs()
    return {one.attribute: one.measures for one in chosen if one.measures.removeprefix("-") in known}


def _remarks(
    chosen: Sequence[Chosen], left: Sequence[Wish], spare: Sequence[Wish], took: Duration, minutes: float
) -> Iterator[str]:
    yield (
        "Fill in what stands in square brackets in the text of agreement; without a name, an address and a "
        "date nobody can agree to anything."
    )
    texts = [str(item.text) for one in chosen for item in one.items]
    blanks = [name for name in (Offer().name, Offer().brand) if any(name in text for text in texts)]
    if blanks:
        options = {Offer().name: "--about", Offer().brand: "--brand"}
        named = " and ".join(options[blank] for blank in blanks)
        yield f"Fill in {listed(blanks)} in the statements, or begin again with {named}."
    ours = [one.attribute for one in chosen if one.pack is not None and not one.validated]
    if ours:
        yield (
            f"Not validated, because no validated scale of these is free to use: {listed(ours, most=30)}. "
            "Their statements are ours; `psychograph reliability` tells afterwards how well they hang "
            "together."
        )
    spared = [one.attribute for one in chosen if one.spared]
    if spared:
        yield (
            "The most important attributes build the segments, since each asks for some 70 people more. "
            f"These could build them too and describe them instead: {listed(spared, most=30)}. Move names "
            "between `basis` and `descriptors` in study.yaml where you want it otherwise."
        )
    gaps = [one.attribute for one in chosen if one.fill_in]
    if gaps:
        yield f"Fill in the choices in square brackets, which depend on your country: {listed(gaps)}."
    once = asked_already(chosen)
    fewer = [one.attribute for one in chosen if any(item.id in once for item in one.items)]
    if fewer:
        yield (
            f"A statement that another scale asks in the same words is asked once: {listed(fewer, most=30)} "
            "goes without it, so figures published for the whole scale hold for it only roughly."
        )
    cut = [one.attribute for one in chosen if one.cut]
    if cut:
        yield f"Asked with fewer statements, to save time: {listed(cut, most=30)}."
    if left:
        names = listed((wish.asked.attribute for wish in left), most=30)
        yield f"Left out, because there was no room in {minutes:g} minutes: {names}."
    if took.minutes > minutes:
        yield f"The shortest questionnaire for this takes {took}, which is more than {minutes:g}."
    asked = {one.wish.asked.construct for one in chosen}
    unasked = [wish for wish in spare if wish.asked.construct not in asked]
    traits = [wish.asked.attribute for wish in unasked if not wish.asked.question]
    if traits:
        yield (
            "With more time, these traits would tell how to speak to each segment: "
            f"{listed(traits, most=30)}."
        )
    reasons = [wish.asked.attribute for wish in unasked if wish.asked.question]
    if reasons:
        yield (
            "With more time, these questions would tell why and how people buy, of which personas say `not "
            f"asked` otherwise: {listed(reasons, most=30)}."
        )
