"""How long a questionnaire takes and how many people to ask."""
