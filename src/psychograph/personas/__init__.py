"""From profiles to personas: names, and statements that each trace to a number."""
