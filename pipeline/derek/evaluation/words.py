"""Tokens, sentences, parts of speech, lemmas scored: on the treebank's kept tenth, and on KazNERD as running text."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from derek.evaluation.conllu import TreebankSentence, TreebankWord, kept_apart, read_conllu
from derek.evaluation.word_alignment import Score, score_words
from derek.text.annotating import Annotator
from derek.text.page import Page
from derek.text.sentences import split
from derek.text.tokens import tokenize

Span = tuple[int, int]

JOINED = 5
"""Sentences of KazNERD that are joined at random into one text."""


class RunningText(NamedTuple):
    """A sentence of KazNERD as running text; a token is (start, end, whether it holds a digit)."""

    text: str
    tokens: tuple[tuple[int, int, bool], ...]


class Speed(NamedTuple):
    """Words a second on one core."""

    cold: float
    """First sight of every word form."""
    warm: float
    """The same text again: tokens, sentences and suffixes."""
    warm_tagged: float
    """The same, with parts of speech, lemmas and features."""


def score_treebank(annotator: Annotator, treebank: Path) -> dict[str, dict[str, Score]]:
    """CoNLL 2018 scores on the sentences kept apart: «gold tokens», and «in chain» (running text, a space between)."""
    gold = kept_apart(read_conllu(treebank))
    return {
        "gold tokens": score_words(gold, annotate_tokens(annotator, gold)),
        "in chain": score_words(gold, annotate_text(annotator, " ".join(sentence.text for sentence in gold))),
    }


def annotate_tokens(annotator: Annotator, sentences: Sequence[TreebankSentence]) -> list[TreebankSentence]:
    """What derek says where surface tokens and sentences are given; a multiword token is one word to it."""
    found = []
    for sentence in sentences:
        text, spans = _spell(sentence)
        page = annotator.annotate(text, spans, [(0, len(text), "body")])
        found.extend(_as_treebank(page))
    return found


def annotate_text(annotator: Annotator, text: str) -> list[TreebankSentence]:
    """What derek says of running text."""
    return _as_treebank(annotator.page(text))


def _spell(sentence: TreebankSentence) -> tuple[str, list[Span]]:
    text, spans = "", []
    for form, _, spaced in sentence.tokens:
        spans.append((len(text), len(text) + len(form)))
        text += form + " " * spaced
    return text, spans


def _as_treebank(page: Page) -> list[TreebankSentence]:
    found = []
    for stretch in page.sentences:
        words = page.sentence_words(stretch)
        rows = tuple(TreebankWord(word.text, word.lemma, word.pos, word.morph) for word in words)
        tokens = tuple((word.text, 1, True) for word in words)
        found.append(TreebankSentence(page.text[stretch.start : stretch.end], rows, tokens))
    return found


def read_running_text(path: Path) -> list[RunningText]:
    """KazNERD's IOB2 file → its sentences as running text with the gold tokens' places.

    A space between tokens, none before , . ! ? ; : » ) … % and none after « ( ; «12 , 5» and «18 : 00» become «12,5»
    and «18:00».
    """
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.rsplit(" ", 1)[0] for line in block.split("\n")[1:] if line.strip()] for block in blocks]
    return [_joined(tokens) for tokens in rows if tokens]


def _joined(tokens: Sequence[str]) -> RunningText:
    text, spans = "", []
    for place, token in enumerate(tokens):
        if text and not _adheres(tokens, place):
            text += " "
        spans.append((len(text), len(text) + len(token), any(letter.isdigit() for letter in token)))
        text += token
    return RunningText(text, tuple(spans))


def _adheres(tokens: Sequence[str], place: int) -> bool:
    """Whether no space stands before a token."""
    token, before = tokens[place], tokens[place - 1]
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    inner = token in {",", ":"} and before[-1:].isdigit() and after[:1].isdigit()
    past_inner = place > 1 and before in {",", ":"} and tokens[place - 2][-1:].isdigit() and token[:1].isdigit()
    return token[0] in ",.!?;:»)…%" or before in {"«", "("} or inner or past_inner


def score_tokens(rows: Sequence[RunningText]) -> Score:
    """Tokens by equal spans; gold tokens that hold a digit are left out, and with them what derek cuts across them."""
    right = gold = system = 0
    for row in rows:
        numbers = [(start, end) for start, end, number in row.tokens if number]
        wanted = {(start, end) for start, end, number in row.tokens if not number}
        found = {span for span in tokenize(row.text) if not any(s < span[1] and span[0] < e for s, e in numbers)}
        right, gold, system = right + len(wanted & found), gold + len(wanted), system + len(found)
    return Score(right, gold, system)


def score_sentence_ends(rows: Sequence[RunningText], seed: int = 1) -> Score:
    """Sentence ends inside texts of five random sentences joined by a space; a text's own end is not counted."""
    order = list(rows)
    random.Random(seed).shuffle(order)
    right = gold = system = 0
    for begin in range(0, len(order) - JOINED + 1, JOINED):
        text, ends = "", set()
        for row in order[begin : begin + JOINED]:
            text += " " * bool(text) + row.text
            ends.add(len(text))
        found = {end for _, end, _ in split(text, tokenize(text))} - {len(text)}
        ends.discard(len(text))
        right, gold, system = right + len(ends & found), gold + len(ends), system + len(found)
    return Score(right, gold, system)


def measure_speed(annotator: Annotator, text: str) -> Speed:
    """Words a second over one text; the annotator should be fresh, so that its first pass is cold."""
    count = len(tokenize(text))
    cold = _seconds(lambda: _analyse(annotator, text))
    warm = min(_seconds(lambda: _analyse(annotator, text)) for _ in range(3))
    annotator.page(text)
    tagged = min(_seconds(lambda: annotator.page(text)) for _ in range(3))
    return Speed(count / cold, count / warm, count / tagged)


def _analyse(annotator: Annotator, text: str) -> None:
    tokens = tokenize(text)
    split(text, tokens)
    analyse = annotator.analyser.analyse
    for start, end in tokens:
        analyse(text[start:end])


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def describe_scores(scores: dict[str, dict[str, Score]]) -> Iterator[str]:
    """One line a layer: precision, recall, F1 in percent and the gold count."""
    for setting, layers in scores.items():
        for layer, score in layers.items():
            shares = f"P {score.precision:6.2%} R {score.recall:6.2%} F1 {score.f1:6.2%}"
            yield f"{setting:12} {layer:10} {shares} n {score.gold}"
