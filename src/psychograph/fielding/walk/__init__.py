"""The way of one person through a questionnaire: screens, orders of chance, forms. No web, no store."""
