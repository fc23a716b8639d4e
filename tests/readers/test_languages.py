import pytest
from hypothesis import given
from hypothesis import strategies as st

from derek.readers.languages import document_language, paragraph_languages

KAZAKH = "Үкімет отырысында көктемгі егіс жұмыстарының барысы қаралды."
RUSSIAN = "На заседании Правительства рассмотрен ход весенних полевых работ."


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        (KAZAKH, "kk", "Cyrl"),
        ("Президент жарлыққа қол қойды.", "kk", "Cyrl"),
        ("Бул туралы баспасоз кызметі хабарлады, министр жауап берді.", "kk", "Cyrl"),
        (RUSSIAN, "ru", "Cyrl"),
        ("Об этом сообщает пресс-служба министерства сельского хозяйства.", "ru", "Cyrl"),
        ("Кыргыз Республикасынын Президенти жаңы жарлыкка кол койду.", "ky", "Cyrl"),
        ("Билим берүү министрлиги мугалимдердин айлыгы көбөйөрүн билдирди.", "ky", "Cyrl"),
        ("Ўзбекистон Республикаси Президенти янги фармонни имзолади.", "uz", "Cyrl"),
        ("Таълим вазирлиги ўқитувчиларнинг маоши ошишини маълум қилди.", "uz", "Cyrl"),
        ("Уряд схвалив план розвитку регіонів до кінця року.", "uk", "Cyrl"),
        ("Qazaqstan Prezidenti jaña jarlyqqa qol qoidy jäne bul turaly baspasöz habarlady.", "kk", "Latn"),
        ("قازاقستان پرەزيدەنتى جاڭا جارلىققا قول قويدى جانە بۇل تۋرالى حابارلادى.", "kk", "Arab"),
        ("The government approved the plan for the development of the regions.", "en", "Latn"),
        ("2025 – 16 %", "und", "Zyyy"),
        ("", "und", "Zyyy"),
    ],
)
def test_a_document_is_in_one_language(text: str, language: str, script: str) -> None:
    assert document_language(text) == (language, script, ())


@pytest.mark.parametrize(
    ("lines", "languages"),
    [
        ([KAZAKH, RUSSIAN], ["kk", "ru"]),
        ([RUSSIAN, "Астана", KAZAKH, "Алматы"], ["ru", "ru", "kk", "kk"]),
        (["Астана", "", KAZAKH], ["kk", "kk"]),
        (["10.03.2026", KAZAKH, "https://www.gov.kz"], ["kk", "kk", "kk"]),
        ([KAZAKH, KAZAKH, "Кьелл Магне Бондевик", KAZAKH, KAZAKH], ["kk"] * 5),
        (["2026"], ["und"]),
    ],
)
def test_each_paragraph_has_its_language(lines: list[str], languages: list[str]) -> None:
    text = "\n".join(lines)
    found = paragraph_languages(text)
    assert [language for _, _, language in found] == languages
    assert [text[start:end] for start, end, _ in found] == [line for line in lines if line]


def test_a_bilingual_document_is_kazakh_and_says_so() -> None:
    assert document_language(f"{KAZAKH}\n{RUSSIAN}\n{RUSSIAN}") == ("kk", "Cyrl", ("mixed languages: kk, ru",))


def test_a_quoted_kazakh_line_does_not_make_a_russian_document_kazakh() -> None:
    text = "\n".join([RUSSIAN] * 6 + [KAZAKH])
    assert document_language(text) == ("ru", "Cyrl", ("mixed languages: kk, ru",))


def test_a_russian_name_does_not_make_a_kazakh_document_mixed() -> None:
    text = "\n".join([KAZAKH] * 30 + ["«Информационно-технический сервис»"])
    assert document_language(text).warnings == ()


@given(st.text())
def test_offsets_hold_for_any_text(text: str) -> None:
    spans = paragraph_languages(text)
    assert [text[start:end] for start, end, _ in spans] == [line for line in text.split("\n") if line.strip()]
    language = document_language(text)
    assert language.language and len(language.script) == 4
