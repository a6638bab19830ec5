"""Outlines that a plan names are read from beside it, for a level of places that it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psychograph.history.boundaries.planned import boundaries_of
from psychograph.history.errors import HistoryError
from psychograph.history.plan.reading import read_plan

PLAN = """\
title: Shop
transactions:
  data: sales.csv
  customer: customer
  time: day
  amount: amount
  places: {region: Region}
"""


def plan(folder: Path, more: str = "") -> Path:
    path = folder / "history.yaml"
    path.write_text(PLAN + more, "utf-8")
    return path


def test_outlines_beside_the_plan(tmp_path: Path) -> None:
    square = [[[8, 50], [9, 50], [9, 51], [8, 50]]]
    one = {"properties": {"n": "North"}, "geometry": {"type": "Polygon", "coordinates": square}}
    (tmp_path / "map.geojson").write_text(json.dumps({"features": [one]}), "utf-8")
    (found,) = boundaries_of(
        read_plan(plan(tmp_path, "boundaries: {data: map.geojson, level: region, name: n}\n"))
    )
    assert found.matched(["north"]) == (0,)
    assert boundaries_of(read_plan(plan(tmp_path))) == ()


def test_a_level_that_no_table_has_is_told_with_its_line(tmp_path: Path) -> None:
    planned = read_plan(plan(tmp_path, "boundaries:\n  data: map.geojson\n  level: city\n"))
    with pytest.raises(HistoryError) as caught:
        boundaries_of(planned)
    (problem,) = caught.value.problems
    assert "line 10" in problem.where
    assert "region" in problem.expected
