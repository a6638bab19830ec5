"""Classes of a measure, each a step darker: by rank or magnitude, so that no giant bleaches the rest."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Spec
from psychograph.charts.labels import text_width
from psychograph.charts.layers import Row, Sheet

#: One hue from light to dark: told apart in grey, and by every kind of colour vision.
RAMP = ("#d0e3f1", "#9cc5e1", "#5c9fcc", "#236fa8", "#0b3f6b")
STEP, KEY = 46, 12  # px: width and height of a step in the key


@dataclass(frozen=True)
class Classes:
    """Where one class ends and the next begins.

    Parameters
    ----------
    cuts : tuple of float
        Lowest value of the second class, the third, ...
    colours : tuple of str
        One a class: one more than cuts.
    """

    cuts: tuple[float, ...]
    colours: tuple[str, ...]

    def colour(self, value: float) -> str:
        """Return the colour of a value."""
        return self.colours[bisect.bisect_right(self.cuts, value)] if math.isfinite(value) else theme.EMPTY


def by_rank(values: Sequence[float], most: int = 5) -> Classes:
    """Return classes that hold about equally many values.

    Examples
    --------
    >>> by_rank([1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000]).cuts
    (3.0, 5.0, 7.0, 9.0)
    """
    known = sorted(value for value in values if math.isfinite(value))
    cuts = {_round(known[len(known) * step // most]) for step in range(1, most)} if known else set()
    return _classes(sorted(cut for cut in cuts if known[0] < cut <= known[-1]))


def by_magnitude(values: Sequence[float], most: int = 5) -> Classes:
    """Return classes cut at powers of ten, or at thirds of them; by rank where values are of like size.

    Examples
    --------
    >>> by_magnitude([900, 12_000, 45_000, 230_000, 7_300_000]).cuts
    (1000.0, 10000.0, 100000.0, 1000000.0)
    """
    known = [value for value in values if math.isfinite(value) and value > 0]
    if not known or max(known) < 30 * min(known):
        return by_rank(values, most)
    low, high = math.floor(math.log10(min(known))) + 1, math.ceil(math.log10(max(known))) - 1
    powers = [10.0**power for power in range(low, high + 1)]
    if len(powers) < 3:
        powers = sorted(cut for power in range(low - 1, high + 1) for cut in (10.0**power, 3 * 10.0**power))
        powers = [cut for cut in powers if min(known) < cut < max(known)]
    return _classes(powers[-(most - 1) :])


def even(low: float, high: float, most: int = 5) -> Classes:
    """Return classes of equal width, cut at round numbers.

    Examples
    --------
    >>> even(0.12, 0.47).cuts
    (0.2, 0.3, 0.4)
    """
    if not high > low:
        return _classes([])
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    steps = (factor * power for factor in (1, 2, 2.5, 5, 10, 20))
    step = next(step for step in steps if math.ceil(high / step) - math.floor(low / step) <= most)
    first = math.floor(low / step) + 1
    cuts = (round(step * at, 9) for at in range(first, first + most))
    return _classes([cut for cut in cuts if low < cut < high])


def _classes(cuts: Sequence[float]) -> Classes:
    count = len(cuts) + 1
    if count == 1:
        return Classes((), (RAMP[2],))
    at = [round(step * (len(RAMP) - 1) / (count - 1)) for step in range(count)]
    return Classes(tuple(cuts), tuple(RAMP[step] for step in at))


def _round(value: float) -> float:
    """Return a value with two digits."""
    return float(f"{value:.2g}")


def key_layer(rows: Sequence[Row]) -> Spec:
    """Return the boxes of a key as a layer of their own, for pictures whose other boxes are none."""
    return {
        "name": "key",
        "data": {"values": list(rows)},
        "mark": {"type": "rect"},
        "encoding": {
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
        },
    }


def draw_key(
    sheet: Sheet,
    classes: Classes,
    say: Callable[[float], str],
    at: tuple[float, float],
    *,
    lead: str = "",
    empty: str = "",
) -> float:
    """Draw the key: one box a class, with the cuts written under their borders.

    Parameters
    ----------
    sheet : Sheet
        Where it is drawn.
    classes : Classes
    say : callable
        Writes a cut.
    at : tuple of float
        Left and upper end in px.
    lead : str
        What is measured, before the boxes.
    empty : str
        What an empty cell means; no such box where empty.

    Returns
    -------
    float
        Lower end in px.
    """
    x, y = at
    if lead:
        sheet.text(x, y + KEY / 2, lead, theme.SOFT, size=theme.SMALL)
        x += text_width(lead, theme.SMALL) + 10
    for step, colour in enumerate(classes.colours):
        sheet.box(x + step * STEP, y, x + (step + 1) * STEP - 1, y + KEY, colour)
        if step:
            said = say(classes.cuts[step - 1])
            sheet.text(x + step * STEP, y + KEY + 9, said, theme.SOFT, align="center", size=theme.SMALL)
    if empty:
        x += len(classes.colours) * STEP + 14
        sheet.box(x, y, x + KEY, y + KEY, theme.EMPTY)
        sheet.text(x + KEY + 6, y + KEY / 2, empty, theme.SOFT, size=theme.SMALL)
    return y + KEY + 18
