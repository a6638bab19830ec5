"""A page as PDF: which program makes it, and what is said where none does."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from psychograph.errors import OutputError
from psychograph.reports.questionnaire import pdf
from psychograph.reports.questionnaire.pdf import CHOSEN, pdf_of, printer_found, undated

HTML = "<html><head></head><body>Why?</body></html>"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are invented as shell scripts")


def program(folder: Path, name: str, does: str) -> Path:
    """Invent a program; `$out` is where a browser should write."""
    file = folder / name
    find = 'for a in "$@"; do case "$a" in --print-to-pdf=*) out="${a#--print-to-pdf=}";; esac; done\n'
    file.write_text(f"#!/bin/sh\n{find}{does}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with no program but those that a test invents, and those that scripts need."""
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/bin")
    monkeypatch.delenv(CHOSEN, raising=False)
    for names in ("BROWSERS", "OFFICES"):
        monkeypatch.setattr(pdf, names, tuple(f"invented-{name}" for name in getattr(pdf, names)))
    for paths in ("BROWSER_FILES", "OFFICE_FILES"):
        monkeypatch.setattr(pdf, paths, ())
    return tools


def test_where_nothing_is_installed_it_is_said_what_to_do(alone: Path) -> None:
    with pytest.raises(OutputError) as caught:
        pdf_of(HTML)
    text = str(caught.value)
    assert "no Chromium, Chrome, Edge or LibreOffice" in text
    assert "open the HTML in any browser and print it" in text
    assert CHOSEN in text


def test_a_browser_comes_before_an_office_program(alone: Path) -> None:
    office = program(alone, "invented-soffice", "exit 0")
    found = printer_found()
    assert found is not None
    assert (found.path, found.office) == (office, True)
    browser = program(alone, "invented-chromium", "exit 0")
    found = printer_found()
    assert found is not None
    assert (found.path, found.office) == (browser, False)


def test_the_chosen_program_is_used(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(alone, "invented-chromium", "exit 1")
    mine = program(alone, "mine", "printf '%%PDF-1.4 mine' > \"$out\"")
    monkeypatch.setenv(CHOSEN, str(mine))
    assert pdf_of(HTML) == b"%PDF-1.4 mine"


def test_a_chosen_program_that_is_not_there_is_named(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN, "/nowhere/browser")
    with pytest.raises(OutputError, match="names /nowhere/browser, which cannot be run here"):
        pdf_of(HTML)


@pytest.mark.parametrize("does", ["exit 1", 'printf "oops" > "$out"', 'printf "" > "$out"'])
def test_a_program_that_makes_no_pdf_is_named(alone: Path, does: str) -> None:
    program(alone, "invented-chromium", does)
    with pytest.raises(OutputError, match="invented-chromium made no PDF"):
        pdf_of(HTML)


def ended(number: int) -> bool:
    """Return whether a process is gone, or dead and not yet buried; true where nothing tells of processes."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return told.rsplit(")", 1)[1].split()[0] in {"Z", "X"}


def test_a_program_that_never_ends_is_ended_with_all_it_started(
    alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    program(alone, "invented-chromium", f"sleep 600 & echo $! > {child}; wait")
    monkeypatch.setattr(pdf, "MOST_SECONDS", 3)
    with pytest.raises(OutputError, match="took more than 3 seconds"):
        pdf_of(HTML)
    number = int(child.read_text(encoding="utf-8"))
    for _ in range(600):  # what was killed ends when a busy machine gets to it
        if ended(number):
            break
        time.sleep(0.1)
    assert ended(number)


def test_a_program_that_does_not_start_is_named(alone: Path) -> None:
    file = alone / "invented-chromium"
    file.write_text("#!/nowhere/interpreter\n", encoding="utf-8")
    file.chmod(0o755)
    with pytest.raises(OutputError, match="invented-chromium does not start"):
        pdf_of(HTML)


def test_a_browser_runs_apart_and_without_network(alone: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    program(alone, "invented-chromium", f'printf "%s\\n" "$@" > {told}; printf "%%PDF-" > "$out"')
    pdf_of(HTML)
    arguments = told.read_text(encoding="utf-8").splitlines()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert ("--no-sandbox" in arguments) == (os.geteuid() == 0)
    profile = next(one.split("=", 1)[1] for one in arguments if one.startswith("--user-data-dir="))
    assert not Path(profile).exists()


def test_the_sheet_is_the_one_asked_for(alone: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.html"
    program(
        alone,
        "invented-chromium",
        f'for a in "$@"; do :; done; cat "${{a#file://}}" > {seen}; printf "%%PDF-" > "$out"',
    )
    pdf_of(HTML, "Letter")
    assert "@page { size: Letter; }" in seen.read_text(encoding="utf-8")


def test_a_pdf_without_its_date_is_as_long_as_before() -> None:
    dated = (
        b"/CreationDate (D:20260301120000+00'00')\n/ModDate (D:20260301)\n"
        b"/ID [<00FFaa> <11>]\n/DocChecksum /ABCDEF0123456789"
    )
    blank = undated(dated)
    assert len(blank) == len(dated)
    assert b"2026" not in blank
    assert b"FFaa" not in blank
    assert undated(blank) == blank
