"""What a neighbourhood is, and the door it comes in by."""
