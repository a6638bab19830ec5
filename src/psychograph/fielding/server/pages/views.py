"""What each of the respondent's pages shows. Routes fill these in, :class:`Pages` renders them.

Nothing here is a sentence: the words are chosen by the pages, in the language of the visit. Addresses are
paths below the public address, as they stand in links and forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from psychograph.fielding.walk.forms import Wrong
    from psychograph.fielding.walk.walk import Place, Screen

# Pages that anyone may read; every page links to those that the study has. `?lang=de` chooses a language.
PRIVACY: Final = "/privacy"
DRAW_RULES: Final = "/draw/rules"
DRAW_RECORD: Final = "/draw"
FREE_ENTRY: Final = "/draw/enter"
LANGUAGE: Final = "lang"  # name of the parameter of an address that chooses a language: shows, stores nothing

# Names of fields outside questions. Names of questions have no hyphen, so that none is ever one of these.
LATER: Final = "form-later"  # the button that was pressed, if it was "Continue later"
ANSWER_LANGUAGE: Final = "form-language"  # language in which the screen was read
# Fields of the end page and of the free entry; boxes are sent as "1", or not at all.
DRAW_BOX: Final = "draw"
MARKETING_BOX: Final = "marketing"
ADDRESS: Final = "address"
RULES_BOX: Final = "rules"

Incentive: TypeAlias = Literal["draw", "voucher"]


@dataclass(frozen=True)
class Around:
    """What stands around every page of a visit.

    Parameters
    ----------
    language : str
        The language in which it is read, one of ``Pages.languages``.
    path : str
        Address of the page, for links to the same page in other languages; empty for no such links.
    test : bool
        Whether the field is being tried out: a banner says that nothing is counted.
    """

    language: str
    path: str = ""
    test: bool = False


@dataclass(frozen=True)
class Form:
    """Where a form is sent (POST), and its hidden fields, such as the signed one: names and values."""

    action: str
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LandingView:
    """The first page: who asks, how long it takes, what for. Looking at it changes nothing.

    Parameters
    ----------
    begin : Form
        The one button. The page adds ``ANSWER_LANGUAGE``.
    decline : Form or None
        Says no for good, where the link is a personal one.
    begun : bool
        Whether there are answers to go on from: the button says so.
    incentives : tuple of str
        What this person is offered: of the plan, or of their arm.
    """

    around: Around
    begin: Form
    decline: Form | None = None
    begun: bool = False
    incentives: tuple[Incentive, ...] = ()


@dataclass(frozen=True)
class QuestionView:
    """A screen: one question or battery, with the notices that stand above it.

    Parameters
    ----------
    form : Form
        Where answers go. The page adds ``ANSWER_LANGUAGE``, and ``LATER`` where that button is pressed.
    screen : Screen
        What is asked.
    seed : int
        Of the case: decides the order of choices and items.
    place : Place
        How far it is.
    answers : mapping of str to (str or tuple of str)
        What is stored, for what is filled in.
    typed : mapping of str to sequence of str, or None
        The form as it came back with something wrong, or could not be saved: filled in instead of `answers`.
    wrong : tuple of Wrong
        What is wrong with it.
    unsaved : bool
        Whether it could not be saved just now (a full disk): the page says so and keeps what was typed.
    back : str
        Address of the screen before; empty on the first.
    later : str
        Address to which "Continue later" sends the same form; empty for no such button.
    last : bool
        Whether nothing is asked after it, as far as is known.
    """

    around: Around
    form: Form
    screen: Screen
    seed: int
    place: Place
    answers: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[str, Sequence[str]] | None = None
    wrong: tuple[Wrong, ...] = ()
    unsaved: bool = False
    back: str = ""
    later: str = ""
    last: bool = False


class EndWrong(StrEnum):
    """What can be wrong with an address, or with agreeing to rules."""

    ADDRESS_MISSING = "address-missing"  # wants to be in the draw and gave no address
    ADDRESS = "address-wrong"
    RULES = "rules-missing"  # free entry without agreeing to the rules


@dataclass(frozen=True)
class EndView:
    """After the last question: consents to the draw and to marketing, apart, and never ticked beforehand.

    Fields: ``DRAW_BOX``, ``MARKETING_BOX``, ``ADDRESS``. Sent with no box ticked, it is done all the same; an
    address without the box of the draw is not to be kept.

    Parameters
    ----------
    draw, marketing : bool
        What is asked.
    ask_address : bool
        Whether nobody knows their address, as with an open link.
    finished : Message or None
        SCREENED_OUT or QUOTA_FULL where that ended it: they may be in the draw too, and are told first.
    draw_ticked, marketing_ticked, address
        What was typed, when it comes back with something wrong.
    """

    around: Around
    form: Form
    draw: bool = False
    marketing: bool = False
    ask_address: bool = False
    draw_ticked: bool = False
    marketing_ticked: bool = False
    address: str = ""
    wrong: EndWrong | None = None
    unsaved: bool = False
    back: str = ""
    finished: Message | None = None


@dataclass(frozen=True)
class ThanksView:
    """It is done.

    Parameters
    ----------
    entered : bool
        They are in the draw.
    voucher : bool
        One was promised: it comes by mail, or is shown here.
    voucher_here : bool
        It is shown here, because nobody knows their address.
    voucher_code : str
        The code that is shown; empty before it is taken, and where none is left.
    voucher_form : Form or None
        The button that takes one; None where it was taken, or none is left.
    code : str
        Entry code by which they find their ticket in the published list (`incentives.codes.shown`); may be
        empty.
    finished : Message or None
        As of `EndView`.
    """

    around: Around
    entered: bool = False
    voucher: bool = False
    voucher_here: bool = False
    voucher_code: str = ""
    voucher_form: Form | None = None
    code: str = ""
    finished: Message | None = None


class Message(StrEnum):
    """Why there is nothing to answer here, or not now."""

    NOT_YET = "not-yet"
    PAUSED = "paused"
    CLOSED = "closed"
    EXPIRED = "expired"  # a link whose time is over, or that was revoked
    ANSWERED = "answered"  # everything was answered before
    SCREENED_OUT = "screened-out"
    QUOTA_FULL = "quota-full"
    REFUSED = "refused"  # withheld consent, or said no
    LIMIT = "limit"  # of the open link
    OTHER_LINK = "other-link"  # answers of somebody else, or of a device we do not know
    COOKIES = "cookies"  # the browser refuses the one cookie by which it is known; `again`: the link
    NOT_FOUND = "not-found"
    NOT_READABLE = "not-readable"  # a form that was cut off, changed or forged (400, 403)
    TOO_LARGE = "too-large"  # 413
    TOO_MANY = "too-many"  # 429
    FAILED = "failed"  # 500 and 503, where there is no form to keep


@dataclass(frozen=True)
class MessageView:
    """A page that only says something.

    Parameters
    ----------
    again : str
        Address to try again, where that helps: a link.
    wait : int
        Seconds to wait before (429, 503); 0 where nobody knows.
    """

    around: Around
    message: Message
    again: str = ""
    wait: int = 0


@dataclass(frozen=True)
class LaterView:
    """Continue later: the whole personal link, to be copied, and the way back to the question.

    `sent` says that they have the link already in a message from us.
    """

    around: Around
    link: str
    go_on: str
    until: datetime
    sent: bool = False


@dataclass(frozen=True)
class UnsubscribeView:
    """No more mail: a button, and when it is pressed the word that it is done."""

    around: Around
    form: Form | None = None  # None: done


@dataclass(frozen=True)
class DrawRulesView:
    """The rules of the draw, as the plan states them."""

    around: Around


@dataclass(frozen=True)
class Drawn:
    """A prize that was drawn: how the entry was called in the published list, never who it was."""

    prize: str
    ticket: str


@dataclass(frozen=True)
class DrawRecordView:
    """What anyone needs to check the draw; what is not known yet is empty.

    Parameters
    ----------
    commitment : str
        SHA-256 of the list, published before the close.
    entries : int or None
        How many.
    round : str
        The public round of randomness.
    randomness : str
        What it said.
    drawn : tuple of Drawn
        Winners, best prize first.
    record : str
        Address of the whole record as a file, with how to check it; empty where there is none yet.
    """

    around: Around
    commitment: str = ""
    entries: int | None = None
    round: str = ""
    randomness: str = ""
    drawn: tuple[Drawn, ...] = ()
    record: str = ""


@dataclass(frozen=True)
class FreeEntryView:
    """Into the draw without the survey. Fields: ``ADDRESS``, ``RULES_BOX``.

    Without `form` it is done, and `code` is the entry code.
    """

    around: Around
    form: Form | None = None
    code: str = ""
    address: str = ""
    rules_ticked: bool = False
    wrong: EndWrong | None = None
    unsaved: bool = False


@dataclass(frozen=True)
class PrivacyView:
    """What becomes of answers and addresses."""

    around: Around


View: TypeAlias = (
    LandingView
    | QuestionView
    | EndView
    | ThanksView
    | MessageView
    | LaterView
    | UnsubscribeView
    | DrawRulesView
    | DrawRecordView
    | FreeEntryView
    | PrivacyView
)
