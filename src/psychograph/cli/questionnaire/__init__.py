"""`psychograph questionnaire`: from business questions to a questionnaire, and to any survey tool."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

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


@click.group(
    cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.questionnaire.{}", epilog=EXAMPLE
)
def questionnaire() -> None:
    """From business questions to a questionnaire, and to any survey tool."""
