"""What is read off the aggregates: frozen results, free of engines."""
