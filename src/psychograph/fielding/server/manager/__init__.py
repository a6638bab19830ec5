"""The manager's pages: how the field goes, and what may be done about it, by role."""
