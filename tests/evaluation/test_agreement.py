import pytest

from derek.errors import GoldError
from derek.evaluation.agreement import agreement
from derek.evaluation.tallies import Tally


@pytest.fixture
def readings(gold, save, tmp_path):
    """`readings([rows of the first], [rows of the second])` → F1 and the rest by measure."""

    def compare(first, second):
        save(gold(entities=first), "first")
        save(gold(entities=second), "second")
        return agreement(first=tmp_path / "first", second=tmp_path / "second")

    return compare


def test_the_same_labels_agree(readings, city):
    assert readings([city], [city])["names/exact"] == Tally(1, 1, 1)


def test_a_row_of_one_reader_alone_is_a_difference(readings, city):
    assert readings([city], [])["names/exact"] == Tally(0, 0, 1)
    assert readings([], [city])["names/exact"] == Tally(0, 1, 0)


def test_what_either_calls_optional_is_none(readings, city):
    optional = {**city, "optional": True}
    assert readings([optional], [])["names/exact"] == readings([], [optional])["names/exact"] == Tally(0, 0, 0)


def test_alternatives_of_either_reader_hold(readings, city):
    other = {**city, "label": "ORGANISATION", "label_alt": ["CITY"]}
    assert readings([city], [other])["names/exact"] == readings([other], [city])["names/exact"] == Tally(1, 1, 1)


def test_two_texts_under_one_name_are_an_error(gold, save, tmp_path):
    save(gold(), "first")
    save(gold(text="Басқа мәтін\n"), "second")
    with pytest.raises(GoldError, match="different texts"):
        agreement(first=tmp_path / "first", second=tmp_path / "second")


def test_folders_without_a_common_document_are_an_error(gold, save, tmp_path):
    save(gold(), "first")
    save(gold(name="98-other"), "second")
    with pytest.raises(GoldError, match="no document in common"):
        agreement(first=tmp_path / "first", second=tmp_path / "second")
