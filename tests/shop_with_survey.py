"""A customer table and a survey that share keys, written into a folder, for tests of their join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

STUDY = """\
title: Tea
objective: {goal: trial, statement: Find them.}
respondent: Id
customers: {data: customers.csv, key: customer, respondent: Key}
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Orders: {type: number, from: customers, column: orders, scaling: log}
  Region: {type: category, from: customers, column: region}
basis: [Openness, Orders]
descriptors: [Region]
segmentation: {segments: 2}
"""
TABLE = (("a", "1", "North"), ("b", "20", "South"), ("c", "3", "South"), ("d", "4", "East"))
ANSWERS = (("R1", "a", "1"), ("R2", "b", "5"), ("R3", "c", "2"))


def written(
    folder: Path,
    *,
    table: Sequence[Sequence[str]] = TABLE,
    answers: Sequence[Sequence[str]] = ANSWERS,
    changes: Mapping[str, str] | None = None,
) -> Path:
    """Write study, table and answers; `changes` replaces texts of the study. Returns the folder."""
    study = STUDY
    for old, new in (changes or {}).items():
        assert old in study
        study = study.replace(old, new)
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    rows = (("customer", "orders", "region"), *table)
    (folder / "customers.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    rows = (("Id", "Key", "Openness"), *answers)
    (folder / "responses.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return folder
