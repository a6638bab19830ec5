"""JSON Schemas of the records of personas and briefs, made of the classes they are written from."""

from __future__ import annotations

from typing import Any

from psychograph.reports.brief_record import BriefRecord
from psychograph.reports.persona_record import PersonaRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORDS: dict[str, type] = {"persona": PersonaRecord, "brief": BriefRecord}


def record_schema(record: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``persona-1.json`` or ``brief-1.json``.

    Parameters
    ----------
    record : str
        ``"persona"`` or ``"brief"``.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Every key stands in it, and no others are allowed; numbers may be null,
        since figures that would give somebody away, or that do not exist, are written as null.

    Examples
    --------
    >>> record_schema("persona")["properties"]["format"]
    {'const': 'psychograph persona 1'}
    """
    from pydantic import TypeAdapter

    schema = TypeAdapter(RECORDS[record]).json_schema(mode="serialization")
    found: dict[str, Any] = {"$schema": DIALECT, **_as_written(schema)}
    found["properties"]["format"] = {"const": f"psychograph {record} 1"}
    return found


def _as_written(node: Any) -> Any:
    """Return a schema with what `records.plain` does to values: NaN becomes null; no defaults, no titles."""
    if isinstance(node, list):
        return [_as_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _as_written(value) for key, value in node.items() if key not in ("default", "title")}
    if "properties" in node:  # a key may be called "title" or "default"
        kept["properties"] = {key: _as_written(value) for key, value in node["properties"].items()}
        kept["additionalProperties"] = False
    if kept.get("type") == "number":
        kept["type"] = ["number", "null"]
    return kept
