"""A user's own regions: read, found by their names, and every fault of a file told at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from psychograph.history.boundaries.geojson import MOST_REGIONS, read_boundaries
from psychograph.history.errors import HistoryError

SQUARE = [[[8.0, 50.0], [9.0, 50.0], [9.0, 51.0], [8.0, 50.0]]]


def feature(properties: dict[str, Any], coordinates: Any = None, kind: str = "Polygon") -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": SQUARE if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def written(folder: Path, *features: object) -> Path:
    path = folder / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return path


def test_regions_are_found_by_any_text_of_theirs(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        feature({"iso": "DE-BY", "NAME_1": "Bayern", "type": "state", "english": "Bavaria", "n": 3}),
        feature({"iso": "DE-HE", "NAME_1": "Hessen", "type": "state"}, [SQUARE], "MultiPolygon"),
        feature({"NAME_1": "a point"}, [8.0, 50.0], "Point"),
    )
    found = read_boundaries(path, "region")
    assert [region.name for region in found.regions] == ["Bayern", "Hessen"]
    assert found.matched(["BAVARIA", "de-he", "Hessen", "state", "Saarland"]) == (0, 1, 1, None, None)
    assert found.level == "region"
    assert "regions.geojson" in found.credit


def test_a_named_property_is_the_only_name(tmp_path: Path) -> None:
    path = written(tmp_path, feature({"code": 7, "name": "North"}), feature({"code": 9, "name": "South"}))
    found = read_boundaries(path, "region", "code")
    assert found.matched(["7", "North"]) == (0, None)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        feature({"name": "metres"}, [[[500_000.0, 5_600_000.0], [1.0, 2], [3, 4], [1, 2]]]),
        feature({"name": "words"}, "everywhere"),
        feature({"name": "short"}, [[[8, 50], [9, 50], [8, 50]]]),
        feature({}),
        feature({"name": "fine"}),
        feature({"name": "infinite"}, [[[float("inf"), 0], [0, 0], [1, 1], [0, 1]]]),
    )
    with pytest.raises(HistoryError) as caught:
        read_boundaries(path, "region")
    told = {problem.where.rpartition(" ")[2]: problem.found for problem in caught.value.problems}
    assert set(told) == {"1", "2", "3", "4", "6"}
    assert "5,600,000" in told["1"]
    assert "fewer than four corners" in told["3"]
    assert "no text" in told["4"]


def test_many_faults_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path, *(feature({"name": f"r{at}"}, "x") for at in range(40)))
    with pytest.raises(HistoryError) as caught:
        read_boundaries(path, "region")
    assert len(caught.value.problems) == 6
    assert "feature 40" in caught.value.problems[-1].found or "more" in caught.value.problems[-1].found


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"features": 3}',
        b'{"features": [1]}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"features": []}',
    ],
)
def test_what_is_no_geojson_is_refused_with_what_was_found(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "regions.geojson"
    path.write_bytes(content)
    with pytest.raises(HistoryError) as caught:
        read_boundaries(path, "region")
    (problem,) = caught.value.problems
    assert "regions.geojson" in problem.where
    assert "WGS" in problem.mend


def test_absent_and_endless_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="No such file"):
        read_boundaries(tmp_path / "none.geojson", "region")
    path = written(tmp_path, *(feature({"name": str(at)}, SQUARE) for at in range(MOST_REGIONS + 1)))
    with pytest.raises(HistoryError, match=f"{MOST_REGIONS + 1:,} features"):
        read_boundaries(path, "region")
