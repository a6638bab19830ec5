"""How well scales measure, whether questions hold together, and how people use the answer scales."""
