"""What the tagger of parts of speech looks at: features of one word form, seen from several offsets."""

from __future__ import annotations

from collections.abc import Mapping

from derek.text.suffixes import Analyser

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
        if key == EDGE:
            return [f"{offset}|edge"]
        names = self.far(key) if abs(offset) == 2 else self.near(key) if offset else self.own(key)
        return [f"{offset}|{name}" for name in names]

    def far(self, key: str) -> list[str]:
        """Two words away: the form, its chain, its cluster."""
        form = key.lstrip(START).lower()
        analysis = self._analyser.analyse(key.lstrip(START))
        return ["w" + form, "c" + analysis.kind + " ".join(analysis.functions[-1:]), *self._cluster(form)]

    def near(self, key: str) -> list[str]:
        """Beside the word in hand: also stem, ending, listed parts of speech and capitals."""
        word = key.lstrip(START)
        form = word.lower()
        analysis = self._analyser.analyse(word)
        kind, functions = analysis.kind, analysis.functions
        names = ["w" + form, "s" + kind + analysis.stem.lower(), "c" + kind + " ".join(functions)]
        names += ["l" + "".join(functions[-1:]), "e" + form[-3:], "x" + _shape(key), "p" + self._parts(analysis.stem)]
        return [*names, *self._cluster(form)]

    def own(self, key: str) -> list[str]:
        """Of the word in hand: everything."""
        word = key.lstrip(START)
        form = word.lower()
        analysis = self._analyser.analyse(word)
        functions = analysis.functions
        names = [
            "w" + form,
            "s" + analysis.kind + analysis.stem.lower(),
            "c" + analysis.kind + " ".join(functions),
            "l" + analysis.kind + "".join(functions[-1:]),
            "b" + analysis.kind + "".join(functions[:1]),
            "x" + _shape(key),
            "p" + self._parts(analysis.stem),
            f"q{analysis.kind}{analysis.known:d}{analysis.confidence > 0.8:d}",
            f"n{min(len(word), 6)}",
            *(f"e{form[-size:]}" for size in range(1, 6) if size <= len(form)),
            *(f"a{form[:size]}" for size in (3, 4) if size < len(form)),
            *self._cluster(form),
        ]
        if word[0].isupper():
            fifths = self._capitals.get(form, -1), self._capitals.get(analysis.stem.lower(), -1)
            names.append(f"u{fifths[0]}{fifths[1]}{key[0] == START:d}")
        listed = self._analyser.stems.forms.get(form)
        names.extend(["f" + listed.pos] if listed else [])
        return names

    def _parts(self, stem: str) -> str:
        return "+".join(sorted(self._analyser.stems.parts(stem.lower())))

    def _cluster(self, form: str) -> list[str]:
        cluster = self._clusters.get(form)
        return [] if cluster is None else [f"k{cluster}"]


def _shape(key: str) -> str:
    """What kinds of characters a form is made of: capitals, digits, marks, hyphens; whether it opens the sentence."""
    word = key.lstrip(START)
    first = "^" if key[0] == START else ""
    if not any(letter.isalnum() for letter in word):
        return f"mark{word[0]}"
    if word[0].isdigit():
        return first + ("digits-" if "-" in word else "digits%" if "%" in word else "digits")
    if word.isupper():
        return first + ("X." if "." in word else "X" if len(word) == 1 else "XX")
    return first + ("Xx" if word[0].isupper() else "x") + ("-" if "-" in word else "") + ("." if "." in word else "")
