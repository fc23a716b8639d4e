"""Tagged sentences as the arrays that the network learns from."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from derek.tagging.features import BOUNDARY, KINDS, SLOTS, atoms, looks, slot_places
from derek.tagging.iob2 import TaggedSentence

Integers = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Words in one row, a boundary (type 0) before, between and after the sentences.

    rows [places]: word type · places [places, slots]: where each slot looks, -1 for nowhere · types [types, kinds]:
    atom ids · gold [places]: label numbers · starts, lengths: of the sentences.
    """

    rows: Integers
    places: Integers
    types: Integers
    gold: Integers
    starts: Integers
    lengths: Integers


def build_corpus(
    sentences: Sequence[TaggedSentence], labels: Sequence[str], atom_ids: Mapping[str, int], names: Mapping[str, str]
) -> Corpus:
    """The arrays of `sentences`; atoms that `atom_ids` lacks become 0."""
    words, starts, lengths, number = [BOUNDARY], [], [], {label: place for place, label in enumerate(labels)}
    gold = [0]
    for sentence in sentences:
        starts.append(len(words))
        lengths.append(len(sentence.tokens))
        words += [*sentence.tokens, BOUNDARY]
        gold += [*(number[tag] for tag in sentence.tags), 0]
    type_ids = {word: place for place, word in enumerate(dict.fromkeys(words))}
    rows = np.array([type_ids[word] for word in words])
    seen = [atoms(word, names) for word in type_ids]
    types = np.array([[atom_ids.get(row.get(kind, ""), 0) for kind in KINDS] for row in seen])
    return Corpus(rows, _places(list(type_ids), rows), types, np.array(gold), np.array(starts), np.array(lengths))


def _places(types: Sequence[str], rows: Integers) -> Integers:
    signs = np.array([(False, False, False) if word == BOUNDARY else looks(word) for word in types])[rows]
    places = slot_places(signs[:, 0], signs[:, 1], signs[:, 2], rows == 0)
    return np.stack([places[slot] for slot in SLOTS], axis=1)


def frequent_atoms(sentences: Sequence[TaggedSentence], names: Mapping[str, str], least: int = 2) -> dict[str, int]:
    """Atoms that occur at least `least` times, numbered from 1 in alphabetical order."""
    counts: Counter[str] = Counter()
    for word, often in Counter(token for sentence in sentences for token in sentence.tokens).items():
        for atom in atoms(word, names).values():
            counts[atom] += often
    for atom in atoms(BOUNDARY, names).values():
        counts[atom] += least
    return {atom: number for number, atom in enumerate(sorted(a for a, n in counts.items() if n >= least), start=1)}


def frequent_words(sentences: Sequence[TaggedSentence], most: int = 6000) -> list[str]:
    """The most frequent tokens, in alphabetical order; of equally frequent ones the first in the alphabet."""
    counts = Counter(token for sentence in sentences for token in sentence.tokens)
    return sorted(sorted(counts, key=lambda token: (-counts[token], token))[:most])
