"""What people get: vouchers to those who completed, and word to those who won; each sent once."""
