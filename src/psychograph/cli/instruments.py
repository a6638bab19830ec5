"""`psychograph instruments`: what can be asked with a key, on what terms, and packs of your own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.plain_text import PLAIN_TEXT
from psychograph.cli.talk import say, say_wrapped, wrapped
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.instruments.pack import Pack

EXAMPLE = """\b
Example:
  psychograph instruments list
  psychograph instruments show mini_ipip_20
  psychograph instruments show mini_ipip_20/extraversion
"""
ADD = """\b
Example:
  psychograph instruments template > my_scale.yaml
  psychograph instruments add my_scale.yaml --study . \\
    --licence CC-BY-4.0 --evidence https://example.org/terms --attest
"""
STUDY = click.option(
    "--study",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A study, whose own packs (in its folder instruments) are known too.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print all that is known, as JSON.")


@click.group(epilog=EXAMPLE)
def instruments() -> None:
    """Show the instruments that ship, and add your own."""


@instruments.command("list", epilog=EXAMPLE)
@STUDY
@AS_JSON
def list_(study: Path | None, *, as_json: bool) -> None:
    """List all instruments.

    For each: what it measures, items and minutes, published alphas, and its licence.
    """
    from psychograph.cli.instrument_records import instrument_record
    from psychograph.cli.instrument_words import listed_instruments

    catalogue = _catalogue(study)
    if as_json:
        records = [instrument_record(pack) for pack in catalogue.in_order]
        click.echo(json.dumps({"instruments": records}, indent=2, ensure_ascii=False))
        return
    for line in listed_instruments(catalogue.in_order):
        say(line)


@instruments.command(epilog=EXAMPLE)
@click.argument("name", metavar="INSTRUMENT[/SCALE]")
@STUDY
@AS_JSON
def show(name: str, study: Path | None, *, as_json: bool) -> None:
    """Show an instrument, or one scale with its key.

    Of an INSTRUMENT: scales, answers, terms and their evidence, what is known of it. Of a SCALE: its items
    and which are turned.
    """
    from psychograph.cli.instrument_records import instrument_record
    from psychograph.cli.instrument_words import instrument_in_words, scale_in_words

    catalogue = _catalogue(study)
    whole = "/" not in name
    pack, scale = (catalogue.pack(name), None) if whole else catalogue.scale(name)
    if as_json:
        click.echo(json.dumps(instrument_record(pack), indent=2, ensure_ascii=False))
        return
    options = f" --study {study}" if study is not None else ""
    for line in instrument_in_words(pack, options) if scale is None else scale_in_words(pack, scale):
        say(line)


@instruments.command(epilog=ADD)
@click.argument("file", type=click.Path(path_type=Path), metavar="PACKFILE")
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    required=True,
    help="The study that it is for; the pack goes into its folder instruments.",
)
@click.option(
    "--licence", type=PLAIN_TEXT, default="", metavar="ID", help="Licence of the items, such as CC-BY-4.0."
)
@click.option(
    "--evidence",
    type=PLAIN_TEXT,
    default="",
    metavar="TEXT",
    help="Words of the licence, or the address where they stand.",
)
@click.option("--attest", is_flag=True, help="Attest that its terms allow you to use it so.")
def add(file: Path, study: Path, licence: str, evidence: str, *, attest: bool) -> None:
    """Add a pack of your own to a study.

    The PACKFILE is checked whole, and written into the study with your attestation that you may use its
    items; nothing is ever overwritten.
    """
    from psychograph.cli.instrument_words import told
    from psychograph.cli.new_files import write_new
    from psychograph.instruments.catalogue import OWN
    from psychograph.instruments.own import added

    folder = _folder(study)
    taken = _catalogue(folder).packs
    new = added(file, licence=licence, evidence=evidence, attested=attest, taken=taken)
    write_new(folder / OWN, {new.file: new.text.encode()})
    say_wrapped(f"{folder / OWN / new.file}: {new.pack.name}, {told(new.pack)}, with your attestation.")
    _warn(new.pack)
    first = f"{new.pack.id}/{new.pack.scales[0].id}"
    say_wrapped(f"Next: psychograph instruments show {first} --study {study}")


@instruments.command(epilog=ADD)
@click.option(
    "--framework",
    type=click.Choice(["enneagram", "types"]),
    help="Scales to start from: nine types, or four preferences.",
)
def template(framework: str | None) -> None:
    """Print a commented pack to fill in."""
    from psychograph.instruments.template import template as filled

    click.echo(filled(framework or ""), nl=False)


def _warn(pack: Pack) -> None:
    from psychograph.instruments.notices import notices

    for notice in notices(pack):
        for line in wrapped("! ", notice):
            say(line, err=True)


def _catalogue(study: Path | None) -> Catalogue:
    from psychograph.instruments.catalogue import catalogue_of

    return catalogue_of(None if study is None else _folder(study))


def _folder(study: Path) -> Path:
    """Return the folder of a study, named by itself or by its study file."""
    folder = study.parent if study.is_file() else study
    if not folder.is_dir():
        raise UsageError(
            Problem(
                where=str(study),
                found="no such folder",
                expected="the folder of a study",
                mend="name the folder that holds study.yaml, or make it first",
            )
        )
    return folder
