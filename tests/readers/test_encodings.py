import pytest
from hypothesis import given
from hypothesis import strategies as st

from derek.errors import ReadError
from derek.readers.encodings import decode, mend, well_formed

KAZAKH = (
    "Қазақстан Республикасының Үкіметі көктемгі егіс жұмыстарына 580 миллиард теңге бөлді.",
    "Әділет министрлігі халыққа қызмет көрсету сапасын арттыруға ұсыныс енгізді.",
    "«Ауыл шаруашылығы өнімдерінің экспорты үш есе өсті», – деді министр.",
)
RUSSIAN = "Правительство утвердило план развития регионов до конца года."
UKRAINIAN = "Уряд схвалив план розвитку регіонів до кінця року, їх є багато."
UZBEK = "Ўзбекистон Республикаси Президенти янги фармонни имзолади."


@pytest.mark.parametrize("text", KAZAKH)
@pytest.mark.parametrize(
    ("codec", "warning"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "read as UTF-16"),
        ("utf-16-le", "read as UTF-16"),
        ("utf-16-be", "read as UTF-16"),
        ("utf-32", "read as UTF-32"),
        ("kz1048", "read as KZ-1048"),
        ("ptcp154", "read as PTCP154"),
    ],
)
def test_kazakh_in_every_encoding(text: str, codec: str, warning: str | None) -> None:
    text = text if codec != "ptcp154" else text.replace("–", "-")
    assert decode(text.encode(codec)) == (text, (warning,) if warning else ())


@pytest.mark.parametrize(
    ("text", "codec", "warning"),
    [
        (RUSSIAN, "cp1251", "read as CP1251"),
        (RUSSIAN, "koi8-r", "read as KOI8-R"),
        (RUSSIAN, "cp866", "read as CP866"),
        (UKRAINIAN, "cp1251", "read as CP1251"),
    ],
)
def test_neighbours_in_theirs(text: str, codec: str, warning: str) -> None:
    assert decode(text.encode(codec)) == (text, (warning,))


@pytest.mark.parametrize("text", KAZAKH)
def test_kz1048_that_was_read_as_cp1251_is_mended(text: str) -> None:
    misread = text.encode("kz1048").decode("cp1251")
    assert decode(misread.encode()) == (text, ("encoding mended: KZ-1048 had been read as CP1251",))


def test_the_known_example() -> None:
    assert mend("Ќазаќстан јлем ґѕір їкімет ўлт").text == "Қазақстан әлем өңір үкімет ұлт"


@pytest.mark.parametrize("name", ["cp1251", "cp1252", "latin-1"])
def test_utf8_that_was_read_as_something_else_is_mended(name: str) -> None:
    misread = "Қазақ".encode().decode(name)
    assert decode(f"{misread}\nҚазақстан".encode()) == (
        "Қазақ\nҚазақстан",
        (f"encoding mended: UTF-8 had been read as {name.upper()}",),
    )


@pytest.mark.parametrize(
    "text",
    [
        *KAZAKH,
        RUSSIAN,
        UKRAINIAN,
        UZBEK,
        "Серб теннисшісі Новак Ђоковић Астанаға келді.",
        "Сербский теннисист Новак Ђоковић приехал в столицу.",
        "Казакстан Республикасынын Укіметі",
        "РС-РС РТ СС, Ð-вирус, 25 °С",
    ],
)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, ())


def test_one_line_in_another_encoding() -> None:
    data = KAZAKH[0].encode() + b"\n" + KAZAKH[1].encode("kz1048")
    assert decode(data) == (
        f"{KAZAKH[0]}\n{KAZAKH[1]}",
        ("mixed encodings: some lines are not UTF-8 and were read as KZ-1048",),
    )


def test_a_file_cut_within_a_letter_loses_that_letter() -> None:
    assert decode("Қазақ".encode()[:-1]) == ("Қаза", ("the last character is cut off",))


def test_lost_letters_are_told() -> None:
    assert decode("Қаза\ufffdстан".encode()).warnings == ("some letters were lost before (U+FFFD)",)
    assert decode("Қаза".encode() * 20 + b"\xff" + "стан".encode()).warnings == (
        "some letters were lost before (U+FFFD)",
    )


def test_a_given_encoding_is_taken_at_its_word() -> None:
    assert decode(KAZAKH[0].encode("kz1048"), "cp1251").text == KAZAKH[0]  # misread as told, then mended
    with pytest.raises(ReadError, match="«kz-9999»"):
        decode(b"abc", "kz-9999")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "white space"),
        (b"\xef\xbb\xbf", "white space"),
        (bytes(range(128, 256)), "UTF-8"),
        (b"\x01\x02\x03\xff" * 100, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        decode(data)


def test_lone_surrogates_are_replaced_and_pairs_joined() -> None:
    assert well_formed("а\ud800б").text == "а\ufffdб"
    assert well_formed("а\ud83d\ude00б").text == "а😀б"


def test_marks_piled_on_a_letter_are_cut() -> None:
    assert well_formed("а" + "\u0301" * 100_000 + "б") == (
        "а" + "\u0301" * 30 + "б",
        ("marks piled on a letter were cut (30 are kept)",),
    )


@given(st.binary(max_size=300))
def test_bytes_become_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data).text
    except ReadError as error:
        assert str(error)
    else:
        well_formed(text).text.encode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip))
def test_utf8_is_never_refused(text: str) -> None:
    decode(text.encode())
