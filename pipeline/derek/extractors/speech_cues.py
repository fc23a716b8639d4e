"""Words that report speech: «деді», «деп атап өтті», «айтуынша», found on analysed words by their stems."""

from __future__ import annotations

from typing import NamedTuple

from derek.knowledge import Knowledge
from derek.text.page import Page, Word

FINITE = frozenset({"PST", "PRS", "FUT", "EVID", "HAB"})
"""Suffix functions that close a sentence in the third person."""
_PERSONS = frozenset({"1SG", "2SG", "2SGP", "1PL", "2PL", "2PLP", "IMP", "OPT", "NEG", "PASS", "COND"})
_CARRIERS = frozenset("өт кет отыр жатыр тұр жүр бер сал қой кел бол шық ал жібер".split())
"""Verbs that carry the ending for a converb before them: «айтып өтті», «деп отыр»."""
_COPULAS = frozenset("еді болатын екен".split())
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
    """finite, converb, participle, as («хабарлағандай») or bare («деп» without its verb)."""
    first: int
    last: int
    dep: int | None
    """Index of the word «деп» (or of the finite де- verb itself), None where the cue has none."""


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
            if word.lemma not in self._verbs:
                continue
            if word.text.lower() == "деп":
                waiting = self._flush(page, waiting, cues, index)
                continue
            cue = self._cue(page, index)
            if cue is not None:
                cue = self._with_dep(page, cue, waiting)
                waiting = None if cue.dep == waiting else waiting
                cues.append(cue)
        self._flush(page, waiting, cues, None)
        return sorted(cues, key=lambda cue: cue.first)

    def _flush(self, page: Page, waiting: int | None, cues: list[Cue], now: int | None) -> int | None:
        """A «деп» that met no speech verb becomes a bare cue."""
        if waiting is not None:
            word = page.words[waiting]
            cues.append(Cue(word.start, word.end, "де", frozenset({"bare"}), "bare", waiting, waiting, waiting))
        return now

    def _cue(self, page: Page, index: int) -> Cue | None:
        word = page.words[index]
        for before, takes in self._verbs[word.lemma]:
            first = index - len(before)
            if first >= 0 and tuple(w.text.lower() for w in page.words[first:index]) == before:
                last = carrier_end(page, index)
                form = verb_form(page, index, last)
                if form is None:
                    return None
                lemma = " ".join((*before, word.lemma))
                dep = index if lemma == "де" else None
                return Cue(page.words[first].start, page.words[last].end, lemma, takes, form, first, last, dep)
        return None

    def _with_dep(self, page: Page, cue: Cue, waiting: int | None) -> Cue:
        """Joins a «деп» before the verb: next to it as one expression, farther off as its sign only."""
        words = page.words
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
        closed = words[last].has("PTCP_PST") and following.text.lower() in _COPULAS
        if not (carried or closed):
            break
        last += 1
    return last


def is_converb(word: Word) -> bool:
    """«айтып», «деп», «баяндай»: a verb whose ending the next verb carries."""
    return word.text.lower().endswith(("ып", "іп", "п"))


def verb_form(page: Page, index: int, last: int) -> str | None:
    """finite, converb, participle or as; None for persons other than the third, negatives, passives and nouns."""
    words = page.words
    if any(f in _PERSONS for word in words[index : last + 1] for f in word.functions):
        return None
    word = words[last]
    text = word.text.lower()
    if text in _COPULAS or FINITE.intersection(word.functions):
        return "finite"
    if text.endswith(("дай", "дей")) and word.has("PTCP_PST"):
        return "as"
    if word.has("PTCP_PST"):
        return _participle(page, last) if word.functions[-1] == "PTCP_PST" else None
    return "converb" if is_converb(word) else None


def _participle(page: Page, last: int) -> str | None:
    """«айтқан.» ends a sentence; «айтқан жоқ» denies; «айтқан министр» describes."""
    if last + 1 >= len(page.words) or page.words[last + 1].sent_id != page.words[last].sent_id:
        return "finite"
    following = page.words[last + 1]
    if following.text.lower() in ("жоқ", "емес", "жөн"):
        return None
    return "participle" if following.text[:1].isalnum() else "finite"
