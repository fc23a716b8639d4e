"use strict";
// The page of `derek view`. Text of releases reaches the document as text nodes and attributes alone, never as markup.

const STEP = 60;         // documents added to the list at a time
const ROWS = 400;        // table rows shown before the button for the rest
const LONGEST = 160;     // characters of a table's cell; the card and the text hold the whole
const SUGGESTED = 300;   // names and speakers offered while typing
const byId = (id) => document.getElementById(id);
const index = JSON.parse(byId("index").textContent);
const LAYERS = ["entities", "quotes", "claims"];
const KEYS = { entities: "e", quotes: "q", claims: "c" };
const TITLES = { entities: "Names", quotes: "Quotations", claims: "Claims" };
const SHOWN = {
  entities: ["text", "label", "mention", "canonical", "id", "office", "resolved_by", "rule", "flags"],
  quotes: ["text", "kind", "speaker", "speaker_text", "cue", "resolved_by", "rule", "flags"],
  claims: ["text", "value", "unit", "metric", "metric_canonical", "status", "change", "period_text", "claimant", "places", "rule", "flags"],
};
const LONG = new Set(["text", "metric", "office"]);
const EXTENTS = {
  quotes: [["cue_start", "cue_end"], ["speaker_start", "speaker_end"]],
  claims: [["metric_start", "metric_end"], ["period_start", "period_end"], ["compared_start", "compared_end"]],
};
const GROUPS = {
  LEADER: "person", PERSON: "person", POSITION: "person", NORP: "person",
  COUNTRY: "place", CITY: "place", REGION: "place", LOCATION: "place", FACILITY: "place",
  ORGANISATION: "body",
};
const HEAD = ["doc_id", "published", "title", "issuer", "issuer_country", "source", "language", "script", "counts", "names", "speakers", "countries", "metrics"];
const heads = index.documents.map((cells) => Object.fromEntries(HEAD.map((name, at) => [name, cells[at]])));
const numberOf = new Map(heads.map((head, at) => [head.doc_id, at]));

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
const fold = (text) => (text || "").normalize("NFC").toLowerCase();

// ---------------------------------------------------------------- the list

const folded = { names: index.names.map(fold), speakers: index.speakers.map(fold) };
const about = heads.map((head) => fold([head.title, head.source, head.issuer, head.doc_id].join("\n")));
const bodies = new Array(heads.length);   // lower-cased texts, read while nobody waits
let shown = [];
let drawn = 0;

function textOf(at) {
  if (bodies[at] === undefined) {
    const data = documentData(at);
    if (!data) return "";
    bodies[at] = fold(data.text);
  }
  return bodies[at];
}

function readBodies(deadline) {
  let at = readBodies.next || 0;
  while (at < heads.length && deadline.timeRemaining() > 2) textOf(at++);
  readBodies.next = at;
  if (at < heads.length) idle(readBodies);
  else document.documentElement.dataset.searchable = "yes";
}
const idle = window.requestIdleCallback || ((work) => setTimeout(() => {
  const began = performance.now();
  work({ timeRemaining: () => 12 - (performance.now() - began) });
}, 30));

function matching(layer, words) {
  const wanted = fold(words).trim();
  if (!wanted) return null;
  return new Set(folded[layer].flatMap((word, at) => (word.includes(wanted) ? [at] : [])));
}

function choose() {
  const words = fold(byId("f-words").value).split(/\s+/).filter(Boolean);
  const names = matching("names", byId("f-name").value);
  const speakers = matching("speakers", byId("f-speaker").value);
  const [country, metric] = ["f-country", "f-metric"].map((id) => byId(id).value);
  const [from, to] = ["f-from", "f-to"].map((id) => byId(id).value);
  const keep = (head, at) =>
    (!country || head.countries.includes(+country)) && (!metric || head.metrics.includes(+metric)) &&
    (!from || (head.published && head.published >= from)) && (!to || (head.published && head.published <= to)) &&
    (!names || head.names.some((n) => names.has(n))) && (!speakers || head.speakers.some((n) => speakers.has(n))) &&
    words.every((word) => about[at].includes(word) || textOf(at).includes(word));
  return heads.flatMap((head, at) => (keep(head, at) ? [at] : []));
}

function refresh() {
  shown = choose();
  drawn = 0;
  byId("list").replaceChildren();
  drawMore();
  const of = index.total > heads.length ? `, the newest ${heads.length} of ${index.total}` : ` of ${heads.length}`;
  byId("count").textContent = `${shown.length}${of}`;
}

function drawMore() {
  byId("list").append(...shown.slice(drawn, drawn + STEP).map(listItem));
  drawn = Math.min(drawn + STEP, shown.length);
}

function listItem(at) {
  const head = heads[at];
  const [names, quotes, claims] = head.counts;
  const link = element("a", { href: `#/${head.doc_id}` },
    element("span", { lang: head.language }, head.title || "(no title)"),
    element("span", { class: "meta" }, [head.published || "no date", head.issuer || head.issuer_country, head.source,
      `${names} names, ${quotes} quotations, ${claims} claims`].filter(Boolean).join(" · ")));
  return element("li", {}, link);
}

function offer() {
  for (const list of ["names", "speakers"]) {
    byId(list).append(...index[list].slice(0, SUGGESTED).map((value) => element("option", { value })));
  }
  const named = index.countries.map((code, at) => [index.country_names[code] ? `${index.country_names[code]} (${code})` : code, at]);
  const alphabetic = (a, b) => a[0].localeCompare(b[0], "kk");
  byId("f-country").append(...named.sort(alphabetic).map(([name, at]) => element("option", { value: String(at) }, name)));
  const metrics = index.metrics.map((name, at) => [name.replaceAll("_", " "), at]);
  byId("f-metric").append(...metrics.sort(alphabetic).map(([name, at]) => element("option", { value: String(at) }, name)));
}

// ---------------------------------------------------------------- one document

let open = null;     // the document: {at, rows and their marks and extents by key, stops for the keyboard, what is lit}
let pinned = false;

function documentData(at) {
  const found = byId(`d${at}`);
  return found ? JSON.parse(found.textContent) : null;
}

// Offsets count code points; strings here count UTF-16 units. They differ only after a character outside the plane.
function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const starts = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) starts.push(at);
  starts.push(text.length);
  return (at) => starts[at];
}

function readRows(data) {
  const rows = new Map();
  for (const layer of LAYERS) {
    const names = index.columns[layer].map(([name]) => name);
    data[layer].forEach((cells, at) => {
      const values = Object.fromEntries(names.map((name, n) => [name, cells[n]]));
      rows.set(`${KEYS[layer]}${at}`, { key: `${KEYS[layer]}${at}`, layer, at, values });
    });
  }
  return rows;
}

const spansOf = (row) => (row.layer === "quotes"
  ? row.values.parts.map((part) => [part.start, part.end]) : [[row.values.start_char, row.values.end_char]]);

function extentsOf(row) {
  return (EXTENTS[row.layer] || []).map(([start, end]) => [row.values[start], row.values[end]]).filter(([start]) => start !== null);
}

// The text is cut wherever a mark or an extent begins or ends; each piece knows all that covers it.
function pieces(length, rows, titleEnd) {
  const starts = new Map([[0, []], [titleEnd, []]]);
  const ends = new Map([[length, []]]);
  const put = (map, at, value) => (map.has(at) ? map.get(at).push(value) : map.set(at, [value]));
  for (const row of rows.values()) {
    for (const [start, end] of spansOf(row)) { put(starts, start, row); put(ends, end, row); }
    extentsOf(row).forEach(([start, end], n) => { put(starts, start, `${row.key} ${n}`); put(ends, end, `${row.key} ${n}`); });
  }
  const cuts = [...new Set([...starts.keys(), ...ends.keys()])].sort((a, b) => a - b);
  const live = new Set();
  return cuts.slice(0, -1).map((start, n) => {
    (ends.get(start) || []).forEach((value) => live.delete(value));
    const begun = (starts.get(start) || []).filter((value) => typeof value !== "string");
    (starts.get(start) || []).forEach((value) => live.add(value));
    const covering = [...live];
    return { start, end: cuts[n + 1], begun, rows: covering.filter((v) => typeof v !== "string"), near: covering.filter((v) => typeof v === "string") };
  });
}

const lengthOf = (row) => row.values.end_char - row.values.start_char;

function drawPiece(piece, text, units, titleEnd) {
  const words = text.slice(units(piece.start), units(piece.end));
  const made = element("span", {}, words);
  if (piece.start < titleEnd) made.classList.add("t");
  if (piece.near.length) made.dataset.near = piece.near.map((value) => value.split(" ")[0]).join(" ");
  if (!piece.rows.length) return made;
  const inner = piece.rows.slice().sort((a, b) => lengthOf(a) - lengthOf(b));
  made.classList.add("m", ...new Set(inner.map((row) => KEYS[row.layer])));
  const name = inner.find((row) => row.layer === "entities");
  if (name) made.classList.add(GROUPS[name.values.label] || "other", ...(name.values.mention === "name" ? [] : ["unnamed"]));
  made.dataset.rows = inner.map((row) => row.key).join(" ");
  if (piece.begun.length) {
    made.tabIndex = 0;
    made.setAttribute("role", "button");
    made.setAttribute("aria-label", `${words}: ${piece.begun.map(kindOf).join(", ")}`);
  }
  return made;
}

function kindOf(row) {
  const values = row.values;
  if (row.layer === "entities") return values.mention === "name" ? values.label : `${values.label} ${values.mention}`;
  return row.layer === "quotes" ? `${values.kind} quotation` : `${values.kind} claim`;
}

function showDocument(at) {
  const data = documentData(at);
  if (!data) { document.addEventListener("DOMContentLoaded", route, { once: true }); return; }
  const head = heads[at];
  const rows = readRows(data);
  const units = unitsOf(data.text);
  const length = Array.from(data.text).length;
  const titleEnd = head.title && data.text.startsWith(head.title) ? Array.from(head.title).length : 0;
  byId("text").replaceChildren(...pieces(length, rows, titleEnd).map((piece) => drawPiece(piece, data.text, units, titleEnd)));
  open = { at, rows, marks: grouped("rows"), extents: grouped("near"), stops: [...byId("text").querySelectorAll(".m[tabindex]")], lit: [] };
  drawHead(head, data);
  byId("tables").replaceChildren(...LAYERS.map((layer) => drawTable(layer, [...rows.values()].filter((row) => row.layer === layer))));
  letGo();
  document.title = head.title || head.doc_id;
}

function drawHead(head, data) {
  byId("title").textContent = head.title || "(no title)";
  byId("title").lang = byId("text").lang = head.language;
  const counts = LAYERS.map((layer) => `${data[layer].length} ${TITLES[layer].toLowerCase()}`).join(", ");
  byId("about").textContent = [head.published || "no date", head.issuer || head.issuer_country, `${head.language}-${head.script}`,
    [head.source, ...data.also_at].join(", "), head.doc_id, counts].filter(Boolean).join(" · ");
  byId("warnings").replaceChildren(...data.warnings.map((text) => element("li", {}, text)));
  const place = shown.indexOf(open.at);
  for (const [id, at] of [["previous", shown[place - 1]], ["next", shown[place + 1]]]) {
    byId(id).hidden = place < 0 || at === undefined;
    if (!byId(id).hidden) byId(id).href = `#/${heads[at].doc_id}`;
  }
  byId("back").hidden = heads.length === 1;
}

// ---------------------------------------------------------------- the card

function cell(name, value) {
  if (value === null || value === undefined || (Array.isArray(value) && !value.length)) return "";
  if (name === "places") return value.map((place) => (place.id ? `${place.text} (${place.id})` : place.text)).join(", ");
  if (name === "parts") return value.map((part) => `${part.start}–${part.end}`).join(", ");
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "number" ? number(value) : String(value);
}
const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 6, useGrouping: Math.abs(value) >= 10000 }).replaceAll(",", "\u00a0");

function says(row) {
  const v = row.values;
  if (row.layer === "quotes") return v.speaker ? `${v.speaker}${v.speaker_office ? ", " + v.speaker_office : ""}` : v.speaker_text || "nobody named";
  if (row.layer === "entities") return [v.canonical, v.office].filter(Boolean).join(", ");
  const amount = v.value !== null ? number(v.value) : [v.low, v.high].filter((n) => n !== null).map(number).join("–");
  return [v.bound === "exact" || v.bound === "range" ? "" : v.bound.replaceAll("_", " "), amount, v.unit].filter(Boolean).join(" ");
}

const LAST = /^(text|parts|sent_id|entity_id|quote_id|claim_id)$|_(char|start|end|entity_id)$/;   // after what is read first
const ordered = Object.fromEntries(LAYERS.map((layer) => [layer,
  [...index.columns[layer]].sort(([a], [b]) => LAST.test(a) - LAST.test(b))]));

function section(row) {
  const list = element("dl");
  const empty = [];
  for (const [name, meaning] of ordered[row.layer]) {
    const text = cell(name, row.values[name]);
    if (text === "") empty.push(name);
    else list.append(element("dt", { title: meaning }, name), element("dd", name === "text" ? { lang: "kk" } : {}, text));
  }
  const parts = [element("h3", {}, kindOf(row)), element("p", { class: "says" }, says(row)), list];
  if (empty.length) parts.push(element("p", { class: "none" }, `empty: ${empty.join(", ")}`));
  return element("section", { "data-row": row.key }, ...parts);
}

function grouped(name) {
  const found = new Map();
  for (const made of byId("text").children) {
    for (const key of made.dataset[name] ? made.dataset[name].split(" ") : []) {
      if (found.has(key)) found.get(key).push(made); else found.set(key, [made]);
    }
  }
  return found;
}

function light(keys) {
  for (const [made, name] of open.lit) made.classList.remove(name);
  open.lit = keys.flatMap((key) => [
    ...(open.marks.get(key) || []).map((made) => [made, "on"]),
    ...(open.extents.get(key) || []).map((made) => [made, "near"]),
    ...(byId(`row-${key}`) ? [[byId(`row-${key}`), "on"]] : []),
  ]);
  for (const [made, name] of open.lit) made.classList.add(name);
}

function visible(keys) {
  const off = (byId("text").dataset.off || "").split(" ");
  return keys.filter((key) => !off.includes(key[0]));
}

function show(keys, pin) {
  const seen = visible(keys);
  if (!seen.length) return;
  pinned = pin || pinned;
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", letGo);
  const bar = element("div", { class: "bar" }, pinned ? "kept" : "", close);
  byId("card").replaceChildren(bar, ...seen.map((key) => section(open.rows.get(key))));
  byId("card").scrollTop = 0;
  document.body.classList.add("carded");
  light([seen[0]]);
}

function letGo() {
  pinned = false;
  byId("card").replaceChildren();
  document.body.classList.remove("carded");
  if (open) light([]);
}

const keysOf = (target) => (target.closest?.(".m")?.dataset.rows || "").split(" ").filter(Boolean);
byId("text").addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse" && !pinned) show(keysOf(event.target), false);
});
byId("text").addEventListener("focusin", (event) => { if (!pinned) show(keysOf(event.target), false); });
byId("text").addEventListener("click", (event) => {
  const keys = keysOf(event.target);
  if (!keys.length) return;
  pinned = false;
  show(keys, true);
  remember(visible(keys)[0]);
});

function remember(key) {
  if (!key) return;
  const row = open.rows.get(key);
  history.replaceState(null, "", `#/${heads[open.at].doc_id}/${row.layer}/${row.at}`);
}

// ---------------------------------------------------------------- the tables below

function drawTable(layer, rows) {
  const body = element("tbody", {}, ...rows.slice(0, ROWS).map(tableRow));
  const heading = element("tr", {}, element("th", { scope: "col" }, "at"), ...SHOWN[layer].map((name) =>
    element("th", { scope: "col", title: Object.fromEntries(index.columns[layer])[name] }, name)));
  const table = element("table", {}, element("thead", {}, heading), body);
  const made = element("section", { id: `table-${layer}` }, element("h2", {}, `${TITLES[layer]} (${rows.length})`));
  if (rows.length) made.append(element("div", { class: "wrap", tabindex: "0", role: "region", "aria-label": TITLES[layer] }, table));
  if (rows.length > ROWS) {
    const rest = element("button", { type: "button", class: "rest" }, `Show the other ${rows.length - ROWS}`);
    rest.addEventListener("click", () => { body.append(...rows.slice(ROWS).map(tableRow)); rest.remove(); });
    made.append(rest);
  }
  return made;
}

function tableRow(row) {
  const go = element("button", { type: "button", "aria-label": `Show in the text: ${row.values.text}` }, String(row.values.start_char));
  const cells = SHOWN[row.layer].map((name) => element("td", { ...(LONG.has(name) ? { class: "long" } : {}), ...(name === "text" ? { lang: "kk" } : {}) }, shownCell(row, name)));
  const made = element("tr", { id: `row-${row.key}` }, element("td", {}, go), ...cells);
  made.addEventListener("click", () => { if (!String(getSelection())) { goTo(row.key); remember(row.key); } });
  return made;
}

function shownCell(row, name) {
  const empty = name === "value" && row.values.value === null;
  const text = empty ? says(row).replace(row.values.unit || "", "").trim() : cell(name, row.values[name]);
  return text.length > LONGEST ? text.slice(0, text.lastIndexOf(" ", LONGEST) + 1 || LONGEST) + "…" : text;
}

function goTo(key) {
  const mark = open.marks.get(key)?.[0];
  if (!mark) return;
  const keys = [key, ...mark.dataset.rows.split(" ").filter((other) => other !== key)];
  uncover(key[0]);
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
  pinned = false;
  show(keys, true);
}

function uncover(layer) {
  const box = document.querySelector(`#layers input[value="${layer}"]`);
  if (!box.checked) { box.checked = true; setLayers(); }
}

function setLayers() {
  const off = [...document.querySelectorAll("#layers input")].filter((box) => !box.checked).map((box) => box.value);
  byId("text").dataset.off = off.join(" ");
  letGo();
}
byId("layers").addEventListener("change", setLayers);

// ---------------------------------------------------------------- keys and addresses

function step(by) {
  const stops = open.stops.filter((made) => visible(made.dataset.rows.split(" ")).length);
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  if (!next) return;
  pinned = false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), select");
  if (event.key === "Escape" && !byId("document-view").hidden) letGo();
  else if (typing) return;
  else if (event.key === "/" && byId("document-view").hidden) { event.preventDefault(); byId("f-words").focus(); }
  else if ((event.key === "j" || event.key === "k") && !byId("document-view").hidden) step(event.key === "j" ? 1 : -1);
  else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".m")) { event.preventDefault(); event.target.click(); }
});

let scrolled = 0;
function route() {
  const [, id, layer, row] = location.hash.split("/");
  const at = id ? numberOf.get(id) : heads.length === 1 && !id ? 0 : undefined;
  const inList = byId("document-view").hidden;
  if (at === undefined) {
    byId("document-view").hidden = true;
    byId("list-view").hidden = false;
    document.title = "Documents";
    if (!inList) scrollTo(0, scrolled);
    return;
  }
  if (inList) scrolled = scrollY;
  byId("list-view").hidden = true;
  byId("document-view").hidden = false;
  if (!open || open.at !== at) { showDocument(at); scrollTo(0, 0); }
  if (open && KEYS[layer]) goTo(`${KEYS[layer]}${row}`);
}

const ticking = { timer: 0 };
byId("filters").addEventListener("input", () => { clearTimeout(ticking.timer); ticking.timer = setTimeout(refresh, 60); });
byId("filters").addEventListener("reset", () => setTimeout(refresh));
byId("filters").addEventListener("submit", (event) => event.preventDefault());
new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting) && drawn < shown.length) drawMore(); }, { rootMargin: "900px" }).observe(byId("more"));
window.addEventListener("hashchange", route);
window.addEventListener("beforeprint", () => { while (drawn < shown.length) drawMore(); });

refresh();
route();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
document.addEventListener("DOMContentLoaded", () => { offer(); idle(readBodies); });
