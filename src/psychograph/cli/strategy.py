"""`psychograph strategy`: after the campaign, what it did to each persona."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import OBEYED, say, say_wrapped
from psychograph.errors import Problem, UsageError
from psychograph.quoting import quoted

if TYPE_CHECKING:
    from psychograph.strategy.evaluation.note import NoteTable, Section

EXAMPLE = """\b
Example:
  psychograph strategy evaluate campaign.csv --study psychograph-demo --out evaluation
"""
WIDTH = 100  # of a table in a file or a pipe, and the most on a terminal


@click.group(epilog=EXAMPLE)
def strategy() -> None:
    """After the campaign: say what it did to each persona, and whether the brief's bet held."""


@strategy.command(epilog=EXAMPLE)
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    help="The study, or its results: tells personas by name, and what the brief bet on.",
)
@click.option("--persona", metavar="COLUMN", help="Column with the persona: segment number or name.")
@click.option("--arm", metavar="COLUMN", help="Column with the arm that each was assigned to.")
@click.option("--outcome", metavar="COLUMN", help="Column with what each did: 0 or 1, yes or no, an amount.")
@click.option("--exposure", metavar="COLUMN", help="Column that tells whether each was reached.")
@click.option("--person", metavar="COLUMN", help="Column that tells who each row is.")
@click.option("--holdout", metavar="ARM", help="The arm without a message; found by its name if absent.")
@click.option(
    "--matched",
    multiple=True,
    metavar="PERSONA=ARM",
    help="The arm with the message made for a persona; may be given several times.",
)
@click.option(
    "--planned",
    multiple=True,
    metavar="ARM=SHARE",
    help="The share of people that was planned for an arm; give all arms.",
)
@click.option("--blank-is-zero", is_flag=True, help="A blank outcome means that nothing was done.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for a note in Markdown, tables as CSV, and everything as JSON.",
)
def evaluate(
    results: Path,
    study: Path | None,
    persona: str | None,
    arm: str | None,
    outcome: str | None,
    exposure: str | None,
    person: str | None,
    holdout: str | None,
    matched: tuple[str, ...],
    planned: tuple[str, ...],
    *,
    blank_is_zero: bool,
    as_json: bool,
    out: Path | None,
) -> None:
    """Say what a campaign did, from RESULTS: a file with one row a person.

    Columns are found by their names: persona, arm, outcome, and where they are there exposure and
    person. People must have been assigned to arms at random. The exit code is 1 where something is
    serious enough to doubt the comparison, else 0.
    """
    from psychograph.findings import Severity
    from psychograph.reports.records import to_json
    from psychograph.strategy.evaluation.columns import Asked
    from psychograph.strategy.evaluation.evaluate import evaluate as evaluated
    from psychograph.strategy.evaluation.note import heading, note_of
    from psychograph.strategy.evaluation.promised import Promised, read_promised
    from psychograph.strategy.evaluation.reading import read_results

    own = dict(_pairs("--matched", matched))
    shares = dict(_shares(planned))
    promised = read_promised(study) if study is not None else Promised()
    asked = Asked(persona, arm, outcome, exposure, person)
    people = read_results(
        results,
        asked,
        holdout=holdout,
        planned_holdout=promised.holdout,
        known=promised.personas,
        blank_is_zero=blank_is_zero,
    )
    found = evaluated(people, promised, matched=own, planned=shares)
    if out is not None:
        from psychograph.reports.evaluation_files import write_evaluation

        write_evaluation(found, out)
        say(f"Wrote {out / 'evaluation.md'}.", err=True)
    if as_json:
        say(to_json(found).rstrip("\n"))
    else:
        _print(heading(found), note_of(found))
    if any(finding.severity is Severity.SERIOUS for finding in found.findings):
        sys.exit(1)


def _pairs(option: str, given: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one in given:
        name, sign, value = one.rpartition("=")
        if not sign or not name.strip() or not value.strip():
            raise UsageError(
                Problem(
                    where=option,
                    found=quoted(one),
                    expected="two parts with = between them, such as 1=A or holdout=10",
                    mend='put quotes around names with spaces: --matched "Curious Pioneers=A"',
                )
            )
        yield name.strip(), value.strip()


def _shares(given: Iterable[str]) -> Iterator[tuple[str, float]]:
    for name, value in _pairs("--planned", given):
        try:
            share = float(value.removesuffix("%"))
        except ValueError:
            share = 0.0
        if not 0 < share < float("inf"):
            raise UsageError(
                Problem(
                    where="--planned",
                    found=quoted(f"{name}={value}"),
                    expected="a share above 0, such as holdout=10",
                    mend="give percentages, or parts of any whole, for every arm",
                )
            )
        yield name, share


def _print(head: str, sections: Iterable[Section]) -> None:
    say_wrapped(head)
    for section in sections:
        say("")
        click.secho(section.title, bold=True)  # bold is left out where nobody's terminal reads it
        if section.table is not None:
            _table(section.table)
        for text in section.lines:
            say_wrapped(text)


def _table(table: NoteTable) -> None:
    """Print a table: words to the left, figures to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from psychograph.strategy.evaluation.note import WORDS

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in table.columns:
        drawn.add_column(name, justify="left" if name in WORDS else "right", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(OBEYED.sub(" ", cell)) for cell in row))
    page = io.StringIO()
    Console(file=page, width=_width(), color_system=None, force_terminal=False).print(drawn)
    for line in page.getvalue().splitlines():
        say(line.rstrip())


def _width() -> int:
    """Return how wide a table may be: as the terminal, where there is one."""
    import shutil

    return min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else WIDTH
