"""`psychograph field contacts list`: how many people each group has; names and addresses are not shown."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

EXAMPLE = """\b
Example:
  psychograph field contacts list my-study
"""


@click.command("list", epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list(study: Path, as_json: bool) -> None:  # noqa: A001 - the command is called so
    """Say how many people each group of STUDY has, and how many of them may not be written to."""
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.contacts.importing import groups, suppressed_by_group
    from psychograph.reports.records import to_json

    with opened_field(study) as opened:
        secret = opened.settings.secret
        sizes = opened.stores.contacts.read(groups)
        left_out = opened.stores.contacts.read(lambda contacts: suppressed_by_group(contacts, secret))
    if as_json:
        record = [
            {"group": name, "people": size, "suppressed": left_out.get(name, 0)} for name, size in sizes
        ]
        say(to_json({"groups": record}).rstrip("\n"))
        return
    if not sizes:
        say("No contacts yet.")
        say(f"Next: psychograph field contacts import {study} people.csv", err=True)
        return
    for name, size in sizes:
        stopped = f", {left_out[name]:,} of them suppressed" if left_out.get(name) else ""
        say(f"{name or '(no group)'}: {size:,} {'person' if size == 1 else 'people'}{stopped}")
    say(f"{sum(size for _, size in sizes):,} in all")
