"""`psychograph segments sweep`: methods and numbers of segments, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import WIDTH, say, wrapped
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.runs.sweeping import StudySweep
    from psychograph.segmentation.choosing.candidate import Candidate
    from psychograph.segmentation.choosing.recommend import Recommended
    from psychograph.segmentation.choosing.sweep import Sweep

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segments sweep psychograph-demo --k 2-4 --pairs 20
"""
FEWEST, MOST = 2, 50
RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--methods",
    metavar="NAMES",
    help="Methods, parted by commas, such as ward,kmeans,latent_class; ward,kmeans and the study's own if "
    "absent.",
)
@click.option(
    "--k", "numbers", metavar="FROM-TO", default="2-10", show_default=True, help="Numbers of segments to try."
)
@click.option(
    "--pairs",
    type=click.IntRange(2, 10_000),
    default=100,
    show_default=True,
    help="Pairs of samples for stability; 20 give a quick look.",
)
@click.option(
    "--thorough",
    is_flag=True,
    help="Add what takes long: gap statistic and prediction strength of all methods, likelihood ratios.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for page and tables; 'sweep' beside the study file if absent.",
)
@click.option("--json", "as_json", is_flag=True, help="Print figures and recommendation as JSON.")
def sweep(
    study: Path,
    methods: str | None,
    numbers: str,
    pairs: int,
    thorough: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Try methods and numbers of segments on STUDY, and say what to look at first.

    STUDY is a study file or its folder; it stays as it is. Stability decides: whether other people like
    these would give the same segments.
    """
    from psychograph.cli.progress import progress_bar
    from psychograph.runs.opened import open_study
    from psychograph.runs.sweeping import sweep_study

    ks = _numbers(numbers)
    opened = open_study(study)
    names = [name.strip() for name in methods.split(",") if name.strip()] if methods is not None else None
    with progress_bar("Comparing solutions") as progress:
        found = sweep_study(opened, methods=names, ks=ks, pairs=pairs, thorough=thorough, progress=progress)
    # After the work: bad input is answered before anything that draws is imported.
    from psychograph.reports.records import to_json
    from psychograph.reports.sweep_files import sweep_record, write_sweep

    folder = out or opened.path.parent / "sweep"
    write_sweep(found, folder)
    if as_json:
        say(to_json(sweep_record(found)).rstrip("\n"))
        return
    for line in summary(found, folder):
        say(line)


def _numbers(text: str) -> range:
    """Read numbers of segments, such as ``2-10`` or ``4``."""
    given = RANGE.fullmatch(text.strip())
    first, last = (int(given[1]), int(given[2] or given[1])) if given else (0, 0)
    if not FEWEST <= first <= last <= MOST:
        raise UsageError(
            Problem(
                where="--k",
                found=text,
                expected=f"a range of numbers from {FEWEST} to {MOST}",
                mend="write it as in --k 2-10, or --k 4",
            )
        )
    return range(first, last + 1)


def summary(found: StudySweep, folder: Path) -> Iterator[str]:
    """Yield the lines that are printed: a table, what to look at first, and what to do next."""
    sweep, advice = found.sweep, found.recommendation
    weighted = ", weighted" if sweep.basis.weighted else ""
    out = f" ({len(sweep.left_out):,} more left out)" if sweep.left_out else ""
    yield from wrapped(
        "",
        f"{len(sweep.candidates)} solutions for {len(sweep.basis):,} respondents{out}{weighted}, "
        f"{len(sweep.basis.names)} basis variables, {sweep.pairs} pairs of samples.",
        indent="",
    )
    yield ""
    yield from table(found)
    yield ""
    yield from wrapped("", advice.text, indent="")
    if not advice.stands_out:
        yield "Where to begin:"
    for at, one in enumerate(advice.first, 1):
        yield ""
        yield from _recommended(at, one)
    yield ""
    yield from wrapped("", advice.caution, indent="")
    for note in sweep.notes:
        yield from wrapped("Note: ", note)
    yield ""
    yield from _next(found)
    yield f"Page: {folder / 'sweep.html'}"


def table(found: StudySweep) -> Iterator[str]:
    """Yield one line a candidate, none wider than a terminal."""
    from psychograph.segmentation.choosing.standing import stands_out

    sweep = found.sweep
    outstanding = {one.name for one in sweep.candidates if stands_out(sweep, one)}
    wide = max(len("solution"), *(len(one.name) for one in sweep.candidates))
    yield f"{'solution':{wide}}  stability  weakest  silhouette   sizes  remarks"
    for one in sweep.candidates:
        if one.method != sweep.methods[0] and one.k == sweep.ks[0]:
            yield ""
        yield _row(one, wide, stands_out=one.name in outstanding)
    yield ""
    for line in _key(sweep, some=bool(outstanding)):
        yield from wrapped("  ", line)


def _row(one: Candidate, wide: int, *, stands_out: bool) -> str:
    remarks = [*(["*"] if stands_out else []), *(flag.value for flag in one.flags)]
    remarks += ["level"] if one.level_only else []
    sizes = f"{min(one.shares):.0%}-{max(one.shares):.0%}"
    line = (
        f"{one.name:{wide}}  {one.stability.mean:9.2f}  {one.stability.weakest:7.2f}"
        f"  {one.criteria.silhouette:10.2f}  {sizes:>6}  {' '.join(remarks)}"
    ).rstrip()
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 3]}..."


def _key(sweep: Sweep, *, some: bool) -> Iterator[str]:
    yield (
        "stability: agreement of the segments of two samples (adjusted Rand; .80 good, below .65 poor). "
        "weakest: how well the least stable segment is found again (Jaccard; .75 stable, below .60 not to be "
        "trusted). sizes: share of the smallest and the largest."
    )
    words = {
        "dominant": "dominant: one segment holds nearly everybody",
        "tiny": "tiny: one holds under 5%",
        "few": "few: one has under 30 respondents",
        "empty": "empty: one has no members",
    }
    flags = {flag.value for one in sweep.candidates for flag in one.flags}
    told = [*(["*: stands out"] if some else []), *(text for flag, text in words.items() if flag in flags)]
    if any(one.level_only for one in sweep.candidates):
        told.append("level: segments are just high and low on everything")
    if told:
        yield "; ".join(told) + "."


def _recommended(at: int, one: Recommended) -> Iterator[str]:
    sizes = ", ".join(f"{share:.0%}" for share in one.candidate.shares)
    yield from wrapped(f"{at}. ", f"{one.candidate.name}  ({sizes})", indent="   ")
    for reason in one.reasons:
        yield from wrapped("   + ", reason, indent="     ")
    for doubt in one.doubts:
        yield from wrapped("   - ", doubt, indent="     ")


def _next(found: StudySweep) -> Iterator[str]:
    first, path = found.recommendation.first, found.opened.path
    if len(first) > 1:
        both = " ".join(one.candidate.name for one in first[:2])
        yield f"Compare: psychograph segments compare {path} {both}"
    yield f"Choose:  psychograph segments choose {path} {first[0].candidate.name}"
