"""The interactive view of a neighbourhood."""
