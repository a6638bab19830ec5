"""`psychograph preferences`: the four-preference profile, from the Big Five of a study."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, wrapped

if TYPE_CHECKING:
    from psychograph.profiling.preferences.profile import AxisScores, PreferenceProfile
    from psychograph.runs.run import Run

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph preferences psychograph-demo
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--scores",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write every respondent's axes and letters to FILE, a CSV.",
)
def preferences(study: Path, as_json: bool, scores: Path | None) -> None:
    """Show the segments of STUDY on four preferences (E-I, N-S, F-T, J-P), derived from the Big Five.

    Four axes from 0 to 100 come first; a letter is given only where it is sure on which side somebody
    stands, and X elsewhere. Letters are cut at the mean of the respondents, or of declared norms.
    """
    from psychograph.cli.new_files import refuse_overwriting, write_new
    from psychograph.profiling.preferences.written import preferences_csv
    from psychograph.reports.records import to_json
    from psychograph.runs.preferences import preferences_of
    from psychograph.runs.run import run_study

    if scores is not None:
        refuse_overwriting(scores)
    run = run_study(study)
    profile = preferences_of(run)
    if scores is not None:
        table = preferences_csv(profile, respondent=run.study.respondent or "respondent")
        write_new(scores.parent, {scores.name: table.encode()})
        say(f"Wrote {scores}.", err=True)
    if as_json:
        say(to_json(profile).rstrip("\n"))
    else:
        for line in summary(profile, run):
            say(line)


def summary(profile: PreferenceProfile, run: Run) -> Iterator[str]:
    """Yield the lines of the report: what it is, each segment on each axis, how sure it is."""
    from psychograph.instruments.four_preferences import SOURCE, TRADEMARK

    yield from wrapped(
        "", f"Four preferences, from the Big Five of {len(profile.respondents):,} respondents."
    )
    yield from wrapped("", TRADEMARK)
    for absent in profile.absent:
        trait = absent.trait.removeprefix("big5.")
        yield from wrapped("", f"{_axis(absent.high, absent.low)}: not measured ({trait} is needed).")
    if not profile.axes:
        return
    names = run.names()
    for place, segment in enumerate(profile.segments):
        letters = "".join(one.groups[place].letter for one in profile.axes)
        yield ""
        called = f"Segment {segment}" + (f", {names[segment]}" if segment in names else "")
        yield f"{called}: {letters}"
        yield from (_line(one, place) for one in profile.axes)
    yield ""
    yield "Everybody"
    yield from (_line(one, -1) for one in profile.axes)
    yield ""
    yield from _trust(profile)
    yield from wrapped("", f"Correlations of traits and preferences: {SOURCE}.")


def _axis(high: str, low: str) -> str:
    return f"{high} - {low}"


def _line(one: AxisScores, place: int) -> str:
    group = one.groups[place]
    if not group.n:
        return f"  {_axis(one.axis.high, one.axis.low):<28} nobody has a score"
    low, high = group.interval
    between = "" if math.isnan(low) else f"{max(low, 0):3.0f} to {min(high, 100):3.0f}"
    shares = ", ".join(f"{letter} {share:.0%}" for letter, share in group.shares.items())
    letter = group.letter if place >= 0 else " "
    name = _axis(one.axis.high, one.axis.low)
    return f"  {name:<28} {group.mean:3.0f}  {between:<11} {letter}  {shares}".rstrip()


def _trust(profile: PreferenceProfile) -> Iterator[str]:
    """Yield how an axis is read, and how often letters would agree with the preferences themselves."""
    cuts = {one.cut_from for one in profile.axes}
    where = ", ".join(f"{one.axis.name} {one.cut:.0f}" for one in profile.axes)
    yield from wrapped(
        "",
        "0 to 100, high for the first name; mean and its 95 % interval. A segment has a letter where the "
        f"interval leaves the cut ({where}; the mean of {' and '.join(sorted(cuts))}) on one side, X "
        "elsewhere. Segments that were built on these traits differ on them because they were built so.",
    )
    single = [one.attribute for one in profile.axes if math.isnan(one.error)]
    if single:
        yield from wrapped(
            "",
            f"Respondents are given no letter by {', '.join(single)}: how far a score of one column may be "
            "trusted is not known. Ask two items or more.",
        )
    if len(single) < len(profile.axes):
        yield from wrapped(
            "",
            "Shares are of members whose score is clear of the cut by its 90 % band; X is too near to say.",
        )
    agreement = ", ".join(f"{one.axis.name} {one.axis.agreement:.0%}" for one in profile.axes)
    yield from wrapped(
        "", f"Split at the median, letter and preference would agree for {agreement} of people."
    )
    if not profile.absent:
        together = math.prod(one.axis.agreement for one in profile.axes)
        yield from wrapped(
            "",
            f"All four letters: {together:.0%}, if the axes were independent; chance alone gives 6%. "
            "So read the axes, and the letters as a shorthand.",
        )
    fifth = profile.omitted
    yield from wrapped(
        "",
        f"The letters say nothing of {fifth}; look at it too."
        if fifth
        else "The letters say nothing of neuroticism, the fifth trait, which this study did not measure.",
    )
