"""Whether two ways of naming an office agree: «облыс әкімі» and «Қостанай облысының әкімі», «мәжілісмен», «депутат»."""

from __future__ import annotations

import functools
from collections import defaultdict

from derek.extractors.mentions import Mention
from derek.extractors.titles import Title
from derek.knowledge import Knowledge

KINDS = {"minister", "akim", "speaker"}
"""Kinds of office that several titles name («әкім», «өңір басшысы»)."""
_EMPTY = {"және", "бұрынғы"}
_HEADING = {"басшы", "жетекші"}
_HEADS_OF = ("төраға", "директор", "бастығ", "президент", "басқарушы", "басшы", "ректор")
"""Words for the head of a body, which «компания басшысы» may name again."""
_ANY_HEAD = ("басшы", "премьер", "төраға")
_ENDING = 5
"""Letters that endings add to a word of an office at most («депутатының»)."""
_LETTERS = 5
"""Letters of a word that tell it from others whatever its endings («облысының», «облыс»)."""


class OfficeWords:
    """Compares titles with the offices that the text or the table gives people."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.table("lexicon/title_synonyms.tsv", ("title", "office"))
        self._synonyms: dict[str, list[list[str]]] = defaultdict(list)
        for row in rows:
            self._synonyms[row["title"].lower()].append(row["office"].split())
        nouns = knowledge.table("lexicon/institution_nouns.tsv", ("noun",))
        self._generic = tuple(row["noun"] for row in nouns)

    def alike(self, person: Mention, title: Title) -> bool:
        """Whether a person bears such a title: the same word, a synonym, another word for the same kind of office."""
        if person.office and self._synonymous(title, person.office):
            return True
        return same_kind(person, title) or (title.kind in KINDS and person.office_kind == title.kind)

    def contradicts(self, title: Title, offices: list[str]) -> bool:
        """Whether the title says of what and none of the offices does: «Қаржы министрі» is not the foreign minister."""
        if any(self._synonymous(title, office) for office in offices):
            return False
        if title.kind == "minister" and title.name.lower() in self._synonyms:
            return True  # «дипломатиясының басшысы» is no minister but the foreign one
        wanted = [word for word in _governors(f"{title.of} {title.kind}") if not word.startswith(self._generic)]
        return bool(wanted) and not any(_stem(word) in office.lower() for word in wanted for office in offices)

    def _synonymous(self, title: Title, office: str) -> bool:
        ways = self._synonyms.get(title.phrase.lower(), []) or self._synonyms.get(title.name.lower(), [])
        said = office.lower().replace("-", " ").split()
        if any(all(any(_begins(one, word) for one in said) for word in words) for words in ways):
            return True
        return title.name in _HEADING and bool(title.of) and office.lower().split()[-1].startswith(_HEADS_OF)


def same_kind(person: Mention, title: Title) -> bool:
    """Whether the person's office and the title end in the same word."""
    return bool(person.office) and not _heads(person.office or "").isdisjoint(_heads(title.office))


def names_office(title: str, office: str) -> bool:
    """Whether a bare title is a way to name the office: «сұлтан» is none of a president's, «Мемлекет басшысы» is."""
    return title.split()[-1].lower().startswith(_ANY_HEAD) or not _heads(title).isdisjoint(_heads(office))


def governs(office: str, phrase: str) -> bool:
    """Whether an office is over what a title names: «Облыс әкімі» and «Қостанай облысының әкімі»."""
    before = _governors(phrase)
    words = office.lower().split()
    return bool(before) and all(any(word.startswith(_stem(stem)) for word in words) for stem in before)


def _begins(word: str, stem: str) -> bool:
    """Whether a word is a form of another: «депутаты» of «депутат», but «шаруашылығы» is none of «шаруа»."""
    return word.startswith(stem) and len(word) - len(stem) <= _ENDING


@functools.lru_cache(1 << 14)
def _heads(office: str) -> frozenset[str]:
    """The last word of an office, lower-case, with and without its possessive: «Өзбекстан Президенті» → «президент»."""
    word = office.split()[-1].lower()
    ending = next((e for e in ("сы", "сі", "ы", "і") if word.endswith(e)), "")
    return frozenset({word, word.removesuffix(ending)})


def _governors(phrase: str) -> list[str]:
    """The words of a title before its head that say of what: «Түркістан облысының әкімі» → «түркістан», «облысының»."""
    words = phrase.lower().split()[:-1]
    return [word for word in words if len(word) > 2 and word[0].isalpha() and word not in _EMPTY]


def _stem(word: str) -> str:
    return word[:_LETTERS]
