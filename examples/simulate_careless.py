"""Simulate surveys in which some respondents answer without reading, and count who is found.

Nobody was asked: all answers are made up by this file, and the same file makes the same answers again.
Attentive respondents answer from a factor model: each has a place on several correlated traits, agrees a
little too readily or too little, uses the scale boldly or timidly, skips a few questions and reads at a
pace of their own. Five kinds of careless respondents are mixed in:

straight
    One column down each battery, with a slip now and then.
partial
    One column down every other battery; the rest is answered attentively.
random
    Any column, either evenly or with a leaning towards the middle.
pattern
    Zigzags between two columns, or diagonals up and down.
half-way
    Attentive for the first half, then straight or random.

Run from the repository. The tables go to standard output, all figures to a file; or one survey goes into a
folder, for `psychograph quality`::

    python examples/simulate_careless.py --seeds 2
    python examples/simulate_careless.py --csv docs/quality/simulation.csv
    python examples/simulate_careless.py --survey careless-survey
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Codebook, Role, Scale, Variable, VariableType
from psychograph.responses.quality.check import QualityReport, check_quality
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.responses.written import responses_files

KINDS = ("straight", "partial", "random", "pattern", "half-way")
SIZES = (200, 1000)
SHARES = (0.0, 0.05, 0.15)
SEEDS = 10
NO_ANSWER = 0.02  # of the answers of anybody
SLIP = 0.05  # of the answers of a straight-liner
ATTENTIVE_SECONDS = (6.0, 0.35)  # median seconds an item, and spread of their logarithm
HASTY_SECONDS = (1.2, 0.5)
BEFORE = 15.0  # seconds for welcome and thanks, for everybody


@dataclass(frozen=True)
class Questionnaire:
    """Batteries of items on one scale each; every construct has items in one battery."""

    name: str
    constructs: int
    items_each: int  # of a construct
    constructs_each: int  # of a battery
    reversed_each: int  # items of each construct that are worded the other way
    loading: tuple[float, float]

    @property
    def items(self) -> int:
        """Items of the questionnaire."""
        return self.constructs * self.items_each


QUESTIONNAIRES = (
    Questionnaire("long", 12, 4, 2, 1, (0.65, 0.90)),
    Questionnaire("short", 6, 4, 2, 1, (0.65, 0.90)),
    Questionnaire("one-sided", 6, 4, 2, 0, (0.65, 0.90)),
)


@dataclass(frozen=True)
class Simulation:
    """A survey, and what kind each respondent is: empty for attentive."""

    responses: Responses
    kinds: tuple[str, ...]


def simulate(form: Questionnaire, n: int, share: float, seed: int, *, durations: bool = True) -> Simulation:
    """Simulate one survey.

    Parameters
    ----------
    form : Questionnaire
        What is asked.
    n : int
        Respondents.
    share : float
        Share of careless ones, 0 to 1; the kinds are equally frequent.
    seed : int
        The same seed gives the same answers.
    durations : bool
        Whether the file tells how long each took; the answers are the same either way.
    """
    rng = np.random.default_rng([seed, n, round(share * 100), form.items])
    layout = _layout(form, rng)
    answers, pace = _attentive(layout, n, rng)
    careless = round(share * n)
    kinds = [""] * n
    for place, row in enumerate(rng.permutation(n)[:careless].tolist()):
        kinds[row] = KINDS[place % len(KINDS)]
        answers[row], hasty = CARELESS[kinds[row]](answers[row], layout, rng)
        if hasty > 0:
            quick = HASTY_SECONDS[0] * np.exp(HASTY_SECONDS[1] * rng.standard_normal())
            pace[row] = hasty * min(quick, pace[row]) + (1 - hasty) * pace[row]
    blank = rng.random(answers.shape) < NO_ANSWER
    seconds = BEFORE + pace * form.items
    return Simulation(_responses(layout, answers, blank, seconds if durations else None), tuple(kinds))


@dataclass(frozen=True, eq=False)
class _Layout:
    """Items in the order asked: what each measures, how well, and on how many steps."""

    construct: NDArray[np.int64]
    battery: NDArray[np.int64]
    turned: NDArray[np.bool_]
    loading: NDArray[np.float64]
    ease: NDArray[np.float64]
    points: NDArray[np.int64]


def _layout(form: Questionnaire, rng: np.random.Generator) -> _Layout:
    construct, turned = [], []
    for first in range(0, form.constructs, form.constructs_each):
        items = [
            (one, number < form.reversed_each)
            for one in range(first, first + form.constructs_each)
            for number in range(form.items_each)
        ]
        mixed = [items[place] for place in rng.permutation(len(items))]
        construct += [one for one, _ in mixed]
        turned += [is_turned for _, is_turned in mixed]
    battery = np.array(construct) // form.constructs_each
    return _Layout(
        construct=np.array(construct),
        battery=battery,
        turned=np.array(turned),
        loading=rng.uniform(*form.loading, form.items),
        ease=rng.normal(0.3, 0.4, form.items),
        points=np.where(battery % 2 == 0, 5, 7),
    )


def _attentive(
    layout: _Layout, n: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return answers from 0, and seconds an item."""
    count = int(layout.construct.max()) + 1
    common = rng.standard_normal((n, 1))
    traits = np.sqrt(0.15) * common + np.sqrt(0.85) * rng.standard_normal((n, count))
    pull = traits[:, layout.construct] * layout.loading
    noise = rng.standard_normal(pull.shape) * np.sqrt(1 - layout.loading**2)
    yes = rng.normal(0.0, 0.3, (n, 1))  # readiness to agree, whatever is asked
    bold = np.exp(rng.normal(0.0, 0.25, (n, 1)))  # how far from the middle people tick
    leaning = np.where(layout.turned, -1.0, 1.0) * (pull + noise + layout.ease) + yes
    answers = _ticked(bold * leaning, layout.points)
    median, spread = ATTENTIVE_SECONDS
    return answers, median * np.exp(spread * rng.standard_normal(n))


def _ticked(leaning: NDArray[np.float64], points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return steps from 0: two standard deviations reach the ends."""
    half = (points - 1) / 2
    return np.clip(np.rint(half + leaning * half / 2), 0, points - 1).astype(np.int64)


Row = NDArray[np.int64]


def _straight(row: Row, layout: _Layout, rng: np.random.Generator, every: int = 1) -> tuple[Row, float]:
    column = rng.choice(5, p=(0.10, 0.15, 0.35, 0.25, 0.15)) / 4
    same = rng.random() < 0.5  # one column throughout, or one a battery
    found = row.copy()
    for battery in range(0, int(layout.battery.max()) + 1, every):
        mine = layout.battery == battery
        if not same:
            column = rng.choice(5, p=(0.10, 0.15, 0.35, 0.25, 0.15)) / 4
        points = layout.points[mine]
        lines = np.rint(column * (points - 1)).astype(np.int64)
        slips = rng.random(mine.sum()) < SLIP
        found[mine] = np.where(slips, rng.integers(0, points), lines)
    return found, 1.0 / every


def _partial(row: Row, layout: _Layout, rng: np.random.Generator) -> tuple[Row, float]:
    return _straight(row, layout, rng, every=2)


def _random(row: Row, layout: _Layout, rng: np.random.Generator) -> tuple[Row, float]:
    if rng.random() < 0.5:
        return rng.integers(0, layout.points), 1.0
    return _ticked(rng.normal(0.0, 1.0, len(row)), layout.points), 1.0


def _pattern(row: Row, layout: _Layout, rng: np.random.Generator) -> tuple[Row, float]:
    found = row.copy()
    zigzag = rng.random() < 0.5
    for battery in range(int(layout.battery.max()) + 1):
        mine = np.flatnonzero(layout.battery == battery)
        points = int(layout.points[mine[0]])
        if zigzag:
            one, other = rng.choice(points, 2, replace=False)
            found[mine] = np.where(np.arange(len(mine)) % 2 == 0, one, other)
        else:
            wave = np.concatenate([np.arange(points), np.arange(points - 2, 0, -1)])
            found[mine] = wave[(np.arange(len(mine)) + rng.integers(len(wave))) % len(wave)]
    return found, 1.0


def _half_way(row: Row, layout: _Layout, rng: np.random.Generator) -> tuple[Row, float]:
    later = (_straight if rng.random() < 0.5 else _random)(row, layout, rng)[0]
    return np.where(np.arange(len(row)) < len(row) // 2, row, later), 0.5


CARELESS: dict[str, Callable[[Row, _Layout, np.random.Generator], tuple[Row, float]]] = {
    "straight": _straight,
    "partial": _partial,
    "random": _random,
    "pattern": _pattern,
    "half-way": _half_way,
}


def _responses(
    layout: _Layout, answers: Row, blank: NDArray[np.bool_], seconds: NDArray[np.float64] | None
) -> Responses:
    n, k = answers.shape
    variables = [Variable("id", VariableType.TEXT, Role.ID)]
    columns: dict[str, tuple[str | None, ...]] = {"id": tuple(f"R{row}" for row in range(1, n + 1))}
    for place in range(k):
        name = f"Q{place + 1}"
        variables.append(
            Variable(
                name,
                VariableType.LIKERT,
                Role.BASIS,
                battery=f"battery {layout.battery[place] + 1}",
                construct=f"construct {layout.construct[place] + 1}",
                scale=Scale(1, float(layout.points[place])),
                reversed=bool(layout.turned[place]),
            )
        )
        columns[name] = tuple(
            None if gone else str(step + 1)
            for step, gone in zip(answers[:, place].tolist(), blank[:, place].tolist(), strict=True)
        )
    if seconds is not None:
        variables.append(Variable("seconds", VariableType.NUMBER, Role.DURATION))
        columns["seconds"] = tuple(f"{second:.0f}" for second in seconds)
    return Responses(Table("simulated", columns, tuple(range(2, n + 2))), Codebook(tuple(variables)))


@dataclass(frozen=True)
class Count:
    """How often something was remarked.

    Parameters
    ----------
    questionnaire, durations, share : str, bool, float
        The survey: what was asked, whether durations are known, and the share of careless respondents.
    rule : str
        Code of a rule, or ``"proposed"``.
    kind : str
        Kind of respondent; empty for attentive.
    remarked, of : int
        Respondents.
    """

    questionnaire: str
    durations: bool
    share: float
    rule: str
    kind: str
    remarked: int
    of: int


def counts(
    *,
    forms: Sequence[Questionnaire] = QUESTIONNAIRES,
    sizes: Sequence[int] = SIZES,
    shares: Sequence[float] = SHARES,
    seeds: int = SEEDS,
) -> list[Count]:
    """Simulate surveys of every kind, and count who is found.

    Parameters
    ----------
    forms, sizes, shares : sequence
        What to cross.
    seeds : int
        Surveys of each kind.
    """
    found: dict[tuple[str, bool, float, str, str], list[int]] = {}
    for form in forms:
        for n in sizes:
            for share in shares:
                for durations in (False, True):
                    for seed in range(1, seeds + 1):
                        survey = simulate(form, n, share, seed, durations=durations)
                        report = check_quality(survey.responses, rng=np.random.default_rng(seed))
                        for rule, flags in remarked(report).items():
                            for kind in ("", *KINDS):
                                mine = np.array([k == kind for k in survey.kinds])
                                tally = found.setdefault((form.name, durations, share, rule, kind), [0, 0])
                                tally[0] += int(flags[mine].sum())
                                tally[1] += int(mine.sum())
    telling = {rule for (*_, rule, _), (hits, _) in found.items() if hits}
    return [
        Count(*key, remarked=hits, of=of) for key, (hits, of) in found.items() if of and key[3] in telling
    ]


def remarked(report: QualityReport) -> dict[str, NDArray[np.bool_]]:
    """Return whom each rule that ran remarks, and who is proposed."""
    flags = {outcome.code: outcome.result.flags for outcome in report.outcomes if outcome.result is not None}
    return {**flags, "proposed": report.proposed}


def rate(found: Sequence[Count], **wanted: object) -> float:
    """Return the share remarked over all counts that fit; NaN where none does.

    Parameters
    ----------
    found : sequence of Count
        What was counted.
    **wanted : object
        Fields and the values they must have; ``careless=True`` for all careless kinds.
    """
    careless = wanted.pop("careless", None)
    fitting = [
        count
        for count in found
        if all(getattr(count, field) == value for field, value in wanted.items())
        and (careless is None or bool(count.kind) == careless)
    ]
    of = sum(count.of for count in fitting)
    return sum(count.remarked for count in fitting) / of if of else float("nan")


def tables(found: Sequence[Count]) -> str:
    """Return the figures as two tables in Markdown: by rule, and for the proposal."""
    rules = list(dict.fromkeys(count.rule for count in found if count.rule != "proposed"))
    heads = ["straight", "partial", "random", "pattern", "half-way", "false alarms"]
    lines = [f"| rule | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for rule in rules:
        cells = [_percent(rate(found, rule=rule, kind=kind)) for kind in (*KINDS, "")]
        lines.append(f"| `{rule}` | {' | '.join(cells)} |")
    lines += ["", f"| proposed by two families | careless | {' | '.join(heads)} |"]
    lines.append("|---" * (len(heads) + 2) + "|")
    for form in dict.fromkeys(count.questionnaire for count in found):
        for durations in (True, False):
            for share in dict.fromkeys(count.share for count in found):
                where = {"questionnaire": form, "durations": durations, "share": share, "rule": "proposed"}
                cells = [_percent(rate(found, **where, kind=kind)) for kind in (*KINDS, "")]
                head = f"{form}, {'with' if durations else 'without'} durations"
                lines.append(f"| {head} | {100 * share:.0f} % | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def as_csv(found: Sequence[Count]) -> str:
    """Return all figures as CSV; :func:`from_csv` reads them again."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Count))
    writer.writerows(astuple(count) for count in found)
    return out.getvalue()


def from_csv(text: str) -> list[Count]:
    """Read the figures that :func:`as_csv` wrote."""
    return [
        Count(
            questionnaire=row["questionnaire"],
            durations=row["durations"] == "True",
            share=float(row["share"]),
            rule=row["rule"],
            kind=row["kind"],
            remarked=int(row["remarked"]),
            of=int(row["of"]),
        )
        for row in csv.DictReader(io.StringIO(text))
    ]


def _percent(share: float) -> str:
    return "" if np.isnan(share) else f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %"


def main() -> int:
    """Simulate, count and print."""
    parser = argparse.ArgumentParser(description="Simulate careless respondents, and count who is found.")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="surveys of each kind")
    parser.add_argument("--csv", type=Path, help="file for all figures")
    parser.add_argument(
        "--survey", type=Path, help="folder for one simulated survey; nothing is counted then"
    )
    asked = parser.parse_args()
    if asked.survey is not None:
        asked.survey.mkdir(parents=True, exist_ok=True)
        for name, content in responses_files(simulate(QUESTIONNAIRES[0], 300, 0.15, 1).responses).items():
            (asked.survey / name).write_bytes(content)
        return 0
    found = counts(seeds=asked.seeds)
    print(tables(found), end="")
    if asked.csv is not None:
        asked.csv.write_text(as_csv(found), encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
