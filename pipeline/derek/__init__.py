"""derek: facts from Kazakh press releases.

`derek.load()` gives a spaCy pipeline, `derek.extract(text)` one document's rows, `derek.read_number(text)` a number,
`derek.tables(OUT)` what a run wrote. Each is imported when first asked for, so that `import derek` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derek.loading import Extraction, extract, load
    from derek.results import tables
    from derek.text.numerals import read_number

__version__ = "0.1.0"
__all__ = ["Extraction", "__version__", "extract", "load", "read_number", "tables"]

_HOMES = {
    "Extraction": "derek.loading",
    "extract": "derek.loading",
    "load": "derek.loading",
    "read_number": "derek.text.numerals",
    "tables": "derek.results",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'derek' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
