"""What columns are likely to mean, where no plan says it, and the plan that is written from it."""
