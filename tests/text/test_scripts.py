import pytest

from derek.text.scripts import language_and_script, script_shares

CASES = [
    ("Мемлекет басшысы Үкімет отырысын өткізді және тапсырмалар берді.", "kk", "Cyrl"),
    ("Алматыда жол салынды.", "kk", "Cyrl"),
    ("БҰҰ-ға мүше елдер", "kk", "Cyrl"),
    ("Глава государства провел заседание правительства и дал поручения.", "ru", "Cyrl"),
    ("Өлкөнүн президенти бүгүн өкмөт жыйынын өткөрдү жана тапшырма берди.", "ky", "Cyrl"),
    ("Ўзбекистон Республикаси Президенти ва ҳукумат йиғилиши бўйича", "uz", "Cyrl"),
    ("Президент Украины провів засідання і надав доручення.", "uk", "Cyrl"),
    ("Qazaqstan Prezidenti Úkimet otyrysyn ótkizdi jäne tapsyrma berdi", "kk", "Latn"),
    ("The President of Kazakhstan held a meeting with the Government", "en", "Latn"),
    ("مەملەكەت باسشىسى ۇكىمەت وتىرىسىن وتكىزدى، دەدى", "kk", "Arab"),
    ("2025 — 123,4", "und", "Zyyy"),
    ("", "und", "Zyyy"),
]


@pytest.mark.parametrize(("text", "language", "script"), CASES)
def test_language_and_script(text: str, language: str, script: str) -> None:
    assert language_and_script(text) == (language, script)


def test_kazakh_with_a_russian_quotation_is_kazakh() -> None:
    text = "Мемлекет басшысы Үкімет отырысында бұл туралы айтты: «Нужно работать лучше», – деп атап өтті ол."
    assert language_and_script(text) == ("kk", "Cyrl")


def test_shares_sum_to_one() -> None:
    shares = script_shares("Boeing ұшағы")
    assert shares == {"Latn": 6 / 11, "Cyrl": 5 / 11}
