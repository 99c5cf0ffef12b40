"""Every neighbourhood of a region on one map, or side by side."""
