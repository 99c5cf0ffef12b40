"""What is drawn of a neighbourhood, and where: rings, labels, ties, marks."""
