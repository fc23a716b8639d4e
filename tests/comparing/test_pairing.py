"""Which row is which: equal rows, the same characters, an overlap; and what counts as altered."""

from typing import Any

from derek.comparing.pairing import Row, differences, pair


def entity(start: int, text: str, label: str = "PERSON", **more: Any) -> Row:
    row = {"doc_id": "d", "entity_id": 0, "sent_id": 0, "start_char": start, "end_char": start + len(text)}
    return {**row, "text": text, "label": label, "mention": "name", "canonical": None, **more}


def test_a_row_more_renumbers_the_others_and_alters_none() -> None:
    old = [entity(5, "Астана", "CITY", entity_id=0), entity(20, "Олжас", entity_id=1)]
    new = [
        entity(5, "Астана", "CITY", entity_id=0),
        entity(12, "Алматы", "CITY", entity_id=1),
        entity(20, "Олжас", entity_id=2),
    ]
    pairs = pair("entities", old, new)
    assert (pairs.gone, [row["text"] for row in pairs.new]) == ([], ["Алматы"])
    assert [differences("entities", one, other) for one, other in pairs.both] == [{}, {}]


def test_another_label_on_the_same_characters_is_an_altered_row() -> None:
    old, new = entity(5, "Тоқаев"), entity(5, "Тоқаев", "LEADER", canonical="Қасым-Жомарт Тоқаев")
    ((one, other),) = pair("entities", [old], [new]).both
    assert differences("entities", one, other) == {
        "label": ("PERSON", "LEADER"),
        "canonical": (None, "Қасым-Жомарт Тоқаев"),
    }


def test_moved_borders_are_an_altered_row_and_the_larger_overlap_wins() -> None:
    old = [entity(10, "Абай атындағы университет", "ORGANISATION")]
    new = [entity(10, "Абай"), entity(15, "атындағы университет", "ORGANISATION")]
    pairs = pair("entities", old, new)
    assert [other["start_char"] for _, other in pairs.both] == [15]
    assert [row["text"] for row in pairs.new] == ["Абай"]


def test_rows_apart_are_gone_and_new() -> None:
    pairs = pair("entities", [entity(0, "Абай")], [entity(50, "Абай")])
    assert (len(pairs.gone), len(pairs.new), pairs.both) == (1, 1, [])


def test_in_a_changed_text_the_words_count_and_not_where_they_stand() -> None:
    old = [entity(0, "Абай"), entity(30, "Абай"), entity(40, "Семей", "CITY")]
    new = [entity(9, "Абай"), entity(39, "Абай", "ART")]
    pairs = pair("entities", old, new, same_text=False)
    assert [row["text"] for row in pairs.gone] == ["Семей"]
    told = [differences("entities", one, other, same_text=False) for one, other in pairs.both]
    assert told == [{}, {"label": ("PERSON", "ART")}]


def test_a_reference_counts_as_to_whether_it_is_there() -> None:
    old, new = ({"doc_id": "d", "claim_id": n, "start_char": 3, "end_char": 5, "quote_id": n} for n in (1, 2))
    assert differences("claims", old, new) == {}
    assert differences("claims", old, {**new, "quote_id": None}) == {"quote_id": (1, None)}
