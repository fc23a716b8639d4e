"""KazNERD sentences, where a checkout has them beside it: words against digits, and measured spans found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from derek.extractors.claims import ClaimFinder
from derek.knowledge import Knowledge
from derek.text.numerals import read_number
from derek.text.page import Page

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_TOOL, _DATA = _SHARED / "tools" / "kaznerd.py", _SHARED / "data" / "kaznerd" / "train.iob2"

pytestmark = pytest.mark.skipif(not (_TOOL.is_file() and _DATA.is_file()), reason="the KazNERD sentences are not here")


def _lines(mode: str) -> list[list[object]]:
    shown = subprocess.run([sys.executable, _TOOL, mode, _DATA], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_words_and_digits_give_the_same_value() -> None:
    pairs = [pair for _, _, numbers in _lines("pairs") for pair in numbers]  # type: ignore[attr-defined]
    same = [
        words for words, digits in pairs if read_number(words) is not None and read_number(words) == read_number(digits)
    ]
    assert len(same) / len(pairs) >= 0.985


def test_measured_spans_are_claims(knowledge: Knowledge, make_page: Callable[..., Page]) -> None:
    finder, found, wanted = ClaimFinder(knowledge), 0, 0
    for _, text, spans in _lines("text"):
        measured = [span for span in spans if span[2] in {"MONEY", "PERCENTAGE", "QUANTITY"}]  # type: ignore[attr-defined]
        claims = finder.find(make_page(text, published=None), [], []) if measured else []
        wanted += len(measured)
        found += sum(any(c.start_char < end and start < c.end_char for c in claims) for start, end, _ in measured)
    assert found / wanted >= 0.97
