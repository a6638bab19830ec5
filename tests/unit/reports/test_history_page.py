"""The page of a history and the files beside it: what stands in them, and what may never."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import explored
import numpy as np
import pytest

from psychograph.errors import OutputError, UsageError
from psychograph.history.boundaries.regions import Boundaries, Region
from psychograph.history.measures.customers import Partition
from psychograph.history.measures.difference import Difference
from psychograph.reports.history.csv_tables import csv_tables
from psychograph.reports.history.drawings import draw_history
from psychograph.reports.history.files import MANIFEST, PAGE, exploration_files, write_exploration
from psychograph.reports.history.headlines import headlines, key_figures, told
from psychograph.reports.history.page import render_history, view_history
from psychograph.runs.source import Source
from psychograph.segmentation.segmentation import VerdictKind

SECTIONS = [
    "out",
    "when",
    "where",
    "who",
    "often",
    "stays",
    "money",
    "ahead",
    "groups",
    "ask",
    "rows",
    "method",
]


class Reader(HTMLParser):
    """Text, ids and tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name == "href":
                self.links.append(str(value))
            assert not name.startswith("on")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(render_history(explored.shop()))


def test_every_part_of_a_history_has_its_section(page: Reader) -> None:
    assert [anchor for anchor in page.ids if anchor in SECTIONS] == SECTIONS
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_what_was_found_is_said_in_its_own_words(page: Reader) -> None:
    found = explored.shop()
    for text in (
        *(told(one).text for one in found.differences),
        *(one.text for one in found.findings),
        *(one.ask for one in found.questions),
        *(one.because for one in found.questions),
        *(one.text for one in found.rows.treated),
        *(one.name for one in found.groups.groups),
    ):
        assert " ".join(text.split()) in page.text


def test_what_is_absent_has_no_section() -> None:
    bare = Reader(render_history(explored.bare()))
    assert [anchor for anchor in bare.ids if anchor in SECTIONS] == ["out", "when", "rows", "method"]
    assert "No row names a customer" in bare.text
    assert "nan" not in bare.text.casefold().split()


def test_how_sure_a_difference_is_stands_beside_it() -> None:
    real, _, _, chance, silent = explored.differences()
    assert told(real).sure == "more than chance"
    assert not told(real).text.endswith("more than chance.")
    assert told(chance).sure == "could be chance"
    assert told(silent).sure == "cannot be said"


def test_headlines_are_what_is_real_and_never_what_could_be_chance() -> None:
    found = explored.shop()
    said = [one.text for one in headlines(found)]
    real = [told(one).text for one in found.differences if one.real]
    assert [text for text in real if text in said] == real[:3]
    assert not any(told(one).text in said for one in found.differences if not one.real)
    assert any("20% of customers make" in text for text in said)
    nothing = dataclasses.replace(found, differences=found.differences[3:])
    assert [one.sure for one in headlines(nothing) if one.link == "method"] == []  # one question is no search


def test_that_nothing_differs_is_a_headline_too() -> None:
    found = explored.shop()
    chance = dataclasses.replace(found.differences[3], by="gender")
    nothing = dataclasses.replace(found, differences=(*found.differences[3:], chance))
    (said,) = [one for one in headlines(nothing) if one.link == "method"]
    assert said.text.startswith("Nothing varies by ")
    assert "gender beyond chance: 2 comparisons" in said.text
    assert said.sure == "could be chance"


@pytest.mark.parametrize(
    ("kind", "words"),
    [(VerdictKind.NATURAL, "fall into"), (VerdictKind.CONSTRUCTED, "differ by degrees")],
)
def test_groups_are_called_natural_only_where_they_are(kind: VerdictKind, words: str) -> None:
    found = explored.shop()
    groups = found.groups
    verdict = dataclasses.replace(groups.segmentation.verdict, kind=kind)
    judged = dataclasses.replace(
        groups, segmentation=dataclasses.replace(groups.segmentation, verdict=verdict)
    )
    (said,) = [one for one in headlines(dataclasses.replace(found, groups=judged)) if one.link == "groups"]
    assert words in said.text


def test_key_figures_are_short() -> None:
    figures = [one.figure for one in key_figures(explored.shop())]
    assert figures[0] == "£9.84m"
    assert "4,338" in figures
    assert all(len(figure) <= 8 for figure in figures)


def test_sales_of_places_add_up_to_all_sales() -> None:
    found = explored.shop()
    view = view_history(found, draw_history(found))
    rows = view.places[0].table.rows
    shares = [float(row.cells[3].text.rstrip("%")) for row in rows]
    assert len(rows) == 26  # 25 and all others
    assert sum(shares) == pytest.approx(100, abs=0.5 * len(rows))  # each is rounded to a per cent


def test_own_outlines_are_drawn_for_their_level() -> None:
    found = explored.years(1)
    names = [part.name for part in found.partitions[-1].parts]
    square = np.array([[0.0, 0], [0, 1], [1, 1], [1, 0], [0, 0]])
    regions = tuple(
        Region(name, (), (((np.add(square, (at % 4, at // 4))),),)) for at, name in enumerate(names)
    )
    own = Boundaries("region", regions, "Boundaries: ours.")
    assert draw_history(found).parts[-1].map is None
    drawn = draw_history(found, [own]).parts[-1].map
    assert drawn is not None
    assert "Boundaries: ours." in drawn.figure.caption


def test_outlines_that_fit_no_name_are_told_of() -> None:
    found = explored.years(1)
    square = np.array([[0.0, 0], [0, 1], [1, 1], [1, 0], [0, 0]])
    own = Boundaries("region", (Region("Bayern", (), ((square,),)),), "Boundaries: ours.")
    drawn = draw_history(found, [own])
    assert drawn.parts[-1].map is None
    assert "of 16 names in the data, 0 are among the 1 outlines" in drawn.parts[-1].no_map
    assert "Bayern" in Reader(render_history(found, drawn)).text


def test_nothing_that_data_say_becomes_markup() -> None:
    html = render_history(explored.hostile())
    page = Reader(html)
    assert "script" not in page.tags
    assert html.count("<img") == page.tags.count("img")
    assert not any("onerror" in tag for tag in page.tags)
    assert "\u202e" not in html
    assert "{{ 7*7 }} {% raw %}" in page.text
    assert "<script>alert(1)</script>" in page.text  # shown as text
    assert all(link.startswith("#") for link in page.links)


def test_equal_explorations_give_equal_bytes() -> None:
    assert exploration_files(explored.shop(), pictures=False) == exploration_files(
        explored.shop(), pictures=False
    )


def test_everything_is_written_and_its_hash_stands_in_the_manifest(tmp_path: Path) -> None:
    source = Source("history.yaml", "0" * 64)
    write_exploration(explored.shop(), tmp_path / "out", sources=[source])
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert files == {one["name"] for one in manifest["outputs"]} | {MANIFEST}
    for one in manifest["outputs"]:
        raw = (tmp_path / "out" / one["name"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == one["sha256"]
    assert manifest["inputs"] == [{"name": "history.yaml", "sha256": "0" * 64}]
    assert manifest["engine"] == "duckdb"
    assert {"history-calendar.svg", "history-calendar.png", "history-map-country.svg"} <= files


def test_files_of_an_earlier_exploration_do_not_belie_a_later_one(tmp_path: Path) -> None:
    write_exploration(explored.shop(), tmp_path, pictures=False)
    (tmp_path / "customers.csv").write_text("mine", "utf-8")
    write_exploration(explored.bare(), tmp_path, pictures=False)
    files = {path.name for path in tmp_path.iterdir()}
    assert "history-retention.csv" not in files
    assert {"customers.csv", "history-days.csv", PAGE} <= files


def test_files_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / PAGE).write_text("mine", "utf-8")
    with pytest.raises(UsageError):
        write_exploration(explored.bare(), tmp_path, pictures=False)
    assert [path.name for path in tmp_path.iterdir()] == [PAGE]
    assert (tmp_path / PAGE).read_text("utf-8") == "mine"


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, raw: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OutputError, match="No space left"):
        write_exploration(explored.bare(), tmp_path / "out", pictures=False)
    assert list(tmp_path.iterdir()) == []


def test_the_record_is_json_that_tells_everything_but_who() -> None:
    record = json.loads(exploration_files(explored.shop(), pictures=False)["exploration.json"])
    assert record["format"] == "psychograph exploration 1"
    assert record["totals"]["first"] == "2010-12-01"
    assert record["rfm"]["customers"][0][0] == explored.rfm().customers[0, 0].tolist()
    assert record["groups"]["verdict"] == "reproducible"
    assert "segmentation" not in record["groups"]
    assert [one["real"] for one in record["differences"]] == [one.real for one in explored.differences()]
    weekday = record["calendar"]["weekday"]["index"]
    assert weekday[5] is None  # Saturday has no index


def test_tables_hold_the_figures_and_run_nothing() -> None:
    found = explored.shop()
    tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in csv_tables(found).items()}
    assert sum(float(row["sales"]) for row in tables["days.csv"]) == pytest.approx(float(found.totals.sales))
    assert len(tables["parts.csv"]) == sum(len(one.parts) for one in found.partitions)
    cohort = [row for row in tables["retention.csv"] if row["first_bought"] == "2010-12-01"]
    assert [row["over"] for row in cohort[-2:]] == ["True", "False"]
    assert {row["more_than_chance"] for row in tables["differences.csv"]} == {"True", "False"}
    hostile = csv_tables(explored.hostile())
    for text in hostile.values():
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not any(cell.startswith(("=", "@", "\t")) for cell in cells)
    assert "retention.csv" not in csv_tables(explored.bare())


def test_groups_whose_names_no_file_can_have_keep_their_pictures_apart() -> None:
    found = explored.shop()
    parts = found.partitions[0].parts
    strange = tuple(Partition(name, "group", parts, None, 0) for name in ("地区", "国", "!"))
    names = [
        part.ranked.figure.name for part in draw_history(dataclasses.replace(found, partitions=strange)).parts
    ]
    assert len(set(names)) == 3


def test_differences_of_renewal_stand_where_renewals_do() -> None:
    found = explored.shop()
    renewal = Difference(
        "month", "renewal", "chi-squared", 0.001, 0.002, 0.2, "Cramer's V", "In January fewer renew."
    )
    view = view_history(dataclasses.replace(found, differences=(renewal,)), draw_history(found))
    assert [one.text for one in view.ahead] == ["In January fewer renew."]


def test_the_page_loads_no_engine_and_draws_without_altair() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests']; import psychograph.reports.history.files;"
        "heavy = {'altair', 'pandas', 'polars', 'duckdb', 'pyspark', 'sklearn', 'vl_convert'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_record_day_that_was_cancelled_is_told_so(page: Reader) -> None:
    shop = explored.shop()
    best = max(shop.calendar.days, key=lambda day: day.sales)
    back = dataclasses.replace(best, returns=best.sales * 9 / 10)
    days = tuple(back if day is best else day for day in shop.calendar.days)
    cancelled = dataclasses.replace(shop, calendar=dataclasses.replace(shop.calendar, days=days))

    said = "that came back that day"
    assert said in Reader(render_history(cancelled)).text
    assert said not in page.text
