"""IOB2 tags to spans."""

import pytest

from derek.tagging.spans import TagSpan, tag_spans


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O O", []),
        ("B-GPE O B-GPE", [(0, 1, "GPE"), (2, 3, "GPE")]),
        ("B-PERSON I-PERSON O", [(0, 2, "PERSON")]),
        ("B-GPE B-GPE", [(0, 1, "GPE"), (1, 2, "GPE")]),
        ("B-GPE I-PERSON", [(0, 1, "GPE"), (1, 2, "PERSON")]),
        ("O I-PERSON I-PERSON", [(1, 3, "PERSON")]),
        ("", []),
    ],
)
def test_spans_count_tokens(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert tag_spans(tags.split()) == [TagSpan(*span) for span in spans]


def test_spans_in_characters() -> None:
    offsets = [(10, 15), (16, 22), (22, 23)]
    assert tag_spans(["B-PERSON", "I-PERSON", "O"], offsets) == [TagSpan(10, 22, "PERSON")]
