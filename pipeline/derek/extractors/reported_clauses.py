"""Where a reported clause begins and ends: without its source, its addressee, its connectives and its cue."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.clause_subjects import ClauseSubjects
from derek.extractors.quote_drafts import Scene, Source, Span
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.speaker_names import SpeakerNames
from derek.extractors.speech_cues import FINITE, Cue, is_converb
from derek.knowledge import Knowledge
from derek.text.page import Word

_TRIM = " \t\u00a0\u2009\u202f\r\n,;:–—-"
_FACT = regex.compile(r"(?:[ғқ]ан|[гк]ен|т[ыі]н)(?:[дт][ае]р)?[ыі]н$")
_PARTICIPLE = regex.compile(r"(?:[ғқ]ан|[гк]ен)$")
_ABSTRACT = regex.compile(r"(?:[ғқ]ан|[гк]ен|т[ыі]н)[дт][ыі][ғг][ыі]н$")
"""«-ғандығын», «-тіндігін»: the analysis may take these for nouns of their own."""
_TRUST = regex.compile(r"(?:(?:[ғқ]ан|[гк]ен)(?:[дт][ыі][ғг])?[ыі]на|(?:[ғқ]ан|[гк]ен)іне|т[ыі]н[ыі]н[ае])$")
_EXPECTED = regex.compile(r"[уү]?[уюү](?:ын|ін)$")
"""«өсуін болжайды»."""
_ORDERED = regex.compile(r"[ую](?:ы|і|ды|ді)?$")
"""«салу тапсырылды»."""
_CONNECTIVES = regex.compile(
    r"(?:сондай-ақ|сонымен қатар|сонымен бірге|бұдан бөлек|оған қоса|бұған қоса|бұл ретте|бұл туралы|осы орайда"
    r"|айта кет(?:ейік|сек|у керек)|еске сала кет(?:ейік|сек)|еске салсақ|еске салайық|белгілі болғандай|осыған орай"
    r"|бұдан өзге|өз кезегінде|ал|және|әрі|ол үшін|тағы да|енді|сөйтіп|осылайша)\b[\s,]*",
    regex.IGNORECASE,
)
_DATELINE = regex.compile(
    r"\p{Lu}{4,}(?:\.[ \u00a0]?\p{L}{3,20}|(?<=\p{Lu}{5}))[ \u00a0]{1,2}[-–—][ \u00a0]"
    r"|\d{1,2}\.\d{2}\.\d{4}[ \u00a0]|\d{4} жылдың \d{1,2} \p{Ll}+[ \u00a0](?=[\p{Lu}«\d])"
)
_TOWN = regex.compile(r"\p{Lu}{4,}\.[ \u00a0]?$")
_AGENCY = regex.compile(r"\p{L}{3,20}[ \u00a0]{1,2}[-–—][ \u00a0]")
"""«АСТАНА. ҚазАқпарат - …», where the dot has ended a sentence."""
_LOCATIVES = ("да", "де", "та", "те")
_LINKING = ("converb", "finite", "contrast")
"""Forms of a cue after which another clause of the sentence may report something."""
_ABOUT_THIS = regex.compile(r"(?:бұл|осы|ол) (?:туралы|жөнінде|жайында|жайлы)\b", regex.IGNORECASE)
_LONGEST = 1200
"""No reported clause is longer than this many characters, whatever the sentence splitter says."""


class Clause(NamedTuple):
    """A reported clause and the stretches where its speaker may be named, best first."""

    span: Span
    source: Source | None
    sources: list[Span]


class Opening(NamedTuple):
    """Where a clause may begin, and whether its subject is the one before."""

    start: int
    shared: bool


class ClauseReader:
    """Cuts reported clauses out of sentences."""

    def __init__(self, knowledge: Knowledge, names: SpeakerNames) -> None:
        """Raises KnowledgeError when the table of words is missing or broken."""
        self._names = names
        words = ReportingWords(knowledge)
        self._nominal, self._predicates, self._pro_forms = (
            words.of("clause"),
            words.of("predicate"),
            words.of("pro_form"),
        )
        self._stems = frozenset(
            row["stem"]
            for row in knowledge.table("lexicon/stems.tsv", ("stem", "pos"))
            if _PARTICIPLE.search(row["stem"])
        )
        self._acts = words.of("act")
        self._adverbs, self._joining = words.of("adverb"), words.of("postposition") | words.of("no_noun")
        self._subjects = ClauseSubjects(knowledge, names)

    # The complement

    def complement(self, scene: Scene, cue: Cue) -> tuple[Word, str] | None:
        """The word that closes the clause before a cue, and its kind: fact, trust or directive."""
        words = scene.page.words
        sent_id = words[cue.first].sent_id
        for index in range(self._before_speaker(scene, cue), max(-1, cue.first - 16), -1):
            word = words[index]
            if word.sent_id != sent_id:
                return None
            kind = self.complement_kind(word, cue)
            if kind is not None:
                return word, kind
            if not self._may_stand_between(word) and not self._joins_body(words, index):
                return None
        return None

    def _joins_body(self, words: Sequence[Word], index: int) -> bool:
        """«…-уды көлік бөліміне тапсырды»: a bare noun before the body that it names, which is told."""
        word, head = words[index], words[index + 1]
        told = head.has("P3") and head.has("DAT") and self._names.kind(head) is not None
        return told and not word.functions and word.text[:1].isalpha()

    def _before_speaker(self, scene: Scene, cue: Cue) -> int:
        """Index of the word before the one who speaks, where he stands right before the verb, else before the verb."""
        words = scene.page.words
        start = words[max(0, cue.first - 10)].start
        near = self._names.candidates(scene, max(start, scene.page.sentence_at(cue.start).start), cue.start)
        last = near[-1] if near else None
        if last is None or scene.text[last.end : cue.start].strip(_TRIM):
            return cue.first - 1
        index = cue.first - 1
        while index >= 0 and words[index].start >= last.start:
            index -= 1
        while index >= 0 and last.how == "name" and self._is_title(words[index]):
            index -= 1
        return index

    def _is_title(self, word: Word) -> bool:
        """«облыс әкімі» before a name: a noun for a person, or what stands in the nominative or genitive before it."""
        plain = not word.functions and word.pos in ("NOUN", "PROPN", "ADJ")
        return plain or self._names.kind(word) is not None or word.has("GEN")

    def complements(self, scene: Scene, cue: Cue) -> bool:
        """Whether a nominalised clause stands between «деп» and the verb: «… деп атауды ұсынды»."""
        found = self.complement(scene, cue)
        return found is not None and cue.dep is not None and found[0].start > scene.page.words[cue.dep].start

    def complement_kind(self, word: Word, cue: Cue) -> str | None:
        """Fact («-ғанын»), trust («-тынына»), directive («-уды», «-уға») or None."""
        text = word.text.lower()
        if cue.form == "passive":
            return "directive" if "order" in cue.takes and _ORDERED.search(text) and _is_verbal(word) else None
        if "that" in cue.takes and self._is_fact(word, text):
            return "fact"
        if "expect" in cue.takes and _is_verbal(word) and _EXPECTED.search(text):
            return "fact"
        if "trust" in cue.takes and _TRUST.search(text) and not _is_noun(word):
            return "trust"
        if "order" in cue.takes and regex.search(r"(?:у|ю)(?:ды|ді|ын|ін)$|[уү]ын$|уін$", text):
            return "directive"
        if "invite" in cue.takes and regex.search(r"(?:у|ю)(?:ға|ге)$", text):
            return "directive"
        return None

    def _is_fact(self, word: Word, text: str) -> bool:
        """«екенін», «-ғандығын», «-ғанын»."""
        listed = text in self._nominal or _ABSTRACT.search(text) is not None
        return listed or (_FACT.search(text) is not None and not (_is_noun(word) and not self._is_unread(word)))

    def _is_unread(self, word: Word) -> bool:
        """«үсігенін» of a verb that the stems lack: the analysis takes «үсіген» for a noun."""
        guessed = word.lemma not in self._stems and word.lemma.islower() and word.functions == ("P3", "ACC")
        return guessed and _PARTICIPLE.search(word.lemma) is not None

    def _may_stand_between(self, word: Word) -> bool:
        text = word.text.lower()
        if text in self._adverbs or text in '»”“"' or self._names.kind(word) or word.text[:1].isupper():
            return True
        if not word.text[:1].isalpha() or is_converb(word) or FINITE.intersection(word.functions):
            return False
        if not word.functions and word.pos in ("ADV", "ADJ", "NUM"):
            return True
        return bool({"LOC", "GEN", "DAT", "INS"}.intersection(word.functions)) or text.endswith(_LOCATIVES)

    def opening(self, scene: Scene, sentence_start: int, cue: Cue) -> Opening:
        """Where a clause may begin: after an earlier cue and its comma («X-ғанын айтып, Y …»), or after «, ал»."""
        lowest = max(sentence_start, cue.start - _LONGEST)
        stop = scene.page.words[cue.dep].start if cue.dep is not None else cue.start
        contrast = scene.text.rfind(", ал ", lowest, stop)
        at = bisect.bisect_left(scene.cue_starts, cue.start) - 1
        while at >= 0 and scene.cues[at].end > lowest:
            earlier = scene.cues[at]
            closed = scene.text[earlier.end : earlier.end + 1] == "," and earlier.form in _LINKING
            if closed and earlier.last < cue.first and any(c.isalpha() for c in scene.text[earlier.end : stop]):
                return Opening(max(earlier.end, contrast), earlier.form == "converb" and contrast < earlier.end)
            at -= 1
        if contrast >= 0 and scene.has_marker(lowest, contrast):
            return Opening(contrast, False)
        return Opening(lowest, False)

    def scope_end(self, scene: Scene, start: int, end: int) -> int:
        """Where a marker's scope ends: with its sentence, or before «, ал …» where somebody else reports after it."""
        contrast = scene.text.find(", ал ", start, end)
        if contrast >= 0 and any("that" in cue.takes for cue in scene.cues_between(contrast, end)):
            return contrast
        last = scene.cues_between(start, end)[-1:]
        if (
            last
            and last[0].dep is not None
            and "think" in last[0].takes
            and not scene.text[last[0].end : end].strip(_TRIM + ".")
        ):
            return scene.page.words[last[0].dep].start  # «…пікірінше, … деп есептейді» says it twice
        return end

    # Its source

    def content(
        self, scene: Scene, opening: Opening, end: int, cue: Cue, sentence_start: int | None = None
    ) -> Clause | None:
        """The clause that ends at `end`, without a subject before it; None where nothing is left."""
        start = self._after_dateline(scene, opening.start)
        line_end = scene.lines[scene.line_at(cue.start)].end
        limit = min(scene.page.sentence_at(cue.end - 1).end, line_end, cue.end + 400)
        after, between = Span(cue.end, max(cue.end, self._to_comma(scene, cue.end, limit))), Span(end, cue.start)
        dep_end = scene.page.words[cue.dep].end if cue.dep is not None else end
        between = Span(max(between.start, min(dep_end, cue.start)), cue.start)
        subject = None
        inverted = cue.dep is not None and (
            self._is_inverted(scene, end, cue, limit) or self._named_after(scene, cue, after)
        )
        if not inverted and not opening.shared and not self._names.best(scene, *between):
            subject = self._subjects.subject(scene, start, end)
        begin = start
        if subject is not None:
            begin = self._subjects.after(scene, subject, end)
        elif "order" in cue.takes:
            begin = self._subjects.past_occasion(scene, start, end)
        begin = self._past_acts(scene, begin, end)
        span = self._closed(scene, self._stripped(scene, begin, end))
        if span.end - span.start < 4:
            return None
        sources = [between, after]
        if sentence_start is not None and sentence_start < start:
            sources.append(Span(sentence_start, start))
        return Clause(span, subject, sources)

    def _past_acts(self, scene: Scene, start: int, end: int) -> int:
        """After what the subject did before speaking: «Президент жұртты құттықтап, … шақырды»."""
        words = scene.words(start, end)
        for index in range(len(words) - 2, -1, -1):
            acts = words[index].has("CVB_IP") and not words[index].has("PASS") and words[index].lemma in self._acts
            if acts and words[index + 1].text == ",":
                return start if self._has_subject(words[:index]) else words[index + 1].end
        return start

    def _has_subject(self, words: Sequence[Word]) -> bool:
        """«Министр компания … аударып, … айтты»: where somebody else acts first, that is reported too."""
        for word, following in itertools.pairwise(words):
            bare = word.functions in ((), ("P3",), ("PL",), ("PL", "P3")) and self._names.kind(word) is not None
            if bare and following.text.lower() not in self._joining and not following.has("P3"):
                return True
        return False

    def _named_after(self, scene: Scene, cue: Cue, after: Span) -> bool:
        return cue.form in ("finite", "view") and self._names.best(scene, *after) is not None

    def _is_inverted(self, scene: Scene, end: int, cue: Cue, limit: int) -> bool:
        """«…, деп мәлімдеді бүгін …»: a comma before «деп» and words after the verb, where the subject then is."""
        comma = scene.text[max(0, end - 3) : end].rstrip().endswith(",") and cue.dep is not None
        comma = comma and cue.form in ("finite", "view", "passive")
        return comma and any(character.isalpha() for character in scene.text[cue.end : min(limit, cue.end + 20)])

    def _to_comma(self, scene: Scene, start: int, limit: int) -> int:
        at = scene.text.find(", ", start, limit)
        return at if at >= 0 else limit

    def source_before(self, scene: Scene, start: int, end: int) -> Source | None:
        """The source right before a marker: in the genitive, or bare («Қазгидромет» РМК мәліметінше)."""
        for case in ("GEN", None):
            near = [s for s in self._names.candidates(scene, start, end, case) if len(scene.words(s.end, end)) <= 2]
            if near:
                return near[-1]
        words = scene.words(start, end)
        pair = scene.pair_by_end.get(words[-1].end) if words else None
        named = pair is not None and any(word.text[:1].isalnum() for word in scene.words(pair.start, pair.end))
        if pair is not None and named and pair.start >= start:  # «Дала барысы» мәліметінше
            return Source(pair.start + 1, pair.end - 1, "organisation", None, scene.text[pair.start + 1 : pair.end - 1])
        return self._names.common(scene, words, len(words) - 1) if words else None

    def before_source(self, scene: Scene, start: int, source: int) -> Span | None:
        """Words before a source that a comma sets off: they are reported too («Жоба, министрдің айтуынша, дайын»)."""
        comma = scene.text.rfind(",", start, source)
        if comma < 0:
            return None
        span = self._stripped(scene, start, comma)
        words = [word for word in scene.words(*span) if word.text[:1].isalpha()]
        if words and (FINITE.intersection(words[-1].functions) or self._names.kind(words[-1]) == "person"):
            return None  # «Цех басшысы, инженер Х-тың айтуынша»: a second title of the same man
        between = scene.words(comma + 1, source)
        return span if len(words) >= 2 and len(between) <= 4 else None

    def _after_dateline(self, scene: Scene, start: int) -> int:
        match = _DATELINE.match(scene.text, start, start + 70)
        if match is None and _TOWN.search(scene.text[max(0, start - 40) : start]):
            match = _AGENCY.match(scene.text, start, start + 40)
        return match.end() if match else start

    def _stripped(self, scene: Scene, start: int, end: int) -> Span:
        span = scene.trimmed(start, end, _TRIM)
        if scene.text[span.start : span.start + 1] in "»”":
            span = scene.trimmed(span.start + 1, span.end, _TRIM)
        for _ in range(2):
            match = _CONNECTIVES.match(scene.text, span.start, span.end)
            if not match:
                break
            span = scene.trimmed(match.end(), span.end, _TRIM)
        return span

    def _closed(self, scene: Scene, span: Span) -> Span:
        """With the mark that closes a fragment at its end: «… «мүмкін еместігін»» айтты."""
        pair = scene.pair_by_end.get(span.end + 1)
        return Span(span.start, span.end + 1) if pair is not None and pair.start >= span.start else span

    # Evaluations, fragments

    def is_evaluation(self, scene: Scene, span: Span, end: int) -> bool:
        """«X-ты Y деп санайды»: an opinion of a thing, no statement."""
        words = [word for word in scene.words(span.start, end) if word.text[:1].isalpha()]
        if not words:
            return True
        last = words[-1]
        if FINITE.intersection(last.functions) or last.text.lower() in self._predicates:
            return False
        return any(word.has("ACC") for word in words[:-1])

    def is_pro_form(self, scene: Scene, span: Span) -> bool:
        """«Осылай» деп мәлімдеді, «Бұл туралы министр айтты», деп хабарлайды …: what is reported stands elsewhere."""
        if scene.text[span.start : span.end].lower() in self._pro_forms:
            return True
        if not _ABOUT_THIS.match(scene.text, span.start, span.end):
            return False
        return any(cue.form in ("finite", "passive") for cue in scene.cues_between(span.start, span.end + 1))

    def is_statement(self, scene: Scene, span: Span) -> bool:
        """Whether the words end with a verb that closes a sentence, or a predicate."""
        words = [word for word in scene.words(*span) if word.text[:1].isalpha()]
        if not words:
            return False
        last = words[-1]
        return (
            bool(FINITE.union(("PTCP_PST", "P3")).intersection(last.functions)) or last.text.lower() in self._predicates
        )

    def has_fragment(self, scene: Scene, span: Span) -> bool:
        """Whether words in quotation marks stand in a clause that are no name."""
        pairs = scene.marks.pairs
        at = bisect.bisect_left(pairs, (span.start,))
        while at < len(pairs) and pairs[at].start < span.end:
            if pairs[at].end <= span.end and self._is_fragment(scene, Span(pairs[at].start + 1, pairs[at].end - 1)):
                return True
            at += 1
        return False

    def _is_fragment(self, scene: Scene, inner: Span) -> bool:
        words = [word for word in scene.words(*inner) if word.text[:1].isalnum()]
        if not words or words[-1].text.lower() in ("туралы", "жөнінде"):
            return False
        following = scene.words(inner.end + 1, inner.end + 20)[:1]
        woven = bool(following) and (following[0].text in self._nominal or following[0].text == "деген")
        if words[0].text[:1].islower() or (woven and len(words) > 2):
            return True
        last = words[-1]
        return len(words) > 3 and (bool(FINITE.intersection(last.functions)) or last.text.lower() in self._predicates)


def _is_verbal(word: Word) -> bool:
    """Whether a word is a verb's noun: «салу», «өсуін»; one that the analysis left whole has no suffix at all."""
    return word.has("VN") or not word.functions


def _is_noun(word: Word) -> bool:
    """Whether the suffix analysis knows the word and finds no participle in it: «науқанын» is no «-ғанын»."""
    return bool(word.functions) and not any(f.startswith("PTCP") for f in word.functions)
