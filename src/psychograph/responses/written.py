"""Responses as files: a table that a spreadsheet opens safely, and its codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from psychograph.cells import safe_cell
from psychograph.codebook.codebook import Codebook
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
        ``responses.csv`` in UTF-8, cells as they were read (codes stay codes, labels labels), text that
        a spreadsheet would run made harmless; and ``codebook.json``.
    """
    safe = replace(
        responses.codebook,
        variables=tuple(replace(v, name=safe_cell(v.name)) for v in responses.codebook),
    )
    return {TABLE: _table(responses, safe).encode(), CODEBOOK: codebook_json(safe).encode()}


def _table(responses: Responses, codebook: Codebook) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(codebook.names)
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
    return safe_cell(cell)
