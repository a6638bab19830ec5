"""Guard S02: minors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard
from psychograph.strategy.guards.words import words_found
from psychograph.study.model import Study

ADULT = 18
AGES = ("demo.age", "demo.birth_year")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FEWEST_YEARS = 10  # "ages" that never pass this are codes of age groups, not years


class Minors(Guard):
    """Respondents under 18 are left out before segments are built.

    Their age comes from an attribute that measures `demo.age` (years, or age groups in words, such as
    "16-17") or `demo.birth_year`. For a year of birth the run needs `fieldwork: start:`, and
    leaves out whoever may not have been 18 yet on that day. A finding counts those left out, and age groups
    that hold minors and adults alike.

    A line of a rule that would reach or picture minors is taken out before any rule speaks.

    Where minors buy what is offered (`strategy: campaign: youth: true`) and age was not asked, no persona is
    proposed as a target: nobody could say that an audience built on it holds adults alone.

    Why
    ---
    The Digital Services Act, Art. 28(2), bars platforms from showing ads by profiles to people of whom they
    are reasonably certain that they are minors. Personas here end in campaigns, so minors are kept out of
    them.

    Limits
    ------
    Without a question about age the guard sees nobody, and says so in the brief. Ages are what respondents
    said. Answers without an age are kept.
    """

    code = "S02"
    title = "Minors"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say whether the target may hold minors, and which lines of rules would have reached them."""
        lines = [line.rule for line in case.withheld if line.guard == self.code]
        if lines:
            return self.acts(language, "rules", rules=language.listed(list(dict.fromkeys(lines))))
        if not age_was_asked(case.matches):
            youth = case.study.strategy.campaign.youth
            return self.acts(language, "youth" if youth else "unknown")
        asked = case.target.standing("demo.age")
        ages = [n for n in case.target.numbers if asked is not None and n.name == asked.attribute]
        if ages and ages[0].minimum < ADULT:
            return self.acts(language, "minors")
        return self.quiet(language)


@dataclass(frozen=True, eq=False)
class Young:
    """Respondents who are minors, and those of whom it cannot be said.

    Parameters
    ----------
    minors : ndarray of bool, shape (n,)
        Who is under 18, or may be by their year of birth.
    unsure : int
        Respondents in an age group that holds minors and adults.
    unread : bool
        Whether a year of birth was asked and no day of fieldwork tells the age.
    """

    minors: NDArray[np.bool_]
    unsure: int = 0
    unread: bool = False


def age_was_asked(matches: Sequence[ConstructMatch]) -> bool:
    """Return whether the survey asked how old people are."""
    return any(match.construct is not None and match.construct.name in AGES for match in matches)


def adults(values: NDArray[np.float64], construct: str = "demo.age", year: int | None = None) -> Young:
    """Say who is an adult, from ages or years of birth.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Ages or years of birth; NaN where there is no answer.
    construct : str
        ``"demo.age"`` or ``"demo.birth_year"``.
    year : int or None
        Year in which people were asked, for years of birth.

    Returns
    -------
    Young
        Nobody is a minor where the values are codes of age groups.

    Examples
    --------
    >>> adults(np.array([17.0, 18.0, 44.0, np.nan])).minors.tolist()
    [True, False, False, False]
    >>> adults(np.array([2008.0, 2007.0, 1980.0]), "demo.birth_year", 2026).minors.tolist()
    [True, False, False]
    """
    known = np.isfinite(values)
    nobody = np.zeros(len(values), dtype=bool)
    if not known.any():
        return Young(nobody)
    if construct == "demo.birth_year":
        if year is None:
            return Young(nobody, unread=True)
        # Whoever turns 18 in the year of asking may have been 17 on the day.
        return Young(known & (year - np.where(known, values, 0) <= ADULT))
    if values[known].max() <= FEWEST_YEARS:
        return Young(nobody)
    ages = np.where(known, values, ADULT)
    return Young((ages >= 0) & (ages < ADULT))  # codes for no answer, such as -99, are no ages


def adults_in_groups(answers: Sequence[str | None], language: Language, year: int | None = None) -> Young:
    """Say who is an adult, from words: ``"16-17"``, ``"Under 18"``, ``"45+"``, or a day or year of birth.

    Examples
    --------
    >>> from psychograph.language.language import language
    >>> adults_in_groups(["13-17", "45+", None], language()).minors.tolist()
    [True, False, False]
    >>> adults_in_groups(["2015-03-01", "24.12.1980"], language(), 2026).minors.tolist()
    [True, False]
    """
    born = np.array([_year_of_birth(answer or "") for answer in answers])
    if np.isfinite(born).any():
        return adults(born, "demo.birth_year", year)
    bounds = [None if answer is None else _oldest_and_youngest(answer, language) for answer in answers]
    minors = np.array([bound is not None and bound[1] < ADULT for bound in bounds], dtype=bool)
    unsure = sum(bound is not None and bound[0] < ADULT <= bound[1] for bound in bounds)
    return Young(minors, unsure)


def _year_of_birth(answer: str) -> float:
    """Return the year that a day or a year of birth holds; NaN for all else, such as an age."""
    years = YEAR.findall(answer)
    return float(years[0]) if len(years) == 1 else float("nan")


def _oldest_and_youngest(answer: str, language: Language) -> tuple[float, float] | None:
    """Return the youngest and the oldest age of a group; None where the answer tells none."""
    ages = [int(number) for number in re.findall(r"\d+", answer)]
    if not ages:
        return None
    if len(ages) > 1:
        return min(ages), max(ages)
    if words_found("under", answer, language) or "<" in answer:
        return 0, ages[0] - 1
    open_ended = "+" in answer or ">" in answer or words_found("over", answer, language)
    return ages[0], float("inf") if open_ended else ages[0]


def year_asked(study: Study) -> int | None:
    """Return the year in which people were asked; None where the study does not say."""
    first = (
        study.fieldwork.start or study.fieldwork.end
    )  # the earlier day: nobody is made older than they were
    return first.year if first else None
