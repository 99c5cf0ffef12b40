import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure.coverage import coverage
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.hand_over.consult import COLUMNS as CONSULT
from ecosystem.propose.hand_over.consult import consult
from ecosystem.propose.hand_over.exchange import COLUMNS, exchange
from ecosystem.propose.hand_over.handovers import may_learn
from ecosystem.propose.staff.staffing import staffing
from ecosystem.tables.pairs import helped
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled


def world(does, log=(), *, works=None, steps=None, hours=None, layers=None, **tables):
    """
    Make a world: who does what, and contacts: resident, actor, need and minutes.

    An actor works where the first letter of their id says.
    """
    needs = {need for can in does.values() for need in can.split()} | {row[2] for row in log}
    return hood(
        **{
            "needs": [{"need": need, "hours": 0.1} for need in sorted(needs)],
            "actors": [
                {
                    "actor": actor,
                    "layer": (layers or {}).get(actor, "first_line"),
                    "profession": "gp",
                    "organisation": (works or {}).get(actor, actor[0].upper()),
                    "hours": (hours or {}).get(actor, 40.0),
                    "step": (steps or {}).get(actor, 4),
                }
                for actor in does
            ],
            "competences": [
                {"actor": actor, "need": need}
                for actor, can in does.items()
                for need in can.split()
            ],
            "contacts": [
                {
                    "resident": resident,
                    "actor": actor,
                    "need": need,
                    "minutes": minutes,
                    "start": "2025-01-06",
                }
                for resident, actor, need, minutes in log
            ],
            "teachable": [],
        }
        | tables
    )


TWO = {"a": "x y", "b": "x y"}
SWAP = [("r1", "a", "x", 60), ("r1", "b", "x", 20), ("r2", "b", "y", 60), ("r2", "a", "y", 20)]
"""A does x most, B does y most, and both residents see both."""


def told(frame):
    columns = ["exchange", "stops", "need", "takes", "hours"]
    return [tuple(row) for row in frame[columns].round(3).itertuples(index=False)]


def test_each_stops_with_what_the_other_does_most():
    found = exchange(world(TWO, SWAP))
    assert told(found) == [(1, "a", "y", "b", 0.333), (1, "b", "x", "a", 0.333)]
    assert found["residents"].tolist() == [1, 1]
    assert found["days"].tolist() == [0, 0]
    assert found["people_saved"].tolist() == [0, 0]
    assert found["fewer_today"].tolist() == [2, 2]
    assert found["hours_apart"].tolist() == [0, 0]


def test_in_words_in_two_languages():
    assert exchange(world(TWO, SWAP))["because"][0] == (
        "A stops with y, which B takes over; B stops with x, which A takes over. Each keeps what "
        "it does most. It is about 1 resident, 20 minutes a week one way and 1 resident, 20 "
        "minutes the other; residents together see 2 people fewer than now."
    )
    assert exchange(world(TWO, SWAP), lang="nl")["because"][0] == (
        "A stopt met y, dat B overneemt; B stopt met x, dat A overneemt. Elk houdt wat die het "
        "meest doet. Het gaat om 1 bewoner, 20 minuten per week heen en 1 bewoner, 20 minuten "
        "terug; bewoners zien samen 2 mensen minder dan nu."
    )


def test_nothing_in_return_is_no_exchange():
    assert exchange(world(TWO, SWAP[:2])).empty
    assert exchange(world({"a": "x y", "b": "x"}, SWAP)).empty


def test_a_resident_is_never_left_without_a_second_for_a_critical_need():
    needs = [{"need": "x", "hours": 0.1, "critical": True}, {"need": "y", "hours": 0.1}]
    assert exchange(world(TWO, SWAP, needs=needs)).empty
    third = exchange(world(TWO | {"c": "x"}, SWAP, needs=needs))
    assert set(third["stops"]) == {"a", "b"}


def test_backup_that_is_asked_for_stays():
    assert exchange(world(TWO, SWAP), backup=2).empty


def test_who_saves_a_resident_a_second_person_goes_on_doing_both():
    both = [*SWAP, ("r3", "a", "x", 1), ("r3", "a", "y", 1)]
    assert exchange(world(TWO, both)).empty


def test_nobody_gets_over_their_hours():
    much = [(who, actor, need, 30 * minutes) for who, actor, need, minutes in SWAP]
    uneven = [*much[:3], ("r2", "a", "y", 750)]
    assert len(exchange(world(TWO, uneven, hours={"a": 42.5, "b": 42.5}))) == 2
    assert exchange(world(TWO, uneven, hours={"a": 42.5, "b": 42.0})).empty


def test_hours_it_hands_over_make_room_for_what_it_takes_over():
    much = [(who, actor, need, 30 * minutes) for who, actor, need, minutes in SWAP]
    assert len(exchange(world(TWO, much, hours={"a": 40, "b": 40}))) == 2


def test_hours_that_differ_too_much_are_not_balanced():
    uneven = [*SWAP[:3], ("r2", "a", "y", 40)]
    assert exchange(world(TWO, uneven)).empty
    assert exchange(world(TWO, uneven), apart=0.5)["hours_apart"].round(3).tolist() == [0.333] * 2


def test_two_needs_go_one_way_where_that_balances():
    does = {"a": "x y z", "b": "x y z"}
    log = [*SWAP[:3], ("r2", "a", "y", 10), ("r4", "b", "z", 30), ("r4", "a", "z", 10)]
    found = exchange(world(does, log))
    assert sorted(found["stops"] + found["need"]) == ["ay", "az", "bx"]


def test_residents_do_not_see_more_people_than_they_do_now():
    apart = [("r1", "a", "x", 60), ("r2", "b", "x", 20), ("r3", "b", "y", 60), ("r4", "a", "y", 20)]
    assert exchange(world(TWO, apart))["fewer_today"].tolist() == [0, 0]
    does = {"a": "x y z", "b": "x y w"}
    more = [("r2", "b", "w", 5), ("r4", "a", "z", 5)]
    assert exchange(world(does, [*apart, *more])).empty


def test_it_goes_to_whom_most_of_the_residents_know():
    does = {"a": "x y", "b1": "x y", "b2": "x y"}
    log = [*SWAP[:2], ("r2", "b2", "y", 60), ("r2", "a", "y", 20)]
    log[1] = ("r1", "b1", "x", 20)
    found = exchange(world(does, log))
    assert ("a", "y", "b2") in set(found[["stops", "need", "takes"]].itertuples(index=False))


def test_it_never_goes_up_the_ladder():
    assert exchange(world(TWO, SWAP, steps={"a": 4, "b": 6})).empty


def test_everybody_keeps_something_to_do():
    does = {"a": "x y", "a2": "y", "b": "x y"}
    assert exchange(world(does, SWAP)).empty


def test_one_who_may_learn_takes_it_over_where_that_saves_people():
    does, teach = {"a": "x z", "b": "y z"}, [{"profession": "gp", "need": "y", "cost": 3}]
    log = [("r1", "a", "x", 30), ("r1", "b", "y", 20), ("r2", "b", "z", 30), ("r3", "a", "z", 20)]
    found = exchange(world(does, log, teachable=teach))
    rows = found[["stops", "need", "takes", "days", "people_saved", "fewer_today"]]
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("a", "z", "b", 0.0, 1, 1),
        ("b", "y", "a", 3.0, 1, 1),
    ]
    assert "y: new to a" in found["because"][0]
    assert exchange(world(does, log)).empty


def test_without_contacts_the_hours_are_shared_out_evenly():
    does = {"a1": "x y", "a2": "x", "b1": "x y", "b2": "y"}
    profiles = [{"profile": n, "needs": n, "residents": 30} for n in "xy"]
    made = world(does, profiles=profiles)
    found = exchange(made)
    assert told(found) == [(1, "a1", "y", "b2", 1.0), (1, "b1", "x", "a2", 1.0)]
    assert found["residents"].isna().all()
    assert found["fewer_today"].isna().all()


def test_informal_help_neither_stops_nor_takes_over():
    assert exchange(world(TWO, SWAP, layers={"b": "informal"})).empty


def test_without_organisations_there_is_nothing_to_exchange():
    found = exchange(world(TWO, SWAP, works={"a": None, "b": None}))
    assert found.empty
    assert found.dtypes.astype(str).to_dict() == COLUMNS


@pytest.mark.parametrize("find", [exchange, consult])
def test_without_competences_it_says_what_is_missing(find):
    with pytest.raises(MissingTable, match="competences"):
        find(hood(actors=[{"actor": "a"}], profiles=[{"needs": "x", "residents": 1}]))


@pytest.mark.parametrize("find", [exchange, consult])
def test_the_order_of_rows_changes_nothing(find):
    made = eco.load("data/rivierenwijk")["BU99990104"]
    assert len(find(made))
    pd.testing.assert_frame_equal(find(made), find(shuffled(made, 5)))


@pytest.mark.parametrize("code", ["BU99990101", "BU99990303"])
def test_an_exchange_gives_what_it_announces(code):
    made = eco.load("data/rivierenwijk")[code]
    for _, rows in exchange(made).groupby("exchange"):
        joined = {name: "|".join(rows[of]) for name, of in (("who", "stops"), ("what", "need"))}
        move = {"move": "exchange", "to": "|".join(rows["takes"]), **joined}
        after = what_if(made, pd.DataFrame([move]))
        assert people(made) - people(after) == rows["fewer_today"].iloc[0]
        assert staffing(made).people - staffing(after).people == rows["people_saved"].iloc[0]
        assert coverage(after)["hours_short"].sum() <= coverage(made)["hours_short"].sum()


def people(made):
    """Count the pairs of a resident and a person in contacts."""
    return len(helped(made).dropna(subset=["actor"])[["resident", "actor"]].drop_duplicates())


SPECIAL = {"s": "x", "g": "y", "h": "y"}
SEEN = [("r1", "s", "x", 60), ("r2", "s", "x", 60), ("r1", "g", "y", 10), ("r3", "h", "y", 10)]
"""A specialist sees r1 and r2; the generalist g sees r1 as well."""


def asked(
    *,
    reserved="",
    teachable=({"profession": "gp", "need": "x"},),
    does=SPECIAL,
    log=SEEN,
    hours=None,
):
    needs = [{"need": "x", "hours": 0.1, "reserved": reserved or None}, {"need": "y", "hours": 0.1}]
    layers = {"s": "specialist", "t": "specialist", "n": "informal"}
    return world(does, log, layers=layers, needs=needs, teachable=teachable, hours=hours)


def test_the_expert_advises_and_the_resident_stays():
    found = consult(asked())
    assert found.drop(columns="because").to_dict("records") == [
        {
            "specialist": "s",
            "need": "x",
            "generalist": "g",
            "seen_by_both": 1,
            "residents": 1,
            "people_saved": 1,
            "hours": pytest.approx(0.2 * 52 / 12, abs=1e-6),
        }
    ]
    assert found["because"].item() == (
        "s and g both help 1 resident, s with x. If s advises, g can do it too, and s need not "
        "come along. It is then about 1 resident, which takes 52 minutes a month of advice; "
        "counted over all residents, 1 professional fewer at the door."
    )
    assert consult(asked(), lang="nl")["because"].item() == (
        "s en g helpen allebei 1 bewoner, s met x. Als s adviseert, kan g dit erbij doen en hoeft "
        "s niet mee te komen. Het gaat dan om 1 bewoner, wat 52 minuten advies per maand kost; "
        "over alle bewoners geteld 1 professional minder aan de deur."
    )


def test_advising_takes_the_share_one_says():
    assert consult(asked(), share=0.5)["hours"].item() == pytest.approx(0.5 * 52 / 12, abs=1e-6)


def test_who_may_not_learn_it_is_not_advised():
    assert consult(asked(teachable=[])).empty
    assert consult(asked(reserved="medical_specialist")).empty
    generalists = asked()
    tables = {name: rows for name, rows in generalists.tables.items() if name != "teachable"}
    default = hood().replace(**tables)
    assert consult(default)["generalist"].tolist() == ["g"]


def test_who_can_already_needs_no_advice():
    assert consult(asked(does=SPECIAL | {"g": "x y"})).empty


def test_a_specialist_is_no_generalist_and_neither_is_informal_help():
    log = [*SEEN[:2], ("r1", "t", "y", 10), ("r1", "n", "y", 10)]
    assert consult(asked(does={"s": "x", "t": "y", "n": "y"}, log=log)).empty


def test_of_two_for_the_same_residents_one_is_named():
    log = [*SEEN, ("r1", "h", "y", 10), ("r2", "h", "y", 10)]
    assert consult(asked(log=log))["generalist"].tolist() == ["h"]


def test_somebody_else_can_do_it_too_so_nobody_is_saved():
    found = consult(asked(does=SPECIAL | {"k": "x y"}))
    assert found[["generalist", "people_saved"]].to_numpy().tolist() == [["g", 0]]


def test_without_contacts_only_what_specialists_alone_can_meet():
    profiles = [
        {"profile": "p", "needs": "x|y", "residents": 4},
        {"profile": "q", "needs": "x", "residents": 2},
    ]
    made = asked(log=[]).replace(profiles=world({}, profiles=profiles).profiles)
    found = consult(made)
    assert found[["specialist", "generalist", "residents", "people_saved"]].to_numpy().tolist() == [
        ["s", "g", 4, 4]
    ]
    assert found["hours"].item() == pytest.approx(4 * 0.1 * 0.2 * 52 / 12, abs=1e-6)
    more = made.competences.replace({"need": {"y": "x"}}).query("actor == 'h'")
    both = made.replace(competences=pd.concat([made.competences, more], ignore_index=True))
    assert consult(both).empty


def test_no_more_rows_than_asked_and_all_columns_when_there_are_none():
    assert consult(asked(), most=1).dtypes.astype(str).to_dict() == CONSULT
    assert consult(asked(teachable=[])).dtypes.astype(str).to_dict() == CONSULT


def test_advice_costs_hours_for_everybody_it_saves_somebody():
    log = [
        (f"r{at}", actor, need, 60)
        for at in range(50)
        for actor, need in (("s", "x"), ("g" if at == 0 else "h", "y"))
    ]
    found = consult(asked(log=log))
    rows = found[["generalist", "seen_by_both", "residents", "people_saved"]]
    assert rows.to_numpy().tolist() == [["g", 1, 50, 50], ["h", 49, 50, 50]]
    assert found["hours"].tolist() == pytest.approx([50 * 0.2 * 52 / 12] * 2)
    move = eco.propose(asked(log=log), learn=1).query("move == 'consult'").iloc[0]
    assert (move["residents"], move["people_saved"]) == (50, 50)
    assert move["hours_saved"] == pytest.approx(-50 * 0.2 * 52 / 12)


def test_who_has_no_hours_for_all_is_advised_on_fewer():
    log = [(f"r{at}", actor, need, 60) for at in range(50) for actor, need in ("sx", "gy")]
    found = consult(asked(log=log, hours={"g": 7.0}))
    saved = found["people_saved"].item()
    assert 0 < saved < 50
    assert found["residents"].item() == 50


@pytest.mark.parametrize("code", ["BU99990102", "BU99990103"])
def test_what_advice_saves_is_what_comes_out_and_no_more_than_it_is_about(code):
    made = eco.load("data/rivierenwijk")[code]
    found = consult(made)
    assert len(found)
    for row in found.itertuples():
        assert (row.generalist, row.need) in may_learn(made)
        move = {"move": "consult", "who": row.specialist, "what": row.need, "to": row.generalist}
        after = what_if(made, pd.DataFrame([move]))
        assert row.people_saved == staffing(made).people - staffing(after).people
        assert row.seen_by_both <= row.residents
        assert row.people_saved <= row.residents
