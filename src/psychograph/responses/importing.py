"""From the cells of a file and what it says about them to answers with their codebook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from psychograph.codebook.codebook import Codebook, Variable, VariableType
from psychograph.codebook.infer import infer_codebook
from psychograph.responses.imported import Dropped, Imported, Sheet
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table


def imported(
    sheet: Sheet,
    layout: str,
    evidence: tuple[str, ...],
    *,
    codebook: Codebook | None = None,
    keep: Collection[str] = (),
) -> Imported:
    """Return answers with their codebook: the one given, else one from hints and answers.

    Parameters
    ----------
    sheet : Sheet
        Cells, and what the file says about its columns.
    layout : str
        Name of the layout.
    evidence : tuple of str
        What showed it.
    codebook : Codebook or None
        What the columns mean, where that is known; columns it does not describe are left out.
    keep : collection of str
        Columns to keep although they look personal, or although the codebook lacks them.
    """
    table = sheet.table
    if codebook is not None:
        return _described(table, codebook, layout, evidence, keep)
    inferred = infer_codebook(table.columns, sheet.hints, decimal_comma=table.decimal_comma, keep=keep)
    kept = _answered(replace(table, columns={name: table.columns[name] for name in inferred.codebook.names}))
    return Imported(
        Responses(kept, inferred.codebook),
        layout,
        evidence,
        (*sheet.dropped, *(Dropped(column, "it may hold personal data") for column in inferred.personal)),
        inferred.remarks,
        sheet.split,
    )


def _described(
    table: Table, codebook: Codebook, layout: str, evidence: tuple[str, ...], keep: Collection[str]
) -> Imported:
    """Return the columns that a codebook describes, and those to be kept; the others are left out."""
    variables = tuple(
        codebook[name] if name in codebook else Variable(name, VariableType.TEXT)
        for name in table.columns
        if name in codebook or name in keep
    )
    kept = _answered(
        replace(table, columns={variable.name: table.columns[variable.name] for variable in variables})
    )
    dropped = tuple(
        Dropped(name, "the codebook does not describe it")
        for name in table.columns
        if name not in kept.columns
    )
    return Imported(Responses(kept, Codebook(variables)), layout, evidence, dropped)


def _answered(table: Table) -> Table:
    """Return a table without rows that hold nothing, which no file of text could hold either."""
    blank = set(range(len(table))) if table.columns else set()
    for cells in table.columns.values():
        blank = {row for row in blank if cells[row] is None}
        if not blank:
            return table
    if not blank:
        return table
    kept = [row for row in range(len(table)) if row not in blank]
    first = table.row_numbers[min(blank)]
    rows = "1 row" if len(blank) == 1 else f"{len(blank)} rows"
    return replace(
        table,
        columns={name: tuple(cells[row] for row in kept) for name, cells in table.columns.items()},
        row_numbers=tuple(table.row_numbers[row] for row in kept),
        notes=(*table.notes, f"{rows} without any answer left out (first row {first})"),
    )
