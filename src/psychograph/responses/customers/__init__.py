"""The customer table of a study: read, joined to the answers by a pseudonymous key, and compared."""
