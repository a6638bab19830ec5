"""The analyst's note on a campaign: paragraphs and tables, for terminals and for a page alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

from psychograph.findings import Severity
from psychograph.strategy.evaluation.evaluation import Evaluation, InteractionTest, Lift
from psychograph.strategy.evaluation.results import OutcomeKind
from psychograph.strategy.evaluation.wording import (
    arms,
    chance,
    digits,
    equals,
    in_units,
    lead,
    number,
    said,
    share,
    share_span,
    span,
)

WORDS = frozenset({"persona", "arm", "message"})  # columns that hold words
MOST_CELLS = 60  # of a table that is read


@dataclass(frozen=True)
class NoteTable:
    """A table of a note: names of its columns, and rows of text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a note.

    Parameters
    ----------
    title : str
        Its heading.
    table : NoteTable or None
        Its figures.
    lines : tuple of str
        What is said of them.
    """

    title: str
    table: NoteTable | None
    lines: tuple[str, ...]


def note_of(found: Evaluation) -> tuple[Section, ...]:
    """Return the note: the bets first, then lifts, who reads what, all cells, and weaknesses."""
    parts = (_bets(found), _lifts(found), _reached(found), _matching(found), _cells(found), _weak(found))
    return tuple(part for part in parts if part is not None)


def heading(found: Evaluation) -> str:
    """Return what was looked at, in a sentence."""
    messages = len({cell.arm for cell in found.cells}) - (found.holdout is not None)
    personas = len({cell.persona for cell in found.cells})
    held = f"a holdout ({found.holdout})" if found.holdout is not None else "no holdout"
    columns = found.columns
    kind = "a rate" if found.kind is OutcomeKind.RATE else "an amount"
    reach = f"; reached: {columns.exposure}" if columns.exposure else ""
    return (
        f"{found.name}: {_count(found.people, 'person', 'people')}, {_count(personas, 'persona')}, "
        f"{_count(messages, 'message')} and {held}. Outcome: {columns.outcome}, {kind}; "
        f"persona: {columns.persona}; arm: {columns.arm}{reach}."
    )


def _count(number_of: int, one: str, more: str = "") -> str:
    return f"{number_of:,} {one if number_of == 1 else more or one + 's'}"


def _bets(found: Evaluation) -> Section:
    if not found.bets:
        return Section("The bet", None, (_no_bet(found),))
    lines = [f"{bet.verdict.value.capitalize()}. {bet.text}" for bet in found.bets]
    if found.texts:
        lines.append("; ".join(f"{arm}: {text}" for arm, text in found.texts) + ".")
    return Section("The bet" if len(found.bets) == 1 else "The bets", None, tuple(lines))


def _no_bet(found: Evaluation) -> str:
    how = "Name the message that was made for a persona: --matched PERSONA=ARM"
    if any(finding.code == "bet-not-tied" for finding in found.findings):
        return "The bets of the brief could not be tied to these results; see the findings."
    if found.brief:
        return f"The brief ({found.brief}) names no bet. {how}."
    return f"No bet is known. {how}; or name the study, whose brief tells: --study STUDY."


def _lifts(found: Evaluation) -> Section | None:
    if not found.lifts:
        return None
    points = " (points)" if found.kind is OutcomeKind.RATE else ""
    rows = tuple(_lift_row(lift, found.kind) for lift in found.lifts)
    columns = ("persona", "message", f"lift{points}", "95 %", "relative", "95 %", "p (Holm)", "visible from")
    said_of = [
        "Of all who were assigned, reached or not (intention to treat), less the holdout of the same "
        "persona. Each interval holds with 95 % by itself; p-values are corrected for "
        f"{_count(len(rows), 'lift')} (Holm). A test of this size sees a lift four times in five from the "
        "last column on.",
        *(
            f"Over all personas, {mean.arm} made {said(mean.lift, found.kind)}, each persona weighted by "
            "its people."
            for mean in found.mean_lifts
            if math.isfinite(mean.lift.value)
        ),
    ]
    return Section("Lift against the holdout", NoteTable(columns, rows), tuple(said_of))


def _lift_row(lift: Lift, kind: OutcomeKind) -> tuple[str, ...]:
    if not math.isfinite(lift.lift.value):
        return (lift.persona, lift.arm, "-", "-", "-", "-", "-", "-")
    width = in_units(lift.lift.high - lift.lift.low, kind)
    relative = math.isfinite(lift.relative.value)
    return (
        lift.persona,
        lift.arm,
        lead(lift.lift, kind),
        span(lift.lift, kind),
        share(lift.relative),
        share_span(lift.relative) if relative else "-",
        chance(lift.p_holm),
        number(in_units(lift.detectable, kind), digits(width)),
    )


def _reached(found: Evaluation) -> Section | None:
    if not any(lift.per_reached is not None for lift in found.lifts):
        return None
    points = " (points)" if found.kind is OutcomeKind.RATE else ""
    reached = {(cell.persona, cell.arm): cell.reached for cell in found.cells}
    rows = tuple(
        (
            lift.persona,
            lift.arm,
            _percent(reached[lift.persona, lift.arm]),
            lead(lift.per_reached, found.kind) if math.isfinite(lift.per_reached.value) else "-",
            span(lift.per_reached, found.kind) if math.isfinite(lift.per_reached.value) else "-",
        )
        for lift in found.lifts
        if lift.per_reached is not None
    )
    why = (
        "The lift divided by the share that was reached (complier average; Anderson-Rubin intervals), taking "
        "it that a message changes nothing for those it does not reach. Reached people are not compared with "
        "those who were not: who is easy to reach often buys more anyway, and that is no effect of a message."
    )
    return Section(
        "Per person reached",
        NoteTable(("persona", "message", "reached", f"effect{points}", "95 %"), rows),
        (why,),
    )


def _percent(value: float | None) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:.0%}"


def _matching(found: Evaluation) -> Section | None:
    if not found.interactions or not found.matches:
        return None
    lines = [_interaction(one, found.kind) for one in found.interactions]
    shown = [match for match in found.matches if math.isfinite(match.difference.value)]
    points = " (points)" if found.kind is OutcomeKind.RATE else ""
    table = None
    if shown:
        rows = tuple(
            (
                match.persona,
                f"{match.arm} against {arms(match.against)}",
                lead(match.here, found.kind),
                lead(match.elsewhere, found.kind),
                lead(match.difference, found.kind),
                span(match.difference, found.kind),
            )
            for match in shown[:MOST_CELLS]
        )
        columns = ("persona", "message", f"here{points}", "elsewhere", "difference", "95 %")
        table = NoteTable(columns, rows)
    return Section("Does it matter who reads which message?", table, tuple(lines))


def _interaction(one: InteractionTest, kind: OutcomeKind) -> str:
    test = one.test
    what = (
        f"Persona by message ({arms(one.arms)})"
        if one.of_messages
        else f"Persona by arm ({arms(one.arms)}), that is, whether lifts differ between personas"
    )
    if math.isnan(test.p):
        return f"{what}: the cells leave nothing to test."
    how = (
        "likelihood-ratio test of logistic regression"
        if kind is OutcomeKind.RATE
        else "Wald test of cell means"
    )
    sure = (
        "differences between personas are larger than chance makes them"
        if test.p < 0.05
        else "differences between personas are no larger than chance makes them, which does not say that "
        "there are none"
    )
    return f"{what}: chi2({test.df}) = {test.statistic:.2f}, {equals(test.p)} ({how}): {sure}."


def _cells(found: Evaluation) -> Section:
    rate = found.kind is OutcomeKind.RATE
    told = any(cell.reached is not None for cell in found.cells)
    rows = tuple(
        (
            cell.persona,
            cell.arm,
            f"{cell.n:,}",
            _figure(cell.figure.value, cell.figure.high - cell.figure.low, found.kind),
            span(cell.figure, found.kind, signed=False) if math.isfinite(cell.figure.value) else "-",
            *((_percent(cell.reached),) if told else ()),
        )
        for cell in found.cells[:MOST_CELLS]
    )
    figure = "rate (%)" if rate else "mean"
    columns = ("persona", "arm", "people", figure, "95 %", *(("reached",) if told else ()))
    lines = [_split(found)]
    if len(found.cells) > MOST_CELLS:
        lines.append(f"{len(found.cells) - MOST_CELLS:,} more cells are in cells.csv, with --out.")
    return Section(
        "Rate by persona and arm" if rate else "Mean by persona and arm",
        NoteTable(columns, rows),
        tuple(lines),
    )


def _figure(value: float, width: float, kind: OutcomeKind) -> str:
    return number(in_units(value, kind), digits(in_units(width, kind)))


def _split(found: Evaluation) -> str:
    allocation = found.allocation
    if allocation.as_planned is None:
        first = "Which shares were planned is not known; --planned ARM=SHARE checks them."
    else:
        fits = "as planned" if allocation.as_planned.p >= 0.001 else "not as planned"
        first = f"Arms hold people {fits} ({equals(allocation.as_planned.p)})."
    if math.isnan(allocation.alike.p):
        return first
    alike = "alike" if allocation.alike.p >= 0.001 else "not alike"
    return f"{first} Personas were split among arms {alike} ({equals(allocation.alike.p)})."


def _weak(found: Evaluation) -> Section:
    if not found.findings:
        return Section("Findings", None, ("None.",))
    order = {Severity.SERIOUS: "Serious", Severity.CAUTION: "Caution", Severity.NOTE: "Note"}
    lines = tuple(f"{order[f.severity]} ({f.code}): {f.text}" for f in found.findings)
    return Section("Findings", None, lines)
