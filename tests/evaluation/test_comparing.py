import pytest

from derek.evaluation.comparing import accepts, equal, linked, same_person, same_places, shares_word

PLACE = {"text": "Қазақстан", "id": "iso3166:KZ"}


@pytest.mark.parametrize(
    ("answer", "value", "right"),
    [
        (2400000, 2.4e6, True),
        (0.333333, 1 / 3, True),
        (22.3, 22.31, False),
        ("Сарапшылар", "сарапшылар", True),
        (None, None, True),
        (None, 0, False),
        (0, None, False),
        (1, True, False),
        (False, 0, False),
        ("2024-01-01", "2024-01-02", False),
    ],
)
def test_equal(answer, value, right):
    assert equal(answer, value) is right


def test_accepts_alternatives_and_whatever_gold_leaves_open(label):
    gold = label(0, 1, alternatives={"unit": ("есе",)}, unit=None)
    assert accepts(gold, label(0, 1, unit=None), "unit")
    assert accepts(gold, label(0, 1, unit="есе"), "unit")
    assert not accepts(gold, label(0, 1, unit="percent"), "unit")
    assert accepts(gold, label(0, 1, per="a"), "per")


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ({"speaker": "Ә. Оқапов", "speaker_id": "person:a"}, True),  # one id, whatever the spelling
        ({"speaker": "Әли Оқапов", "speaker_id": "person:b"}, False),  # two ids decide
        ({"speaker": "Әли Оқапов", "speaker_id": None}, True),  # one id missing: the name decides
        ({"speaker": None, "speaker_id": None}, False),
    ],
)
def test_same_person(label, predicted, right):
    gold = label(0, 1, speaker="Әли Оқапов", speaker_id="person:a")
    assert same_person(gold, label(0, 1, **predicted), name="speaker", id_="speaker_id") is right


def test_linked_by_id_where_gold_has_one_else_by_canonical(label):
    city = label(0, 1, canonical="Астана", id="geonames:1526273")
    assert linked(city, label(0, 1, canonical="Нұр-Сұлтан", id="geonames:1526273"))
    assert not linked(city, label(0, 1, canonical="Астана", id=None))
    assert linked(label(0, 1, canonical="Бектау", id=None), label(0, 1, canonical="Бектау", id=None))


@pytest.mark.parametrize(
    ("metric", "right"),
    [
        ("сауда көлемі", True),
        ("тауар айналымы саудасы", True),  # a lemma in common
        ("экспорт", False),
        (None, False),
    ],
)
def test_shares_word(label, metric, right):
    gold = label(0, 1, metric="Сауда-саттық, сауда айналымы")
    assert shares_word(gold, label(0, 1, metric=metric), "metric", {"саудасы": "сауда"}) is right


def test_null_is_right_only_where_gold_says_so(label):
    nothing = label(0, 1, metric=None)
    assert shares_word(label(0, 1, metric=None), nothing, "metric", {})
    assert shares_word(label(0, 1, metric="су", alternatives={"metric": (None,)}), nothing, "metric", {})
    assert not shares_word(label(0, 1, metric=None), label(0, 1, metric="су"), "metric", {})


def test_places_are_a_set_of_ids(label):
    other = {"text": "Бектау", "id": None}
    gold = label(0, 1, places=[PLACE, other], alternatives={"places": ([],)})
    assert same_places(gold, label(0, 1, places=[other, {"text": "Қазақстанда", "id": "iso3166:KZ"}]), "places")
    assert same_places(gold, label(0, 1, places=[]), "places")
    assert not same_places(gold, label(0, 1, places=[PLACE]), "places")
