"""Access, erasure, retention, and the end of the key between contacts and answers."""
