"""`psychograph segments tree`: the top of a tree as text, or the path of one respondent through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import WIDTH, say, wrapped
from psychograph.errors import Problem, UsageError
from psychograph.quoting import did_you_mean, quoted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from psychograph.runs.opened import Opened
    from psychograph.segmentation.branches import Branches, Step
    from psychograph.segmentation.method import Progress, Solution
    from psychograph.segmentation.method import Tree as GrownTree

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segments tree psychograph-demo --top 8
  psychograph segments tree psychograph-demo --respondent 14
"""
DEEPEST = 16  # levels that are indented; deeper ones say how deep they are


@dataclass(frozen=True, eq=False)
class Grown:
    """A tree of a study, cut but not judged.

    Parameters
    ----------
    respondents : tuple of str
        Who is in it.
    title, distance : str
        The method, and what heights measure.
    solution : Solution
        The segments.
    tree : Tree
        The tree they were cut from.
    cut : float
        Where it was cut.
    """

    respondents: tuple[str, ...]
    title: str
    distance: str
    solution: Solution
    tree: GrownTree
    cut: float


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--top",
    type=click.IntRange(2, 1000),
    default=30,
    show_default=True,
    help="Branches to show of the tree, or joints of a path.",
)
@click.option("--respondent", metavar="ID", help="Show whom this respondent is joined with, and where.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def tree(study: Path, top: int, respondent: str | None, as_json: bool) -> None:
    """Print the top of STUDY's tree, with heights, counts and segments; nothing is written.

    STUDY is a study file or its folder, with a method that grows a tree: ward, average, complete or
    single.
    """
    from psychograph.cli.progress import progress_bar
    from psychograph.runs.opened import open_study
    from psychograph.segmentation.branches import path_of, top_of

    opened = open_study(study)
    with progress_bar("Building the tree") as progress:
        grown = _grown(opened, progress)
    labels = grown.solution.labels
    if respondent is not None:
        row = _row_of(respondent, grown, opened)
        path, segment = path_of(grown.tree, labels, row), int(labels[row])
        lines = _path_lines(respondent, segment, path, grown, top)
        record = _path_record(respondent, segment, path, grown)
    else:
        branches = top_of(grown.tree, labels, max(top, grown.solution.k))
        lines, record = _top_lines(branches, grown), _top_record(branches, grown)
    if as_json:
        from psychograph.reports.records import to_json

        say(to_json(record).rstrip("\n"))
        return
    for line in lines:
        say(line)


def _grown(opened: Opened, progress: Progress | None) -> Grown:
    from psychograph.segmentation.branches import distance_of
    from psychograph.segmentation.fit import checked_points, solution_of
    from psychograph.segmentation.methods import method_of
    from psychograph.study.rules.method_rules import TREES

    study, settings = opened.study, opened.study.segmentation
    if settings.method not in TREES:
        raise UsageError(
            Problem(
                where="segmentation > method",
                found=f"{settings.method}, which grows no tree",
                expected="a method that joins people step by step: " + ", ".join(sorted(TREES)),
                mend="write method: ward, or see in the report how near segments lie to each other",
            )
        )
    method = method_of(settings)
    prepared, points = checked_points(
        opened.scored.attributes(), study.basis, settings, method, answered=study.scoring.answered
    )
    solution, cut = solution_of(method, points, settings, progress)
    assert solution.tree is not None and cut is not None  # noqa: S101, PT018 - methods of trees give both
    distance = distance_of(settings.method.value, points.form)
    return Grown(prepared.basis.respondents, method.title, distance, solution, solution.tree, cut)


def _row_of(respondent: str, grown: Grown, opened: Opened) -> int:
    if respondent in grown.respondents:
        return grown.respondents.index(respondent)
    found, mend = quoted(respondent), did_you_mean(respondent, grown.respondents)
    if respondent in opened.scored.respondents:
        found += ", who left too many basis variables blank to be in a segment"
    elif respondent in {person.respondent for person in opened.screened.excluded}:
        young = {person.respondent for person in opened.screened.excluded if person.minor}
        found += (
            ", who is under 18 or may be, and was left out"
            if respondent in young
            else ", who was left out as the study asks under `quality`"
        )
    raise UsageError(
        Problem(
            where="--respondent",
            found=found,
            expected=f"the id of one of the {len(grown.respondents):,} respondents in segments",
            mend=mend or f"take one from segments.csv, such as {quoted(grown.respondents[0])}",
        )
    )


def _top_lines(branches: Branches, grown: Grown) -> Iterator[str]:
    k = grown.solution.k
    yield from wrapped(
        "",
        f"{branches.n:,} respondents, {grown.title}. A number at the front is a height ({grown.distance}) "
        f"at which two branches join; the cut at {grown.cut:.4g} gives {k} segments, each marked by a star.",
    )
    yield ""
    for depth, node, is_segment in _down(branches, grown):
        yield _branch_line(branches, grown, depth, node, is_segment=is_segment)
    moved = branches.n - _unmoved(grown)
    if moved:
        yield ""
        yield from wrapped(
            "", f"After the cut {moved:,} respondents were moved to a nearer centre, out of their branch."
        )


def _unmoved(grown: Grown) -> int:
    from psychograph.segmentation.branches import top_of

    return int(top_of(grown.tree, grown.solution.labels, grown.solution.k).members.max(axis=1).sum())


def _down(branches: Branches, grown: Grown) -> Iterator[tuple[int, int, bool]]:
    """Yield depth, node, and whether the node is a whole segment, from the root downwards."""
    whole = _whole_segments(branches, grown.solution.k)
    waiting = [(0, branches.first_joint + len(branches.pairs) - 1)]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node, node in whole
        if node >= branches.first_joint:
            left, right = branches.pairs[node - branches.first_joint].tolist()
            waiting += [(depth + 1, right), (depth + 1, left)]


def _whole_segments(branches: Branches, k: int) -> set[int]:
    """Return the nodes that are left when the last k - 1 joints are undone."""
    undone = branches.first_joint + len(branches.pairs) - (k - 1)
    return {
        node
        for pair in branches.pairs[len(branches.pairs) - (k - 1) :].tolist()
        for node in pair
        if node < undone
    }


def _branch_line(branches: Branches, grown: Grown, depth: int, node: int, *, is_segment: bool) -> str:
    indent = "| " * depth if depth <= DEEPEST else f"{'| ' * DEEPEST}[{depth}] "
    star = "* " if is_segment else ""
    members = branches.members_of[node]
    if node < branches.n:
        return _fitting(f"{indent}{star}respondent {grown.respondents[node]}", segments_in(members))
    height = float(grown.tree.linkage[node - branches.n, 2])
    return _fitting(f"{indent}{star}{height:.4g}  {int(members.sum()):,} respondents", segments_in(members))


def segments_in(members: NDArray[np.int64]) -> list[str]:
    """Return the segments that respondents are in, with numbers where there are several.

    Examples
    --------
    >>> import numpy as np
    >>> segments_in(np.array([0, 4])), segments_in(np.array([1, 4]))
    (['segment 2'], ['segments 1 (1)', '2 (4)'])
    """
    found = [(at, int(count)) for at, count in enumerate(members, 1) if count]
    if len(found) == 1:
        return [f"segment {found[0][0]}"]
    return [f"{'segments ' if not at else ''}{segment} ({n:,})" for at, (segment, n) in enumerate(found)]


def _fitting(lead: str, parts: list[str]) -> str:
    """Return one line that fits a terminal; what does not fit is counted."""
    for kept in range(len(parts), 0, -1):
        more = f" and {len(parts) - kept} more" if kept < len(parts) else ""
        line = f"{lead}, {', '.join(parts[:kept])}{more}"
        if len(line) <= WIDTH:
            return line
    return lead if len(lead) <= WIDTH else f"{lead[: WIDTH - 3]}..."


def _path_lines(
    respondent: str, segment: int, path: tuple[Step, ...], grown: Grown, most: int
) -> Iterator[str]:
    size = int((grown.solution.labels == segment).sum())
    yield from wrapped(
        "",
        f"Respondent {respondent}, in segment {segment} with {size - 1:,} others. Each line is a joint on "
        f"the way to the root: its height ({grown.distance}), how many are then together, and who is joined.",
    )
    yield ""
    yield f"{'height':>10}  {'together':>10}  joined with"
    left_out = range(most - most // 2, len(path) - most // 2) if len(path) > most else range(0)
    below = True
    for at, step in enumerate(path):
        if below and step.height > grown.cut:
            yield f"{'-' * 10} cut at {grown.cut:.4g} {'-' * 10}"
            below = False
        if at in left_out:
            if at == left_out.start:
                yield f"{'...':>10}  {len(left_out):,} joints between are not shown"
            continue
        joined = f"{int(step.joined.sum()):,}"
        yield _fitting(f"{step.height:>10.4g}  {step.together:>10,}  {joined}", segments_in(step.joined))


def _record(grown: Grown) -> dict[str, object]:
    return {
        "method": grown.title,
        "heights": grown.distance,
        "respondents": len(grown.respondents),
        "cut_height": grown.cut,
        "segments": grown.solution.k,
    }


def _counted(members: NDArray[np.int64]) -> Mapping[str, int]:
    return {str(segment): int(n) for segment, n in enumerate(members, 1) if n}


def _top_record(branches: Branches, grown: Grown) -> dict[str, object]:
    nodes = []
    for depth, node, is_segment in _down(branches, grown):
        joint = node >= branches.first_joint
        nodes.append(
            {
                "node": node,
                "depth": depth,
                "height": 0.0 if node < branches.n else float(grown.tree.linkage[node - branches.n, 2]),
                "respondents": int(branches.members_of[node].sum()),
                "respondent": grown.respondents[node] if node < branches.n else None,
                "segments": _counted(branches.members_of[node]),
                "is_segment": is_segment,
                "branches": branches.pairs[node - branches.first_joint].tolist() if joint else None,
            }
        )
    return {**_record(grown), "nodes": nodes}


def _path_record(respondent: str, segment: int, path: tuple[Step, ...], grown: Grown) -> dict[str, object]:
    steps = [
        {
            "height": step.height,
            "joined": int(step.joined.sum()),
            "segments": _counted(step.joined),
            "together": step.together,
        }
        for step in path
    ]
    return {**_record(grown), "respondent": respondent, "segment": segment, "path": steps}
