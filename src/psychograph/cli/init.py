"""`psychograph init`: a study to start from."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from psychograph.cli.guessing import guess_from
from psychograph.cli.talk import say
from psychograph.errors import OutputError, Problem, UsageError

STUDY = "study.yaml"


EXAMPLE = """\b
Example:
  psychograph init my-study
  psychograph check my-study/study.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers to guess the study from, such as responses.csv; copied into FOLDER.",
)
def init(folder: Path, answers: Path | None) -> None:
    """Write a commented study.yaml into FOLDER, guessed from answers where you have them."""
    from psychograph.study.template import render_study

    _refuse_overwriting(folder, answers)
    guess, notes = guess_from(answers, folder) if answers is not None else (None, ())
    text = render_study(guess)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copied = _copy(answers, folder) if answers is not None else None
        _write(folder / STUDY, text.encode())
    except OSError as reason:
        raise OutputError(_unwritable(folder, reason)) from None
    say(f"Wrote {folder / STUDY}" + (f" and copied {copied.name} beside it." if copied else "."), err=True)
    for remark in (*notes, *(guess.remarks if guess is not None else ())):
        say(f"- {remark}", err=True)
    say(f"Next: read it, correct it, and run: psychograph check {folder / STUDY}", err=True)


def _refuse_overwriting(folder: Path, answers: Path | None) -> None:
    kept = [folder / STUDY]
    if answers is not None and not _same(answers, folder / answers.name):
        kept.append(folder / answers.name)
    UsageError.collect(
        Problem(
            where=str(path),
            found="a file of that name, which is never overwritten",
            expected="a folder without it",
            mend="name another folder, or move the file away first",
        )
        for path in kept
        if path.exists()
    )


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.exists() and one.samefile(other)


def _copy(answers: Path, folder: Path) -> Path | None:
    """Copy the answers beside the study; return None where they are there already."""
    target = folder / answers.name
    if _same(answers, target):
        return None
    _write(target, answers.read_bytes())
    return target


def _write(path: Path, content: bytes) -> None:
    """Write beside and move into place, so that nobody ever sees half a file."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _unwritable(folder: Path, reason: OSError) -> Problem:
    return Problem(
        where=str(folder),
        found=reason.strerror or str(reason),
        expected="a folder that can be written to",
        mend="name a folder of your own; a file of that name must not be in the way",
    )
