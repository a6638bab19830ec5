"""Recency against frequency: how many customers stand where, and what they are worth."""

from __future__ import annotations

import numpy as np

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import short
from psychograph.charts.history.classes import Classes, by_rank, draw_key, key_layer
from psychograph.charts.history.sold import Sold
from psychograph.charts.layers import Frame, Row, Sheet, circles, dot, rules
from psychograph.history.measures.customers import Quintiles, Rfm

CLEAR = 0.62  # share of the circle's diameter from which a number fits inside


def rfm_grid(rfm: Rfm, currency: str | None = None) -> Figure:
    """Draw one circle for each pair of scores of recency and frequency.

    Parameters
    ----------
    rfm : Rfm
        Scores that nobody has are left out.
    currency : str, optional

    Returns
    -------
    Figure
        Areas of circles are numbers of customers, colours their mean value.
    """
    customers = rfm.customers.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        worth = np.where(customers > 0, rfm.sales.sum(axis=2) / customers, np.nan)
    classes = by_rank(worth[np.isfinite(worth)].tolist())
    alt = _alt(rfm)
    drawing = _Drawing(rfm, customers, worth, classes, currency)
    return Figure(
        name="rfm",
        title="How lately and how often",
        caption="Each circle is a group of customers: its area says how many, its colour what one of them is "
        "worth on average. Upper right bought lately and often; lower left once, and long ago; upper "
        "left often, but no longer: worth a letter.",
        alt=alt,
        wide=drawing.layout((640, 96, 62), alt),
        narrow=drawing.layout((theme.NARROW, 70, 52), alt),
    )


class _Drawing:
    def __init__(
        self,
        rfm: Rfm,
        customers: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        worth: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        classes: Classes,
        currency: str | None,
    ) -> None:
        self.rfm, self.customers, self.worth = rfm, customers, worth
        self.classes, self.currency = classes, currency

    def layout(self, size: tuple[float, float, float], alt: str) -> Spec:
        """Return the grid: total width, width of the names of rows, height of a row."""
        total, left, row = size
        across = [at for at in range(5) if self.customers[at].sum()]
        down = [at for at in reversed(range(5)) if self.customers[:, at].sum()]
        cell = (total - left - 8) / max(1, len(across))
        largest = min(cell, row) * 0.96
        most = max(1, int(self.customers.max()))
        sheet, grid, points = Sheet(), Sheet(), []
        for step, r in enumerate(across):
            x = (step + 0.5) * cell
            for line, said in enumerate(_recency(self.rfm.recency, r)):
                y = row * len(down) + 14 + 14 * line
                sheet.text(x, y, said, theme.SOFT, align="center", size=theme.SMALL)
        for step, f in enumerate(down):
            y = (step + 0.5) * row
            grid.rule(0, y, cell * len(across), y, theme.GRID)
            sheet.text(-8, y, _frequency(self.rfm.frequency, f), theme.SOFT, align="right", size=theme.SMALL)
            for column, r in enumerate(across):
                if self.customers[r, f]:
                    x = (column + 0.5) * cell
                    points.append(self._circle(sheet, (r, f), (x, y), (largest, most)))
        sheet.text(8 - left, -14, "Orders", theme.SOFT, size=theme.SMALL, bold=True)
        foot = row * len(down) + 14 + 14 * 2 + 4
        sheet.text(0, foot, "Days since the last order", theme.SOFT, size=theme.SMALL, bold=True)
        y = draw_key(
            sheet,
            self.classes,
            Sold(self.currency).brief,
            (0, foot + 20),
            lead="Worth" if total > theme.NARROW else "",
        )
        frame = Frame(total - left - 8, y, left, 8, 26, 4)
        layers = [rules(grid.rules, "grid"), circles(points, "customers"), *sheet.text_layers()]
        spec = frame.spec(layers, alt)
        spec["layer"].append(key_layer(sheet.boxes))
        return spec

    def _circle(
        self, sheet: Sheet, score: tuple[int, int], at: tuple[float, float], size: tuple[float, int]
    ) -> Row:
        count = int(self.customers[score])
        diameter = max(4.0, size[0] * (count / size[1]) ** 0.5)
        colour = self.classes.colour(float(self.worth[score]))
        said = short(count) if count >= 10_000 else f"{count:,}"
        if diameter * CLEAR > 7 * len(said):
            sheet.text(*at, said, theme.ink_on(colour), align="center", size=theme.SMALL)
        else:
            sheet.text(at[0], at[1] + diameter / 2 + 7, said, align="center", size=theme.SMALL)
        return {**dot(*at, colour), "size": round(diameter**2, 1)}


def _recency(cuts: Quintiles, score: int) -> tuple[str, str]:
    """Return the days of a score of recency, in two lines."""
    ends = [int(cut) for cut in cuts.cuts]
    if score == 0:
        return f"over {ends[0]:,}", "longest ago"
    high = ends[score - 1]
    low = ends[score] + 1 if score < 4 else int(cuts.lowest)
    text = f"{low:,}\N{EN DASH}{high:,}" if low < high else f"{high:,}"
    return text, "most lately" if score == 4 else ""


def _frequency(cuts: Quintiles, score: int) -> str:
    """Return the orders of a score of frequency."""
    ends = [int(cut) for cut in cuts.cuts]
    low = ends[score - 1] if score else int(cuts.lowest)
    if score == 4:
        return f"{low:,} or more"
    high = next((cut - 1 for cut in ends[score:] if cut - 1 >= low), int(cuts.highest))
    return f"{low:,}\N{EN DASH}{high:,}" if high > low else f"{low:,}"


def _alt(rfm: Rfm) -> str:
    customers = rfm.customers.sum(axis=2)
    best, gone = int(customers[3:, 3:].sum()), int(customers[:2, 3:].sum())
    once, fresh = int(customers[:2, :2].sum()), int(customers[3:, :2].sum())
    return (
        f"Grid of {int(customers.sum()):,} customers by how lately and how often they bought, in fifths: "
        f"{best:,} bought lately and often, {gone:,} often but no longer, {fresh:,} lately but seldom, "
        f"{once:,} seldom and long ago."
    )
