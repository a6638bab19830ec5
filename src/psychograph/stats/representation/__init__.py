"""How far some people stand for all: differences from the rest, and their prediction."""
