"""CoNLL-U files: sentences with their words and tokens, and the nine tenths that may be learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from derek.errors import GoldError

KEPT_APART = 10
"""Every tenth sentence of the treebank, by position from 0, is kept apart from anything learned, listed or tuned."""


class TreebankWord(NamedTuple):
    """One syntactic word; a word that the file gives inside a multiword token has its own row here."""

    form: str
    lemma: str
    upos: str
    feats: str


class TreebankSentence(NamedTuple):
    """One sentence: its text, its words, and the surface tokens as (form, number of words, whether a space follows)."""

    text: str
    words: tuple[TreebankWord, ...]
    tokens: tuple[tuple[str, int, bool], ...]


def read_conllu(path: Path) -> list[TreebankSentence]:
    """All sentences of a file, in order. Raises GoldError with file and line for a row that is not CoNLL-U."""
    return list(_sentences(path))


def learnable(sentences: Sequence[TreebankSentence]) -> list[TreebankSentence]:
    """The nine tenths."""
    return [sentence for position, sentence in enumerate(sentences) if position % KEPT_APART]


def kept_apart(sentences: Sequence[TreebankSentence]) -> list[TreebankSentence]:
    """The tenth that only scores may touch."""
    return list(sentences[::KEPT_APART])


def _sentences(path: Path) -> Iterator[TreebankSentence]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield _sentence(path, block)
            block = []


def _sentence(path: Path, block: list[tuple[int, str]]) -> TreebankSentence:
    text, words, tokens, covered = "", [], [], 0
    for number, line in block:
        if line.startswith("#"):
            text = line.removeprefix("# text = ") if line.startswith("# text = ") else text
            continue
        cells = line.split("\t")
        if len(cells) != 10:
            raise GoldError(f"{path}:{number}: {len(cells)} cells; CoNLL-U has ten, parted by tabs")
        spaced = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            tokens.append((cells[1], last - first + 1, spaced))
            covered = last
        elif "." not in cells[0]:
            words.append(TreebankWord(cells[1], cells[2], cells[3], "" if cells[5] == "_" else cells[5]))
            if int(cells[0]) > covered:
                tokens.append((cells[1], 1, spaced))
    return TreebankSentence(text, tuple(words), tuple(tokens))
