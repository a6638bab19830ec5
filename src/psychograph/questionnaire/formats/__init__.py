"""Formats of questionnaires, one folder or file each; see `format.py` for how to add one."""
