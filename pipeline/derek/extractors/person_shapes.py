"""What names of persons look like: initials, patronymics, surnames, particles; where such a name begins and ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import regex

from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions
from derek.text.page import Page, Word

CASES = frozenset({"GEN", "DAT", "ACC", "LOC", "ABL", "INS"})
"""The endings that a name in a sentence takes."""
INITIALS = regex.compile(r"\p{Lu}\.(?:-?\p{Lu}\.)*")
PATRONYMIC = regex.compile(r".+(?:ұлы|қызы|ович|евич|овна|евна)$")
SURNAME = regex.compile(
    r".+(?:[оеё]в|[оеё]ва|ин|ина|ский|ская|цкий|цкая|ұлы|қызы|улы|кызы|тегі|ян|дзе|швили|енко|ич|бек|бай|берді|келді)$"
)
_SURNAME_FORM = regex.compile(r".+(?:[оеё]в|[оеё]ва|ин|ина|ский|ская|ұлы|қызы|енко|ич)(?:\p{Ll}{2,4})?$")
_BEFORE = regex.compile(r"(?<![\p{L}.])\p{Lu}\.(?:[ \u00a0-]?\p{Lu}\.){0,2}[ \u00a0]?$")
_LONGEST_INITIALS = 12
_AFTER_INITIAL = regex.compile(r"\.(?=\p{Lu}\p{Ll})")
_PARTICLES = {"де", "бен", "ибн", "бин", "әл", "аль", "фон", "ван", "дер", "да"}
_CHAINING = {"бен", "ибн", "бин"}
"""Particles of Arabic names, which several words may follow."""
_ARTICLES = {"Әл", "Ал", "Аль"}
_BRINGING = {*_ARTICLES, "Әбдел", "Абдель", "Абдул", "Әбд", "Абд"}
"""Parts of Arabic names that never end one."""
_CHAIN = 40
_NOT_GIVEN = {"президент", "премьер-министр", "министр", "канцлер", "король", "мырза", "ханым", "басшысы"}


def parts_of(name: str) -> list[str]:
    """The parts of a name; initials are parts also where no space follows them («А.Ержанов»)."""
    return _AFTER_INITIAL.sub(". ", name).split()


def namelike(word: str) -> bool:
    """Whether a word is written like a name: a capital, then small letters, a hyphen at most («Қасым-Жомарт»)."""
    return word[:1].isupper() and word[1:2].islower() and word.replace("-", "").isalpha()


def is_surname(word: str) -> bool:
    """Whether a word has the shape of a surname, in any case («Сәрсеновтің»)."""
    return bool(_SURNAME_FORM.match(word.lower()))


def is_short(parts: list[str]) -> bool:
    """Whether a name of several words still lacks its surname or given name («Қ. Тоқаев», «Бауыржан Серікұлы»)."""
    return bool(INITIALS.fullmatch(parts[0])) or bool(PATRONYMIC.match(parts[-1]) and len(parts) == 2)


def compatible(short: list[str], full: list[str]) -> bool:
    """Whether a shorter name may be the same person's as a fuller one."""
    if len(full) < 2 or full == short:
        return False
    if INITIALS.fullmatch(short[0]):
        return full[0][0] == short[0][0] and full[-1] == short[-1]
    if len(short) == 2 and PATRONYMIC.match(short[1]):
        return full[0] == short[0] and short[1] != full[-1]
    return all(word in full for word in short)


def strips(stem: str, functions: Functions) -> bool:
    """Whether taking these endings off a name is safe: one case, and not -да/-де after a short stem."""
    return len(functions) == 1 and functions[0] in CASES and (functions[0] != "LOC" or len(stem) > 4)


def with_initials(page: Page, start: int) -> int:
    """The start moved back over the initials before a name: «М. Нұртілеу», «Қ.-Ж. Тоқаев», «Б.М.Сапарбаев»."""
    window = page.text[max(0, start - _LONGEST_INITIALS) : start]
    found = _BEFORE.search(window)
    return start - len(window) + found.start() if found else start


def with_particle(page: Page, start: int, end: int) -> tuple[int, int]:
    """A span moved out over particles and what they bring: «Шарль» + «де Голльге», «Абдалла бен» + «Зид» + «әл-Нахаян».

    In a chain with «бен» the parts that never end a name bring another («… бен Әбдел Әзиз Әл Саудты»).
    """
    words = page.words_between(max(0, start - _CHAIN), start)[-2:]
    if len(words) == 2 and words[1].text in _CHAINING and _begins(words[0].text) and _joined(page, (*words, start)):
        start = words[0].start
    chained = any(word.text in _CHAINING for word in page.words_between(start, end))
    while True:
        last = page.words_between(start, end)[-1]
        following = page.words_between(end, end + _CHAIN)[:2]
        if not following or page.text[end : following[0].start].strip(" "):
            return start, end
        if following[0].text in _CHAINING and SURNAME.match(last.text.lower()):  # «Ахметов бен Оспанов»: two people
            return start, end
        first, second = following[0], (following[1] if len(following) > 1 else None)
        if first.text in _PARTICLES and second and second.text[:1].isupper() and _joined(page, (first, second)):
            end, chained = second.end, chained or first.text in _CHAINING
        elif chained and (first.text in _ARTICLES or (last.text in _BRINGING and namelike(first.text))):
            end = first.end
        else:
            return start, end


def _begins(word: str) -> bool:
    return namelike(word) and not SURNAME.match(word.lower())


def _joined(page: Page, words: tuple[Word | int, ...]) -> bool:
    """Whether only spaces stand between the words, and before the offset that may close the row."""
    return all(
        not page.text[left.end : right if isinstance(right, int) else right.start].strip(" ")
        for left, right in itertools.pairwise(words)
        if not isinstance(left, int)
    )


def without_places(start: int, end: int, page: Page, taken: Sequence[Mention]) -> tuple[int, int]:
    """A span without the known country, city or region that it begins or ends with (and all before or after it)."""
    for place in taken:
        if place.label == "CITY" and place.start == start and _given(page, place, end):
            continue
        if place.label in {"COUNTRY", "REGION", "CITY"} and start <= place.start and place.end <= end:
            if place.start > start:
                end = page.before(place.start)
            else:
                start = page.after(place.end) if place.functions == () and place.label == "COUNTRY" else end
    return start, max(start, end)


def _given(page: Page, place: Mention, end: int) -> bool:
    """Whether a city's name is a given name here, with a surname right after it («Милан Стояновичпен»)."""
    following = page.words_between(place.end, end)[:1]
    return not place.functions and bool(following) and bool(_SURNAME_FORM.match(following[0].text.lower()))


def given_before(page: Page, first: int) -> bool:
    """Whether something like a given name stands before the surname at word `first`: then it is another person."""
    if first == 0:
        return False
    word, surname = page.words[first - 1], page.words[first]
    same = page.sentence_at(word.start).sent_id == page.sentence_at(surname.start).sent_id
    adjacent = not page.text[word.end : surname.start].strip(" ")
    begins = page.sentence_at(word.start).start == word.start
    return same and adjacent and not begins and namelike(word.text) and word.lemma.lower() not in _NOT_GIVEN
