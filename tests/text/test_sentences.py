"""A case is the text with a bar at every sentence end."""

import time

import pytest

from derek.text.sentences import split
from derek.text.tokens import tokenize

CASES = [
    "Президент келді.| Ол сөйледі.",
    "Өсім 11,5 пайыз болды.| 2025 жылы тағы өседі.",
    "Қ.-Ж. Тоқаев келді.| Қ. Тоқаев кетті.| А.К. Серіков қалды.",
    "Жоба 5 млрд. теңге тұрады.| Ол 1999 ж. басталды.",
    "Құны 2,2 трлн. АҚШ доллары болды.",
    "Мұнда нан, су, т.б. бар.| Онда нан, су, т.б.| Бәрі бар.",
    "1. Бірінші тармақ.| Екінші сөйлем.",
    "– Қаржы бар, – деді әкім.| – Енді мердігер керек.",
    "– Қаржы бар! – деді әкім.",
    "– Қалай болды? – деп сұрады ол.| – Жақсы.",
    "«Біз дайынбыз», – деді ол.",
    "«Біз дайынбыз!» – деді ол.",
    "«Дайынбыз ба?» деп сұрады.",
    "«Біріншісі бітті.| Екіншісі басталды», – деді министр.",
    "Ол: «Барамын», – деді.| «Мен де», – деді екіншісі.",
    "Ол барады («Жас Отан» қолдады.)| Енді бәрі кетті.",
    "Не?!| Неге…| Солай...",
    "Ол келді... кейін кетті.",
    "Сайты primeminister.kz деп аталады.| Кіріңіз.",
    "Бұл сөйлем.Бұл екіншісі.",
    "АСТАНА. KAZINFORM — Премьер-министр келді.| Ол кетті.",
    "Бірінші жол\n|Екінші жол",
    "Бірінші.\n|\n|Екінші.",
    "№ 5 мектеп ашылды.| № 6 мектеп жабылды.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentence_ends(case: str) -> None:
    text = case.replace("|", "")
    wanted = [piece.strip() for piece in case.split("|") if piece.strip()]
    if case == "Бұл сөйлем.Бұл екіншісі.":
        wanted = ["Бұл сөйлем.", "Бұл екіншісі."]
    assert [text[start:end] for start, end, _ in split(text, tokenize(text))] == wanted


DOCUMENT = """Үкімет отырысы өтті
10:15, 14 Сәуір 2026 | GMT +5
Жиында бірнеше мәселе қаралды. Министр былай деді:
– Біз дайынбыз, – деді министр.
Негізгі бағыттар
Шаралар:
1) жол салу;
2) мектеп ашу.
Сондай-ақ:
– су жүргізу;
– жарық тарту.
• Бөлек тармақ
Көрсеткіш\t2024\t2025
Пайда\t118,4\t153,9
Е. Тоқаев: Рақмет.
Журналист: Қашан?"""


def test_kinds() -> None:
    found = split(DOCUMENT, tokenize(DOCUMENT), title_end=DOCUMENT.index("\n"))
    assert [kind for _, _, kind in found] == [
        "title",
        "dateline",
        "body",
        "body",
        "body",
        "heading",
        "body",
        "list_item",
        "list_item",
        "body",
        "list_item",
        "list_item",
        "list_item",
        "table_row",
        "table_row",
        "speaker_line",
        "speaker_line",
    ]


@pytest.mark.parametrize(
    "line",
    ["2025 жылғы 16 қараша", "16 қараша 2025", "АСТАНА, 2014 жылғы 19 маусым", "20.09.2018", "08 Сәуір 2025, 11:40"],
)
def test_datelines(line: str) -> None:
    text = "Тақырып\n" + line + "\nБіраз мәтін болды."
    assert [kind for _, _, kind in split(text, tokenize(text), title_end=7)] == ["title", "dateline", "body"]


def test_every_token_stands_in_one_sentence() -> None:
    tokens = tokenize(DOCUMENT)
    found = split(DOCUMENT, tokens)
    for start, end in tokens:
        assert sum(s <= start and end <= e for s, e, _ in found) == 1


def test_nothing_gives_nothing() -> None:
    assert split("", []) == []
    assert split(" \n ", tokenize(" \n ")) == []


@pytest.mark.parametrize("unit", ["а. ", "А. ", "А. «", "- ", "! ", "» ", "1. ", "а\n", "А. KAZINFORM "])
def test_time_grows_linearly(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        tokens = tokenize(text)
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            split(text, tokens)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(20_000) < 12 * seconds(5_000) + 0.05
