"""A prize draw that anyone can check, vouchers, and their rules."""
