"""Names that the noun of their kind tells: in quotation marks before it, or ending in it. {words|LABEL} marks each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import regex

from derek.extractors.headed_names import HeadedNames
from derek.extractors.name_forms import NameForms
from derek.extractors.quoted_names import QuotedNames
from derek.knowledge import Knowledge
from derek.text.page import Page

_MARK = regex.compile(r"\{([^|{}]+)\|(\w+)\}")


def _plain(case: str) -> str:
    return _MARK.sub(r"\1", case)


def _marked(case: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in _MARK.finditer(case)]


@pytest.mark.parametrize(
    "case",
    [
        "«{Ақ бидай|ORGANISATION}» ЖШС мен «{Тұлпар|ORGANISATION}» агрофирмасы келісті.",
        "«{Алтын дән|PROJECT}» мемлекеттік бағдарламасы аяқталды.",
        "«{Дала сазы|ART}» атты деректі фильмі мен «{Көктем|ART}» әні ұсынылды.",
        "«{Ауыл кубогы|EVENT}» халықаралық турнирі басталды.",
        "«{Қоршаған орта туралы|LAW}» Қазақстан Республикасының Заңына түзету енді.",
        "«{Су қоры туралы|LAW}» және «{Орман туралы|LAW}» заңдарға қол қойылды.",
        "«{Шығыс|FACILITY}» кенішінде жұмыс тоқтады.",
        "«{Таңғы жаңалық|ORGANISATION}» порталы жазды.",
        "«{Қаспақ – Көктал|FACILITY}» газ құбыры мен «{Тынық|FACILITY}» тұрғын үй кешені тапсырылды.",
        "Жүк «{Сарыбел|FACILITY}» бекетінен өтті, мақала «{Дала ғылымы|ORGANISATION}» журналында шықты.",
        "«Сарыбел» дейді, бекетте кезек жоқ.",
        "Жастар «{Кәсіп пе, диплом ба?|EVENT}» атты пікірталасқа жиналды.",
        "«Кәсіп пе, диплом ба?» деген сұрақ қойылды.",
        "«Жұмыс жалғасады», – деді ол.",
        "«Жаңа ереже туралы» сөз қозғалды.",
        "«Бұл – бағдарлама», – деді маман.",
    ],
)
def test_in_quotation_marks(knowledge: Knowledge, make_page: Callable[..., Page], case: str) -> None:
    page = make_page(_plain(case))
    found = QuotedNames(knowledge, NameForms(knowledge)).find(page)
    assert [(page.text[m.start : m.end], m.label) for m in found] == _marked(case)
    assert all(m.canonical == page.text[m.start : m.end] for m in found)


@pytest.mark.parametrize(
    "case",
    [
        "Астанада {Орталық Азия сарапшылар форумы|EVENT} өтті.",
        "{Түркі мемлекеттері ұйымының бейресми саммитіне|EVENT} қатысты.",
        "Құжат {Бюджет кодексіне|LAW} сай.",
        "Биыл {Моноқалаларды дамыту бағдарламасы|PROJECT} аяқталады.",
        "Кеме {Құрық портына|FACILITY} келді.",
        "Жаңа жоспарда {Қамысты-2 ГЭС-ін|FACILITY} салу мен {Балқаш ЖЭО-сының|FACILITY} жөндеуі бар.",
        "Пойыз {Қамысты стансасында|FACILITY} тоқтады, кітапты зауытына апарды.",
        "Мұнда қуаты 50 МВт жел паркі салынады.",
        "Мемлекеттік бағдарламасын бекітті.",
        "Деректі {Жетісу облысының білім басқармасы|ORGANISATION} таратты.",
        "Сұрақ {Мәжілістің Бюджет және қаржы комитетінде|ORGANISATION} қаралды.",
        "Тексеруді {Сыбайлас жемқорлыққа қарсы күрес департаменті|ORGANISATION} жүргізді.",
        "Бүгін {Халықаралық Балқашты сақтау қоры|ORGANISATION} құрылды.",
        "Ауылдағы {№7 аудандық аурухана|ORGANISATION} ашылды.",
        "Брифинг {Өңірлік коммуникациялар қызметінде|ORGANISATION} өтті.",
        "Хабарды {Тараз аграрлық университеті|ORGANISATION} мен {Орал техникалық университеті|ORGANISATION} растады.",
        "Жүк {Транскаспий көлік дәлізімен|FACILITY} жөнелтілді.",
        "Келер жылы Астанада {Өңірлік жасыл форум|EVENT} ұйымдастырылады.",
        "Кеше {Шекара өңіріндегі Достық туралы шартқа|LAW} қол қойылды.",
        "Облыстың білім басқармасы жауап берді. Тұрғындар қалалық ауруханасын мақтады.",
        "Өзеннің су қоры азайды, Үлбінің су қоры көбейді.",
        "3. Кірпіш зауыты қайда ашылады?",
        "Ол туралы шартқа қол қойылды, келісім керек.",
        "Бұл форумы ұнады.",
        "Форум аяқталды, зауыт іске қосылды.",
    ],
)
def test_ending_in_their_noun(knowledge: Knowledge, make_page: Callable[..., Page], case: str) -> None:
    page = make_page(_plain(case))
    found = HeadedNames(knowledge, NameForms(knowledge)).find(page, [])
    assert [(page.text[m.start : m.end], m.label) for m in found] == _marked(case)


def test_the_canonical_of_a_headed_name_has_no_case(knowledge: Knowledge, make_page: Callable[..., Page]) -> None:
    page = make_page("Құжат Бюджет кодексіне сай.")
    (found,) = HeadedNames(knowledge, NameForms(knowledge)).find(page, [])
    assert found.canonical == "Бюджет кодексі"
