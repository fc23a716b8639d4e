"""A word form → its stem and suffixes with their functions: known stems first, the likeliest split otherwise."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from typing import Any, NamedTuple

import regex

from derek.knowledge import Knowledge
from derek.text.characters import HYPHENS, INVISIBLE
from derek.text.morphotactics import LONGEST_WORD, NOMINAL, NUMERAL, VERBAL, Morphotactics, Split
from derek.text.ranking import Evidence, Ranker, shares
from derek.text.stems import Stems
from derek.text.word_model import WordModel, load_word_model

_CACHED = 3 << 12
_KEPT_CUTS = 1 << 15
"""Words whose splits are kept: each is asked for without its part of speech, and soon again with it."""
_FOREIGN_STEM = regex.compile(
    rf"(?P<stem>.*[\p{{Lu}}\p{{N}}%\p{{Latin}}°])[{HYPHENS}](?P<rest>\p{{Ll}}+)|[{HYPHENS}](?P<rest>\p{{Ll}}+)"
)
_COMPOUND = regex.compile(rf"(?P<before>.+[{HYPHENS}])(?P<last>[\p{{L}}\p{{M}}]+)")
_DELETE = dict.fromkeys(map(ord, INVISIBLE))
_LEXICAL_VOICES = frozenset({"CAUS", "RECP", "PASS"})
_PARTICLES = frozenset({"ақ", "ау", "мыс", "міс", "ай", "шы", "ші"})
"""Particles that a hyphen ties to any word: «бүгін-ақ»."""


class Analysis(NamedTuple):
    """One reading of a word form."""

    stem: str
    """Without inflection; changed sounds restored («орны» → «орын»); a capital is kept where the stem may be a name."""
    suffixes: tuple[str, ...]
    """As the table spells them, innermost first."""
    functions: tuple[str, ...]
    """What each suffix does, aligned with `suffixes`: GEN, PL, P3, PST …"""
    confidence: float
    """0 to 1: the probability of this reading among all splits of the word."""
    known: bool
    """Whether the stem stands in a list or in the treebank."""
    kind: str = ""
    """«N» for a nominal stem, «V» for a verb, «NUM» for a numeral, empty where nothing was analysed."""


class Analyser:
    """Analyses word forms, each once, then from a bounded cache."""

    def __init__(self, knowledge: Knowledge, model: WordModel | None = None) -> None:
        """Reads the tables of suffixes and stems; `model`: another one than models/words.

        Raises KnowledgeError or ModelError where either is broken.
        """
        learned = model or load_word_model(knowledge.folder / "words")
        self.grammar = Morphotactics(knowledge)
        self.stems = Stems(knowledge)
        self.rank(learned.evidence, learned.split_weights)

    def rank(self, evidence: Evidence, weights: Mapping[str, float]) -> None:
        """Takes other learned weights and evidence into use; what was analysed before is forgotten."""
        self.evidence = evidence
        self.ranker = Ranker(self.stems, evidence, weights)
        self._cuts: dict[str, tuple[list[Split], list[float]]] = {}
        self.analyse = functools.lru_cache(_CACHED)(self._analyse)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the cache, so that an analyser can be sent to another process."""
        return {name: value for name, value in self.__dict__.items() if name != "analyse"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.analyse = functools.lru_cache(_CACHED)(self._analyse)

    def splits(self, word: str) -> list[Split]:
        """Every way to cut a word into stem and chain, in lower case; the bare word is among them. Never empty."""
        clean = word.translate(_DELETE)
        if any(mark in clean for mark in HYPHENS):
            return self._hyphened(clean)
        if not clean[-1:].isalpha() or clean[0].isdigit():
            return [Split(_bare_number(clean), NUMERAL if clean[:1].isdigit() else NOMINAL, (), False, 0, 0)]
        return self._without_doublets(self.grammar.splits(clean.lower()))

    def _hyphened(self, word: str) -> list[Split]:
        match = _FOREIGN_STEM.fullmatch(word)
        chains = self.grammar.chains(match["rest"]) if match and len(match["rest"]) <= LONGEST_WORD else []
        if match and chains:
            stem = _bare_number((match["stem"] or word).lower())
            kind = NUMERAL if stem[0].isdigit() else NOMINAL
            chain, _ = min(chains, key=lambda found: (found[1] != kind, len(found[0])))
            return [Split(stem, kind, chain, False, 0, 0)]
        compound = _COMPOUND.fullmatch(word.lower())
        if compound is None:
            return [Split(word.lower(), NOMINAL, (), False, 0, 0)]
        before, last = compound["before"], compound["last"]
        if last in _PARTICLES:
            return self.splits(word[: len(before) - 1]) or []
        splits = self._without_doublets(self.grammar.splits(last))
        return [split._replace(stem=before + split.stem) for split in splits]

    def _without_doublets(self, splits: list[Split]) -> list[Split]:
        """Stems that are listed with their voice stay whole: «арттыр» is not cut into «арт» and «тыр»."""
        return [split for split in splits if not self._is_doublet(split)]

    def _is_doublet(self, split: Split) -> bool:
        if not split.chain or split.chain[0].function not in _LEXICAL_VOICES:
            return False
        return self.stems.knows(split.stem + split.chain[0].form, VERBAL)

    def best(self, word: str, tag: str = "") -> tuple[Split, float]:
        """The likeliest split and its probability; `tag` is the word's part of speech where it is known."""
        splits, found = self.ranked(word, tag)
        if len(splits) == 1:
            return splits[0], 1.0
        top = max(found)
        return splits[found.index(top)], top

    def ranked(self, word: str, tag: str = "") -> tuple[list[Split], list[float]]:
        """Every split of a word, and the probability of each."""
        cut = self._cuts.get(word)
        if cut is None:
            if len(self._cuts) >= _KEPT_CUTS:
                self._cuts.clear()
            splits = self.splits(word)
            cut = self._cuts[word] = splits, self.ranker.stem_scores(splits, word[0].isupper())
        return cut[0], shares(list(map(operator.add, self.ranker.chain_scores(cut[0], tag), cut[1])))

    def forget_splits(self) -> None:
        """Lets go of what was kept until the parts of speech were known: it is large, and of no use now."""
        self._cuts.clear()

    def _analyse(self, word: str) -> Analysis:
        """The best reading of one token without its context, in time bounded by a constant."""
        listed = self.stems.forms.get(word.lower())
        if listed is not None:
            kind = VERBAL if listed.pos in {"VERB", "AUX"} else NOMINAL
            return Analysis(listed.lemma, listed.suffixes, listed.functions, 0.99, True, kind)
        if not word or not any(letter.isalnum() for letter in word):
            return Analysis(word, (), (), 1.0, False)
        split, share = self.best(word)
        return self.to_analysis(word, split, share)

    def to_analysis(self, word: str, split: Split, share: float) -> Analysis:
        """A split → an analysis, with the capitals of the word put back where the stem may be a name."""
        known = self.stems.knows(split.stem, split.kind) or (split.stem, split.kind) in self.evidence.seen
        stem = split.stem if split.kind == VERBAL else _cased(word, split.stem)
        functions = tuple(suffix.function for suffix in split.chain)
        return Analysis(stem, tuple(s.form for s in split.chain), functions, round(share, 3), known, split.kind)


def _cased(word: str, stem: str) -> str:
    """The stem with the capitals of the word from which it was cut."""
    head = word[: len(stem)]
    if head.lower() == stem:
        return head
    kept = 0
    while kept < min(len(word), len(stem)) and word[kept].lower() == stem[kept]:
        kept += 1
    rest = stem[kept:]
    return word[:kept] + (rest.upper() if word[:kept].isupper() and kept > 1 else rest)


def _bare_number(word: str) -> str:
    """A number without its percent sign."""
    return word.rstrip("%‰") or word
