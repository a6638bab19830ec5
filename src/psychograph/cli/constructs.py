"""`psychograph constructs`: what each attribute is taken to measure, and how to settle it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import OBEYED, WIDTH, say, say_wrapped

if TYPE_CHECKING:
    from psychograph.knowledge.constructs import ConstructMatch
    from psychograph.language.language import Language
    from psychograph.study.model import Study

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph constructs psychograph-demo
"""
LONGEST_QUESTION = 44
FOUND = frozenset({"question", "items", "name"})


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write what was found into the study file, as `construct:` keys.")
@click.option("--json", "as_json", is_flag=True, help="Print the map as JSON.")
def constructs(study: Path, write: bool, as_json: bool) -> None:
    """Show what each attribute of STUDY measures, by which words, and how surely.

    Personas, rules and names rest on this map. What is not sure is not guessed: the line to write under the
    attribute in the study file is printed, such as `construct: val.tradition`, or
    `construct: -val.tradition` where high answers mean little of it, or `construct: none`.
    """
    from psychograph.profiling.standings import map_constructs
    from psychograph.runs.known import known_to
    from psychograph.study.load import load_study, study_file

    path = study_file(study)
    declared = load_study(path)
    known = known_to(declared, path.parent)
    matches = map_constructs(declared, known.knowledge)
    if write:
        _write(path, matches, known.language, quiet=as_json)
    if as_json:
        _print_json(declared, matches)
    elif not write:
        _print(study, declared, matches, known.language)


def _write(path: Path, matches: Iterable[ConstructMatch], language: Language, *, quiet: bool) -> None:
    from psychograph.cli.new_files import replace_file
    from psychograph.study.amend_constructs import amend_constructs

    found = {match.attribute: match.key for match in matches if match.source in FOUND}
    amended = amend_constructs(path.read_bytes().decode(), path.name, found, path.parent)
    if amended.difference:
        replace_file(path, amended.text.encode())
        say(f"{path}:", err=quiet)
        for line in amended.difference:
            say(line, err=quiet)
    else:
        say(language.say("construct-nothing-to-write"), err=quiet)


def _print_json(study: Study, matches: Iterable[ConstructMatch]) -> None:
    from psychograph.reports.records import to_json

    record = [
        {
            "attribute": match.attribute,
            "question": study.attributes[match.attribute].question,
            "construct": match.construct.name if match.construct else None,
            "reversed": match.reversed,
            "score": match.score,
            "source": match.source or None,
            "near": [
                {"construct": near.construct.name, "reversed": near.reversed, "score": near.score}
                for near in match.near
            ],
            "sensitive": match.kind or None,
            "same_as": match.owner or None,
        }
        for match in matches
    ]
    say(to_json({"constructs": record}).rstrip("\n"))


def _print(asked: Path, study: Study, matches: Sequence[ConstructMatch], language: Language) -> None:
    _table(study, matches, language)
    say("")
    known = sum(match.construct is not None for match in matches)
    say_wrapped(language.say("construct-count-known", n=known, of=len(matches)))
    near = [match for match in matches if not match.source and match.near]
    if near:
        say_wrapped(language.say("construct-count-asked", n=len(near)))
        for match in near:
            say("  " + language.say("construct-settle", attribute=match.attribute, key=match.near[0].key))
    for match in matches:
        if match.source == "taken":
            say_wrapped(language.say("construct-count-taken", attribute=match.attribute, owner=match.owner))
    sensitive = [match for match in matches if match.source == "sensitive"]
    if sensitive:
        kinds = [
            f"{match.attribute} ({language.say('construct-sensitive-kind', kind=match.kind)})"
            for match in sensitive
        ]
        say_wrapped(language.say("construct-count-sensitive", n=len(sensitive), names=language.listed(kinds)))
    if any(match.source in FOUND for match in matches):
        say(language.say("construct-write", study=str(asked)), err=True)


def _table(study: Study, matches: Iterable[ConstructMatch], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    page = io.StringIO()
    table = Table(box=None, pad_edge=False)
    for heading in ("attribute", "construct", "score", "source"):
        table.add_column(
            language.say(f"construct-heading-{heading}"),
            justify="right" if heading == "score" else "left",
            overflow="fold",
        )
    for match in matches:
        question = study.attributes[match.attribute].question
        cells = (_attribute(match.attribute, question), *_found(match, language))
        table.add_row(*(Text(OBEYED.sub(" ", cell)) for cell in cells))
    Console(file=page, width=WIDTH, color_system=None, force_terminal=False).print(table)
    for line in page.getvalue().splitlines():
        say(line.rstrip())


def _attribute(name: str, question: str) -> str:
    short = (
        question if len(question) <= LONGEST_QUESTION else question[: LONGEST_QUESTION - 3].rstrip() + "..."
    )
    return f"{name}: {short}" if short else name


def _found(match: ConstructMatch, language: Language) -> tuple[str, str, str]:
    """Return what an attribute measures or may measure, how surely, and by what."""
    if match.construct is not None:
        score = f"{match.score:.2f}" if match.source in FOUND else ""
        source = language.say(f"construct-source-{match.source}")
        return _named(match.construct.name, match.reversed, language), score, source
    if match.source == "declared":
        return language.say("construct-none-declared"), "", language.say("construct-source-declared")
    if match.source == "sensitive":
        return language.say("construct-none"), "", language.say("construct-source-sensitive")
    if match.source == "taken":
        near = match.near[0]
        source = language.say("construct-source-taken", owner=match.owner)
        return _named(near.construct.name, near.reversed, language), f"{near.score:.2f}", source
    if match.near:
        names = [_named(near.construct.name, near.reversed, language) for near in match.near]
        asked = language.say("construct-maybe", names=language.listed(names, "or"))
        return asked, f"{match.near[0].score:.2f}", ""
    return language.say("construct-none"), "", ""


def _named(name: str, turned: bool, language: Language) -> str:
    return language.say("construct-reversed", construct=name) if turned else name
