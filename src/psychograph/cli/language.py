"""`psychograph language`: a file to translate, and a check of a translation."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from psychograph.cli.own_rules import knowledge_with
from psychograph.cli.talk import say_wrapped

EXAMPLE = """\b
Example:
  psychograph language template > de.ftl
  psychograph language check de.ftl
"""
MOST = 12  # keys that are named; --all names every one
OWN = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own rules, whose texts are to be translated too.",
)


@click.group(epilog=EXAMPLE)
def language() -> None:
    """Write personas and briefs in another language: a language is one file."""


@language.command(epilog=EXAMPLE)
@click.option(
    "--from",
    "old",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An older translation: what it has stays, what is new comes in English.",
)
@OWN
def template(old: Path | None, knowledge: Path | None) -> None:
    """Print a file with every text in English, with what a translator must know.

    Write the code of the language into its first line, translate what stands right of each =, and name
    the file in study.yaml: `language: de.ftl`.
    """
    from psychograph.knowledge.translation import source_of
    from psychograph.knowledge.translation import template as filled

    source = source_of(old) if old is not None else ""
    click.echo(filled(knowledge_with(knowledge), source=source), nl=False)


@language.command(epilog=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@OWN
@click.option("--all", "every", is_flag=True, help="Name every key.")
def check(file: Path, knowledge: Path | None, *, every: bool) -> None:
    """Check a translation: text that cannot be read, wrong variables, missing keys.

    The exit code is 0 for a whole translation, 1 where English stands in or something looks odd, 2 where
    the file cannot be used.
    """
    from psychograph.knowledge.translation import read_language

    reading = read_language(file, knowledge_with(knowledge))
    found = reading.checked
    say_wrapped(f"{file.name} can be used; its language is {reading.language.locale.english_name}.")
    unused = [f"{key} (${variable})" for key, variable in found.unused]
    for keys, one, several in (
        (
            found.missing,
            "1 text is missing and printed in English",
            "{n} texts are missing and printed in English",
        ),
        (
            found.unknown,
            "1 key is unknown: nothing asks for it",
            "{n} keys are unknown: nothing asks for them",
        ),
        (
            unused,
            "1 text leaves out a variable of the English one",
            "{n} texts leave out a variable of the English one",
        ),
    ):
        if keys:
            head = one if len(keys) == 1 else several.format(n=f"{len(keys):,}")
            named = list(keys if every else keys[:MOST])
            more = (
                f" and {len(keys) - len(named):,} more (--all names them)" if len(keys) > len(named) else ""
            )
            say_wrapped(f"{head}: {', '.join(named)}{more}.")
    sys.exit(1 if found.missing or found.unknown or found.unused else 0)
