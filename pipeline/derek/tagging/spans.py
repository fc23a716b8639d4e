"""Tags to spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class TagSpan(NamedTuple):
    """One entity: [start, end) and its class. Units are those of the offsets given: characters, or token numbers."""

    start: int
    end: int
    label: str


def tag_spans(tags: Sequence[str], offsets: Sequence[tuple[int, int]] | None = None) -> list[TagSpan]:
    """The entities that IOB2 `tags` describe, in order.

    `offsets` gives (start, end) of each token in the text; without it the spans count tokens. An I- that continues
    nothing of its class begins an entity, as in conlleval.
    """
    found: list[TagSpan] = []
    previous = "O"
    for place, tag in enumerate(tags):
        start, end = offsets[place] if offsets is not None else (place, place + 1)
        if tag.startswith("I-") and previous[2:] == tag[2:]:
            found[-1] = found[-1]._replace(end=end)
        elif tag != "O":
            found.append(TagSpan(start, end, tag[2:]))
        previous = tag
    return found
