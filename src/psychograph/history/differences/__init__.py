"""Which differences between customers, and between times of the year, are larger than chance."""
