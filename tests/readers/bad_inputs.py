"""Writes bad inputs, the same ones for the same seed; by hand: `python tests/readers/bad_inputs.py FOLDER 1000`."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import struct
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

Made = tuple[str, bytes]
"""A file's name and its bytes."""

_WORDS = [
    *("Үкімет", "отырысында", "көктемгі", "егіс", "жұмыстарының", "барысы", "қаралды", "министр", "өңір", "әкімдері"),
    *(
        "2025 жылы",
        "3,5 миллиард теңге",
        "бөлінді",
        "«Мектеп» ұлттық жобасы",
        "12 пайызға",
        "артты",
        "– деді",
        "атап өтті",
    ),
    *("Қасым-Жомарт Тоқаев", "Астана", "қаласында", "бойынша", "мәселені"),
]
_RUSSIAN = "Правительство утвердило план развития регионов, министр сообщил об этом на заседании в столице.\n"
_LEGACY = ("kz1048", "ptcp154", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "koi8-r", "cp866", "utf-7")


def release(rng: random.Random, paragraphs: int = 4) -> str:
    """A release of nonsense in Kazakh words: a title and paragraphs."""
    lines = (" ".join(rng.choices(_WORDS, k=rng.randint(3, 30))) + "." for _ in range(paragraphs + 1))
    return "\n".join(lines)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _spoilt(data: bytes, rng: random.Random) -> bytes:
    """Some bytes overwritten."""
    spoilt = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def _lines(rng: random.Random) -> bytes:
    rows = ({"title": release(rng, 0), "text": release(rng), "date": "2026-03-04"} for _ in range(rng.randint(1, 6)))
    return "\n".join(json.dumps(row, ensure_ascii=rng.random() < 0.5) for row in rows).encode()


def _table(rng: random.Random) -> bytes:
    rows = (f'"{release(rng, 0)}";"{release(rng)}";04.03.2026' for _ in range(rng.randint(1, 6)))
    return "\n".join(["title;text;date", *rows]).encode(
        rng.choice(["utf-8", "utf-8-sig", "kz1048", "utf-16"]), "replace"
    )


def _page(rng: random.Random) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in release(rng, 8).split("\n"))
    return f"<!DOCTYPE html><html><head><title>{release(rng, 0)}</title></head><body>{body}</body></html>".encode()


def _parquet(rng: random.Random) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = rng.randint(1, 20)
    columns = rng.choice(
        [
            {"text": [release(rng) for _ in range(count)], "date": [20_000] * count},
            {"text": list(range(count))},
            {"text": [None] * count},
            {"n": list(range(count))},
            {"text": [[release(rng), release(rng)]] * count},
            {"text": [{"a": 1}] * count},
            {"text": [release(rng).encode()] * count},
        ]
    )
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, compression=rng.choice(["none", "snappy", "zstd"]), row_group_size=7)
    return sink.getvalue()


def _zip(members: Iterable[Made]) -> bytes:
    sink = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in members:
            info = zipfile.ZipInfo(name)  # dated 1980: given a bare name, zipfile takes the time of day
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def truncated_text(rng: random.Random) -> Made:
    return "truncated.txt", _cut(release(rng).encode(), rng)


def legacy_text(rng: random.Random) -> Made:
    return "legacy.txt", _spoilt(release(rng).encode(rng.choice(_LEGACY), "replace"), rng)


def mixed_encodings(rng: random.Random) -> Made:
    parts = [release(rng, 1).encode(rng.choice(_LEGACY), "replace") for _ in range(rng.randint(2, 5))]
    return "mixed.txt", b"\n".join(parts)


def misread_text(rng: random.Random) -> Made:
    text = release(rng).encode(rng.choice(["kz1048", "utf-8"]), "replace")
    return "misread.txt", text.decode(rng.choice(["cp1251", "latin-1", "cp866"]), "replace").encode()


def binary(rng: random.Random) -> Made:
    return f"binary{rng.choice(['.txt', '.html', '.jsonl', '.csv', '.gz', '.zip', '.parquet', '.json', '.mht', ''])}", (
        rng.choice([b"", b"%PDF-1.7", b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1", b"\xff\xfe", b"\xff\xd8\xff"])
        + rng.randbytes(rng.randint(0, 3000))
    )


def nothing(rng: random.Random) -> Made:
    endings = [".txt", ".html", ".jsonl", ".csv", ".gz", ".zip", ".parquet", ".json", ".mhtml", ""]
    return f"nothing{rng.choice(endings)}", rng.choice([b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\n", b"\0"])


def nuls(rng: random.Random) -> Made:
    text = release(rng).encode()
    at = rng.randrange(len(text))
    return f"nuls{rng.choice(['.txt', '.html', '.csv', '.jsonl'])}", text[:at] + b"\0" * rng.randint(1, 9) + text[at:]


def surrogates(rng: random.Random) -> Made:
    if rng.random() < 0.5:
        return "surrogates.jsonl", b'{"text": "' + release(rng, 0).encode() + b' \\ud800 \\udfff \\ud83d\\ude00"}'
    return "surrogates.txt", release(rng).encode() + "\ud800\udc00\udfff".encode("utf-8", "surrogatepass")


def odd_characters(rng: random.Random) -> Made:
    text = "".join(chr(rng.choice([rng.randrange(0xD800), rng.randrange(0x300, 0x530)])) for _ in range(2000))
    return f"odd{rng.choice(['.txt', '.html'])}", (text + "\u0301" * 500 + "\u202e" + text).encode()


def many_paragraphs(rng: random.Random) -> Made:
    return "paragraphs.txt", release(rng, rng.choice([100, 1000, 10_000])).encode()


def one_line(rng: random.Random) -> Made:
    unit = rng.choice(
        ["а", "қ ", "Қазақстан ", "1 000 ", "«", "- ", "<p>", "а" * 50 + "-", "{", "\u0301", "a.b.", "((("]
    )
    return f"line{rng.choice(['.txt', '.html', '.jsonl', '.csv'])}", (unit * (200_000 // len(unit))).encode()


def deep_page(rng: random.Random) -> Made:
    depth = rng.choice([100, 1000, 50_000])
    tag = rng.choice(["div", "span", "table", "ul", "b", "blockquote", "p", "a", "font"])
    close = f"</{tag}>" * rng.choice([0, depth])
    return "deep.html", f"<html><body>{f'<{tag}>' * depth}{release(rng)}{close}</body></html>".encode()


def broken_page(rng: random.Random) -> Made:
    noise = rng.choice(
        ["<script>", "<!--", "<p class='", "&#x110000;&#0;", "<" * 5000, '<a href="', "]]>", "<style>", "&" * 5000]
    )
    page = _page(rng)
    at = rng.randrange(len(page))
    return "broken.html", rng.choice([page[:at] + noise.encode() + page[at:], _cut(page, rng), _spoilt(page, rng)])


def bad_json_lines(rng: random.Random) -> Made:
    lines = _lines(rng).split(b"\n")
    bad = [
        b"{",
        b"[]",
        b"null",
        b'{"text": 1}',
        b'{"text": null}',
        b'{"no": ""}',
        b"[" * 100_000,
        b'{"text": "\x00"}',
        b"\xff\xfe",
    ]
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(bad))
    return rng.choice(["bad.jsonl", "bad.json", "bad"]), b"\n".join(lines)


def bad_table(rng: random.Random) -> Made:
    table = _table(rng)
    return rng.choice(["bad.csv", "bad.tsv"]), rng.choice(
        [_cut(table, rng), _spoilt(table, rng), table.replace(b'"', b"", 3)]
    )


def bad_parquet(rng: random.Random) -> Made:
    table = _parquet(rng)
    return "bad.parquet", rng.choice([table, _cut(table, rng), _spoilt(table, rng)])


def bad_gzip(rng: random.Random) -> Made:
    inner = rng.choice([b".txt", b".jsonl", b".csv", b".parquet", b".html", b".zip"]).decode()
    packed = gzip.compress(rng.choice([_lines, _table, _page, _parquet])(rng), mtime=0)
    return f"bad{inner}.gz", rng.choice([_cut(packed, rng), _spoilt(packed, rng), gzip.compress(packed, mtime=0)])


def bad_zip(rng: random.Random) -> Made:
    good = ("good.txt", release(rng).encode())
    names = [
        "../out.txt",
        "/etc/out.txt",
        "a/../../out.txt",
        "..\\out.txt",
        "C:\\out.txt",
        " ",
        "good.txt",
        "\u202e.txt",
        "a" * 300,
    ]
    packed = _zip(
        [good, (rng.choice(names), release(rng).encode()), ("in.zip", _zip([good])), ("in.jsonl", _lines(rng))]
    )
    return "bad.zip", rng.choice([packed, _cut(packed, rng), _spoilt(packed, rng), _encrypted(packed), _lying(packed)])


def _encrypted(packed: bytes) -> bytes:
    """The same archive, of which all members say that they are encrypted."""
    spoilt = bytearray(packed)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = spoilt.find(magic)
        while at >= 0:
            spoilt[at + flags] |= 1
            at = spoilt.find(magic, at + 4)
    return bytes(spoilt)


def _lying(packed: bytes) -> bytes:
    """The same archive, whose first member says that it is small."""
    spoilt = bytearray(packed)
    at = spoilt.find(b"PK\x01\x02")
    spoilt[at + 24 : at + 28] = struct.pack("<I", 3)
    return bytes(spoilt)


def bomb(rng: random.Random) -> Made:
    zeros = gzip.compress(rng.choice([b"\0", b" ", b"a", b"\n", b"{"]) * 90_000_000, 1, mtime=0)
    name = rng.choice(["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.json.gz"])
    return rng.choice([(name, zeros), ("bomb.zip", _zip([("a.jsonl.gz", zeros), ("b.txt", release(rng).encode())]))])


def nested(rng: random.Random) -> Made:
    data = release(rng).encode()
    for _ in range(rng.randint(3, 12)):
        data = _zip([("in.zip", data)]) if rng.random() < 0.5 else gzip.compress(data, mtime=0)
    return rng.choice(["nested.zip", "nested.gz"]), data


def odd_name(rng: random.Random) -> Made:
    name = rng.choice(
        ["жаңа\nжол.txt", "a#b.txt", "a b.txt", os.fsdecode(b"\xef\xff.txt"), "x" * 200 + ".txt", "%2e.txt", "-"]
    )
    return name, release(rng).encode()


def languages(rng: random.Random) -> Made:
    return "mixed-languages.txt", (release(rng) + "\n" + _RUSSIAN * rng.randint(1, 20)).encode()


KINDS: tuple[Callable[[random.Random], Made], ...] = (
    *(truncated_text, legacy_text, mixed_encodings, misread_text, binary, nothing, nuls, surrogates, odd_characters),
    *(many_paragraphs, one_line, deep_page, broken_page, bad_json_lines, bad_table, bad_parquet, bad_gzip, bad_zip),
    *(nested, odd_name, languages),
)
RARE: tuple[Callable[[random.Random], Made], ...] = (bomb,)
"""Kinds that cost a second each: one input of 50."""


def write_bad_inputs(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Writes `count` bad inputs, each into a folder of its own, so that no name meets another; returns their paths."""
    rng = random.Random(seed)
    paths = []
    for number in range(count):
        make = rng.choice(RARE if number % 50 == 49 else KINDS)
        name, data = make(rng)
        path = folder / f"{number:04}" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


def write_huge_line(folder: Path, megabytes: int) -> list[Path]:
    """One line of so many megabytes, as text, as a page, and as JSON Lines after a line that is in order."""
    text = "Қазақстан " * (megabytes * 2**20 // 19)
    good = json.dumps({"text": release(random.Random(0))})
    made = {"huge.txt": text, "huge.html": f"<p>{text}</p>", "huge.jsonl": f'{good}\n{{"text": "{text}"}}\n{good}\n'}
    for name, content in made.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in made]


if __name__ == "__main__":
    write_bad_inputs(Path(sys.argv[1]), int(sys.argv[2]))
