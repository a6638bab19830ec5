"""The four stores: tables, and how they are opened, read and written without losing anything."""
