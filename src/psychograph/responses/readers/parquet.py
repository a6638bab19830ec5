"""Parquet files: typed columns, decoded by Polars."""

from __future__ import annotations

from psychograph.codebook.hint import Hint
from psychograph.responses.cell_text import text_of
from psychograph.responses.imported import Sheet
from psychograph.responses.readers.apart import Column, decode
from psychograph.responses.readers.checked import checked_table
from psychograph.responses.readers.options import Options

MOST_OPTIONS = 200  # distinct entries of a column of lists; more are no options of a question


def read_parquet(name: str, content: bytes) -> Sheet:
    """Read the bytes of a Parquet file.

    Numbers become codes, categories and enums their labels, dates ISO 8601; a column of lists
    becomes one column an option. A null is a missing answer.

    Raises
    ------
    ResponsesError
        Where the file is damaged, larger than any survey, or holds structures or bytes.
    """
    decoded = decode(
        "parquet",
        name,
        content,
        expected="a Parquet file with one row a respondent: numbers, texts, dates, or lists of texts",
        mend="write it again with one plain column an answer, or as CSV",
    )
    lists = set(decoded.head["lists"])
    columns: dict[str, tuple[str | None, ...]] = {}
    hints: dict[str, Hint] = {}
    notes = []
    for column in decoded.columns:
        if column.name not in lists:
            columns[column.name] = column.cells()
            continue
        options = _options(column)
        if len(options.labels) > MOST_OPTIONS or set(options.columns()) & {c.name for c in decoded.columns}:
            notes.append(f"the lists of column {column.name} were joined to text")
            columns[column.name] = column.cells([text_of("; ".join(map(str, one))) for one in column.values])
        else:
            notes.append(f"column {column.name} holds lists and became one column an option")
            columns.update(options.columns())
            hints.update(options.hints())
    return Sheet(checked_table(name, columns, range(1, decoded.rows + 1), notes), hints)


def _options(column: Column) -> Options:
    """Return a column of lists as a question with several answers."""
    known = [{text for text in map(text_of, one) if text is not None} for one in column.values]
    labels = {text: text for text in sorted(set().union(*known))}
    chosen = [None if place < 0 else known[place] for place in column.places.tolist()]
    return Options(column.name, column.name, labels, chosen)
