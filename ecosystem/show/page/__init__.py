"""One A4 to take home."""
