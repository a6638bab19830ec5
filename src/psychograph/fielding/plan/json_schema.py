"""JSON Schema of field.yaml, for editors that complete and check it."""

from __future__ import annotations

from typing import Any

from psychograph.fielding.plan.schema import FieldPlan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``field.yaml``.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Rules between keys, such as a draw after the close, are beyond it;
        `load_fieldwork` checks them.

    Examples
    --------
    >>> plan_json_schema()["required"]
    ['organiser', 'period']
    """
    return {"$schema": DIALECT, **FieldPlan.model_json_schema(by_alias=True)}
