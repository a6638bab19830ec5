"""Customer history: what the data of a business already say, before anybody is asked."""
