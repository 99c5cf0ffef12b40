"""Shorter ways and contact points: what is announced is what comes out."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.propose.carry_out.shorten import contact_points, shorten
from ecosystem.propose.listing.exclude import claims
from tests.street import hood

ACTORS = [{"actor": actor, "organisation": f"O{actor}"} for actor in "ABC"]
CAN = [{"actor": actor, "need": "skin"} for actor in "AB"] + [{"actor": "C", "need": "grief"}]


def came(request, actors, need="skin"):
    return [
        {
            "request": request,
            "resident": f"r{request}",
            "actor": actor,
            "need": "grief" if actor == "C" else need,
            "start": f"2025-01-{day + 1:02d}",
        }
        for day, actor in enumerate(actors)
    ]


def asked(request, complexity, point=None):
    row = {"request": request, "resident": f"r{request}", "need": "skin"}
    return row | {"complexity": complexity, "contact_point": point}


def world(*more):
    return hood(
        actors=ACTORS,
        competences=CAN,
        contacts=[
            *came("q", "ABC"),
            *came("z", "ABCA"),
            *came("x", "ABB"),
            *came("y", "BA"),
            *more,
        ],
        requests=[
            asked("q", "simple"),
            asked("z", "simple"),
            asked("x", "complex"),
            asked("y", "complex"),
        ],
    )


MOVE = {"move": "shorten", "who": "A", "what": "skin", "to": "B", "residents": 2, "fewer_today": 2}


def seen(one):
    return set(one.contacts[["resident", "actor"]].itertuples(index=False, name=None))


def test_a_link_leaves_simple_requests_and_as_many_see_one_fewer_as_was_announced():
    before = world()
    assert shorten(before) == [MOVE]
    after = eco.what_if(before, pd.DataFrame([MOVE]))
    assert seen(before) - seen(after) == {("rq", "A"), ("rz", "A")}
    assert seen(after) <= seen(before)
    assert eco.flow(after)["links"].to_dict() == {"q": 2, "x": 2, "y": 2, "z": 2}
    moved = after.contacts["organisation"].notna()
    assert set(after.contacts.loc[moved, "organisation"]) == {"OB"}
    assert before.contacts["organisation"].isna().all()


def test_a_resident_who_gets_the_other_instead_does_not_see_fewer():
    there = world()
    contacts = there.contacts
    other = (contacts["request"] == "q") & (contacts["actor"] == "B")
    contacts["resident"] = contacts["resident"].mask(other, "somebody")
    (move,) = shorten(there.replace(contacts=contacts))
    assert (move["residents"], move["fewer_today"]) == (2, 1)


def test_who_still_comes_for_something_else_is_not_announced_as_gone():
    (move,) = shorten(world(came("w", "A")[0] | {"resident": "rq"}))
    assert (move["residents"], move["fewer_today"]) == (2, 1)


def test_who_comes_most_is_named_in_the_requests_it_was_about():
    before = world(*came("v", "ABB"))
    before = before.replace(requests=pd.concat([before.requests, row_of("v")], ignore_index=True))
    (move,) = contact_points(before)
    assert move == {
        "move": "name_contact_point", "who": "B", "to": "", "what": "skin", "residents": 2,
    }  # fmt: skip
    after = eco.what_if(before, pd.DataFrame([move]))
    points = after.requests.set_index("request")["contact_point"]
    assert points.dropna().to_dict() == {"x": "B", "v": "B"}
    assert eco.find_detours(after)["finding"].eq("no_contact_point").sum() == 0


def test_a_contact_point_is_named_only_where_a_request_is_open():
    before = world(*came("v", "ABB"))
    closed = row_of("v").assign(closed=pd.Timestamp("2025-02-01"))
    before = before.replace(requests=pd.concat([before.requests, closed], ignore_index=True))
    (move,) = contact_points(before)
    assert (move["who"], move["residents"]) == ("B", 1)
    after = eco.what_if(before, pd.DataFrame([move]))
    points = after.requests.set_index("request")["contact_point"]
    assert points.dropna().to_dict() == {"x": "B"}
    over = before.requests.assign(closed=pd.Timestamp("2025-02-01"))
    assert contact_points(before.replace(requests=over)) == []


def row_of(request):
    return hood(requests=[asked(request, "complex")]).requests


def test_they_stand_among_the_moves_in_words_and_change_nobody_at_the_door():
    moves = eco.propose(world(*came("v", "ABB")), lang="nl")
    row = moves[moves["move"] == "shorten"].iloc[0]
    assert row["because"] == (
        "A kan Huid overlaten aan B bij eenvoudige hulpvragen waar beiden komen; het gaat om "
        "2 bewoners, die samen 2 professionals minder zien dan nu."
    )
    assert row["people_saved"] == 0


def test_who_hands_the_same_over_cannot_also_leave_it():
    one = world()
    exchange = {"move": "exchange", "who": "A", "what": "skin", "to": "C"}
    assert claims(one, MOVE).excludes(claims(one, exchange))
    chain = MOVE | {"who": "B", "to": "C"}
    assert claims(one, MOVE).excludes(claims(one, chain))
    other = MOVE | {"who": "C"}
    assert not claims(one, MOVE).excludes(claims(one, other))


def test_informal_help_is_never_left_out():
    one = world()
    actors = one.actors.assign(layer="informal")
    with pytest.raises(ValueError, match="never stops"):
        eco.what_if(one.replace(actors=actors), pd.DataFrame([MOVE]))
