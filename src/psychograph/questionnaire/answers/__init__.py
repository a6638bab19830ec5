"""What the columns of the answers mean: codes, names and the codebook."""
