"""A crude suffix stripper for the model's features; the table of language.md's case, possessive and plural endings.

It needs to be the same at training and at tagging time, so it is frozen with the model's protocol and kept apart from
the analyser in derek.text, which may improve freely.
"""

from __future__ import annotations

_TABLE = """
    лар лер дар дер тар тер ы і сы сі ым ім ың ің ыңыз іңіз ымыз іміз мыз міз
    ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті н да де та те нда нде
    дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ндағы ндегі
    лық лік дық дік тық тік ша ше дай дей тай тей нікі дікі тікі
"""
SUFFIXES = frozenset(_TABLE.split())
"""Endings that are cut: plural, possessive, case, -ғы after the locative, -лық, -ша, -дай, -нікі."""

_KEEP = 3
_LONGEST = max(map(len, SUFFIXES))


def crude_stems(word: str, rounds: int = 3) -> list[str]:
    """The lower-case `word`, then with one ending cut, then with two … up to `rounds`; the last one is the crude stem.

    The longest ending is cut first; never are fewer than three letters left.
    """
    cuts = [word]
    for _ in range(rounds):
        shorter = _cut_once(cuts[-1])
        if shorter == cuts[-1]:
            break
        cuts.append(shorter)
    return cuts


def _cut_once(word: str) -> str:
    for length in range(min(_LONGEST, len(word) - _KEEP), 0, -1):
        if word[-length:] in SUFFIXES:
            return word[:-length]
    return word
