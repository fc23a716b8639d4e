"""Floor 1: what can be known from characters alone; pure functions, no spaCy."""
