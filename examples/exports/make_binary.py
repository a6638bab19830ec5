"""Make tea.sav, .sps, .parquet, .xlsx and the pair tea-triple-s.sss and .asc: one invented survey of 60.

Run: python examples/exports/make_binary.py [folder]
"""

from __future__ import annotations

import datetime as dt
import random
import struct
import sys
from pathlib import Path

import polars as pl
import pyreadstat
from openpyxl import Workbook

AGREE = {
    1: "Strongly disagree",
    2: "Disagree",
    3: "Neither",
    4: "Agree",
    5: "Strongly agree",
    9: "Don't know",
}
ITEMS = ("I like trying new teas", "Tea calms me down", "I read where tea comes from", "Price decides for me")
STEM = "How much do you agree?"
REGIONS = {1: "North", 2: "South", 3: "West"}
AGES = {1: "18-34", 2: "35-54", 3: "55 and older"}
PLACES = ("Supermarket", "Tea shop", "Online")
SYNTAX = """* Answers to 'Where do you buy tea?' belong together.
MRSETS
  /MDGROUP NAME=$places LABEL='Where do you buy tea?' VARIABLES=place1 TO place3 VALUE=1
  /DISPLAY NAME=[$places].
"""
WEIGHT_AT, DATE_AT = 76, 92  # bytes of the head of an SPSS file


def answers() -> list[dict[str, object]]:
    """Return 60 respondents of two kinds: the curious and the thrifty."""
    draw = random.Random(7)  # noqa: S311 - invented answers, no secret
    found = []
    for number in range(60):
        curious = number % 2 == 0
        centre = (4, 4, 4, 2) if curious else (2, 3, 2, 4)
        items = [min(5, max(1, round(draw.gauss(mean, 0.8)))) for mean in centre]
        if number % 17 == 3:
            items[draw.randrange(4)] = 9
        found.append(
            {
                "respondent": f"T{number + 1:03}",
                **{f"q1_{place}": item for place, item in enumerate(items, 1)},
                "agegroup": draw.choice(list(AGES)),
                "region": draw.choice(list(REGIONS)),
                "cups": -1 if number == 20 else draw.randrange(0, 7 if curious else 4),
                **{f"place{place}": int(draw.random() < (0.8, 0.5, 0.3)[place - 1]) for place in (1, 2, 3)},
                "answered": dt.date(2025, 3, 1) + dt.timedelta(days=number // 10),
                "weight": draw.choice([0.8, 1.0, 1.2]),
            }
        )
    return found


def write_spss(folder: Path, rows: list[dict[str, object]]) -> None:
    """Write tea.sav, weighted by its last variable, and the syntax beside it."""
    frame = pl.DataFrame(rows)
    labels = {f"q1_{place}": f"{STEM}: {item}" for place, item in enumerate(ITEMS, 1)}
    labels |= {f"place{place}": name for place, name in enumerate(PLACES, 1)}
    labels |= {
        "agegroup": "Age",
        "region": "Region",
        "cups": "Cups of tea a day",
        "answered": "Date of interview",
    }
    values: dict[str, dict[int, str]] = {f"q1_{place}": AGREE for place in range(1, 5)}
    values |= {"agegroup": AGES, "region": REGIONS, "cups": {-1: "Refused"}}
    values |= {f"place{place}": {0: "No", 1: "Yes"} for place in (1, 2, 3)}
    measures = dict.fromkeys(labels, "ordinal") | {"region": "nominal", "cups": "scale", "weight": "scale"}
    path = folder / "tea.sav"
    pyreadstat.write_sav(
        frame,
        path,
        file_label="Tea survey (invented)",
        column_labels=[labels.get(name, name.capitalize()) for name in frame.columns],
        variable_value_labels=values,
        missing_ranges={**{f"q1_{place}": [9] for place in range(1, 5)}, "cups": [-1]},
        variable_measure=measures,
        row_compress=True,
    )
    content = bytearray(path.read_bytes())
    struct.pack_into("<i", content, WEIGHT_AT, len(frame.columns))
    content[DATE_AT : DATE_AT + 17] = b"01 Mar 2512:00:00"  # the same bytes whenever it is made
    path.write_bytes(content)
    (folder / "tea.sps").write_text(SYNTAX, encoding="utf-8", newline="\n")


def write_parquet(folder: Path, rows: list[dict[str, object]]) -> None:
    """Write tea.parquet: labels instead of codes, places bought as lists."""
    told = [
        {
            "respondent": row["respondent"],
            **{
                f"q1_{place}": None if row[f"q1_{place}"] == 9 else row[f"q1_{place}"]
                for place in range(1, 5)
            },
            "Age group": AGES[int(str(row["agegroup"]))],
            "Region": REGIONS[int(str(row["region"]))],
            "Number of cups": None if row["cups"] == -1 else row["cups"],
            "Bought at": [name for place, name in enumerate(PLACES, 1) if row[f"place{place}"]],
            "Answered": row["answered"],
        }
        for row in rows
    ]
    regions = pl.Enum(list(REGIONS.values()))
    pl.DataFrame(told, schema_overrides={"Region": regions}).write_parquet(folder / "tea.parquet")


def write_spreadsheet(folder: Path, rows: list[dict[str, object]]) -> None:
    """Write tea.xlsx: labels, a sheet of notes behind the answers, and a formula with no stored result."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Answers"
    sheet.append(["respondent", *ITEMS, "Age group", "Region", "Number of cups", "Answered"])
    for row in rows:
        items = [AGREE[int(str(row[f"q1_{place}"]))] for place in range(1, 5)]
        told = [AGES[int(str(row["agegroup"]))], REGIONS[int(str(row["region"]))]]
        cups = None if row["cups"] == -1 else row["cups"]
        sheet.append([row["respondent"], *items, *told, cups, row["answered"]])
    sheet["H2"] = "=1+1"
    book.create_sheet("Notes").append(["Invented"])
    book.save(folder / "tea.xlsx")


def write_triple_s(folder: Path, rows: list[dict[str, object]]) -> None:
    """Write tea-triple-s.sss and its answers in fixed places."""

    def single(ident: int, name: str, label: str, at: int, values: dict[int, str]) -> str:
        told = "".join(f'<value code="{code}">{text}</value>' for code, text in values.items())
        return (
            f'<variable ident="{ident}" type="single"><name>{name}</name><label>{label}</label>'
            f'<position start="{at}"/><values>{told}</values></variable>\n'
        )

    places = "".join(f'<value code="{code}">{text}</value>' for code, text in enumerate(PLACES, 1))
    variables = (
        '<variable ident="1" type="character" use="serial"><name>respondent</name><label>Respondent</label>'
        '<position start="1" finish="4"/><size>4</size></variable>\n'
        + "".join(single(i + 1, f"q1_{i}", f"{STEM} {item}", 4 + i, AGREE) for i, item in enumerate(ITEMS, 1))
        + single(6, "agegroup", "Age", 9, AGES)
        + single(7, "region", "Region", 10, REGIONS)
        + '<variable ident="8" type="quantity"><name>cups</name><label>Cups of tea<br/>a day</label>'
        '<position start="11" finish="12"/><values><range from="0" to="20"/>'
        '<value code="99">Refused</value></values></variable>\n'
        '<variable ident="9" type="multiple"><name>places</name><label>Where do you buy tea?</label>'
        f'<position start="13" finish="15"/><values>{places}</values></variable>\n'
        '<variable ident="10" type="date"><name>answered</name><label>Date of interview</label>'
        '<position start="16" finish="23"/></variable>\n'
        '<variable ident="11" type="quantity" use="weight"><name>weight</name><label>Weight</label>'
        '<position start="24" finish="26"/><values><range from="0.0" to="9.9"/></values></variable>\n'
    )
    described = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sss version="2.0">\n<survey>\n<name>TEA</name>\n'
        f'<title>Tea survey (invented)</title>\n<record ident="A">\n{variables}</record>\n</survey>\n</sss>\n'
    )
    lines = [
        "".join(
            (
                str(row["respondent"]),
                *(str(row[f"q1_{place}"]) for place in range(1, 5)),
                f"{row['agegroup']}{row['region']}{99 if row['cups'] == -1 else row['cups']:>2}",
                *(str(row[f"place{place}"]) for place in (1, 2, 3)),
                f"{row['answered']:%Y%m%d}{row['weight']}",
            )
        )
        for row in rows
    ]
    (folder / "tea-triple-s.sss").write_text(described, encoding="utf-8", newline="\n")
    (folder / "tea-triple-s.asc").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Write every file into a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    rows = answers()
    write_spss(folder, rows)
    write_parquet(folder, rows)
    write_spreadsheet(folder, rows)
    write_triple_s(folder, rows)


if __name__ == "__main__":
    main()
