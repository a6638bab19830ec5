"""What runs in a process of its own: one file decoded by a library that is not written in Python.

Started by path and by `apart` only, so it imports nothing of the project. Reads the bytes of a file
from standard input. Writes a length, a head in JSON, and where the head tells of columns, one array
of 32-bit numbers a column: for each row the place of its value among the distinct ones, -1 for none.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from io import BytesIO
from typing import Any, TypeAlias

FORM_SHEETS = ("survey", "choices", "settings")  # of an XLSForm
Packed: TypeAlias = "tuple[dict[str, Any], array[int]]"


class RefusedError(Exception):
    """The file can be decoded but not used; says what was found."""


def main() -> None:
    """Decode standard input as the first argument says, within the limits of the others."""
    kind, most_memory, most_cells, most_columns = sys.argv[1], *map(int, sys.argv[2:5])
    # Libraries may print; what they print must not reach the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if most_memory:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        head, arrays = READERS[kind](sys.stdin.buffer.read(), most_cells, most_columns)
    except RefusedError as reason:
        head, arrays = {"refused": str(reason)}, []
    except ImportError as reason:
        head, arrays = {"absent": str(reason.name)}, []
    except MemoryError:
        head, arrays = {"memory": True}, []
    except BaseException as reason:  # noqa: BLE001 - panics of Rust are no Exceptions
        head, arrays = {"damaged": str(reason).strip().partition("\n")[0][:300]}, []
    stated = json.dumps(head).encode()
    answer.write(len(stated).to_bytes(8, "little"))
    answer.write(stated)
    for one in arrays:
        answer.write(one.tobytes())
    answer.flush()
    os._exit(0)  # a damaged heap may crash at an orderly end


def _packed(name: str, values: Iterable[Hashable | None]) -> Packed:
    """Return a column as its distinct values and their places; None and NaN become -1."""
    places: dict[Hashable, int] = {None: -1}
    index = array("i")
    add = index.append
    for value in values:
        place = places.get(value)
        if place is None:
            place = -1 if value != value else len(places) - 1  # noqa: PLR0124 - NaN differs from itself
            if place >= 0:
                places[value] = place
        add(place)
    del places[None]
    return {"name": name, "values": list(places)}, index


def _read_sav(content: bytes, most_cells: int, most_columns: int) -> tuple[dict[str, Any], list[array[int]]]:
    import pyreadstat

    def read(encoding: str | None, rows: int) -> Any:
        return pyreadstat.read_sav(
            BytesIO(content),
            user_missing=True,
            output_format="dict",
            disable_datetime_conversion=True,
            encoding=encoding,
            row_limit=rows,
            metadataonly=rows == 0,
        )

    encoding = None
    try:
        _, meta = read(None, 0)
        rows = _row_limit(len(meta.column_names), most_cells, most_columns)
        data, meta = read(None, rows)
    except (UnicodeError, pyreadstat.ReadstatError) as reason:
        if not isinstance(reason, UnicodeError) and "encoding" not in str(reason):
            raise
        encoding = "WINDOWS-1252"
        _, meta = read(encoding, 0)
        rows = _row_limit(len(meta.column_names), most_cells, most_columns)
        data, meta = read(encoding, rows)
    names = list(meta.column_names)
    packed = [_packed(name, data[name]) for name in names]
    _refuse_long(packed, rows)
    head = {
        "columns": [column for column, _ in packed],
        "guessed_encoding": encoding,
        "labels": meta.column_names_to_labels,
        "value_labels": {name: list(labels.items()) for name, labels in meta.variable_value_labels.items()},
        "missing": {
            name: [[r["lo"], r["hi"]] for r in ranges] for name, ranges in meta.missing_ranges.items()
        },
        "measure": meta.variable_measure,
        "formats": meta.original_variable_types,
        "sets": meta.mr_sets or {},
    }
    return head, [index for _, index in packed]


def _read_parquet(
    content: bytes, most_cells: int, most_columns: int
) -> tuple[dict[str, Any], list[array[int]]]:
    import polars as pl

    schema = pl.read_parquet_schema(BytesIO(content))
    rows = _row_limit(len(schema), most_cells, most_columns)
    unusable = [
        name
        for name, kind in schema.items()
        if isinstance(kind, (pl.Struct, pl.Binary, pl.Object, pl.Array))
        or (isinstance(kind, pl.List) and kind.inner.is_nested())
    ]
    if unusable:
        raise RefusedError(f"columns that hold structures or bytes: {', '.join(unusable[:5])}")
    # No more rows than can be meant are ever decoded, whatever the footer of the file says.
    frame = pl.read_parquet(BytesIO(content), n_rows=rows + 1)
    packed = [_packed_series(frame[name], pl) for name in frame.columns]
    _refuse_long(packed, rows)
    return {
        "columns": [column for column, _ in packed],
        "lists": [name for name, kind in schema.items() if isinstance(kind, pl.List)],
    }, [index for _, index in packed]


def _packed_series(series: Any, pl: Any) -> Packed:
    """Return a column of Polars, where a text that many rows share is never copied for each of them."""
    name, kind = series.name, series.dtype
    if isinstance(kind, pl.List):
        lists = series.to_list()
        return _packed(name, (None if one is None else tuple(map(_scalar, one)) for one in lists))
    if kind == pl.Float32:
        series = series.cast(pl.String).cast(pl.Float64)  # as it was typed: 0.1 and not 0.10000000149
    if series.dtype.is_float():
        series = series.fill_nan(None)
    distinct = series.unique(maintain_order=True).drop_nulls()
    numbered = pl.DataFrame(
        {"value": distinct, "place": range(len(distinct))}, schema_overrides={"place": pl.Int32}
    )
    places = pl.DataFrame({"value": series}).join(numbered, on="value", how="left", maintain_order="left")
    index = array("i")
    index.frombytes(places["place"].fill_null(-1).to_numpy().tobytes())
    plain = series.dtype.is_numeric() and not series.dtype.is_decimal()
    return {
        "name": name,
        "values": distinct.to_list() if plain else list(map(_scalar, distinct.to_list())),
    }, index


def _scalar(value: object) -> Hashable | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if hasattr(value, "total_seconds"):
        return value.total_seconds()  # type: ignore[no-any-return]
    if hasattr(value, "isoformat"):
        text: str = value.isoformat()
        return text.removesuffix("T00:00:00")
    return float(value)  # type: ignore[arg-type]


def _read_book(content: bytes, most_cells: int, most_columns: int) -> tuple[dict[str, Any], list[array[int]]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(BytesIO(content))
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        across, down = sheet.total_width, sheet.total_height
        if across * down > most_cells or across > most_columns:
            raise RefusedError(f"a sheet of {down:,} rows and {across:,} columns")
        rows = sheet.to_python(skip_empty_area=False)
        if rows:
            return _book(book.sheet_names, name, rows)
    return _book(book.sheet_names, book.sheet_names[0] if book.sheet_names else "", [])


def _book(
    names: Sequence[str], name: str, rows: Sequence[Sequence[Any]]
) -> tuple[dict[str, Any], list[array[int]]]:
    packed = [_packed("", map(_cell, column)) for column in zip(*rows, strict=True)]
    head = {"columns": [column for column, _ in packed], "sheets": list(names), "sheet": name}
    return head, [index for _, index in packed]


def _read_sheets(
    content: bytes, most_cells: int, most_columns: int
) -> tuple[dict[str, Any], list[array[int]]]:
    """Read every sheet of a form, hidden ones too; as columns side by side, all as long as the longest."""
    from python_calamine import SheetTypeEnum, load_workbook

    book = load_workbook(BytesIO(content))
    found = []
    across = down = 0
    for told in book.sheets_metadata:
        if told.typ is not SheetTypeEnum.WorkSheet or told.name.strip().lower() not in FORM_SHEETS:
            continue
        sheet = book.get_sheet_by_name(told.name)
        across, down = across + sheet.total_width, max(down, sheet.total_height)  # of sheets so far
        if across * down > most_cells or across > most_columns:
            raise RefusedError(f"sheets of {down:,} rows and {across:,} columns")
        found.append((told.name, sheet.to_python(skip_empty_area=False)))
    down = max((len(rows) for _, rows in found), default=0)
    packed: list[Packed] = []
    told_of = []
    for name, rows in found:
        columns = [list(map(_cell, column)) for column in zip(*rows, strict=True)]
        told_of.append({"name": name, "columns": len(columns), "rows": len(rows)})
        packed += [_packed("", [*column, *[None] * (down - len(rows))]) for column in columns]
    head = {"columns": [column for column, _ in packed], "sheets": told_of, "all": list(book.sheet_names)}
    return head, [index for _, index in packed]


def _cell(value: Any) -> Hashable | None:
    """Return a cell as a person would type it: 5 and not 5.0, a date as 2025-02-01."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return value
    return str(value).removesuffix(" 00:00:00")


def _row_limit(columns: int, most_cells: int, most_columns: int) -> int:
    if columns > most_columns:
        raise RefusedError(f"{columns:,} columns")
    return max(1, most_cells // max(columns, 1))


def _refuse_long(packed: Sequence[Packed], rows: int) -> None:
    if packed and len(packed[0][1]) > rows:
        raise RefusedError(f"more than {rows:,} rows of {len(packed):,} columns")


READERS: dict[str, Callable[[bytes, int, int], tuple[dict[str, Any], list[array[int]]]]] = {
    "sav": _read_sav,
    "parquet": _read_parquet,
    "book": _read_book,
    "sheets": _read_sheets,
}

if __name__ == "__main__":
    main()
