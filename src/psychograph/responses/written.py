"""Responses as files: a table that a spreadsheet opens safely, and its codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from psychograph.cells import protected
from psychograph.codebook.files import codebook_json
from psychograph.responses.responses import Responses

TABLE = "responses.csv"
CODEBOOK = "codebook.json"


def responses_files(responses: Responses) -> dict[str, bytes]:
    """Return the files that every later step reads.

    Parameters
    ----------
    responses : Responses
        Answers with their codebook.

    Returns
    -------
    dict of str to bytes
        ``responses.csv`` in UTF-8, cells as they were read (codes stay codes, labels labels); and
        ``codebook.json``. An apostrophe stands before text that a spreadsheet would run; read again
        together with the codebook, it is taken off, and every cell is what it was.
    """
    return {TABLE: _table(responses).encode(), CODEBOOK: codebook_json(responses.codebook).encode()}


def _table(responses: Responses) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(protected, responses.codebook.names))
    writer.writerows(zip(*_columns(responses), strict=True))
    return out.getvalue()


def _columns(responses: Responses) -> Iterator[list[str]]:
    comma = responses.table.decimal_comma
    for variable in responses.codebook:
        cells = responses.table.columns[variable.name]
        known = {cell: _cell(cell, decimal_comma=comma) for cell in set(cells)}
        yield [known[cell] for cell in cells]


def _cell(cell: str | None, *, decimal_comma: bool) -> str:
    """Return a cell as the written table holds it; the written table never has decimal commas."""
    if cell is None:
        return ""
    if decimal_comma and cell.count(",") == 1 and "." not in cell:
        whole, _, rest = cell.partition(",")
        if whole.lstrip("+-").isdigit() and rest.isdigit():
            return f"{whole}.{rest}"
    return protected(cell)
