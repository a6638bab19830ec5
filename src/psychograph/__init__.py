"""Psychograph: segments you can defend, personas you can trace, campaigns you can test."""
