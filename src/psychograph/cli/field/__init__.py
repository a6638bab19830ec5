"""`psychograph field`: a survey server of one's own, from the first invitation to the export."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

EXAMPLE = """\b
Example:
  psychograph field init my-study
  psychograph field check my-study
  psychograph field contacts import my-study people.csv
  psychograph field invite my-study --dry-run
  psychograph field serve my-study
  psychograph field status my-study
  psychograph field export my-study
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "init": "Write a commented field.yaml, and the server's settings with a fresh secret.",
    "check": "Say whether field.yaml is in order and fits its questionnaire.",
    "doctor": "Say whether this server is safe to put on the internet.",
    "serve": "Publish the questionnaire, and send what is due.",
    "user": "Add and change those who may see the manager's pages.",
    "contacts": "Read contacts from a file, list them by group, and suppress addresses.",
    "invite": "Show or send invitations and reminders that are due.",
    "bounces": "Read returned mail and complaints, and note whom they concern.",
    "status": "Say how the field goes: response rates, quotas, arms, stability.",
    "export": "Hand the answers to the rest of the walk.",
    "draw": "Hold a prize draw that anyone can check.",
    "vouchers": "Read voucher codes, and bring them to those who completed.",
    "access": "Write down everything that is held about one person.",
    "erase": "Erase one person, from every copy.",
    "retain": "Apply the days of the plan: destroy the key, erase what is due.",
    "backup": "Write a copy of the stores that can be restored.",
    "restore": "Put a backup in place, and erase again what was erased since.",
    "migrate": "Bring the stores to this version.",
    "pause": "Pause the survey; people are told to come back.",
    "resume": "Open it again.",
    "close": "Close it for good.",
}


@click.group(cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.field.{}", epilog=EXAMPLE)
def field() -> None:
    """Ask people on a server of your own: invitations, answers, response rates and a fair draw."""
