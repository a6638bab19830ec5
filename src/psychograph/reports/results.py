"""Everything a run writes, by file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from psychograph.reports.brief_files import brief_files
from psychograph.reports.figures import Figures, draw_figures
from psychograph.reports.folder import write_folder
from psychograph.reports.html import render_html
from psychograph.reports.manifest import manifest_of
from psychograph.reports.persona_files import persona_files
from psychograph.reports.records import to_json
from psychograph.reports.tables import (
    categories_csv,
    crosstab_csv,
    descriptor_tests_csv,
    profiles_csv,
    segments_csv,
)
from psychograph.runs.run import Run

MANIFEST = "manifest.json"
NUMBERED = re.compile(r"(?:persona|brief)-\d+\.(?:json|md|html)")
OPTIONAL = (
    "dendrogram.svg",
    "dendrogram.png",
    "categories.csv",
    "tests.csv",
    "crosstab.csv",
    "customers.json",
)


def write_results(run: Run, folder: str | Path) -> None:
    """Write report, pictures, tables and records of a run.

    Parameters
    ----------
    run : Run
        The run.
    folder : str or Path
        Where they go; see :func:`~psychograph.reports.folder.write_folder`.

    Raises
    ------
    UsageError, OutputError
        Where the folder holds files of somebody else, or cannot be written.
    """
    contents = results(run)
    write_folder(
        Path(folder),
        contents,
        sign=MANIFEST,
        optional={*OPTIONAL, *_left_from_earlier(Path(folder), contents)},
    )


def results(run: Run) -> dict[str, str | bytes]:
    """Return everything that a run writes, by file name; the manifest, which lists the rest, comes last."""
    figures = draw_figures(run)
    found: dict[str, str | bytes] = {
        "segments.csv": segments_csv(
            run.segmentation,
            run.responses.respondents,
            run.responses.numeric.weights if run.responses.numeric.weighted else None,
        ),
        "profiles.csv": profiles_csv(run.profile, run.names()),
        **_categories(run),
        **_descriptors(run),
        **_customers(run),
        "personas.json": to_json(run.personas),
        "brief.json": to_json({"ranking": run.ranking, "briefs": run.briefs, "brief": run.brief}),
        **persona_files(run, figures),
        **brief_files(run),
        **_tree_files(figures),
        "report.html": render_html(run, figures),
    }
    return {**found, MANIFEST: to_json(manifest_of(run, outputs=(*found, MANIFEST)))}


def _left_from_earlier(folder: Path, contents: Mapping[str, object]) -> set[str]:
    """Return files of personas and briefs that a folder has from earlier results, when there were more."""
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if NUMBERED.fullmatch(path.name)} - set(contents)


def _categories(run: Run) -> dict[str, str]:
    """Return answers in categories, where any were asked."""
    asked = any(part.categories for part in run.profile.segments)
    return {"categories.csv": categories_csv(run.profile, run.names())} if asked else {}


def _descriptors(run: Run) -> dict[str, str]:
    """Return the tests and the cross-table of the descriptors, where there are any."""
    if not run.profile.tests:
        return {}
    return {
        "tests.csv": descriptor_tests_csv(run.profile),
        "crosstab.csv": crosstab_csv(run.profile, run.names()),
    }


def _customers(run: Run) -> dict[str, str]:
    """Return how far those who answered stand for all customers, where a customer table was joined."""
    if run.coverage is None:
        return {}
    return {"customers.json": to_json({"coverage": run.coverage, "whole_base": run.whole_base})}


def _tree_files(figures: Figures) -> dict[str, bytes | str]:
    """Return the pictures of the tree, where there is one."""
    if figures.dendrogram_svg is None or figures.dendrogram_png is None:
        return {}
    return {"dendrogram.svg": figures.dendrogram_svg, "dendrogram.png": figures.dendrogram_png}
