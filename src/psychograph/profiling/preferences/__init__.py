"""The four-preference profile: Big Five scores as four axes, and a letter only where one is sure."""
