"""Frozen results as plain data for JSON."""

from __future__ import annotations

import dataclasses
import json
import math
from datetime import date
from decimal import Decimal
from enum import Enum

import numpy as np


def plain(value: object) -> object:
    """Return a result as dicts, lists, strings and numbers.

    Fields keep their names. Infinite and missing numbers become None, since JSON has neither;
    days are written as ISO 8601 has them, decimals as numbers.
    A field whose metadata says ``absent`` is left out while it is None.

    Examples
    --------
    >>> plain((1.0, float("inf"), "a"))
    [1.0, None, 'a']
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) is not None or "absent" not in field.metadata
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(float(value))
    if isinstance(value, float):
        # Twelve digits: the last bits may differ between processors, a reader's figures may not.
        return float(f"{value:.12g}") if math.isfinite(value) else None
    return value


def to_json(value: object) -> str:
    """Return a result as JSON text that ends with a line break."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
