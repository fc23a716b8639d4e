"""«Әсел Қожахметова, басқарма төрайымы:» or «Министр Ерлан Әбдіков:» alone on its line, and the turn under it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from derek.extractors.quote_drafts import Draft, Scene, Source, Span

_LONGEST = 120
"""Characters of a line that is nothing but a speaker, a title and a colon."""
_MOST = 6
"""Paragraphs of one turn."""
_DASHES = "-–—―"
_PEOPLE = ("PERSON", "LEADER")


def find_named_turns(scene: Scene, taken: Collection[int]) -> Iterator[tuple[Draft, range]]:
    """Yields each turn with the paragraphs it takes; `taken`: paragraphs that hold a quotation already."""
    labels = {index: source for index in range(len(scene.lines) - 1) if (source := _label(scene, index))}
    for index, source in labels.items():
        last = _last(scene, index, labels, taken)
        if last > index:
            parts = [_said(scene, line) for line in range(index + 1, last + 1)]
            draft = Draft(parts, "direct", "colon", "named_turn", 0.85, source=source, flags=["no_cue"])
            yield draft, range(index + 1, last + 1)


def _label(scene: Scene, index: int) -> Source | None:
    line = scene.lines[index]
    ends = scene.text[line.start : line.end].rstrip()
    people = [e for e in scene.entities_between(line.start, line.end) if e.label in _PEOPLE and e.mention == "name"]
    if not ends.endswith(":") or len(ends) > _LONGEST or len(people) != 1:
        return None
    after = scene.text[people[0].end_char : people[0].end_char + 2].lstrip()[:1]
    first = people[0].start_char == line.start and after in (",", ":", "(", *_DASHES)
    titled = people[0].end_char == line.start + len(ends) - 1
    if scene.cues_between(line.start, line.end) or not (first or (titled and people[0].office)):
        return None
    return Source(people[0].start_char, people[0].end_char, "name", people[0], people[0].canonical or people[0].text)


def _last(scene: Scene, index: int, labels: Collection[int], taken: Collection[int]) -> int:
    """The last paragraph of the turn; `index` itself where none follows."""
    if index + 1 in taken or scene.lines[index + 1].start in scene.pair_by_start:
        return index
    last = index + 1
    more = any(index < other <= index + _MOST + 1 for other in labels)
    while last + 1 < len(scene.lines) and last - index < _MOST and _goes_on(scene, last + 1, labels, taken, more):
        last += 1
    return last


def _goes_on(scene: Scene, index: int, labels: Collection[int], taken: Collection[int], more: bool) -> bool:
    """Whether a paragraph still belongs to the turn: another label closes it, or it speaks in the first person."""
    line = scene.lines[index]
    if index in labels or index in taken or line.start in scene.pair_by_start:
        return False
    if any("quote" in cue.takes and cue.form == "finite" for cue in scene.cues_between(line.start, line.end)):
        return False
    functions = {function for word in scene.words(*line) for function in word.functions}
    return more or bool({"PERS1PL", "PERS1SG", "P1PL", "P1SG"} & functions)


def _said(scene: Scene, index: int) -> Span:
    line = scene.lines[index]
    start = line.start
    while start < line.end and scene.text[start] in _DASHES + " \u00a0\t":
        start += 1
    return scene.trimmed(start, line.end)
