"""A study with six scales of four items, and a few people who agree to everything."""

from __future__ import annotations

import csv
from pathlib import Path

from unit.responses.quality.surveys import attentive

SCALES = 6
CARELESS = 6
HEAD = """\
title: Tea
objective: {goal: trial, statement: Find those who try., key_questions: [{question: Who?, attributes: [A]}]}
respondent: id
"""


def write_study(folder: Path, *, n: int = 100, careless: int = CARELESS, extra: str = "") -> Path:
    """Write a study and its answers; the first respondents, R1 and so on, agree to everything."""
    codes = attentive(n, seed=3)
    codes[:careless] = 5
    columns = [f"{scale}{item}" for scale in "ABCDEF" for item in (1, 2, 3, 4)]
    with (folder / "responses.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *columns])
        writer.writerows([f"R{row}", *map(int, given)] for row, given in enumerate(codes, 1))
    lines = ["attributes:"]
    for scale in "ABCDEF":
        items = ", ".join(
            f"{{column: {scale}{item}{', reversed: true' if item == 4 else ''}}}" for item in (1, 2, 3, 4)
        )
        lines.append(f"  {scale}: {{type: likert, scale: [1, 5], construct: none, items: [{items}]}}")
    lines.append(f"basis: [{', '.join('ABCDEF')}]")
    path = folder / "study.yaml"
    path.write_text(HEAD + "\n".join(lines) + f"\n{extra}", encoding="utf-8")
    return path
