"""Gold documents through the files of labelling tools and back; what an annotator changed in between."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from derek.errors import GoldError, UsageError
from derek.evaluation import gold_checks
from derek.evaluation.gold import load_gold
from derek.labelling import label_studio, labels
from derek.labelling.doccano import from_doccano, to_doccano
from derek.labelling.drafts import draft
from derek.labelling.files import FORMATS, read_gold_files, read_labels, write_labels
from derek.labelling.graph import from_graph, to_graph
from derek.labelling.prodigy import from_prodigy, to_prodigy
from derek.loading import Extraction
from derek.schema import Claim, Document, Entity

Json = dict[str, Any]
TOOLS = [form for form in FORMATS if form != "gold"]

TEXT = "Экспорт 🌾 туралы\n– Экспорт 11 мыңға, – деді Сағынтаев, – импорт 5 мыңға жетті. Оны кеңесші ҚР бойынша айтты."


def span(words: str, nth: int = 0) -> tuple[int, int]:
    """Where `words` stand in the text, in code points: the emoji before them is one."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def row(words: str, **columns: Any) -> Json:
    start, end = span(words)
    return {"start_char": start, "end_char": end, "text": words, **columns}


def document() -> Json:
    """A quotation of two parts, a claim in it, a name, a title; decided, null and undecided columns, alternatives."""
    (a, b), (c, d), (e, f), (g, h) = (
        span("Экспорт 11 мыңға"),
        span("импорт 5 мыңға жетті"),
        span("деді"),
        span("Экспорт", 1),
    )
    quote = {"quote_id": 0, "start_char": a, "end_char": d, "text": "Экспорт 11 мыңға импорт 5 мыңға жетті",
             "parts": [{"start": a, "end": b}, {"start": c, "end": d}], "kind": "direct", "layout": "dash",
             "cue": "деді", "cue_start": e, "cue_end": f, "speaker_text": None, "speaker_start": None,
             "speaker_end": None, "speaker": "Бақытжан Сағынтаев", "speaker_alt": ["Сағынтаев"],
             "parent_quote_id": None}  # fmt: skip
    claim = row("11 мыңға", claim_id=0, kind="count", value=11000.0, low=None, unit=None, metric="Экспорт",
                metric_start=g, metric_end=h, change="increase", change_by=False, status="actual", quote_id=0,
                places=[{"text": "ҚР", "id": "iso3166:KZ"}], optional=True, quote_id_alt=[None, 0])  # fmt: skip
    names = [
        row("Сағынтаев", label="LEADER", mention="name", canonical="Бақытжан Сағынтаев", id=None, label_alt=["PERSON"]),
        row("кеңесші", label="PERSON", mention="title"),
        row("ҚР", label="COUNTRY", mention="name", id="iso3166:KZ", canonical="Қазақстан"),
    ]
    head = {
        "name": "made",
        "text": TEXT,
        "sha256": "",
        "published": "2018-09-20",
        "issuer_country": "KZ",
        "split": "dev",
    }
    made = {"doc": head, "entities": names, "quotes": [quote], "claims": [claim]}
    made["doc"]["sha256"] = from_graph(to_graph(made))["doc"]["sha256"]
    return made


Change = Callable[[Json], Json]


def through(form: str, tmp_path: Path, change: Change = lambda record: record) -> Json:
    """The document after it went out in one form, was changed there, and came back."""
    file = tmp_path / "labels"
    write_labels([document()], form, file)
    if form == "label-studio":
        file.write_text(json.dumps([change(json.loads(file.read_text(encoding="utf-8"))[0])]), encoding="utf-8")
    else:
        file.write_text(json.dumps(change(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    return read_labels(file, form)[0]


# ---- there and back


@pytest.mark.parametrize("form", TOOLS)
def test_a_document_comes_back_as_it_went(form: str, tmp_path: Path) -> None:
    assert through(form, tmp_path) == document()


@pytest.mark.parametrize("form", TOOLS)
def test_the_projects_gold_comes_back_as_it_went(form: str, tmp_path: Path, root: Path) -> None:
    gold = read_gold_files(root / "tests" / "gold")
    write_labels(gold, form, tmp_path / "labels")
    assert read_labels(tmp_path / "labels", form) == [_in_order(document) for document in gold]


def _in_order(document: Json) -> Json:
    """With the text that some rows leave out, and rows in the order of the text."""
    text = document["doc"]["text"]
    for layer in gold_checks.LAYERS:
        for row in document[layer]:
            parts = row.get("parts") or [{"start": row["start_char"], "end": row["end_char"]}]
            row["text"] = " ".join(text[part["start"] : part["end"]] for part in parts)
        document[layer].sort(key=lambda row: (row["start_char"], -row["end_char"]))
    return document


def test_what_comes_back_is_gold(tmp_path: Path) -> None:
    write_labels([document()], "doccano", tmp_path / "labels")
    write_labels(read_labels(tmp_path / "labels", "doccano"), "gold", tmp_path / "gold")
    assert [gold.name for gold in load_gold(tmp_path / "gold").documents] == ["made"]


# ---- what the annotator changed


def test_doccano_gives_new_ids_and_moves_meta_data(tmp_path: Path) -> None:
    def renumbered(line: Json) -> Json:
        for entity in line["entities"]:
            entity["id"] += 1000
        for relation in line["relations"]:
            relation |= {"from_id": relation["from_id"] + 1000, "to_id": relation["to_id"] + 1000}
        return {"id": 7, "Comments": [], "metadata": {"derek": line.pop("derek")}, **line}

    assert through("doccano", tmp_path, renumbered) == document()


def test_a_moved_border_keeps_the_rows_columns(tmp_path: Path) -> None:
    start, end = span("Сағынтаев")

    def shortened(line: Json) -> Json:
        next(e for e in line["entities"] if e["label"] == "LEADER")["end_offset"] = end - 1
        return line

    changed = through("doccano", tmp_path, shortened)["entities"][0]
    assert (changed["text"], changed["canonical"]) == ("Сағынтае", "Бақытжан Сағынтаев")
    assert changed["start_char"] == start


def test_another_label_stands_with_the_rest_of_the_row(tmp_path: Path) -> None:
    def relabelled(line: Json) -> Json:
        next(s for s in line["spans"] if s["label"] == "LEADER")["label"] = "PERSON"
        return line

    changed = through("prodigy", tmp_path, relabelled)["entities"][0]
    assert (changed["label"], changed["canonical"]) == ("PERSON", "Бақытжан Сағынтаев")


def test_a_new_span_decides_only_its_label(tmp_path: Path) -> None:
    start, end = span("импорт 5")

    def added(line: Json) -> Json:
        line["spans"].append({"start": start, "end": end, "label": "CLAIM_COUNT"})
        return line

    new = through("prodigy", tmp_path, added)["claims"][1]
    assert new["kind"] == "count"
    assert "value" not in new and new["metric"] is None


def test_a_removed_link_is_an_extent_that_the_text_does_not_have(tmp_path: Path) -> None:
    def unlinked(line: Json) -> Json:
        return {**line, "relations": [r for r in line["relations"] if r["type"] != "cue"]}

    assert through("doccano", tmp_path, unlinked)["quotes"][0]["cue"] is None


def test_label_studio_fields_are_corrected_emptied_and_added(tmp_path: Path) -> None:
    def corrected(task: Json) -> Json:
        result = task["annotations"][0]["result"]
        named = {(item.get("id"), item.get("from_name")): item for item in result}
        named["c0", "value"]["value"]["text"] = ["12 000,5"]
        result.remove(named["e0", "canonical"])
        title = {**named["e1", "label"], "from_name": "canonical", "type": "textarea"}
        result.append({**title, "value": {"text": ["Асқар Мамин"]}})
        return task

    changed = through("label-studio", tmp_path, corrected)
    assert changed["claims"][0]["value"] == 12000.5
    assert [name.get("canonical") for name in changed["entities"]] == [None, "Асқар Мамин", "Қазақстан"]


def test_label_studio_of_old_counted_utf_16_units(tmp_path: Path) -> None:
    def shifted(task: Json) -> Json:
        for item in task["annotations"][0]["result"]:
            if "start" in item.get("value", {}) and item["value"]["start"] > TEXT.index("🌾"):
                item["value"] |= {"start": item["value"]["start"] + 1, "end": item["value"]["end"] + 1}
        return task

    assert through("label-studio", tmp_path, shifted) == document()


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_rejected_task_is_no_gold(answer: str, tmp_path: Path) -> None:
    file = tmp_path / "tasks.jsonl"
    file.write_text(json.dumps({**to_prodigy(to_graph(document())), "answer": answer}), encoding="utf-8")
    assert read_labels(file, "prodigy") == []


def test_a_draft_is_no_gold_until_somebody_annotates_it(tmp_path: Path) -> None:
    write_labels([document()], "label-studio", tmp_path / "tasks.json", draft=True)
    assert read_labels(tmp_path / "tasks.json", "label-studio") == []


# ---- files that derek did not write


def test_a_line_for_spacy_written_by_hand() -> None:
    line = {"text": "Астана – астана.", "spans": [{"start": 0, "end": 6, "label": "CITY"}]}
    read = from_graph(from_prodigy(line))
    assert read["entities"] == [{"start_char": 0, "end_char": 6, "text": "Астана", "label": "CITY", "mention": "name"}]
    assert read["doc"]["split"] == "dev"


def test_doccano_without_relations() -> None:
    read = from_graph(from_doccano({"id": 1, "text": "Астана – астана.", "label": [[0, 6, "CITY"]]}))
    assert read["entities"][0]["text"] == "Астана"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            {"text": "Астана", "spans": [{"start": 0, "end": 6, "label": "GPE"}]},
            "record 1: label 'GPE' is none of derek's",
        ),
        ({"text": "Астана", "spans": [{"start": 0, "end": 9, "label": "CITY"}]}, "outside the text of 6 characters"),
        ({"spans": []}, "record 1: not of the form prodigy"),
        ([], "not of the form prodigy"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: object, says: str, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        read_labels(file, "prodigy")


def test_a_form_that_there_is_none_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="label-studio, doccano, prodigy"):
        write_labels([], "brat", tmp_path / "x")


# ---- what the tools need


def test_every_span_begins_and_ends_with_a_token() -> None:
    line = to_prodigy(to_graph(document()))
    for marked in line["spans"]:
        assert line["tokens"][marked["token_start"]]["start"] == marked["start"]
        assert line["tokens"][marked["token_end"]]["end"] == marked["end"]


def test_doccano_counts_code_points() -> None:
    for entity in (line := to_doccano(to_graph(document())))["entities"]:
        if entity["label"] == "CUE":
            assert line["text"][entity["start_offset"] : entity["end_offset"]] == "деді"


def test_the_labels_are_those_of_gold() -> None:
    closed = gold_checks._CLOSED
    assert set(labels.QUOTE_KINDS) == closed["quotes"]["kind"]
    assert set(labels.CLAIM_KINDS) == closed["claims"]["kind"]
    assert set(labels.MENTIONS) == closed["entities"]["mention"]
    for name in ("bound", "change", "status"):
        assert set(label_studio._CHOICES[name]) == closed["claims"][name]
    assert set(label_studio._CHOICES["layout"]) == closed["quotes"]["layout"]


def test_label_studio_shows_every_label() -> None:
    config = label_studio.label_studio_config()
    assert all(f'<Label value="{label}"/>' in config for label in (*labels.ROW_LABELS, *labels.EXTENT_LABELS))


def test_a_draft_holds_what_gold_holds() -> None:
    text = "Астанада 5 адам."
    common = {"doc_id": "d", "sent_id": 0, "rule": "r"}
    extraction = Extraction(
        Document(doc_id="d", source="a.txt", sha256="0", text=text, language="kk", script="Cyrl", issuer_country="KZ"),
        entities=(Entity(**common, entity_id=0, start_char=0, end_char=8, text="Астанада", label="CITY"),),
        claims=(Claim(**common, claim_id=0, start_char=9, end_char=15, text="5 адам", kind="count", value=5.0),),
    )
    made = draft(extraction, "a")
    assert from_graph(to_graph(made)) == made
    assert "rule" not in made["claims"][0]
