"""The codebook: every variable of a survey, whatever tool asked it; and what a column of answers tells."""
