"""Whose span stands when Stanza and derek's model both speak, and whose name the row bears. No Stanza needed."""

from collections.abc import Callable

from derek.backends.stanza_names import beside, credited
from derek.extractors.names import NameFinder
from derek.knowledge import Knowledge
from derek.text.page import Page

TEXT = "Жиында Айдос Серіков сөз сөйледі, Қазақстан Президенті Қасым-Жомарт Тоқаев қатысты."


def test_stanzas_span_stands_and_derek_fills_in_where_it_marks_nothing() -> None:
    stanza = [(7, 20, "PERSON")]
    own = [(7, 12, "GPE"), (34, 43, "GPE")]
    assert beside(stanza, own) == [(7, 20, "PERSON"), (34, 43, "GPE")]
    assert beside([], own) == own
    assert beside(stanza, []) == stanza


def test_rows_made_from_stanzas_spans_say_so_and_knowledge_comes_first(
    knowledge: Knowledge, make_page: Callable[..., Page]
) -> None:
    start = TEXT.index("Айдос")
    president = TEXT.index("Қасым")
    stanza = [
        (start, start + len("Айдос Серіков"), "PERSON"),
        (president, president + len("Қасым-Жомарт Тоқаев"), "ORGANISATION"),
    ]
    page = make_page(TEXT)
    rows = {row.text: row for row in credited(NameFinder(knowledge).find(page, stanza), stanza)}
    assert (rows["Айдос Серіков"].resolved_by, rows["Айдос Серіков"].rule) == ("stanza", "stanza")
    known = rows["Қасым-Жомарт Тоқаев"]
    assert (known.label, known.id) == ("LEADER", "person:kassym-jomart-tokayev")
    assert known.resolved_by != "stanza"
