"""Instruments: validated scales as data, with their keys, licences and what is known of their quality."""
