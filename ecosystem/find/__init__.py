"""Findings, each with its because: gaps, overlaps and what is fragile."""
