"""Charts of what the measures give."""
