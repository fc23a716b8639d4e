"""How documents become chunks."""

from pathlib import Path

from derek.readers.records import Record
from derek.running.manifest import Entry
from derek.running.planning import Chunk, Item, cut, natural


def _items(count: int, size: int = 1000) -> list[Item]:
    return [
        Item(
            Record(f"{n}.txt", Path(f"/in/{n}.txt")),
            Entry(f"{n * 2654435761 % 2**32:08x}" + "0" * 56, f"{n}.txt"),
            size,
        )
        for n in range(1, count + 1)
    ]


def _names(chunks: list[Chunk]) -> list[str]:
    return [chunk.name for chunk in chunks]


def test_numbers_in_names_count_as_numbers() -> None:
    assert sorted(["a10.txt", "a9.txt", "b#2", "a9.jsonl#10", "a9.jsonl#9"], key=natural) == [
        "a9.jsonl#9",
        "a9.jsonl#10",
        "a9.txt",
        "a10.txt",
        "b#2",
    ]


def test_chunks_keep_the_order_and_lose_nothing() -> None:
    items = _items(1000)
    chunks = list(cut(items, "v"))
    assert [item for chunk in chunks for item in chunk.items] == items
    assert max(len(chunk.items) for chunk in chunks) <= 128


def test_a_large_document_ends_its_chunk() -> None:
    chunks = list(cut([*_items(2), *_items(1, size=2**21), *_items(1)], "v"))
    assert next(len(chunk.items) for chunk in chunks) == 3


def test_a_document_more_changes_few_chunks() -> None:
    items = _items(2000)
    before, after = (
        _names(list(cut(items, "v"))),
        _names(list(cut([*items[:700], *_items(3000)[-1:], *items[700:]], "v"))),
    )
    assert len(set(before) - set(after)) <= 3


def test_another_version_has_other_names() -> None:
    items = _items(300)
    assert not set(_names(list(cut(items, "v")))) & set(_names(list(cut(items, "w"))))
