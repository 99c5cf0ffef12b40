"""The survey: every headline figure of every neighbourhood, wherever it is run."""
