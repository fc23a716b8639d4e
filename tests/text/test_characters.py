import pytest

from derek.text.characters import KAZAKH_ONLY, LOOK_ALIKES, VOWELS, is_front


@pytest.mark.parametrize(
    ("word", "front"),
    [("қала", False), ("ел", True), ("президент", True), ("рубль", True), ("тоқаев", True), ("су", None), ("и", True)],
)
def test_the_last_deciding_letter_gives_harmony(word: str, front: bool | None) -> None:
    assert is_front(word) is front


def test_look_alikes_are_single_letters() -> None:
    assert all(len(foreign) == len(own) == 1 for foreign, own in LOOK_ALIKES.items())
    assert LOOK_ALIKES["i"] == "і"
    assert LOOK_ALIKES["h"] == "һ"
    assert LOOK_ALIKES["ə"] == "ә"


def test_kazakh_vowels_are_vowels() -> None:
    assert set("әөұүі") <= VOWELS
    assert KAZAKH_ONLY.isdisjoint("абвгдежзийклмнопрстуфхцчшщъыьэюя")
