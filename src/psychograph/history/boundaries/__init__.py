"""Outlines of countries and regions, and which of them a name in the data means."""
