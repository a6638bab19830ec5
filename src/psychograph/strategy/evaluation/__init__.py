"""After the campaign: what it did to each persona, and whether the brief's bet held."""
