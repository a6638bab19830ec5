"""What a file is, by its first bytes: people rename files."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of files that are read."""

    CSV = "CSV"
    PARQUET = "Parquet"
    DUCKDB = "DuckDB"


# First bytes of formats that are not read, from the specification or source of each.
FOREIGN = {
    b"PARE": "an encrypted Parquet file",
    b"PK\x03\x04": "a spreadsheet or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"SQLite format 3\0": "a SQLite database",
    b"ARROW1": "an Arrow or Feather file",
    b"ORC": "an ORC file",
    b"Obj\x01": "an Avro file",
    b"\x28\xb5\x2f\xfd": "a file compressed with Zstandard",
    b"BZh": "a file compressed with bzip2",
    b"\xfd7zXZ\0": "a file compressed with xz",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"%PDF": "a PDF",
    b"$FL": "an SPSS file",
}
GZIP = b"\x1f\x8b"


def kind_of(head: bytes) -> Kind | str:
    """Return the kind of a file that begins so, or in words what else it is.

    Text is CSV as far as this can tell, and so is what gzip packed.

    Examples
    --------
    >>> kind_of(b"PAR1..."), kind_of(b"customer,day"), kind_of(b"%PDF-1.7")
    (<Kind.PARQUET: 'Parquet'>, <Kind.CSV: 'CSV'>, 'a PDF')
    """
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head[8:12] == b"DUCK":
        return Kind.DUCKDB
    for begins, what in FOREIGN.items():
        if head.startswith(begins):
            return what
    return Kind.CSV
