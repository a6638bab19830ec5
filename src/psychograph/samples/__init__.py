"""Sample studies that ship with the package."""
