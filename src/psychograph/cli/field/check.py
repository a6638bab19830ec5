"""`psychograph field check`: whether a field plan is in order, and what weakens it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.plan.planned import Fieldwork
    from psychograph.findings import Finding

EXAMPLE = """\b
Example:
  psychograph field init my-study
  psychograph field check my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--contacts", type=click.IntRange(0), help="People who could be invited; as imported if absent."
)
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def check(study: Path, contacts: int | None, as_json: bool) -> None:
    """Check field.yaml of STUDY, with its questionnaire and settings.

    Every mistake is named with its line. Then follows what weakens the plan. The exit code is 0 for a plan in
    order, 1 where something should be looked at, 2 where it cannot be used, 3 for settings that will not do.
    """
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.plan.findings import weaknesses
    from psychograph.fielding.plan.reading import load_fieldwork
    from psychograph.findings import Severity

    field = load_fieldwork(study)
    _settings(field)
    contacts = _imported(field) if contacts is None else contacts
    found = weaknesses(field, SystemClock().now(), contacts=contacts)
    if as_json:
        _print_json(field, found)
    else:
        _print(field, found, contacts)
    if any(one.severity is not Severity.NOTE for one in found):
        sys.exit(1)


def _settings(field: Fieldwork) -> None:
    """Refuse settings that will not do; whoever has none yet may check the plan alone."""
    import os

    from psychograph.cli.field.opened import FIELD_FOLDER, SETTINGS_FILE, settings_beside

    named = any(key.startswith("PSYCHOGRAPH_") and key != "PSYCHOGRAPH_BROWSER" for key in os.environ)
    if named or (field.folder / FIELD_FOLDER / SETTINGS_FILE).is_file():
        settings_beside(field.folder)


def _imported(field: Fieldwork) -> int | None:
    """Return how many contacts were imported; None where there is no store yet."""
    from psychograph.cli.field.opened import FIELD_FOLDER, SETTINGS_FILE, place_of_stores, settings_beside

    if not (field.folder / FIELD_FOLDER / SETTINGS_FILE).is_file():
        return None
    place = place_of_stores(field.folder, settings_beside(field.folder))
    if isinstance(place, Path) and not (place / "contacts.db").is_file():
        return None
    from psychograph.fielding.contacts.importing import groups
    from psychograph.fielding.stores.opened import stores_at

    with stores_at(place) as stores:
        return sum(people for _, people in stores.contacts.read(groups))


def _print(field: Fieldwork, found: tuple[Finding, ...], contacts: int | None) -> None:
    plan = field.plan
    waves = len(plan.invitations.waves) if plan.invitations is not None else 0
    parts = [
        f"open from {plan.period.opens:%Y-%m-%d %H:%M} to {plan.period.closes:%Y-%m-%d %H:%M} "
        f"({plan.period.time_zone})",
        {"invited": "personal links only", "anyone": "personal links and an open one"}[plan.entrance.value],
        f"{waves} {'wave' if waves == 1 else 'waves'} of mail" if waves else "no mail",
    ]
    if contacts is not None:
        parts.append(f"{contacts:,} contacts")
    say_wrapped(f"field.yaml is in order: {', '.join(parts)}.")
    for one in found:
        say_wrapped(f"{one.severity.value} ({one.code}): {one.text}")
    if not found:
        say("Nothing to remark.")
    follows = "serve" if contacts or plan.invitations is None else "contacts import"
    more = {"serve": "--test", "contacts import": "people.csv"}[follows]
    say(f"Next: psychograph field {follows} {field.folder} {more}", err=True)


def _print_json(field: Fieldwork, found: tuple[Finding, ...]) -> None:
    from psychograph.reports.records import to_json

    record = {
        "name": field.name,
        "opens": field.opens.isoformat(),
        "closes": field.closes.isoformat(),
        "findings": [{"code": one.code, "severity": one.severity.value, "text": one.text} for one in found],
    }
    say(to_json(record).rstrip("\n"))
