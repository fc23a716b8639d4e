"""Floor 6: the tables in other forms, for other programs."""
