"""Numbers in, frozen results out. Knows no surveys, and imports nothing of the project."""
