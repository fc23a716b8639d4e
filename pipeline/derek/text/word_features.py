"""What the tagger of parts of speech looks at: features of one word form, seen from several offsets."""

from __future__ import annotations

from collections.abc import Mapping

from derek.text.suffixes import Analyser, Analysis

OFFSETS = (-2, -1, 0, 1, 2)
START = "\x02"
"""Put before a form that opens its sentence and begins with a capital, since that capital says little."""
EDGE = "\x03"
"""The pseudo form beyond both ends of a sentence."""


class WordFeatures:
    """Names the features of word forms."""

    def __init__(self, analyser: Analyser, capitals: Mapping[str, int], clusters: Mapping[str, int]) -> None:
        """`capitals`: lower-case form → how often, in tenths, plain text capitalises it inside sentences."""
        self._analyser = analyser
        self._capitals = capitals
        self._clusters = clusters

    def at(self, key: str, offset: int) -> list[str]:
        """Features of a form (or of START + form, or EDGE) seen at an offset from the word in hand."""
        return [f"{offset}|{name}" for name in self.of(key)[abs(offset)]]

    def of(self, key: str) -> tuple[list[str], list[str], list[str]]:
        """The same without the offset: of the word in hand, of one beside it, of one two words away."""
        if key == EDGE:
            return ["edge"], ["edge"], ["edge"]
        word = key.lstrip(START)
        form = word.lower()
        analysis = self._analyser.analyse(word)
        kind, functions = analysis.kind, analysis.functions
        chain, last = "c" + kind + " ".join(functions), "".join(functions[-1:])
        stem = analysis.stem.lower()
        same = ["w" + form, "s" + kind + stem, chain]
        shape, parts = "x" + _shape(word, key), "p" + "+".join(sorted(self._analyser.stems.parts(stem)))
        cluster = self._cluster(form)
        own = [*same, "l" + kind + last, "b" + kind + "".join(functions[:1]), shape, parts]
        own += self._spelling(word, form, analysis) + cluster + self._lists(key, word, form, stem)
        near = [*same, "l" + last, "e" + form[-3:], shape, parts, *cluster]
        return own, near, ["w" + form, "c" + kind + last, *cluster]

    def _spelling(self, word: str, form: str, analysis: Analysis) -> list[str]:
        size = len(form)
        names = [f"q{analysis.kind}{analysis.known:d}{analysis.confidence > 0.8:d}", f"n{min(len(word), 6)}"]
        names += ["e" + form[-length:] for length in range(1, min(5, size) + 1)]
        return names + ["a" + form[:length] for length in (3, 4) if length < size]

    def _lists(self, key: str, word: str, form: str, stem: str) -> list[str]:
        names = []
        if word[0].isupper():
            fifths = self._capitals.get(form, -1), self._capitals.get(stem, -1)
            names.append(f"u{fifths[0]}{fifths[1]}{key[0] == START:d}")
        listed = self._analyser.stems.forms.get(form)
        return [*names, "f" + listed.pos] if listed else names

    def _cluster(self, form: str) -> list[str]:
        cluster = self._clusters.get(form)
        return [] if cluster is None else [f"k{cluster}"]


def _shape(word: str, key: str) -> str:
    """What kinds of characters a form is made of: capitals, digits, marks, hyphens; whether it opens the sentence."""
    first = "^" if key[0] == START else ""
    if word.isalpha():
        return first + (("X" if len(word) == 1 else "XX") if word.isupper() else "Xx" if word[0].isupper() else "x")
    if not any(letter.isalnum() for letter in word):
        return f"mark{word[0]}"
    if word[0].isdigit():
        return first + ("digits-" if "-" in word else "digits%" if "%" in word else "digits")
    if word.isupper():
        return first + ("X." if "." in word else "X" if len(word) == 1 else "XX")
    return first + ("Xx" if word[0].isupper() else "x") + ("-" if "-" in word else "") + ("." if "." in word else "")
