"""Files that are no text, known by their first bytes, so that the user is told what they are."""

from __future__ import annotations

from derek.errors import ReadError

_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"GIF8": "a GIF image",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}
_TAR = 257
"""Where a tar archive says «ustar»."""


def refuse_binary(data: bytes) -> None:
    """Raises ReadError, naming the format, where the bytes are of a kind that holds no plain text."""
    kind = next((kind for magic, kind in _SIGNATURES.items() if data.startswith(magic)), None)
    if data[_TAR : _TAR + 5] == b"ustar":
        kind = "a tar archive"
    if kind:
        raise ReadError(f"{kind}, not text; unpack it, or save the release as UTF-8 text or as a web page")
