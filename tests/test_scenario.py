"""Now and after: the same ids and places, what comes and what goes, where each move stands."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.protect import protect
from ecosystem.protect.moves import KINDS
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.moving import FEW_LINES
from ecosystem.show.drawing.scenario import changing, lines, uncovered
from ecosystem.show.drawing.shapes import CHANGES, MOVES, chips
from ecosystem.show.words.told import told
from tests.crowd import crowd
from tests.street import hood, shuffled, street


def one(kind, who="", what="", to="", **known):
    return {"move": kind, "who": who, "what": what, "to": to} | known


def table(*rows):
    columns = ["move", "who", "what", "to", "hours_saved", "instead_of"]
    frame = pd.DataFrame(rows).reindex(columns=columns)
    frame["instead_of"] = frame["instead_of"].astype("Int64")
    frame["hours_saved"] = frame["hours_saved"].astype("Float64")
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


def drawn(*rows, of=None, level="internal", **more):
    now, moves = of or street(), table(*rows)
    after = eco.what_if(now, moves)
    return draw(told(now, moves=moves, after=after, level=level, lang="en", **more))


def about(drawing, number=1):
    """Name the nodes of a move and, for each of its lines, both ends and what it says."""
    names = [node.key for node in drawing.nodes]
    nodes, ties = drawing.moved[number]
    told_of = [drawing.ties[at] for at in ties]
    lines_ = [({names[t.a], names[t.b]}, t.change, t.family if t.move else "") for t in told_of]
    return [names[at] for at in nodes], lines_


def where(drawing, number=1):
    """Say where the number of a move stands: on which node, or between whom."""
    names = [node.key for node in drawing.nodes]
    (mark,) = [mark for mark in drawing.marks if mark.move and number in mark.numbers]
    if mark.node is not None:
        return names[mark.node]
    return {names[drawing.ties[mark.tie].a], names[drawing.ties[mark.tie].b]}


def test_without_after_nothing_changes():
    made = protect(street())
    assert (changing(made, "actors", ["actor"])["change"] == "").all()
    assert (lines(made)["change"] == "").all()
    bare = uncovered(made)
    assert bare["now"].tolist() == bare["after"].tolist() == [False, True]
    assert draw(made).moved == {}


def test_what_is_gone_stays_where_it_was_and_what_is_new_comes_last():
    after = street().replace(
        ties=pd.concat(
            [street().ties.iloc[:1], street().ties.iloc[2:3].assign(partner="choir")],
            ignore_index=True,
        )
    )
    table_ = lines(protect(street(), after=after, level="internal"))
    assert table_[["a", "b", "relation", "change"]].to_numpy().tolist() == [
        ["choir", "daughter", "knows", "goes"],
        ["daughter", "nurse", "knows", "goes"],
        ["gp", "nurse", "consults", ""],
        ["gp", "nurse", "meets", "goes"],
        ["gp", "social", "unknown", "goes"],
        ["choir", "gp", "unknown", "comes"],
    ]


@pytest.mark.parametrize("level", ["shareable", "internal"])
def test_everybody_has_one_id_and_one_place_whatever_comes_and_goes(level):
    now = hood(ties=[{"actor": "ann", "partner": "bea"}, {"actor": "cor", "partner": "dik"}])
    after = now.replace(ties=now.ties.iloc[1:])
    made = protect(now, after=after, level=level)
    both = [set(side.tables["ties"]["actor"]) for side in (made, made.after)]
    assert both[1] < both[0]
    drawing, alone = draw(made), draw(protect(now, level=level))
    places = [{n.key: n.at for n in picture.nodes} for picture in (drawing, alone)]
    assert places[0] == places[1]
    gone = {node.key for node in drawing.nodes if node.change == "goes"}
    assert gone == ({"ann", "bea"} if level == "internal" else {"helper_1", "helper_2"})


@pytest.mark.parametrize("level", ["shareable", "internal"])
def test_moves_send_nobody_to_another_place(level):
    now = draw(told(crowd(40), level=level, lang="nl"))
    actors = crowd(40).actors
    able = crowd(40).competences
    paid = set(actors["actor"][~actors["layer"].isin(["informal", "collective"])])
    (first, *_, last) = sorted(paid & set(able["actor"]))
    needs = {who: set(able["need"][able["actor"] == who]) for who in (first, last)}
    learns = min(set(able["need"]) - needs[first])
    rows = [one("learn", first, learns), one("release", last, min(needs[last]))]
    both = drawn(*rows, of=crowd(40), level=level)
    actors = [[n for n in picture.nodes if n.kind == "actor"] for picture in (now, both)]
    assert [(n.key, n.at, n.radius) for n in actors[0]] == [
        (n.key, n.at, n.radius) for n in actors[1]
    ]
    assert [len(node.comes) + len(node.goes) for node in actors[1] if chips(node)] == [1, 1]


def test_the_drawing_does_not_depend_on_the_order_of_rows():
    row = one("learn", "social", "skin")
    assert drawn(row) == drawn(row, of=shuffled(street(), 4))


def test_every_kind_of_move_has_its_colour():
    assert set(MOVES) == set(KINDS)
    assert set(MOVES.values()) <= set(CHANGES)


def test_who_learns_gets_a_line_to_those_who_can_do_it_and_words_beside_their_name():
    drawing = drawn(one("learn", "social", "skin"))
    assert about(drawing) == (
        ["social", "gp", "nurse"],
        [({"social", "gp"}, "", "role"), ({"social", "nurse"}, "", "role")],
    )
    assert where(drawing) == "social"
    (learner,) = [node for node in drawing.nodes if node.comes]
    assert (learner.key, chips(learner)) == ("social", [("comes", "+ Skin")])


def test_of_what_many_can_do_the_learner_gets_no_lines():
    can = [f"a{at}" for at in range(FEW_LINES + 1)]
    actors = [{"actor": actor, "layer": "welfare", "profession": "social_worker"} for actor in can]
    learner = {"actor": "zoe", "layer": "welfare", "profession": "social_worker"}
    crowded = hood(
        actors=[*actors, learner],
        competences=[{"actor": actor, "need": "skin"} for actor in can],
    )
    assert about(drawn(one("learn", "zoe", "skin"), of=crowded)) == (["zoe", *can], [])


def test_a_need_that_nobody_met_is_filled_when_somebody_learns_it():
    drawing = drawn(one("learn", "nurse", "transport"))
    (need,) = [node for node in drawing.nodes if node.kind == "need"]
    assert (need.key, need.uncovered, need.uncovered_after) == ("transport", True, False)
    assert about(drawing) == (["nurse", "transport"], [({"nurse", "transport"}, "", "role")])


def test_a_gap_that_one_closes_is_a_line_to_who_is_then_not_needed():
    drawing = drawn(one("learn", "social", "skin", "nurse"))
    assert about(drawing) == (["social", "nurse"], [({"social", "nurse"}, "", "role")])


def test_an_exchange_is_a_line_from_who_stops_to_who_takes_over():
    drawing = drawn(one("exchange", "gp", "skin", "social"))
    assert about(drawing) == (["gp", "social"], [({"gp", "social"}, "", "role")])
    assert where(drawing) == {"gp", "social"}
    changed = {node.key: chips(node) for node in drawing.nodes if chips(node)}
    assert changed == {"gp": [("goes", "− Skin")], "social": [("comes", "+ Skin")]}


def test_advice_is_the_tie_that_comes():
    drawing = drawn(one("consult", "nurse", "skin", "social", hours_saved=-0.5))
    assert about(drawing) == (["nurse", "social"], [({"nurse", "social"}, "comes", "")])
    assert where(drawing) == {"nurse", "social"}


def test_a_meeting_that_goes_into_another_is_there_beside_it():
    drawing = drawn(one("merge_meetings", "gp|nurse", "wounds", "monday"))
    assert about(drawing) == (["wounds", "monday"], [({"wounds", "monday"}, "", "stop")])
    assert where(drawing) == "wounds"
    changes = {node.key: node.change for node in drawing.nodes if node.kind == "meeting"}
    assert changes == {"monday": "", "wounds": "goes"}


def test_a_meeting_that_stops_goes():
    drawing = drawn(one("stop_meeting", "gp|nurse|social", "monday"))
    assert about(drawing) == (["monday"], [])
    assert where(drawing) == "monday"
    changes = {node.key: node.change for node in drawing.nodes if node.kind == "meeting"}
    assert changes == {"monday": "goes"}


def test_a_tie_that_stops_is_every_line_of_the_two():
    drawing = drawn(one("stop_tie", "nurse", "", "gp"))
    assert about(drawing) == (
        ["nurse", "gp"],
        [({"gp", "nurse"}, "goes", ""), ({"gp", "nurse"}, "goes", "")],
    )
    assert where(drawing) == {"gp", "nurse"}


def test_a_release_stands_beside_who_stops_with_who_must_go_on():
    drawing = drawn(one("release", "gp", "skin", "nurse"))
    assert about(drawing) == (["gp", "nurse"], [])
    assert where(drawing) == "gp"
    assert [chips(node) for node in drawing.nodes if node.goes] == [[("goes", "− Skin")]]


def test_a_way_that_is_shortened_is_a_line_to_who_stays():
    asked = street().replace(
        requests=hood(
            requests=[{"resident": "r", "request": "q", "need": "skin", "complexity": "simple"}]
        ).requests,
        contacts=hood(
            contacts=[
                {"resident": "r", "request": "q", "actor": who, "need": "skin"}
                for who in ("gp", "nurse")
            ]
        ).contacts,
    )
    drawing = drawn(one("shorten", "gp", "skin", "nurse"), of=asked)
    assert about(drawing) == (["gp", "nurse"], [({"gp", "nurse"}, "", "way")])
    assert where(drawing) == {"gp", "nurse"}
    drawing = drawn(one("name_contact_point", "nurse", "skin"), of=asked)
    assert about(drawing) == (["nurse"], [])
    assert where(drawing) == "nurse"


def test_two_who_are_to_meet_have_a_tie_that_comes():
    drawing = drawn(one("meet", "nurse", "skin", "social", hours_saved=-1.0))
    assert about(drawing) == (["nurse", "social"], [({"nurse", "social"}, "comes", "")])


def test_an_alternative_is_not_made_and_its_mark_waits_until_it_is_chosen():
    drawing = drawn(
        one("learn", "social", "skin", "nurse"),
        one("meet", "nurse", "skin", "social", hours_saved=-1.0, instead_of=1),
    )
    assert about(drawing, 2) == (["nurse", "social"], [({"nurse", "social"}, "", "way")])
    marks = {mark.numbers: (mark.aside, mark.place.zoom) for mark in drawing.marks}
    assert marks == {(1,): (False, marks[(1,)][1]), (2,): (True, 99.0)}
    assert marks[(1,)][1] <= 1


def test_moves_at_one_place_share_a_mark():
    drawing = drawn(one("learn", "social", "skin"), one("release", "gp", "skin"))
    assert [mark.numbers for mark in drawing.marks] == [(1,), (2,)]
    drawing = drawn(one("learn", "social", "skin"), one("learn", "social", "transport"))
    assert [mark.numbers for mark in drawing.marks] == [(1, 2)]


def test_the_first_words_of_a_need_stand_beside_a_name_two_at_most():
    node = drawn(one("learn", "social", "skin")).nodes[0]
    long = chips(type(node)(**{**vars(node), "comes": ("Care for a child or somebody at home",)}))
    assert long == [("comes", "+ Care for a child or…")]
    many = chips(type(node)(**{**vars(node), "comes": ("A", "B"), "goes": ("C",)}))
    assert many == [("comes", "+ A"), ("comes", "+ B …")]
