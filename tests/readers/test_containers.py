import gzip
import hashlib
import io
import json
import pickle
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from derek.errors import ReadError
from derek.readers import handles
from derek.readers.sources import ReadOptions, Record, Unreadable, find_records
from derek.schema import Document

Listed = Callable[..., list[str]]
ReadAll = Callable[..., dict[str, Document]]


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    yield
    handles.let_go()


def zipped(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def lines(body: str, count: int = 3) -> bytes:
    rows = ({"title": f"Хабар {n}", "body": body, "date": f"2026-03-0{n % 9 + 1}"} for n in range(count))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_json_lines_are_named_by_their_line(tmp_path: Path, body: str, read_all: ReadAll) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(body).replace(b"\n", b"\n\n", 1))
    found = read_all(tmp_path)
    assert list(found) == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#4"]
    assert [document.title for document in found.values()] == ["Хабар 0", "Хабар 1", "Хабар 2"]
    assert str(found["a.jsonl#3"].published) == "2026-03-02"
    assert found["a.jsonl#1"].text == f"Хабар 0\n{body}"


def test_a_row_is_known_by_its_own_bytes(tmp_path: Path, body: str) -> None:
    data = lines(body)
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(data))
    hashes = [hashlib.sha256(line).hexdigest() for line in data.splitlines()]
    found = [entry for entry in find_records([tmp_path]) if isinstance(entry, Record)]
    assert [hashlib.sha256(record.read()).hexdigest() for record in found] == hashes * 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_in_every_encoding(tmp_path: Path, body: str, codec: str, end: str, read_all: ReadAll) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(body).decode().replace("\n", end).encode(codec))
    table = f'күні;мәтін;Тақырып\n04.03.2026;"{body}";Хабар\n05.03.2026;"{body}";Тағы "хабар"\n'
    (tmp_path / "b.csv").write_bytes(table.replace("\n", end).encode(codec))
    found = read_all(tmp_path)
    assert [document.text.replace(" \n", "\n") for document in found.values()] == [
        *(f"Хабар {n}\n{body}" for n in range(3)),
        f"Хабар\n{body}",
        f'Тағы "хабар"\n{body}',
    ]
    warning = {"kz1048": ["read as KZ-1048"]}.get(codec, ["read as UTF-16"] if "16" in codec else [])
    assert all(list(document.warnings) == warning for document in found.values())


def test_a_table_row_is_named_by_the_line_where_it_begins(tmp_path: Path, listed: Listed) -> None:
    (tmp_path / "a.csv").write_text('text,date\n"бір\nекі",2026-01-01\nүш,2026-01-02\n', encoding="utf-8")
    (tmp_path / "b.tsv").write_text("date\ttext\n2026-01-01\tбір\n", encoding="utf-8")
    assert listed(tmp_path) == ["a.csv#2", "a.csv#4", "b.tsv#2"]


def test_parquet_is_read_row_by_row(tmp_path: Path, body: str, read_all: ReadAll) -> None:
    table = pa.table({"n": range(200), "text": [f"{n} {body}" for n in range(200)]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=70)
    found = read_all(tmp_path)
    assert [document.text.split(" ")[0] for document in found.values()] == [str(n) for n in range(200)]
    assert next(iter(found)) == "a.parquet#1"


def test_parquet_rows_in_any_order(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [str(n) for n in range(500)]}), tmp_path / "a.parquet", row_group_size=200)
    found = [entry for entry in find_records([tmp_path]) if isinstance(entry, Record)]
    for row in (499, 0, 3, 130, 129, 400, 401, 0):
        assert found[row].read() == f'{{"text":"{row}"}}'.encode()


def test_containers_in_containers(tmp_path: Path, body: str, read_all: ReadAll) -> None:
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": [body]}), sink)
    inner = zipped({"rows.jsonl": lines(body, 2), "t.parquet": sink.getvalue()})
    members = {"d/x.txt": body.encode(), "in.zip": inner, "g.csv.gz": gzip.compress(f'text\n"{body}"\n'.encode())}
    (tmp_path / "a.zip").write_bytes(zipped({**members, ".hidden": b"x", "__MACOSX/x.txt": b"x"}))
    found = read_all(tmp_path)
    assert list(found) == [
        "a.zip#d/x.txt",
        "a.zip#g.csv.gz#2",
        "a.zip#in.zip#rows.jsonl#1",
        "a.zip#in.zip#rows.jsonl#2",
        "a.zip#in.zip#t.parquet#1",
    ]
    assert all(document.text.endswith(body) for document in found.values())


def test_a_record_is_small_and_can_travel(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.jsonl": lines(body, 50)}))
    *_, last = find_records([tmp_path])
    assert isinstance(last, Record)
    packed = pickle.dumps(last)
    assert len(packed) < 1000
    assert pickle.loads(packed).read() == last.read()


def test_columns_are_named_or_guessed(tmp_path: Path, body: str, listed: Listed, read_all: ReadAll) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"x": body, "when": "04.03.2026"}), encoding="utf-8")
    assert listed(tmp_path) == ["!a.jsonl#1"]
    assert str(read_all(tmp_path, text="x", date="when")["a.jsonl#1"].published) == "2026-03-04"
    assert listed(tmp_path, text="y") == ["!a.jsonl#1"]


def test_what_is_wrong_with_a_row_costs_that_row_alone(tmp_path: Path, listed: Listed) -> None:
    bad = ['{"text": "a"', "[1]", '"a"', '{"other": "a"}', "[" * 100_000]
    (tmp_path / "a.jsonl").write_text("\n".join(['{"text": "b"}', *bad, '{"text": "c"}']), encoding="utf-8")
    (tmp_path / "b.csv").write_text("text,date\nбір\nекі,2026-01-01,x\nүш,2026-01-01\n", encoding="utf-8")
    expected = ["a.jsonl#1", *(f"!a.jsonl#{n}" for n in range(2, 7)), "a.jsonl#7", "!b.csv#2", "!b.csv#3", "b.csv#4"]
    assert listed(tmp_path) == expected


def test_a_json_file_is_one_object_or_lines(tmp_path: Path, body: str, listed: Listed) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": body}, indent=1), encoding="utf-8")
    (tmp_path / "rows.json").write_bytes(lines(body, 2))
    assert listed(tmp_path) == ["one.json", "rows.json#1", "rows.json#2"]


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, body: str, name: str, listed: Listed) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({name: b"x", "in.txt": body.encode()}))
    assert sorted(listed(tmp_path)) == [f"!a.zip#{name}", "a.zip#in.txt"]


def test_a_broken_member_costs_itself_alone(tmp_path: Path, body: str, listed: Listed) -> None:
    broken = {"a.gz": b"\x1f\x8b\x08", "b.zip": b"PK", "c.parquet": b"PAR1", "d.jsonl": b"\n"}
    (tmp_path / "a.zip").write_bytes(zipped({**broken, "e.txt": body.encode()}))
    assert listed(tmp_path) == ["!a.zip#a.gz", "!a.zip#b.zip", "!a.zip#c.parquet", "!a.zip#d.jsonl", "a.zip#e.txt"]


@pytest.mark.parametrize("fill", [b"\0", b" ", b"\n", b"x"])
def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path, fill: bytes) -> None:
    packed = gzip.compress(fill * (handles.FREE + 2**24), 9)
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": fill * (handles.FREE + 2**24)}))
    (tmp_path / "c.txt.gz").write_bytes(packed)
    *unreadable, record = find_records([tmp_path])
    assert [type(entry) for entry in unreadable[-1:]] == [Unreadable]
    assert isinstance(record, Record)
    with pytest.raises(ReadError, match="larger than 10 MB"):
        record.read()


def test_containers_have_a_floor(tmp_path: Path, listed: Listed) -> None:
    data = b"x"
    for _ in range(9):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    assert listed(tmp_path) == ["!a.gz"]


def test_a_document_beyond_the_limit_is_told(tmp_path: Path, body: str, listed: Listed) -> None:
    (tmp_path / "a.jsonl").write_text(
        f'{{"text": "a"}}\n{{"text": "{body * 20!r}"}}\n{{"text": "b"}}\n', encoding="utf-8"
    )
    assert listed(tmp_path, largest=1000) == ["a.jsonl#1", "!a.jsonl#2", "a.jsonl#3"]


def test_reading_rows_of_a_gzip_is_linear(tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(body, 300)))
    opened: list[object] = []
    real = gzip.GzipFile.__init__
    monkeypatch.setattr(gzip.GzipFile, "__init__", lambda self, *a, **k: (opened.append(self), real(self, *a, **k))[1])
    records = [entry for entry in find_records([tmp_path]) if isinstance(entry, Record)]
    for record in records:
        record.read()
    assert len(records) == 300
    assert len(opened) == 2  # once to list, once to read


def test_what_is_no_text_is_called_by_its_name(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(ReadError, match="a PDF file"):
        read_all(tmp_path / "a.pdf")
    (tmp_path / "b.docx").write_bytes(zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}))
    with pytest.raises(ReadError, match="a Word"):
        read_all(tmp_path / "b.docx")


def test_a_file_that_went_away_is_a_read_error(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.txt").write_text(body, encoding="utf-8")
    (record,) = find_records([tmp_path], ReadOptions())
    (tmp_path / "a.txt").unlink()
    assert isinstance(record, Record)
    with pytest.raises(ReadError, match="No such file"):
        record.read()
