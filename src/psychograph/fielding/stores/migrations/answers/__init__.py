"""Versions of the tables of answers."""
