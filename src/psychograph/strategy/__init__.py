"""Which persona for the objective, and the brief for its campaign."""
