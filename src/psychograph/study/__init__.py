"""What the user declares in `study.yaml`: model, loading, checking, templates, JSON Schema."""
