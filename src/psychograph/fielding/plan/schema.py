"""What field.yaml holds: everything about fielding that is decided, and published, before it starts."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import EmailStr, Field

from psychograph.fielding.plan.values import Hour, LocalTime, Said, TimeZone, When
from psychograph.yaml_files.declared import Day, Declared, Line

Name = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Share = Annotated[float, Field(gt=0, le=1)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


class Entrance(StrEnum):
    """Who may take part."""

    INVITED = "invited"  # personal links only
    ANYONE = "anyone"  # an open link, beside personal ones


class Beacon(StrEnum):
    """Where the randomness of a draw comes from."""

    DRAND_QUICKNET = "drand-quicknet"  # public, a round every 3 seconds
    DRAND_DEFAULT = "drand-default"  # public, a round every 30 seconds
    COMMITTED = "committed"  # a secret of the organiser, committed to beforehand: weaker


class Organiser(Declared):
    """Who asks, and whom to turn to."""

    name: Line = Field(description="Who asks, as respondents know them.", examples=["Northwind Research"])
    contact: EmailStr = Field(description="Where questions go.", examples=["survey@example.org"])
    address: Line | None = Field(
        default=None,
        description="Postal address; laws on commercial mail want one.",
        examples=["1 High Street"],
    )
    privacy_notice: Said | None = Field(
        default=None,
        description="What becomes of answers and addresses: a text, or the https address of one.",
        examples=["https://example.org/privacy"],
    )


class Period(Declared):
    """When the field is open, on the clock of one time zone."""

    opens: LocalTime = Field(description="Day and hour it opens.", examples=["2026-12-01 09:00"])
    closes: LocalTime = Field(description="Day and hour it closes.", examples=["2026-12-20 18:00"])
    time_zone: TimeZone = Field(
        default="UTC",
        description="Whose clock these are on; also that of contacts who have none of their own.",
        examples=["Europe/Berlin"],
    )


class Counting(Declared):
    """What counts as a complete and as a partial answer: declared before the start."""

    # AAPOR 2016, Standard Definitions, names these two as an example: 80% and 50% of all applicable
    # questions.
    complete: Share = Field(
        default=0.8,
        description="Share of the questions on their way that somebody answered who counts as complete, "
        "beside coming to the end. Optional open texts are not counted.",
        examples=[0.8],
    )
    partial: Share = Field(
        default=0.5,
        description="Share that counts as partial; below it, it is a break-off.",
        examples=[0.5],
    )
    needed: tuple[Line, ...] = Field(
        default=(), description="Questions without which nothing is complete.", examples=[["Age"]]
    )


class ScreenOut(Declared):
    """Somebody the study is not about."""

    name: Name = Field(description="Short name, for the log.", examples=["minors"])
    when: When = Field(description="Condition on answers.", examples=["Age < 18"])


class Quota(Declared):
    """A bound on how many of a kind are asked."""

    name: Name = Field(description="Short name.", examples=["women"])
    when: When = Field(description="Whom it counts.", examples=["Gender = w"])
    at_most: Annotated[int, Field(ge=1)] = Field(
        description="How many may complete, at least 1; from then on others of the kind are thanked.",
        examples=[200],
    )


class Window(Declared):
    """Days and hours at which mail arrives, on the recipient's own clock."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = Field(
        default=WORKDAYS, description="Days of the week.", examples=[["mon", "tue"]]
    )
    start: Hour = Field(default=time(10), description="From this hour.", examples=["10:00"])
    end: Hour = Field(default=time(14), description="Until before this hour.", examples=["14:00"])


class Wave(Declared):
    """A message to those who have not answered yet; the first is the invitation."""

    name: Name = Field(description="Short name.", examples=["invitation"])
    after_days: Annotated[int, Field(ge=0, le=90)] = Field(
        description="Days after the field opens, from which its window is looked for.", examples=[0]
    )
    subject: Said | None = Field(default=None, description="Instead of the usual one.")
    text: Said | None = Field(
        default=None,
        description="Instead of the usual one; {name}, {link}, {title}, {organiser}, {closes}, {minutes} "
        "and {incentive} are filled in.",
    )


class Arms(Declared):
    """Factors of which each person gets one arm by chance; the report estimates what they do."""

    window: Annotated[dict[Name, Window], Field(min_length=2)] | None = Field(
        default=None, description="Windows instead of the one above, by name."
    )
    subject: Annotated[dict[Name, Said], Field(min_length=2)] | None = Field(
        default=None, description="Subjects of the invitation, by name."
    )
    incentive: Annotated[tuple[Literal["none", "draw", "voucher"], ...], Field(min_length=2)] | None = Field(
        default=None, description="Incentives offered, by chance.", examples=[["none", "draw"]]
    )


class Invitations(Declared):
    """Mail to contacts."""

    sender: EmailStr = Field(description="From whom it comes.", examples=["survey@example.org"])
    sender_name: Line | None = Field(
        default=None, description="Name beside it; that of the organiser if absent."
    )
    reply_to: EmailStr | None = Field(default=None, description="Where answers to it go.")
    window: Window = Field(default=Window(), description="Weekdays from 10:00 to 14:00 if absent.")
    waves: Annotated[tuple[Wave, ...], Field(min_length=1, max_length=4)] = Field(
        default=(Wave(name="invitation", after_days=0), Wave(name="reminder", after_days=4)),
        description="The invitation and up to three reminders to those who have not answered.",
    )
    a_minute: Annotated[int, Field(ge=1, le=6000)] = Field(
        default=60, description="Messages a minute at most.", examples=[60]
    )
    arms: Arms = Field(default=Arms(), description="What is varied by chance.")


class Prize(Declared):
    """What can be won, and how often."""

    what: Said = Field(description="As people read it.", examples=["Gift card"])
    worth: Annotated[float, Field(gt=0)] = Field(description="Of each.", examples=[100])
    number: Annotated[int, Field(ge=1, le=10_000)] = Field(default=1, description="How many.", examples=[5])


class Draw(Declared):
    """A prize draw; its rules are published before the start, and anyone can check it."""

    prizes: Annotated[tuple[Prize, ...], Field(min_length=1)] = Field(description="Best first.")
    currency: Currency = Field(default="USD", description="Of what prizes are worth.", examples=["EUR"])
    drawn: LocalTime = Field(
        description="Day and hour of the draw, after the field closes.", examples=["2026-12-22 12:00"]
    )
    beacon: Beacon = Field(default=Beacon.DRAND_QUICKNET, description="Where its randomness comes from.")
    eligible: Said = Field(description="Who may win.", examples=["Adults who live in Germany"])
    free_entry: bool = Field(
        default=True, description="Whether there is a way in without the survey, as many laws want."
    )
    reserves: Annotated[int, Field(ge=0, le=1000)] = Field(
        default=3, description="Further places, for winners who do not answer."
    )
    days_to_claim: Annotated[int, Field(ge=1, le=365)] = Field(
        default=14, description="Days a winner has to answer."
    )
    law: Said | None = Field(default=None, description="Law and licence it is held under, and other rules.")


class Voucher(Declared):
    """Something everybody gets who completes."""

    what: Said = Field(description="As people read it.", examples=["A voucher worth 5 EUR"])
    worth: Annotated[float, Field(gt=0)] = Field(description="Of each.", examples=[5])
    currency: Currency = Field(default="USD", description="Of what it is worth.", examples=["EUR"])
    at_most: Annotated[int, Field(ge=1)] | None = Field(default=None, description="How many there are.")
    sent: Literal["mail", "by_hand"] = Field(
        default="mail",
        description="Whether codes are mailed by themselves to the invited who completed, once codes were "
        "read, or given and listed by hand (`psychograph field vouchers`).",
    )


class Incentives(Declared):
    """What people get for taking part; nothing if absent."""

    draw: Draw | None = Field(default=None, description="A prize draw.")
    voucher: Voucher | None = Field(default=None, description="A voucher for everybody who completes.")


class Asked(Declared):
    """A consent of its own, asked after the last question and never a condition of taking part."""

    version: Line = Field(
        description="Of the text, so that it is known what was agreed to.", examples=["2026-12"]
    )
    text: Said = Field(description="What is agreed to.", examples=["You may write to me about new products."])


class Consents(Declared):
    """Consents beside that to the survey, which is the questionnaire's own consent question."""

    draw: Asked | None = Field(default=None, description="To keep the address for the draw.")
    marketing: Asked | None = Field(default=None, description="To be written to; never ticked beforehand.")


class OpenLink(Declared):
    """Limits of a link that anyone may use."""

    at_most: Annotated[int, Field(ge=1)] = Field(
        default=10_000, description="Cases that may begin by it.", examples=[500]
    )


class Privacy(Declared):
    """When what is forgotten."""

    destroy_key: Day | None = Field(
        default=None, description="Day on which nobody can tell any more whose answers are whose."
    )
    erase_contacts: Day | None = Field(default=None, description="Day on which contacts are erased.")
    erase_answers: Day | None = Field(default=None, description="Day on which answers are erased.")
    keep_network: bool = Field(
        default=False, description="Whether the address of the network (IP) is kept with a case."
    )


class Costs(Declared):
    """What it costs, for the cost of a complete answer; incentives are counted by themselves."""

    fixed: Annotated[float, Field(ge=0)] = Field(default=0, description="Once.", examples=[500])
    a_message: Annotated[float, Field(ge=0)] = Field(
        default=0, description="For each message.", examples=[0.01]
    )
    currency: Currency = Field(default="USD", description="Of these.", examples=["EUR"])


class FieldPlan(Declared):
    """A field period, as its manager declares it."""

    organiser: Organiser
    period: Period
    entrance: Entrance = Field(default=Entrance.INVITED, description="invited or anyone.")
    open_link: OpenLink = OpenLink()
    counting: Counting = Counting()
    screen_out: tuple[ScreenOut, ...] = ()
    quotas: tuple[Quota, ...] = ()
    invitations: Invitations | None = None
    incentives: Incentives = Incentives()
    consents: Consents = Consents()
    privacy: Privacy = Privacy()
    costs: Costs = Costs()
    pause_text: Said | None = Field(default=None, description="What is said while the field is paused.")
    closed_text: Said | None = Field(default=None, description="What is said after it has closed.")
    screened_text: Said | None = Field(default=None, description="What is said to those it is not about.")
