"""«2023 және 2024 жылдары … тиісінше 3 және 4»: the n-th figure belongs to the n-th year, measure or place listed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

import regex

from derek.extractors.claim_drafts import Draft
from derek.extractors.claimants import NamedPlace
from derek.extractors.figure_lists import LIST_JOINT, is_dealt_out
from derek.extractors.metrics import Metric
from derek.extractors.periods import Period
from derek.extractors.span_index import HasSpan
from derek.schema import Place

_PLACE_JOINT = regex.compile(r"\p{L}*(?:[ -]\p{L}+){0,2}?(?:,\s|\s(?:және|мен|бен|пен)\s)")
"""What stands between two places of a list: «Ақтөбе облысы мен Алматы»."""

_JOINED = (" және ", " мен ", " бен ", " пен ")

S = TypeVar("S", bound=HasSpan)


class Share(NamedTuple):
    """What is dealt out to one figure; None where the list is of something else."""

    period: Period | None = None
    metric: Metric | None = None
    place: Place | None = None
    undated: bool = False
    """Years are listed, but not as many as figures: which is whose is not said."""
    flag: str = ""
    last: Draft | None = None
    """The last figure of the list, behind which the verb of all stands."""


def dealt_lists(lowered: str, drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The lists of two figures and more in a sentence that «тиісінше» deals out."""
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if run and (draft is None or not LIST_JOINT.fullmatch(lowered, run[-1].end, draft.start)):
            if len(run) > 1 and is_dealt_out(lowered, run[0].start):
                yield run
            run = []
        if draft is not None:
            run.append(draft)


def deal(
    figures: int, periods: Sequence[Period], metrics: Sequence[Metric], places: Sequence[NamedPlace]
) -> list[Share]:
    """One share for each figure, by the list next to the figures that is as long as theirs."""
    lists: list[Sequence[Period] | Sequence[Metric] | Sequence[NamedPlace]] = [periods, metrics, places]
    fitting = [items for items in lists if len(items) == figures]
    if not fitting:
        listed = any(len(items) > 1 for items in lists)
        return [Share(undated=len(periods) > 1, flag="list_mismatch" if listed else "")] * figures
    nearest = max(fitting, key=lambda items: items[-1].end)
    return [_share(item) for item in nearest]


def _share(item: Period | Metric | NamedPlace) -> Share:
    if isinstance(item, Period):
        return Share(period=item)
    return Share(metric=item) if isinstance(item, Metric) else Share(place=item.place)


def listed_periods(lowered: str, periods: Sequence[Period]) -> list[Period]:
    """The last list of periods among those before the figures, each year of «2023 және 2024 жылдары» by itself."""
    return [part for period in _last_list(lowered, periods, LIST_JOINT) for part in _years(period)]


def listed_places(lowered: str, named: Sequence[NamedPlace]) -> list[NamedPlace]:
    """The last list of places among those before the figures."""
    return _last_list(lowered, named, _PLACE_JOINT)


def is_half_read(lowered: str, periods: Sequence[Period]) -> bool:
    """«қаңтар мен | ақпанда»: only the last of several times is read, so that it dates no figure of a dealt list."""
    return len(periods) == 1 and lowered.endswith(_JOINED, 0, periods[0].start)


def _last_list(lowered: str, items: Sequence[S], joint: regex.Pattern[str]) -> list[S]:
    listed = list(items[-1:])
    for left, right in itertools.pairwise(reversed(items)):
        if not joint.fullmatch(lowered, right.end, left.start):
            break
        listed.insert(0, right)
    return listed


def _years(period: Period) -> list[Period]:
    if not period.parts:
        return [period]
    return [
        Period(part.start, part.end, dt.date(part.year, 1, 1), dt.date(part.year, 12, 31), "years", "", False, "")
        for part in period.parts
    ]
