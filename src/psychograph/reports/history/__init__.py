"""The page of customer history, with its pictures, tables and records."""
