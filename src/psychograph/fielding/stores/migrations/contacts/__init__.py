"""Versions of the tables of contacts."""
