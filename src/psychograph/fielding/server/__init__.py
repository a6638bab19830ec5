"""The web server: pages of respondents and of those who run the survey."""
