"""A neighbourhood after moves: what each changes in its tables."""
