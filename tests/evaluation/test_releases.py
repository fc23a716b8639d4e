import json

import pytest

from derek.errors import GoldError
from derek.evaluation.gold import load_gold
from derek.evaluation.releases import ENVIRONMENT


@pytest.fixture
def standoff(gold, city):
    """A gold document that names its record instead of holding the text."""
    document = gold(name="rel-0001", entities=[city])
    del document["doc"]["text"]
    document["doc"].update(file="releases.jsonl", record="rel-0001")
    return document


@pytest.fixture
def shared(tmp_path, gold):
    """A shared folder with the record."""
    folder = tmp_path / "elsewhere" / "data" / "releases"
    folder.mkdir(parents=True)
    line = json.dumps({"id": "rel-0001", "text": gold()["doc"]["text"]}, ensure_ascii=False)
    (folder / "releases.jsonl").write_text(line + "\n", encoding="utf-8")
    return tmp_path / "elsewhere"


def test_texts_come_from_the_named_folder(standoff, shared, save, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(shared))
    (document,) = load_gold(save(standoff, "real")).documents
    assert document.group == "real dev"
    assert document.text.startswith("Әкім Астанаға")


def test_texts_come_from_a_folder_beside_a_parent(standoff, shared, save, monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    shared.rename(shared.parent / "shared")
    folder = save(standoff, "checkout/tests/gold/real").joinpath("checkout/tests/gold")
    assert len(load_gold(folder).documents) == 1


def test_without_the_releases_they_are_counted_as_skipped(standoff, gold, save, monkeypatch, tmp_path):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "nowhere"))
    save(gold())
    loaded = load_gold(save(standoff, "real"))
    assert ([document.real for document in loaded.documents], loaded.skipped) == ([False], 1)


def test_another_text_under_the_same_record_is_an_error(standoff, shared, save, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(shared))
    standoff["doc"]["sha256"] = "0" * 64
    with pytest.raises(GoldError, match="the text is not the one"):
        load_gold(save(standoff, "real"))
