"""Which learning steps leave the fewest people."""
