"""Running text to KazNERD-style tokens: cases are written with | between the tokens."""

import pytest

from derek.tagging.tokens import kaznerd_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ол келді.", "Ол|келді|."),
        ("Нұр-Сұлтан мен АҚШ-тың", "Нұр-Сұлтан|мен|АҚШ-тың"),
        ("1-інші, 2020-сыншы", "1-інші|,|2020-сыншы"),
        ("30%-ке өсті", "30|%-ке|өсті"),
        ("30 %-ға", "30|%-ға"),
        ("12,5 пайыз", "12|,|5|пайыз"),
        ("18:00-де", "18|:|00-де"),
        ("«Самұрық-Қазына»-ның", "«|Самұрық-Қазына|»|-ның"),
        ("“Хабар”-дан", "“|Хабар|”|-дан"),
        ("2025–2030 жылдары", "2025|–|2030|жылдары"),
        ("– Иә, – деді ол.", "–|Иә|,|–|деді|ол|."),
        ("1 548 000 теңге", "1 548 000|теңге"),
        ("1\u00a0548,3 млрд", "1\u00a0548|,|3|млрд"),
        ("25 000-нан астам", "25 000-нан|астам"),
        ("2025 100 адам", "2025|100|адам"),
        ("Қ.К. Тоқаев", "Қ|.|К|.|Тоқаев"),
        ("COVID-19, 5G", "COVID-19|,|5G"),
        ("Кот-д’Ивуар", "Кот-д’Ивуар"),
        ("24.12.2014", "24|.|12|.|2014"),
        ("№5 мектеп", "№|5|мектеп"),
        ("халық...", "халық|.|.|."),
        ("сөз- сөз", "сөз|-|сөз"),
        (" \n\t ", ""),
        ("", ""),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    found = [text[start:end] for start, end in kaznerd_tokens(text, 0, len(text))]
    assert found == [token for token in tokens.split("|") if token]


def test_offsets_refer_to_the_whole_text() -> None:
    text = "Бірінші сөйлем. Екінші сөйлем."
    assert kaznerd_tokens(text, 16, 30) == [(16, 22), (23, 29), (29, 30)]


def test_nothing_but_white_space_is_left_out() -> None:
    text = "Ол – «Қазмұнай» (ҚМГ)-де 5,3 %-ға\u202fөсті; №7… 10\u00a0000 $"
    covered = {place for start, end in kaznerd_tokens(text, 0, len(text)) for place in range(start, end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)


def test_long_input_is_linear() -> None:
    for piece in ("1 000", "а-", "«-", " ", "%-", "1,"):
        assert isinstance(kaznerd_tokens(piece * 50_000, 0, len(piece) * 50_000), list)
