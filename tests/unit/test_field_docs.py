"""What the pages on fielding tell people to type is there: every command, every option, every link."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from psychograph.cli.field import SUBCOMMANDS
from psychograph.cli.main import commands as psychograph

ROOT = Path(__file__).parents[2]
START = ROOT / "docs" / "fielding.md"
PAGES = [ROOT / "README.md", START, *sorted((ROOT / "docs").glob("field-*.md"))]
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
CALLED = re.compile(r"psychograph (field\b.*)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
WALK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
PEOPLE = "email,name,group,time_zone\n" + "".join(
    f"person{number}@museum.example,Person {number},members,Europe/London\n" for number in range(12)
)


def commands(text: str) -> Iterator[str]:
    """Yield each call of `psychograph field` that stands in code of a page."""
    blocks = FENCED.findall(text)
    for line in "\n".join(blocks).splitlines():
        yield from CALLED.findall(line.partition(" # ")[0])
    for span in SPAN.findall(FENCED.sub("", text)):
        yield from CALLED.findall(span)


def unknown(call: str) -> list[str]:
    """Return what in a call is no command and no option of the program."""
    words = shlex.split(call)
    context = click.Context(psychograph)
    command: click.Command = psychograph
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        if found is None:
            return [words[0]]
        command, words = found, words[1:]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    known |= {"-h", "--help"}
    return [word for word in words if re.match(r"--?[a-z]", word) and word not in known]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_command_and_option_is_there(page: Path) -> None:
    found = list(commands(page.read_text("utf-8")))
    assert found, f"{page.name} names no command"
    assert {call: unknown(call) for call in found if unknown(call)} == {}


def test_what_is_not_there_would_be_seen() -> None:
    assert unknown("field fly my-study") == ["fly"]
    assert unknown("field invite my-study --fast --dry-run") == ["--fast"]
    assert unknown("field contacts forget my-study") == ["forget"]
    assert list(
        commands("Call `psychograph field fly`.\n```\npsychograph field land my-study # soon\n```\n")
    ) == [
        "field land my-study",
        "field fly",
    ]


def test_every_command_stands_on_some_page() -> None:
    named = {call.split()[1] for page in PAGES for call in commands(page.read_text("utf-8")) if " " in call}
    assert set(SUBCOMMANDS) <= named


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    inside = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_the_start_leads_to_every_other_page() -> None:
    linked = set(LINK.findall(START.read_text("utf-8")))
    assert {page.name for page in PAGES if page.name.startswith("field-")} <= linked


def test_the_walk_can_be_walked(tmp_path: Path) -> None:
    """Its commands run one after the other; of each that shows something, the first line is printed."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    blocks = WALK.findall(START.read_text("utf-8"))
    assert len(blocks) >= 8
    with contextlib.chdir(tmp_path):
        for block in blocks:
            command, _, shown = block.removeprefix("$ ").partition("\n")
            arguments = shlex.split(command)[1:]
            if arguments[:2] == ["field", "serve"]:  # runs until it is told to end: tests of its own
                continue
            given = "correct-harbour-lantern\n" if arguments[:3] == ["field", "user", "add"] else None
            result = CliRunner().invoke(psychograph, arguments, input=given)
            # 1 and 3 say that somebody should look: nothing is filled in, nobody has answered.
            assert result.exit_code in (0, 1, 3), result.output
            assert result.exception is None or isinstance(result.exception, SystemExit)
            assert_shown(shown, result.output)


def assert_shown(shown: str, printed: str) -> None:
    """Hold what the page shows against what was printed; numbers hang on the day, `...` stands for lines."""

    def bare(text: str) -> list[str]:
        return [re.sub(r"\d+", "0", " ".join(line.split())) for line in text.splitlines() if line.strip()]

    lines = bare(printed)
    missing = [line for line in bare(shown) if line != "..." and line not in lines]
    assert not missing, "\n".join([*missing, "--- was printed:", *lines])
