"""`psychograph field access`: everything that is held about one person."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field access my-study ann@example.org -o ann
  psychograph field access my-study --case https://ask.example.org/r/AbCdEfGh -o case
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("address", default="")
@click.option("--case", default="", help="A link or a handle, for somebody of an open link.")
@click.option(
    "-o",
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="access",
    show_default=True,
    help="Folder for the two files.",
)
def access(study: Path, address: str, case: str, folder: Path) -> None:
    """Write down everything that STUDY holds about the person with ADDRESS, for them.

    Make sure first that it is they who ask: write to the address, and wait for the answer. access.json is for
    machines, access.txt for people; only you can read them.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.cli.field.whose import whose
    from psychograph.cli.new_files import write_new
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.office.audit import note
    from psychograph.fielding.privacy.access import account_of

    now = SystemClock().now()
    with opened_field(study) as opened:
        subject = whose(opened, address, case, now)
        account = account_of(opened.stores, subject, opened.settings.secret, now)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_new(folder, {"access.json": account.json.encode(), "access.txt": account.text.encode()})
        for name in ("access.json", "access.txt"):
            (folder / name).chmod(0o600)
        note(opened.stores, "access", f"{sum(map(len, account.tables.values()))} rows", now)
    for name, rows in account.tables.items():
        say(f"{name}: {len(rows)}")
    if not account.tables:
        say("Nothing is held under it.")
    for one in account.other_copies:
        say_wrapped(f"Not looked into, so look there yourself: {one.kind} {one.path}")
    say_wrapped(
        f"Wrote {folder / 'access.json'} and {folder / 'access.txt'}. Delete them when they are sent."
    )
