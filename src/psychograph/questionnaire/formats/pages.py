"""The page on formats, made from what each says it loses of a questionnaire with one of everything.

Write it with ``python -m psychograph.questionnaire.formats.pages docs/formats/README.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from psychograph.questionnaire.formats.format import Format
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.formats.register import formats
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss

# Each aspect in the words of people who make questionnaires, and the pages of formats that have one.
PARTS = {
    Aspect.CONTENT: "every question",
    Aspect.TEXT: "texts",
    Aspect.TRANSLATION: "translations",
    Aspect.HELP: "help below questions",
    Aspect.TYPE: "kinds of answers",
    Aspect.CODES: "codes",
    Aspect.CHOICE: "choices that rule out others, ask for a text, mean no answer",
    Aspect.LIMITS: "limits",
    Aspect.REQUIRED: "which answers are required",
    Aspect.SKIP: "skip logic",
    Aspect.ORDER: "orders of chance",
    Aspect.PAGES: "pages",
    Aspect.NAME: "names",
    Aspect.KEY: "what is measured",
}
FOLDER = ("xlsform", "limesurvey", "surveyjs", "qualtrics", "triple-s")
PAGE_OF = {"lss": "limesurvey", "qsf": "qualtrics", "qualtrics-txt": "qualtrics"}
HEAD = """# Formats of questionnaires

A questionnaire goes to a survey tool with `psychograph questionnaire export STUDY --to FORMAT` and comes
from one with `psychograph questionnaire import FILE FOLDER`; which tool wrote a file is recognised by its
content. What a format cannot say, and what could not be taken from a file, is printed and written as
`losses.md`: place, what is lost, what stands instead. Tests hold every format to its list: random
questionnaires are written and read again, and whatever does not come back must have been told.

Files from strangers are read in bounded time and memory: at most 20 megabytes, nothing more than 100 deep,
10,000 questions and 10,000 answers of a question; XML with entities and packed files that grow without end
are refused.

This page is made from a questionnaire with one of everything, on tea: four pages, every kind of answer, two
languages. `all` says that nothing of the kind is lost of it; a number, how many losses are told. What is
lost of other questionnaires may be more or less; the list that is printed with each export counts.

"""


def page() -> str:
    """Return the page in Markdown."""
    every = [*formats()]
    writable = [(one, one.write(probe()).losses) for one in every if one.write is not None]
    lines = ["| format | out | in | suffix |", "|---|---|---|---|"]
    lines += [
        f"| {_linked(one)} (`{one.name}`) | {_yes(one.write)} | {_yes(one.read)} | `{one.suffix}` |"
        for one in every
    ]
    lines += ["", "## What is carried", ""]
    lines += [f"| | {' | '.join(one.title for one, _ in writable)} |", "|---" * (len(writable) + 1) + "|"]
    for aspect, said in PARTS.items():
        cells = [_cell([loss for loss in losses if loss.aspect is aspect]) for _, losses in writable]
        lines.append(f"| {said} | {' | '.join(cells)} |")
    for one, losses in writable:
        lines += [
            "",
            f"## {one.title}: what is lost",
            "",
            f"To open it: {_escaped(one.next_step).rstrip('.')}.",
            "",
        ]
        lines += _listed(losses)
    return HEAD + "\n".join(lines) + "\n"


def _linked(one: Format) -> str:
    name = PAGE_OF.get(one.name, one.name)
    return f"[{one.title}]({name}.md)" if name in FOLDER else one.title


def _yes(told: object) -> str:
    return "yes" if told is not None else ""


def _cell(losses: list[Loss]) -> str:
    return str(len(losses)) if losses else "all"


def _listed(losses: tuple[Loss, ...]) -> Iterator[str]:
    if not losses:
        yield "Nothing."
        return
    yield "| where | what | instead |"
    yield "|---|---|---|"
    for loss in losses:
        where = "the whole" if loss.where == WHOLE else f"`{loss.where}`"
        yield f"| {where} | {_escaped(loss.what)} | {_escaped(loss.instead)} |"


def _escaped(text: str) -> str:
    for sign in "\\|<>[]*_`":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


def main(path: Path) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
