"""Teams composed from the people there are."""
