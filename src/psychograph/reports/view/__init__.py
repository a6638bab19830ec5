"""What the report shows: computed first, rendered later."""
