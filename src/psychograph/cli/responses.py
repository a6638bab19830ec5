"""`psychograph responses`: answers from any tool, made ready for every later step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, wrapped

if TYPE_CHECKING:
    from psychograph.codebook.codebook import Codebook
    from psychograph.responses.imported import Imported

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph responses import psychograph-demo/responses.csv --out my-study
"""


@click.group(epilog=EXAMPLE)
def responses() -> None:
    """Read answers from any survey tool."""


@responses.command("import", epilog=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the files; named after FILE if absent."
)
@click.option(
    "--layout", metavar="NAME", help="The tool that wrote FILE, where it is not recognised by its shape."
)
@click.option(
    "--keep", metavar="COLUMN", multiple=True, help="Keep a column although it looks personal; repeatable."
)
def import_(file: Path, out: Path | None, layout: str | None, keep: tuple[str, ...]) -> None:
    """Read FILE, an export of any survey tool, and write responses.csv and codebook.json.

    Names, addresses, IP addresses and coordinates are left out unless you keep them. The layout is
    recognised by the shape of the file, and what showed it is printed. Where the folder holds a
    questionnaire.yaml, columns get the names, codes and keys that it gives them.
    """
    from psychograph.cli.new_files import write_new
    from psychograph.cli.questionnaire.answers import (
        expected_columns,
        laid_over,
        made_by_us,
        questionnaire_of,
        say_identifier,
    )
    from psychograph.responses.readers import read_responses
    from psychograph.responses.written import responses_files

    folder = out or Path(file.stem)
    asked = questionnaire_of(folder)
    expected = expected_columns(asked) if asked is not None else ()
    imported = read_responses(file, layout=layout, keep=(*keep, *expected))
    for line in summary(imported):
        for printed in wrapped("", line):
            say(printed)
    answers = imported.responses
    anew: tuple[str, ...] = ()
    if asked is not None:
        answers, anew = laid_over(imported, asked).imported.responses, made_by_us(folder, asked)
    files = responses_files(answers)
    write_new(folder, files, anew=anew)
    say(f"Wrote {folder / 'responses.csv'} and {folder / 'codebook.json'}.", err=True)
    if (folder / "study.yaml").is_file():
        say_identifier(answers, folder)
        say(f"Next: psychograph check {folder}", err=True)
    elif asked is not None:
        say(f"Next: psychograph init {folder}", err=True)
    else:
        say(f"Next: psychograph init {folder} --from {folder / 'responses.csv'}", err=True)


def summary(imported: Imported) -> list[str]:
    """Return what was read, and what was decided on the way, a line each."""
    from psychograph.codebook.codebook import Role
    from psychograph.quoting import listed, quoted, shortened

    found = imported.responses
    lines = [
        f"Layout: {imported.layout} ({'; '.join(imported.evidence)}).",
        f"{len(found):,} respondents, {len(found.codebook):,} variables: {_counted(found.codebook)}.",
    ]
    identifier = found.codebook.with_role(Role.ID)
    if identifier:
        lines.append(f"Respondents are identified by {shortened(identifier[0].name)}.")
    for why in dict.fromkeys(drop.why for drop in imported.dropped):
        columns = [drop.column for drop in imported.dropped if drop.why == why]
        lines.append(f"Left out, because {_of_several(why) if len(columns) > 1 else why}: {listed(columns)}.")
    lines += [
        f"Split into {len(split.options)} columns, one an answer: {quoted(split.column)}."
        for split in imported.split
    ]
    lines += [f"Note: {note}." for note in found.table.notes]
    return [*lines, *imported.remarks]


def _counted(codebook: Codebook) -> str:
    """Return how many variables there are of each type, in words."""
    from psychograph.codebook.codebook import VariableType

    words = {
        VariableType.LIKERT: ("on a scale", "on a scale"),
        VariableType.NUMBER: ("number", "numbers"),
        VariableType.CATEGORY: ("category", "categories"),
        VariableType.OPTION: ("answer option", "answer options"),
        VariableType.TEXT: ("text", "texts"),
        VariableType.DATE: ("date", "dates"),
    }
    counts = {kind: sum(variable.type is kind for variable in codebook) for kind in words}
    return ", ".join(f"{count} {words[kind][count != 1]}" for kind, count in counts.items() if count)


def _of_several(why: str) -> str:
    """Return a reason that speaks of one column as one of several."""
    for one, several in (("it may", "they may"), ("its ", "their "), ("describe it", "describe them")):
        why = why.replace(one, several)
    return why
