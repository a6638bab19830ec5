"""history.yaml: where the history lies, and what its columns mean."""
