"""Five hundred customers in twelve time zones, what each will do when mail comes, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

ZONES = (
    "Pacific/Auckland",
    "Australia/Sydney",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Africa/Nairobi",
    "Europe/Berlin",
    "Europe/London",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Denver",
    "America/Los_Angeles",
)


class Course(StrEnum):
    """What somebody does."""

    ANSWERS = "answers"  # to the end
    PARTIAL = "partial"  # stops after more than half of the questions
    BREAKS_OFF = "breaks off"  # stops after a few
    LOOKS = "looks"  # opens the page, and begins nothing
    DECLINES = "declines"  # withholds consent
    MINOR = "minor"  # is screened out
    UNSUBSCRIBES = "unsubscribes"
    BOUNCES = "bounces"
    SCANNED = "scanned"  # a scanner of the mail server follows the link; nobody reads it
    SILENT = "silent"


# How many of each; 500 in all. A quarter answers: each of them takes some thirty requests, which are most of
# what the test costs.
NUMBERS: Mapping[Course, int] = {
    Course.ANSWERS: 130,
    Course.PARTIAL: 12,
    Course.BREAKS_OFF: 22,
    Course.LOOKS: 18,
    Course.DECLINES: 9,
    Course.MINOR: 11,
    Course.UNSUBSCRIBES: 13,
    Course.BOUNCES: 15,
    Course.SCANNED: 40,
    Course.SILENT: 230,
}

# Means of the two kinds of people on the statements: those of the worked example, rounded (1 to 5).
STATEMENTS: Mapping[str, tuple[float, float]] = {
    "Att_GreaterGood": (2.0, 4.6),
    "Att_TradValues": (4.4, 1.8),
    "Att_SocialIssues": (2.0, 4.5),
    "ope_1": (2.0, 4.5),
    "ope_2": (1.8, 4.6),
    "ope_3": (4.2, 1.6),
    "con_1": (4.6, 3.0),
    "con_2": (4.5, 2.6),
    "con_3": (1.6, 3.2),
    "ext_1": (1.6, 3.9),
    "ext_2": (4.4, 2.2),
    "ext_3": (1.5, 3.6),
    "agr_1": (2.9, 3.8),
    "agr_2": (3.2, 3.1),
    "agr_3": (2.7, 3.6),
    "neu_1": (3.3, 2.9),
    "neu_2": (3.0, 2.8),
    "neu_3": (3.1, 2.9),
    "Life_HoursSocialMedia": (1.5, 4.0),
    "Life_TryNewProducts": (1.6, 4.2),
}


@dataclass(frozen=True)
class Customer:
    """One of them.

    Parameters
    ----------
    number : int
        From 0.
    address, name, zone, group : str
        As in the list of contacts.
    course : Course
        What they do.
    after : int
        Message on which they do it: 0 the invitation, 1 the first reminder.
    hours : float
        Hours that they wait before they do.
    kind : int
        0 or 1: which kind of people they are.
    answers : mapping of str to str
        What they answer to the statements, and their age.
    draw : bool
        Whether they want to be in the draw.
    """

    number: int
    address: str
    name: str
    zone: str
    group: str
    course: Course
    after: int
    hours: float
    kind: int
    answers: Mapping[str, str]
    draw: bool


def population(seed: int = 7) -> tuple[Customer, ...]:
    """Return the five hundred, in an order of chance."""
    rng = np.random.default_rng(seed)
    courses = [course for course, number in NUMBERS.items() for _ in range(number)]
    rng.shuffle(courses)
    return tuple(_customer(number, course, rng) for number, course in enumerate(courses))


def contact_list(people: Sequence[Customer]) -> str:
    """Return them as a file of contacts, with what such files hold: a duplicate and odd capitals."""
    lines = ["email,name,time zone,language,group"]
    lines += [f"{one.address},{one.name},{one.zone},en,{one.group}" for one in people]
    return "\n".join(lines) + "\n"


def _customer(number: int, course: Course, rng: np.random.Generator) -> Customer:
    kind = int(rng.random() < 0.5)
    answers = {
        name: str(int(np.clip(round(means[kind] + rng.normal(0, 0.7)), 1, 5)))
        for name, means in STATEMENTS.items()
    }
    answers["Age"] = str(int(rng.integers(16, 18)) if course is Course.MINOR else int(rng.integers(18, 80)))
    domain = "gone.example.com" if course is Course.BOUNCES else "example.com"
    return Customer(
        number=number,
        address=f"customer{number}@{domain}",
        name=f"Customer {number}",
        zone=ZONES[number % len(ZONES)],
        group=("subscribers", "buyers")[number % 2],
        course=course,
        after=0 if course in (Course.BOUNCES, Course.UNSUBSCRIBES) else int(rng.random() < 0.4),
        hours=float(rng.exponential(20)),
        kind=kind,
        answers=answers,
        draw=bool(rng.random() < 0.7),
    )
