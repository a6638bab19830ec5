"""Comparing groups: tests of means, ranks and tables, shares column by column, resampling, humps."""
