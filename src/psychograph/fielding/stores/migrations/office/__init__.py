"""Versions of the tables of office."""
