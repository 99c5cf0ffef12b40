"""Neighbourhoods beside each other: like with like."""
