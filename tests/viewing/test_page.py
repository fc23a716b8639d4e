"""The page of `derek view`: what it holds, and how it behaves in a browser."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from derek.errors import UsageError
from derek.schema import Claim, Document, Entity, Part, Place, Quote, Row, to_table
from derek.viewing.page import place, render, to_data
from derek.viewing.page_data import find_document, page_data

FIRST = "00000000000000aa"
SECOND = "00000000000000bb"
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=document.title='broken'><!--"


class Rows:
    """Hand-built rows in the place of a run's tables."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows

    def arrow(self, name: str) -> pa.Table:
        kinds = {"documents": Document, "entities": Entity, "quotes": Quote, "claims": Claim}
        return to_table(name, [row for row in self.rows if type(row) is kinds[name]])


def document(doc_id: str, text: str, **columns: Any) -> Document:
    known = {"source": f"{doc_id}.txt", "sha256": doc_id * 4, "title": text.split("\n")[0], "issuer_country": "KZ"}
    return Document(doc_id=doc_id, text=text, language="kk", script="Cyrl", **{**known, **columns})


def at(text: str, words: str) -> dict[str, int]:
    return {"start_char": text.index(words), "end_char": text.index(words) + len(words)}


# The emoji takes two units of a script's strings but one code point: every offset after it would shift.
TEXT = (
    "Сауда туралы 🌾\n– Былтыр Қазақстан экспорты 11,5 миллиард долларға жетті, – деді Қасым-Жомарт Тоқаев.\n" + HOSTILE
)
SPOKEN = "Былтыр Қазақстан экспорты 11,5 миллиард долларға жетті"
ROWS = (
    document(FIRST, TEXT, published=dt.date(2025, 11, 16), source="a/first.txt"),
    document(SECOND, "Ауа райы\nАстанада күн жылы.", published=dt.date(2026, 1, 5)),
    Entity(doc_id=FIRST, entity_id=0, sent_id=1, text="Қазақстан", label="COUNTRY", canonical="Қазақстан",
           id="iso3166:KZ", country="KZ", rule="known_place", **at(TEXT, "Қазақстан")),
    Entity(doc_id=FIRST, entity_id=1, sent_id=1, text="Қасым-Жомарт Тоқаев", label="LEADER",
           canonical="Қасым-Жомарт Тоқаев", country="KZ", rule="known_person", **at(TEXT, "Қасым-Жомарт Тоқаев")),
    Quote(doc_id=FIRST, quote_id=0, sent_id=1, text=SPOKEN, kind="direct", layout="dash", cue="деді",
          parts=(Part(TEXT.index(SPOKEN), TEXT.index(SPOKEN) + len(SPOKEN)),), speaker="Қасым-Жомарт Тоқаев",
          rule="dash_turn", **at(TEXT, SPOKEN)),
    Claim(doc_id=FIRST, claim_id=0, sent_id=1, text="11,5 миллиард долларға", kind="money", value=11.5e9,
          unit="iso4217:USD", metric="экспорты", metric_start=TEXT.index("экспорты"),
          metric_end=TEXT.index("экспорты") + 8, metric_canonical="export", places=(Place("Қазақстан", "iso3166:KZ"),),
          rule="number_money", **at(TEXT, "11,5 миллиард долларға")),
    Entity(doc_id=SECOND, entity_id=0, sent_id=1, text="Астанада", label="CITY", canonical="Астана", country="KZ",
           start_char=9, end_char=17, rule="known_place"),
)  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "view.html"
    path.write_text("".join(render(page_data(Rows(*ROWS)))), encoding="utf-8")
    return path


# ---- what it holds


def test_the_newest_document_comes_first() -> None:
    assert [head[0] for head in page_data(Rows(*ROWS)).index["documents"]] == [SECOND, FIRST]


@pytest.mark.parametrize("name", [FIRST, "a/first.txt", "first.txt"])
def test_a_document_is_found_by_id_source_or_file_name(name: str) -> None:
    assert [head[0] for head in page_data(Rows(*ROWS), name).index["documents"]] == [FIRST]


@pytest.mark.parametrize(("name", "says"), [("nothing.txt", "no document"), ("000000", "names 2 documents")])
def test_a_name_of_none_or_several_documents_is_refused(name: str, says: str) -> None:
    documents = Rows(*ROWS).arrow("documents").to_pylist()
    with pytest.raises(UsageError, match=says):
        find_document(documents, name)


def test_no_text_ends_the_data() -> None:
    data = to_data({"text": HOSTILE + "\u2028&"})
    assert not set("<>&\u2028") & set(data)
    assert json.loads(data) == {"text": HOSTILE + "\u2028&"}


def test_the_page_asks_no_network(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not [mark for mark in ("http://", "https://", "src=\"", "@import", "url(") if mark in text]  # fmt: skip


def test_a_row_has_an_address(page: Path) -> None:
    assert place(page, FIRST, "claims", 0).endswith(f"view.html#/{FIRST}/claims/0")


# ---- how it behaves


def test_a_release_cannot_run_a_script(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}")
    assert browser.run("document.title") == "Сауда туралы 🌾"
    assert browser.run("document.images.length") == 0
    assert browser.run("byId('text').textContent") == TEXT


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("f-name", "тоқаев", [FIRST]),
        ("f-name", "", [SECOND, FIRST]),
        ("f-speaker", "Тоқаев", [FIRST]),
        ("f-words", "күн жылы", [SECOND]),
        ("f-words", "САУДА", [FIRST]),
        ("f-words", "жоқсөз", []),
        ("f-from", "2026-01-01", [SECOND]),
        ("f-to", "2025-12-31", [FIRST]),
    ],
)
def test_the_list_is_filtered(browser: Any, page: Path, field: str, value: str, left: list[str]) -> None:
    browser.open(page)
    browser.run(f"byId('{field}').value = {json.dumps(value)}; refresh()")
    assert browser.run("[...document.querySelectorAll('#list a')].map(a => a.hash.slice(2))") == left


@pytest.mark.parametrize(("field", "option"), [("f-metric", "export"), ("f-country", "Қазақстан (KZ)")])
def test_a_choice_is_offered_by_name(browser: Any, page: Path, field: str, option: str) -> None:
    browser.open(page)
    assert option in browser.run(f"[...byId('{field}').options].map(o => o.text)")


def test_marks_overlap_and_stand_where_the_offsets_say(browser: Any, page: Path) -> None:
    """The country stands inside the quotation; the emoji before both moves neither."""
    browser.open(page, f"#/{FIRST}")
    covered = "[...document.querySelectorAll('.m')].filter(m => m.dataset.rows.split(' ').includes(key))"
    marked = f"key => {covered}.map(m => m.textContent).join('')"
    assert browser.run(f"['e0', 'e1', 'q0', 'c0'].map({marked})") == [
        "Қазақстан",
        "Қасым-Жомарт Тоқаев",
        SPOKEN,
        "11,5 миллиард долларға",
    ]
    assert browser.run("document.querySelector('.m.e.place').dataset.rows") == "e0 q0"


def test_the_keyboard_shows_each_mark(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}")
    browser.key("j")
    assert "direct quotation" in browser.run("byId('card').textContent")
    assert "Қасым-Жомарт Тоқаев" in browser.run("document.querySelector('#card .says').textContent")
    browser.key("j")
    assert browser.run("document.querySelector('#card h3').textContent") == "COUNTRY"
    browser.key("Enter")
    assert browser.run("location.hash") == f"#/{FIRST}/entities/0"
    browser.key("Escape")
    assert browser.run("byId('card').children.length") == 0


def test_a_tap_shows_every_column(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}")
    browser.run("document.querySelector('.m.c').click()")
    shown = browser.run("document.querySelector('#card section').textContent")
    for value in ("11 500 000 000 iso4217:USD", "export", "Қазақстан (iso3166:KZ)", "number_money", "empty: low, high"):
        assert value.replace(" ", "\u00a0", 3 if value.startswith("11") else 0) in shown
    assert browser.run("document.querySelector('.near').textContent") == "экспорты"


def test_a_table_row_scrolls_to_its_place(browser: Any, page: Path) -> None:
    browser.size(800, 300)
    browser.open(page, f"#/{FIRST}")
    browser.run("scrollTo(0, 99999); byId('row-c0').click()")
    place = browser.run("(r => [r.top, r.bottom])(document.querySelector('.m.on').getBoundingClientRect())")
    assert 0 <= place[0] < place[1] <= 300


def test_a_row_opens_from_its_address(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}/claims/0")
    assert browser.run("document.activeElement.textContent") == "11,5 миллиард долларға"


def test_a_layer_is_hidden_and_comes_back_with_its_row(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}")
    browser.run("document.querySelector('#layers input[value=c]').click()")
    browser.run("document.querySelector('.m.c').click()")
    assert "claim" not in browser.run("document.querySelector('#card h3').textContent")
    browser.run("byId('row-c0').click()")
    assert browser.run("document.querySelector('#layers input[value=c]').checked")


def test_a_phone_needs_no_sideways_scrolling(browser: Any, page: Path) -> None:
    browser.size(375, 740, phone=True)
    for address in ("", f"#/{FIRST}/claims/0"):
        browser.open(page, address)
        assert browser.run("document.documentElement.scrollWidth") == 375


def test_dark_follows_the_system(browser: Any, page: Path) -> None:
    browser.open(page)
    light = browser.run("getComputedStyle(document.body).backgroundColor")
    browser.prefer("dark")
    assert browser.run("getComputedStyle(document.body).backgroundColor") != light


def test_print_leaves_the_controls_out(browser: Any, page: Path) -> None:
    browser.open(page, f"#/{FIRST}/claims/0")
    browser.prefer("light", "print")
    assert browser.run("['card', 'back'].map(id => getComputedStyle(byId(id).closest('nav') || byId(id)).display)") == [
        "none",
        "none",
    ]


def test_two_thousand_documents_open_and_filter_at_once(browser: Any, tmp_path: Path) -> None:
    body = "Қазақстан экспорты туралы. " * 150
    many = [document(f"{n:016x}", f"Тақырып {n}\n{body}", published=dt.date(2025, 1, 1)) for n in range(2000)]
    names = [
        Entity(doc_id=d.doc_id, entity_id=n, sent_id=1, start_char=20 + 27 * n, end_char=29 + 27 * n, text="Қазақстан",
               label="COUNTRY", canonical="Қазақстан", rule="known_place")
        for d in many for n in range(20)
    ]  # fmt: skip
    path = tmp_path / "many.html"
    path.write_text("".join(render(page_data(Rows(*many, *names)))), encoding="utf-8")
    browser.open(path)
    assert browser.run("+document.documentElement.dataset.ready") < 2000
    assert browser.run("document.querySelectorAll('#list li').length") < 200
    browser.run("heads.forEach((_, at) => textOf(at)); byId('f-words').value = 'тақырып 1999'")
    assert browser.run("(began => { refresh(); return performance.now() - began })(performance.now())") < 250
    assert browser.run("byId('count').textContent") == "1 of 2000"
