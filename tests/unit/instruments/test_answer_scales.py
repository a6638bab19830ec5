"""Standard answer scales: their points and words, and that the codebook reads them back."""

from __future__ import annotations

import pytest

from psychograph.codebook.anchors import codes_of
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import scale_source, standard_scales

LABELLED = [scale for scale in standard_scales().values() if scale.fully_labelled]


def test_there_is_one_of_every_length() -> None:
    agree = {name: scale.points for name, scale in standard_scales().items() if name.startswith("agree")}
    assert agree == {
        "agree3": 3,
        "agree4": 4,
        "agree5": 5,
        "agree6": 6,
        "agree7": 7,
        "agree7_tipi": 7,
        "agree10": 10,
        "agree11": 11,
    }
    for name in ("accuracy5", "accuracy6", "frequency5", "importance5", "likeme6", "numeric10", "numeric11"):
        assert standard_scales()[name].points == int(name.strip("abcdefghijklmnopqrstuvwxyz"))


@pytest.mark.parametrize("name", list(standard_scales()))
def test_scales_are_whole(name: str) -> None:
    scale = standard_scales()[name]
    assert scale.name == name
    assert scale.low < scale.high
    assert scale.fully_labelled or len(scale.labels) in {0, 2}
    assert [code for code, _ in scale.labels] == sorted({code for code, _ in scale.labels})
    assert all(code in scale.values and label for code, label in scale.labels)
    assert len({str(label).lower() for _, label in scale.labels}) == len(scale.labels)
    assert scale_source(name)


@pytest.mark.parametrize("scale", LABELLED, ids=[scale.name for scale in LABELLED])
def test_exports_that_hold_the_words_are_read_in_their_order(scale: AnswerScale) -> None:
    shuffled = [str(label) for _, label in reversed(scale.labels)]
    read = [(code.value, code.label) for code in codes_of(shuffled)]
    assert read == [(str(at), str(label)) for at, (_, label) in enumerate(scale.labels, 1)]


def test_symmetric_scales_mirror_their_words() -> None:
    for name in ("agree3", "agree4", "agree5", "agree6", "agree7", "agree7_tipi", "accuracy5", "accuracy6"):
        scale = standard_scales()[name]
        for code in scale.values:
            label, mirrored = (str(scale.label(at)).lower() for at in (code, scale.low + scale.high - code))
            for no, yes in (("disagree", "agree"), ("inaccurate", "accurate")):
                if no in label and yes in label.replace(no, ""):
                    break  # neither nor
                if no in label:
                    assert mirrored == label.replace(no, yes)
