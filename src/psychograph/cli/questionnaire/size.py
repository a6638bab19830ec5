"""`psychograph questionnaire size`: how many people to ask, and what more of them would buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.questionnaire.planning.sample_size import SampleSize
    from psychograph.stats.planning.recovery import Recovery

SEPARATIONS = ("small", "medium", "large")
SIZES = (100, 200, 400, 800)
SEGMENTS = 4
METHODS = {"ward": "Ward", "consolidated": "Ward and k-means"}
REPLICATIONS = 40
GOOD = 0.8  # adjusted Rand index of a good recovery
NEAR = 0.05  # below what is possible: hardly anybody would notice
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal trial --question "Who likes to try new products?"
  psychograph questionnaire size my-study --segments 3 --response-rate 0.1
"""


@dataclass(frozen=True)
class _Simulated:
    """What every method finds again at one number of respondents."""

    n: int
    found: tuple[Recovery, ...]


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--segments",
    type=click.IntRange(2, 20),
    help="Segments expected; as many as the study says, or 4 where it says none.",
)
@click.option(
    "--separation",
    type=click.Choice(SEPARATIONS),
    default="small",
    show_default=True,
    help="How far segments stand apart in the simulation; real ones seldom further than small.",
)
@click.option(
    "--response-rate",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.2,
    show_default=True,
    help="Share of those invited who answer to the end.",
)
@click.option(
    "--usable",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.9,
    show_default=True,
    help="Share of answers left without careless ones.",
)
@click.option(
    "--smallest", type=click.FloatRange(0.001, 1), help="Share of the smallest segment you want to describe."
)
@click.option("--population", type=click.IntRange(1), help="People there are in all.")
@click.option(
    "--people",
    "sizes",
    type=click.IntRange(10, 5_000),
    multiple=True,
    help="Numbers of respondents to simulate; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
def size(
    study: Path,
    segments: int | None,
    separation: str,
    response_rate: float,
    usable: float,
    smallest: float | None,
    population: int | None,
    sizes: tuple[int, ...],
    as_json: bool,
) -> None:
    """Say how many people to ask for STUDY, and how many to invite.

    Rules of thumb go by the number of basis variables. None of them knows how far segments stand apart, so
    people of known segments are simulated as well, and it is counted how often they are found again.
    """
    from psychograph.errors import Problem, UsageError
    from psychograph.questionnaire.planning.sample_size import sample_size

    basis, points, planned = _basis(study)
    segments = segments or planned or SEGMENTS
    try:
        needed = sample_size(
            basis,
            segments=segments,
            response_rate=response_rate,
            usable=usable,
            smallest_share=smallest,
            population=population,
        )
    except ValueError as reason:
        raise UsageError(
            Problem(
                where="the sample",
                found=str(reason),
                expected="figures that go together",
                mend="change one of them",
            )
        ) from None
    simulated = _simulated(basis, segments, separation, points, sorted(set(sizes)) or SIZES)
    if as_json:
        _print_json(needed, simulated)
    else:
        _print(needed, simulated, separation)


def _basis(path: Path) -> tuple[int, int, int | None]:
    """Return the number of basis variables, steps of their shortest answer scale, and segments planned."""
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.questionnaire.study.study_of import study_of
    from psychograph.study.guess import STATEMENT
    from psychograph.study.load import load_study, study_file
    from psychograph.study.model import Goal, Objective

    file = study_file(path)
    if file.is_file() and file.name == "study.yaml":
        study = load_study(file)
    else:
        found = opened(path)
        objective = Objective(goal=Goal.AWARENESS, statement=STATEMENT)
        study = found.study or study_of(found.questionnaire, found.catalogue, objective=objective).study
    scales = [study.attributes[name].scale for name in study.basis]
    steps = [round(scale[1] - scale[0]) + 1 for scale in scales if scale is not None]
    planned = study.segmentation.segments if study.segmentation.cut_height is None else None
    return len(study.basis), min(max(min(steps, default=5), 2), 11), planned


def _simulated(
    basis: int, segments: int, separation: str, points: int, sizes: Sequence[int]
) -> tuple[_Simulated, ...]:
    from psychograph.cli.progress import progress_bar
    from psychograph.stats.planning.recovery import recovery

    found = []
    with progress_bar("Simulating surveys") as progress:
        for at, n in enumerate(sizes):
            tried = tuple(
                recovery(
                    n,
                    basis,
                    segments,
                    separation,
                    points=points,
                    method=method,  # type: ignore[arg-type]
                    replications=REPLICATIONS,
                )
                for method in METHODS
            )
            found.append(_Simulated(n, tried))
            if progress is not None:
                progress((at + 1) / len(sizes))
    return tuple(found)


def _print(needed: SampleSize, simulated: Sequence[_Simulated], separation: str) -> None:
    from psychograph.cli.questionnaire.summary import counted, print_table

    say_wrapped(size_line(needed))
    say_wrapped(f"Better {needed.comfortable:,}: then little is left to chance.")
    say_wrapped(
        f"With {needed.answers:,} answers a share of 50% is known to within {needed.margin * 100:.1f} points"
        + (
            f", in the smallest segment to within {needed.segment_margin * 100:.0f}."
            if needed.segment_margin is not None
            else "."
        )
    )
    if needed.out_of_reach and needed.population is not None:
        say_wrapped(f"That is more than the {needed.population:,} people there are.")
    say("")
    say("Rules of thumb (usable answers):")
    rows = [
        (rule.name, rule.formula, "absurd" if rule.absurd else f"{rule.people:,}", rule.note)
        for rule in needed.thumbs
    ]
    print_table(("rule", "formula", "people", "made for"), rows, numbers=(2,))
    say("")
    plan = simulated[0].found[0].plan
    say_wrapped(
        f"Simulated: {counted(plan.segments, 'segment')} of like size on "
        f"{counted(plan.attributes, 'attribute')} with {plan.points} steps, {plan.separation:g} standard "
        f"deviations apart ({separation}), {REPLICATIONS} surveys each."
    )
    print_table(
        ("respondents", *METHODS.values(), "best possible"),
        [
            (f"{one.n:,}", *(_agreement(found) for found in one.found), f"{one.found[0].ceiling:.2f}")
            for one in simulated
        ],
        numbers=(0, 1, 2, 3),
    )
    say_wrapped(
        "Figures are the mean agreement with the true segments (adjusted Rand index: 1 for the same, 0 for "
        'chance), and in how many surveys of a hundred it was .8 or more. "Ward and k-means" is what a study '
        "does with `consolidate: true`."
    )
    say_wrapped(_advice(simulated))


def _advice(simulated: Sequence[_Simulated]) -> str:
    """Return what more people would buy, in plain words."""
    best = [one.found[-1] for one in simulated]
    near = next((found.n for found in best if found.ceiling - found.mean_ari < NEAR), None)
    if near is None:
        enough = "More people than these would still find the segments better; try `--people` with more."
    else:
        enough = (
            f"With {near:,} people the segments are found about as well as they can be; more sharpen shares "
            "and profiles of segments, not the line between them. Real answers are noisier than simulated "
            "ones: keep to the number above."
        )
    if max(found.ceiling for found in best) >= GOOD:
        return enough
    return (
        f"{enough} Segments as near as these overlap: whom they share, nobody could tell apart. They still "
        "serve to speak to kinds of people; questions that set people apart more make them clearer."
    )


def _agreement(found: Recovery) -> str:
    return f"{found.mean_ari:.2f} ({found.share * 100:.0f}%)"


def size_line(needed: SampleSize) -> str:
    """Return how many people to ask and to invite, and why, in two sentences."""
    rate = f"{needed.response_rate * 100:g}%"
    return (
        f"Ask for {needed.answers:,} usable answers ({needed.because}): {needed.completed:,} completed "
        f"questionnaires, {needed.invitations:,} invitations where {rate} answer."
    )


def _print_json(needed: SampleSize, simulated: Sequence[_Simulated]) -> None:
    from psychograph.reports.records import to_json

    record = {
        "basis": needed.basis,
        "segments": needed.segments,
        "answers": needed.answers,
        "because": needed.because,
        "comfortable": needed.comfortable,
        "completed": needed.completed,
        "invitations": needed.invitations,
        "response_rate": needed.response_rate,
        "usable": needed.usable,
        "margin": needed.margin,
        "segment_margin": needed.segment_margin,
        "rules": [
            {"name": rule.name, "formula": rule.formula, "people": rule.people, "source": rule.source}
            for rule in needed.thumbs
        ],
        "simulated": [
            {
                "respondents": one.n,
                "method": found.method,
                "mean_ari": found.mean_ari,
                "found_well": found.share,
                "interval": list(found.interval),
                "best_possible": found.ceiling,
            }
            for one in simulated
            for found in one.found
        ],
    }
    say(to_json(record).rstrip("\n"))
