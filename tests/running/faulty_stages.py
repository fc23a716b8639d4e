"""spaCy components that fail on purpose; a test's worker processes import this module by name."""

import os
import re

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("derek_test_faults")
def faults(doc: Doc) -> Doc:
    """Does to its process what the text says."""
    if "ҚАТЕ" in doc.text:
        raise RuntimeError("a fault of a stage")
    if "ӨЛІМ" in doc.text:
        os._exit(9)  # as a fault in a library, or the system when memory is short
    if "КҮТУ" in doc.text:
        re.match(r"(a+)+$", "a" * 64 + "b")  # inside C, where no signal is heard
    return doc
