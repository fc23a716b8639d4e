"""The spaCy language `kk`: `spacy.blank("kk")` works wherever derek is installed."""

from __future__ import annotations

from spacy.attrs import LIKE_NUM
from spacy.language import BaseDefaults, Language
from spacy.util import load_config_from_str

from derek.knowledge import Knowledge
from derek.text.numerals import read_number

_CONFIG = """
[nlp]

[nlp.tokenizer]
@tokenizers = "derek.KazakhTokenizer.v1"
"""

# spaCy reads defaults as class attributes, so the words are read when this module is first imported.
_STOP_WORDS = {row["word"] for row in Knowledge().table("lexicon/stop_words.tsv", ("word",))}


def like_num(text: str) -> bool:
    """Whether a token reads as a number: digits or a number word, suffixes on («бесеуі», «15-ке», «20%-ға»)."""
    return read_number(text.split("%", 1)[0]) is not None


class KazakhDefaults(BaseDefaults):
    """Tokens, stop words and lexical attributes of Kazakh."""

    config = load_config_from_str(_CONFIG)
    stop_words = _STOP_WORDS
    lex_attr_getters = {LIKE_NUM: like_num}  # noqa: RUF012 - spaCy's protocol
    writing_system = {"direction": "ltr", "has_case": True, "has_letters": True}  # noqa: RUF012


class Kazakh(Language):  # type: ignore[no-untyped-call]  # spaCy's base is untyped
    """Kazakh in Cyrillic script."""

    lang = "kk"
    Defaults = KazakhDefaults
