"""What sets each segment apart: effect sizes, levels, headline attributes."""
