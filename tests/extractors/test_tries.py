"""Many words as one pattern."""

import re

from hypothesis import given
from hypothesis import strategies as st

from derek.extractors.tries import branching


def test_shared_beginnings_stand_once() -> None:
    assert branching(["ай", "апта"]) == "а(?:й|пта)"


@given(st.sets(st.text("аби .", min_size=1, max_size=6), min_size=1, max_size=12), st.text("аби .", max_size=8))
def test_matches_the_longest_word_that_begins_a_text(words: set[str], text: str) -> None:
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    match = re.match(branching(words), text)
    assert (match[0] if match else None) == longest
