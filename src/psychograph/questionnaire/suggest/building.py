"""Pages of a suggested questionnaire: agreement first, statements by their answer scale, demographics last.

Headings say nothing of what is measured, since people answer to a heading. Statements of several scales
with one answer scale stand together, spread over pages in turn, in an order of chance; what people do
comes before what they think, and who they are comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.bank import BANK, bank
from psychograph.questionnaire.model import Battery, Consent, Item, Page, Question, Questionnaire
from psychograph.questionnaire.suggest.choosing import STEM, Chosen

MOST_ON_A_PAGE = 10  # statements; longer grids are answered faster and worse
CHECK_FROM = 30  # statements from which one of them asks for a certain answer
LAST = ("bank/geography.", "bank/demographics.")
REASONS = "bank/buying."
TITLE = "A few questions about you"
INTRO = (
    "Thank you for taking part. There are no right or wrong answers: please answer as you are, "
    "and not as you would like to be."
)
THANKS = "Thank you. Your answers help us to understand what matters to people."
CONSENT = (
    "[Name of your organisation] asks these questions to understand its customers better. Taking part is "
    "voluntary, and you may stop at any time. Your answers are kept until [date], are used for groups of "
    "people only, and are not handed on. You may withdraw your agreement, and see or delete your answers: "
    "write to [address]. More is in our privacy notice: [link]."
)
AGREED = "I have read this and agree to take part"
CONSENT_VERSION = "1"


def build(chosen: Sequence[Chosen]) -> Questionnaire:
    """Return a questionnaire that asks for what was chosen.

    Parameters
    ----------
    chosen : sequence of Chosen
        In the order of importance.
    """
    known = [one for one in chosen if one.question is not None]
    last = sorted((one for one in known if one.source.startswith(LAST)), key=_place)
    reasons = sorted((one for one in known if one.source.startswith(REASONS)), key=_place)
    first = sorted((one for one in known if one not in (*last, *reasons)), key=_place)
    pages = [
        Page("welcome", (_consent(),)),
        *_page("habits", first),
        *_page("buying", reasons),
        *_statements([one for one in chosen if one.question is None]),
        *_page("about_you", last),
    ]
    return Questionnaire(Translated(TITLE), tuple(pages), intro=Translated(INTRO), thanks=Translated(THANKS))


def _consent() -> Question:
    answer = Consent(CONSENT_VERSION, Translated(AGREED))
    return Question("agreed", Translated(CONSENT), answer, required=True)


def _place(one: Chosen) -> tuple[bool, int]:
    """Return where a question stands: as in the bank, which begins with what is easy; who people are last."""
    reference = one.source.removeprefix(BANK)
    return one.source.startswith(LAST[1]), list(bank()).index(reference)


def _page(name: str, chosen: Sequence[Chosen]) -> Iterator[Page]:
    questions = tuple(
        replace(one.question, attribute=one.attribute if one.attribute != one.question.name else "")
        for one in chosen
        if one.question is not None
    )
    if questions:
        yield Page(name, questions)


def _statements(chosen: Sequence[Chosen]) -> Iterator[Page]:
    groups: dict[tuple[AnswerScale, Translated], list[Chosen]] = {}
    twice = asked_already(chosen)
    for one in chosen:
        assert one.pack is not None  # noqa: S101 - what is not asked by the bank is asked by a pack
        once = tuple(item for item in one.items if item.id not in twice)
        groups.setdefault((one.pack.answer_scale, one.pack.stem), []).append(replace(one, items=once))
    batteries = [
        (scale, stem, items)
        for (scale, stem), members in groups.items()
        for items in _pointing_both_ways(_spread(list(_in_turn(members))))
    ]
    checked = _with_check(batteries)
    for number, (scale, stem, items) in enumerate(batteries, start=1):
        with_check = (*items, _check(scale)) if number - 1 == checked else items
        text = stem if stem else STEM
        battery = Battery(scale, tuple(with_check), shuffled=True)
        yield Page(f"page_{number}", (Question(f"statements_{number}", text, battery, required=True),))


def asked_already(chosen: Iterable[Chosen]) -> frozenset[str]:
    """Return items that are not asked, since a shorter scale asks the same in the same words.

    Nobody should be asked twice, and a study takes each column for one attribute. The shorter scale keeps
    it, since a longer one is hurt less.
    """
    first: set[tuple[AnswerScale, Translated, str]] = set()
    found: set[str] = set()
    for one in sorted(chosen, key=lambda one: len(one.items)):
        for item in one.items:
            assert one.pack is not None  # noqa: S101 - items come from a pack
            said = (one.pack.answer_scale, one.pack.stem, str(item.text).casefold())
            if said in first:
                found.add(item.id)
            first.add(said)
    return frozenset(found)


def _in_turn(members: Sequence[Chosen]) -> Iterator[Item]:
    """Yield one item of every scale, then the next of every scale, so that no page holds one scale alone.

    Each scale begins one item later than the one before, so that reversed ones, which stand last in many
    scales, are spread as well: a page on which all statements point one way is answered without reading.
    """
    for rank in range(max(len(one.items) for one in members)):
        for begin, one in enumerate(members):
            if rank < len(one.items):
                item = one.items[(rank + begin) % len(one.items)]
                yield Item(
                    item.id, item.text, reversed=item.reversed, attribute=one.attribute, source=one.source
                )


def _spread(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield items in pages of nearly the same length."""
    pages = -(-len(items) // MOST_ON_A_PAGE)
    size, more = divmod(len(items), pages)
    start = 0
    for page in range(pages):
        end = start + size + (page < more)
        yield tuple(items[start:end])
        start = end


def _pointing_both_ways(pages: Iterable[tuple[Item, ...]]) -> Iterator[tuple[Item, ...]]:
    """Yield pages that each hold a reversed statement, as long as there are enough: one is swapped in."""
    found = [list(page) for page in pages]
    for page in found:
        giving = next((one for one in found if sum(item.reversed for item in one) > 1), None)
        if giving is not None and not any(item.reversed for item in page):
            turned = next(at for at, item in enumerate(giving) if item.reversed)
            plain = len(page) // 2
            page[plain], giving[turned] = giving[turned], page[plain]
    yield from map(tuple, found)


def _with_check(batteries: Iterable[tuple[AnswerScale, Translated, tuple[Item, ...]]]) -> int | None:
    """Return the battery that holds the attention check: past the middle; None for short questionnaires."""
    counts = [len(items) for _, _, items in batteries]
    if sum(counts) < CHECK_FROM:
        return None
    return len(counts) // 2


def _check(scale: AnswerScale) -> Item:
    """Return a statement that asks for one certain answer: no end, no middle, and none that says yes.

    Who agrees with everything without reading would pass a check that asks to agree.
    """
    wanted = scale.low + 1
    text = f"Please choose \u201c{scale.shown(wanted)}\u201d here, to show that you read the statements."
    return Item("check_1", Translated(text), expected=str(wanted))
