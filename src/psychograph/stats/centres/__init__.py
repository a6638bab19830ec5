"""Groups around centres: k-means, medoids, and the distances they need."""
