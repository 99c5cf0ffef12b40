"""Many neighbourhoods beside each other."""
