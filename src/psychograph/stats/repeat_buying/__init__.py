"""When customers buy again, what an order is worth, and who renews: models of Fader and Hardie."""
