"""Versions of the tables of links."""
