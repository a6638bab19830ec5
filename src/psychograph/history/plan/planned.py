"""A plan beside where it stands: what everything after it works from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from psychograph.history.addresses import without_password
from psychograph.history.plan.schema import HistoryPlan, Source
from psychograph.yaml_files import places
from psychograph.yaml_files.places import Tree, place_name


@dataclass(frozen=True)
class PlannedHistory:
    """A history that is to be explored.

    Parameters
    ----------
    folder : Path
        What paths of the plan are relative to.
    plan : HistoryPlan
        history.yaml, or what was guessed.
    digest : str
        SHA-256 of the file's bytes, or of the guessed plan.
    tree : Tree or None
        The file as written, for lines in messages; None where the plan was guessed.
    """

    folder: Path
    plan: HistoryPlan
    digest: str
    tree: Tree | None = field(default=None, compare=False, repr=False)

    @property
    def sources(self) -> tuple[tuple[str, Source], ...]:
        """The tables that there are, by their key in the plan."""
        plan = self.plan
        named = (
            ("transactions", plan.transactions),
            ("customers", plan.customers),
            ("subscriptions", plan.subscriptions),
        )
        return tuple((key, source) for key, source in named if source is not None)

    def where(self, *path: str | int) -> str:
        """Name a place of the plan as people look it up: with its line, where it was written.

        Examples
        --------
        >>> from psychograph.history.plan.schema import HistoryPlan
        >>> till = {"data": "till.csv", "customer": "card", "time": "day"}
        >>> plan = HistoryPlan.model_validate({"title": "Kiosk", "transactions": till})
        >>> PlannedHistory(Path(), plan, "").where("transactions", "time")
        'till.csv, transactions > time'
        """
        if self.tree is not None:
            return self.tree.where(path)
        return ", ".join(filter(None, (self._data(path), place_name(path))))

    def _data(self, path: places.Path) -> str:
        return next((without_password(source.data) for key, source in self.sources if path[:1] == (key,)), "")


def digest_of(content: bytes) -> str:
    """Return the SHA-256 by which a plan is known."""
    return hashlib.sha256(content).hexdigest()
