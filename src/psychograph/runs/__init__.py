"""One run of a study: all six steps in order."""
