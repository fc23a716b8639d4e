"""Floor 6: models from data; needs the extra `train`."""

import os

# One thread adds in one order, so that the same seed gives the same bytes whatever the machine's cores; it must be said
# before numpy is imported, and what a user says in the environment stands.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
