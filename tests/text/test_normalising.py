import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derek.text.normalising import MIXED_SCRIPT, NOT_COMPOSED, normalise

CASES = [
    # written, normalised
    ("мемлекеттiк", "мемлекеттік"),
    ("Cаенс", "Саенс"),
    ("Kинопарк", "Кинопарк"),
    ("жаhан", "жаһан"),
    ("əлем", "әлем"),
    ("ѳмір", "өмір"),
    ("Boeing-тың", "Boeing-тың"),
    ("COVID-19 туралы", "COVID-19 туралы"),
    ("IT-сала", "IT-сала"),
    ("wordсөз", "wordсөз"),
    ("1\u00a0548,3 млн", "1 548,3 млн"),
    ("5\u202f000\u2009теңге", "5 000 теңге"),
    ("бір\tекі", "бір\tекі"),
    ("бір\r\nекі", "бір \nекі"),
    ("бір\rекі", "бір\nекі"),
    ("бір\u2028екі", "бір\nекі"),
    ("Қазақ\u00adстан", "Қазақ\u00adстан"),
    ("сөз\u200b соңы", "сөз  соңы"),
    ("\ufeffСөз", " Сөз"),
    ("бір\x00екі", "бір екі"),
]


@pytest.mark.parametrize(("written", "normalised"), CASES)
def test_normalising(written: str, normalised: str) -> None:
    assert normalise(written).text == normalised
    assert len(normalised) == len(written)


def test_warnings_name_what_was_odd() -> None:
    assert normalise("Мемлекет басшысы").warnings == ()
    assert normalise("мемлекеттiк").warnings == (MIXED_SCRIPT,)
    assert normalise("и\u0306ыл").warnings == (NOT_COMPOSED,)


@given(st.text())
def test_after_nfc_the_length_never_changes_and_a_second_time_nothing_does(text: str) -> None:
    found = normalise(text).text
    assert len(found) == len(unicodedata.normalize("NFC", text).replace("\r\n", " \n"))
    assert normalise(found).text == found
