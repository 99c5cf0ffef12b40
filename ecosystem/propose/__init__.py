"""Moves: what each saves, what it risks, who asked, and how to undo it."""
