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
_ENDINGS = [
    *((ending, "PST") for ending in ("ды", "ді", "ты", "ті")),
    *((ending, "PRS") for ending in ("йды", "йді", "ады", "еді")),
    *((ending, "CVB_IP") for ending in ("п", "ып", "іп")),
    *((ending, "COND") for ending in ("са", "се")),
]
"""For cues that the suffix analysis left unread (it weighs a word in its sentence and may take «айтты» for another)."""
_SIMILATIVE = regex.compile("(?:[ғқ]ан|[гк]ен)$")
"""Participle that the analysis left on a stem: «өткендей» as өткен + SIM."""
_WISH = regex.compile("(?:[аеый]й[ыі]н|м[ае][кқ](?:ш[ыі])?|[ғқ]алы|[гк]елі)$")
"""«бармақ(шы)», «барайын», «барғалы» before «деп отыр»: an intention, nobody's words."""
_SAID = ("деген", "дегенді", "дегенін")
"""«… деген пікір айтты», «… дегенді айтты»."""
_NEAR = 12
"""How many words off the paper may be named that an impersonal report stands in."""
_REACH = 14
"""How many words may stand between «деп» and its verb."""


class Cue(NamedTuple):
    """One reporting expression; `first` and `last` are indexes into the page's words."""

    start: int
    end: int
    lemma: str
    takes: frozenset[str]
    form: str
    """finite, converb, participle, as («хабарлағандай»), view («деген пікірде»), contrast («айтса, …»), passive
    («деп айтылған», «тапсырылды») or bare («деп» without its verb)."""
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
        self._sayings, self._writings = words.of("saying"), words.of("writing")
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
            if text == "деп" and (standing := self._standing_said(page, index)):
                cues.append(standing)
                continue
            if text == "деп":
                waiting = self._flush(page, waiting, cues, index)
                continue
            cue = self._cue(page, index)
            if cue is not None:
                cue = self._with_thus(page, self._with_dep(page, cue, waiting))
                waiting = None if cue.dep == waiting else waiting
                if cue.form != "passive" or self._is_impersonal_report(page, cue):
                    cues.append(cue)
        self._flush(page, waiting, cues, None)
        return sorted(cues, key=lambda cue: cue.first)

    def _read(self, page: Page) -> Page:
        """The page, with the cues that the suffix analysis left unread given their stem and ending."""
        unread = {
            word.token_id: self._unread[word.text.lower()]
            for word in page.words
            if (not word.functions or word.has("NEG") or word.has("RECP"))
            and word.text.lower() in self._unread
            and self._is_misread(word)
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

    def _is_misread(self, word: Word) -> bool:
        """A cue without an ending, «болжаса» taken for a verb in -с, «жасырмады» of which the list has the denial."""
        stem, function = self._unread[word.text.lower()]
        denied = word.has("NEG") and stem != word.lemma and stem.endswith(("ма", "ме", "ба", "бе", "па", "пе"))
        return not word.functions or denied or (word.has("RECP") and function == "COND")

    def _view(self, page: Page, index: int) -> Cue | None:
        """«… деген пікірде»: a view that somebody holds, with no verb."""
        last = page.words[index + 1] if index + 1 < len(page.words) else None
        if last is None or last.text.lower() not in self._views or last.sent_id != page.words[index].sent_id:
            return None
        takes = frozenset({"quote", "think"})
        return Cue(page.words[index].start, last.end, "де", takes, "view", index, index + 1, index)

    def _is_impersonal_report(self, page: Page, cue: Cue) -> bool:
        """«делінген», «деп айтылған хабарламада», «… салу тапсырылды»; «Кіреберіске «…» деп жазылған» is none."""
        if cue.lemma == "де":
            return True
        if cue.dep is None:
            return "duty" in cue.takes and page.words[cue.last].has("PST")
        near = page.words[max(0, cue.first - _NEAR) : cue.last + _NEAR]
        same = [word for word in near if word.sent_id == page.words[cue.first].sent_id]
        return any(word.has("LOC") and word.lemma.lower() in self._writings for word in same)

    def _standing_said(self, page: Page, index: int) -> Cue | None:
        """«… деп отыр»: a report that an auxiliary closes; an intention («алмақшы деп отыр») is none."""
        words = page.words
        verb = words[index + 1] if index + 1 < len(words) else None
        if verb is None or verb.text.lower() not in self._standing or verb.sent_id != words[index].sent_id:
            return None
        if index and _WISH.search(words[index - 1].text.lower()):
            return None
        takes = frozenset({"quote", "tail"})
        return Cue(words[index].start, verb.end, "де", takes, "finite", index, index + 1, index)

    def _flush(self, page: Page, waiting: int | None, cues: list[Cue], now: int | None) -> int | None:
        """A «деп» that met no speech verb becomes a bare cue."""
        if waiting is not None:
            word = page.words[waiting]
            names = any(w.lemma in self._naming for w in page.words[waiting + 1 : waiting + 4])
            last = waiting if names else self._gesture_end(page, waiting)
            end = page.words[last].end
            cues.append(Cue(word.start, end, "де", frozenset({"bare"}), "bare", waiting, last, waiting, names))
        return now

    def _gesture_end(self, page: Page, index: int) -> int:
        """Index of the verb right after «деп», or one word on («деп күлді», «деп ағынан жарылды»), else of «деп»."""
        for at in range(index + 1, min(len(page.words), index + 3)):
            word = page.words[at]
            if word.sent_id != page.words[index].sent_id or not word.text[:1].isalpha() or word.text[:1].isupper():
                break
            if word.has("PST") and not _BARRED.intersection(word.functions):
                return at
        return index

    def _cue(self, page: Page, index: int) -> Cue | None:
        word = page.words[index]
        stem = word.lemma if word.lemma in self._verbs else _SIMILATIVE.sub("", word.lemma)
        for before, takes in self._verbs.get(stem, ()):
            first = index - len(before)
            if first >= 0 and tuple(w.text.lower() for w in page.words[first:index]) == before:
                last = self._carrier_end(page, index)
                form = self._form(page, index, last) or _linked(page, index, last, takes)
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
            if words[said].lemma in self._sayings:
                break
            if cue.dep is None and one_sentence and words[said].text.lower() in _SAID:
                return cue._replace(start=words[said].start, first=said, dep=said)
        if waiting is None or cue.dep is not None or words[waiting].sent_id != words[cue.first].sent_id:
            return cue
        if cue.first - waiting > _REACH:
            return cue
        between = words[waiting + 1 : cue.first]
        if all(word.text.lower() in self._adverbs for word in between):
            return cue._replace(start=words[waiting].start, first=waiting, dep=waiting, lemma=cue.lemma)
        return cue._replace(dep=waiting)

    def _with_thus(self, page: Page, cue: Cue) -> Cue:
        """«былай деді», «былай деп толықтырды» are one expression."""
        first = cue.first - 1
        thus = first >= 0 and page.words[first].text.lower() == "былай"
        if not thus or page.words[first].sent_id != page.words[cue.first].sent_id:
            return cue
        return cue._replace(start=page.words[first].start, first=first)

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


def _linked(page: Page, first: int, last: int, takes: frozenset[str]) -> str | None:
    """Contrast («X-ғанын айтса, Y …») or passive («деп айтылған», «тапсырылды»); a passive of a thought is neither."""
    word = page.words[last]
    functions = {function for at in range(first, last + 1) for function in page.words[at].functions}
    if functions == {"COND"}:
        return "contrast" if page.text[word.end : word.end + 1] == "," else None
    passive = "PASS" in functions and functions <= {"PASS", "PST", "PRS", "PERS3", "PTCP_PST", "CVB_IP"}
    closes = bool(FINITE.union({"PTCP_PST"}).intersection(word.functions))
    return "passive" if passive and closes and "think" not in takes else None


def _participle(page: Page, last: int) -> str | None:
    """«айтқан.» ends a sentence; «айтқан жоқ» denies; «айтқан министр» describes."""
    if last + 1 >= len(page.words) or page.words[last + 1].sent_id != page.words[last].sent_id:
        return "finite"
    following = page.words[last + 1]
    if following.text.lower() in ("жоқ", "емес", "жөн"):
        return None
    return "participle" if following.text[:1].isalnum() else "finite"
