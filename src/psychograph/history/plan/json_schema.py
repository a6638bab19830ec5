"""JSON Schema of history.yaml, for editors that complete and check it."""

from __future__ import annotations

from typing import Any

from psychograph.history.plan.schema import HistoryPlan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``history.yaml``.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Rules between keys, such as an amount or a quantity with its price, are
        beyond it; `read_plan` checks them.

    Examples
    --------
    >>> plan_json_schema()["required"]
    ['title', 'transactions']
    """
    return {"$schema": DIALECT, **HistoryPlan.model_json_schema(by_alias=True)}
