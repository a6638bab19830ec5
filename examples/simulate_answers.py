"""Make up answers to a questionnaire, to try the whole walk before anybody is asked.

Nobody was asked: respondents are made up by this file, and the same file makes the same answers again.
A number of groups is planted. On each attribute a group has a place of its own; a respondent stands near
the place of the group, and each answer near the respondent's place, turned for reversed statements. Some
respondents answer without reading. Numbers, choices and days are drawn without regard to groups.

Run from the repository, after ``psychograph questionnaire suggest my-study ...``::

    python examples/simulate_answers.py my-study --people 400 --out answers.csv
    psychograph responses import answers.csv --out my-study
    psychograph run my-study
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from psychograph.codebook.codebook import Role, Variable, VariableType
from psychograph.instruments.catalogue import catalogue_of
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.model import Number, Questionnaire

FAR = 3.6  # between the outermost places of groups, in standard deviations of the people within one
ANSWER_NOISE = 0.7  # of one answer around the respondent's place, in the same units
STEPS = 0.9  # steps of a five-point scale in one such unit
CARELESS = 0.04


def simulate(questionnaire: Questionnaire, people: int, groups: int, seed: int) -> list[dict[str, str]]:
    """Return one record a respondent: answers by column, and ``id``.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked; who does not agree to take part is not simulated.
    people, groups : int
        Respondents, and groups of nearly the same size.
    seed : int
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    variables = list(codebook_of(questionnaire))
    attributes = sorted({one.construct or one.name for one in variables if one.type is VariableType.LIKERT})
    levels = np.linspace(-FAR / 2, FAR / 2, groups) if groups > 1 else np.zeros(1)
    places = np.column_stack([rng.permutation(levels) for _ in attributes])  # no two groups share a place
    limits = {one.name: one.answer for one in questionnaire.questions if isinstance(one.answer, Number)}
    records = []
    for number in range(people):
        own = dict(zip(attributes, places[number % groups] + rng.normal(size=len(attributes)), strict=True))
        careless = rng.random() < CARELESS
        answers = {"id": f"P{number + 1:04d}"}
        for one in variables:
            answers[one.name] = _answer(one, own, limits.get(one.name), careless=careless, rng=rng)
        records.append(answers)
    return records


def _answer(
    one: Variable, own: dict[str, float], limits: Number | None, *, careless: bool, rng: np.random.Generator
) -> str:
    codes = [code.value for code in one.codes if code.value not in one.missing]
    if one.role is Role.CHECK and not careless:
        return one.expected
    if one.type is VariableType.LIKERT and one.scale is not None:
        low, high = one.scale.low, one.scale.high
        if careless:
            return f"{rng.integers(int(low), int(high) + 1)}"
        place = own[one.construct or one.name] + ANSWER_NOISE * rng.normal()
        step = STEPS * (high - low) / 4
        answer = one.scale.midpoint + (-1 if one.reversed else 1) * step * place
        return f"{min(max(round(answer), int(low)), int(high))}"
    if one.type is VariableType.NUMBER:
        low, high = _bounds(limits)
        return f"{round(low + (high - low) * (0.05 + 0.9 * rng.beta(2, 4)))}"  # ends are rare
    if one.type is VariableType.OPTION:
        return f"{int(rng.random() < 0.4)}"
    if codes:
        return codes[0] if one.name == "agreed" else str(rng.choice(codes))
    return ""


def _bounds(limits: Number | None) -> tuple[float, float]:
    """Return the ends of a number as people use them: who may be 110 years old is mostly not."""
    low = limits.low if limits is not None and limits.low is not None else 0.0
    high = limits.high if limits is not None and limits.high is not None else 100.0
    return low, min(high, low + 90)


def rows(records: list[dict[str, str]]) -> Iterator[list[str]]:
    """Yield a header and one row a respondent."""
    yield list(records[0])
    for record in records:
        yield list(record.values())


def main() -> None:
    """Write answers to standard output, or to a file."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("study", type=Path, help="folder with questionnaire.yaml")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--groups", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    asked = read_questionnaire(told.study / "questionnaire.yaml", catalogue_of(told.study))
    records = simulate(asked, told.people, told.groups, told.seed)
    if told.out is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows(records))
    else:
        with told.out.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(records))


if __name__ == "__main__":
    main()
