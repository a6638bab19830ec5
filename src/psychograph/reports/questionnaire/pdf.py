"""A page as PDF, by a browser or an office program that is already on the computer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from psychograph.errors import OutputError, Problem

CHOSEN = "PSYCHOGRAPH_BROWSER"  # names the program to print with
MOST_SECONDS = 120
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
OFFICES = ("soffice", "libreoffice")
MAC = "/Applications"
WINDOWS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Where programs stand that are not in the PATH: on macOS, then below the folders of Windows.
BROWSER_FILES = (
    f"{MAC}/Google Chrome.app/Contents/MacOS/Google Chrome",
    f"{MAC}/Chromium.app/Contents/MacOS/Chromium",
    f"{MAC}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
BROWSER_PARTS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
OFFICE_FILES = (f"{MAC}/LibreOffice.app/Contents/MacOS/soffice",)
OFFICE_PARTS = ("LibreOffice/program/soffice.exe",)

# Dates that Chromium and LibreOffice write, and numbers that they draw by chance; replaced by as many
# characters, since a PDF says at which byte each of its parts stands.
_DATED = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)([0-9]+)")
_DRAWN = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)")
_CHECKED = re.compile(rb"(/DocChecksum\s*/)([0-9A-Fa-f]+)")


@dataclass(frozen=True)
class Printer:
    """A program that makes PDFs, and whether it is an office program."""

    path: Path
    office: bool = False


def pdf_of(html: str, paper: Literal["A4", "Letter"] = "A4") -> bytes:
    """Return a page as PDF.

    The page is opened by an installed Chromium, Chrome or Edge, else by LibreOffice, in a profile of its
    own that is thrown away, without network. Dates and random marks are blanked out, so that the same
    program gives the same bytes again; another version of it may not.

    Parameters
    ----------
    html : str
        A page that loads nothing from elsewhere.
    paper : str
        The sheet.

    Raises
    ------
    OutputError
        Where no such program is installed, or it fails.
    """
    printer = printer_found()
    if printer is None:
        raise _refused(
            "no Chromium, Chrome, Edge or LibreOffice on this computer",
            "one that can make a PDF",
            "install one of them, name one in the environment variable "
            f"{CHOSEN}, or open the HTML in any browser and print it",
        )
    sized = html.replace("</head>", f"<style>@page {{ size: {paper}; }}</style>\n</head>", 1)
    with tempfile.TemporaryDirectory(prefix="psychograph-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "page.html").write_text(sized, encoding="utf-8")
        _run(printer, _by_office(printer, folder) if printer.office else _by_browser(printer, folder))
        try:
            content = (folder / "page.pdf").read_bytes()
        except OSError:
            content = b""
    if not content.startswith(b"%PDF-"):
        raise _refused(f"{printer.path.name} made no PDF", "a PDF", _another(printer))
    return undated(content)


def printer_found(environment: Mapping[str, str] | None = None) -> Printer | None:
    """Return the program that PDFs are made with: the chosen one, else a browser, else an office program.

    Parameters
    ----------
    environment : mapping of str to str, optional
        Variables of the environment; those of this process by default.

    Raises
    ------
    OutputError
        Where a program is chosen that is not there.
    """
    known = os.environ if environment is None else environment
    chosen = known.get(CHOSEN, "")
    if chosen:
        found = shutil.which(chosen, path=known.get("PATH"))
        if found is None:
            raise _refused(
                f"{CHOSEN} names {chosen}, which cannot be run here",
                "the path of Chromium, Chrome, Edge or LibreOffice",
                f"correct {CHOSEN}, or leave it out to use what is found",
            )
        return Printer(Path(found), Path(found).stem.lower() in OFFICES)
    browser = next(_installed(BROWSERS, BROWSER_FILES, BROWSER_PARTS, known), None)
    if browser is not None:
        return Printer(browser)
    office = next(_installed(OFFICES, OFFICE_FILES, OFFICE_PARTS, known), None)
    return None if office is None else Printer(office, office=True)


def undated(content: bytes) -> bytes:
    """Return a PDF without the moment at which it was made, at the same length.

    Examples
    --------
    >>> undated(b"/CreationDate (D:20260301120000+00'00')")
    b"/CreationDate (D:20000101000000+00'00')"
    """
    never = b"20000101000000"
    content = _DATED.sub(lambda at: at[1] + never.ljust(len(at[2]), b"0")[: len(at[2])], content)
    content = _DRAWN.sub(lambda at: at[1] + b"0" * len(at[2]) + at[3] + b"0" * len(at[4]) + at[5], content)
    return _CHECKED.sub(lambda at: at[1] + b"0" * len(at[2]), content)


def _installed(
    names: Sequence[str], paths: Sequence[str], parts: Sequence[str], known: Mapping[str, str]
) -> Iterator[Path]:
    for name in names:
        found = shutil.which(name, path=known.get("PATH"))
        if found is not None:
            yield Path(found)
    below = [Path(known[folder]) / part for folder in WINDOWS if known.get(folder) for part in parts]
    yield from (path for path in [*map(Path, paths), *below] if path.is_file())


def _by_browser(printer: Printer, folder: Path) -> list[str]:
    # A browser refuses to run as root inside its sandbox; the page holds no script and loads nothing.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        str(printer.path),
        "--headless",
        *root,
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        "--print-to-pdf-no-header",
        f"--print-to-pdf={folder / 'page.pdf'}",
        (folder / "page.html").as_uri(),
    ]


def _by_office(printer: Printer, folder: Path) -> list[str]:
    return [
        str(printer.path),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        str(folder),
        str(folder / "page.html"),
    ]


def _run(printer: Printer, command: Sequence[str]) -> None:
    """Run a program to its end; when it takes too long, end it and all that it started."""
    apart = sys.platform != "win32"
    try:
        started = subprocess.Popen(  # noqa: S603 - a browser of the user's own, on a page of ours
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=apart,
        )
    except OSError as reason:
        found = f"{printer.path.name} does not start ({reason.strerror or reason})"
        raise _refused(found, "a program that starts", _another(printer)) from None
    try:
        started.wait(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        _end(started, group=apart)
        found = f"{printer.path.name} took more than {MOST_SECONDS} seconds"
        raise _refused(found, "a PDF in less", _another(printer)) from None


def _end(started: subprocess.Popen[bytes], *, group: bool) -> None:
    if group and sys.platform != "win32":
        import signal

        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()


def _another(printer: Printer) -> str:
    other = "a browser" if printer.office else "another browser, or LibreOffice"
    return f"name {other} in the environment variable {CHOSEN}, or open the HTML in any browser and print it"


def _refused(found: str, expected: str, mend: str) -> OutputError:
    return OutputError(Problem(where="PDF of the questionnaire", found=found, expected=expected, mend=mend))
