"""Many words as one pattern that branches letter by letter, so that a word of another beginning fails at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def branching(words: Iterable[str]) -> str:
    """Words → a pattern for the standard `re`, which tries the longest first; «ай», «апта» → `а(?:й|пта)`."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _written(root)


def _written(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _written(node[letter]) for letter in sorted(node) if letter]
    if not branches:
        return ""
    body = f"(?:{'|'.join(branches)})" if len(branches) > 1 or "" in node else branches[0]
    return f"{body}?" if "" in node else body
