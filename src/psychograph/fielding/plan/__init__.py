"""field.yaml: what is decided about fielding before it starts."""
