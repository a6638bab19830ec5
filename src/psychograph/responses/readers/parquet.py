"""Parquet files: typed columns, decoded by Polars."""

from __future__ import annotations

from psychograph.codebook.hint import Hint
from psychograph.responses.cell_text import text_of
from psychograph.responses.imported import Sheet, Split
from psychograph.responses.readers.apart import decode
from psychograph.responses.readers.checked import checked_table
from psychograph.responses.readers.options import options_of_lists


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
    notes: list[str] = []
    split: list[Split] = []
    for column in decoded.columns:
        if column.name not in lists:
            columns[column.name] = column.cells()
            continue
        chosen = [None if place < 0 else column.values[place] for place in column.places.tolist()]
        options = options_of_lists(column.name, chosen)
        if options is None:
            texts = [text_of("; ".join(map(str, one))) for one in column.values]
            columns[column.name] = column.cells(texts)
            notes.append(f"the lists of column {column.name} are no options and were joined to text")
        else:
            columns.update(options.columns())
            hints.update(options.hints())
            split.append(options.split())
    return Sheet(checked_table(name, columns, range(1, decoded.rows + 1), notes), hints, split=tuple(split))
