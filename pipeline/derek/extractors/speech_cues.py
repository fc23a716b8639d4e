"""Words that report speech: «деді», «деп атап өтті», «айтуынша», found on analysed words by their stems."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import regex

from derek.extractors.reporting_words import ReportingWords
from derek.knowledge import Knowledge
from derek.text.page import Page, Word

FINITE = frozenset({"PST", "PRS", "FUT", "EVID", "INT"})
"""Suffix functions that close a sentence in the third person."""
_BARRED = frozenset({"NEG", "PASS", "COND", "DES", "VN"})
_CLOSING_ENDINGS = [
    *((ending, "PST") for ending in ("ды", "ді", "ты", "ті")),
    *((ending, "PRS") for ending in ("йды", "йді", "ады", "еді")),
    *((ending, "CVB_IP") for ending in ("п", "ып", "іп")),
]
"""For cues that the suffix analysis left unread (it weighs a word in its sentence and may take «айтты» for another)."""
_SIMILATIVE = regex.compile("(?:[ғқ]ан|[гк]ен)$")
"""Participle of a stem that the analysis left whole: «өткендей» is өткен + SIM."""
_ENDINGS = [
    *((ending, "PST") for ending in ("ды", "ді", "ты", "ті")),
    *((ending, "PRS") for ending in ("йды", "йді", "ады", "еді")),
    *((ending, "CVB_IP") for ending in ("п", "ып", "іп")),
]
"""For cues that the suffix analysis left unread (it weighs a word in its sentence and may take «айтты» for another)."""
_SIMILATIVE = regex.compile("(?:[ғқ]ан|[гк]ен)$")
"""Participle that the analysis left on a stem: «өткендей» as өткен + SIM."""
_REACH = 14
"""How many words may stand between «деп» and its verb."""


class Cue(NamedTuple):
    """One reporting expression; `first` and `last` are indexes into the page's words."""

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
        self._unread = {
            stem + ending: (stem, function) for stem in self._verbs for ending, function in _ENDINGS if len(stem) > 1
        }
        words = ReportingWords(knowledge)
        self._carriers, self._closing = words.of("carrier"), words.of("closing_carrier")
        self._standing, self._copulas = words.of("standing"), words.of("copula")
        self._views, self._naming, self._adverbs = words.of("view"), words.of("naming"), words.of("adverb")
        for entries in self._verbs.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, page: Page) -> list[Cue]:
        """All cues of a page, in order of their verbs."""
        page = self._read(page)
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

    def _read(self, page: Page) -> Page:
        """The page, with the cues that the suffix analysis left unread given their stem and ending."""
        unread = {
            word.token_id: self._unread[word.text.lower()]
            for word in page.words
            if not word.functions and word.text.lower() in self._unread
        }
        if not unread:
            return page
        words = tuple(
            word._replace(lemma=unread[word.token_id][0], functions=(unread[word.token_id][1],))
            if word.token_id in unread
            else word
            for word in page.words
        )
        return dataclasses.replace(page, words=words)

    def _view(self, page: Page, index: int) -> Cue | None:
        """«… деген пікірде»: a view that somebody holds, with no verb."""
        last = page.words[index + 1] if index + 1 < len(page.words) else None
        if last is None or last.text.lower() not in self._views or last.sent_id != page.words[index].sent_id:
            return None
        takes = frozenset({"quote", "think"})
        return Cue(page.words[index].start, last.end, "де", takes, "view", index, index + 1, index)

    def _flush(self, page: Page, waiting: int | None, cues: list[Cue], now: int | None) -> int | None:
        """A «деп» that met no speech verb becomes a bare cue."""
        if waiting is not None:
            word = page.words[waiting]
            names = any(w.lemma in self._naming for w in page.words[waiting + 1 : waiting + 4])
            cues.append(Cue(word.start, word.end, "де", frozenset({"bare"}), "bare", waiting, waiting, waiting, names))
        return now

    def _cue(self, page: Page, index: int) -> Cue | None:
        word = page.words[index]
        stem = word.lemma if word.lemma in self._verbs else _SIMILATIVE.sub("", word.lemma)
        for before, takes in self._verbs.get(stem, ()):
            first = index - len(before)
            if first >= 0 and tuple(w.text.lower() for w in page.words[first:index]) == before:
                last = self._carrier_end(page, index)
                form = self._form(page, index, last)
                if form is None:
                    return None
                lemma = " ".join((*before, stem))
                dep = index if stem == "де" else None
                return Cue(page.words[first].start, page.words[last].end, lemma, takes, form, first, last, dep)
        return None

    def _with_dep(self, page: Page, cue: Cue, waiting: int | None) -> Cue:
        """Joins a «деп» before the verb: next to it as one expression, farther off as its sign only."""
        words = page.words
        for said in range(cue.first - 1, max(-1, cue.first - 3), -1):
            one_sentence = words[said].sent_id == words[cue.first].sent_id
            if cue.dep is None and one_sentence and words[said].text.lower() == "деген":
                return cue._replace(start=words[said].start, first=said, dep=said)
        if waiting is None or cue.dep is not None or words[waiting].sent_id != words[cue.first].sent_id:
            return cue
        if cue.first - waiting > _REACH:
            return cue
        between = words[waiting + 1 : cue.first]
        if all(word.text.lower() in self._adverbs for word in between):
            return cue._replace(start=words[waiting].start, first=waiting, dep=waiting, lemma=cue.lemma)
        return cue._replace(dep=waiting)

    def _carrier_end(self, page: Page, index: int) -> int:
        """Index of the last word of a verb: «айтып өткен болатын» is one."""
        words = page.words
        last = index
        while last + 1 < len(words) and last - index < 3 and words[last + 1].sent_id == words[index].sent_id:
            following = words[last + 1]
            carried = is_converb(words[last]) and following.lemma in self._carriers
            carried = carried or (words[last].has("CVB_A") and following.lemma in self._closing)
            closed = words[last].has("PTCP_PST") and following.text.lower() in self._copulas
            if not (carried or closed):
                break
            last += 1
        return last

    def _form(self, page: Page, index: int, last: int) -> str | None:
        """finite, converb, participle or as; None for persons other than the third, negatives, passives and nouns."""
        words = page.words
        if any(_bars(function) for word in words[index : last + 1] for function in word.functions):
            return None
        word = words[last]
        text = word.text.lower()
        if text in self._copulas or (last > index and text in self._standing) or FINITE.intersection(word.functions):
            return "finite"
        if word.functions[-1:] == ("SIM",):
            return "as"
        if word.lemma == "де" and word.functions[-1:] == ("PTCP_PRS",):
            return _participle(page, last)
        if word.has("PTCP_PST"):
            return _participle(page, last) if word.functions[-1] == "PTCP_PST" else None
        return "converb" if is_converb(word) or (word.has("CVB_A") and last > index) else None


def is_converb(word: Word) -> bool:
    """«айтып», «деп», «баяндай»: a verb whose ending the next verb carries."""
    return word.has("CVB_IP") or word.text.lower() == "деп"


def _bars(function: str) -> bool:
    """Whether a suffix takes a verb out of the third person, denies it or makes it passive."""
    person = function.startswith("PERS") and function != "PERS3"
    return person or function in _BARRED or function.startswith(("IMP", "P1", "P2"))


def _participle(page: Page, last: int) -> str | None:
    """«айтқан.» ends a sentence; «айтқан жоқ» denies; «айтқан министр» describes."""
    if last + 1 >= len(page.words) or page.words[last + 1].sent_id != page.words[last].sent_id:
        return "finite"
    following = page.words[last + 1]
    if following.text.lower() in ("жоқ", "емес", "жөн"):
        return None
    return "participle" if following.text[:1].isalnum() else "finite"
