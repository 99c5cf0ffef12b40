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
        "map", "view", "page", "pull", "brokerage", "overlaps", "findings", "moves",
        "survey",
    ]  # fmt: skip
    assert asked.loc[~asked["possible"], "missing"].to_dict() == {
        "coverage": "competences",
        "demand": "competences|profiles",
        "involvement": "contacts",
        "continuity": "contacts",
        "fewest": "competences|profiles",
        "excess": "competences|contacts",
        "core_team": "competences",
        "flow": "contacts",
        "handovers": "contacts",
        "intake": "requests|contacts",
        "coordination": "contacts",
        "meetings": "attendance",
        "ladder": "competences|contacts",
        "gaps": "competences",
        "detours": "contacts",
        "fragile": "competences",
        "heavy": "competences|contacts",
        "broaden": "competences|profiles",
        "release": "competences|profiles",
        "exchange": "competences|profiles",
        "needs_over_time": "profiles",
        "teams": "members|teams",
        "compose_team": "competences",
        "forecast": "indicators",
    }


def test_of_the_street_all_can_be_asked_but_what_contacts_tell():
    asked = eco.questions(street(), lang="nl")
    lacking = asked[~asked["possible"]]
    assert dict(zip(lacking["question"], lacking["missing"], strict=True)) == {
        "continuity": "contacts",
        "excess": "contacts",
        "flow": "contacts",
        "handovers": "contacts",
        "intake": "requests|contacts",
        "ladder": "contacts",
        "detours": "contacts",
        "heavy": "contacts",
        "teams": "members|teams",
        "forecast": "indicators",
    }
    assert asked["asks"].str.endswith(("?", ".")).all()
    assert (asked["asks"] != eco.questions(street())["asks"]).all()


def test_only_tables_and_calls_that_exist_are_named():
    asked = eco.questions(Neighbourhood("x", "x", {}))
    assert not asked["possible"].any()
    assert set("|".join(asked["missing"]).split("|")) <= set(TABLES)
    for call in asked["call"]:
        assert call.removeprefix("eco.").split("(")[0] in dir(eco)


NAMES = ["coverage", "coordination", "meetings", "brokerage", "involvement", "fewest", "core_team"]
NAMES += ["continuity", "excess", "flow", "handovers", "broaden", "release", "exchange", "teams"]
NAMES += ["compose_team", "pull", "ladder", "needs_over_time"]


@pytest.mark.parametrize("name", NAMES)
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
