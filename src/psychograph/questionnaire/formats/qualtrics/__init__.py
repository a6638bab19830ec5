"""Qualtrics: survey files (QSF), and text files that it imports."""
