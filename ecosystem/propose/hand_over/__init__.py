"""Who can stop, take over, or advise."""
