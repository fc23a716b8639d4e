"""Words that report speech: «деді», «деп атап өтті», «айтуынша», found on analysed words by their stems."""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.knowledge import Knowledge
from derek.text.page import Page, Word

FINITE = frozenset({"PST", "PRS", "FUT", "EVID", "INT"})
"""Suffix functions that close a sentence in the third person."""
_BARRED = frozenset({"NEG", "PASS", "COND", "DES", "VN"})
_CARRIERS = frozenset("өт кет отыр жатыр тұр жүр бер сал қой кел бол шық ал жібер".split())
"""Verbs that carry the ending for a converb before them: «айтып өтті», «деп отыр»."""
_CLOSING_CARRIERS = frozenset({"кел", "кет", "отыр"})
"""Verbs that carry a converb in -а: «айта келе», «айта кетті», «мәлімдей отырып»."""
_STANDING = frozenset("отыр жатыр тұр жүр".split())
"""Carriers that close a sentence without an ending."""
_SIMILATIVE = regex.compile("(?:[ғқ]ан|[гк]ен)$")
"""Participle of a stem that the analysis left whole: «өткендей» is өткен + SIM."""
_COPULAS = frozenset("еді болатын екен".split())
_VIEWS = frozenset("пікірде ойда сенімде үмітте көзқараста тұжырымда болжамда".split())
_NAMING = frozenset("ата атал бағала бағалан таны таныл".split())
_ADVERBS = frozenset("ерекше баса тағы да бүгін кеше сондай-ақ қысқаша нақты анық былай ашық".split())
_REACH = 14
"""How many words may stand between «деп» and its verb."""


class Cue(NamedTuple):
    """One reporting expression. `first` and `last` are indexes into the page's words, of the verb with its particles."""

    start: int
    end: int
    lemma: str
    takes: frozenset[str]
    form: str
    """finite, converb, participle, as («хабарлағандай»), view («деген пікірде») or bare («деп» without its verb)."""
    first: int
    last: int
    dep: int | None
    """Index of the word «деп» (or of the finite де- verb itself), None where the cue has none."""
    names: bool = False
    """Of a bare «деп»: whether the next verb names or rates a thing («деп атады», «деп бағалады»)."""


class CueFinder:
    """Finds the verbs of `lexicon/speech_verbs.tsv` in any finite or converbial form."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table of verbs is missing or broken."""
        self._verbs: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        for row in knowledge.table("lexicon/speech_verbs.tsv", ("before", "stem", "takes")):
            entry = (tuple(row["before"].split()), frozenset(row["takes"].split(",")))
            self._verbs.setdefault(row["stem"], []).append(entry)
        for entries in self._verbs.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, page: Page) -> list[Cue]:
        """All cues of a page, in order of their verbs."""
        cues: list[Cue] = []
        waiting: int | None = None
        for index, word in enumerate(page.words):
            if word.lemma not in self._verbs and not word.has("SIM"):
                continue
            text = word.text.lower()
            if text == "деген" and (view := self._view(page, index)):
                cues.append(view)
                continue
            if text == "деп":
                waiting = self._flush(page, waiting, cues, index)
                continue
            cue = self._cue(page, index)
            if cue is not None:
                cue = self._with_dep(page, cue, waiting)
                waiting = None if cue.dep == waiting else waiting
                cues.append(cue)
        self._flush(page, waiting, cues, None)
        return sorted(cues, key=lambda cue: cue.first)

    def _view(self, page: Page, index: int) -> Cue | None:
        """«… деген пікірде»: a view that somebody holds, with no verb."""
        last = page.words[index + 1] if index + 1 < len(page.words) else None
        if last is None or last.text.lower() not in _VIEWS or last.sent_id != page.words[index].sent_id:
            return None
        takes = frozenset({"quote", "think"})
        return Cue(page.words[index].start, last.end, "де", takes, "view", index, index + 1, index)

    def _flush(self, page: Page, waiting: int | None, cues: list[Cue], now: int | None) -> int | None:
        """A «деп» that met no speech verb becomes a bare cue."""
        if waiting is not None:
            word = page.words[waiting]
            names = any(w.lemma in _NAMING for w in page.words[waiting + 1 : waiting + 4])
            cues.append(Cue(word.start, word.end, "де", frozenset({"bare"}), "bare", waiting, waiting, waiting, names))
        return now

    def _cue(self, page: Page, index: int) -> Cue | None:
        word = page.words[index]
        stem = word.lemma if word.lemma in self._verbs else _SIMILATIVE.sub("", word.lemma)
        for before, takes in self._verbs.get(stem, ()):
            first = index - len(before)
            if first >= 0 and tuple(w.text.lower() for w in page.words[first:index]) == before:
                last = carrier_end(page, index)
                form = verb_form(page, index, last)
                if form is None:
                    return None
                lemma = " ".join((*before, stem))
                dep = index if stem == "де" else None
                return Cue(page.words[first].start, page.words[last].end, lemma, takes, form, first, last, dep)
        return None

    def _with_dep(self, page: Page, cue: Cue, waiting: int | None) -> Cue:
        """Joins a «деп» before the verb: next to it as one expression, farther off as its sign only."""
        words = page.words
        for gap in (1, 2):
            said = cue.first - gap
            if said >= 0 and cue.dep is None and words[said].text.lower() == "деген" and words[said].sent_id == words[cue.first].sent_id:
                return cue._replace(start=words[said].start, first=said, dep=said)
        if waiting is None or cue.dep is not None or words[waiting].sent_id != words[cue.first].sent_id:
            return cue
        if cue.first - waiting > _REACH:
            return cue
        between = words[waiting + 1 : cue.first]
        if all(word.text.lower() in _ADVERBS for word in between):
            return cue._replace(start=words[waiting].start, first=waiting, dep=waiting, lemma=cue.lemma)
        return cue._replace(dep=waiting)


def carrier_end(page: Page, index: int) -> int:
    """Index of the last word of a verb: «айтып өткен болатын» is one."""
    words = page.words
    last = index
    while last + 1 < len(words) and last - index < 3 and words[last + 1].sent_id == words[index].sent_id:
        following = words[last + 1]
        carried = is_converb(words[last]) and following.lemma in _CARRIERS
        carried = carried or (words[last].has("CVB_A") and following.lemma in _CLOSING_CARRIERS)
        closed = words[last].has("PTCP_PST") and following.text.lower() in _COPULAS
        if not (carried or closed):
            break
        last += 1
    return last


def is_converb(word: Word) -> bool:
    """«айтып», «деп», «баяндай»: a verb whose ending the next verb carries."""
    return word.has("CVB_IP") or word.text.lower() == "деп"


def verb_form(page: Page, index: int, last: int) -> str | None:
    """finite, converb, participle or as; None for persons other than the third, negatives, passives and nouns."""
    words = page.words
    if any(_bars(function) for word in words[index : last + 1] for function in word.functions):
        return None
    word = words[last]
    text = word.text.lower()
    if text in _COPULAS or (last > index and text in _STANDING) or FINITE.intersection(word.functions):
        return "finite"
    if word.functions[-1:] == ("SIM",):
        return "as"
    if word.has("PTCP_PST"):
        return _participle(page, last) if word.functions[-1] == "PTCP_PST" else None
    return "converb" if is_converb(word) or (word.has("CVB_A") and last > index) else None


def _bars(function: str) -> bool:
    """Whether a suffix takes a verb out of the third person, denies it or makes it passive."""
    return function in _BARRED or function.startswith(("IMP", "P1", "P2")) or (function.startswith("PERS") and function != "PERS3")


def _participle(page: Page, last: int) -> str | None:
    """«айтқан.» ends a sentence; «айтқан жоқ» denies; «айтқан министр» describes."""
    if last + 1 >= len(page.words) or page.words[last + 1].sent_id != page.words[last].sent_id:
        return "finite"
    following = page.words[last + 1]
    if following.text.lower() in ("жоқ", "емес", "жөн"):
        return None
    return "participle" if following.text[:1].isalnum() else "finite"
