"""Choosing among solutions: methods and numbers of segments side by side."""
