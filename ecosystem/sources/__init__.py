"""Other people's formats, read into our tables."""
