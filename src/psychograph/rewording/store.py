"""Answers that were given before, kept by the digest of their request."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from psychograph.named_files import read_file

LARGEST = 1_000_000  # bytes
DIGEST = re.compile(r"[0-9a-f]{64}")


class ReplyStore:
    """A folder with one file an answer, so that a rerun gives the same bytes and asks nobody.

    An answer is checked anew whenever it is read: whoever changes a file changes nothing that could not
    have been answered.

    Parameters
    ----------
    folder : Path or None
        Where they are kept; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, digest: str) -> str | None:
        """Return what was answered to a request; None where nothing usable is kept."""
        path = self._path(digest)
        if path is None:
            return None
        try:
            return read_file(path, most=LARGEST).decode("utf-8")
        except (OSError, UnicodeError):
            return None

    def put(self, digest: str, content: str) -> None:
        """Keep an answer; a folder that cannot be written keeps none."""
        path = self._path(digest)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".reply-")
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8", "replace"))
            Path(beside).replace(path)
        except OSError:
            return

    def _path(self, digest: str) -> Path | None:
        if self._folder is None or not DIGEST.fullmatch(digest):
            return None
        return self._folder / f"reply-{digest[:32]}.json"
