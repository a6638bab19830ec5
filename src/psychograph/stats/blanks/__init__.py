"""Missing answers: patterns, the fitted normal, imputation."""
