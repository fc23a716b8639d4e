"""Units and currencies beside a number, and bound words around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from derek.errors import KnowledgeError
from derek.extractors.bounds import Bounds
from derek.extractors.units import Units
from derek.knowledge import Knowledge


@pytest.fixture(scope="module")
def units(knowledge: Knowledge) -> Units:
    return Units(knowledge)


@pytest.fixture(scope="module")
def bounds(knowledge: Knowledge) -> Bounds:
    return Bounds(knowledge)


@pytest.mark.parametrize(
    ("text", "code", "case"),
    [
        (" теңге", "iso4217:KZT", ""),
        (" теңгеге", "iso4217:KZT", "DAT"),
        (" ақш долларын құрады", "iso4217:USD", "ACC"),
        (" доллардан асты", "iso4217:USD", "ABL"),
        (" еуроны", "iso4217:EUR", "ACC"),
        (" рубльге", "iso4217:RUB", "DAT"),
        (" юаньға", "iso4217:CNY", "DAT"),
        (" өзбек сумы", "iso4217:UZS", ""),
        (" тг.", "iso4217:KZT", ""),
        ("%", "percent", ""),
        ("%-ға", "percent", "DAT"),
        (" %-ы", "percent", ""),
        (" пайызбен", "percent", "INS"),
        (" пайыздық тармаққа", "percentage_point", "DAT"),
        (" есеге", "times", "DAT"),
        (" т", "t", ""),
        (" тоннадан", "t", "ABL"),
        (" центнер", "dt", ""),
        (" шақырымнан", "km", "ABL"),
        (" шаршы метрді", "m2", "ACC"),
        (" текше метрден", "m3", "ABL"),
        (" млн", None, ""),
        (" мегаваттық", "MW", ""),
        (" мвт-қа", "MW", "DAT"),
        (" киловатт-сағаттан", "kW.h", "ABL"),
        (" га", "har", ""),
        (" баррельге", "[bbl_us]", "DAT"),
        (" жұмыс орны", "жұмыс орны", ""),
        (" елді мекенде", "елді мекен", "LOC"),
        (" тәулігіне", "d", "DAT"),
        (" теңгетану", None, ""),
        (" тау", None, ""),
    ],
)
def test_unit_behind_a_number(units: Units, text: str, code: str | None, case: str) -> None:
    unit = units.after(text, 0)
    assert (unit.code, unit.suffix.case) == (code, case) if unit and code else unit is None and code is None


def test_longest_unit_wins(units: Units) -> None:
    unit = units.after("5 шаршы метр жер", 1)
    assert unit is not None and (unit.code, unit.start, unit.end) == ("m2", 2, 12)


def test_abbreviations_stand_beside_digits_only(units: Units) -> None:
    assert units.after(" т", 0, digits=False) is None


@pytest.mark.parametrize(
    ("text", "code"), [("құны $", "iso4217:USD"), ("€ ", "iso4217:EUR"), ("₸", "iso4217:KZT"), ("құны ", None)]
)
def test_sign_before_a_number(units: Units, text: str, code: str | None) -> None:
    unit = units.before(text, len(text))
    assert (unit.code if unit else None) == code


def test_rate_behind_a_slash(units: Units) -> None:
    unit = units.after(" теңге/литр", 0)
    assert unit is not None and (unit.code, unit.per) == ("iso4217:KZT", "литр")


@pytest.mark.parametrize(
    ("text", "case", "bound"),
    [
        (" астам адам", "ABL", "over"),
        (" астамы", "ABL", "over"),
        (" аса", "ABL", "over"),
        (" артық", "ABL", "over"),
        (" кем емес", "ABL", "at_least"),
        (" кем", "ABL", "under"),
        (" жуық", "DAT", "about"),
        (" тарта", "DAT", "about"),
        (" дейін", "DAT", "at_most"),
        (" шақты адам", "", "about"),
        (" аса маңызды", "", None),
        (" дейін", "ABL", None),
    ],
)
def test_bound_behind(bounds: Bounds, text: str, case: str, bound: str | None) -> None:
    found = bounds.after(text, 0, case)
    assert (found.bound if found else None) == bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("шамамен ", "about"),
        ("кемінде ", "at_least"),
        ("кем дегенде тағы ", "at_least"),
        ("ең көбі ", "at_most"),
        ("ауданы ", None),
    ],
)
def test_bound_before(bounds: Bounds, text: str, bound: str | None) -> None:
    found = bounds.before(text, len(text))
    assert (found.bound if found else None) == bound


def test_a_users_unit_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "units.tsv").write_text(
        "form\tunit\tkind\tsource\nшелек\tшелек\tmeasure\town\n", encoding="utf-8"
    )
    with pytest.raises(KnowledgeError, match=r"units\.tsv:2: the kind 'measure' is none of money, percent"):
        Units(Knowledge(overlays=[tmp_path]))
