"""Floor 6: what changed between two runs."""
