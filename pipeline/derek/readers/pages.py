"""Web pages as browsers save them → title, date, main text, by trafilatura; all visible text where it finds none."""

from __future__ import annotations

import email
import email.policy
import html
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from derek.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

ALL_TEXT = "no main text was found in the page; all its visible text was taken"

_CHARSET = regex.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", regex.IGNORECASE)
_TAG = regex.compile(r"<[!/?a-zA-Z][^<>]*+>")
_INLINED = regex.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=%]*+", regex.IGNORECASE)
"""Pictures and fonts that a page saved as one file carries in itself."""
_LARGEST = 2_000_000
"""Characters of a page that is searched for its main text; a page of links alone takes 9 seconds a million."""
_NAME = regex.compile(r"</?([a-z][a-z0-9]*)", regex.IGNORECASE)
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q", "s"}
_INLINE |= {"small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "select", "textarea", "iframe", "object"}
_BLOCKS = {"p", "head", "item", "row", "lb", "ab", "quote", "code"}
"""Of trafilatura's tree, which has fewer tags than a page."""
_LATEST = "2100-01-01"
"""Of dates looked for: a fixed day, as htmldate's own, today, would make a run depend on when it is."""


class Page(NamedTuple):
    """What a page says; the date as written there."""

    text: str
    title: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's head names, if any."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def unpack_mhtml(data: bytes) -> bytes:
    """A page saved as one file (MHTML) → the bytes of its HTML. Raises ReadError where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                return payload
    raise ReadError("no web page in this MHTML file; save the page again, as HTML")


def page_of(source: str) -> Page:
    """HTML → its main text, a paragraph a line. Raises ReadError where nothing is visible."""
    source = _INLINED.sub("", source)
    page = (_main(source) if len(source) <= _LARGEST else None) or _all(source)
    if not page.text.strip():
        raise ReadError("the page shows no text (it may be built by scripts); save what the browser shows as text")
    return page


def _main(source: str) -> Page | None:
    """What trafilatura finds; None for nothing, also where it fails."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    dates = {"original_date": True, "extensive_search": False, "max_date": _LATEST}
    try:
        found: Any = trafilatura.bare_extraction(
            source, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
        text = "\n".join(_lines(found.body)) if found is not None else ""
    except Exception:  # noqa: BLE001 - a page that breaks the parsers still has text
        return None
    return Page(text, found.title, found.date) if text.strip() else None


def _lines(body: _Element) -> Iterator[str]:
    """Paragraphs, headings, list items («• …») and table rows (cells parted by tabs) in their order."""
    for line in _flow(body).split("\n"):
        if line.strip(" \t•"):
            yield line.strip(" \t")


def _flow(body: _Element) -> str:
    """The text of a tree with breaks around its blocks; by events, as pages may be deep."""
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            parts.append({"item": "\n• ", "cell": ""}.get(tag, "\n" if tag in _BLOCKS else ""))
            parts.append(_squeezed(element.text))
        else:
            parts.append({"cell": "\t"}.get(tag, "\n" if tag in _BLOCKS else ""))
            parts.append(_squeezed(element.tail) if element is not body else "")
    return regex.sub(r"• \n++", "• ", "".join(parts))


def _squeezed(text: str | None) -> str:
    """White space as browsers show it: any run of it is one space."""
    return regex.sub(r"[ \t\r\n\f]++", " ", text) if text else ""


def _all(source: str) -> Page:
    """All visible text, without a tree: nothing can be too deep or too broken for it."""
    parts: list[str] = []
    unseen, at = "", 0
    source = _without_comments(source)
    for tag in _TAG.finditer(source):
        if not unseen:
            parts.append(_squeezed(source[at : tag.start()]))
        name = found[1].lower() if (found := _NAME.match(tag.group())) else ""
        if unseen:
            unseen = "" if tag.group().startswith("</") and name == unseen else unseen
        elif name in _UNSEEN and not tag.group().startswith("</"):
            unseen = name
        parts.append("" if unseen or name in _INLINE else "\n")
        at = tag.end()
    parts.append("" if unseen else _squeezed(source[at:]))
    lines = (line.strip() for line in html.unescape("".join(parts)).split("\n"))
    return Page("\n".join(line for line in lines if line), _title(source), None, (ALL_TEXT,))


def _without_comments(source: str) -> str:
    parts, at = [], 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        parts.append(source[at:start])
        at = end + 3
    return "".join([*parts, source[at:]])


def _title(source: str) -> str | None:
    found = regex.search(r"<title[^<>]{0,200}>([^<]{1,500})", source[:20_000], regex.IGNORECASE)
    return " ".join(html.unescape(found[1]).split()) or None if found else None
