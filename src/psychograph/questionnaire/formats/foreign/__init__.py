"""What files of other tools have in common: bounds, names, languages, HTML, logic, rules that are kept."""
