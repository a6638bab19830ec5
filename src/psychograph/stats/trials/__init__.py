"""Randomised trials: lifts, complier averages, interactions, and what a trial could have seen."""
