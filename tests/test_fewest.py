"""The fewest people, against answers one can see and against trying every team."""

import re
from collections import Counter
from itertools import combinations, pairwise
from math import comb
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from ecosystem.measure.cover import NEVER, fewest_people, subset_table
from ecosystem.measure.cover_often import cover_often
from ecosystem.measure.excess import excess
from ecosystem.measure.fewest import fewest
from ecosystem.measure.set_cover import smallest_cover
from ecosystem.measure.shift_floor import shift_floor
from ecosystem.measure.why_not_fewer import told
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street


def town(able, *asks, critical=(), reserved=None, actors=None, **tables):
    """
    Make a neighbourhood of who can do what (a need a letter) and who asks what.

    `asks` are sets of needs with one resident each; `actors` what is known of some.
    """
    who = [
        {"actor": actor, "layer": "first_line", "step": 4} | (actors or {}).get(actor, {})
        for actor in able
    ]
    needs = [
        {"need": need, "critical": need in critical, "reserved": (reserved or {}).get(need)}
        for need in sorted(set("".join([*able.values(), *map(str, asks)])) - {"|"})
    ]
    profiles = [{"profile": f"p{at}", "needs": n, "residents": 1} for at, n in enumerate(asks)]
    given = {"profiles": profiles} if asks else {}
    competences = [{"actor": actor, "need": need} for actor in able for need in able[actor]]
    return hood(actors=who, needs=needs, competences=competences, **given, **tables)


def log(**contacts):
    """Write contacts down: of each resident, pairs of an actor and a need."""
    return [
        {"resident": resident, "actor": actor or None, "need": need or None}
        for resident, some in contacts.items()
        for actor, need in (pair.split(":") for pair in some.split())
    ]


def one(given, **options):
    (row,) = fewest(given, **options).to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def by_trying(masks, required, key):
    """Try every team: those of the smallest size that cover, in the stated order."""
    can = np.array([[mask >> need & 1 for need in range(len(required))] for mask in masks])
    for size in range(len(masks) + 1):
        every = np.array([*combinations(range(len(masks)), size)], dtype=int)
        covers = (can[every].sum(axis=1) >= np.array(required)).all(axis=1)
        if covers.any():
            return sorted(map(tuple, every[covers].tolist()), key=key)
    return []


# --- answers one can see --------------------------------------------------------------------


def test_the_street_has_nobody_for_transport():
    frame = fewest(street())
    assert frame["needs"].tolist() == ["skin|transport", "transport"]
    assert frame["uncovered"].tolist() == ["transport", "transport"]
    missing = ["today", "fewest", "floor", "excess", "team", "optima", "teams", "proven"]
    assert frame[missing].isna().all(axis=None)
    assert frame["undefined"].tolist() == [1, 1]
    assert frame["why_not_fewer"].tolist() == ["No professional here may help with: Transport."] * 2


def test_every_column_of_a_hand_made_case():
    row = one(town({"gp": "ab", "nurse": "bc", "aide": "bc"}, "a|b|c"))
    assert row == {
        "needs": "a|b|c",
        "met": "",
        "residents": 1,
        "today": None,
        "fewest": 2,
        "floor": None,
        "excess": None,
        "undefined": 1,
        "team": "aide|gp",
        "optima": 2,
        "teams": "aide|gp;gp|nurse",
        "uncovered": "",
        "without_backup": "",
        "proven": True,
        "why_not_fewer": "No professional here can do two of: a, c; so it takes two.",
    }


def test_the_columns_have_kinds_that_can_be_missing():
    frame = fewest(town({"gp": "a"}, "a"))
    assert frame.dtypes.astype(str).to_dict() == {
        "needs": "str",
        "met": "str",
        "residents": "Int64",
        "today": "Float64",
        "fewest": "Int64",
        "floor": "Int64",
        "excess": "Int64",
        "undefined": "Int64",
        "team": "string",
        "optima": "Int64",
        "teams": "string",
        "uncovered": "str",
        "without_backup": "str",
        "proven": "boolean",
        "why_not_fewer": "str",
    }


def test_taking_who_can_do_most_first_gives_three_where_two_will_do():
    able = {"a": "abcdef", "b": "ghijkl", "c": "abcdghi", "d": "ejk", "e": "fl"}
    row = one(town(able, "|".join("abcdefghijkl")))
    assert (row["fewest"], row["team"], row["optima"]) == (2, "a|b", 1)


def test_of_teams_of_one_size_the_lightest_then_the_known_then_hours_then_ids():
    able = {"d": "x", "c": "x", "b": "x", "a": "x"}
    assert one(town(able, "x"))["teams"] == "a;b;c;d"
    hours = {"a": {"hours": 8}, "c": {"hours": 8.5}, "b": {"hours": 0.25}}
    assert one(town(able, "x", actors=hours))["teams"] == "c;a;b;d"
    steps = hours | {"b": {"step": 3}, "d": {"step": None}, "a": {"step": 6, "hours": 1}}
    assert one(town(able, "x", actors=steps))["teams"] == "b;c;a;d"
    seen = town(able, actors=steps, contacts=log(anna="a:x b:x", bert="a:x", carl=":x d:x"))
    assert one(seen)["teams"] == "b;c;a;d"
    heavy = steps | {"d": {"step": None, "hours": 2}}
    assert one(town(able, "x", actors=heavy))["teams"] == "b;c;d;a"
    level = {actor: known | {"step": 4} for actor, known in steps.items()}
    seen = town(able, actors=level, contacts=log(anna="a:x b:x", bert="a:x", carl=":x d:x"))
    assert one(seen)["teams"] == "a;b;d;c"


def test_the_smallest_teams_are_listed_up_to_so_many():
    row = one(town(dict.fromkeys("abcd", "x") | {"e": "y", "f": "y"}, "x|y"), most=3)
    assert row["optima"] == 8
    assert row["teams"] == "a|e;a|f;b|e"


def test_two_who_can_do_the_same_are_two_ways():
    row = one(town({"one": "xy", "two": "xy"}, "x|y"))
    assert (row["fewest"], row["team"], row["optima"]) == (1, "one", 2)
    assert row["why_not_fewer"] == "One is the least there is."


def test_a_team_of_one():
    row = one(town({"one": "xyz"}, "x|y|z"))
    assert (row["fewest"], row["team"], row["teams"], row["optima"]) == (1, "one", "one", 1)


def test_what_nobody_may_do_is_a_gap_not_an_error():
    frame = fewest(town({"a": "x", "b": "y"}, "x|z|w", "x"))
    assert frame["uncovered"].tolist() == ["w|z", ""]
    assert frame["fewest"].tolist() == [pd.NA, 1]
    assert frame["why_not_fewer"].tolist()[0] == "No professional here may help with: w, z."


def test_reserved_needs_are_for_those_professions():
    able = {"a": "xy", "b": "x"}
    reserved = {"x": "nurse|gp"}
    row = one(town(able, "x|y", reserved=reserved, actors={"b": {"profession": "gp"}}))
    assert (row["fewest"], row["team"]) == (2, "a|b")
    row = one(town(able, "x|y", reserved=reserved))
    assert (row["fewest"], row["uncovered"]) == (None, "x")


def test_unknown_hours_may_no_hours_may_not():
    row = one(town({"a": "x", "b": "x"}, "x", actors={"a": {"hours": 0}}))
    assert (row["team"], row["optima"]) == ("b", 1)
    row = one(town({"a": "x"}, "x", actors={"a": {"hours": 0}}))
    assert row["uncovered"] == "x"


def test_a_critical_need_wants_two_and_no_more_than_there_are():
    able = {"a": "xy", "b": "x", "c": "y"}
    row = one(town(able, "x|y", critical="x"))
    assert (row["fewest"], row["team"], row["without_backup"]) == (2, "a|b", "")
    assert row["why_not_fewer"] == "For backup: x wants two; so it takes two."
    row = one(town({"a": "z"}, "z", critical="z"))
    assert (row["fewest"], row["without_backup"]) == (1, "z")
    row = one(town(able | {"d": "w"}, "x|w", critical="x"))
    assert row["why_not_fewer"] == (
        "No professional here can do two of: w, x; for backup: x wants two; "
        "so together it takes three."
    )


def test_backup_wants_two_of_every_need():
    able = {"a": "xy", "b": "x", "c": "y", "d": "z"}
    row = one(town(able, "x|y|z"), backup=2)
    assert (row["fewest"], row["team"], row["optima"]) == (4, "a|b|c|d", 1)
    assert row["without_backup"] == "z"
    row = one(town(able, "x|y"), backup=3)
    assert (row["fewest"], row["without_backup"]) == (3, "x|y")


def test_informal_help_stays_and_costs_nobody():
    aunt = {"aunt": {"layer": "informal"}}
    row = one(town({"aunt": "x", "gp": "xy"}, "x|y", actors=aunt))
    assert (row["met"], row["fewest"], row["team"]) == ("x", 1, "gp")
    row = one(town({"aunt": "x", "gp": "xy"}, "x", actors=aunt))
    assert (row["met"], row["fewest"], row["team"], row["optima"]) == ("x", 0, "", 1)
    assert row["why_not_fewer"] == (
        "Informal or collective help here can do all of it (aunt): no professional is needed."
    )
    row = one(town({"aunt": "x"}, "x", actors=aunt))
    assert (row["fewest"], row["uncovered"], row["proven"]) == (0, "", True)


def test_no_two_together_where_every_pair_was_tried():
    row = one(town({"a": "wx", "b": "yz", "c": "xy", "d": "wz"}, "w|x|y|z"))
    assert row["why_not_fewer"] == "No professional here can do two of: w, y; so it takes two."
    row = one(town({"a": "xy", "b": "yz", "c": "xz"}, "x|y|z"))
    assert row["why_not_fewer"] == (
        "No professional here can do all of it alone: each was tried. The best falls short on: z."
    )
    able = {"a": "uv", "b": "vw", "c": "wx", "d": "xy", "e": "yu"}
    row = one(town(able, "u|v|w|x|y"), lang="nl")
    assert row["fewest"] == 3
    assert row["why_not_fewer"] == (
        "Geen twee professionals hier kunnen dit samen: elke combinatie is nagegaan. "
        "De beste kan niet: y."
    )


def test_a_profile_of_nobody_is_a_row_of_nobody():
    given = town({"a": "x"}, "x")
    row = one(given.replace(profiles=given.profiles.assign(residents=0)))
    assert (row["residents"], row["fewest"], row["undefined"]) == (0, 1, 0)


def test_without_a_table_it_says_which():
    with pytest.raises(MissingTable, match="needs the table competences"):
        fewest(hood(profiles=[{"profile": "p", "needs": "x", "residents": 1}]))
    with pytest.raises(MissingTable, match=r"who needs what: profiles.*eco\.core_team"):
        fewest(town({"a": "x"}))
    with pytest.raises(MissingTable, match="needs the table contacts"):
        excess(town({"a": "x"}, "x"))


# --- forty needs, and other sizes -----------------------------------------------------------


def forty(count=40):
    needs = [f"need_{at:02d}" for at in range(count)]
    return needs, hood(
        actors=[{"actor": f"a{at:02d}", "layer": "first_line", "step": 4} for at in range(count)],
        competences=[
            {"actor": f"a{at:02d}", "need": need}
            for at, pair in enumerate(pairwise([*needs, needs[0]]))
            for need in pair
        ],
        needs=[{"need": needs[0], "critical": True}],
        profiles=[{"profile": "p", "needs": "|".join(needs), "residents": 2}],
    )


def test_forty_needs_in_one_profile_are_solved_and_proven():
    _, given = forty()
    row = one(given.replace(needs=given.needs.iloc[:0]))
    assert (row["fewest"], row["optima"], row["proven"]) == (20, None, True)
    assert row["team"] == row["teams"] == "|".join(f"a{at:02d}" for at in range(0, 40, 2))
    assert row["why_not_fewer"] == (
        "No 19 professionals here can do all of it: every combination was ruled out."
    )
    row = one(given)
    assert (row["fewest"], row["proven"]) == (21, True)
    assert row["team"].startswith("a00|a01|a03")
    assert row["team"].endswith("a37|a39")


@pytest.mark.parametrize("count", [12, 13, 14, 16, 17])
def test_a_ring_takes_half_whichever_way_it_is_solved(count):
    _, given = forty(count)
    row = one(given.replace(needs=given.needs.iloc[:0]))
    assert (row["fewest"], row["proven"]) == (-(-count // 2), True)
    if count <= 16:
        assert row["optima"] == (2 if count % 2 == 0 else count)
    assert row["team"].split("|")[:2] == (["a00", "a02"] if count % 2 == 0 else ["a00", "a01"])


def test_more_teams_than_fit_in_64_bits_have_a_missing_count_and_still_ten_teams():
    able = {f"{need}{at:03d}": need for need in "abcdefghijkl" for at in range(70)}
    row = one(town(able, "|".join("abcdefghijkl")))
    assert (row["fewest"], row["optima"], row["proven"]) == (12, None, True)
    assert row["team"] == "|".join(f"{need}000" for need in "abcdefghijkl")
    assert len(row["teams"].split(";")) == 10


def test_where_the_solver_had_to_stop_it_says_so(monkeypatch):
    needs = [f"{letter}{at}" for at in range(9) for letter in "ab"]
    rng = np.random.default_rng(2)
    able = {f"p{at}": rng.choice(needs, 4, replace=False) for at in range(60)}
    given = hood(
        actors=[{"actor": actor, "layer": "first_line"} for actor in able],
        competences=[{"actor": actor, "need": need} for actor in able for need in able[actor]],
        profiles=[{"profile": "p", "needs": "|".join(needs), "residents": 1}],
    )
    assert one(given)["proven"]
    stopped = SimpleNamespace(**vars(smallest_cover(np.eye(18), np.ones(18))) | {"proven": False})
    monkeypatch.setattr("ecosystem.measure.set_cover.smallest_cover", lambda *_, **__: stopped)
    row = one(shuffled(given, 1))
    assert (row["fewest"], row["proven"]) == (18, False)
    assert row["why_not_fewer"] == (
        "Fewer than 18 were not found; it is not proven that there are none."
    )


# --- daily care -----------------------------------------------------------------------------


def visits(resident, days, hours, actor="a"):
    return [
        {"resident": resident, "actor": actor, "need": "x", "start": day + pd.Timedelta(hours=hour)}
        for day in pd.date_range("2025-03-01", periods=days)
        for hour in hours
    ]


def test_daily_care_takes_as_many_as_its_visits_do():
    given = town(
        {"a": "x"},
        contacts=[
            *visits("once", 14, [8]),  # 7 a week: 2 people
            *visits("thrice", 14, [8, 9, 13, 20]),  # 21 slots a week, 8 and 9 are one: 5 people
            *visits("short", 13, [8]),
            *visits("dates", 21, [0]),
            *visits("night", 14, [3, 8, 23.5]),
            *visits("rare", 1, [8, 12, 17, 23]),
        ],
    )
    floor = shift_floor(given)
    assert floor.fillna(0).to_dict() == {
        "dates": 2,
        "night": 3,
        "once": 2,
        "rare": 0,
        "short": 0,
        "thrice": 5,
    }
    assert shift_floor(given, shifts=7)["thrice"] == 3
    assert str(floor.dtype) == "Int64"
    frame = fewest(given)
    assert frame["residents"].tolist() == [2, 2, 1, 1]
    assert frame["floor"].fillna(0).to_dict() == {0: 2, 1: 0, 2: 3, 3: 5}
    assert frame["fewest"].tolist() == [2, 1, 3, 5]
    assert frame["team"].tolist() == ["a"] * 4
    assert frame["excess"].isna().tolist() == [True, False, True, True]
    assert frame["undefined"].tolist() == [2, 0, 1, 1]
    assert frame["why_not_fewer"].tolist()[3] == (
        "This is daily care: at five shifts a week each, it takes five to come so often."
    )
    assert frame["why_not_fewer"].tolist()[1] == "One is the least there is."


def test_where_daily_care_takes_no_more_it_is_what_they_can_do_that_says_why():
    given = town({"a": "x", "b": "y"}, contacts=[*visits("anna", 14, [8]), *log(anna="b:y")])
    row = one(given)
    assert (row["floor"], row["fewest"], row["team"]) == (2, 2, "a|b")
    assert row["why_not_fewer"] == "No professional here can do two of: x, y; so it takes two."


def test_of_the_same_needs_those_come_first_of_whom_fewer_are_met():
    aunt = {"aunt": {"layer": "informal"}}
    given = town({"aunt": "x", "gp": "xy"}, actors=aunt,
                 contacts=log(anna="aunt:x gp:y", bert="gp:x gp:y", carl="gp:y"))  # fmt: skip
    assert fewest(given)[["needs", "met"]].to_numpy().tolist() == [
        *(["x|y", ""], ["x|y", "x"], ["y", ""])
    ]


def test_numbers_are_words_up_to_twelve():
    assert told("apart", "en", needs=["a"], people=12).endswith("so it takes twelve.")
    assert told("apart", "nl", needs=["a"], people=13).endswith("daarom zijn er 13 nodig.")


def test_visits_of_informal_help_and_unknown_visitors_make_no_daily_care():
    given = town(
        {"a": "x", "b": "x"},
        actors={"b": {"layer": "informal"}},
        contacts=[*visits("anna", 20, [8], "b"), *visits("bert", 20, [8], None)],
    )
    assert shift_floor(given).dropna().empty


# --- against today --------------------------------------------------------------------------


def test_excess_is_today_minus_the_fewest_and_undefined_where_that_says_nothing():
    given = town(
        {"a": "xy", "b": "x", "c": "y", "d": "z", "aunt": "x", "club": "q"},
        actors={"aunt": {"layer": "informal"}, "d": {"level": "organisation"}},
        contacts=log(
            anna="a:x b:y c:y",  # three where one will do
            bert="b:x",  # one, which is the fewest
            carl="b:x b:y",  # b cannot do y: a gap, not an excess
            dora="aunt:x c:y",  # x is met by the aunt
            emma=":x",  # nobody knows who came
            fred="d:z",  # an organisation counts as one, as it does in a team
            gina="a:w c:x",  # nobody can do w
            hugo="a: b:",  # what it was about is not known
            iris="aunt:x",
            jack="aunt:x :x",  # somebody came, perhaps a professional
        ),
    )
    frame = excess(given)
    assert frame.index.name == "resident"
    numbers, why = frame.drop(columns="undefined"), frame["undefined"]
    assert numbers.fillna(-1).to_dict("list") == {
        "professionals": [3, 1, 1, 1, -1, 1, 2, 2, 0, -1],
        "fewest": [1, 1, 1, 1, 1, 1, -1, -1, 0, 0],
        "excess": [2, 0, -1, 0, -1, 0, -1, -1, 0, -1],
    }
    assert why.dropna().to_dict() == {
        "carl": "unmet",
        "emma": "unknown",
        "gina": "uncovered",
        "hugo": "unknown",
        "jack": "unknown",
    }
    assert frame.dtypes.astype(str).tolist() == ["Int64", "Int64", "Int64", "string"]
    table = fewest(given).set_index(["needs", "met"])
    assert table.loc[("x|y", ""), ["residents", "excess", "undefined"]].tolist() == [2, 2, 1]
    assert table.loc[("x|y", ""), "today"] == 3
    assert table.loc[("z", ""), ["today", "excess", "undefined"]].tolist() == [1, 0, 0]
    assert table.loc[("w|x", ""), ["today", "excess"]].isna().all()


def test_a_resident_with_one_contact_has_one_professional():
    frame = excess(town({"a": "x"}, contacts=log(anna="a:x")))
    assert frame.drop(columns="undefined").to_dict("list") == {
        "professionals": [1],
        "fewest": [1],
        "excess": [0],
    }


def test_requests_count_their_contacts_and_those_without_contacts_are_undefined():
    given = town(
        {"a": "x", "b": "y"},
        requests=[
            {"request": "q1", "resident": "anna", "need": "x"},
            {"request": "q2", "need": "y"},
        ],
        contacts=[{"request": "q1", "actor": "b"}, {"request": "q1", "actor": "a"}],
    )
    frame = excess(given)
    assert frame.drop(columns="undefined").fillna(-1).to_dict("list") == {
        "professionals": [-1, 2],
        "fewest": [1, 1],
        "excess": [-1, 1],
    }
    assert frame["undefined"].tolist() == ["unknown", pd.NA]
    alone = given.replace(contacts=given.contacts.iloc[:0])
    assert fewest(alone)["today"].isna().all()


def test_of_requests_without_a_table_of_contacts_it_is_unknown_who_come():
    asked = [{"request": "q1", "resident": "anna", "need": "x"}, {"request": "q2", "need": "x"}]
    row = one(town({"a": "x"}, requests=asked))
    assert (row["residents"], row["fewest"], row["undefined"]) == (2, 1, 2)
    assert (row["today"], row["excess"], row["floor"]) == (None, None, None)


# --- every team tried -----------------------------------------------------------------------


def test_tables_are_as_when_every_team_is_tried():
    """From tables to answers: critical and reserved needs, hours, informal help, contacts."""
    rng = np.random.default_rng(9)
    rows = 0
    for number in range(30):
        able = {a: "".join(n for n in "stuvwx" if rng.random() < 0.35) for a in "abcdefg"}
        actors = {
            a: {
                "layer": rng.choice(["first_line", "welfare", "specialist", "informal"]),
                "profession": rng.choice(["gp", "nurse"]),
                "step": int(rng.integers(3, 6)),
                "hours": float(rng.choice([0, 8, 8, 24.5])),
            }
            for a in able
        }
        critical = [n for n in "stuvwx" if rng.random() < 0.3]
        reserved = {"s": "gp", "t": "nurse|gp"}
        residents = {
            f"r{at}": " ".join(
                f"{rng.choice(list(able))}:{need}"
                for need in rng.choice(list("stuvwx"), int(rng.integers(1, 7)), replace=True)
            )
            for at in range(12)
        }
        asks = {"contacts": log(**residents)}
        given = town(able, critical=critical, reserved=reserved, actors=actors, **asks)
        backup = int(rng.integers(1, 3))
        frame = fewest(shuffled(given, number), backup=backup)
        pd.testing.assert_frame_equal(frame, fewest(given, backup=backup))

        may = {
            a: {n for n in able[a] if n not in reserved or actors[a]["profession"] in reserved[n]}
            for a in able
            if actors[a]["layer"] != "informal" and actors[a]["hours"] > 0
        }
        cases = {}
        for resident, some in residents.items():
            pairs = [pair.split(":") for pair in some.split()]
            needs = {need for _, need in pairs}
            met = {
                need
                for a, need in pairs
                if actors[a]["layer"] == "informal"
                and actors[a]["profession"] in reserved.get(need, "nurse|gp")
            }
            key = tuple("|".join(sorted(part)) for part in (needs, met))
            cases.setdefault(key, []).append((resident, {a for a, _ in pairs}))
        assert len(frame) == len(cases)
        for row in frame.to_dict("records"):
            some = cases[row["needs"], row["met"]]
            left = sorted(set(row["needs"].split("|")) - set(row["met"].split("|")))
            there = {n: sum(n in may[a] for a in may) for n in left}
            wants = {n: max(backup, 2 if n in critical else 1) for n in left}
            assert row["residents"] == len(some)
            assert row["uncovered"] == "|".join(n for n in left if not there[n])
            thin = [n for n in left if 0 < there[n] < wants[n]]
            assert row["without_backup"] == "|".join(thin)
            rows += 1
            came = [
                {a for a in visited if actors[a]["layer"] != "informal"}
                for _, visited in some
                if not row["uncovered"]
            ]
            came = [
                len(who)
                for who in came
                if all(
                    sum(n in may.get(a, ()) for a in who) >= min(wants[n], there[n]) for n in left
                )
            ]
            assert row["undefined"] == len(some) - len(came)
            if came:
                assert row["today"] == round(sum(came) / len(came), 6)
                assert row["excess"] == sum(came) - len(came) * row["fewest"]
            else:
                assert pd.isna(row["today"])
                assert pd.isna(row["excess"])
            if row["uncovered"]:
                assert pd.isna(row["fewest"])
                continue
            who = sorted(may)
            masks = [sum(1 << at for at, n in enumerate(left) if n in may[a]) for a in who]
            kept = [sum(a in visited for _, visited in some) for a in who]

            def key(team, who=who, kept=kept, actors=actors):
                return (
                    sum(actors[who[a]]["step"] for a in team),
                    -sum(kept[a] for a in team),
                    -sum(actors[who[a]]["hours"] for a in team),
                    team,
                )

            teams = by_trying(masks, [min(wants[n], there[n]) for n in left], key)
            assert (row["fewest"], row["optima"]) == (len(teams[0]), len(teams))
            named = ["|".join(who[a] for a in team) for team in teams[:10]]
            assert row["teams"] == ";".join(named)
            assert row["team"] == named[0]
            assert row["proven"]
    assert rows > 250


def test_larger_cases_are_as_scipy_says():
    rng = np.random.default_rng(10)
    for number in range(150):
        people, needs = int(rng.integers(20, 90)), int(rng.integers(2, 9))
        able = rng.random((people, needs)) < rng.uniform(0.1, 0.4)
        able[rng.integers(people, size=needs), np.arange(needs)] = True
        required = np.ones(needs, dtype=int)
        if number % 2:
            required = np.minimum(rng.integers(1, 3, needs), able.sum(axis=0))
        found = milp(
            np.ones(people),
            integrality=np.ones(people),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(able.T.astype(float), lb=required),
            options={"mip_rel_gap": 0},
        )
        masks = (able @ (1 << np.arange(needs))).tolist()
        assert cover_often(masks, required.tolist()).people == round(found.fun)
        if required.max() == 1:
            wants = np.array([(1 << needs) - 1], dtype=np.uint64)
            assert fewest_people(np.array(masks, dtype=np.uint64), wants)[0] == round(found.fun)


def test_every_subset_has_the_fewest_of_its_own():
    rng = np.random.default_rng(12)
    masks = rng.integers(0, 32, (4, 6))
    tables = subset_table(masks, 5)
    for row, table in zip(masks, tables, strict=True):
        own = fewest_people(row.astype(np.uint64), np.arange(32, dtype=np.uint64))
        assert np.where(own < 0, NEVER, own).tolist() == table.tolist()


def test_more_than_twelve_needs_and_sixty_four():
    masks = np.array([1 << at | 1 << (at + 1) % 64 for at in range(64)], dtype=np.uint64)
    wants = np.array([(1 << 64) - 1, (1 << 13) - 1, 0], dtype=np.uint64)
    assert fewest_people(masks, wants).tolist() == [32, 7, 0]
    assert fewest_people(masks[:5], wants).tolist() == [-1, -1, 0]
    assert fewest_people(masks[:0], wants).tolist() == [-1, -1, 0]


# --- why not fewer --------------------------------------------------------------------------

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def short_of(able, asks, size):
    """Of the teams of so many, the needs that one that falls least short leaves undone."""
    left = [
        {n: often - sum(n in able[a] for a in team) for n, often in asks.items()}
        for team in combinations(able, size)
    ]
    least = min(sum(max(number, 0) for number in some.values()) for some in left)
    return [
        {n for n, number in some.items() if number > 0}
        for some in left
        if sum(max(number, 0) for number in some.values()) == least
    ]


def true(why, able, asked, people):
    """Tell whether a sentence in English is true, by trying every team."""
    there = {n: sum(n in able[a] for a in able) for n in asked}
    asks = {n: min(asked[n], there[n]) for n in asked}
    for need, many, few in re.findall(r"(\w) wants (\w+)(?:, but there \w+ only (\w+))?", why):
        assert NUMBERS.index(many) == asked[need] > 1
        assert few == ("" if there[need] >= asked[need] else NUMBERS[there[need]])
    said = {need for need in asked if f"{need} wants" in why}
    backed = {need for need in asked if asked[need] > 1}
    if why == "One is the least there is.":
        return people == 1
    if apart := re.match(r"No professional here can do two of: ([^;]*); ", why):
        needs = set(apart[1].split(", "))
        assert not any(len(needs & set(able[a])) > 1 for a in able)
        assert said in (set(), backed & needs)
        assert bool(said) == any(asks[n] > 1 for n in needs)
        assert why.endswith(f"so {'together ' if said else ''}it takes {NUMBERS[people]}.")
        return people == sum(asks[n] for n in needs)
    if why.startswith("For backup: "):
        assert why.endswith(f"; so it takes {NUMBERS[people]}.")
        return [asks[n] for n in said] == [people]
    best = set(re.search(r"The best falls short on: (.*)\.$", why)[1].split(", "))
    if people == 2:
        assert why.startswith("No professional here can do all of it alone: each was tried. ")
    else:
        start = f"No {NUMBERS[people - 1]} professionals here can do all of it"
        backup = any(often > 1 for often in asks.values())
        assert why.startswith(start + (" with backup (" if backup else ": every combination"))
        assert said == (backed if backup else set())
    return best in short_of(able, asks, people - 1)


def test_every_sentence_is_true():
    rng = np.random.default_rng(13)
    kinds = Counter()
    for number in range(45):
        chance = rng.uniform(0.2, 0.6)
        able = {a: "".join(n for n in "uvwxyz" if rng.random() < chance) for a in "abcdefg"}
        sizes = rng.integers(1, 7, 10).tolist()
        asks = ["|".join(sorted(rng.choice(list("uvwxyz"), size, replace=False))) for size in sizes]
        critical = [n for n in "uvwxyz" if rng.random() < 0.2]
        backup = number % 3 + 1
        for row in fewest(town(able, *asks, critical=critical), backup=backup).to_dict("records"):
            needs, why = row["needs"].split("|"), row["why_not_fewer"]
            lacks = [n for n in needs if n not in "".join(able.values())]
            if lacks:
                assert why == f"No professional here may help with: {', '.join(lacks)}."
            else:
                asked = {n: max(backup, 1 + (n in critical)) for n in needs}
                assert true(why, able, asked, row["fewest"]), why
            kinds[re.split("[:.(]", why)[0]] += 1
    assert len(kinds) >= 10
    assert min(kinds[kind] for kind in ("For backup", "No professional here can do two of")) > 20


@pytest.mark.parametrize(
    ("able", "asks", "options", "nl"),
    [
        ({"a": "x"}, "x", {}, "Eén is het minste dat kan."),
        (
            {"a": "x", "b": "y"},
            "x|y",
            {},
            (
                "Geen professional hier kan meer dan één van deze behoeften aan: x, y; "
                "daarom zijn er twee nodig."
            ),
        ),
        (
            {"a": "x", "b": "x", "c": "y"},
            "x|y",
            {"backup": 3},
            (
                "Geen professional hier kan meer dan één van deze behoeften aan: x, y; "
                "voor achtervang: x vraagt er drie, maar er zijn er maar twee; "
                "y vraagt er drie, maar er is er maar één; daarom zijn er samen drie nodig."
            ),
        ),
        ({"a": "z"}, "x", {}, "Geen professional hier mag helpen met: x."),
    ],
)
def test_the_sentences_in_dutch(able, asks, options, nl):
    assert one(town(able, asks), lang="nl", **options)["why_not_fewer"] == nl


def test_informal_help_is_named_as_possible_only():
    actors = {
        "choir": {"layer": "collective", "label": "Choir"},
        "aunt": {"layer": "informal", "label": "Aunt"},
        "uncle": {"layer": "informal", "profession": "uncle"},
    }
    able = {"choir": "xyz", "aunt": "yr", "uncle": "r", "gp": "z"}
    contacts = log(one="gp:x", two="gp:x gp:y gp:z gp:w", three="choir:z", four="gp:r")
    given = town(able, actors=actors, contacts=contacts, reserved={"r": "gp|uncle"})
    frame = fewest(given).set_index("needs")
    assert frame["why_not_fewer"].to_dict() == {
        "x": "No professional here may help with: x. Possible: Choir.",
        "w|x|y|z": (
            "No professional here may help with: w, x, y. Possible: Aunt (y), Choir (x, y)."
        ),
        "z": "Informal or collective help already does all of it: no professional is needed.",
        "r": "No professional here may help with: r. Possible: uncle.",
    }
    row = one(town(able, "y|z", actors=actors))
    assert row["why_not_fewer"] == (
        "Informal or collective help here can do all of it (Aunt, Choir): "
        "no professional is needed."
    )


# --- so many, and what decides --------------------------------------------------------------


def test_sixty_of_seventy_are_counted_and_listed():
    able = {f"a{at:02d}": "x" for at in range(70)}
    row = one(town(able, "x"), backup=60)
    assert (row["fewest"], row["proven"], row["optima"]) == (60, True, comb(70, 60))
    teams = [team.split("|") for team in row["teams"].split(";")]
    assert teams[0] == list(able)[:60]
    assert teams[1] == [*list(able)[:59], "a60"]
    assert teams == sorted(teams)
    assert len({tuple(team) for team in teams}) == 10
    row = one(town({f"a{at:03d}": "x" for at in range(140)}, "x"), backup=70)
    assert (row["fewest"], row["optima"]) == (70, None)
    row = one(town({f"a{at:03d}": "x" for at in range(66)}, "x"), backup=33)
    assert row["optima"] == comb(66, 33)


def test_hours_decide_to_the_thousandth():
    def team(**hours):
        actors = {actor: {"hours": some} for actor, some in hours.items()}
        return one(town({"a": "x", "b": "x"}, "x", actors=actors))["team"]

    assert team(a=8, b=8.0004) == "a"
    assert team(a=8, b=8.001) == "b"
    assert team(a=8.5, b=8.5004) == "a"
    assert team(a=8.0006, b=8.001) == "a"


def test_eighteen_needs_are_chosen_by_the_same_rules():
    needs = [f"need_{at:02d}" for at in range(18)]
    able = {"a": needs[:7], "b": needs[:7], "c": needs[:7], "z": needs[7:]}

    def team(steps=(4, 4, 4), hours=(8, 8, 8), kept=()):
        known = dict(zip("abc", zip(steps, hours, strict=True), strict=True)) | {"z": (4, 8)}
        visited = [
            {"resident": "anna", "actor": actor, "need": need}
            for actor, need in [*zip([None] * 18, needs, strict=True), *((a, None) for a in kept)]
        ]
        given = hood(
            actors=[
                {"actor": a, "layer": "welfare", "step": step, "hours": hour}
                for a, (step, hour) in known.items()
            ],
            competences=[{"actor": a, "need": need} for a in able for need in able[a]],
            contacts=visited,
        )
        row = one(given)
        assert (row["fewest"], row["proven"], row["optima"]) == (2, True, None)
        return row["team"]

    assert team() == "a|z"
    assert team(hours=(8, 8, 9)) == "c|z"
    assert team(hours=(8, 8, 9), kept="b") == "b|z"
    assert team(hours=(8, 8, 9), kept="b", steps=(3, 4, 4)) == "a|z"


def test_seventeen_needs_with_backup_say_so():
    _, given = forty(17)
    row = one(given.replace(needs=given.needs.iloc[:0]), backup=2)
    assert row["fewest"] == 17
    assert row["why_not_fewer"].startswith(
        "No 16 professionals here can do all of it with backup (need_00 wants two; need_01 wants"
    )
    assert row["why_not_fewer"].endswith("): every combination was ruled out.")
