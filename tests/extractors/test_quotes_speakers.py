"""Who speaks where the tail does not say it: the ladder, teasers, feeds, interviews; cases as in `conftest`."""

from __future__ import annotations

from collections.abc import Callable

from derek.schema import Quote

Find = Callable[[str], list[Quote]]
Expect = Callable[[str, set[str]], None]


def test_a_teaser_that_breaks_off_has_no_speaker(find: Find) -> None:
    text = "{Серік Жұманов} есеп берді.\nЖол салынды, деп мәлімдеді бүгін брифингте ҚР Ұлттық эконом…"
    (quote,) = find(text)
    assert quote.speaker is None and "cut_off" in quote.flags


def test_whoever_is_named_in_full_before_a_text_breaks_off_still_speaks(find: Find) -> None:
    (quote,) = find("Жол салынды, деп мәлімдеді бүгін {Серік Жұманов} Астанада өткен жиынд…")
    assert quote.speaker == "Серік Жұманов"


def test_an_item_of_a_feed_has_its_own_speakers(find: Find) -> None:
    text = (
        "2015 жылдың 7 қазаны {Серік Жұманов} есеп берді.\n"
        "2015 жылдың 8 қазаны Жол салынды, деп мәлімдеді.\n2015 жылдың 9 қазаны Көпір ашылды."
    )
    assert [q.speaker for q in find(text)] == [None]


def test_one_date_is_a_dateline_not_a_feed(find: Find) -> None:
    text = "{Серік Жұманов} есеп берді.\n2015 жылдың 8 қазаны\n– Жол салынды, – деді."
    assert [q.speaker for q in find(text)] == ["Серік Жұманов"]


def test_a_trade_fits_whoever_the_narrative_names(find: Find) -> None:
    (quote,) = find("Жиында инженер {Мұрат Исаев} баяндама жасады. Маманның айтуынша, қазандық жөнделді.")
    assert (quote.speaker, quote.resolved_by) == ("Мұрат Исаев", "title")


def test_a_chiefs_title_fits_whoever_spoke_last(find: Find) -> None:
    found = find("{Асыл Мамыт} жұмыс жүріп жатқанын айтты.\n«Шығынды өтейміз», – деді ведомство басшысы.")
    assert [q.speaker for q in found] == ["Асыл Мамыт", "Асыл Мамыт"]


def test_a_title_never_fits_somebody_with_another_one(find: Find) -> None:
    found = find("Ауыл тұрғыны {Бақыт Сарин} жол жаман екенін айтты.\n«Жолды жөндейміз», – деді әкім.")
    assert [q.speaker for q in found] == ["Бақыт Сарин", None]


def test_a_name_right_after_an_unknown_title(find: Find) -> None:
    found = find("– Мектеп саламыз, – деді аудан әкімі. {Нығман Серікұлының} айтуынша, қаржы бөлінді.")
    assert [q.speaker for q in found] == ["Нығман Серікұлы", "Нығман Серікұлы"]


def test_an_answer_under_a_plain_question_is_an_interview(find: Find) -> None:
    found = find(
        "{Серік Жұманов} қойған мақсат үшін не істеу керек деп санайсыз?\n– Ең алдымен, ғалымдарды құттықтаймын."
    )
    assert [q.layout for q in found] == ["interview"]


def test_two_people_in_the_title_are_no_principal(find: Find) -> None:
    text = "{Серік Жұманов} пен {Асхат Оралов} кездесті\nКеліссөз ұзаққа созылды.\n– Бітімге келдік, – деді."
    assert [q.speaker for q in find(text)] == [None]


def test_an_organisation_named_with_its_region(find: Find) -> None:
    (quote,) = find("«Дала» РТРК баспасөз қызметінің мәліметінше, жаңа бағдарлама шығады.")
    assert quote.speaker == "«Дала» РТРК баспасөз қызметі"


def test_a_worker_without_a_name_is_not_whoever_spoke_last(find: Find) -> None:
    found = find(
        "{Нұрбол Оспан} өрт сөндірілгенін айтты.\n«Терезе түгел сынды», – дейді атын атағысы келмеген жұмысшы."
    )
    assert [q.speaker for q in found] == ["Нұрбол Оспан", None]


def test_two_who_talk_take_turns(find: Find) -> None:
    found = find(
        "– Көпір бітті ме? – деп сұрады {Серік Жұманов}.\n– Бітті, – деп жауап берді {Асхат Оралов}.\n"
        "– Жол ше, ол да дайын ба?\n– Ол да дайын.\n– Онда хаттамаға жазыңыздар, – деді {Серік Жұманов}."
    )
    assert [(q.text, q.speaker) for q in found[2:]] == [
        ("Жол ше, ол да дайын ба?", "Серік Жұманов"),
        ("Ол да дайын.", "Асхат Оралов"),
        ("Онда хаттамаға жазыңыздар", "Серік Жұманов"),
    ]


def test_a_question_in_a_speech_of_several_paragraphs_is_nobody_elses(find: Find) -> None:
    text = "Жиында жол мәселесі қаралды.\n– Жол қашан бітеді?\n– Оны күзге дейін аяқтаймыз, – деді {Серік Жұманов}."
    assert [(q.speaker, len(q.parts)) for q in find(text)] == [("Серік Жұманов", 2)]


def test_a_bare_body_before_its_paper(find: Find) -> None:
    text = "Су министрлігі жоспар қабылдады. «Келесі кезең көктемде басталады», – делінген ведомство мәлімдемесінде."
    assert [q.speaker_text for q in find(text)] == ["ведомство"]


def test_a_physician_is_whoever_the_surgeon_was(find: Find) -> None:
    found = find("– Ота сәтті өтті, – дейді кардиохирург {Айгүл Сейтова}.\nДәрігердің айтуынша, науқас аяғынан тұрды.")
    assert [q.speaker for q in found] == ["Айгүл Сейтова", "Айгүл Сейтова"]


def test_a_physician_of_somewhere_is_somebody_else(find: Find) -> None:
    found = find("– Бюджет бекіді, – дейді әкім {Айдос Сейтов}.\nАуыл дәрігерінің айтуынша, науқас аяғынан тұрды.")
    assert [q.speaker for q in found] == ["Айдос Сейтов", None]
