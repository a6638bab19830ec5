"""What must hold between the parts of a field plan, and between it and its questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from psychograph.fielding.plan.placeholders import PLACEHOLDERS, placeholders_in, unknown_placeholders
from psychograph.fielding.plan.planned import GRACE
from psychograph.fielding.plan.schema import Draw, FieldPlan, Invitations, Period, Window
from psychograph.fielding.plan.values import in_zone
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Notice,
    Page,
    Question,
    Questionnaire,
)
from psychograph.questionnaire.structure.skip_logic import skip_problems
from psychograph.quoting import did_you_mean, quoted
from psychograph.yaml_files.places import Path

SUBJECT_ARMS: Path = ("invitations", "arms", "subject")
# Keys whose value may be a text in several languages.
SAID = frozenset(
    {
        "privacy_notice", "subject", "text", "what", "eligible", "law",
        "pause_text", "closed_text", "screened_text",
    }
)  # fmt: skip
PERIOD: tuple[Path, ...] = (("period", "opens"), ("period", "closes"), ("period", "time_zone"))


@dataclass(frozen=True)
class Breach:
    """Something that does not go together.

    Parameters
    ----------
    place : Path
        Where it stands in field.yaml.
    found, expected, mend : str
        As in `Problem`.
    needs : tuple of Path
        Other places it rests on; where one of them is broken, nothing is known.
    """

    place: Path
    found: str
    expected: str
    mend: str
    needs: tuple[Path, ...] = ()


def breaches(plan: FieldPlan, questionnaire: Questionnaire | None, data: object = None) -> Iterator[Breach]:
    """Yield what does not go together.

    Parameters
    ----------
    plan : FieldPlan
        The plan.
    questionnaire : Questionnaire or None
        What it is laid over; without it, only the plan itself is looked at.
    data : object
        The plan as it was written, for the languages of its texts.
    """
    yield from _period(plan.period)
    yield from _named_twice(plan)
    if plan.counting.partial > plan.counting.complete:
        yield Breach(
            ("counting", "partial"),
            f"a partial answer from {plan.counting.partial:g} on, a complete one from "
            f"{plan.counting.complete:g}",
            "a share for partial answers that is not above that for complete ones",
            f"write partial: {plan.counting.complete / 2:g}, or raise `complete`",
            needs=(("counting", "complete"),),
        )
    if plan.invitations is not None:
        yield from _invitations(plan.invitations, plan)
    if plan.incentives.draw is not None:
        yield from _draw(plan.incentives.draw, plan)
    yield from _privacy(plan)
    if questionnaire is not None:
        yield from _questions(plan, questionnaire)
        yield from _texts(data, questionnaire.language)


def _period(period: Period) -> Iterator[Breach]:
    for key in ("opens", "closes"):
        local: datetime = getattr(period, key)
        if not _exists(local, period.time_zone):
            yield Breach(
                ("period", key),
                f"{local:%Y-%m-%d %H:%M}, which clocks of {period.time_zone} skip when they go forward",
                "an hour that there is",
                f"write {key}: {local + timedelta(hours=1):%Y-%m-%d %H:%M}",
                needs=PERIOD,
            )
    if period.closes <= period.opens:
        yield Breach(
            ("period", "closes"),
            f"a close ({period.closes:%Y-%m-%d %H:%M}) that is not after the opening "
            f"({period.opens:%Y-%m-%d %H:%M})",
            "a day and an hour after the field opens",
            f"write closes: {period.opens + timedelta(days=14):%Y-%m-%d %H:%M}",
            needs=PERIOD,
        )


def _exists(local: datetime, zone: str) -> bool:
    """Say whether a wall-clock time is not one of those that clocks skip."""
    there = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None, fold=0) == local


def _named_twice(plan: FieldPlan) -> Iterator[Breach]:
    waves = plan.invitations.waves if plan.invitations is not None else ()
    lists: tuple[tuple[Path, Iterable[str]], ...] = (
        (("screen_out",), [one.name for one in plan.screen_out]),
        (("quotas",), [one.name for one in plan.quotas]),
        (("invitations", "waves"), [one.name for one in waves]),
    )
    for path, names in lists:
        seen: set[str] = set()
        for at, name in enumerate(names):
            if name in seen:
                yield Breach(
                    (*path, at, "name"),
                    f"{quoted(name)} a second time",
                    "a name of its own for each; the log and the reports tell them apart by it",
                    "rename one of the two",
                )
            seen.add(name)


def _invitations(invitations: Invitations, plan: FieldPlan) -> Iterator[Breach]:
    yield from _window(("invitations", "window"), invitations.window)
    for name, window in (invitations.arms.window or {}).items():
        yield from _window(("invitations", "arms", "window", name), window)
    yield from _waves(invitations, plan.period)
    for at, offered in enumerate(invitations.arms.incentive or ()):
        if offered != "none" and getattr(plan.incentives, offered) is None:
            yield Breach(
                ("invitations", "arms", "incentive", at),
                f"the incentive {quoted(offered)}, which nobody gets",
                "only incentives that stand under `incentives`, or none",
                f"add `{offered}:` under `incentives:`, or take it out here",
                needs=(("incentives",),),
            )
    offers = invitations.arms.incentive or ()
    if len(set(offers)) < len(offers):
        yield Breach(
            ("invitations", "arms", "incentive"),
            "one incentive twice",
            "each arm once: people are spread evenly over them",
            "take one out",
        )


def _window(path: Path, window: Window) -> Iterator[Breach]:
    if window.end <= window.start:
        yield Breach(
            (*path, "end"),
            f"a window from {window.start:%H:%M} to {window.end:%H:%M}, in which no mail can arrive",
            "an end after its start, on the same day",
            'write end: "14:00", or an earlier start',
            needs=((*path, "start"),),
        )
    if len(set(window.days)) < len(window.days):
        yield Breach((*path, "days"), "one day of the week twice", "each day once", "take one out")


def _waves(invitations: Invitations, period: Period) -> Iterator[Breach]:
    path: Path = ("invitations", "waves")
    days = max((period.closes - period.opens).days, 0)
    before = -1
    for at, wave in enumerate(invitations.waves):
        if wave.after_days <= before:
            yield Breach(
                (*path, at, "after_days"),
                f"{wave.name} {wave.after_days} days after the opening, the wave before it after {before}",
                "waves in the order in which they go out, at least a day apart",
                f"write after_days: {before + 3}, or put it further up",
            )
        before = max(before, wave.after_days)
        if wave.after_days > days and period.closes > period.opens:
            yield Breach(
                (*path, at, "after_days"),
                f"{wave.name} {wave.after_days} days after the opening, when the field has closed",
                f"at most {days}, the days the field is open",
                "send it earlier, or close the field later",
                needs=PERIOD,
            )
        for key in ("subject", "text"):
            said: Translated | None = getattr(wave, key)
            if said is not None:
                yield from _filled_in((*path, at, key), said, needs_link=key == "text")
    for name, said in (invitations.arms.subject or {}).items():
        yield from _filled_in(("invitations", "arms", "subject", name), said, needs_link=False)


def _filled_in(path: Path, said: Translated, *, needs_link: bool) -> Iterator[Breach]:
    texts = tuple(dict.fromkeys((said.text, *(text for _, text in said.others))))
    for name in dict.fromkeys(name for text in texts for name in unknown_placeholders(text)):
        yield Breach(
            path,
            f"{{{name}}}, which nothing is filled in for",
            f"one of {', '.join(f'{{{one}}}' for one in PLACEHOLDERS)}",
            did_you_mean(name, PLACEHOLDERS) or "take it out",
        )
    if needs_link and not all("link" in placeholders_in(text) for text in texts):
        yield Breach(
            path,
            "a message without {link}, so that nobody could answer",
            "{link} where the address of the survey belongs",
            "add {link} on a line of its own",
        )


def _draw(draw: Draw, plan: FieldPlan) -> Iterator[Breach]:
    path: Path = ("incentives", "draw")
    if plan.consents.draw is None:
        yield Breach(
            path,
            "a draw, and no consent to keep addresses for it",
            "`draw:` under `consents:`, with version and text",
            'add consents: {draw: {version: "1", text: Keep my address for the prize draw.}}',
            needs=(("consents",),),
        )
    zone = plan.period.time_zone
    # In UTC: between the close and the draw clocks may go forward, and two hours end three hours later.
    last_call = in_zone(plan.period.closes, zone).astimezone(UTC) + GRACE
    if in_zone(draw.drawn, zone).astimezone(UTC) <= last_call:
        last = last_call.astimezone(ZoneInfo(zone))
        yield Breach(
            (*path, "drawn"),
            f"a draw at {draw.drawn:%Y-%m-%d %H:%M}; the last may finish at {last:%Y-%m-%d %H:%M}",
            "a draw after everybody has finished, so that its list can be fixed and published before",
            f"write drawn: {plan.period.closes + timedelta(days=2):%Y-%m-%d %H:%M}",
            needs=PERIOD,
        )


def _privacy(plan: FieldPlan) -> Iterator[Breach]:
    zone = plan.period.time_zone
    last = in_zone(plan.period.closes, zone) + GRACE
    for key in ("destroy_key", "erase_contacts", "erase_answers"):
        day = getattr(plan.privacy, key)
        if day is not None and day < last.date():
            yield Breach(
                ("privacy", key),
                f"{day:%Y-%m-%d}, while people are still asked",
                "a day after the field has closed",
                f"write {key}: {last + timedelta(days=60):%Y-%m-%d}",
                needs=PERIOD,
            )
    draw, erase = plan.incentives.draw, plan.privacy.erase_contacts
    if draw is not None and erase is not None:
        claimed = draw.drawn.date() + timedelta(days=draw.days_to_claim)
        if last.date() <= erase < claimed:
            yield Breach(
                ("privacy", "erase_contacts"),
                f"{erase:%Y-%m-%d}, when winners may still claim their prize (until {claimed:%Y-%m-%d})",
                "a day after the last claim",
                f"write erase_contacts: {claimed + timedelta(days=30):%Y-%m-%d}",
                needs=(*PERIOD, ("incentives", "draw", "drawn"), ("incentives", "draw", "days_to_claim")),
            )


def _questions(plan: FieldPlan, questionnaire: Questionnaire) -> Iterator[Breach]:
    first = next((one for one in questionnaire.questions if not isinstance(one.answer, Notice)), None)
    if first is None or not isinstance(first.answer, Consent):
        asked = "nothing" if first is None else f"the question {quoted(first.name)}"
        yield Breach(
            (),
            f"a questionnaire that begins with {asked}",
            "a question of type consent before any other: nobody is asked anything before they agreed",
            'add - {name: agreed, type: consent, ask: ..., version: "1", required: true} '
            "on a page of its own at the top of questionnaire.yaml",
        )
    known = dict(_names(questionnaire))
    for at, name in enumerate(plan.counting.needed):
        if name not in known:
            yield Breach(
                ("counting", "needed", at),
                f"{quoted(name)}, which no question is named",
                "names of questions, or of statements of a battery",
                did_you_mean(name, known) or "check the name; labels and titles do not count",
            )
    asked_of = [(("screen_out", at, "when"), one.when) for at, one in enumerate(plan.screen_out)]
    asked_of += [(("quotas", at, "when"), one.when) for at, one in enumerate(plan.quotas)]
    yield from _conditions(asked_of, questionnaire)


def _names(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    for question in questionnaire.questions:
        if isinstance(question.answer, Notice):
            continue
        yield question.name, question
        if isinstance(question.answer, Battery):
            yield from ((item.name, question) for item in question.answer.items)


def _conditions(
    placed: list[tuple[tuple[str, int, str], Condition]], questionnaire: Questionnaire
) -> Iterator[Breach]:
    """Check conditions as if they stood on a page after the last: the rules of skip logic are the same."""
    notices = tuple(
        Question(f"condition{at}", Translated("?"), Notice(), shown_if=condition)
        for at, (_, condition) in enumerate(placed)
    )
    after = len(questionnaire.pages)
    longer = Questionnaire(
        questionnaire.title, (*questionnaire.pages, Page("conditions", notices)), questionnaire.language
    )
    for breach in skip_problems(longer):
        if breach.place[:2] == ("pages", after):
            place, _ = placed[int(breach.place[3])]
            yield Breach(place, breach.found, breach.expected, breach.mend)


def _texts(data: object, language: str, path: Path = ()) -> Iterator[Breach]:
    """Yield texts in languages that lack the language of the questionnaire, which others fall back to."""
    if isinstance(data, list):
        for at, entry in enumerate(data):
            yield from _texts(entry, language, (*path, at))
    if not isinstance(data, Mapping):
        return
    is_text = path[:-1] == SUBJECT_ARMS or (path and path[-1] in SAID and path != SUBJECT_ARMS)
    if is_text and data and all(isinstance(said, str) for said in data.values()):
        if language not in data:
            yield Breach(
                path,
                f"a text in {', '.join(map(str, data))} only",
                f"one in the language of the questionnaire ({language}), which is shown where another lacks",
                f"add {language}:",
            )
        return
    for key, entry in data.items():
        yield from _texts(entry, language, (*path, key))
