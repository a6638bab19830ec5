"""questionnaire.yaml: its words, its references, reading and writing it."""
