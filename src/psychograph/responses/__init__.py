"""Answers: reading the files of survey tools, and scoring them into attributes."""
