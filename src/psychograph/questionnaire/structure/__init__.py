"""What must hold between the parts of a questionnaire, wherever it came from."""
