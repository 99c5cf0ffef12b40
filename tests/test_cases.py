"""Cases: what residents need, what informal help already meets, and who may help."""

import pandas as pd

from ecosystem.measure.cases import case_arrays, case_of, cases
from ecosystem.measure.eligible import eligible, may_by_profession, may_learn
from ecosystem.measure.supply_coded import known_of, supply_coded, tied_coded
from tests.street import hood, shuffled, street

ACTORS = [
    {"actor": "daughter", "layer": "informal"},
    {"actor": "gp", "layer": "first_line", "profession": "gp", "hours": 20},
    {"actor": "nurse", "layer": "first_line", "profession": "district_nurse", "hours": 30},
    {"actor": "somebody"},
]


def rows(frame):
    return list(frame.itertuples(index=False, name=None))


def test_what_informal_help_does_for_a_resident_is_met_for_that_resident_only():
    contacts = [
        {"resident": "anna", "actor": "daughter", "need": "income"},
        {"resident": "anna", "actor": "nurse", "need": "skin"},
        {"resident": "bob", "actor": "nurse", "need": "skin"},
        {"resident": "bob", "actor": "gp", "need": "income"},
        {"resident": "cas", "actor": "gp", "need": "income"},
        {"resident": "cas", "actor": "nurse", "need": "skin"},
    ]
    here = hood(actors=ACTORS, contacts=contacts)
    assert rows(cases(here)) == [("income|skin", "", 2), ("income|skin", "income", 1)]
    assert case_of(here).to_dict() == {"anna": 1, "bob": 0, "cas": 0}


def test_a_resident_of_whom_no_need_is_known_is_in_no_case():
    contacts = [
        {"resident": "anna", "actor": "gp", "need": "skin"},
        {"resident": "bob", "actor": "gp"},
        {"resident": "cas", "actor": "gp", "need": "income"},
    ]
    here = hood(actors=ACTORS, contacts=contacts)
    assert case_arrays(here).of.tolist() == [1, -1, 0]
    assert case_of(here).to_dict() == {"anna": 1, "cas": 0}


def test_with_profiles_only_what_informal_help_here_can_do_is_met():
    here = hood(
        actors=ACTORS,
        competences=[{"actor": "daughter", "need": "income"}, {"actor": "gp", "need": "skin"}],
        profiles=[
            {"profile": "p", "needs": "skin|income", "residents": 6},
            {"profile": "q", "needs": "skin", "residents": 7},
        ],
    )
    assert rows(cases(here)) == [("skin", "", 7), ("income|skin", "income", 6)]
    assert case_of(here).empty


def test_a_reserved_need_is_not_met_by_informal_help_that_may_not():
    needs = [{"need": "medication", "reserved": "gp|nurse_aunt"}]
    actors = [
        {"actor": "aunt", "layer": "informal", "profession": "nurse_aunt"},
        {"actor": "busy", "layer": "informal", "hours": 1},
        *ACTORS,
    ]
    contacts = [
        {"resident": "anna", "actor": "daughter", "need": "medication"},
        {"resident": "anna", "actor": "daughter", "need": "skin"},
        {"resident": "bob", "actor": "aunt", "need": "medication"},
    ]
    here = hood(actors=actors, needs=needs, contacts=contacts)
    assert rows(cases(here)) == [("medication", "medication", 1), ("medication|skin", "skin", 1)]

    def of_profiles(*helpers):
        pairs = [{"actor": a, "need": n, "hours": 2} for a in helpers for n in ("medication", "x")]
        profiles = [{"profile": "p", "needs": "medication|x", "residents": 1}]
        tables = {"profiles": profiles, "competences": pairs}
        return rows(cases(hood(actors=actors, needs=needs, **tables)))

    assert of_profiles("daughter") == [("medication|x", "x", 1)]
    assert of_profiles("aunt") == [("medication|x", "medication|x", 1)]
    assert of_profiles("busy") == [("medication|x", "", 1)]


def test_without_competences_nobody_is_known_to_be_able():
    here = hood(actors=ACTORS, profiles=[{"profile": "p", "needs": "x", "residents": 1}])
    assert rows(cases(here)) == [("x", "", 1)]


def test_nothing_that_says_who_needs_what_is_no_case():
    assert cases(hood(actors=ACTORS)) is None
    assert case_of(hood(actors=ACTORS)).empty


def test_what_is_reserved_only_those_professions_may():
    here = hood(
        actors=ACTORS,
        needs=[{"need": "medication", "reserved": "gp|nurse_specialist"}],
        competences=[
            {"actor": actor, "need": need}
            for actor in ("gp", "nurse", "somebody")
            for need in ("medication", "skin")
        ],
    )
    assert [pair[:2] for pair in rows(eligible(here))] == [
        ("gp", "medication"),
        ("gp", "skin"),
        ("nurse", "skin"),
        ("somebody", "skin"),
    ]
    needs = pd.Series(["medication", "medication", "skin"])
    professions = pd.Series(["gp", None, None])
    assert may_by_profession(here, needs, professions).tolist() == [True, False, True]


def test_nobody_is_eligible_whose_hours_are_fewer_than_one_resident_takes():
    here = hood(
        actors=[
            {"actor": "a", "hours": 1},
            {"actor": "b", "hours": 2},
            {"actor": "c"},
            {"actor": "d", "hours": 0},
            {"actor": "e", "hours": 1.5},
        ],
        competences=[{"actor": actor, "need": "skin", "hours": 1.5} for actor in "abcde"],
    )
    assert eligible(here)["actor"].tolist() == ["b", "c", "e"]


def test_the_order_of_rows_changes_nothing():
    for seed in range(3):
        pd.testing.assert_frame_equal(cases(shuffled(street(), seed)), cases(street()))
        pd.testing.assert_frame_equal(eligible(shuffled(street(), seed)), eligible(street()))


def test_without_teachable_an_unknown_profession_learns_nothing():
    world = hood(competences=[{"actor": "a", "need": "skin"}])
    professions = pd.Series(["gp", None, "dentist"], dtype="string")
    assert may_learn(world, ["skin"] * 3, professions).tolist() == [True, False, False]


def test_ties_name_actors_by_their_place_among_all():
    place = hood(
        actors=[{"actor": who} for who in "abcd"],
        ties=[{"actor": "c", "partner": "b"}, {"actor": "d", "partner": "c"}],
    )
    assert [end.tolist() for end in tied_coded(place)] == [[1, 2], [2, 3]]


def test_what_is_teachable_is_learnt_by_the_professions_that_are_listed():
    world = hood(teachable=[{"need": "skin", "profession": "dentist"}])
    told = may_learn(world, ["skin", "skin", "teeth"], ["dentist", "gp", "dentist"])
    assert told.tolist() == [True, False, False]


def test_of_whom_the_table_of_actors_says_nothing_nothing_is_known():
    world = hood(
        actors=[*ACTORS, {"actor": "choir", "layer": "collective", "hours": 3, "step": 2}],
        ties=[{"actor": "stranger", "partner": "gp"}],
    )
    who = known_of(world, pd.Index(["choir", "stranger", "gp", "somebody"], dtype="str"))
    assert who.row.tolist() == [4, -1, 1, 3]
    assert who.professional.tolist() == [False, True, True, True]
    assert [who.profession.names[code] if code >= 0 else "" for code in who.profession.code] == [
        *("", "", "gp", "")
    ]
    assert pd.Series(who.hours).fillna(-9).tolist() == [3, -9, 20, -9]
    assert pd.Series(who.step).fillna(-9).tolist() == [2, -9, -9, -9]
    assert supply_coded(world).names.tolist() == [
        *("choir", "daughter", "gp", "nurse", "somebody", "stranger")
    ]
