"""`derek view`: one self-contained page of a run's documents, with names, quotations and claims marked in their text.

The page works from a file and asks no network: its policy allows no address at all and no script but its own. What the
releases say reaches it as JSON data that cannot end its element, and is shown as text nodes alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from derek import __version__
from derek.results import Tables
from derek.viewing.page_data import MOST_DOCUMENTS, PageData, page_data

PAGE = "view.html"
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_page(out: Path, doc: str | None = None, to: Path | None = None) -> Path:
    """Writes the page of the run in `out` and returns where: `to`, else `OUT/view.html` (`view-<doc_id>.html` of one).

    `doc`: one document by its id, the start of it, its source or its file name. Raises RunError where `out` holds no
    finished run, UsageError where `doc` names none or several.
    """
    data = page_data(Tables(out), doc)
    name = PAGE if doc is None else f"view-{data.index['documents'][0][0]}.html"
    path = to or out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.tmp")
    with staged.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(render(data))
    return staged.replace(path)


def place(page: Path, doc_id: str, table: str | None = None, row: int | None = None) -> str:
    """The address of a document on a written page, or of one row: `place(page, doc_id, "claims", 3)`."""
    inside = "/".join(quote(str(part)) for part in (doc_id, table, row) if part is not None)
    return f"{page.resolve().as_uri()}#/{inside}"


def render(data: PageData) -> Iterator[str]:
    """The page, piece by piece: the list and the script come first, so that it shows before the documents are read."""
    script, style = _resource("page.js"), _resource("page.css")
    frame = _resource("page.html")
    frame = frame.replace("{{policy}}", _policy(script, style)).replace("{{version}}", __version__)
    head, tail = frame.split("{{documents}}")
    index = to_data({**data.index, "most": MOST_DOCUMENTS})
    yield _fill(head, {"{{style}}": style, "{{index}}": index, "{{script}}": script})
    for number, document in enumerate(data.documents):
        yield f'<script type="application/json" id="d{number}">{to_data(document)}</script>\n'
    yield tail


def to_data(value: Any) -> str:
    """JSON that no text can break out of: `</script>`, `<!--` and line separators are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def _fill(frame: str, values: dict[str, str]) -> str:
    """Each mark is filled once, in the frame alone: a value that holds another mark's name stays as it is."""
    pieces = [frame]
    for mark, value in values.items():
        before, after = pieces.pop().split(mark, 1)
        pieces += [before, value, after]
    return "".join(pieces)


def _policy(script: str, style: str) -> str:
    own = f"script-src {_hash(script)}; style-src {_hash(style)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def _resource(name: str) -> str:
    return (files("derek.viewing") / name).read_text(encoding="utf-8")
