"""Make `countries.json` of Natural Earth's shapefile; run once, and again when Natural Earth changes.

``python -m psychograph.history.boundaries.from_natural_earth ne_110m_admin_0_countries.shp countries.json``

Shapefiles are read as ESRI's Shapefile Technical Description (1998) has them: polygons alone. Corners are
rounded to hundredths of a degree, about a kilometre, and written as steps from one to the next.
"""

from __future__ import annotations

import itertools
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from psychograph.history.boundaries.countries import HUNDREDTHS

POLYGON = 5
Line = list[tuple[int, int]]

#: Where the file has none, or abbreviates. Codes are ISO 3166-1; XK is in common use for Kosovo.
CODES = {"Kosovo": "XK"}
IN_FULL = {
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Falkland Is.": "Falkland Islands",
    "Fr. S. Antarctic Lands": "French Southern Territories",
    "N. Cyprus": "Northern Cyprus",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
}
#: What shops and their software write.
ALSO = {
    "United Kingdom": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Grossbritannien",
    "United States": "USA|U.S.|America|United States of America|Vereinigte Staaten",
    "Ireland": "EIRE|Republic of Ireland|Irish Republic",
    "South Africa": "RSA|S. Africa",
    "Germany": "BRD|Federal Republic of Germany",
    "Netherlands": "Holland|The Netherlands",
    "Czechia": "Czech Republic|Tschechische Republik",
    "North Macedonia": "Macedonia|FYROM",
    "Turkey": "Turkiye",
    "Myanmar": "Burma",
    "Eswatini": "Swaziland",
    "Côte d'Ivoire": "Ivory Coast",
    "Timor-Leste": "East Timor",
    "Russia": "Russian Federation",
    "South Korea": "Korea|Republic of Korea|Korea, Republic of",
    "North Korea": "DPRK|Korea, Democratic People's Republic of",
    "Vietnam": "Viet Nam",
    "Iran": "Iran, Islamic Republic of",
    "Syria": "Syrian Arab Republic",
    "Tanzania": "Tanzania, United Republic of",
    "Moldova": "Moldova, Republic of",
    "Bolivia": "Bolivia, Plurinational State of",
    "Venezuela": "Venezuela, Bolivarian Republic of",
    "United Arab Emirates": "UAE|Emirates",
    "Laos": "Lao People's Democratic Republic",
    "Brunei": "Brunei Darussalam",
    "Bosnia and Herzegovina": "Bosnia",
    "Democratic Republic of the Congo": "DR Congo|DRC|Congo-Kinshasa",
    "Congo": "Republic of the Congo|Congo-Brazzaville",
    "Palestine": "Palestinian Territories|State of Palestine",
    "China": "PRC|People's Republic of China|Mainland China",
    "Taiwan": "Taiwan, Province of China|ROC",
    "New Zealand": "NZ|Aotearoa",
    "Switzerland": "Schweiz|Suisse|Svizzera",
}


def main(shapes: Path, written: Path) -> None:
    """Write the outlines of a shapefile with the names of the table beside it."""
    from babel.core import get_global

    two = {three: codes[0] for three, codes in get_global("territory_aliases").items() if len(three) == 3}
    found = []
    for row, polygons in zip(_rows(shapes.with_suffix(".dbf")), _polygons(shapes.read_bytes()), strict=True):
        name = IN_FULL.get(row["name"], row["name"])
        three = row["iso_a3"]
        code = CODES.get(name) or two.get(three)
        codes = [code, three] if code and three != "-99" else [code] if code else []
        also = [other for other in (row["name"], *ALSO.get(name, "").split("|")) if other and other != name]
        found.append({"name": name, "others": [*codes, *dict.fromkeys(also)], "polygons": polygons})
    record = {
        "source": "Natural Earth, Admin 0 - Countries, 1:110m, https://www.naturalearthdata.com",
        "licence": "Public domain",
        "unit": f"1/{HUNDREDTHS} degree; each line is a first corner and steps from corner to corner",
        "countries": sorted(found, key=lambda one: str(one["name"])),
    }
    lines = json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace('{"name"', '\n{"name"')
    written.write_text(lines + "\n", encoding="utf-8")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a dBase table."""
    raw = path.read_bytes()
    count, head, size = struct.unpack("<IHH", raw[4:12])
    fields, at = [], 32
    while raw[at] != 0x0D:
        fields.append((raw[at : at + 11].split(b"\0")[0].decode().lower(), raw[at + 16]))
        at += 32
    for number in range(count):
        at, row = head + number * size + 1, {}
        for name, width in fields:
            row[name] = _text(raw[at : at + width]).strip()
            at += width
        yield row


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:  # some copies of the table are older than their encoding
        return raw.decode("latin-1")


def _polygons(raw: bytes) -> Iterator[list[list[list[int]]]]:
    """Yield for each record its pieces, each an outer line and holes, written as steps."""
    at = 100
    while at < len(raw):
        (words,) = struct.unpack(">I", raw[at + 4 : at + 8])
        body = raw[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        kind, parts, points = (struct.unpack_from("<I", body, where)[0] for where in (0, 36, 40))
        if kind != POLYGON:
            raise ValueError(f"shape of kind {kind}: polygons are needed")
        starts = [*struct.unpack_from(f"<{parts}I", body, 44), points]
        corners = struct.unpack_from(f"<{2 * points}d", body, 44 + 4 * parts)
        rounded = [round(value * HUNDREDTHS) for value in corners]
        whole = list(zip(rounded[::2], rounded[1::2], strict=True))
        yield _pieces([whole[a:b] for a, b in itertools.pairwise(starts)])


def _pieces(lines: list[Line]) -> list[list[list[int]]]:
    """Return lines as pieces: those that run clockwise are outer lines, holes follow theirs."""
    pieces: list[list[list[int]]] = []
    for line in lines:
        kept = [corner for at, corner in enumerate(line) if at == 0 or corner != line[at - 1]]
        if len(kept) < 4:
            continue
        if _turns(kept) <= 0 or not pieces:
            pieces.append([_steps(kept)])
        else:
            pieces[-1].append(_steps(kept))
    return pieces


def _turns(line: Line) -> int:
    """Return twice the area inside a line, below 0 where it runs clockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in itertools.pairwise(line))


def _steps(line: Line) -> list[int]:
    steps = [line[0], *((u - x, v - y) for (x, y), (u, v) in itertools.pairwise(line))]
    return [number for step in steps for number in step]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
