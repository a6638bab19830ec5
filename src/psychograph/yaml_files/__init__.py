"""YAML that people write by hand: read with the line of every part, checked, and mended in plain words."""
