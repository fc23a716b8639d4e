"""Every ISO country in all seven cases, after every kind of ending; abbreviations with a hyphen. Forms are made here."""

from collections.abc import Callable

import pytest

from derek.extractors.names import NameFinder
from derek.knowledge import Knowledge
from derek.text.page import Page

BACK = "аоұыуяю"
VOWELS = "аәеёоөуұүыіэюяи"
VOICELESS = "пфкқтсшщчцхһбвгғд"
CASES = ("NOM", "GEN", "DAT", "ACC", "LOC", "ABL", "INS")


def _back(name: str) -> bool:
    vowels = [letter for letter in name.lower() if letter in "аоұыяёәеіөүэи"]
    return not name.endswith("ь") and bool(vowels) and vowels[-1] in "аоұыяё"


def _inflected(name: str, case: str) -> str:
    """The textbook form: assimilation by the last letter, harmony by the last vowel, pronominal forms after -сы/-сі."""
    if case == "NOM":
        return name
    last = name.rstrip("ь")[-1].lower()
    if name.split()[-1].lower().endswith(("сы", "сі", "лары", "дары", "тары", "лері", "дері", "тері", "ығы", "ігі")):
        return name + {"GEN": "ның", "DAT": "на", "ACC": "н", "LOC": "нда", "ABL": "нан", "INS": "мен"}[case].translate(
            str.maketrans({"а": "а", "ы": "ы"}) if _back(name) else str.maketrans({"а": "е", "ы": "і"})
        )
    if last in VOWELS and last not in "у":
        forms = {"GEN": "ның", "DAT": "ға", "ACC": "ны", "LOC": "да", "ABL": "дан", "INS": "мен"}
    elif last in "мнң":
        forms = {"GEN": "ның", "DAT": "ға", "ACC": "ды", "LOC": "да", "ABL": "нан", "INS": "мен"}
    elif last in "жз":
        forms = {"GEN": "дың", "DAT": "ға", "ACC": "ды", "LOC": "да", "ABL": "дан", "INS": "бен"}
    elif last in VOICELESS:
        forms = {"GEN": "тың", "DAT": "қа", "ACC": "ты", "LOC": "та", "ABL": "тан", "INS": "пен"}
    else:
        forms = {"GEN": "дың", "DAT": "ға", "ACC": "ды", "LOC": "да", "ABL": "дан", "INS": "мен"}
    ending = forms[case]
    if not _back(name) and case != "INS":
        ending = ending.translate(str.maketrans({"ы": "і", "а": "е", "ғ": "г", "қ": "к"}))
    return name + ending


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> NameFinder:
    return NameFinder(knowledge)


def _rows(knowledge: Knowledge, kinds: set[str]) -> list[tuple[str, str]]:
    rows = knowledge.table("knowledge/countries.tsv", ("id", "name", "kind"))
    return [(r["name"], r["id"]) for r in rows if r["kind"] in kinds and r["id"]]


def test_the_table_holds_every_iso_country(knowledge: Knowledge) -> None:
    import pycountry

    assert {f"iso3166:{c.alpha_2}" for c in pycountry.countries} <= {
        known for _, known in _rows(knowledge, {"canonical"})
    }


@pytest.mark.parametrize("case", CASES)
def test_every_country_in_every_case(
    knowledge: Knowledge, finder: NameFinder, make_page: Callable[..., Page], case: str
) -> None:
    wrong = []
    for name, known in _rows(knowledge, {"canonical", "short", "official", "variant"}):
        form = _inflected(name, case)
        rows = finder.find(make_page(f"Бұл жолы {form} туралы сөз болды."))
        if [(r.text, r.id) for r in rows if r.label == "COUNTRY"] != [(form, known)]:
            wrong.append((form, [(r.text, r.label, r.id) for r in rows]))
    assert not wrong


@pytest.mark.parametrize(
    "ending", ["", "-тың", "-қа", "-ты", "-та", "-тан", "-пен", "-ның", "-ға", "-да", "-дан", "-мен"]
)
def test_every_abbreviation_with_a_hyphen(
    knowledge: Knowledge, finder: NameFinder, make_page: Callable[..., Page], ending: str
) -> None:
    wrong = []
    for name, known in _rows(knowledge, {"abbreviation"}):
        rows = finder.find(make_page(f"Бұл жолы {name}{ending} туралы сөз болды."))
        if [(r.text, r.id) for r in rows if r.label == "COUNTRY"] != [(name + ending, known)]:
            wrong.append((name + ending, [(r.text, r.label, r.id) for r in rows]))
    assert not wrong
