"""What people type, read as what they mean: numbers, days, postcodes, words."""
