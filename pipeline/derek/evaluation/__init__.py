"""Floor 6: scores against gold."""
