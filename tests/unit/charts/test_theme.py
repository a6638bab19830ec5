import itertools

import numpy as np
import pytest

from psychograph.charts import theme

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
DEFICIENCIES = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
TO_CONE = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.63]])
TO_LAB = np.array([[0.2105, 0.7936, -0.0041], [1.978, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(colour: str, matrix: list[list[float]]) -> np.ndarray:
    """Oklab coordinates of a colour as people with a deficiency see it."""
    rgb = np.clip(np.array(matrix) @ linear(colour), 0, 1)
    return TO_LAB @ np.cbrt(TO_CONE @ rgb)


@pytest.mark.parametrize("colour", [*theme.SEGMENTS, theme.INK, theme.SOFT])
def test_text_colours_read_on_white_and_on_their_own_tint(colour):
    assert theme.contrast(colour, theme.PAPER) >= 4.5
    assert theme.contrast(colour, theme.tint(colour)) >= 4.2


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert theme.contrast("#ffffff", "#767676") == theme.contrast("#767676", "#ffffff")


@pytest.mark.parametrize(
    ("deficiency", "first", "least"), [("protan", 4, 0.1), ("deutan", 4, 0.1), ("tritan", 4, 0.03)]
)
def test_first_colours_differ_under_colour_vision_deficiencies(deficiency, first, least):
    lab = [seen(c, DEFICIENCIES[deficiency]) for c in theme.SEGMENTS[:first]]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(lab, 2)) >= least


def test_ten_colours_then_round_again():
    assert len({theme.segment_colour(s) for s in range(1, 11)}) == 10
    assert theme.segment_colour(11) == theme.segment_colour(1)
    assert theme.segment_colour(25) == theme.segment_colour(5)


@pytest.mark.parametrize("value", np.linspace(-2, 2, 81))
def test_numbers_read_in_every_cell(value):
    ground = theme.diverging(float(value), 2)
    assert theme.contrast(theme.ink_on(ground), ground) >= 4.5


def test_diverging_colours_keep_their_direction_in_grey():
    low, middle, high = (theme.luminance(theme.diverging(v, 1)) for v in (-1, 0, 1))
    assert high < 0.5 * low < low < middle


def test_diverging_saturates_and_marks_what_is_missing():
    assert theme.diverging(9, 1) == theme.diverging(1, 1)
    assert theme.diverging(-9, 1) == theme.DIVERGING[0][1]
    assert theme.diverging(float("nan"), 1) == theme.EMPTY
