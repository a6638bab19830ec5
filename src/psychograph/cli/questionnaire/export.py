"""`psychograph questionnaire export`: for a survey tool, for paper, or as a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.questionnaire.opened import Opened
    from psychograph.cli.questionnaire.written import Lost

FOLDER = "export"
PAPER = ("html", "pdf")
SHEETS: dict[str, Literal["A4", "Letter"]] = {"a4": "A4", "letter": "Letter"}
CODEBOOK = "codebook"
# As in `questionnaire.formats.register`, without importing it for `--help`.
TOOLS = ("xlsform", "limesurvey", "surveyjs", "qsf", "qualtrics-txt", "triple-s")
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal premium --question "Who would pay more?"
  psychograph questionnaire export my-study --to xlsform --to codebook
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "formats",
    type=click.Choice([*TOOLS, *PAPER, CODEBOOK]),
    multiple=True,
    required=True,
    help="What to write; repeatable.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for the files; `export` beside the questionnaire.",
)
@click.option("--language", metavar="TAG", help="Language of html and pdf, such as de.")
@click.option(
    "--paper",
    type=click.Choice([*SHEETS], case_sensitive=False),
    default="a4",
    show_default=True,
    help="Sheet of pdf; html fits both.",
)
def export(study: Path, formats: tuple[str, ...], out: Path | None, language: str | None, paper: str) -> None:
    """Write the questionnaire of STUDY as files that survey tools take, and say what they cannot hold.

    What is measured stands in codebook.json and codebook.md, which are always written beside; what is lost
    stands in losses.md. Files that were written before are replaced.
    """
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.cli.questionnaire.written import LOSSES, losses_page, print_losses, write_made
    from psychograph.codebook.files import codebook_json
    from psychograph.questionnaire.answers.codebook import codebook_markdown, codebook_of

    found = opened(study)
    files: dict[str, bytes] = {}
    lost: list[Lost] = []
    for name in dict.fromkeys(formats):
        if name in PAPER:
            files.update(_on_paper(found, name, language, paper))
        elif name != CODEBOOK:
            for part, contents in _for_tool(found, name):
                lost.append(part)
                files.update(contents)
    codebook = codebook_of(found.questionnaire)
    files["codebook.json"] = codebook_json(codebook).encode()
    files["codebook.md"] = codebook_markdown(codebook).encode()
    files[LOSSES] = losses_page(lost, [*files]).encode()
    folder = out or found.folder / FOLDER
    write_made(folder, files)
    print_losses(lost)
    say(f"Wrote {', '.join(files)} into {folder}.", err=True)
    _say_next(found, lost)


def _for_tool(found: Opened, name: str) -> Iterator[tuple[Lost, dict[str, bytes]]]:
    from psychograph.cli.questionnaire.written import Lost
    from psychograph.questionnaire.formats.register import format_named

    kind = format_named(name)
    assert kind.write is not None  # noqa: S101 - those of TOOLS all write; tests hold them to it
    written = kind.write(found.questionnaire)
    files = {_file_name(found, name, suffix): content for suffix, content in written.files.items()}
    yield Lost(next(iter(files)), kind.title, written.losses, kind.next_step), files


def _file_name(found: Opened, tool: str, suffix: str) -> str:
    """Return a name that tells the tool, once: my-study-xlsform.xlsx, my-study.surveyjs.json."""
    told = tool.replace("-", "") in suffix.replace(".", "")
    return f"{found.name}{suffix}" if told else f"{found.name}-{tool}{suffix}"


def _on_paper(found: Opened, kind: str, language: str | None, paper: str) -> dict[str, bytes]:
    from psychograph.reports.questionnaire.printable import printable

    _check_language(found, language)
    page = printable(found.questionnaire, language)
    spoken = f"-{language}" if language else ""
    if kind == "html":
        return {f"{found.name}{spoken}.html": page.encode()}
    from psychograph.reports.questionnaire.pdf import pdf_of

    return {f"{found.name}{spoken}.pdf": pdf_of(page, SHEETS[paper])}


def _check_language(found: Opened, language: str | None) -> None:
    from psychograph.errors import Problem, UsageError
    from psychograph.quoting import quoted

    known = (found.questionnaire.language, *found.questionnaire.languages)
    if language is not None and language not in known:
        raise UsageError(
            Problem(
                where="--language",
                found=quoted(language),
                expected=f"a language of the questionnaire: {', '.join(known)}",
                mend=f"add translations to {found.file.name}, such as ask: {{en: ..., {language}: ...}}",
            )
        )


def _say_next(found: Opened, lost: Sequence[Lost]) -> None:
    for part in lost:
        if part.next_step:
            say_wrapped(f"{part.file}: {part.next_step}")
    say("After fieldwork: psychograph responses import EXPORT --out " + str(found.folder), err=True)
