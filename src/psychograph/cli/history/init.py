"""`psychograph history init`: a history.yaml to start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.new_files import refuse_overwriting, write_new
from psychograph.cli.plain_text import PLAIN_TEXT
from psychograph.cli.talk import say, wrapped

if TYPE_CHECKING:
    from psychograph.history.guessing.guess import Guess

PLAN = "history.yaml"
EXAMPLE = """\b
Example:
  psychograph history init transactions.csv --customers customers.csv
  psychograph history explore history.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("transactions", type=PLAIN_TEXT)
@click.option("--customers", type=PLAIN_TEXT, metavar="FILE", help="Table of the customers, one row each.")
@click.option(
    "--table", type=PLAIN_TEXT, metavar="NAME", help="Table of TRANSACTIONS, where it is a database."
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(PLAN),
    show_default=True,
    help="File to write; it is never overwritten.",
)
def init(transactions: str, customers: str | None, table: str | None, out: Path) -> None:
    """Write a commented history.yaml for TRANSACTIONS, guessed from names, types and rows.

    TRANSACTIONS is a CSV, Parquet or DuckDB file, or a pattern of files in quotes. What is unsure is said,
    and stands as a comment beside its key.
    """
    from psychograph.history.guessing.template import render_plan

    refuse_overwriting(out)
    guess = _guessed(transactions, customers, table, out.parent)
    write_new(out.parent, {out.name: render_plan(guess).encode()})
    say(f"Wrote {out}.", err=True)
    for remark in guess.remarks:
        for line in wrapped("- ", remark):
            say(line, err=True)
    say(f"Next: read it, correct it, and run: psychograph history explore {out}", err=True)


def _guessed(transactions: str, customers: str | None, table: str | None, folder: Path) -> Guess:
    from psychograph.history.engines.opening import open_engine
    from psychograph.history.guessing.guess import guess_history

    at = [_from(folder, data) if data is not None else None for data in (transactions, customers)]
    engine = "warehouse" if "://" in transactions else "duckdb"
    with open_engine(engine) as opened:
        return guess_history(opened, str(at[0]), at[1], table=table, folder=folder)


def _from(folder: Path, data: str) -> str:
    """Return where data lie, as seen from the folder of the plan, which is what the plan says."""
    if "://" in data or Path(data).expanduser().is_absolute():
        return data
    return Path(os.path.relpath(data, folder)).as_posix()
