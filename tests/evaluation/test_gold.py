import json

import pytest

from derek.errors import GoldError
from derek.evaluation.gold import load_gold


def load(folder):
    return load_gold(folder).documents[0]


def test_rows_become_labels(gold, save, city, quotation, percent):
    row = {**city, "optional": True, "label_alt": ["ORGANISATION"]}
    document = load(save(gold(entities=[row], quotes=[quotation], claims=[percent])))
    (label,) = document.entities
    assert (label.start, label.end, label.optional) == (5, 13, True)
    assert label.answers("label") == ("CITY", "ORGANISATION")
    assert not label.decides("office") and label.decides("canonical")
    assert (document.group, document.published.isoformat()) == ("written dev", "2024-05-21")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start_char": 4, "end_char": 12}, "the text holds ' Астанағ' there"),
        ({"end_char": 999}, "outside the text"),
        ({"start_char": 13}, "outside the text"),
        ({"lable": "CITY"}, "no column lable"),
        ({"label": "TOWN"}, "label is 'TOWN', not one of"),
        ({"label_alt": ["TOWN"]}, "label is 'TOWN', not one of"),
        ({"id": "iso3166:Kazakhstan"}, "no id of a known scheme"),
        ({"id": "geonames:0"}, "no id of a known scheme"),
        ({"office_alt": ["әкім"]}, "office_alt stands without the column itself"),
        ({"label_alt": "CITY"}, "label_alt must be a list"),
    ],
)
def test_a_drifting_name_is_an_error_with_file_and_label(gold, save, city, change, message):
    folder = save(gold(entities=[{**city, **change}]))
    with pytest.raises(GoldError) as error:
        load_gold(folder)
    assert "99-made-up.json: entities[0]" in str(error.value)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parts": [{"start": 22, "end": 26}]}, "not the hull of the parts"),
        ({"parts": [{"start": 30, "end": 41}, {"start": 22, "end": 26}]}, "in order"),
        ({"parts": []}, "at least one"),
        ({"text": "Өнім 6 пайызға өсті"}, "the parts read 'Өнім 5 пайызға өсті'"),
        ({"cue_start": 44}, "cue is 'деді', but the text holds"),
        ({"cue_end": None}, "given, or null, together"),
        ({"kind": "quoted"}, "kind is 'quoted'"),
        ({"speaker_id": "iso3166:KZ"}, "no id of a known scheme"),
        ({"quote_id": 3}, "counts from 0"),
    ],
)
def test_a_drifting_quotation_is_an_error(gold, save, quotation, change, message):
    with pytest.raises(GoldError, match="quotes") as error:
        load_gold(save(gold(quotes=[{**quotation, **change}])))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "5"}, "value is '5', not a number"),
        ({"value_alt": [True]}, "not a number"),
        ({"period_to": "2024-13-01"}, "no date"),
        ({"places": [{"text": "Астана", "id": "astana"}]}, "no id of a known scheme"),
        ({"metric": "Өнім", "metric_start": 23, "metric_end": 27}, "metric is 'Өнім', but"),
        ({"bound": "circa"}, "bound is 'circa'"),
    ],
)
def test_a_drifting_claim_is_an_error(gold, save, percent, change, message):
    with pytest.raises(GoldError, match=r"claims\[0\]") as error:
        load_gold(save(gold(claims=[{**percent, **change}])))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("sha256", "0" * 64, "not the one that was labelled"),
        ("published", "21.05.2024", "no date of the form"),
        ("split", "train", "dev or test"),
        ("name", "98-other", "doc.name"),
        ("colour", "red", "unknown keys"),
    ],
)
def test_a_wrong_head_is_an_error(gold, save, tmp_path, key, value, message):
    folder = save(gold())
    path = tmp_path / "99-made-up.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["doc"][key] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(GoldError, match="99-made-up") as error:
        load_gold(folder)
    assert message in str(error.value)


def test_an_empty_or_missing_folder_is_an_error(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(GoldError, match="gold document"):
            load_gold(folder)


def test_the_baseline_beside_the_gold_is_no_gold(gold, save, tmp_path):
    folder = save(gold())
    (tmp_path / "baseline.json").write_text("{}", encoding="utf-8")
    assert [document.name for document in load_gold(folder).documents] == ["99-made-up"]


def test_a_split_alone(gold, save):
    assert load_gold(save(gold()), split="test").documents == ()
