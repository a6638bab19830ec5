"""What the beginning of a CSV file tells: its encoding, its separator, the names of its columns."""

from __future__ import annotations

import codecs
import csv
import zlib
from dataclasses import dataclass
from itertools import takewhile

from psychograph.history.engines.kinds import GZIP
from psychograph.responses.readers.delimited import NAMED_SEPARATOR, lines_of, separator_of

#: Bytes that are looked at: enough for the header and rows that show the separator.
SAMPLE = 262_144
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class CsvHeader:
    """How a CSV file is written.

    Parameters
    ----------
    columns : tuple of str
        As in the header; one without a name is called after its place, ``column_3``.
    separator : str
    passed_over : int
        Lines before the header.
    packed : bool
        With gzip.
    encoding : str
        ``"utf-8"``, ``"utf-16"`` or ``"cp1252"``; of the sample, so that what follows may still differ.
    """

    columns: tuple[str, ...]
    separator: str
    passed_over: int
    packed: bool
    encoding: str


def csv_header(sample: bytes) -> CsvHeader | str:
    r"""Return how a file is written that begins with `sample`, or in words why it is no table.

    Examples
    --------
    >>> csv_header(b"\xef\xbb\xbfcustomer;day\n7;2011-03-05\n").columns
    ('customer', 'day')
    >>> csv_header(b"<html>")
    'a web page or XML, whatever its name says'
    """
    packed = sample.startswith(GZIP)
    if packed:
        try:
            sample = zlib.decompressobj(wbits=31).decompress(sample, SAMPLE)
        except zlib.error:
            return "a damaged gzip file"
    text, encoding = _decoded(sample)
    if wrong := _no_table(text):
        return wrong
    named = NAMED_SEPARATOR.match(text)
    separator = named[1] if named else separator_of(text)
    below = text[named.end() :] if named else text
    blank = sum(len(line) for line in takewhile(lambda line: not line.strip(), lines_of(below)))
    passed_over = text.count("\n", 0, len(text) - len(below) + blank)
    try:
        names = next(csv.reader(lines_of(below[blank:]), delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        return "a header in which a double quote is opened and never closed"
    columns = tuple(name if name.strip() else f"column_{at}" for at, name in enumerate(names, 1))
    return wrong_names(columns) or CsvHeader(columns, separator, passed_over, packed, encoding)


def wrong_names(columns: tuple[str, ...]) -> str:
    """Return what is wrong with the names of columns; engines do not tell capitals apart.

    Examples
    --------
    >>> wrong_names(("Amount", "day", "amount"))
    "two columns 'Amount' and 'amount'"
    """
    seen: dict[str, str] = {}
    for name in columns:
        if (form := name.casefold()) in seen:
            return f"two columns '{seen[form]}'" + (f" and '{name}'" if name != seen[form] else "")
        seen[form] = name
    return ""


def _decoded(sample: bytes) -> tuple[str, str]:
    encoding = "utf-16" if sample.startswith(UTF_16) else "utf-8"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeError:
        encoding = "cp1252"
        text = sample.decode(encoding, errors="replace")
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n"), encoding


def _no_table(text: str) -> str:
    begins = text.lstrip()[:1]
    if not begins:
        return "nothing but blanks"
    if "\0" in text:
        return "bytes that are not text"
    if begins == "<":
        return "a web page or XML, whatever its name says"
    return "JSON" if begins in "{[" else ""
