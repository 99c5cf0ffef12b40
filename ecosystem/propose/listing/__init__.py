"""One numbered list of moves, each in words and weighed."""
