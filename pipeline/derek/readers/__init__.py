"""Floor 2: bytes → documents, one file a format."""
