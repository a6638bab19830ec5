"""Questionnaires: what is asked, in what order, of whom, and the files by which other tools ask it."""
