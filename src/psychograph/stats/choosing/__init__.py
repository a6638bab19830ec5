"""Choosing among solutions: criteria, stability, agreement, consensus."""
