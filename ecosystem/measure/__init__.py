"""Counts, without judgement: needs, coordination, meetings, who stands between whom."""
