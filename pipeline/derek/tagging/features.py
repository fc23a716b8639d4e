"""What the sequence model sees of a word, and of which words: the features, shared by training and tagging.

Every feature looks at one word (an atom of it, such as its last three letters) through one slot (the word itself, its
right neighbour, the next lower-case word …), or at a pair of neighbours. That keeps tagging fast: a word type's scores
per slot are computed once and kept. The lists below are frozen with the model's protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import regex

from derek.tagging.stems import crude_stems

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

BOUNDARY = "\n"
"""Stands before, between and after sentences; no token equals it."""

_ENDINGS = ("s1", "s2", "s3", "s4", "s5", "s6")
_BEGINNINGS = ("p1", "p2", "p3", "p4", "p5", "p6", "p7")
_STEM_ENDINGS = ("e2", "e3", "e4")
_LISTS = ("gC", "gN", "gR", "gO", "gL", "gF", "gg", "gs", "gT", "gM")
KINDS = ("w", "l", "sh", "st", *_ENDINGS, *_BEGINNINGS, *_STEM_ENDINGS, "dl", "ds", "lat", "hl", "hr", "gz", *_LISTS)
"""Atoms of a word: itself, lower-cased, shape, crude stem, endings, beginnings, endings of the stem («баев»), digits
before its suffix, that suffix, Latin script, the parts around the last hyphen, the name lists that hold it together,
and each list alone: cities, countries, regions, organisations, locations, facilities, given names, surnames,
languages, currencies."""

_OUTER = ("l", "sh", "st", "s3", "gz")
_FAR = ("l", "st", "s3", "gz")
SLOTS: Mapping[str, tuple[str, ...]] = {
    "0": KINDS,
    "-1": ("l", "sh", "st", "s2", "s3", "s4", "p3", "p4", "e3", "gz", *_LISTS),
    "+1": ("l", "sh", "st", "s2", "s3", "s4", "p3", "p4", "e3", "gz", *_LISTS),
    "-2": _OUTER,
    "+2": _OUTER,
    "next_lower": _FAR,
    "previous_lower": _FAR,
    "after_quote": _FAR,
    "second_after_quote": _FAR,
    "before_quote": _FAR,
}
"""Which atoms each slot carries. `next_lower` is the nearest lower-case word to the right (at most six words off);
the quote slots apply between « and » alone and look at the words outside."""

OFFSETS = ("0", "-1", "+1", "-2", "+2")
"""The slots that show a word at every place."""

PAIRS = ("l", "st", "sh", "s3", "gz")
"""Atoms of which a word's pair with its left and with its right neighbour counts."""

_REACH = 6
_LONGEST_QUOTE = 10
_FOLD = {"“": "«", "„": "«", "”": "»", "―": "—"}
_SIGN = regex.compile(r"\p{L}[+$]?")
_SPACES = regex.compile(r"\s+")
_KEPT = 3
_LATIN = regex.compile(r"\p{Latin}")


def atoms(word: str, names: Mapping[str, str]) -> dict[str, str]:
    """Kind → atom, «l=ақпан» and the like; kinds that a word lacks are left out.

    `names` maps lower-case words to the name lists that hold them; a word counts with up to three endings cut.
    """
    return {kind: f"{kind}={value}" for kind, value in values(word, names).items()}


def values(word: str, names: Mapping[str, str]) -> dict[str, str]:
    """`atoms` without the kind before each: kind → «ақпан» and the like."""
    if word == BOUNDARY:
        return dict.fromkeys(("l", "sh", "st", "s3", "gz"), "<s>")
    word = _normal(word)
    lower = word.lower()
    cuts = crude_stems(lower)
    found = {"w": word, "l": lower, "sh": shape(word), "st": cuts[-1]}
    _affixes(lower, cuts[-1], found)
    if word[0].isdigit():
        _digits(word, found)
    if "-" in lower:
        _hyphen(lower, found)
    _name_lists(cuts, found, names)
    if _LATIN.search(word):
        found["lat"] = "1"
    return found


def shape(word: str) -> str:
    """Letters as X and x, digits as d, the rest as it is, no sign more than twice in a row: «Нұр-Сұлтан» → Xxx-Xxx."""
    if word.isalpha():
        if word.islower():
            return "xx"[: len(word)]
        if word[:1].isupper() and word[1:].islower():
            return "Xxx"[: len(word)]
    signs: list[str] = []
    for letter in word:
        sign = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if signs[-2:] != [sign, sign]:
            signs.append(sign)
    return "".join(signs)


def _normal(word: str) -> str:
    """Marks as KazNERD writes them, and no spaces inside a grouped number."""
    return _FOLD.get(word) or (_SPACES.sub("", word) if word[0].isdigit() else word)


def _affixes(lower: str, stem: str, found: dict[str, str]) -> None:
    for size, kind in enumerate(_ENDINGS[: len(lower) - 1], start=1):
        found[kind] = lower[-size:]
    for size, kind in enumerate(_BEGINNINGS[: len(lower) - 1], start=1):
        found[kind] = lower[:size]
    ending = stem[_KEPT:]
    for size, kind in enumerate(_STEM_ENDINGS, start=2):
        if len(ending) > size:
            found[kind] = ending[-size:]


def _digits(word: str, found: dict[str, str]) -> None:
    rest = word.lstrip("0123456789")
    found["dl"] = str(min(len(word) - len(rest), 9))
    found["ds"] = rest


def _hyphen(lower: str, found: dict[str, str]) -> None:
    left, hyphen, right = lower.rpartition("-")
    if hyphen and len(lower) > 2:
        found["hl"], found["hr"] = left, right


def _name_lists(cuts: Sequence[str], found: dict[str, str], names: Mapping[str, str]) -> None:
    lists = next((names[cut] for cut in cuts if cut in names), None)
    if lists:
        found["gz"] = lists
        found.update((f"g{sign[0]}", sign) for sign in _SIGN.findall(lists) if f"g{sign[0]}" in _LISTS)


def looks(word: str) -> tuple[bool, bool, bool]:
    """What the slots need to know of a word type: begins in lower case, opens a quotation, closes one."""
    word = _FOLD.get(word, word)
    return word[0].isalpha() and not word[0].isupper(), word == "«", word == "»"


def slot_places(lower: Flags, opens: Flags, closes: Flags, edge: Flags) -> dict[str, Places]:
    """For each slot the place of the word that it shows at each place of a batch; -1 where it shows none.

    The flags are aligned with the words of a batch in which boundaries (`edge`) stand before, between and after the
    sentences, two at either end. Place 0 and the last place are boundaries.
    """
    here = np.arange(len(edge))
    places = {
        "0": here,
        "-1": here - 1,
        "+1": here + 1,
        "-2": _beyond(here - 1, -1, edge),
        "+2": _beyond(here + 1, 1, edge),
    }
    places["next_lower"] = _nearest(lower, edge, 1)
    places["previous_lower"] = _nearest(lower, edge, -1)
    _quote_places(places, opens, closes, edge)
    return places


def _beyond(place: Places, step: int, edge: Flags) -> Places:
    """One further, but never past a boundary."""
    size = len(edge)
    inside = np.clip(place, 0, size - 1)
    return np.where(edge[inside], inside, inside + step)


def _nearest(flag: Flags, edge: Flags, step: int) -> Places:
    """The nearest flagged place strictly before (-1) or after (+1), in the same sentence and within reach."""
    here = np.arange(len(flag))
    stops = flag | edge
    found = _previous(stops) if step < 0 else _following(stops)
    safe = np.clip(found, 0, len(flag) - 1)
    good = (found >= 0) & (found < len(flag)) & flag[safe] & (np.abs(found - here) <= _REACH)
    return np.where(good, found, -1)


def _previous(flag: Flags) -> Places:
    """The last flagged place strictly before each place, or -1."""
    last = np.maximum.accumulate(np.where(flag, np.arange(len(flag)), -1))
    return np.concatenate(([-1], last[:-1]))


def _following(flag: Flags) -> Places:
    """The first flagged place strictly after each place, or the length."""
    size = len(flag)
    first = np.minimum.accumulate(np.where(flag, np.arange(size), size)[::-1])[::-1]
    return np.concatenate((first[1:], [size]))


def _quote_places(places: dict[str, Places], opens: Flags, closes: Flags, edge: Flags) -> None:
    here = np.arange(len(edge))
    begin = np.where(opens, here, _previous(opens))
    end = np.where(closes, here, _following(closes))
    barrier = _previous(closes | edge)
    inside = (begin > barrier) & (end < _following(opens | edge)) & (end - begin < _LONGEST_QUOTE) & ~edge
    after = np.where(inside, end + 1, 0)
    second = np.where(edge[after], after, np.minimum(after + 1, len(edge) - 1))
    places["after_quote"] = np.where(inside, after, -1)
    places["second_after_quote"] = np.where(inside, second, -1)
    places["before_quote"] = np.where(inside, begin - 1, -1)


def describe(sentence: Sequence[str], atoms_of: Callable[[str], Mapping[str, str]]) -> list[list[str]]:
    """The features of each token as strings, «+1|s3=тың» and «left|l=нұр~сұлтан», for a trainer that reads strings."""
    words = [BOUNDARY, *sentence, BOUNDARY]
    seen = [atoms_of(word) for word in words]
    signs = np.array([(False, False, False) if word == BOUNDARY else looks(word) for word in words])
    edge = np.array([word == BOUNDARY for word in words])
    places = slot_places(signs[:, 0], signs[:, 1], signs[:, 2], edge)
    rows = [_slot_features(seen, places, here) for here in range(1, len(words) - 1)]
    for here, row in enumerate(rows, start=1):
        row.extend(pair_features("left", seen[here - 1], seen[here]))
        row.extend(pair_features("right", seen[here], seen[here + 1]))
    return rows


def _slot_features(seen: Sequence[Mapping[str, str]], places: Mapping[str, Places], here: int) -> list[str]:
    row = ["bias"]
    for slot, kinds in SLOTS.items():
        place = int(places[slot][here])
        if place >= 0:
            row.extend(f"{slot}|{seen[place][kind]}" for kind in kinds if kind in seen[place])
    return row


def pair_features(side: str, left: Mapping[str, str], right: Mapping[str, str]) -> list[str]:
    """The pair features of two neighbours; `side` is where the other word stands: left or right."""
    return [f"{side}|{left[kind]}~{right[kind]}" for kind in PAIRS if kind in left and kind in right]
