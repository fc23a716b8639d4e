"""Label Studio's JSON of tasks: regions with labels, relations between them, and fields of a region to correct.

Label Studio counts code points; versions before 2022 counted UTF-16 units, which is seen by the text that a region
repeats, and mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from derek.errors import GoldError
from derek.labelling.carrying import CARRIED, carried, restored
from derek.labelling.graph import Graph, Json, Link, Span
from derek.labelling.labels import EXTENT_LABELS, LINKS, ROW_LABELS

_TO, _LABELS = "text", "label"
_CHOICES: dict[str, tuple[str, ...]] = {
    "layout": ("dash", "guillemets", "quotation_marks", "colon", "interview", "reported"),
    "bound": ("exact", "about", "over", "at_least", "under", "at_most", "range"),
    "change": ("increase", "decrease"),
    "change_by": ("by", "to"),
    "status": ("actual", "target", "forecast", "proposal"),
    "optional": ("optional",),
}
_NUMBERS = ("value", "low", "high", "from_value")
_TEXTS = (
    *("canonical", "id", "office", "country", "speaker", "speaker_id", "unit", "per", "metric_canonical"),
    *("period_from", "period_to", "claimant"),
)
_SPOKEN: dict[str, dict[str, Any]] = {"change_by": {"by": True, "to": False}, "optional": {"optional": True}}
"""Columns of truth values, and how a choice says them."""

_CONFIG = """<View>
  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>
  <Relations>{relations}</Relations>
  <Labels name="label" toName="text">{labels}</Labels>
  <Text name="text" value="$text"/>
  <View visibleWhen="region-selected">{fields}</View>
</View>
"""


def label_studio_config() -> str:
    """The labelling interface to paste into a project: derek's labels, relations, and the fields of a region."""
    labels = "".join(f"<Label value={quoteattr(label)}/>" for label in (*ROW_LABELS, *EXTENT_LABELS))
    relations = "".join(f"<Relation value={quoteattr(link)}/>" for link in LINKS)
    fields = "".join((*map(_choices, _CHOICES), *(_text_area(name) for name in (*_TEXTS, *_NUMBERS))))
    return _CONFIG.format(relations=relations, labels=labels, fields=fields)


def _choices(name: str) -> str:
    values = "".join(f"<Choice value={quoteattr(value)}/>" for value in _CHOICES[name])
    return f'<Choices name="{name}" toName="text" perRegion="true" choice="single">{values}</Choices>'


def _text_area(name: str) -> str:
    return f'<TextArea name="{name}" toName="text" perRegion="true" maxSubmissions="1" placeholder="{name}"/>'


# ---- a graph → a task


def to_label_studio(graph: Graph, *, draft: bool = False) -> Json:
    """A graph → one task; a `draft` stands as a prediction to correct, anything else as an annotation."""
    result = [item for span in graph.spans for item in _region(span, graph.text)]
    result += [_relation(link) for link in graph.links]
    body = {"model_version": "derek", "result": result} if draft else {"result": result, "ground_truth": True}
    kind = "predictions" if draft else "annotations"
    return {"data": {"text": graph.text, CARRIED: carried(graph)}, kind: [body]}


def _region(span: Span, text: str) -> Iterator[Json]:
    place = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
    yield _item(span.key, _LABELS, "labels", {**place, "labels": [span.label]})
    for name, value in span.attributes.items():
        if name in _CHOICES and value is not None:
            yield _item(span.key, name, "choices", {**place, "choices": [_choice(name, value)]})
        elif name in (*_TEXTS, *_NUMBERS) and value is not None:
            yield _item(span.key, name, "textarea", {**place, "text": [str(value)]})


def _item(key: str, name: str, kind: str, value: Json) -> Json:
    return {"id": key, "from_name": name, "to_name": _TO, "type": kind, "value": value}


def _choice(name: str, value: Any) -> str:
    return next((word for word, said in _SPOKEN.get(name, {}).items() if said == value), str(value))


def _relation(link: Link) -> Json:
    ends = {"from_id": link.source, "to_id": link.target}
    return {**ends, "type": "relation", "direction": "right", "labels": [link.label]}


# ---- a task → a graph


def from_label_studio(task: Json) -> Graph | None:
    """One task → a graph, from its last annotation that was not cancelled; None for a task that nobody has labelled."""
    done = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
    if not done:
        return None
    text, rides = task["data"]["text"], task["data"].get(CARRIED)
    spans = [_span(item, text) for item in done[-1]["result"] if item["type"] == "labels"]
    links = [Link(i["from_id"], i["to_id"], _one(i, "labels")) for i in done[-1]["result"] if i["type"] == "relation"]
    graph = restored(text, spans, links, rides)
    return Graph(graph.head, tuple(_corrected(graph.spans, _fields(done[-1]["result"]))), graph.links)


def _one(item: Json, name: str) -> str:
    """The one label of a region or relation. Raises GoldError for none or several."""
    found: list[str] = item.get(name) or []
    if len(found) != 1:
        raise GoldError(f"region {item.get('id', item.get('from_id'))!r} has {len(found)} labels; give it one")
    return str(found[0])


def _span(item: Json, text: str) -> Span:
    value = item["value"]
    label = _one({"id": item["id"], **value}, "labels")
    start, end = _code_points(int(value["start"]), int(value["end"]), value.get("text"), text)
    return Span(item["id"], start, end, label, {})


def _code_points(start: int, end: int, said: str | None, text: str) -> tuple[int, int]:
    """Offsets in code points. Raises GoldError where the region's own text stands in neither count."""
    if said is None or text[start:end] == said:
        return start, end
    units = text.encode("utf-16-le")
    before, inside = (units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in ((0, start), (start, end)))
    if inside != said:
        raise GoldError(f"region {start}–{end} says {said[:60]!r}, but the text holds {text[start:end][:60]!r} there")
    return len(before), len(before) + len(inside)


def _fields(result: Iterable[Json]) -> dict[str, Json]:
    """Region → its fields as the annotator left them."""
    found: dict[str, Json] = {}
    for item in result:
        if item["type"] in {"choices", "textarea"}:
            given = item["value"].get("choices") or item["value"].get("text") or [""]
            found.setdefault(item["id"], {})[item["from_name"]] = given if isinstance(given, str) else str(given[0])
    return found


def _corrected(spans: Sequence[Span], fields: Mapping[str, Json]) -> Iterator[Span]:
    """A field that holds something decides; one that was emptied says null; one that never was there says nothing."""
    for span in spans:
        given = fields.get(span.key, {})
        known = {
            name: value if value is None or name not in _FIELDS else _value(name, given.get(name, ""))
            for name, value in span.attributes.items()
        }
        new = {name: _value(name, words) for name, words in given.items() if name not in known or known[name] is None}
        kept = {name: value for name, value in (known | new).items() if name != "optional" or value}
        yield span._replace(attributes=kept)


_FIELDS = frozenset((*_CHOICES, *_TEXTS, *_NUMBERS))


def _value(name: str, words: str) -> Any:
    if not words.strip():
        return None
    if name in _SPOKEN:
        return _SPOKEN[name].get(words)
    return _number(name, words) if name in _NUMBERS else words.strip()


def _number(name: str, words: str) -> float:
    try:
        return float(words.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError as error:
        raise GoldError(f"{name} is {words!r}, not a number") from error
