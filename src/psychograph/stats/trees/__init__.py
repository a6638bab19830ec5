"""Trees: Ward's method for any number of rows, and linkages on distances."""
