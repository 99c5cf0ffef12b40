"""What is said: the catalogue of words, tables and sentences for people, what may be told."""
