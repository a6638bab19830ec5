"""`psychograph field invite`: what would be sent, or sending it now."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField
    from psychograph.fielding.invitations.dry_run import DryRun, ExpectedWave
    from psychograph.fielding.invitations.mailing import Turn
    from psychograph.fielding.invitations.outbox import Entry
    from psychograph.fielding.invitations.planning import Intended

EXAMPLE = """\b
Example:
  psychograph field invite my-study --dry-run
  psychograph field invite my-study --dry-run --at "2026-12-05 09:00"
  psychograph field invite my-study
"""
PAUSE = 2.0  # seconds, before it is asked again whether the bound a minute allows more


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--dry-run", "dry", is_flag=True, help="Show what would be sent to whom and when; send nothing."
)
@click.option("--at", "at_text", help="With --dry-run: as if it were this moment, on the clock of the plan.")
@click.option("--addresses", is_flag=True, help="With --dry-run: show addresses in full.")
@click.option("--most", default=20, show_default=True, help="With --dry-run: messages shown of each wave.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print everything as JSON.")
@click.option("--uncertain", is_flag=True, help="List messages of which nobody knows whether they went out.")
@click.option(
    "--release",
    multiple=True,
    metavar="NUMBER",
    help="Send such a message again: you know it did not arrive.",
)
def invite(
    study: Path,
    dry: bool,
    at_text: str | None,
    addresses: bool,
    most: int,
    as_json: bool,
    uncertain: bool,
    release: tuple[str, ...],
) -> None:
    """Send what is due now in STUDY, once: invitations, and reminders to those who have not answered.

    `psychograph field serve` does the same every few seconds. Each message goes out in the window of the
    plan, on the clock of whom it is for, and never twice; run it as often as you like.
    """
    from psychograph.cli.field.opened import opened_field

    if not dry:
        _refuse_without_dry_run({"--at": at_text is not None, "--addresses": addresses, "--json": as_json})
    with opened_field(study) as opened:
        _refuse_without_mail(opened)
        if uncertain or release:
            _release(opened, release)
        elif dry:
            _show(opened, study, at_text, addresses, most, as_json)
        else:
            _send(opened, study)


def _refuse_without_dry_run(given: dict[str, bool]) -> None:
    """Refuse what only a dry run takes: who asks for another moment does not mean to send now."""
    from psychograph.errors import Problem, UsageError

    UsageError.collect(
        Problem(
            option, "an option without --dry-run", "--dry-run beside it", "add --dry-run; nothing was sent"
        )
        for option, there in given.items()
        if there
    )


def _refuse_without_mail(opened: OpenField) -> None:
    from psychograph.errors import Problem
    from psychograph.fielding.errors import FieldPlanError

    if opened.field.plan.invitations is None:
        raise FieldPlanError(
            Problem(
                where="field.yaml, invitations",
                found="nothing",
                expected="who sends, in which window and waves",
                mend="add invitations: with a sender; `psychograph field init` shows how",
            )
        )


# --- Sending


def _send(opened: OpenField, study: Path) -> None:
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.invitations.mailing import Mailing, Turn

    mailing = Mailing(opened.field, opened.stores, opened.settings, SystemClock())
    done = Turn()
    while True:
        turn = mailing.turn()
        done = _sum(done, turn)
        if not turn.waiting or turn.stopped:
            break
        say(f"{done.sent:,} sent; waiting, as the plan allows {_a_minute(opened)} a minute", err=True)
        time.sleep(PAUSE)
    say_wrapped(
        f"{done.sent:,} sent, {done.delayed:,} to be tried again, {done.failed:,} refused, "
        f"{done.uncertain:,} uncertain, {done.put_off:,} put off to a later window, "
        f"{done.cancelled:,} called off; {done.planned:,} newly planned."
    )
    if done.too_late:
        say_wrapped(
            f"No message reaches {done.too_late:,} of the contacts: their window does not open before the "
            "field closes. They count as never sent. Widen the window, or close later."
        )
    if done.uncertain:
        say(f"See: psychograph field invite {study} --uncertain", err=True)
    if done.stopped:
        say_wrapped(f"stopped: {done.stopped}")
        sys.exit(1)


def _sum(done: Turn, turn: Turn) -> Turn:
    from dataclasses import replace

    counts = ("planned", "sent", "delayed", "failed", "uncertain", "put_off", "cancelled", "too_late")
    return replace(turn, **{name: getattr(done, name) + getattr(turn, name) for name in counts})


def _a_minute(opened: OpenField) -> int:
    return opened.field.plan.invitations.a_minute if opened.field.plan.invitations else 0


# --- Looking


def _show(
    opened: OpenField, study: Path, at_text: str | None, addresses: bool, most: int, as_json: bool
) -> None:
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.invitations.dry_run import dry_run

    now = _moment(at_text, opened) if at_text else SystemClock().now()
    found = dry_run(opened.field, opened.stores, opened.settings, now)
    if as_json:
        from psychograph.reports.records import to_json

        say(to_json(_record(opened, found, now, addresses)).rstrip("\n"))
        return
    if not any(wave.messages or wave.left_out for wave in found.waves):
        say("There is nobody to write to.")
        say(f"Next: psychograph field contacts import {study} people.csv", err=True)
    for wave in found.waves:
        _show_wave(opened, wave, addresses, most)
    if found.letter is not None:
        say("\nThe first message:\n")
        say(f"Subject: {found.letter.subject}\n\n{found.letter.text}")
    say("Nothing was sent. Reminders go only to those who have not answered by then.", err=True)
    if not opened.settings.mail.host:
        say("No mail server is set yet: PSYCHOGRAPH_SMTP_HOST is empty.", err=True)


def _moment(text: str, opened: OpenField) -> datetime:
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.plan.values import in_zone

    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            Problem("--at", repr(text), "a day and an hour, as in 2026-12-05 09:00", "write it so")
        ) from None
    zone = opened.field.plan.period.time_zone
    return (in_zone(found, zone) if found.tzinfo is None else found).astimezone(UTC)


def _show_wave(opened: OpenField, wave: ExpectedWave, addresses: bool, most: int) -> None:
    expected = any(one.expected for one in wave.messages)
    say(f"\n{wave.name}: {_messages(len(wave.messages))}{', if nobody answers before' if expected else ''}")
    for arms, number in wave.arms:
        if arms != "{}":
            say(f"  {number:,} with {_arms(json.loads(arms))}")
    for one in wave.messages[:most]:
        local, zone = _local(opened, one)
        who = _address(one, addresses)
        say(f"  {who:<28} {local:%a %Y-%m-%d %H:%M} {zone}, {one.due:%Y-%m-%d %H:%M} UTC")
    if len(wave.messages) > most:
        say(f"  and {len(wave.messages) - most:,} more (--most, or --json for all)")
    for why, number in wave.left_out:
        say(f"  not to {number:,}: {why}")


def _messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"


def _arms(arms: dict[str, str]) -> str:
    return ", ".join(f"{factor} {arm}" for factor, arm in arms.items())


def _address(one: Intended, addresses: bool) -> str:
    from psychograph.fielding.contacts.addresses import masked

    return one.recipient.address if addresses else masked(one.recipient.address)


def _local(opened: OpenField, one: Intended) -> tuple[datetime, str]:
    from psychograph.fielding.invitations.planning import zone_of

    zone = zone_of(opened.field, one.recipient)
    assert one.due is not None  # noqa: S101 - only messages that go are shown
    return one.due.astimezone(ZoneInfo(zone)), zone


def _record(opened: OpenField, found: DryRun, now: datetime, addresses: bool) -> dict[str, Any]:
    def message(one: Intended) -> dict[str, Any]:
        local, zone = _local(opened, one)
        return {
            "to": _address(one, addresses),
            "group": one.recipient.group,
            "arms": dict(one.recipient.arms),
            "local": local.isoformat(),
            "time_zone": zone,
            "utc": one.due.isoformat() if one.due else None,
            "if_nobody_answers": one.expected,
        }

    return {
        "at": now.isoformat(),
        "waves": [
            {
                "name": wave.name,
                "messages": [message(one) for one in wave.messages],
                "left_out": dict(wave.left_out),
            }
            for wave in found.waves
        ],
        "first": {"subject": found.letter.subject, "text": found.letter.text} if found.letter else None,
    }


# --- Uncertain ones


def _release(opened: OpenField, numbers: tuple[str, ...]) -> None:
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.contacts.addresses import masked_in
    from psychograph.fielding.invitations import outbox
    from psychograph.fielding.office.audit import note

    now = SystemClock().now()
    for number in numbers:
        known = {one.message_id: one for one in opened.stores.contacts.read(outbox.uncertain)}
        _refuse_unknown(number, known)
        opened.stores.contacts.write(
            lambda contacts, number=number: outbox.release(contacts, number, stamp(now))  # type: ignore[misc]
        )
        note(opened.stores, "message released", number, now)
        say(f"{number} goes out again in its next window.")
    left = opened.stores.contacts.read(outbox.uncertain)
    if not left:
        say("No message is uncertain.")
    for one in left:
        say_wrapped(f"{one.message_id}  {one.wave}, {_when(one)}: {masked_in(one.reply)}", indent="  ")
    if left:
        say("See the log of your mail server for these numbers: they begin the Message-ID.", err=True)


def _when(one: Entry) -> str:
    from psychograph.fielding.clock import moment

    return f"{moment(one.claimed_at):%Y-%m-%d %H:%M} UTC" if one.claimed_at else "at an unknown time"


def _refuse_unknown(number: str, known: dict[str, Entry]) -> None:
    from psychograph.errors import Problem, UsageError

    if number not in known:
        raise UsageError(
            Problem(
                where=f"--release {number}",
                found="no uncertain message of this number",
                expected=f"one of {', '.join(list(known)[:10])}"
                if known
                else "none: no message is uncertain",
                mend="see --uncertain",
            )
        )
