"""Core and project teams against their rules, in teams small enough to count on one's fingers."""

from itertools import product

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

SITS = {"p": "patient", "r": "partner", "z": "provider", "c": "coordinator", "?": None}


def team(roles, kind="core", professions=(), **more):
    """Make a neighbourhood with one team: a letter a member."""
    members = [
        {"team": "t", "member": f"{letter}{at}", "role": SITS[letter]}
        for at, letter in enumerate(roles)
    ]
    for member, profession in zip(members, professions, strict=False):
        member["profession"] = profession
    purpose = more.pop("purpose", None)
    teams = [{"team": "t", "kind": kind, "purpose": purpose}]
    return hood(teams=teams, members=members, **more)


def met(given):
    found = eco.teams(given)
    return {
        rule: None if pd.isna(m) else bool(m) for rule, m in zip(found.rule, found.met, strict=True)
    }


@pytest.fixture(scope="module")
def region():
    return eco.load("data/rivierenwijk")


def because(given, rule, lang="en"):
    return eco.teams(given, lang=lang).set_index("rule").loc[rule, "because"]


def test_a_core_team_with_every_voice_meets_every_rule():
    given = team("przzc", professions=["", "", "gp", "district_nurse", "welfare_coach"])
    found = eco.teams(given)
    assert found[["rule", "must", "there", "least"]].to_numpy().tolist() == [
        ["patient", True, 1, 1],
        ["provider", True, 2, 1],
        ["coordinator", True, 1, 1],
        ["physician", False, 1, 1],
        ["nurse", False, 1, 1],
        ["relative", False, 1, 1],
    ]
    assert found["met"].all()
    assert found["most"].fillna(0).tolist() == [0, 0, 1, 0, 0, 0]
    assert set(found["team"]) == {"t"}
    assert set(found["kind"]) == {"core"}


@pytest.mark.parametrize(
    ("roles", "rule"),
    [("zc", "patient"), ("pc", "provider"), ("pz", "coordinator"), ("pzcc", "coordinator")],
)
def test_a_core_team_without_a_voice_that_must_be_heard_says_which(roles, rule):
    given = team(roles, professions=["gp"] * 4)
    found = eco.teams(given)
    assert found.loc[found["must"] & ~found["met"], "rule"].tolist() == [rule]


def test_two_coordinators_are_one_too_many():
    given = team("pzcc")
    assert because(given, "coordinator") == "2 coordinate: exactly one is wanted."
    assert because(given, "coordinator", "nl") == "2 coördineren: het moet er precies één zijn."


def test_a_gp_who_coordinates_is_no_provider_in_the_core_team():
    assert met(team("pc", professions=["", "gp"])) == {
        "patient": True,
        "provider": False,
        "coordinator": True,
        "physician": False,
        "nurse": False,
        "relative": False,
    }


def test_project_teams_are_met_exactly_where_they_count_so():
    sizes = list(product(range(5), range(4), range(4)))[1:]
    members = [
        {"team": f"{at:02d}", "member": f"{role}{number}", "role": role}
        for at, counts in enumerate(sizes)
        for role, count in zip(("patient", "partner", "provider"), counts, strict=True)
        for number in range(count)
    ]
    listed = [{"team": f"{at:02d}", "kind": "project"} for at in range(len(sizes))]
    found = eco.teams(hood(teams=listed, members=members))
    own = found.pivot_table(index="team", columns="rule", values="met", aggfunc="first")
    assert own["size"].tolist() == [6 <= sum(counts) <= 8 for counts in sizes]
    assert own["balance"].tolist() == [one + other >= 2 * many for one, other, many in sizes]


def test_a_coordinator_counts_among_the_members_and_on_neither_side():
    assert met(team("pprrzc", "project")) == {"size": True, "balance": True}
    assert met(team("pprzc", "project")) == {"size": False, "balance": True}
    assert because(team("ppzz", "project"), "balance") == (
        "Patients and partners: 2; providers: 2. "
        "With so many providers at least 4 patients and partners."
    )


def test_what_an_unknown_role_decides_is_unknown():
    assert met(team("z?")) == {
        "patient": None,
        "provider": True,
        "coordinator": None,
        "physician": None,
        "nurse": None,
        "relative": None,
    }
    assert met(team("ppprz?", "project")) == {"size": True, "balance": True}
    assert met(team("pprzz?", "project")) == {"size": True, "balance": None}
    assert met(team("przzz?", "project")) == {"size": True, "balance": False}
    assert because(team("z?"), "patient") == "Not known: of 1 in it the role is not said."


def test_a_provider_of_an_unknown_profession_may_be_the_physician():
    assert met(team("pzc"))["physician"] is None
    assert met(team("pzc", professions=["", "dentist", ""]))["physician"] is False
    assert met(team("pzzc", professions=["", "gp", None]))["physician"] is True


def test_the_profession_of_an_actor_need_not_be_said_twice():
    actors = [{"actor": "z1", "profession": "gp", "label": "Dr Lime"}]
    given = team("pzc", actors=actors)
    assert met(given)["physician"] is True
    assert because(given, "physician") == "Among the providers a physician: Dr Lime."


def test_who_is_not_an_actor_is_never_named():
    given = team("ppprrz", "core", professions=[None, None, None, None, None, "gp"])
    told = " ".join(eco.teams(given)["because"])
    assert not [member for member in given.members["member"] if member in told]


def test_a_team_of_which_nobody_is_listed_is_unknown_in_everything():
    given = hood(
        teams=[{"team": "a", "kind": "project"}, {"team": "b", "kind": "core"}],
        members=[{"team": "b", "member": "x", "role": "patient"}],
    )
    found = eco.teams(given)
    assert found["team"].tolist() == ["b"] * 6 + ["a"] * 2
    last = found.tail(2)
    assert last["met"].isna().all()
    assert last["there"].isna().all()
    assert set(last["because"]) == {"Nobody is listed for it: who is in it is not known."}


def test_a_team_of_an_unknown_kind_has_one_row_that_says_so():
    found = eco.teams(team("pz", None))
    assert found["rule"].tolist() == ["kind"]
    assert found["met"].isna().all()


def test_the_purpose_is_met_by_whoever_in_it_may_help():
    more = {
        "actors": [{"actor": "z1", "profession": "dentist"}, {"actor": "c2"}],
        "competences": [{"actor": "z1", "need": "skin"}, {"actor": "z1", "need": "pain"}],
        "needs": [{"need": "pain", "reserved": "gp"}, {"need": "skin"}],
    }
    assert met(team("pz", purpose="skin", **more))["purpose"] is True
    assert met(team("pz", purpose="pain|skin", **more))["purpose"] is False
    unsure = team("pzc", purpose="pain|skin", **more)
    row = eco.teams(unsure).set_index("rule").loc["purpose"]
    assert pd.isna(row["met"])
    assert (row["there"], row["least"]) == (1, 2)
    assert row["because"] == (
        "Not known: what 1 in it can do is not said, and nobody else in it may help with: Pain."
    )


def test_neither_row_order_nor_a_row_twice_changes_anything(region):
    given = region["BU99990103"]
    twice = given.replace(members=pd.concat([given.members, given.members]))
    whole = eco.teams(given)
    for seed in (1, 2):
        pd.testing.assert_frame_equal(eco.teams(shuffled(given, seed)), whole)
    pd.testing.assert_frame_equal(eco.teams(twice), whole)


def test_teams_of_the_bundled_region_are_counted_as_by_hand(region):
    found = pd.concat(eco.teams(hood) for hood in region)
    lacks = found[~found["met"]].groupby("rule").size()
    assert lacks[["patient", "coordinator", "size", "balance"]].to_dict() == {
        "patient": 5, "coordinator": 2, "size": 3, "balance": 4,
    }  # fmt: skip


def test_without_members_it_is_said_which_table_is_missing():
    with pytest.raises(MissingTable, match="teams and members"):
        eco.teams(street())


def test_what_names_no_team_or_no_member_is_left_out_and_spaces_are_no_need():
    given = hood(
        teams=[{"team": "t", "kind": "core", "purpose": " skin |"}, {"kind": "core"}],
        members=[{"team": "t", "role": "patient"}, {"member": "x"}, {"team": "t", "member": "a"}],
        competences=[{"actor": "a", "need": "skin"}],
    )
    found = eco.teams(given).set_index("rule")
    assert set(found["team"]) == {"t"}
    assert found.loc["purpose", ["there", "least"]].tolist() == [1, 1]
    assert found.loc["patient", "there"] == 0


def test_empty_tables_give_an_empty_answer():
    assert len(eco.teams(hood(teams=[], members=[]))) == 0
