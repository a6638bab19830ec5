"""The study of a questionnaire's answers: made from it, and compared with it."""
