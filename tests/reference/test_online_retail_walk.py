"""docs/online-retail.md shows what the product says of the data it names: every figure of it.

The data do not ship with the project. `python tests/reference/test_online_retail_walk.py` writes what is
printed into the page anew; figures in sentences are for a person to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from psychograph.cli.history.summary import next_step, summary
from psychograph.history.customer_base import customer_base
from psychograph.history.engines.opening import open_engine
from psychograph.history.exploration import Exploration
from psychograph.history.exploring import explore
from psychograph.history.plan.reading import read_plan
from psychograph.segmentation.segmentation import VerdictKind

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "behavioural" / "online_retail_full.parquet"
PAGE = ROOT / "docs" / "online-retail.md"
PRINTED = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINKED = re.compile(r"\]\([^)]*\)|\[archive[^]]*\]|\[CC BY 4.0\]")
FIGURE = re.compile(r"\d[\d,]*%?(?<!,)")
# Years, volume, issue and pages of the article; the licence and the number of the data set.
CITED = frozenset({"2010", "2011", "2012", "19", "3", "197", "208", "4", "352"})


@dataclass(frozen=True)
class Walk:
    """What was found, and how many customers are written out."""

    found: Exploration
    written: int


def walked(folder: Path) -> Walk:
    text = re.search(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert text is not None
    plan = folder / "history.yaml"
    plan.write_text(text[1].replace("online_retail.parquet", DATA.as_posix()), encoding="utf-8")
    planned, today = read_plan(plan), date(2026, 1, 1)
    with open_engine("duckdb", scratch=folder) as engine:
        base = customer_base(planned, engine, today=today)
        found = explore(planned, engine, today=today, base=base)
        written = sum(len(piece) for piece in engine.batches(base.customers.select("customer"), 10_000))
    return Walk(found, written)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    if not DATA.exists():
        pytest.skip(f"{DATA.name} is not here: reference data lie outside the project")
    return walked(tmp_path_factory.mktemp("retail"))


def printed(found: Exploration) -> str:
    lines = summary(found, Path("explored/exploration.html"))
    return "\n".join(
        [*lines, "Next: ask them. A questionnaire of these questions:", next_step(found, "my-survey"), ""]
    )


def figures(walk: Walk) -> Iterator[str]:
    """Yield every figure that sentences of the page may hold, computed from what was found."""
    found = walk.found
    rows, totals = found.rows, found.totals
    yield from (f"{rows.read:,}", f"{totals.customers_read:,}", f"{totals.customers:,}", f"{walk.written:,}")
    yield from (f"{one.rows:,}" for one in rows.treated)
    yield f"{1 - totals.named_sales / totals.sales:.0%}"
    yield next(one.text for one in found.findings if one.code == "only-returned").split()[0]
    season, week = found.calendar.season, found.calendar.weekday
    yield f"{season.index[10] - 100:.0f}%"
    yield from f"{week.index[1] / week.index[6]:.1f}".split(".")
    assert found.concentration is not None
    yield from (f"{share:.0%}" for top in found.concentration.top for share in top)
    countries = found.partitions[0].parts
    yield str(len(countries))
    assert countries[0].all_sales is not None
    yield f"{countries[0].all_sales / totals.sales:.0%}"
    assert found.groups is not None
    yield str(len(found.groups.groups))
    yield from (f"{found.groups.groups[0].share:.0%}", f"{found.groups.groups[0].share_of_value:.0%}")
    assert found.forecast is not None
    assert found.forecast.held_out is not None
    assert found.forecast.held_out < 0
    yield f"{-found.forecast.held_out:.0%}"
    yield from FIGURE.findall(found.questions[0].because)
    yield from (str(people) for _, people in found.questions[0].quotas)
    yield from ("0", "7")  # amounts of nothing; points of precision, asking.MARGIN


def test_the_page_shows_what_is_printed(walk: Walk) -> None:
    shown = PRINTED.search(PAGE.read_text("utf-8"))
    assert shown is not None
    assert shown[0] == printed(walk.found)


def test_every_figure_in_a_sentence_is_computed(walk: Walk) -> None:
    text = LINKED.sub("", FENCED.sub("", PAGE.read_text("utf-8")))
    held = {*figures(walk), *CITED}
    assert len(held) > 30
    assert [figure for figure in FIGURE.findall(text) if figure not in held] == []


def test_sentences_without_figures_hold_too(walk: Walk) -> None:
    found = walk.found
    assert found.calendar.weekday.index[5] == 0  # nobody orders on a Saturday
    assert max(found.calendar.season.index) == found.calendar.season.index[10]
    assert found.calendar.season.p is None  # one year
    assert found.groups is not None
    assert found.groups.segmentation.verdict.kind is VerdictKind.CONSTRUCTED
    assert found.groups.groups[0].name == "recent and frequent"
    assert found.questions[0].ask.startswith("Are people satisfied with their first order")
    assert "winback" in next_step(found, "my-survey")


def test_known_results_of_the_data(walk: Walk) -> None:
    """Counts that are widely printed of these data."""
    rows = walk.found.rows
    treated = {one.code: one.rows for one in rows.treated}
    assert (rows.read, walk.found.totals.customers_read, rows.orders) == (541_909, 4_372, 25_900)
    assert (treated["no-customer"], treated["cancelled"]) == (135_080, 9_288)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        shown = printed(walked(Path(scratch)).found)
    PAGE.write_text(PRINTED.sub(lambda _: shown, PAGE.read_text("utf-8"), count=1), encoding="utf-8")
