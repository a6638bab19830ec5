"""`psychograph questionnaire`: from business questions to a questionnaire, and to any survey tool."""

from __future__ import annotations

import importlib

import click

EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal launch_new --question "Who is open to new products?"
  psychograph questionnaire check my-study
  psychograph questionnaire preview my-study
  psychograph questionnaire export my-study --to xlsform
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "suggest": "Suggest a questionnaire and its study from a goal and key questions.",
    "check": "Say whether a questionnaire is in order, well worded, and fits its study.",
    "preview": "Write a page that shows the questionnaire as respondents will see it.",
    "export": "Write the questionnaire for a survey tool, for paper, or its codebook.",
    "import": "Read a questionnaire from a survey tool's file, and write its study.",
    "size": "Say how many people to ask, by rules of thumb and by simulation.",
}


class Subcommands(click.Group):
    """Commands of the group, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in SUBCOMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name  # `import` is a word of Python
        command = getattr(importlib.import_module(f"psychograph.cli.questionnaire.{name}"), name)
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, not of the user
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group(cls=Subcommands, epilog=EXAMPLE)
def questionnaire() -> None:
    """From business questions to a questionnaire, and to any survey tool."""
