"""derek's tokens as a spaCy tokenizer: nothing to configure, nothing to save."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from derek.text.tokens import tokenize


class KazakhTokenizer(DummyTokenizer):
    """Text → Doc. The Doc's text equals the input to the last character; white space beyond one space is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cuts a text of any length, in time linear in it."""
        words: list[str] = []
        spaces: list[bool] = []
        for word, space in _pieces(text):
            words.append(word)
            spaces.append(space)
        return Doc(self.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yields (word, whether one space follows); further white space between words is a piece of its own."""
    spans = tokenize(text)
    lead = text[: spans[0][0] if spans else len(text)]
    if lead:
        yield lead, False
    ends = [start for start, _ in spans[1:]] + [len(text)][: len(spans)]
    for (start, end), following in zip(spans, ends, strict=True):
        gap = text[end:following]
        yield text[start:end], gap.startswith(" ")
        rest = gap.removeprefix(" ")
        if rest:
            yield rest, False


def create_tokenizer() -> Callable[[Language], KazakhTokenizer]:
    """The registered factory `derek.KazakhTokenizer.v1`."""

    def create(nlp: Language) -> KazakhTokenizer:
        return KazakhTokenizer(nlp.vocab)

    return create
