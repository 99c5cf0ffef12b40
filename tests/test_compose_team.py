"""Composed teams: by the rules, and held against trying every seat."""

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.propose.community import compose_team as module
from ecosystem.propose.community.no_team import no_team
from ecosystem.propose.community.team_program import Asked, seated
from tests.street import hood, shuffled, street


def town(can, professions=None, teams=None, **more):
    """Make actors by id, each with the needs (a letter each) they can help with."""
    actors = [
        {"actor": one, "profession": (professions or {}).get(one, "welfare_coach")} for one in can
    ]
    members = [
        {"team": f"t{at}", "member": one, "role": "provider"}
        for one, count in (teams or {}).items()
        for at in range(count)
    ]
    return hood(
        actors=actors,
        competences=[{"actor": one, "need": need} for one, needs in can.items() for need in needs],
        needs=[{"need": need} for need in sorted(set("".join(can.values())) | {"w"})],
        members=members,
        **more,
    )


@pytest.fixture(scope="module")
def region():
    return eco.load("data/rivierenwijk")


def who(frame, role):
    return frame.loc[frame["role"] == role, "member"].tolist()


def told(*args, **options):
    frame = eco.compose_team(*args, **options)
    assert not frame["possible"].any()
    return frame["because"].tolist()


def test_a_project_team_has_two_asked_for_every_provider():
    frame = eco.compose_team(town({"a": "x", "b": "y"}), "x|y", kind="project")
    assert frame.index.tolist() == [1, 2, 3, 4, 5, 6]
    assert frame["role"].tolist() == ["patient"] * 2 + ["partner"] * 2 + ["provider"] * 2
    assert frame["member"].fillna("").tolist() == [""] * 4 + ["a", "b"]
    assert frame["needs"].tolist() == [""] * 4 + ["x", "y"]
    assert frame["in_teams"].fillna(-1).tolist() == [-1] * 4 + [0, 0]
    assert frame["possible"].all()
    assert frame["proven"].all()


@pytest.mark.parametrize(("size", "asked"), [(6, 5), (7, 6), (8, 7)])
def test_one_who_can_do_it_alone_leaves_the_other_seats_to_patients_and_relatives(size, asked):
    frame = eco.compose_team(town({"a": "xy", "b": "y"}), "x|y", kind="project", size=size)
    assert who(frame, "provider") == ["a"]
    assert frame["member"].isna().sum() == asked


def test_who_sits_in_many_teams_is_spared():
    can = {"a": "xy", "b": "x", "c": "y"}
    assert who(eco.compose_team(town(can), "x|y", kind="project"), "provider") == ["a"]
    busy = town(can, teams={"a": 1})
    assert who(eco.compose_team(busy, "x|y", kind="project"), "provider") == ["b", "c"]
    all_busy = town(can, teams={"a": 1, "b": 1, "c": 1})
    assert who(eco.compose_team(all_busy, "x|y", kind="project"), "provider") == ["a"]


def test_who_cannot_is_not_asked():
    given = town({"a": "x", "b": "x", "c": "x"})
    none = given.replace(actors=given.actors.assign(hours=[0.0, np.nan, 8.0]))
    assert who(eco.compose_team(none, "x", kind="project"), "provider") == ["b"]
    frame = eco.compose_team(none, "x", kind="project", without=["b"])
    assert who(frame, "provider") == ["c"]
    groups = given.replace(actors=given.actors.assign(level=["group", "organisation", "practice"]))
    assert who(eco.compose_team(groups, "x", kind="project"), "provider") == ["c"]


def test_who_is_in_it_stays_and_as_few_as_possible_join():
    can = {"a": "xy", "b": "x", "c": "y", "d": "y"}
    busy = town(can, teams={"d": 2})
    assert who(eco.compose_team(busy, "x|y", kind="project"), "provider") == ["a"]
    mended = eco.compose_team(busy, "x|y", kind="project", keep=["b"])
    assert who(mended, "provider") == ["a", "b"]
    both = eco.compose_team(busy, "x|y", kind="project", keep=["b", "d"])
    assert who(both, "provider") == ["b", "d"]


def test_who_stays_without_a_need_to_help_with_is_said_to_stay():
    frame = eco.compose_team(town({"a": "x", "b": ""}), "x", kind="project", keep="b")
    assert who(frame, "provider") == ["a", "b"]
    assert frame["because"].tolist()[-1] == "Is in the team and stays."


def test_who_coordinates_and_stays_goes_on_coordinating():
    given = town({"a": "x", "b": "x", "c": "x"}, {"a": "social_worker"}, {"a": 1})
    lead = [{"team": "t", "member": "b", "role": "coordinator"}]
    given = given.replace(members=pd.concat([given.members, hood(members=lead).members]))
    assert who(eco.compose_team(given, "x", keep=["a", "b"]), "coordinator") == ["b"]
    assert who(eco.compose_team(given, "x", keep=["a", "c"]), "coordinator") == ["a"]


def test_fewest_join_goes_before_sparing_who_is_in_many_teams():
    given = town({"a": "x", "b": "yz", "c": "y", "d": "z"}, teams={"b": 5})
    frame = eco.compose_team(given, "x|y|z", kind="project", keep=["a"])
    assert who(frame, "provider") == ["a", "b"]
    free = eco.compose_team(given, "x|y", kind="project")
    assert who(free, "provider") == ["a", "c"]


def test_why_they_cannot_all_stay_is_said():
    given = town({"a": "x", "b": "x", "c": "x", "d": "y"})
    (many,) = told(given, "x|y", kind="project", keep=["a", "b", "c"])
    assert many == (
        "More stay (a, b and c) than there is room for: a project team of 6 has room for 2 "
        "providers."
    )
    (little,) = told(given, "x|y", kind="project", keep=["a", "b"])
    assert little == (
        "If a and b stay, what is left of the room for 2 providers in a project team of 6 is too "
        "little for: y."
    )
    away = given.replace(actors=given.actors.assign(hours=[0.0, 8.0, 8.0, 8.0]))
    (said,) = told(away, "x|y", kind="project", keep=["a", "b"], lang="nl")
    assert said.startswith("Kan niet blijven: a. ")


def test_informal_helpers_are_never_seated():
    given = town({"a": "x", "b": "x"})
    given = given.replace(actors=given.actors.assign(layer=["informal", "welfare"]))
    assert who(eco.compose_team(given, "x", kind="project"), "provider") == ["b"]


def test_a_core_team_has_a_physician_a_nurse_and_one_more_who_coordinates():
    frame = eco.compose_team(street(), ["skin"], lang="nl")
    assert frame["role"].tolist() == ["patient", "partner", "provider", "provider", "coordinator"]
    assert frame["label"].tolist() == [
        "een patiënt: te vragen", "een naaste: te vragen", "GP", "District nurse", "Social worker",
    ]  # fmt: skip
    assert frame.loc[3, "because"] == "Kan helpen met: Huid."


def test_a_generalist_coordinates_before_another_who_is_in_as_many_teams():
    can = {"a": "x", "b": "", "c": ""}
    given = town(can, {"a": "dentist", "b": "dentist", "c": "social_worker"})
    assert who(eco.compose_team(given, "x"), "coordinator") == ["c"]
    busy = town(can, {"a": "dentist", "b": "dentist", "c": "social_worker"}, {"c": 1})
    assert who(eco.compose_team(busy, "x"), "coordinator") == ["b"]


def test_a_physician_for_whom_there_is_no_need_is_still_asked_to_speak():
    given = town({"a": "x", "b": "", "c": ""}, {"b": "gp"})
    frame = eco.compose_team(given, "x")
    assert who(frame, "provider") == ["a", "b"]
    assert frame["because"].tolist()[3] == "Speaks for the physicians."


def test_a_team_without_a_purpose_still_has_one_provider():
    frame = eco.compose_team(town({"a": "x", "b": "y"}), "")
    assert (who(frame, "provider"), who(frame, "coordinator")) == (["b"], ["a"])


def test_a_need_that_nobody_may_help_with_is_named_each_on_its_own_row():
    given = town({"a": "x", "b": "y"})
    frame = eco.compose_team(given, "w|x|y", kind="project", without="b")
    assert frame["needs"].tolist() == ["w", "y"]
    assert frame["because"].tolist() == [
        "Nobody available here may help with: w.",
        "Nobody available here may help with: y. Left out: b.",
    ]
    assert frame["member"].isna().all()


def test_three_needs_of_three_people_are_too_many_for_one_project_team():
    given = town({"a": "xu", "b": "yu", "c": "zu", "d": "vu"})
    assert told(given, "u|v|x|y|z", kind="project") == [
        (
            "No 2 people here can do all of: v, x and y. A project team of 6 has room for 2 "
            "providers, and the whole purpose takes 4: divide it over 2 teams."
        )
    ]
    assert told(given, "x|y|z", kind="project", lang="nl") == [
        (
            "Geen 2 mensen hier kunnen dit allemaal: x, y en z. Een projectteam van 6 heeft plaats "
            "voor 2 zorgverleners, en het hele doel vraagt er 3: verdeel het over 2 teams."
        )
    ]


def test_nobody_left_to_coordinate_is_said_with_who_is_needed_for_what():
    assert told(town({"a": "x", "b": "y"}), "x|y") == [
        (
            "Everybody available (a and b) is needed as a provider for: x and y, "
            "so nobody is left to coordinate."
        )
    ]
    assert told(town({"a": "x"}), "") == [
        "Everybody available (a) is needed as a provider, so nobody is left to coordinate."
    ]


def test_a_place_without_professionals_has_no_team():
    given = town({"a": "x"})
    assert told(given, "x", without=["a"]) == [
        "No professional person or practice here is available for a team."
    ]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"purpose": "skim"}, "'skim' is not a need here; did you mean skin?"),
        ({"kind": "big"}, "kind is 'big'; it is one of: core, project"),
        ({"size": 9}, "size is 9; a project team has 6 to 8 members"),
        ({"without": ["nobody"]}, "without names nobody: not the id of an actor here"),
        ({"keep": ["nobody"]}, "keep names nobody: not the id of an actor here"),
        ({"keep": ["gp"], "without": ["gp"]}, "gp: in keep and in without; it is one or the other"),
    ],
)
def test_what_cannot_be_is_refused_in_words(options, says):
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        eco.compose_team(street(), **({"purpose": "skin"} | options))


def world(rng, count, needs, wishes):
    covers = np.array([[rng.random() < 0.4 for _ in range(needs)] for _ in range(count)])
    wants = np.array([[rng.random() < 0.2 for _ in range(wishes)] for _ in range(count)])
    load = np.array([rng.choice([0, 0, 1, 2, 3]) for _ in range(count)])
    return covers.reshape(count, needs), wants.reshape(count, wishes), load


def by_trying(asked):
    """Try every set of providers with every coordinator, in the order that is promised."""
    count, wishes = asked.wishes.shape
    adds = 2 * asked.load + 1
    best = None
    for size in range(1, (asked.room or count) + 1):
        for team in combinations(range(count), size):
            if asked.covers.shape[1] and not asked.covers[list(team)].any(axis=0).all():
                continue
            others = [None] if asked.row is None else sorted(set(range(count)) - set(team))
            for lead in others:
                seats = {*team, lead} - {None}
                if not set(np.flatnonzero(asked.stays())) <= seats:
                    continue
                joins = sum(not asked.stays()[at] for at in seats) if asked.stays().any() else 0
                got = int(asked.wishes[list(team)].any(axis=0).sum()) if wishes else 0
                cost = int(adds[list(team)].sum()) + (0 if lead is None else int(adds[lead]))
                late = 0 if lead is None else int(asked.row[lead])
                ids = [at not in team for at in range(count)]
                found = (-got, joins, cost, size, late, ids, team, lead)
                best = found if best is None or found < best else best
    return best


@pytest.mark.parametrize("seed", range(180))
def test_the_team_is_the_one_that_trying_every_seat_finds(seed):
    rng = random.Random(seed)  # noqa: S311 (small worlds, not secrets)
    count, needs, core = rng.randint(1, 7), rng.randint(0, 4), seed % 2
    covers, wishes, load = world(rng, count, needs, 2 * core)
    row = np.array(rng.sample(range(count), count)) if core else None
    keep = np.array([rng.random() < 0.25 for _ in range(count)]) if seed % 3 else None
    asked = Asked(covers, wishes, load, None if core else 2, row, keep)
    best, reasons = by_trying(asked), no_team(asked)
    assert (best is None) == bool(reasons)
    if best is not None:
        providers, lead, proven = seated(asked)
        assert (tuple(providers.tolist()), lead) == best[6:]
        assert proven


@pytest.mark.parametrize("seed", range(40))
def test_the_needs_that_are_too_many_are_the_fewest_and_the_first(seed):
    rng = random.Random(seed)  # noqa: S311 (small worlds, not secrets)
    covers = np.array([[rng.random() < 0.35 for _ in range(6)] for _ in range(5)])
    covers = covers[:, covers.any(axis=0)]

    def fits(needs):
        return any(covers[list(pair)][:, needs].any(axis=0).all() for pair in pairs)

    pairs = [*combinations(range(5), 2)]
    sets = (
        list(some)
        for size in range(1, covers.shape[1] + 1)
        for some in combinations(range(covers.shape[1]), size)
    )
    smallest = next((some for some in sets if not fits(some)), None)
    found = no_team(Asked(covers, np.zeros((5, 0)), np.zeros(5), 2, None))
    assert found == ([] if smallest is None else [("too_many", smallest, [])])


def test_every_composed_team_meets_the_rules_it_is_held_against(region):
    for given in map(region.__getitem__, region.codes[:6]):
        for row in given.teams.itertuples():
            frame = eco.compose_team(given, row.purpose, kind=row.kind)
            if not frame["possible"].all():
                continue
            members = frame["member"].fillna("seat " + frame.index.to_series().astype("string"))
            seats = frame[["role", "profession"]].assign(team=row.team, member=members)
            found = eco.teams(given.replace(members=seats[list(given.members.columns)]))
            own = found[found["team"] == row.team]
            assert own.loc[own["must"], "met"].all()
            assert own.loc[own["rule"] == "purpose", "met"].all()


def test_the_order_of_rows_changes_nothing(region):
    given = region["BU99990101"]
    purpose = given.teams["purpose"].iloc[0]
    whole = eco.compose_team(given, purpose)
    for seed in (1, 2):
        pd.testing.assert_frame_equal(eco.compose_team(shuffled(given, seed), purpose), whole)


def test_what_was_not_proven_is_not_called_so(monkeypatch):
    monkeypatch.setattr(module, "seated", lambda _: (np.array([0]), None, False))
    frame = eco.compose_team(town({"a": "x"}), "x", kind="project")
    assert not frame["proven"].any()


def test_a_solver_that_finds_nothing_says_so(monkeypatch):
    class Nothing:
        x, status = None, 1

    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: Nothing)
    with pytest.raises(RuntimeError, match="no team was found among 1 people for 1 needs"):
        eco.compose_team(town({"a": "x"}), "x", kind="project")


def test_a_need_may_be_called_by_its_name_in_either_language():
    by_id = eco.compose_team(street(), ["skin"])
    for name in ("Huid", " huid ", "Skin"):
        pd.testing.assert_frame_equal(eco.compose_team(street(), [name]), by_id)
    with pytest.raises(ValueError, match="'huit' is hier geen behoefte; bedoelde u huid"):
        eco.compose_team(street(), ["huit"], lang="nl")
