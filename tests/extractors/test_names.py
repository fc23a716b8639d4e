"""Names, titles and pronouns. A case is the text itself: {words|LABEL}, {words|LABEL title} or {words|LABEL|id or canonical}.

No sequence model takes part unless a case hands its spans over: the rules alone are tested.
"""

import datetime as dt
from collections.abc import Callable

import pytest
import regex

from derek.extractors.names import NameFinder
from derek.knowledge import Knowledge
from derek.text.page import Page

_MARK = regex.compile(r"\{([^|{}]+)\|(\w+)(?: (title|pronoun))?(?:\|([^{}]+))?\}")
Expected = set[tuple[str, str, str, str | None]]
CHECKED = {"LEADER", "PERSON", "COUNTRY", "CITY", "REGION", "LOCATION"}


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> NameFinder:
    return NameFinder(knowledge)


def _read(case: str) -> tuple[str, list[tuple[int, int, str, str, str | None]]]:
    text, marks, last = "", [], 0
    for match in _MARK.finditer(case):
        text += case[last : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2], match[3] or "name", match[4]))
        text += match[1]
        last = match.end()
    return text + case[last:], marks


def _check(
    finder: NameFinder,
    make_page: Callable[..., Page],
    case: str,
    published: str | None,
    spans: dict[str, str] | None = None,
) -> None:
    text, marks = _read(case)
    tagged = [(text.index(words), text.index(words) + len(words), label) for words, label in (spans or {}).items()]
    rows = [r for r in finder.find(make_page(text, published), tagged) if r.label in CHECKED]
    assert [(r.text, r.label, r.mention) for r in rows] == [(text[s:e], label, kind) for s, e, label, kind, _ in marks]
    for row, (start, _, _, _, known) in zip(rows, marks, strict=True):
        assert row.start_char == start
        assert known is None or known in {row.id, row.canonical}


@pytest.mark.parametrize(
    "case",
    [
        "{Қазақстан|COUNTRY|iso3166:KZ} мен {Қырғыз Республикасының|COUNTRY|iso3166:KG} Үкіметтері келісті.",
        "Тауар {АҚШ-тан|COUNTRY|iso3166:US}, {ҚХР-дан|COUNTRY|iso3166:CN} және {БАӘ-ден|COUNTRY|iso3166:AE} келді.",
        "{Қазақстан-Қытай|COUNTRY} шекарасы".replace(
            "{Қазақстан-Қытай|COUNTRY}", "{Қазақстан|COUNTRY}-{Қытай|COUNTRY}"
        ),
        "{АСТАНА|CITY|geonames:1526273}. KAZINFORM — Жиын өтті.",
        "{Нұр-Сұлтанда|CITY|geonames:1526273} жиын өтті.",
        "Жиын {Шымкент|CITY} қаласында өтті.",
        "Жиын {Түркістан облысында|REGION|iso3166-2:KZ-61} өтті.",
        "{Алматы|REGION}, {Абай|REGION|iso3166-2:KZ-10} және {Жетісу облыстарында|REGION} жаңбыр жауады.",
        "«{Қазақстан|COUNTRY} темір жолы» ұлттық компаниясы",
        "Су {Талғар|LOCATION|Талғар өзені} мен {Қаскелең өзендерінен|LOCATION|Қаскелең өзені} алынады, өңір өзендері тасыды.",
        "Үйдің ауданы кең. Қордың ауданы {Қасқасу ауданында|REGION} өсті.",
        "Делегация {Чадтан|COUNTRY|iso3166:TD} және {Малиден|COUNTRY|iso3166:ML} келді.",
    ],
)
def test_places(finder: NameFinder, make_page: Callable[..., Page], case: str) -> None:
    _check(finder, make_page, case, "2026-04-14")


@pytest.mark.parametrize(
    "case",
    [
        "Бағасы 5 миллион АҚШ доллары болды.",
        "Елордада, еліміздің барлық аймағында өткізіледі.",
        "«Астана» клубы жеңіске жетті.",
        "Малина мен алма пісті.",
        "Ол орал мезгілін күтті.",
        "Қазақстандықтар сайлауға қатысты.",
        "Президенттер құжатқа қол қойды.",
        "Президенттік кітапхана ашылды.",
        "Еліміз бойынша облыстарда жұмыс жүріп жатыр.",
    ],
)
def test_what_is_no_place_and_no_person(finder: NameFinder, make_page: Callable[..., Page], case: str) -> None:
    _check(finder, make_page, case, "2026-04-14")


@pytest.mark.parametrize(
    ("published", "case"),
    [
        ("2026-04-14", "{Президент|LEADER title|person:kassym-jomart-tokayev} жиын өткізді."),
        ("2016-04-14", "{Мемлекет басшысы|LEADER title|person:nursultan-nazarbayev} жиын өткізді."),
        ("2026-04-14", "{Елбасы|PERSON title|person:nursultan-nazarbayev} туралы кітап шықты."),
        ("2026-04-14", "{{Өзбекстан|COUNTRY} Президентімен|LEADER title}"),
        (
            "2026-04-14",
            "{Франция|COUNTRY} Президенті {Эммануэль Макрон|LEADER|person:emmanuel-macron} келді. "
            "{Қасым-Жомарт Тоқаев|LEADER} қонақты қарсы алды. {Президент|LEADER title|Қасым-Жомарт Тоқаев} ризашылық білдірді.",
        ),
        (
            "2026-04-14",
            "{Самоа|COUNTRY} Премьер-министрі {Лаули Леуатеа|LEADER|Лаули Леуатеа} сөйледі. "
            "{Премьер-министр|LEADER title|Лаули Леуатеа} климат туралы айтты.",
        ),
        (None, "{Қазақстан|COUNTRY} Президенті {Қасым-Жомарт Тоқаев|LEADER} жиын өткізді."),
    ],
)
def test_titles_by_date_country_and_text(
    finder: NameFinder, make_page: Callable[..., Page], published: str | None, case: str
) -> None:
    if case.startswith("{{"):
        text = "Өзбекстан Президентімен кездесті."
        rows = [r for r in finder.find(make_page(text, published)) if r.label in CHECKED]
        assert [(r.text, r.canonical) for r in rows] == [
            ("Өзбекстан Президентімен", "Шавкат Мирзиёев"),
            ("Өзбекстан", "Өзбекстан"),
        ]
        return
    _check(finder, make_page, case, published)


@pytest.mark.parametrize(
    ("case", "spans"),
    [
        (
            "Сыртқы істер министрі {Ерболат Сәрсенов|PERSON|Ерболат Сәрсенов} сөйледі. {Сәрсеновтің|PERSON|Ерболат Сәрсенов} айтуынша, жол ашылады.",
            {"Сәрсеновтің": "PERSON"},
        ),
        ("Жиынды {Гүлшат Бекенқызына|PERSON|Гүлшат Бекенқызы} тапсырды.", {"Гүлшат Бекенқызына": "PERSON"}),
        ("{М. Нұрланов|PERSON|М. Нұрланов} сөз алды.", {"Нұрланов": "PERSON"}),
        ("Кітап {Абайға|PERSON} арналды.", {"Абайға": "PERSON"}),
        ("Көше {Дінмұхамед Қонаевтың|PERSON|Дінмұхамед Қонаев} атында.", {"Дінмұхамед Қонаевтың": "PERSON"}),
        ("Ауыл {Қонаев|CITY} қаласына жақын.", {}),
        (
            "Депутат {Марат Әбенов|PERSON} заңды қолдады. Әріптесі {Жанна Омарова|PERSON} түзету ұсынды. "
            "{Депутаттың|PERSON title|Жанна Омарова} айтуынша, мерзім қысқа.",
            {"Марат Әбенов": "PERSON", "Жанна Омарова": "PERSON"},
        ),
        (
            "Отты қорық инспекторы, 47 жастағы {Ержан Қалиев|PERSON} көрді. {Инспектор|PERSON title|Ержан Қалиев} үлгерді.",
            {"Ержан Қалиев": "PERSON"},
        ),
        (
            "Кешкісін {Бекзат|PERSON|Бекзат} ата келді. Дегенмен {Тұрсынова|PERSON|Тұрсынова} күтпеді.",
            {"Бекзат ата": "PERSON", "Дегенмен Тұрсынова": "PERSON"},
        ),
        (
            "Шопан {Сержан Әбдіров|PERSON} қойын айдады. Кеш батқанда {Сержан|PERSON|Сержан Әбдіров} оралды.",
            {"Сержан Әбдіров": "PERSON"},
        ),
        (
            "ХЭА атқарушы директоры {Фатих Бирол|LEADER|person:fatih-birol} келді. "
            "Зауыттың атқарушы директоры {Асан Серіков|PERSON|Асан Серіков} қарсы алды.",
            {},
        ),
        (
            "Жұрт {Талғат Құдайбердіні|PERSON|Талғат Құдайберді} мен {Дана Сәлімді|PERSON|Дана Сәлім} құттықтады. "
            "{Талғат Құдайберді|PERSON|Талғат Құдайберді} сөйледі.",
            {"Талғат Құдайбердіні": "PERSON", "Дана Сәлімді": "PERSON", "Талғат Құдайберді ": "PERSON"},
        ),
    ],
)
def test_people(finder: NameFinder, make_page: Callable[..., Page], case: str, spans: dict[str, str]) -> None:
    _check(finder, make_page, case, "2026-04-14", spans)


def test_a_minister_is_whoever_the_text_has_called_so(finder: NameFinder, make_page: Callable[..., Page]) -> None:
    text = "Ауыл шаруашылығы министрі Серік Айтбаев есеп берді. Министр егіс туралы айтты."
    rows = finder.find(make_page(text))
    assert [(r.text, r.mention, r.canonical) for r in rows if r.label == "PERSON"] == [
        ("Серік Айтбаев", "name", "Серік Айтбаев"),
        ("Министр", "title", "Серік Айтбаев"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [("Париж көшесіндегі үй", "Париж көшесі"), ("Париж көшесіне келді.", "Париж көшесі")],
)
def test_a_place_with_its_noun_has_no_case(
    finder: NameFinder, make_page: Callable[..., Page], text: str, place: str
) -> None:
    assert [row.canonical for row in finder.find(make_page(text))] == [place]


def test_a_title_without_a_referent_is_a_position(finder: NameFinder, make_page: Callable[..., Page]) -> None:
    rows = finder.find(make_page("Министр жиынға қатысты."))
    assert [(r.text, r.label, r.flags) for r in rows] == [("Министр", "POSITION", ("no referent",))]


@pytest.mark.parametrize("published", ["2017-05-05", "2021-05-05", None])
def test_offsets_hold(finder: NameFinder, make_page: Callable[..., Page], published: str | None) -> None:
    text = "АСТАНА. Елбасы – Нұрсұлтан Назарбаев\nҚР\nПрезиденті Қ.-Ж. Тоқаев «Алматы» мен Алматы облыстары, ТМД, БҰҰ Бас хатшысы А. Гутерриш"
    page = make_page(text, published)
    for row in finder.find(page):
        assert page.text[row.start_char : row.end_char] == row.text
        assert page.published == (dt.date.fromisoformat(published) if published else None)
