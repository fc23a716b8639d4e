"""Floor 6: models from data; needs the extra `train`."""
