"""From business questions to a questionnaire, by a mapping that can be read."""
