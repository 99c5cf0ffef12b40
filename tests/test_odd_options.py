"""Options and tables at the edge: words, never what pandas or numpy say."""

import pandas as pd
import pytest

import ecosystem as eco
from tests.street import hood, street


def test_averages_of_another_table_say_which_they_take():
    with pytest.raises(ValueError, match="averages takes a table of continuity"):
        eco.averages(pd.DataFrame({"people": [1]}))


def test_a_group_that_actors_have_not_is_named():
    with pytest.raises(ValueError, match="by is 'nothing'; it is a column of actors"):
        eco.ei_index(street(), by="nothing")


def test_a_day_that_is_none_is_named():
    with pytest.raises(ValueError, match="today is 'yesterday'; it is a day"):
        eco.pull(street(), today="yesterday")


def test_a_contact_in_the_year_1_ends_when_it_ends():
    moment = pd.Timestamp("0001-01-01 12:00").as_unit("us")
    seen = hood(
        contacts=[
            {"resident": "a", "request": "q", "actor": "gp", "start": moment, "minutes": 90},
        ],
        requests=[{"request": "q", "resident": "a", "asked": moment}],
        actors=[{"actor": "gp"}],
    )
    assert len(eco.value_stream(seen)) == 1
    assert len(eco.flow(seen, window=1e12)) == 1
