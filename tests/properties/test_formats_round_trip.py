"""No format loses anything untold: whatever does not come back was named when it was written or read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from forms_decoded_here import decode_here
from hypothesis import HealthCheck, assume, given, settings
from random_questionnaires import Size, questionnaires

from psychograph.questionnaire.comparing.differences import Difference, covers, differences
from psychograph.questionnaire.formats.format import Format, Taken
from psychograph.questionnaire.formats.register import MODULES, format_named
from psychograph.questionnaire.formats.xlsform import sheets
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import Battery, Notice, Questionnaire

# What our reader finds again although the tool itself loses it, by format: aspect, and words of what is told.
RECOVERED: Mapping[str, Sequence[tuple[Aspect, str]]] = {
    "triple-s": (
        (Aspect.CHOICE, "means no answer"),  # codes beside the range of a scale
        (Aspect.CHOICE, "asks for a text"),  # a variable whose name begins with that of its question
        (Aspect.TYPE, "scale"),  # labels that are words of a known scale
    ),
    # Which single choices chance moves is finer than `shuffled`; texts are compared without regard to case.
    "surveyjs": (
        (Aspect.ORDER, "keeps its place"),
        (Aspect.ORDER, "keep their place"),
        (Aspect.SKIP, "SurveyJS takes"),
        (Aspect.SKIP, "SurveyJS compares otherwise"),  # the answers that fulfil it are listed instead
    ),
    # Qualtrics has days typed as it pleases, and fixes single choices where they stand.
    "qsf": (
        (Aspect.CODES, "days as"),
        (Aspect.ORDER, "keep their place"),
        (Aspect.SKIP, "the words of when it is shown"),  # and the page may say the rest of it
    ),
    # Forms shuffle every choice, and call a column after the nearest name that they may have.
    "xlsform": ((Aspect.ORDER, "stay last"), (Aspect.NAME, "of the texts")),
    # Columns of statements are called after their array too; a page without title shows its name.
    "limesurvey": ((Aspect.ORDER, "stay last"), (Aspect.NAME, "the column"), (Aspect.TEXT, "no title")),
}

BOTH_WAYS = tuple(name for name in MODULES if format_named(name).write and format_named(name).read)

many = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(autouse=True)
def no_process_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "decode", decode_here)


def again(format_: Format, questionnaire: Questionnaire) -> tuple[Taken, tuple[Loss, ...]]:
    """Write and read again; all losses on the way."""
    assert format_.write is not None
    assert format_.read is not None
    assume(any(not isinstance(one.answer, Notice) for one in questionnaire.questions))
    written = format_.write(questionnaire)
    suffix, content = next(iter(written.files.items()))
    assert suffix == format_.suffix
    taken = format_.read(f"again{suffix}", content)
    return taken, written.losses + taken.losses


def names(questionnaire: Questionnaire) -> set[str]:
    found = {page.name for page in questionnaire.pages}
    for question in questionnaire.questions:
        found.add(question.name)
        if isinstance(question.answer, Battery):
            found |= {item.name for item in question.answer.items}
    return found


def renamed(losses: Sequence[Loss], before: Questionnaire, after: Questionnaire) -> dict[str, str]:
    """Return new names by old ones, from what the losses say: each names both."""
    new = names(after) - names(before)
    told = {}
    for loss in losses:
        if loss.aspect is Aspect.NAME and loss.where != WHOLE:
            found = [word for word in re.findall(r"\w+", loss.instead) if word in new]
            if found:
                told[loss.where] = found[-1]
    return told


def tells(loss: Loss, difference: Difference) -> bool:
    return loss.aspect is difference.aspect and loss.where in {WHOLE, difference.where, difference.part_of}


def spared(format_: Format, loss: Loss) -> bool:
    return any(
        loss.aspect is aspect and words in loss.what for aspect, words in RECOVERED.get(format_.name, ())
    )


def check(format_: Format, questionnaire: Questionnaire) -> Questionnaire:
    """Hold a round trip to its losses; return what came back."""
    taken, losses = again(format_, questionnaire)
    back = taken.questionnaire
    found = differences(questionnaire, back, renamed(losses, questionnaire, back))
    untold = [str(one) for one in found if not any(covers(loss, one) for loss in losses)]
    assert not untold, "lost and not told:\n" + "\n".join(untold)
    idle = [
        f"{loss.where}, {loss.aspect}: {loss.what}"
        for loss in losses
        if not spared(format_, loss) and not any(tells(loss, one) for one in found)
    ]
    assert not idle, "told and not lost:\n" + "\n".join(idle)
    assert all(loss.what and loss.instead for loss in losses)
    return back


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_what_is_lost_is_told_and_what_is_told_is_lost(name: str) -> None:
    format_ = format_named(name)

    @many
    @given(questionnaires())
    def hold(questionnaire: Questionnaire) -> None:
        check(format_, questionnaire)

    hold()


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_plain_questionnaires_too(name: str) -> None:
    # Without odd texts and translations more of the logic is tried.
    format_ = format_named(name)

    @many
    @given(questionnaires(Size(pages=4, questions=4, languages=0, odd=False)))
    def hold(questionnaire: Questionnaire) -> None:
        check(format_, questionnaire)

    hold()


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_equal_questionnaires_give_equal_bytes_and_a_second_round_loses_nothing(name: str) -> None:
    format_ = format_named(name)

    @many
    @given(questionnaires(Size(pages=2)))
    def hold(questionnaire: Questionnaire) -> None:
        assert format_.write is not None
        assert format_.write(questionnaire) == format_.write(questionnaire)
        back = again(format_, questionnaire)[0].questionnaire
        twice = again(format_, back)[0].questionnaire
        assert [str(one) for one in differences(back, twice)] == []

    hold()
