"""A case is the text with a middle dot at every cut that is not a space."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derek.text.tokens import tokenize

CASES = [
    "Мемлекет басшысы Үкімет отырысын өткізді·.",
    "БҰҰ-ға мүше елдер",
    "АҚШ-тың ЖІӨ-нің НАТО-ның",
    "2024-жылы 15%-ға өсті",
    "30 %-ға",
    "5-тен 8-ге дейін",
    "Boeing-тың COVID-19 IT-сала Ми-8",
    "«·Самұрық-Қазына·»·-ның қоры",
    "«·Самұрық·»·-тың",
    "Қасым-Жомарт Тоқаев",
    "Қ.-Ж. Тоқаев·, Қ. Тоқаев·, Қ.·К. Тоқаев",
    "11,5 миллиард",
    "1_548,3 млрд. теңге",
    "20·-·25 пайыз",
    "2027·-·2028 жылдар",
    "2·-·3 мың",
    "сағат 18:00-де",
    "16.11.2025 күні",
    "1990-шы жылдар",
    "т.б. мәселелер",
    "1999 ж. қабылданды",
    "5 млн·.\nЕкінші",
    "халық·.",
    "болады·…",
    "болды·...",
    "солай ма·?·!",
    "(·іі·) Ол",
    "д’Ивуар",
    "сондай-ақ",
    "primeminister.kz сайты",
    "info@gov.kz мекенжайы",
    "https://www.gov.kz/a?b=1 бетінде",
    "$·100 №·5 ₸·20",
    "32,5°С",
    "32,5°С-қа",
    "VII ғасыр",
    "ХХІ ғасырдағы",
    "–·Жақсы·, –·деді",
    "Қазақ\u00adстан",
    "км·/·сағ",
]


@pytest.mark.parametrize("case", CASES)
def test_tokens(case: str) -> None:
    wanted = [piece.replace("_", " ") for piece in case.replace("·", " ").split()]
    text = case.replace("·", "").replace("_", " ")
    assert [text[start:end] for start, end in tokenize(text)] == wanted


@given(st.text(alphabet="аәҚ1 5.,-–«»%\n\u00a0ж.т.б"))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    position = 0
    for start, end in tokenize(text):
        assert position <= start < end
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "unit", ["а", "а.", "1 ", "1.", "1 000 ", "а-", "@", "a.a", "«", "www.", "Қ.", "т.б.", "\u00ad", "а’"]
)
def test_time_grows_linearly(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            tokenize(text)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(40_000) < 12 * seconds(10_000) + 0.05
