"""Floor 3: the spaCy language kk."""
