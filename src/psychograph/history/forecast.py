"""Repeat buying and value to come: what the models say of the customers at hand."""

from __future__ import annotations

from dataclasses import dataclass

#: Share of who came back still active, by a model that then hardly saw anybody leave.
NEARLY_ALL = 0.95


@dataclass(frozen=True)
class Forecast:
    """BG/NBD of when customers buy again, gamma-gamma of what an order is worth.

    Parameters
    ----------
    customers : int
        To whom the models were fitted.
    r, alpha, a, b : float
        Parameters of BG/NBD (Fader, Hardie & Lee 2005), time in weeks.
    log_likelihood : float
    p, q, v : float
        Parameters of gamma-gamma; NaN where nobody bought twice.
    weeks : int
        How far the forecast looks.
    expected_orders : float
        Purchase days that all customers together are expected to have in those weeks.
    expected_value : float
        What they are expected to spend on them; NaN without gamma-gamma.
    alive : float
        Of customers who came back, the share expected to be still active. Who bought on one day alone is not
        in it: BG/NBD lets nobody leave before a second purchase, so it calls them all active.
    observed, fitted : tuple of float
        Customers by number of repeat purchase days: 0, 1, ... 6, 7 or more; seen, and by the model.
    held_out : float or None
        Share by which the model missed the purchases of the last third of the span, fitted to the first
        two: .1 is a tenth too many. None where the span is too short.
    order_value_correlation : float
        Between number of purchases and their mean value among repeat buyers: gamma-gamma takes it for 0.
    """

    customers: int
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    p: float
    q: float
    v: float
    weeks: int
    expected_orders: float
    expected_value: float
    alive: float
    observed: tuple[float, ...]
    fitted: tuple[float, ...]
    held_out: float | None
    order_value_correlation: float

    @property
    def sees_leaving(self) -> bool:
        """Whether the model saw customers leave, so that it can say who is active still."""
        return self.alive <= NEARLY_ALL
