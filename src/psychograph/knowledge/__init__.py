"""What is known beforehand, as data: constructs, words, rules, and the papers behind them."""
