"""What can be asked with which tables."""

import pytest

import ecosystem as eco
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.schema import TABLES
from tests.street import street


def test_with_only_actors_and_ties_what_can_run_is_said_and_the_rest_names_its_table():
    whole = street()
    hood = Neighbourhood("x", "x", {name: whole.tables[name] for name in ("actors", "ties")})
    asked = eco.questions(hood).set_index("question")
    assert asked.index[asked["possible"]].tolist() == [
        "map", "view", "brokerage", "overlaps", "findings",
    ]  # fmt: skip
    assert asked.loc[~asked["possible"], "missing"].to_dict() == {
        "coverage": "competences",
        "demand": "competences|profiles",
        "coordination": "contacts",
        "meetings": "attendance",
        "gaps": "competences",
        "fragile": "competences",
    }


def test_everything_can_be_asked_of_the_street():
    asked = eco.questions(street(), lang="nl")
    assert asked["possible"].all()
    assert (asked["missing"] == "").all()
    assert asked["asks"].str.endswith(("?", ".")).all()
    assert (asked["asks"] != eco.questions(street())["asks"]).all()


def test_only_tables_and_calls_that_exist_are_named():
    asked = eco.questions(Neighbourhood("x", "x", {}))
    assert not asked["possible"].any()
    assert set("|".join(asked["missing"]).split("|")) <= set(TABLES)
    for call in asked["call"]:
        assert call.removeprefix("eco.").removesuffix("(hood)") in dir(eco)


@pytest.mark.parametrize("name", ["coverage", "coordination", "meetings", "brokerage"])
def test_what_is_possible_runs_and_what_is_not_says_so(name):
    whole = street()
    call = getattr(eco, name)
    for tables in (["actors"], ["actors", "ties"], ["competences"], list(whole.tables)):
        hood = Neighbourhood("x", "x", {table: whole.tables[table] for table in tables})
        if bool(eco.questions(hood).set_index("question").loc[name, "possible"]):
            call(hood)
        else:
            with pytest.raises(MissingTable):
                call(hood)
