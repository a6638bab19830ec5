"""What respondents are served: landing, screens, the end, and the pages that anyone may read."""
