"""Abbreviations that carry a full stop, from models/lexicon/abbreviations.tsv: «млрд.», «т.б.», «ж.»."""

from __future__ import annotations

import functools

from derek.knowledge import Knowledge


@functools.cache
def abbreviations() -> dict[str, bool]:
    """Abbreviation in lower case → whether a sentence may end with it when a capital follows («т.б.» may, «млрд.» not).

    Tokens are cut the same way for everyone, so this is the shipped table; a user's folder does not change it.
    """
    rows = Knowledge().table("lexicon/abbreviations.tsv", ("form", "ends"))
    return {row["form"].lower(): row["ends"] == "yes" for row in rows}
