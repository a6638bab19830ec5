"""Files that commands make of a questionnaire: made again they are replaced, a user's own never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.cli.talk import say, say_wrapped
from psychograph.errors import Problem, UsageError
from psychograph.quoting import listed

if TYPE_CHECKING:
    from psychograph.questionnaire.losses import Loss

LOSSES = "losses.md"
HEAD = "# What is lost\n"
MOST_PRINTED = 12


@dataclass(frozen=True)
class Lost:
    """What one file does not say, or what was not taken from it."""

    file: str
    title: str
    losses: tuple[Loss, ...]
    next_step: str = ""


def losses_page(parts: Sequence[Lost], files: Sequence[str]) -> str:
    """Return ``losses.md``: the losses of every file, and the names of all files written with it."""
    lines = [HEAD]
    for part in parts:
        lines += [f"## {part.file}: {part.title}", ""]
        if part.losses:
            lines += ["| where | what | instead |", "|---|---|---|"]
            lines += [
                f"| {' | '.join(map(_cell, (loss.where, loss.what, loss.instead)))} |" for loss in part.losses
            ]
        else:
            lines.append("Nothing is lost.")
        lines.append("")
    lines += ["## Files", "", *(f"- `{name}`" for name in files)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def print_losses(parts: Sequence[Lost]) -> None:
    """Print what is lost, the first of each file; what several places lose alike is said once."""
    for part in parts:
        if not part.losses:
            say_wrapped(f"{part.file} ({part.title}): nothing is lost.")
            continue
        things = "1 thing is" if len(part.losses) == 1 else f"{len(part.losses)} things are"
        say_wrapped(f"{part.file} ({part.title}): {things} lost or changed.")
        alike = _alike(part.losses)
        for (what, instead), places in alike[:MOST_PRINTED]:
            say_wrapped(f"{listed(places)}: {what}; {instead}", lead="  - ", indent="    ")
        more = sum(len(places) for _, places in alike[MOST_PRINTED:])
        if more:
            say(f"  ... and {more} more in {LOSSES}")


def _alike(losses: Sequence[Loss]) -> list[tuple[tuple[str, str], list[str]]]:
    """Return losses that say the same of several places once, with the places."""
    found: dict[tuple[str, str], list[str]] = {}
    for loss in losses:
        found.setdefault((loss.what, loss.instead), []).append(loss.where)
    return list(found.items())


def write_made(folder: Path, contents: Mapping[str, bytes], *, ours: bytes = b"") -> None:
    """Write files into a folder, in place of those that a command made before.

    Parameters
    ----------
    folder : Path
        Where the files go; made where it is absent.
    contents : mapping of str to bytes
        Files by name.
    ours : bytes
        What every file of ours begins with or holds in its first lines; where it is empty, files count as
        ours that an earlier ``losses.md`` in the folder lists.

    Raises
    ------
    UsageError
        Where files are in the way that no command made.
    OutputError
        Where the folder cannot be written to.
    """
    from psychograph.cli.new_files import write_new

    there = [name for name in contents if (folder / name).exists()]
    made = _made(folder)
    UsageError.collect(
        Problem(
            where=str(folder / name),
            found="a file of that name that no command wrote",
            expected="a folder without it, or with what was written before",
            mend="name another folder with -o, or move the file away first",
        )
        for name in there
        if not (_begins(folder / name, ours) if ours else name in made)
    )
    write_new(folder, contents, anew=there)


def _begins(path: Path, ours: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return ours in file.read(4_000)
    except OSError:
        return False


def _made(folder: Path) -> frozenset[str]:
    """Return the files that an earlier ``losses.md`` lists; none where that is a file of somebody else."""
    try:
        text = (folder / LOSSES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    if not text.startswith(HEAD):
        return frozenset()
    _, _, files = text.rpartition("\n## Files\n")
    listed = (
        line.removeprefix("- `").removesuffix("`") for line in files.splitlines() if line.startswith("- `")
    )
    return frozenset((LOSSES, *listed))
