"""Cues are stems in the lexicon; which forms report follows from their suffixes."""

from __future__ import annotations

import functools

import pytest

from derek.extractors.speech_cues import CueFinder
from derek.knowledge import Knowledge
from derek.text.annotating import Annotator


@functools.cache
def _tools() -> tuple[Annotator, CueFinder]:
    knowledge = Knowledge()
    return Annotator(knowledge), CueFinder(knowledge)


def _cues(text: str) -> list[tuple[str, str, str]]:
    annotator, finder = _tools()
    return [(text[cue.start : cue.end], cue.lemma, cue.form) for cue in finder.find(annotator.page(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ол солай деді.", ("деді", "де", "finite")),
        ("Ол бітеді дейді.", ("дейді", "де", "finite")),
        ("Ол бітеді деп атап өтті.", ("деп атап өтті", "атап өт", "finite")),
        ("Ол бітеді деп айтқан болатын.", ("деп айтқан болатын", "айт", "finite")),
        ("Ол бітетінін айтып өтті.", ("айтып өтті", "айт", "finite")),
        ("Ол бітетінін айта келе, көшті.", ("айта келе", "айт", "converb")),
        ("Министр хабарлағандай, жол бітті.", ("хабарлағандай", "хабарла", "as")),
        ("Олар баға өседі деген пікірде.", ("деген пікірде", "де", "view")),
    ],
)
def test_forms_that_report(text: str, expected: tuple[str, str, str]) -> None:
    assert _cues(text) == [expected]


@pytest.mark.parametrize(
    "text", ["Біз бітеді дедік.", "Ол бітетінін айтпады.", "Бұл туралы айтылды.", "Ол айтқан жоқ.", "Осыны айту керек."]
)
def test_other_persons_denials_and_passives_do_not(text: str) -> None:
    assert _cues(text) == []
