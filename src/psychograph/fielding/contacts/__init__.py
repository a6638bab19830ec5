"""Who is asked: lists of contacts, checked and without those who must not be written to."""
