"""The quality of answers: who looks careless, by which signs, and what is missing."""
