"""How well scales measure."""
