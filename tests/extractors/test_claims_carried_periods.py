"""A period that plainly carries over from the sentence before, and where it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.extractors.claims import ClaimFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Part, Quote
from derek.text.page import Page

FindClaims = Callable[[str], list[Claim]]

_TRADE = "2022 жылы облыстың тауар айналымы 4,4 млрд долларға жетті."

CARRIED = [
    f"{_TRADE} Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    f"{_TRADE} Жұмыссыздық деңгейі 4,8 пайызға төмендеді.",
    f"{_TRADE} Бұл ретте кәсіпорындар салықты уақтылы аударды. Жұмыссыздық деңгейі 4,8 пайызға төмендеді.",
    f"{_TRADE} Экспорт 3 млрд долларды құрады. Импорт 1,4 млрд доллар болды.",
    f"{_TRADE} Экспорт 2021 жылмен салыстырғанда 5 пайызға өсті.",
    "2022 жылдың алғашқы тоғыз айында 40 мектеп ашылды. Ауылдарда 12 емхана салынды.",
]


@pytest.mark.parametrize("text", CARRIED)
def test_a_period_carries_over(find_claims: FindClaims, text: str) -> None:
    claim = find_claims(text)[-1]
    assert (claim.period_from and claim.period_from.year, claim.flags) == (2022, ("period_carried",))


NOT_CARRIED = {
    "another paragraph": f"{_TRADE}\nҚұрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "present": f"{_TRADE} Облыста 1 200 кәсіпорын жұмыс істейді.",
    "a state that lasts": f"{_TRADE} Облыс халқының саны – 800 мың адам.",
    "how many there are by now": f"{_TRADE} Облыстағы ғалымдар саны 25 мыңнан асты.",
    "how it stands since": "Жыл басынан бері 40 мектеп ашылды. Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "now": f"{_TRADE} Қазір құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "future": f"{_TRADE} Құрылысқа 17,6 млрд теңге бөлінеді.",
    "only a comparison": "Жүк былтырғыдан 5 пайызға көбейді. Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "a deadline": "2030 жылға дейін 5 млрд доллар тарту жоспарланды. Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "a later base": f"{_TRADE} Экспорт былтырғыдан 5 пайызға өсті.",
    "a day": "2022 жылғы 12 мамырда 5 зауыт ашылды. Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "two years": "2021 жылы 5 зауыт, 2022 жылы 7 зауыт ашылды. Құрылысқа тартылған қаржы 17,6 млрд теңге болды.",
    "a sentence with a time of its own between": f"{_TRADE} Былтыр жол жөнделді. Құрылыс құны 17,6 млрд теңге болды.",
    "a sentence about now between": f"{_TRADE} Қазір жол салынып жатыр. Құрылыс құны 17,6 млрд теңге болды.",
}


@pytest.mark.parametrize("text", NOT_CARRIED.values(), ids=NOT_CARRIED.keys())
def test_a_period_does_not_carry_over(find_claims: FindClaims, text: str) -> None:
    assert find_claims(text)[-1].period_from is None


_FIRST, _SECOND = "Былтыр экспорт 3 млрд долларға жетті.", "Импорт 2 млрд долларды құрады."


def _quote(number: int, start: int, end: int, speaker: str | None) -> Quote:
    return Quote(
        doc_id="", quote_id=number, sent_id=0, start_char=start, end_char=end, parts=(Part(start, end),), text="",
        kind="direct", layout="dash", speaker=speaker, speaker_id=speaker, rule="turn",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("speakers", "carried"),
    [(("Асан", "Асан"), True), (("Асан", "Үсен"), False), ((None, None), False), (("Асан", ""), False)],
)
def test_a_period_holds_in_one_mouth(
    knowledge: Knowledge, make_page: Callable[..., Page], speakers: tuple[str | None, str | None], carried: bool
) -> None:
    page, cut = make_page(f"{_FIRST} {_SECOND}", published="2024-05-21"), len(_FIRST)
    spans = [(0, cut), (cut + 1, len(page.text))]
    quotes = [_quote(n, *spans[n], who) for n, who in enumerate(speakers) if who != ""]
    claim = ClaimFinder(knowledge).find(page, [], quotes)[-1]
    assert (claim.period_from is not None) == carried
