"""Floor 6: gold documents to and from the tools that people label with, and drafts to correct there."""
