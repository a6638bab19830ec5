"""From rows as they are to lines that can be summed: days, amounts, kinds, and what was left out."""
