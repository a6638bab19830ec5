"""The page about methods says what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import psychograph.estimators
from psychograph.segmentation import fit, judgement, points, preparation
from psychograph.segmentation.choosing import candidate, criteria, simulated, stability
from psychograph.segmentation.methods import method_of
from psychograph.stats.centres.medoids import MOST_ROWS
from psychograph.study.model import MethodName, SegmentationSettings
from psychograph.study.rules.method_rules import SEARCHES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "methods.md").read_text(encoding="utf-8")
PLAIN = " ".join(PAGE.split())


def row(first: str) -> list[str]:
    """The cells of the last table row that begins so."""
    return [
        cell.strip()
        for cell in re.findall(rf"^\| {re.escape(first)} \|(.*)\|$", PAGE, re.MULTILINE)[-1].split("|")
    ]


@pytest.mark.parametrize("name", [*MethodName])
def test_limits_starts_and_blanks_are_those_of_the_methods(name: MethodName) -> None:
    method = method_of(SegmentationSettings(method=name))
    takes, blanks, _, most, chance = row(
        "`complete`, `single`" if name in {"complete", "single"} else f"`{name}`"
    )
    assert most == f"{method.most:,}"
    assert chance == (f"{method.starts} starts" if name in SEARCHES else "nothing")
    if method.form == "scores" and name not in {"average", "complete", "single"}:
        assert (takes, blanks) == ("numbers", "left out or imputed")
    elif name in SEARCHES:
        assert blanks == "used as they are"


def test_parts_of_very_many_are_as_large_as_it_says() -> None:
    assert row("k-medoids")[0] == f"{MOST_ROWS:,} different patterns of answers"
    assert row("silhouettes in a sweep")[0] == f"{criteria.MOST_FOR_SILHOUETTES:,}"
    assert row("stability in a sweep")[0] == (
        f"{stability.MOST_RESAMPLED:,} respondents, {stability.MOST_DRAWN:,} drawn at a time; "
        f"with k-means {stability.MOST_BY_KMEANS:,}"
    )
    assert row("gap and prediction strength in a sweep")[0] == (
        f"{simulated.MOST_QUICK:,}, or {simulated.MOST:,} where `thorough`"
    )
    assert row("the verdict")[0] == f"{judgement.LARGEST_RESAMPLE:,}"
    assert row("imputed answers drawn anew")[0] == f"{preparation.LARGEST_REDRAWN:,}"


def test_bars_are_those_of_the_code() -> None:
    assert f"more than {points.MOST_CODES} different answers" in PLAIN
    assert f"fewer than {candidate.TINY:.0%} or {candidate.FEW} of them".replace("%", " %") in PLAIN
    assert f"from {judgement.STABLE:g} stable; {judgement.PATTERN:g} to".replace("0.", ".") in PLAIN
    assert fit.MOST_BASIS >= 30  # "ten to thirty"


def test_every_method_option_and_estimator_is_named() -> None:
    for name in (*MethodName, "consolidate", "distance: gower", "covariance", "scaling: person", "missing"):
        assert f"`{name}" in PAGE
    for name in psychograph.estimators.__all__:
        assert f"`{name}`" in PAGE


def test_every_source_that_is_named_is_listed() -> None:
    text, sources = PAGE.split("## Sources")
    plain, listed = " ".join(text.split()), " ".join(sources.split())
    cited = {(name.split("-")[-1], year) for name, year in re.findall(r"([A-Z][\w-]+) \(?(\d{4})\b", plain)}
    assert len(cited) > 25
    assert {(name, year) for name, year in cited if not re.search(rf"{name}[^.]*{year}", listed)} == set()


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (DOCS / link).exists(), link
    headings = {
        re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^## (.*)$", PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings


def test_benchmarks_that_it_names_are_there() -> None:
    named = re.findall(r"benchmarks/\w+\.py", PAGE)
    assert len(named) >= 5
    assert all((ROOT / name).is_file() for name in named)


def test_what_it_types_gives_what_it_shows() -> None:
    found = doctest.testfile(str(DOCS / "methods.md"), module_relative=False)
    assert found.attempted >= 5
    assert found.failed == 0


def test_the_example_is_the_one_that_runs() -> None:
    (shown,) = re.findall(r"```python\n(frame = .*?)```", PAGE, re.DOTALL)
    assert shown in (ROOT / "examples" / "segment_a_frame.py").read_text(encoding="utf-8")
