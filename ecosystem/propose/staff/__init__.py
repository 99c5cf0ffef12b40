"""The fewest people for everybody together, within the hours there are."""
