"""The key between people and cases, and the links that open a case. Destroyed on a declared day."""
