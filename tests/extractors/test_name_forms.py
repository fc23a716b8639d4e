import pytest

from derek.extractors.name_forms import NameForms
from derek.knowledge import Knowledge


@pytest.fixture(scope="module")
def forms(knowledge: Knowledge) -> NameForms:
    return NameForms(knowledge)


@pytest.mark.parametrize(
    ("case", "functions"),
    [
        ("тоқаев|тың", ("GEN",)),
        ("мирзиёев|тің", ("GEN",)),
        ("назарбаев|қа", ("DAT",)),
        ("баку|ге", ("DAT",)),
        ("баку|дің", ("GEN",)),
        ("ташкент|тегі", ("LOC", "REL")),
        ("астана|дан", ("ABL",)),
        ("өзбекстан|мен", ("INS",)),
        ("қырғыз республикасы|ның", ("GEN",)),
        ("қырғыз республикасы|на", ("DAT",)),
        ("түркістан облысы|нда", ("LOC",)),
        ("облыс|тарында", ("PL", "P3", "LOC")),
        ("қала|сының", ("P3", "GEN")),
        ("ақш|-та", ("LOC",)),
        ("бұұ|-ға", ("DAT",)),
        ("қазақстан|дық", ("LIK",)),
        ("алматы|лықтар", None),
        ("чад|ыр", None),
        ("мали|на", None),
        ("орал|ман", None),
        ("қазақстан|", ()),
    ],
)
def test_endings_after_a_stem(forms: NameForms, case: str, functions: tuple[str, ...] | None) -> None:
    assert forms.functions(*case.split("|")) == functions
