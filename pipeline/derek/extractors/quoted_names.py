"""Names in quotation marks that the noun after them tells the kind of: «Есіл-Дән» агрофирмасы, «Білім туралы» Заңы."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.headed_names import owned
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import NameForms
from derek.knowledge import Knowledge
from derek.text.page import Page, Word

_QUOTED = regex.compile(r"[«“„\"]([^«»“”„\"\n]{2,200})[»”“\"]")
_COMPANY = regex.compile(
    r"(?:АҚ|ЖШС|ЖАҚ|ААҚ|ҰК|ҰБХ|ҰХ|КЕАҚ|РМК|РМҚК|МКК|ММ|РММ|ҚБ|ҚҚ|ҚК|ШЖҚ|ӘКК|ТОО|ЖК|ИП|ПИК|АБК)(?:-?\p{Ll}*)?"
)
_LONGEST = 8
"""Words of such a name; a title «… туралы» may be longer."""
_REACH = 3
"""Words between the mark and the noun («ұлттық», «халықаралық», «атты деректі»)."""
_LAW_REACH = 6
_CALLED = {"атты", "деген"}
"""Words that say that the words between the marks are a name («Кітап керек пе?» атты пікірталас)."""
_BETWEEN = {*_CALLED, "деп", "аталатын", "деректі"}
"""Words between the mark and the noun that look like a noun or verb in some case."""
_ABOUT = ("туралы", "жөнінде", "жөніндегі")
_LIST = ("және", ",", "мен", "пен", "бен")


class QuotedNames:
    """Finds names in quotation marks by the noun after them."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("lexicon/name_kinds.tsv", ("noun", "label"))
        names = ((row["noun"], row["label"]) for row in rows if row["label"] != "NONE")
        self._kinds: Gazetteer[str] = Gazetteer(names, forms, any_case=True)

    def find(self, page: Page) -> list[Mention]:
        """Mentions in order: the words between the marks, in the nominative as they stand."""
        stretches = list(_QUOTED.finditer(page.text))
        if not stretches:
            return []
        found: list[Mention] = []
        heads = {match.start: match for match in self._kinds.find(page)}
        labels = {start: match.entries[0] for start, match in heads.items() if owned(match)}
        laws = {start for start, match in heads.items() if match.entries[0] == "LAW"}
        for match in reversed(stretches):
            label = self._label(page, match, heads, labels, laws, found[-1] if found else None)
            if label:
                name = match[1]
                found.append(
                    Mention(match.start(1), match.end(1), label, "quoted_name", "text", canonical=name.strip())
                )
        return found[::-1]

    def _label(
        self,
        page: Page,
        match: regex.Match[str],
        heads: Mapping[int, Match[str]],
        labels: Mapping[int, str],
        laws: Container[int],
        following: Mention | None,
    ) -> str | None:
        name = match[1]
        words = list(_after(page, match.end()))
        asked = name[-1:] in "!?" and bool(words) and words[0].text.lower() in _CALLED
        if not words or (name[-1:] in ".!?,;: " and not asked):
            return _listed(page, match, following)
        if name.endswith(_ABOUT):
            law = any(word.start in laws for word in words[:_LAW_REACH])
            return "LAW" if law else _listed(page, match, following)
        if len(page.words_between(match.start(1), match.end(1))) > _LONGEST or (
            not name[:1].isupper() and name.isalpha()
        ):
            return None
        if _COMPANY.fullmatch(words[0].text):
            return "ORGANISATION"
        called = words[0].text.lower() in _CALLED
        for word in words[: _REACH + 1]:
            if word.start in labels:
                return labels[word.start]
            if called and word.start in heads:
                return heads[word.start].entries[0]
            if not _qualifies(word):
                return None
        return None


def _listed(page: Page, match: regex.Match[str], following: Mention | None) -> str | None:
    """«… туралы» және «… туралы» заңдар: the one before «және» is what the one after it is."""
    if following is None or not match[1].endswith(_ABOUT):
        return None
    between = page.text[match.end() : following.start - 1].strip()
    return "LAW" if following.label == "LAW" and between in _LIST else None


def _after(page: Page, end: int) -> Iterator[Word]:
    """The words after a closing mark, as long as only spaces stand between."""
    for word in page.words_between(end, end + 120):
        if page.text[end : word.start].strip(" \u00a0-"):
            return
        yield word
        end = word.end


def _qualifies(word: Word) -> bool:
    """Whether a word may stand between the mark and the noun: an adjective, «атты», a noun without case."""
    if word.text.lower() in _BETWEEN:
        return True
    return word.pos in {"ADJ", "NOUN", "PROPN", "DET"} and not set(word.functions) - {"P3", "LIK", "GEN"}
