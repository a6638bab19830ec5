"""`psychograph field contacts import`: people from a file, checked before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.contacts.importing import Brought
    from psychograph.fielding.contacts.reading import ContactList

EXAMPLE = """\b
Example:
  psychograph field contacts import my-study people.csv
  psychograph field contacts import my-study people.xlsx --column group="Sales region"
"""


def _named(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for value in values:
        field, equals, heading = value.partition("=")
        if not equals or not heading.strip():
            raise click.BadParameter(f'{value!r} is not FIELD="Heading", as in group="Sales region"')
        named[field.strip()] = heading.strip()
    return named


@click.command("import", epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "named",
    multiple=True,
    callback=_named,
    metavar='FIELD="HEADING"',
    help="Where a field stands: email, name, first_name, last_name, language, time_zone, group or country.",
)
@click.option(
    "--accept-good", is_flag=True, help="Take the rows that are in order, and leave the others out."
)
def import_(study: Path, file: Path, named: Mapping[str, str], accept_good: bool) -> None:
    """Read contacts from FILE, CSV or XLSX with headings in its first row, into STUDY.

    Every row is checked: addresses without asking the network, time zones by the IANA list, languages by
    their tags. If one is wrong nothing is written, unless --accept-good is given. Who is there already is
    brought up to date; who asked not to be written to is left out.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.contacts.importing import bring_in
    from psychograph.fielding.contacts.reading import read_contacts
    from psychograph.fielding.office.audit import note

    found = read_contacts(file, named)
    if found.problems and (not accept_good or not found.contacts):
        raise found.error()
    now = SystemClock().now()
    with opened_field(study) as opened:
        secret = opened.settings.secret
        brought = opened.stores.contacts.write(
            lambda contacts: bring_in(
                contacts, found.contacts, secret=secret, source=found.name, at=stamp(now)
            )
        )
        note(
            opened.stores,
            "contacts imported",
            f"{brought.added} added, {brought.updated} updated, {brought.suppressed} suppressed",
            now,
        )
        asked_in = (opened.field.questionnaire.language, *opened.field.questionnaire.languages)
    _print(found, brought)
    _tell_other_languages(found, asked_in)
    say("Addresses are alike if their letters are; dots and + parts count, also at Gmail.", err=True)
    say(f"Next: psychograph field invite {study} --dry-run", err=True)


def _tell_other_languages(found: ContactList, asked_in: tuple[str, ...]) -> None:
    """Say who is asked in another language than their own."""
    main = {tag.split("-")[0] for tag in asked_in}
    others = Counter(
        one.language for one in found.contacts if one.language and one.language.split("-")[0] not in main
    )
    if others:
        which = ", ".join(f"{tag} ({number:,})" for tag, number in others.most_common(10))
        say_wrapped(
            f"note: the questionnaire does not speak {which}: these people are asked in {asked_in[0]}."
        )


def _print(found: ContactList, brought: Brought) -> None:
    say_wrapped(
        f"{brought.added:,} added, {brought.updated:,} brought up to date, "
        f"{brought.unchanged:,} as they were; {brought.suppressed:,} left out who are suppressed, "
        f"{found.rejected:,} rows left out as wrong."
    )
    for one in found.problems[:10]:
        say_wrapped(f"left out: {one.where}: {one.found}", indent="  ")
    if len(found.problems) > 10:
        say(f"and {len(found.problems) - 10:,} more", err=True)
    for text in found.notes:
        say_wrapped(f"note: {text}")
    if brought.kept_group:
        say_wrapped(
            f"note: {brought.kept_group:,} people keep their group, since they are in the sample already."
        )
    if brought.small_groups:
        groups = ", ".join(f"{name} ({size})" for name, size in brought.small_groups[:10])
        say_wrapped(
            f"privacy: groups of fewer than ten people: {groups}. In so small a group answers may tell who "
            "gave them; put it with another, or promise no anonymity there."
        )
