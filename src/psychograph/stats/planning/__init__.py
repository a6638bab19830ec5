"""Planning a survey: how many people it takes to find segments again."""
