"""Messages at the right hour: when, what, and sent once."""
