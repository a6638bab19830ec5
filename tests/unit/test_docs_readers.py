"""The pages on formats show what the product prints: every command on them runs, in a copy of the files.

`python tests/unit/test_docs_readers.py` writes the printed output of every command into the pages anew.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.main import commands as psychograph
from psychograph.responses.layouts import LAYOUTS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "readers"
PAGES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROMPT = "$ "


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each block of a page with its commands."""
    for block in BLOCK.findall(text):
        yield block, [line for line in block.splitlines() if line.startswith(PROMPT)]


def printed(commands: list[str], folder: Path) -> str:
    """Run the commands of one block in a folder; return what a terminal would show."""
    shown = []
    with contextlib.chdir(folder):
        for command in commands:
            program, *arguments = shlex.split(command.removeprefix(PROMPT))
            assert program == "psychograph", command
            result = CliRunner().invoke(psychograph, arguments, prog_name=program)
            assert result.exit_code == 0, result.output
            shown.append(f"{command}\n{result.output}")
    return "".join(shown)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the examples, to run in."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_command_prints_what_the_page_shows(page: Path, copy: Path) -> None:
    for block, commands in blocks(page.read_text("utf-8")):
        assert commands, f"{page.name}: a console block without a command"
        assert printed(commands, copy) == block


def test_the_page_on_frames_runs() -> None:
    found = doctest.testfile(str(FOLDER / "frames.md"), module_relative=False)
    assert found.attempted > 5
    assert found.failed == 0


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_every_layout_has_a_page_with_an_example(layout: str) -> None:
    text = (FOLDER / f"{layout}.md").read_text("utf-8")
    commands = [command for _, found in blocks(text) for command in found]
    assert any(f"examples/exports/{layout}.csv" in command for command in commands)
    assert f"({layout}.md)" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (FOLDER / target).exists(), target


def test_examples_name_no_real_person_or_network() -> None:
    for path in sorted((ROOT / "examples" / "exports").glob("*.csv")):
        text = path.read_text("utf-8-sig")
        assert set(re.findall(r"@([\w.]+)", text)) <= {"example.org"}, path.name
        addresses = re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text)
        assert all(address.startswith("192.0.2.") for address in addresses), path.name  # RFC 5737


def _write_anew() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "examples", Path(folder) / "examples")
            for block, commands in blocks(text):
                text = text.replace(block, printed(commands, Path(folder)))
        page.write_text(text, "utf-8")


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    _write_anew()
