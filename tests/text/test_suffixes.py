"""What a word form is cut into: stem, then each suffix with what it does."""

import pytest

from derek.knowledge import Knowledge
from derek.text.suffixes import Analyser

CASES = [
    # nominal
    ("елдеріміздің", "ел", "дер:PL іміз:P1PL дің:GEN"),
    ("облысында", "облыс", "ы:P3 нда:LOC"),
    ("мемлекеттері", "мемлекет", "тер:PL і:P3"),
    ("өңірдегі", "өңір", "де:LOC гі:REL"),
    ("министрлігінің", "министрлік", "і:P3 нің:GEN"),
    ("бағдарламасы", "бағдарлама", "сы:P3"),
    ("долларға", "доллар", "ға:DAT"),
    ("шақырымнан", "шақырым", "нан:ABL"),
    ("теңгемен", "теңге", "мен:INS"),
    ("мәліметінше", "мәлімет", "і:P3 нше:EQU"),
    ("ойымша", "ой", "ым:P1SG ша:EQU"),
    # sound changes
    ("одағы", "одақ", "ы:P3"),
    ("кітабы", "кітап", "ы:P3"),
    ("бірлестігі", "бірлестік", "і:P3"),
    ("орны", "орын", "ы:P3"),
    ("халқы", "халық", "ы:P3"),
    # names, either harmony
    ("Тоқаевтың", "Тоқаев", "тың:GEN"),
    ("Мирзиёевтің", "Мирзиёев", "тің:GEN"),
    ("Әлиевке", "Әлиев", "ке:DAT"),
    ("Бакуге", "Баку", "ге:DAT"),
    ("Алматы", "Алматы", ""),
    ("Алматыда", "Алматы", "да:LOC"),
    ("Қарағандыда", "Қарағанды", "да:LOC"),
    # hyphens
    ("БҰҰ-ға", "БҰҰ", "ға:DAT"),
    ("ЖІӨ-нің", "ЖІӨ", "нің:GEN"),
    ("Boeing-тың", "Boeing", "тың:GEN"),
    ("15%-ға", "15", "ға:DAT"),
    ("5-тен", "5", "тен:ABL"),
    ("90-шы", "90", "шы:ORD"),
    ("-тың", "-тың", "тың:GEN"),
    ("Қасым-Жомарт", "Қасым-Жомарт", ""),
    ("қарым-қатынастарды", "қарым-қатынас", "тар:PL ды:ACC"),
    # verbs
    ("деді", "де", "ді:PST"),
    ("дейді", "де", "й:PRS ді:PERS3"),
    ("деген", "де", "ген:PTCP_PST"),
    ("айтты", "айт", "ты:PST"),
    ("тапсырды", "тапсыр", "ды:PST"),
    ("бөлінеді", "бөл", "ін:PASS е:PRS ді:PERS3"),
    ("аяқталғанын", "аяқта", "л:PASS ған:PTCP_PST ы:P3 н:ACC"),
    ("өскенін", "өс", "кен:PTCP_PST і:P3 н:ACC"),
    ("айтуынша", "айт", "у:VN ы:P3 нша:EQU"),
    ("құруды", "құр", "у:VN ды:ACC"),
    ("ашылатынына", "аш", "ыл:PASS атын:PTCP_PRS ы:P3 на:DAT"),
    ("ұсынамын", "ұсын", "а:PRS мын:PERS1SG"),
    ("көздейміз", "көзде", "й:PRS міз:PERS1PL"),
    ("болмайды", "бол", "ма:NEG й:PRS ды:PERS3"),
    ("болса", "бол", "са:COND"),
    ("берсін", "бер", "сін:IMP3"),
    ("арттырмақ", "арттыр", "мақ:INT"),
    ("көбейіп", "көбей", "іп:CVB_IP"),
    # merged and softened sounds of verbs
    ("қояды", "қой", "я:PRS ды:PERS3"),
    ("дамиды", "дамы", "и:PRS ды:PERS3"),
    ("тауып", "тап", "ып:CVB_IP"),
    # listed forms
    ("оның", "ол", "ның:GEN"),
    ("екенін", "е", "кен:PTCP_PST і:P3 н:ACC"),
    ("жатырмыз", "жат", "мыз:PERS1PL"),
]


@pytest.fixture(scope="module")
def analyser(knowledge: Knowledge) -> Analyser:
    return Analyser(knowledge)


@pytest.mark.parametrize(("word", "stem", "chain"), CASES)
def test_analyses(analyser: Analyser, word: str, stem: str, chain: str) -> None:
    found = analyser.analyse(word)
    spelled = " ".join(f"{s}:{f}" for s, f in zip(found.suffixes, found.functions, strict=True))
    assert (found.stem, spelled) == (stem, chain)
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    "word",
    ["", "-", "…", "ь", "123", "а" * 500, "қ" * 48, "ыныныныныныныныныныныныныныныныныныныныныныныны", "ъ-ъ-ъ", "A-"],
)
def test_odd_words_are_survived(analyser: Analyser, word: str) -> None:
    found = analyser.analyse(word)
    assert len(found.suffixes) == len(found.functions)


def test_an_invisible_mark_does_not_hide_a_word(analyser: Analyser) -> None:
    assert analyser.analyse("Қазақ\u00adстанның").stem == "Қазақстан"


def test_known_stems_say_so(analyser: Analyser) -> None:
    assert analyser.analyse("министрге").known
    assert not analyser.analyse("Бздрргымға").known
