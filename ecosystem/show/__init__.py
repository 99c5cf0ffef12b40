"""Drawings, words and files: what people look at and take home."""
