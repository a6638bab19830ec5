"""How many people each respondent stands for."""
