"""Pictures of customer history: when, where, who, how often, who stays, and who makes the money."""
