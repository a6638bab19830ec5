"""The command ``psychograph``: subcommands, and errors as people read them."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence

import click

from psychograph.cli.late_commands import LateCommands
from psychograph.cli.talk import say
from psychograph.errors import OutputError, Problem, PsychographError

# Threads of the linear algebra library wait for each other longer than small matrices take: up to a
# hundred times longer on a busy machine. Read when numpy is imported, which happens in the commands.
for _threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_threads, "1")

INTERRUPTED = 130
MOST_PROBLEMS = 20

# Name of each command and what it does in one line. The command itself is imported when it is
# called, so that `psychograph --help` costs no more than this list.
COMMANDS = {
    "demo": "Run a sample study and say what it found.",
    "init": "Write a commented study file, guessed from answers where you have them.",
    "instruments": "Show scales to ask with, their keys and terms, and add your own.",
    "history": "Before you ask: what the purchases you have on file already say.",
    "questionnaire": "From business questions to a questionnaire, and to any survey tool.",
    "field": "Ask people: a survey server of your own, invitations, draw, response rates.",
    "responses": "Read answers from any survey tool: responses import FILE.",
    "check": "Say whether a study file and its answers are in order.",
    "quality": "Say who answered carelessly, by which signs, and what is missing.",
    "reliability": "Say how well the scales of a study measure, item by item.",
    "constructs": "Show what each attribute of a study measures, and settle what is not sure.",
    "run": "Run a study: segments, personas, target, brief and report.",
    "segments": "Choose how to segment: try methods and numbers, compare, decide.",
    "segment": "Segment a file of answers at once, for people in a hurry.",
    "preferences": "Show the segments on four preferences, derived from the Big Five.",
    "strategy": "After the campaign: what it did to each persona, and whether the bet held.",
    "rules": "Show the rules behind the advice, and check your own.",
    "language": "Write personas and briefs in another language: a language is one file.",
    "schema": "Print the JSON Schema of study files and own rules, for your editor.",
}


@click.group(
    cls=LateCommands,
    summaries=COMMANDS,
    modules="psychograph.cli.{}",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: psychograph demo",
)
@click.version_option(package_name="psychograph", message="%(prog)s %(version)s")
def commands() -> None:
    """From a survey to segments you can defend, personas you can trace and campaigns you can test."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 usage or bad input, 3 environment.

    Parameters
    ----------
    arguments : sequence of str or None
        Words after ``psychograph``; those of the process if None.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may know fewer letters than a respondent's name has.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    # A run that is told to end clears up like one that is interrupted.
    with contextlib.suppress(ValueError):  # outside the main thread nobody may say so
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    shown = sys.stdout
    try:
        code = commands.main(args=arguments, prog_name="psychograph", standalone_mode=False)
    except PsychographError as error:
        _print_problems(error)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Stopped; nothing was half-written.", err=True)
        code = INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        sys.stderr.close()
        code = 0
    except SystemExit as stop:
        # click answers a broken pipe itself: it wraps the output and ends with 1, which means findings here.
        code = stop.code if sys.stdout is shown else 0
    except (OSError, MemoryError) as reason:  # a full disk, a file that vanished under a run
        if getattr(reason, "filename", None) is None:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - or it is tried again at the end
        _print_problems(OutputError(_environment(reason)))
        code = OutputError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _environment(reason: OSError | MemoryError) -> Problem:
    if isinstance(reason, MemoryError):
        return Problem(
            where="this computer",
            found="not enough memory",
            expected="room for the answers and a distance for every pair of respondents",
            mend="close other programs, or segment a random sample of the respondents",
        )
    return Problem(
        where=str(reason.filename or "the output"),
        found=reason.strerror or str(reason),
        expected="a file that can be read or written",
        mend="make room, check that the file is still there and that you may use it, and try again",
    )


def _print_problems(error: PsychographError) -> None:
    count = len(error.problems)
    say("1 problem:" if count == 1 else f"{count} problems:", err=True)
    for problem in error.problems[:MOST_PROBLEMS]:
        say(f"\n{problem}", err=True)
    if count > MOST_PROBLEMS:
        say(f"\n... and {count - MOST_PROBLEMS} more.", err=True)
