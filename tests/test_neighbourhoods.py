"""A neighbourhood and a region as they print, are asked for what they hold, and are replaced."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.neighbourhood import empty, some
from ecosystem.tables.schema import TABLES
from tests.street import hood


def region(*codes):
    return eco.Region(codes, hood, pd.DataFrame(), pd.DataFrame())


def test_they_print_how_many_rows_there_are_and_no_value():
    actors = [{"actor": f"a{at}"} for at in range(1200)]
    place = hood(contacts=[{"actor": "a1", "resident": "r1"}], actors=actors)
    assert repr(place) == (
        "Neighbourhood street (The street)\n  actors: 1,200 rows\n  contacts: 1 rows, not shown"
    )
    assert repr(region("a")) == "Region of 1 neighbourhood: a"
    assert repr(region("a", "b")) == "Region of 2 neighbourhoods: a, b"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "a"), (5, "a, b, c, d, e"), (6, "a, b, c, d, e and 1 more"),
     (8, "a, b, c, d, e and 3 more")],
)  # fmt: skip
def test_of_many_the_first_five_are_named_and_the_others_counted(count, said):
    assert some(tuple("abcdefgh"[:count])) == said


def test_a_region_has_its_codes_in_their_order_and_no_other():
    place = region("a", "b")
    assert ("a" in place, "c" in place, len(place)) == (True, False, 2)
    assert [one.code for one in place] == ["a", "b"]
    assert place["b"].code == "b"
    with pytest.raises(KeyError, match="'c' is not in this region; it has: a, b"):
        place["c"]


def test_a_table_that_was_not_given_is_empty_and_needed_it_is_named():
    place = hood(ties=[{"actor": "a", "partner": "b"}])
    assert place.actors.columns.tolist() == [
        c.name for c in TABLES["actors"].columns if c.name != "fte"
    ]
    assert len(place.actors) == 0
    with pytest.raises(AttributeError, match="'klanten' is not a table; there are: "):
        place.klanten  # noqa: B018
    place.need("ties", for_what="x")
    with pytest.raises(eco.MissingTable, match=r"Staffing needs .*actors and contacts.*ties"):
        place.need("actors", "ties", "contacts", for_what="Staffing")
    with pytest.raises(eco.MissingTable, match="needs"):
        hood().need("actors", for_what="Staffing")


def test_what_is_replaced_or_changed_elsewhere_changes_nothing_here():
    place = hood(actors=[{"actor": "a"}])
    other = place.replace(actors=empty("actors"))
    frame = place.actors
    frame["actor"] = "changed"
    assert (place.actors["actor"].tolist(), other.actors["actor"].tolist()) == (["a"], [])
    assert (other.code, other.name) == (place.code, place.name)
    blank = empty("actors")
    blank["more"] = 1
    assert "more" not in empty("actors")
