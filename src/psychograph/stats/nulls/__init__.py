"""What data without groups look like, and how far groups stand apart."""
