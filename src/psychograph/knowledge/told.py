"""What tables of figures tell a rule: a phrase, the figure behind it as a sentence, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_skeleton

from psychograph.knowledge.facts import Answer, FactTable, Group, Refusal, Survey
from psychograph.knowledge.rules import Advice, DatedFigure, Rule, Slot, Standing
from psychograph.language.language import Language

if TYPE_CHECKING:
    from psychograph.knowledge.base import KnowledgeBase

ANSWER = "{answer}"  # in the phrase of a rule, where the table's answer goes


@dataclass(frozen=True)
class Told:
    """A line that rests on a figure: slot, phrase, share, source; the figure as a sentence and in parts."""

    slot: Slot
    phrase: str
    share: float
    source: str
    note: str
    figure: DatedFigure


def told_by_table(
    rule: Rule,
    standings: Mapping[str, Standing],
    knowledge: KnowledgeBase,
    country: str | None,
    as_of: date,
) -> tuple[Told, ...] | str:
    """Return the lines of a rule that asks a table, or why it stays silent.

    Parameters
    ----------
    rule : Rule
        A rule with `asks`.
    standings : mapping of str to Standing
        Where the segment stands; the median of the table's construct chooses the group.
    knowledge : KnowledgeBase
        Tables, references and language.
    country : str or None
        Where the campaign runs.
    as_of : date
        Its first day.
    """
    language = knowledge.language
    table = knowledge.facts.get(rule.asks)
    if table is None:
        return language.say("fact-no-table", title=rule.asks.replace("_", " "))
    standing = standings.get(table.by)
    answers = table.ask(country, as_of, value=standing.median if standing else None, name=rule.group)
    if isinstance(answers, Refusal):
        return _why(answers, table, country, language)
    return tuple(_told(slot, phrase, a, table, knowledge) for a in answers for slot, phrase in rule.then)


def _told(slot: Slot, phrase: str, answer: Answer, table: FactTable, knowledge: KnowledgeBase) -> Told:
    name = table.answers.get(answer.name, answer.name)
    source = answer.survey.source
    reference = knowledge.references.get(source)
    language = knowledge.language
    at_least = answer.figure.at_least
    figure = language.say("fact-majority") if at_least else language.percent(answer.figure.share)
    group = _group(answer.group, table, language)
    says = (answer.survey.says or table.says).format(share=figure, group=group, answer=name)
    where, when = country_name(answer.survey.country, language), asked_when(answer.survey, language)
    cited = reference.citation if reference else source
    whom = "fact-whom" if answer.group.name else "fact-whom-aged"
    note = language.say(
        "fact-note",
        country=where,
        month=when,
        says=says,
        source=cited,
    )
    # Where a rule only wants the figure behind its phrase, how large it is does not weigh.
    share = answer.figure.share if ANSWER in phrase else 1.0
    dated = DatedFigure(figure, language.say(whom, group=group, country=where, month=when), cited)
    return Told(slot, phrase.replace(ANSWER, name), share, source, note, dated)


def in_one_line(advice: Sequence[Advice], language: Language) -> str:
    """Return what figures of one survey say as one line; what has no figure stands by its name.

    Parameters
    ----------
    advice : sequence of Advice
        Lines of one table, such as platforms, in the order in which they are told.
    language : Language
        What the line is written in.

    Examples
    --------
    >>> from psychograph.knowledge.rules import Grade
    >>> from psychograph.language.language import language
    >>> def line(name, share):
    ...     figure = DatedFigure(share, "people aged 18 to 29, United States, September 2023", "Pew 2024")
    ...     return Advice(Slot.PLATFORM, name, 1.0, (), (), (), (), Grade.B, (), figure=figure)
    >>> in_one_line([line("YouTube", "93%"), line("TikTok", "62%")], language())
    'YouTube 93%, TikTok 62% (people aged 18 to 29, United States, September 2023)'
    """
    figures = [line.figure for line in advice if line.figure is not None]
    if len(figures) < len(advice) or len({figure.whom for figure in figures}) > 1:
        return language.listed([line.phrase for line in advice])
    named = [
        language.say("fact-answer", answer=line.phrase, share=figure.share)
        for line, figure in zip(advice, figures, strict=True)
    ]
    return language.say("fact-answers", answers=", ".join(named), whom=figures[0].whom)


def _group(group: Group, table: FactTable, language: Language) -> str:
    if group.name:
        return table.names.get(group.name, group.name)
    low, high = f"{group.low:g}", f"{group.high:g}"
    if high == "inf":
        return language.say("fact-ages-over", **{"from": low})
    return language.say("fact-ages", **{"from": low, "to": high})


def _why(refusal: Refusal, table: FactTable, country: str | None, language: Language) -> str:
    return language.say(
        refusal.reason,
        title=table.title,
        country=country_name(country, language) if country else "",
        month=asked_when(refusal.survey, language) if refusal.survey else "",
    )


def country_name(country: str, language: Language) -> str:
    """Return the name of a country.

    Examples
    --------
    >>> from psychograph.language.language import language
    >>> country_name("US", language())
    'United States'
    """
    return str(language.locale.territories.get(country, country))


def asked_when(survey: Survey, language: Language) -> str:
    """Return when a survey ended, as the language writes it: the year alone where no more is known.

    Examples
    --------
    >>> from psychograph.knowledge.base import shipped
    >>> surveys = shipped().facts["platform_use"].surveys
    >>> from psychograph.language.language import language
    >>> [asked_when(survey, language()) for survey in (surveys[0], surveys[-1])]
    ['September 2023', '2024']
    """
    began, ended = survey.began, survey.ended
    whole_year = (began.year, began.month, ended.month) == (ended.year, 1, 12)
    skeleton = "y" if whole_year else "yMMMM"
    return str(format_skeleton(skeleton, ended.first_day, locale=language.locale))
