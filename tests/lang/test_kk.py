import pytest
import spacy

TEXTS = [
    "БҰҰ-ға мүше елдер 2024-жылы 15%-ға өсті.",
    "Қ.-Ж. Тоқаев  11,5 млрд. доллар туралы айтты.\n– Жақсы, – деді ол.",
    "  Басында бос орын бар\u00a0мәтін \n\n соңында да ",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_blank_pipeline_keeps_every_character(text: str) -> None:
    assert spacy.blank("kk")(text).text == text


def test_hyphenated_suffixes_decimals_and_initials_stay_whole() -> None:
    tokens = [token.text for token in spacy.blank("kk")("БҰҰ-ға 2024-жылы Қ.-Ж. Тоқаев 11,5 млрд. береді.")]
    assert tokens == ["БҰҰ-ға", "2024-жылы", "Қ.-Ж.", "Тоқаев", "11,5", "млрд.", "береді", "."]


def test_lexical_attributes() -> None:
    doc = spacy.blank("kk")("Біз жүз жиырма бес жұмыс орны және 15 мектеп аштық")
    assert [token.text for token in doc if token.like_num] == ["жүз", "жиырма", "бес", "15"]
    assert doc[6].is_stop
    assert not doc[8].is_stop


def test_the_language_survives_the_disk(tmp_path: object) -> None:
    nlp = spacy.blank("kk")
    nlp.to_disk(str(tmp_path))
    assert [token.text for token in spacy.load(str(tmp_path))("15%-ға")] == ["15%-ға"]
