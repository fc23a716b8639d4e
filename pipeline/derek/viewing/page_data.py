"""What the page holds: an index of the documents to search and filter by, and each document's text and rows."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from derek.errors import UsageError
from derek.joins import ArrowTables, table_or_empty
from derek.schema import columns

if TYPE_CHECKING:
    import pyarrow as pa

LAYERS = ("entities", "quotes", "claims")
MOST_DOCUMENTS = 5000
"""More in one page make it slow to open; the newest are shown, and the page says so."""

_COUNTRY = "iso3166:"
_HIDDEN = frozenset({"doc_id"})

Row = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class PageData:
    """`index`: what the list needs, as JSON values; `documents`: each one's text and rows, in the index's order."""

    index: dict[str, Any]
    documents: tuple[dict[str, Any], ...]


def page_data(tables: ArrowTables, doc: str | None = None) -> PageData:
    """The newest documents of a run, or the one that `doc` names: its id, the start of it, its source or its file name.

    Raises UsageError where no document, or more than one, answers to `doc`.
    """
    every = _documents(tables)
    chosen = every[:MOST_DOCUMENTS] if doc is None else [find_document(every, doc)]
    rows = _rows(tables, [document["doc_id"] for document in chosen])
    index = {
        "columns": {layer: _columns(layer) for layer in LAYERS},
        "total": len(every),
        **_facets(chosen, rows),
    }
    return PageData(index, tuple(_document(document, rows) for document in chosen))


def find_document(documents: Sequence[Row], doc: str) -> Row:
    """The one document that `doc` names. Raises UsageError where none or several do."""
    found = [d for d in documents if _answers(d, doc)]
    if not found:
        raise UsageError(f"no document {doc!r} in this run; give its doc_id, its source or its file name")
    if len(found) > 1:
        several = ", ".join(f"{d['doc_id']} ({d['source']})" for d in found[:3])
        raise UsageError(f"{doc!r} names {len(found)} documents: {several} …; give the doc_id of one")
    return found[0]


def _answers(document: Row, doc: str) -> bool:
    paths = (document["source"], *document["also_at"])
    names = {name for path in paths for name in (path, path.rsplit("/", 1)[-1])}
    return document["doc_id"] == doc or doc in names or (len(doc) >= 6 and document["doc_id"].startswith(doc))


def _documents(tables: ArrowTables) -> list[Row]:
    """Newest first; those without a date last."""
    rows: list[Row] = table_or_empty(tables, "documents").to_pylist()
    return sorted(rows, key=lambda row: (row["published"] is not None, str(row["published"])), reverse=True)


def _rows(tables: ArrowTables, ids: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    return {layer: _by_document(table_or_empty(tables, layer), ids) for layer in LAYERS}


def _by_document(table: pa.Table, ids: Sequence[str]) -> dict[str, list[Row]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in table.filter(pc.is_in(table["doc_id"], value_set=pa.array(ids, pa.string()))).to_pylist():
        grouped[row["doc_id"]].append(row)
    return grouped


def _columns(layer: str) -> list[list[str]]:
    """Name and meaning of each column, as the schema says them."""
    return [[column.name, column.description] for column in columns(layer) if column.name not in _HIDDEN]


def _document(document: Row, rows: Mapping[str, Mapping[str, list[Row]]]) -> dict[str, Any]:
    body = {layer: [_cells(layer, row) for row in rows[layer].get(document["doc_id"], ())] for layer in LAYERS}
    return {"text": document["text"], "warnings": document["warnings"], "also_at": document["also_at"], **body}


def _cells(layer: str, row: Row) -> list[Any]:
    return [_plain(row[column.name]) for column in columns(layer) if column.name not in _HIDDEN]


def _plain(value: Any) -> Any:
    """JSON's own values as they are, a score as its two digits, a date as ISO text."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 6)
    return value.isoformat() if hasattr(value, "isoformat") else value


class _Terms:
    """Words to filter by, each under a number; the most frequent come first in what the page suggests."""

    def __init__(self, per_document: Sequence[Iterable[str]]) -> None:
        sets = [sorted(set(terms)) for terms in per_document]
        counts = Counter(term for terms in sets for term in terms)
        self.words = [term for term, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        number = {term: at for at, term in enumerate(self.words)}
        self.of = [[number[term] for term in terms] for terms in sets]


def _facets(documents: Sequence[Row], rows: Mapping[str, Mapping[str, list[Row]]]) -> dict[str, Any]:
    def terms(layer: str, *names: str) -> _Terms:
        return _Terms([_values(rows[layer].get(d["doc_id"], ()), names) for d in documents])

    facets = {
        "names": terms("entities", "canonical", "text"),
        "speakers": terms("quotes", "speaker", "speaker_text"),
        "countries": _Terms([_countries(rows["entities"].get(d["doc_id"], ())) for d in documents]),
        "metrics": terms("claims", "metric_canonical"),
    }
    heads = [_head(d, rows, [facet.of[at] for facet in facets.values()]) for at, d in enumerate(documents)]
    return {
        "documents": heads,
        **{name: facet.words for name, facet in facets.items()},
        "country_names": _country_names(row for table in rows["entities"].values() for row in table),
    }


def _head(document: Row, rows: Mapping[str, Mapping[str, list[Row]]], facets: list[list[int]]) -> list[Any]:
    published = document["published"].isoformat() if document["published"] else None
    about = [document[name] for name in ("title", "issuer", "issuer_country", "source", "language", "script")]
    counts = [len(rows[layer].get(document["doc_id"], ())) for layer in LAYERS]
    return [document["doc_id"], published, *about, counts, *facets]


def _values(rows: Iterable[Row], names: Sequence[str]) -> Iterator[str]:
    """The first of `names` that a row has a value for."""
    for row in rows:
        value = next((row[name] for name in names if row[name]), None)
        if value:
            yield value


def _countries(rows: Iterable[Row]) -> Iterator[str]:
    return (row["country"] for row in rows if row["country"])


def _country_names(rows: Iterable[Row]) -> dict[str, str]:
    """Alpha-2 → the name under which the documents know the country."""
    named = ((row["id"], row["canonical"]) for row in rows if row["id"] and row["canonical"])
    return {i.removeprefix(_COUNTRY): name for i, name in named if i.startswith(_COUNTRY)}
