"""Floor 5: the batch: plan, execute, write, manifest."""
