"""Facts that age: figures of one country and one time, which refuse to speak elsewhere and later."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from psychograph.knowledge.data_files import read_data

STALE_AFTER = 24  # months between the end of asking and the first day of a campaign
ABOVE_ALL = 1.1  # an answer is typical of a group where its share is a tenth above everybody's
MAJORITY = 0.5


@dataclass(frozen=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    def until(self, other: Month) -> int:
        """Return how many months later another month is.

        Examples
        --------
        >>> Month(2023, 9).until(Month(2025, 3))
        18
        """
        return (other.year - self.year) * 12 + other.month - self.month


@dataclass(frozen=True)
class Figure:
    """A share, 0 to 1; `at_least` where the source says "a majority" and no more."""

    share: float
    at_least: bool = False


@dataclass(frozen=True)
class Group:
    """Figures of one group: people of an age, or people of a name such as ``"rural"``."""

    figures: Mapping[str, Figure]
    name: str = ""
    low: float = -math.inf
    high: float = math.inf

    def holds(self, value: float | None, name: str) -> bool:
        """Return whether people with this median, or of this name, belong to the group.

        A median of half a year between two ages belongs to the younger: ages are told in full years.
        """
        if name:
            return self.name == name
        return not self.name and value is not None and self.low <= math.floor(value) <= self.high


@dataclass(frozen=True)
class Survey:
    """Figures of one country and time.

    Parameters
    ----------
    country : str
        Two letters.
    began, ended : Month
        First and last month of asking.
    source : str
        Key of the reference.
    everybody : mapping of str to Figure
        Figures of all ages together, so far as known.
    groups : tuple of Group
        Figures by group.
    says : str
        What a figure of this survey says, where it asked otherwise than the table's other surveys.
    """

    country: str
    began: Month
    ended: Month
    source: str
    everybody: Mapping[str, Figure]
    groups: tuple[Group, ...]
    says: str = ""


@dataclass(frozen=True)
class Answer:
    """One answer of a table: what, how many, of whom, and from where."""

    name: str
    figure: Figure
    group: Group
    survey: Survey


@dataclass(frozen=True)
class Refusal:
    """Why a table does not speak: a key of the catalogue, and the survey it is about, if any."""

    reason: str
    survey: Survey | None = None


@dataclass(frozen=True)
class FactTable:
    """Dated figures on one matter.

    Parameters
    ----------
    name, title : str
        ``"platform_use"``; ``"the use of platforms by age"``.
    by : str
        The construct whose median chooses the group.
    says : str
        What a figure says, with ``{share}``, ``{group}`` and ``{answer}``.
    least : float
        Share from which an answer is worth naming.
    most : int
        Answers that are named at most.
    surveys : tuple of Survey
        The figures.
    answers, names : mapping of str to str
        How answers and named groups read, where that is not their key.
    """

    name: str
    title: str
    by: str
    says: str
    least: float
    most: int
    surveys: tuple[Survey, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self, country: str | None, as_of: date, *, value: float | None = None, name: str = ""
    ) -> tuple[Answer, ...] | Refusal:
        """Return what the table says of a group, or why it says nothing.

        Parameters
        ----------
        country : str or None
            Two letters; None where the user named no country.
        as_of : date
            First day of the campaign.
        value : float or None
            The group's median of `by`.
        name : str
            The group's name, where groups have names.

        Returns
        -------
        tuple of Answer or Refusal
            Answers that at least `least` of the group give: first those that are typical of it (a
            tenth above everybody's share), then by share. Empty where none is that frequent.
        """
        if country is None:
            return Refusal("fact-no-country")
        here = [survey for survey in self.surveys if survey.country == country]
        if not here:
            return Refusal("fact-other-country")
        known = [survey for survey in here if survey.ended.until(Month.of(as_of)) >= 0]
        if not known:
            return Refusal("fact-later", min(here, key=lambda survey: survey.ended.first_day))
        newest = max(known, key=lambda survey: survey.ended.first_day)
        if newest.ended.until(Month.of(as_of)) > STALE_AFTER:
            return Refusal("fact-stale", newest)
        group = next((group for group in newest.groups if group.holds(value, name)), None)
        if group is None:
            return Refusal("fact-no-group", newest)
        return tuple(self._named(group, newest))

    def _named(self, group: Group, survey: Survey) -> Iterator[Answer]:
        def order(name: str) -> tuple[bool, float, str]:
            everybody = survey.everybody.get(name)
            share = group.figures[name].share
            typical = everybody is not None and share >= ABOVE_ALL * everybody.share
            return (not typical, -share, name)

        frequent = [name for name, figure in group.figures.items() if figure.share >= self.least]
        for name in sorted(frequent, key=order)[: self.most]:
            yield Answer(name, group.figures[name], group, survey)


@cache
def fact_tables() -> Mapping[str, FactTable]:
    """Return the tables that ship with the product, by name."""
    found = files("psychograph.knowledge").joinpath("data", "facts").iterdir()
    names = sorted(entry.name.removesuffix(".yaml") for entry in found if entry.name.endswith(".yaml"))
    return {name: table_of(name, read_data(f"facts/{name}")) for name in names}


def table_of(name: str, entry: Mapping[str, object]) -> FactTable:
    """Return the table that an entry of a file declares."""
    return FactTable(
        name=name,
        title=str(entry["title"]),
        by=str(entry["by"]),
        says=str(entry["says"]),
        least=float(str(entry.get("least", MAJORITY))),
        most=int(str(entry.get("most", 4))),
        surveys=tuple(_survey(survey) for survey in entry["surveys"]),  # type: ignore[attr-defined]
        answers=dict(entry.get("answers") or {}),  # type: ignore[call-overload]
        names=dict(entry.get("names") or {}),  # type: ignore[call-overload]
    )


def month_of(text: str) -> Month:
    """Return the month of ``"2023-09"``."""
    year, month = text.split("-")
    return Month(int(year), int(month))


def _survey(entry: Mapping[str, object]) -> Survey:
    return Survey(
        country=str(entry["country"]),
        began=month_of(str(entry["from"])),
        ended=month_of(str(entry["to"])),
        source=str(entry["source"]),
        everybody=_figures(entry.get("all") or {}),
        groups=tuple(_group(group) for group in entry["groups"]),  # type: ignore[attr-defined]
        says=str(entry.get("says") or ""),
    )


def _group(entry: Mapping[str, object]) -> Group:
    return Group(
        figures=_figures(entry["figures"]),
        name=str(entry.get("name") or ""),
        low=float(str(entry.get("from", -math.inf))),
        high=float(str(entry.get("to", math.inf))),
    )


def _figures(entry: object) -> dict[str, Figure]:
    found = dict(entry)  # type: ignore[call-overload]
    return {
        str(name): Figure(MAJORITY, at_least=True) if share == "majority" else Figure(float(share))
        for name, share in found.items()
    }
