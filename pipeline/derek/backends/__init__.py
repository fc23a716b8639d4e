"""Floor 3: other models beside derek's own; nothing of theirs is imported unless it is asked for."""
