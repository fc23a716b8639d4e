"""Floor 2: the sequence model's decoder: from KazNERD-style tokens to IOB2 tags; numpy and regex only."""
