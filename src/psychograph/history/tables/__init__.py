"""Aggregates over lines, as expressions: no engine is named here."""
