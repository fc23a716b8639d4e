"""What the sequence model sees of a word and around it."""

import numpy as np
import pytest

from derek.tagging.features import BOUNDARY, KINDS, atoms, describe, looks, shape, slot_places
from derek.tagging.stems import crude_stems


@pytest.mark.parametrize(
    ("word", "stem"),
    [("тоқаевтың", "тоқаев"), ("облыстарында", "облыс"), ("ел", "ел"), ("алматыда", "алма"), ("мен", "мен")],
)
def test_crude_stem(word: str, stem: str) -> None:
    assert crude_stems(word)[-1] == stem


@pytest.mark.parametrize(
    ("word", "signs"), [("Нұр-Сұлтан", "Xxx-Xxx"), ("АҚШ-тың", "XX-xx"), ("2025", "dd"), ("%-ке", "%-xx"), ("«", "«")]
)
def test_shape(word: str, signs: str) -> None:
    assert shape(word) == signs


def test_atoms_of_a_word() -> None:
    found = atoms("Назарбаевқа", {"назарбаев": "s"})
    assert atoms("Алматыда", {"алматы": "C", "алма": "x"})["gz"] == "gz=C"
    assert found["l"] == "l=назарбаевқа"
    assert found["gz"] == "gz=s"
    assert found["e4"] == "e4=баев"
    assert found["s2"] == "s2=қа"
    assert set(found) <= set(KINDS)


def test_atoms_of_numbers_and_hyphens() -> None:
    assert atoms("2020-сыншы", {})["ds"] == "ds=-сыншы"
    assert atoms("1\u00a0548", {})["w"] == "w=1548"
    assert atoms("АҚШ-тың", {})["hl"] == "hl=ақш"
    assert atoms("“", {}) == atoms("«", {})


def _places(text: str) -> tuple[list[str], dict[str, list[str | None]]]:
    words = [BOUNDARY, *text.split(), BOUNDARY]
    signs = np.array([(False,) * 3 if word == BOUNDARY else looks(word) for word in words])
    places = slot_places(signs[:, 0], signs[:, 1], signs[:, 2], np.array([word == BOUNDARY for word in words]))
    shown = {
        slot: [words[p] if p >= 0 else None for p in found[1:-1]] for slot, found in places.items() if slot[0].isalpha()
    }
    return words, shown


def test_pointing_slots() -> None:
    _, shown = _places("Бүгін « Ақ жол » партиясы Астанада")
    assert shown["after_quote"] == [None, "партиясы", "партиясы", "партиясы", "партиясы", None, None]
    assert shown["before_quote"][2] == "Бүгін"
    assert shown["next_lower"] == ["жол", "жол", "жол", "партиясы", "партиясы", None, None]
    assert shown["previous_lower"][5:] == ["жол", "партиясы"]


def test_an_open_quotation_points_nowhere() -> None:
    _, shown = _places("« Ақ жол партиясы")
    assert set(shown["after_quote"]) == {None}


def test_describe_names_slots_and_pairs() -> None:
    first, second = describe(["Ақ", "жол"], lambda word: atoms(word, {}))
    assert {"0|w=Ақ", "+1|l=жол", "-1|l=<s>", "right|l=ақ~l=жол", "left|sh=<s>~sh=Xx"} <= set(first)
    assert {"-1|l=ақ", "left|l=ақ~l=жол", "+2|l=<s>"} <= set(second)
