"""Direct quotations in the layouts of press offices; cases as in `conftest`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.schema import Quote

Find = Callable[[str], list[Quote]]
Expect = Callable[[str, set[str]], None]

LAYOUTS = {
    "adjuncts before the speaker": "– ⟦Шаруалар ақшасын алады⟧, – деді бүгін Астанада өткен форумда ‹{Айдар Сапаров}›.",
    "a promise": "– ⟦Су құбырын ауыстырамыз!⟧ – деп уәде берді ‹{Айдар Сапаров}›.",
    "no blank after the dash": "–⟦Егін жиналды⟧,– деді ‹{Сәбит Ахметов}›.",
    "digits after an interruption": "«⟦Біз⟧, – деді ‹{Ерлан Аккенжеев}›, – ⟦2027 жылға дейін бәрін бітіреміз⟧».",
    "a second half in marks of its own": '"⟦Бұл – тек бастамасы⟧", – деді ‹бапкер›. "⟦Ары қарай ұтамыз⟧".',
    "a turn that goes on below": "– ⟦Жобаны бастадық⟧, – деді ‹министр›.\n– ⟦Қазір құрылыс жүріп жатыр.⟧\nОл кетіп қалды.",
    "marks that close below": "«⟦Жобаны бастадық⟧, – деді ‹министр›.\n⟦Қазір құрылыс жүріп жатыр⟧».\nЖоба қымбат.",
    "any verb after деп": "«⟦Бұл жұмыс жалғасады⟧» деп жымиды ‹{Саясат Нұрбек}›.",
    "how a speech begins": "‹{Саясат Нұрбек}› сөзін «⟦Достарды көргеніме қуаныштымын⟧» деп бастады.",
    "дегенді": "‹{Саясат Нұрбек}› «⟦Біз бұл жобаны қолдаймыз⟧» дегенді айтты.",
    "a conclusion": "‹{Саясат Нұрбек}› «⟦Біз бұл жобаны қолдаймыз⟧» деген тұжырым жасады.",
    "деп отыр": "«⟦Біз бұл жобаны қолдаймыз⟧» деп отыр ‹{Саясат Нұрбек}›.",
    "the sentence after says whose words": "«⟦Дерек қорын қорғау керек. Кім бұзса, сол жауап береді⟧». Бұл туралы ‹министр› айтты.",
    "осылай деді": "«⟦Егін бітік шықты. Еңбек еш кетпеді⟧». Осылай деді ‹{Айдар Сапаров}›.",
    "impersonal": "Хабарламада «⟦Төлем мерзімі өзгермейді⟧» делінген.",
    "whose paper": "«⟦Үш рейс кешікті, өтемақы төленді⟧», – делінген ‹компанияның› мәлімдемесінде.",
    "a sentence before a colon": "‹{Ерлан Әбдіков}› құпиясымен бөлісті: «⟦Бәрі адал еңбекпен келді⟧».",
    "a joke": "‹{Ерлан Әбдіков}› жастарға қарап «⟦енді сендер де тынбайсыңдар⟧» деп қалжыңдады.",
    "whose wish, and how many words": "‹Әженің› тілегі біреу-ақ: «⟦Әуелі аман болсын, байлық қашпас⟧».",
    "whose answer, and how short": "‹Министрдің› жауабы қысқа: «⟦Салық биыл өспейді⟧».",
    "a caption before a colon": "‹{Ерлан Әбдіков}› (суретте): «⟦Биыл жаңа кеңсе ашамыз⟧».",
    "marks that each paragraph opens": "‹{Ерлан Әбдіков}› былай деді:\n“⟦Байланыс нығайды.⟧\n“⟦Сауда өседі.⟧\n“⟦Мақсат ортақ.⟧”",
    "one short sentence after a colon": "Сөз алғандар көп.\n‹{Ерлан Әбдіков}›: «⟦Баға тұрақты⟧».",
    "a dash after a label": "Жиын басталды.\n‹{Ерлан Әбдіков}›: – ⟦Жоба дайын. Енді қаржы керек.⟧",
    "single curly marks": "‘⟦Біз бұл жобаны қолдаймыз⟧’, – деді ‹{Ерлан Әбдіков}›.",
    "a surname after a trade": "Атақты тарихшы ‹Тарле› «⟦Құжатсыз тарих жоқ⟧» деп жазған.",
    "words that a speaker retells": (
        "«⟦Мен ән жазуды ұсындым.⟧\n⟦Студия іздедік.⟧\n⟦Енді аяқтаймын⟧», – деді ‹{Әли Оқапов}›."
    ),
}

NOTHING = {
    "an inscription": "Кіреберіске «Қош келдіңіздер, қымбатты қонақтар» деп жазылған.",
    "words of a law": "Бапта «мәдениет және спорт саласы» деген сөздер «мәдениет» сөзімен ауыстырылсын.",
    "a thing after a colon": "Жобаның атауы біреу-ақ: «Ауыл – ел бесігі жолы».",
    "a saying": "Ол Абайдың «Адам бол» деген сөзін еске алды.",
    "a list after a passive": "Мынадай қызмет ұсынылады: «Құжаттарды қабылдау және беру»; «Анықтама беру».",
    "an intention": "Ауыл тұрғындары көктемде көшпекші деп отыр.",
    "a bulletin": "Жиында шешімдер қабылданды:\n– Мектеп салу.\n– Жол жөндеу.\n– Су тарту.",
}


@pytest.mark.parametrize("marked", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layouts(expect: Expect, marked: str) -> None:
    expect(marked, {"direct"})


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_no_quotation(find: Find, text: str) -> None:
    assert find(text) == []


def test_two_tails_in_one_sentence(find: Find) -> None:
    found = find("«Баға тұрақты», – деді {Серік Жұманов}, ал сарапшы {Айдос Қалиев} «Баға өседі» деп санайды.")
    assert [(q.text, q.speaker) for q in found] == [("Баға тұрақты", "Серік Жұманов"), ("Баға өседі", "Айдос Қалиев")]


def test_words_in_marks_after_a_report_are_the_same_speakers(find: Find) -> None:
    found = find("{Светлана Жақып} жәрдемақы төленетінін айтты. «Ешкім далада қалмайды, қаржы бөлінді».")
    assert [(q.kind, q.speaker) for q in found] == [("indirect", "Светлана Жақып"), ("direct", "Светлана Жақып")]


def test_an_answer_of_several_paragraphs_ends_at_the_gap(find: Find) -> None:
    text = "Айгерім Досжан: – Қалай қарайсыз?\nДәурен Өтеген: – Жақсы.\nБізде 31 кафедра болатын.\n\nАйгерім Досжан: – Рақмет!"
    found = find(text.replace("Айгерім Досжан", "{Айгерім Досжан}").replace("Дәурен Өтеген", "{Дәурен Өтеген}"))
    assert [q.text for q in found][:2] == ["Қалай қарайсыз?", "Жақсы. Бізде 31 кафедра болатын."]


def test_a_retold_quotation_is_nested(find: Find) -> None:
    found = find("«Мен ән жазуды ұсындым.\nМаған: «Жұмыс жасайық» деді.\nЕнді аяқтаймын», – деді {Әли Оқапов}.")
    assert [q.parent_quote_id for q in found] == [None, 0]
    assert len(found[0].parts) == 3


def test_a_writers_own_question_ends_a_turn(find: Find) -> None:
    found = find("– Сіз қалай ойлайсыз? – дедім мен.\n– Дұрыс шешім, – деді {Әли Оқапов}.")
    assert [q.text for q in found] == ["Дұрыс шешім"]


def test_headings_below_a_forgotten_mark_are_not_swallowed(find: Find) -> None:
    text = "«Біз көпір саламыз. Жолды да жөндейміз.\nЖаңа мектеп ашылды\nБасқа жаңалық\nБұл сауапты іс» дейді халық."
    assert all("Жаңа мектеп" not in q.text for q in find(text))


def test_a_name_inside_a_longer_label_opens_no_turn(find: Find) -> None:
    assert find("{Ерлан Әбдіков} атындағы сыйлық иегерлері:\nБіз бәрін бағаладық.") == []
