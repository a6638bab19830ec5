"""`psychograph history explore`: what the data already say, as a page, files and a screen."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.plain_text import PLAIN_TEXT
from psychograph.cli.talk import say, wrapped
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psychograph.history.engines.engine import Engine
    from psychograph.history.exploration import Exploration
    from psychograph.history.plan.planned import PlannedHistory
    from psychograph.history.progress import Progress
    from psychograph.history.pseudonyms import Pseudonyms
    from psychograph.runs.source import Source

# As in history.engines.engine, which is not imported for `--help`; a test holds them together.
ENGINES = ("duckdb", "polars", "spark", "warehouse")
PLAN = "history.yaml"
PLANS = (".yaml", ".yml")
FOLDER = "explored"
EXAMPLE = """\b
Example:
  psychograph history explore --sample
  psychograph history explore transactions.csv --customers customers.csv
  psychograph history explore history.yaml --pseudonyms shop.key
"""


@click.command(epilog=EXAMPLE)
@click.argument("data", type=PLAIN_TEXT, required=False, metavar="[HISTORY.YAML|DATA]")
@click.option(
    "--customers",
    type=PLAIN_TEXT,
    metavar="FILE",
    help="Table of the customers, one row each, where DATA are transactions.",
)
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(ENGINES),
    default="duckdb",
    show_default=True,
    help="What computes: the first two on this machine, spark on a cluster, warehouse where the data lie.",
)
@click.option("--master", type=PLAIN_TEXT, metavar="URL", help="Where Spark runs, such as spark://head:7077.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the page and its files; 'explored' beside history.yaml, or NAME-explored, if absent.",
)
@click.option(
    "--pseudonyms",
    "keys",
    type=click.Path(path_type=Path),
    metavar="KEYFILE",
    help="Also write customers.csv, a row a customer under a pseudonym. KEYFILE is made where absent.",
)
@click.option(
    "--memory", type=PLAIN_TEXT, default="2GB", show_default=True, help="What DuckDB may take; more spills."
)
@click.option(
    "--scratch",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for what is kept on the way and removed at the end.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as JSON.")
@click.option("--sample", is_flag=True, help="Explore a simulated shop, copied into ./history-sample first.")
def explore(
    data: str | None,
    customers: str | None,
    engine_name: str,
    master: str | None,
    out: Path | None,
    keys: Path | None,
    memory: str,
    scratch: Path | None,
    as_json: bool,
    sample: bool,
) -> None:
    """Find what a history of purchases says: seasons, places, who stays, who makes the money, what to ask.

    Takes a history.yaml, or a table of transactions (CSV, Parquet, DuckDB), whose columns are then guessed.
    Rows that cannot be used are counted and named, never lost in silence. The exit code is 1 where something
    is seriously in the way of believing the figures.
    """
    from psychograph.cli.progress import step_bar
    from psychograph.findings import Severity
    from psychograph.history.engines.opening import open_engine

    where = _asked(data, customers, sample=sample)
    folder = out or _folder(where)
    with open_engine(engine_name, scratch=scratch, memory=memory, master=master) as engine:
        planned = _planned(engine, where, customers)
        named = _pseudonyms(keys)
        _check_place(planned, folder, named)
        with step_bar("Opening the tables") as progress:
            found = _explored(engine, planned, folder, named, progress)
    if as_json:
        _print_json(found)
    else:
        _print(found, folder, named is not None)
    if any(finding.severity is Severity.SERIOUS for finding in found.findings):
        sys.exit(1)


def _asked(data: str | None, customers: str | None, *, sample: bool) -> str:
    """Return what is to be explored; refuse what contradicts itself, all of it at once."""
    UsageError.collect(_contradictions(data, customers, sample=sample))
    if sample:
        from psychograph.cli.history.sample import copy_shop

        return str(copy_shop() / PLAN)
    assert data is not None  # noqa: S101 - or it was refused
    return str(Path(data) / PLAN) if (Path(data) / PLAN).is_file() else data


def _contradictions(data: str | None, customers: str | None, *, sample: bool) -> list[Problem]:
    found = []
    if (data is None) is not sample:
        found.append(
            Problem(
                where="psychograph history explore",
                found="nothing to explore" if data is None else "a table and --sample",
                expected="a history.yaml or a table of transactions; or --sample alone",
                mend="name a file, such as transactions.csv",
            )
        )
    if customers is not None and (data is None or data.endswith(PLANS)):
        found.append(
            Problem(
                where="--customers",
                found=customers,
                expected="a table of transactions beside it, not a history.yaml",
                mend="name it in history.yaml, under customers: data",
            )
        )
    return found


def _folder(where: str) -> Path:
    path = Path(where)
    return path.parent / FOLDER if where.endswith(PLANS) else Path(f"{path.stem or 'history'}-{FOLDER}")


def _pseudonyms(path: Path | None) -> Pseudonyms | None:
    if path is None:
        return None
    from psychograph.history.pseudonyms import key_file

    found = key_file(path)
    if found.made:
        say(f"Made the key file {path}. Whoever has it can tell who is who:", err=True)
        say("keep it apart from the data, and keep a copy.", err=True)
    if found.open_to_others:
        say(f"Others on this computer may read {path}; take that away: chmod 600 {path}", err=True)
    return found.pseudonyms


def _planned(engine: Engine, where: str, customers: str | None) -> PlannedHistory:
    if where.endswith(PLANS):
        from psychograph.history.plan.reading import read_plan

        return read_plan(Path(where))
    from psychograph.history.guessing.guess import guess_history

    guess = guess_history(engine, where, customers)
    for remark in guess.remarks:
        for line in wrapped("- ", remark):
            say(line, err=True)
    return guess.planned


def _explored(
    engine: Engine,
    planned: PlannedHistory,
    folder: Path,
    named: Pseudonyms | None,
    progress: Progress | None,
) -> Exploration:
    """Explore, and write the page and what belongs to it."""
    from psychograph.history.boundaries.planned import boundaries_of
    from psychograph.history.customer_base import customer_base
    from psychograph.history.exploring import explore as explored
    from psychograph.history.progress import part_of

    boundaries = boundaries_of(planned)  # a bad file of outlines is told before the long work
    today = date.today()  # noqa: DTZ011 - the calendar of who asks
    base = customer_base(planned, engine, today=today, progress=part_of(progress, 0.0, 0.6))
    found = explored(planned, engine, today=today, base=base, progress=part_of(progress, 0.6, 0.85))
    # After the figures: bad input is answered before anything that draws is imported.
    from psychograph.history.customer_file import customer_files, describing
    from psychograph.reports.history.files import write_exploration

    with contextlib.ExitStack() as kept:
        files = None
        if named is not None:
            told = None if progress is None else partial(progress, "Writing customers")
            by = describing(planned.plan, base, found)
            place = _nearest(folder)
            files = kept.enter_context(
                customer_files(engine, base.customers, by, place, pseudonyms=named, progress=told)
            )
        if progress is not None:
            progress("Drawing the page", 0.95)
        write_exploration(found, folder, sources=_sources(planned), boundaries=boundaries)
        if files is not None:
            files.move_to(folder)
    return found


def _check_place(planned: PlannedHistory, folder: Path, named: Pseudonyms | None) -> None:
    """Refuse, before the work, a folder where results would be lost or would replace other files."""
    from psychograph.history.customer_file import CODEBOOK, CUSTOMERS
    from psychograph.reports.history.place import check_place

    check_place(folder, inputs=_inputs(planned), besides=() if named is None else (CUSTOMERS, CODEBOOK))


def _inputs(planned: PlannedHistory) -> Iterator[Path]:
    """Yield the files of this machine that a plan names; what is not there is told when it is opened."""
    from psychograph.history.addresses import is_address
    from psychograph.history.engines.places import named_files
    from psychograph.history.errors import HistoryError

    for _, source in planned.sources:
        if not is_address(source.data):
            with contextlib.suppress(HistoryError):
                yield from named_files(source.data, planned.folder)


def _nearest(folder: Path) -> Path:
    """Return a folder that is there, on the disk where `folder` will be."""
    return next(place for place in (folder, *folder.absolute().parents) if place.is_dir())


def _sources(planned: PlannedHistory) -> tuple[Source, ...]:
    """Return the files that went in, where they are files, with the SHA-256 of each."""
    from psychograph.runs.source import Source

    found = [Source(PLAN, planned.digest)]
    for _, source in planned.sources:
        path = planned.folder / source.data
        if path.is_file():
            with path.open("rb") as file:
                found.append(Source(path.name, hashlib.file_digest(file, "sha256").hexdigest()))
    return tuple(found)


def _print(found: Exploration, folder: Path, with_customers: bool) -> None:
    from psychograph.cli.history.summary import next_step, print_summary

    print_summary(found, folder / "exploration.html")
    if with_customers:
        say(f"Customers: {folder / 'customers.csv'}, under pseudonyms; their behaviour stays personal data")
    say("Next: ask them. A questionnaire of these questions:", err=True)
    say(next_step(found, "my-survey"), err=True)


def _print_json(found: Exploration) -> None:
    from psychograph.reports.history.record import record_of
    from psychograph.reports.records import to_json

    say(to_json(record_of(found)).rstrip("\n"))
