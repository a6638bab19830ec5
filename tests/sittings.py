"""A respondent of a small field period who sends forms, for tests of cases; no server stands between."""

from __future__ import annotations

from itertools import count
from typing import Any

from fieldworks import fieldwork
from sqlalchemy import select

from psychograph.fielding.cases import Case, Saved, Submitted, begin_open, case_by_id, save
from psychograph.fielding.outcomes import Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import events
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.walk.values import Value

SMALL = fieldwork()
VIEWS: dict[str, Value] = {"Calm": "4", "Ritual": "2", "Attentive": "4"}
COFFEE: dict[str, dict[str, Value]] = {
    "agreed": {"agreed": "1"},
    "Drinks": {"Drinks": ("coffee",)},
    "Age": {"Age": "31"},
    "Gender": {"Gender": "w"},
    "Since": {},
    "Place": {"Place": "10115"},
    "Words": {},
}


class Sitting:
    """One respondent, and the forms they send."""

    def __init__(self, stores: Stores, field: Fieldwork = SMALL, source: str = "open") -> None:
        self.stores, self.field = stores, field
        self._nonces = count()
        case = stores.answers.write(
            lambda answers: begin_open(
                answers, source=Source(source), language="en", device="phone", at=1000, at_most=10**6
            )
        )
        assert case is not None
        self.case_id = case.case_id

    def send(self, screen: str, answers: dict[str, Value], *, nonce: str = "", **more: Any) -> Saved:
        form = Submitted(
            self.case_id,
            nonce or f"n{next(self._nonces)}",
            screen,
            answers,
            shown_ms=more.pop("shown_ms", 1500),
            device=more.pop("device", "phone"),
            at=more.pop("at", 2000),
            **more,
        )
        return self.stores.answers.write(lambda store: save(store, form, self.field))

    def through(self, forms: dict[str, dict[str, Value]]) -> Saved:
        """Send several forms; return what came of the last."""
        return [self.send(screen, answers) for screen, answers in forms.items()][-1]

    @property
    def case(self) -> Case:
        case = self.stores.answers.read(lambda store: case_by_id(store, self.case_id))
        assert case is not None
        return case

    @property
    def log(self) -> list[tuple[str, str]]:
        asked = select(events.c.kind, events.c.detail).where(events.c.case_id == self.case_id)
        rows = self.stores.answers.read(lambda store: store.execute(asked.order_by(events.c.event_id)).all())
        return [(row.kind, row.detail) for row in rows][2:]  # after enrolled and started

    def rows(self, table: Any) -> list[Any]:
        """Return this case's rows of a table, in their order."""
        asked = select(table).where(table.c.case_id == self.case_id).order_by(*table.primary_key.columns)
        return list(self.stores.answers.read(lambda store: store.execute(asked).all()))
