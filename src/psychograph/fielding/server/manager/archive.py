"""The answers as one file to take away: what `psychograph field export` writes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from psychograph.fielding.server.context import Context
from psychograph.fielding.watching.export import export

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP, which holds a time for each file: when it was taken is told apart


@dataclass(frozen=True)
class Archive:
    """A ZIP in memory, and how many rows of answers it holds."""

    content: bytes
    rows: int


def archive_of(context: Context, *, partial: bool) -> Archive:
    """Return the answers so far, without names, addresses and test cases.

    Parameters
    ----------
    context : Context
        Study and stores.
    partial : bool
        Whether partial answers are in it, beside complete ones.
    """
    now = context.clock.now()
    found = context.stores.answers.read(
        lambda connection: export(connection, context.field, now, partials=partial)
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in found.files:
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return Archive(packed.getvalue(), found.complete + found.partial)
