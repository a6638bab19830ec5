"""What the README shows is what the product prints."""

from __future__ import annotations

import re
from pathlib import Path

from psychograph.cli.main import COMMANDS
from psychograph.cli.summary import summary
from psychograph.runs.run import Run
from psychograph.study.model import Goal

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_printed_summary_is_the_real_one(worked_example: Run) -> None:
    printed = "\n".join(summary(worked_example, Path("psychograph-demo/results")))
    shown = next(block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "Verdict:" in block)
    assert shown.rstrip() in printed


def test_every_command_and_goal_is_there() -> None:
    for command in COMMANDS:
        assert f"psychograph {command}" in README
    for goal in Goal:
        assert f"`{goal.value}`" in README


def test_links_and_pictures_lead_somewhere() -> None:
    root = Path(__file__).parents[2]
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (root / target).exists(), target
