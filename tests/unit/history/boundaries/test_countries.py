"""Countries are found by what people write, and those of a coarse map only."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from psychograph.history.boundaries.countries import countries
from psychograph.history.boundaries.from_natural_earth import main
from psychograph.history.boundaries.regions import Boundaries, Region, plain_name


def named(*names: str) -> list[str | None]:
    world = countries()
    return [None if at is None else world.regions[at].name for at in world.matched(names)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(
            ("EIRE", "Ireland"),
            ("UK", "United Kingdom"),
            ("U.K.", "United Kingdom"),
            ("USA", "United States"),
        ),
        *(("RSA", "South Africa"), ("Deutschland", "Germany"), ("GERMANY ", "Germany"), ("de", "Germany")),
        *(("DEU", "Germany"), ("Österreich", "Austria"), ("Oesterreich", None), ("España", "Spain")),
        *(("Czech Republic", "Czechia"), ("The Netherlands", "Netherlands"), ("Sverige", "Sweden")),
        *(("Bosnia & Herzegovina", "Bosnia and Herzegovina"), ("cote d'ivoire", "Côte d'Ivoire")),
        *(("Dominica", None), ("Dominican Republic", "Dominican Republic"), ("United", None)),
        *(("Singapore", None), ("Malta", None), ("Bahrain", None), ("Channel Islands", None)),
        *(("European Community", None), ("Unspecified", None), ("", None), ("  ", None), ("???", None)),
    ],
)
def test_names_that_shops_write(written: str, meant: str | None) -> None:
    assert named(written) == [meant]


def test_every_country_is_found_by_its_own_name_and_codes() -> None:
    world = countries()
    for index, region in enumerate(world.regions):
        assert world.matched([region.name, *region.others]) == (index,) * (1 + len(region.others))


def test_outlines_are_closed_and_on_the_globe() -> None:
    world = countries()
    assert len(world.regions) == 177
    for region in world.regions:
        for rings in region.polygons:
            for ring in rings:
                assert (ring[0] == ring[-1]).all(), region.name
                assert np.abs(ring).max(axis=0).tolist() <= [180.0, 90.0]
    south_africa = next(region for region in world.regions if region.name == "South Africa")
    assert any(len(rings) == 2 for rings in south_africa.polygons)  # Lesotho is a hole in it


def test_a_name_that_two_regions_share_means_neither() -> None:
    square = (np.array([[0.0, 0], [1, 0], [1, 1], [0, 0]]),)
    regions = tuple(Region(name, ("both",), (square,)) for name in ("A", "B"))
    found = Boundaries("region", regions, "")
    assert found.matched(["a", "B", "both"]) == (0, 1, None)


def test_names_are_compared_without_what_does_not_matter() -> None:
    assert plain_name("St. John's") == plain_name("ST JOHNS")
    assert plain_name("The") == "the"


def write_shapefile(folder: Path) -> Path:
    """Write two countries: one with a hole, one of two islands."""
    outer = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0)]  # clockwise
    hole = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0)]
    island = [(20.004, 0.0), (20.0, 1.0), (21.0, 1.0), (21.0, 0.0), (20.004, 0.0)]
    shapes = [[outer, hole], [outer, island]]
    content = b"\0" * 100
    for number, rings in enumerate(shapes, start=1):
        points = [point for ring in rings for point in ring]
        starts = [sum(map(len, rings[:at])) for at in range(len(rings))]
        body = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(rings), len(points))
        body += struct.pack(f"<{len(starts)}i", *starts)
        body += b"".join(struct.pack("<2d", *point) for point in points)
        content += struct.pack(">2i", number, len(body) // 2) + body
    rows = [("Somewhere", "DEU"), ("C\xf4te", "-99")]
    head = struct.pack("<4xIHH20x", len(rows), 32 + 2 * 32 + 1, 1 + 20 + 3)
    fields = b"".join(
        name.ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([width]) + b"\0" * 15
        for name, width in ((b"name", 20), (b"iso_a3", 3))
    )
    table = b"".join(b" " + name.encode("latin-1").ljust(20) + code.encode().ljust(3) for name, code in rows)
    (folder / "map.dbf").write_bytes(head + fields + b"\r" + table)
    (folder / "map.shp").write_bytes(content)
    return folder / "map.shp"


def test_the_file_is_made_of_a_shapefile(tmp_path: Path) -> None:
    main(write_shapefile(tmp_path), tmp_path / "made.json")
    record = json.loads((tmp_path / "made.json").read_text("utf-8"))
    cote, somewhere = record["countries"]
    assert (somewhere["name"], somewhere["others"]) == ("Somewhere", ["DE", "DEU"])
    assert (cote["name"], cote["others"]) == ("Côte", [])
    assert [len(piece) for piece in somewhere["polygons"]] == [2]  # one piece with a hole
    assert [len(piece) for piece in cote["polygons"]] == [1, 1]  # two islands
    assert cote["polygons"][1][0][:4] == [2000, 0, 0, 100]  # hundredths, then steps
    assert "Public domain" in record["licence"]


def test_shapes_that_are_no_polygons_are_refused(tmp_path: Path) -> None:
    shapes = write_shapefile(tmp_path)
    raw = bytearray(shapes.read_bytes())
    raw[108] = 1  # a point
    shapes.write_bytes(raw)
    with pytest.raises(ValueError, match="polygons are needed"):
        main(shapes, tmp_path / "made.json")
