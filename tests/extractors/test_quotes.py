"""Cases are their own annotation: ⟦…⟧ around each part of the quotation, ‹…› around the speaker's words."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.schema import Entity, Quote
from derek.text.annotating import Annotator


@functools.cache
def _tools() -> tuple[Annotator, QuoteFinder]:
    knowledge = Knowledge()
    return Annotator(knowledge), QuoteFinder(knowledge)


def _find(text: str, entities: Sequence[Entity] = ()) -> list[Quote]:
    annotator, finder = _tools()
    return finder.find(annotator.page(text), entities)


def _read(marked: str) -> tuple[str, list[tuple[int, int]], str | None]:
    """A marked case → its text, the parts' offsets and the speaker's words."""
    text, parts, opened, speaker, speaker_at = "", [], 0, None, 0
    for character in marked:
        if character == "⟦":
            opened = len(text)
        elif character == "⟧":
            parts.append((opened, len(text)))
        elif character == "‹":
            speaker_at = len(text)
        elif character == "›":
            speaker = text[speaker_at:]
        else:
            text += character
    return text, parts, speaker


def _entity(text: str, words: str, nth: int = 0, **columns: str) -> Entity:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    plain = {"label": "PERSON", "mention": "name", "canonical": words, "rule": "test"} | columns
    return Entity(
        doc_id="", entity_id=nth, sent_id=0, start_char=start, end_char=start + len(words), text=words, **plain
    )


DIRECT = {
    "dash": "– ⟦Кестені ақпанда жариялаймыз⟧, – деді ‹министр›.",
    "hyphen for a dash": "- ⟦Жол биыл бітеді⟧, - деді ‹әкім›.",
    "question": "– ⟦Баға өсе ме?⟧ – деп сұрады ‹тілші›.",
    "inner copula": "– ⟦Басты міндет – сапа⟧, – деді ‹министр›.",
    "interrupted": "– ⟦Қаржы бар⟧, – деді ‹әкім›. – ⟦Енді мердігер керек.⟧",
    "interrupted inside a sentence": "– ⟦Қаржы бар⟧, – деді ‹әкім›, – ⟦бірақ мердігер жоқ.⟧",
    "name in marks at the end": "– ⟦Басты жоба – «Жасыл ел»⟧, – деді ‹министр›.",
    "deп with a verb": "– ⟦Жұмыс басталды⟧, – деп атап өтті ‹министр›.",
    "narrative after the tail": "– ⟦Жұмыс басталды⟧, – деді ‹әкім›. Мектеп ауылда орналасқан.",
    "two paragraphs led by dashes": "– ⟦Жұмыс басталды.⟧\n– ⟦Ол жылға созылады⟧, – деді ‹министр›.",
    "a plain second paragraph": "– ⟦Жұмыс басталды.⟧\n⟦Ол бір жылға созылады⟧, – деді ‹министр›.",
    "after a colon": "Ол: – ⟦Жүк тез өтеді, кезек қысқарады⟧, – деді.",
    "guillemets": "«⟦Жұмыс басталды⟧», – деді ‹министр›.",
    "guillemets, no comma": "«⟦Жұмыс басталды⟧» – деп мәлімдеді ‹министр›.",
    "guillemets, no dash": "«⟦Жұмыс басталды⟧», деді ‹министр›.",
    "curly marks": "“⟦Жұмыс басталды⟧”, – деді ‹министр›.",
    "low marks": "„⟦Жұмыс басталды⟧“, – деді ‹министр›.",
    "straight marks": '"⟦Жұмыс басталды⟧", - деді ‹министр›.',
    "mismatched marks": "«⟦Жұмыс басталды⟧”, – деді ‹министр›.",
    "a name inside the marks": "«⟦Біз «Нұрлы жол» бағдарламасын бітірдік⟧», – деді ‹министр›.",
    "the last mark left out": "«⟦Біз «Нұрлы жол» бағдарламасын бітірдік⟧, – деді ‹министр›.",
    "two marks closed by one": "«⟦Біз «Нұрлы жол бағдарламасын бітірдік⟧», – деді ‹министр›.",
    "interrupted in marks": "«⟦Қаржы бар⟧, – деді ‹әкім›. – ⟦Енді мердігер керек⟧».",
    "paragraphs that each open a mark": "«⟦Жұмыс басталды.⟧\n«⟦Ол бір жылға созылады⟧», – деді ‹министр›.",
    "one pair over two paragraphs": "«⟦Жұмыс басталды.⟧\n⟦Ол бір жылға созылады⟧», – деді ‹министр›.",
    "no opening mark": "⟦Жұмыс ертең басталады⟧», – деді ‹министр›.",
    "speaker first with a colon": "‹Министр› былай деді: «⟦Жұмыс биыл басталды⟧».",
    "speaker first": "‹Министр› «⟦Жұмыс биыл басталды⟧» деп мәлімдеді.",
    "speaker between": "«⟦Жұмыс биыл басталды⟧», – деп ‹министр› атап өтті.",
    "tail on a line of its own": "– ⟦Жұмыс биыл басталды.⟧\n– деді ‹министр›.",
    "participle before the speaker": "«⟦Жұмыс биыл басталды⟧», – деген ‹министр› жоспарды таныстырды.",
    "a view": "‹Сарапшылар› «⟦Теңге биыл нығаяды⟧» деген пікірде.",
    "whose words": "‹Әкімнің› сөзі: «⟦Жұмыс биыл басталды⟧».",
    "one mark for a name and the speech": "⟦«Нұрлы жол» бағдарламасы бітті⟧», – деді ‹министр›.",
    "a tail nobody knows": "«⟦Су жоқ, жол жоқ⟧», – дейді ‹ата-аналар›.",
    "no subject": "– ⟦Жұмыс биыл басталды⟧, – деді.",
}

REPORTED = {
    "source": "‹Министрдің› айтуынша, ⟦жол жөнделді⟧.",
    "organisation": "‹Министрліктің› мәліметінше, ⟦жол жөнделді⟧.",
    "pronoun": "‹Оның› сөзінше, ⟦жұмыс биыл басталады⟧.",
    "source in the middle": "⟦Бұл үлкен жоба⟧, ‹министрдің› айтуынша, ⟦елге пайдалы болады⟧.",
    "scope ends with its sentence": "‹Министрдің› пікірінше, ⟦жол керек⟧. Қаржы бөлінді.",
    "postposition": "‹Министрліктің› мәліметіне сәйкес, ⟦жол жөнделді⟧.",
    "past participle": "‹Министр› ⟦құрылыс аяқталғанын⟧ хабарлады.",
    "future participle": "‹Министр› ⟦құрылыс ертең аяқталатынын⟧ айтты.",
    "copula": "‹Министр› ⟦бұл жоба маңызды екенін⟧ атап өтті.",
    "connective": "Сондай-ақ ‹министр› ⟦құрылыс аяқталғанын⟧ айтты.",
    "two clauses": "‹Министр› ⟦жол бітіп, көпір салынғанын, мектеп ашылатынын⟧ айтты.",
    "complement of деп": "‹Министр› ⟦баға тұрақталады⟧ деп күтеді.",
    "headline order": "⟦Қазақстанда баға өспейді⟧, деп мәлімдеді ‹министр›.",
    "as he said": "‹Министр› атап өткендей, ⟦жол биыл бітеді⟧.",
    "abstract participle": "‹Министр› ⟦құрылыс аяқталғандығын⟧ мәлімдеді.",
    "said without marks": "⟦Жол биыл бітеді⟧, деді ‹министр›.",
    "view without marks": "‹Сарапшылар› ⟦теңге биыл нығаяды⟧ деген пікірде.",
    "verbal noun of any verb of speech": "‹Министрдің› жеткізуінше, ⟦жол жөнделді⟧.",
    "what was done before is left out": "‹Президент› жұртты мерекемен құттықтап, ⟦жұмыс басталғанын⟧ айтты.",
    "subject after the clause": "⟦Құрылыс аяқталғанын⟧ ‹министр› хабарлады.",
}

DIRECTIVE = {
    "ordered": "‹Министр› ⟦жолды жөндеуді⟧ тапсырды.",
    "proposed": "‹Министр› ⟦көпір салуды⟧ ұсынды.",
    "addressee left out": "‹Президент› Үкіметке ⟦жолды жөндеуді⟧ тапсырды.",
}

NOTHING = [
    "Министр жол құрылысы туралы айтты.",
    "Министр жол құрылысына тоқталды.",
    "Министр бұл шешімді тарихи деп бағалады.",
    "«Нұрлы жол» бағдарламасы іске асырылды.",
    "Астана – Қазақстанның елордасы.",
    "Құжаттар тізімі:\n– келісім;\n– хаттама;\n– шарт.",
    "Бұл ұсыныс дұрыс деп ойлаймын.",
    "«Отырар» кітабы жарық көрді.",
    "Ол «Мәңгілік ел» деп аталады.",
    "Министр ештеңе айтқан жоқ.",
    "Министр осылай деп мәлімдеді.",
    "Өзбекстан басшысы бұл жобаны «ғасыр құрылысы» деп атады.",
    "«Гимн» сөзі «салтанатты ән» деген мағынаны білдіреді.",
    "Телефондар:\n– қабылдау бөлмесі;\n– баспасөз қызметі.",
    "Тараптардың бірлескен мәлімдемесіне сәйкес мынадай құжаттар қабылданды:\n1. Келісім;\n2. Хаттама.",
    "",
    "\n\n",
    '»»» ««« ”“„ " –',
]


def _expect(marked: str, kinds: set[str]) -> None:
    text, parts, speaker = _read(marked)
    found = _find(text)
    assert [(q.kind in kinds, [tuple(p) for p in q.parts]) for q in found] == [(True, parts)], found
    assert found[0].speaker_text == speaker


@pytest.mark.parametrize("marked", DIRECT.values(), ids=DIRECT.keys())
def test_direct_quotations(marked: str) -> None:
    _expect(marked.replace("Ол: –", "‹Ол›: –"), {"direct"})


@pytest.mark.parametrize("marked", REPORTED.values(), ids=REPORTED.keys())
def test_reported_speech(marked: str) -> None:
    _expect(marked, {"indirect"})


@pytest.mark.parametrize("marked", DIRECTIVE.values(), ids=DIRECTIVE.keys())
def test_directives(marked: str) -> None:
    _expect(marked, {"directive"})


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_quotation(text: str) -> None:
    assert _find(text) == []


def test_two_speakers_in_one_paragraph_are_two_quotations() -> None:
    found = _find("– Қашан бітеді? – деп сұрады депутат. – Жыл соңында, – деп жауап берді министр.")
    assert [(q.text, q.speaker_text) for q in found] == [("Қашан бітеді?", "депутат"), ("Жыл соңында", "министр")]


def test_one_sentence_may_report_twice() -> None:
    found = _find("Министр жол жөнделгенін айтып, әкімдерге көпір салуды тапсырды.")
    assert [(q.kind, q.text, q.speaker_text, q.addressee) for q in found] == [
        ("indirect", "жол жөнделгенін", "Министр", None),
        ("directive", "көпір салуды", "Министр", "әкімдерге"),
    ]


def test_an_addressee_has_a_column_of_its_own() -> None:
    (quote,) = _find("Президент Үкіметке жолды жөндеуді тапсырды.")
    assert quote.addressee == "Үкіметке"


def test_fragments_in_marks_make_a_reported_clause_mixed() -> None:
    (quote,) = _find("Министр бұл жоба «ешкімге күштеп таңылмайтынын» айтты.")
    assert quote.kind in {"mixed", "indirect"}
    (quote,) = _find("Министрдің айтуынша, оқыту «ешкімге күштеп таңылмайды».")
    assert quote.kind == "mixed"


def test_a_name_in_marks_leaves_a_reported_clause_indirect() -> None:
    (quote,) = _find("Министрдің айтуынша, «Нұрлы жол» бағдарламасы аяқталды.")
    assert quote.kind == "indirect"


def test_an_interview_is_one_row_a_turn() -> None:
    text = "– Баға өсе ме?\n– Иә, бірақ күрт емес.\n– Жеңілдік бола ма?\n– Болады, құжаттар дайын.\n– Рақмет!"
    found = _find(text)
    assert [q.text for q in found] == text.replace("– ", "").split("\n")[:4]
    assert {q.layout for q in found} == {"interview"}


def test_lines_with_a_speaker_and_a_colon() -> None:
    text = "Тілші: Қоймаларға қанша су жиналды?\nМинистр: Су жеткілікті.\nБиыл тағы жинаймыз.\nТілші: Рақмет сізге."
    found = _find(text)
    assert [q.speaker_text for q in found] == ["Тілші", "Министр", "Тілші"]
    assert len(found[1].parts) == 2
    assert found[0].speaker is None and found[0].resolved_by is None


def test_a_quotation_in_a_quotation_knows_its_parent() -> None:
    found = _find("– Шаруа: «Маған су жетеді», – деді. Бірақ қағида ортақ, – деді министр.")
    assert [q.parent_quote_id for q in found] == [None, 0]


def test_a_name_in_the_tail_is_the_speaker() -> None:
    text = "– Жол бітті, – деді Көлік министрі Марат Қарабаев."
    name = _entity(text, "Марат Қарабаев", id="person:marat-karabayev", office="Көлік министрі")
    (quote,) = _find(text, [name])
    assert (quote.speaker, quote.speaker_id, quote.resolved_by) == ("Марат Қарабаев", "person:marat-karabayev", "name")
    assert quote.speaker_office == "Көлік министрі" and quote.speaker_text == "Марат Қарабаев"


def test_a_title_is_the_person_who_was_named_with_it() -> None:
    text = "Көлік министрі Марат Қарабаев баяндама жасады.\n– Жол бітті, – деді министр."
    (quote,) = _find(text, [_entity(text, "Марат Қарабаев", office="Көлік министрі")])
    assert (quote.speaker, quote.resolved_by, quote.speaker_text) == ("Марат Қарабаев", "title", "министр")


def test_a_pronoun_and_no_subject_at_all_climb_to_the_narrative() -> None:
    text = "Марат Қарабаев баяндама жасады.\n– Жол бітті, – деді ол.\n– Көпір де бітеді, – деді."
    found = _find(text, [_entity(text, "Марат Қарабаев")])
    assert [(q.speaker, q.resolved_by) for q in found] == [
        ("Марат Қарабаев", "pronoun"),
        ("Марат Қарабаев", "continuation"),
    ]
    assert all(q.score is not None and q.score < 0.9 for q in found)


def test_two_subjects_side_by_side_leave_the_speaker_open() -> None:
    text = "Марат Қарабаев пен Асхат Оралов кездесті.\n– Жол бітті, – деді."
    (quote,) = _find(text, [_entity(text, "Марат Қарабаев"), _entity(text, "Асхат Оралов")])
    assert quote.speaker is None and "two_candidates" in quote.flags


def test_unknown_names_and_organisations_still_speak() -> None:
    (quote,) = _find("– Жол бітті, – деді Дархан Елтоқов.")
    assert quote.speaker == "Дархан Елтоқов"
    (quote,) = _find("Министрліктің баспасөз қызметінің мәліметінше, жол жөнделді.")
    assert quote.speaker == "Министрліктің баспасөз қызметі"


_MARKS = '«»“”„"–-—,.?!:;…()'
_WORDS = "деді дейді деп айтты министр Президент ол Тоқаев жол айтуынша оның екенін тапсырды жөндеуді деген Сұрақ 1."
_ATOMS = [*_MARKS, *_WORDS.split(" "), " ", "\n", "\n\n", "\u00a0"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_ATOMS), max_size=60), st.sampled_from(["", " "]))
def test_never_throws_and_offsets_hold(atoms: list[str], gap: str) -> None:
    text = gap.join(atoms)
    annotator, finder = _tools()
    page = annotator.page(text)
    found = finder.find(page, [])
    for number, quote in enumerate(found):
        assert quote.quote_id == number
        assert quote.start_char == quote.parts[0].start and quote.end_char == quote.parts[-1].end
        assert all(a.end <= b.start for a, b in zip(quote.parts, quote.parts[1:], strict=False))
        assert all(p.start < p.end for p in quote.parts)
        assert quote.text == " ".join(page.text[p.start : p.end] for p in quote.parts)
        assert quote.cue is None or page.text[quote.cue_start : quote.cue_end] == quote.cue
        assert quote.speaker_text is None or page.text[quote.speaker_start : quote.speaker_end] == quote.speaker_text
        if quote.parent_quote_id is not None:
            parent = found[quote.parent_quote_id]
            assert parent.start_char <= quote.start_char and quote.end_char <= parent.end_char


@pytest.mark.parametrize("atom", ["«", "«»", '«“„"»”', "– ", "– а\n", "«а», – деді ол. ", ", – деді ", "»\n", "– а?\n"])
def test_time_is_linear_in_the_length(atom: str) -> None:
    annotator, finder = _tools()
    times = []
    for size in (4_000, 16_000):
        page = annotator.page((atom * size)[:size])
        begun = time.perf_counter()
        finder.find(page, [])
        times.append(time.perf_counter() - begun)
    assert times[1] < 12 * times[0] + 0.3


def test_a_speakers_line_opens_a_turn_of_several_paragraphs() -> None:
    text = (
        "Банк есебі\nКездесуде сұраққа басшылар жауап берді.\nЕрлан Әбдіков, басқарма төрағасы:\n"
        "Былтыр пайдамыз өсті. Бұл – рекорд.\nКлиенттеріміздің саны көбейді.\nБанк 1993 жылы құрылған."
    )
    start = text.index("Ерлан")
    speaker = Entity(
        doc_id="",
        entity_id=0,
        sent_id=2,
        start_char=start,
        end_char=start + len("Ерлан Әбдіков"),
        text="Ерлан Әбдіков",
        label="PERSON",
        canonical="Ерлан Әбдіков",
    )
    quotes = _find(text, [speaker])
    assert [(q.text, q.layout, q.speaker) for q in quotes] == [
        ("Былтыр пайдамыз өсті. Бұл – рекорд. Клиенттеріміздің саны көбейді.", "colon", "Ерлан Әбдіков")
    ]
