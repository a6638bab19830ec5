"""How often customers came back, and how often the model says they do."""

from __future__ import annotations

from psychograph.charts import theme
from psychograph.charts.figure import Figure
from psychograph.charts.history.amounts import short
from psychograph.charts.history.columns import Column, columns
from psychograph.history.forecast import Forecast


def repeat_chart(forecast: Forecast) -> Figure:
    """Draw customers by number of repeat purchase days, seen and by the model.

    Parameters
    ----------
    forecast : Forecast
        Counts of 0, 1, ... repeats; the last stands for its number and more.
    """
    last = len(forecast.observed) - 1
    bars = [
        Column(label=f"{at}+" if at == last else str(at), value=seen, mark=fitted)
        for at, (seen, fitted) in enumerate(zip(forecast.observed, forecast.fitted, strict=True))
    ]
    pairs = ", ".join(f"{bar.label}: {bar.value:,.0f} ({bar.mark:,.0f})" for bar in bars)
    alt = f"Bars of customers by how often they came back, with the model's numbers in brackets: {pairs}."
    return Figure(
        name="repeats",
        title="How often they came back",
        caption="Bars are customers who came back so many times; dots are what the model (BG/NBD) expects. "
        "Where dots sit at the tops of bars, its forecast deserves some trust.",
        alt=alt,
        wide=columns(bars, short, (432, 210), alt, above="Customers"),
        narrow=columns(bars, short, (theme.NARROW, 190), alt, above="Customers"),
    )
