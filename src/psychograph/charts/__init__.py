"""One chart grammar for page, PNG and SVG, drawn without a browser."""
