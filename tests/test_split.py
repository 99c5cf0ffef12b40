"""Which rows belong to which neighbourhood: a street of three, answers one can see."""

import pandas as pd

import ecosystem as eco


def _table(**columns):
    return pd.DataFrame(columns, dtype="str")


REGION = {
    "neighbourhoods": _table(neighbourhood=["n", "s", "w"], name=["North", "South", None]),
    "actors": _table(actor=["gp", "nurse", "choir", "phone"], neighbourhood=["n", "s", None, None]),
    "reach": _table(actor=["nurse", "choir"], neighbourhood=["n", "s"]),
    "competences": _table(actor=["gp", "nurse", "phone"], need=["skin", "skin", "income"]),
    "ties": _table(actor=["gp", "gp", "nurse", "phone"], partner=["nurse", "choir", "choir", "gp"]),
    "contacts": _table(
        neighbourhood=["s", None, None, None],
        actor=["gp", "gp", "nurse", "phone"],
        request=["q1", "q2", "q3", "q4"],
    ),
    "requests": _table(request=["q1", "q2", "q3", "q4", "q5"], neighbourhood=["w"] + [None] * 4),
    "meetings": _table(meeting=["mdo", "open"], neighbourhood=["n", None]),
    "attendance": _table(meeting=["mdo", "open"], actor=["gp", "choir"]),
    "teams": _table(team=["core", "all"], neighbourhood=["n", None]),
    "members": _table(team=["core", "all"], member=["gp", "p1"]),
    "tariffs": _table(profession=["gp"], euro=["60"]),
}


def _ids(hood, table, column):
    return hood.tables[table][column].tolist() if table in hood.tables else []


def test_each_row_goes_where_it_belongs():
    region = eco.load(REGION)
    assert region.codes == ("n", "s", "w")
    n, s, w = region
    assert (n.name, s.name, w.name) == ("North", "South", "w")
    assert _ids(n, "actors", "actor") == ["gp", "nurse", "phone"]
    assert _ids(s, "actors", "actor") == ["nurse", "choir", "phone"]
    assert _ids(w, "actors", "actor") == ["phone"]
    assert _ids(n, "competences", "actor") == ["gp", "nurse", "phone"]
    assert _ids(w, "competences", "actor") == ["phone"]
    ties = [list(zip(*(_ids(hood, "ties", c) for c in ("actor", "partner")), strict=True))
            for hood in region]  # fmt: skip
    assert ties == [[("gp", "nurse"), ("phone", "gp")], [("nurse", "choir")], []]
    assert [_ids(hood, "contacts", "request") for hood in region] == [
        ["q2", "q3", "q4"], ["q1", "q3", "q4"], ["q4"],
    ]  # fmt: skip
    assert [_ids(hood, "requests", "request") for hood in region] == [
        ["q2", "q3", "q4", "q5"], ["q3", "q4", "q5"], ["q1", "q4", "q5"],
    ]  # fmt: skip
    assert [_ids(hood, "meetings", "meeting") for hood in region] == [
        ["mdo", "open"], ["open"], ["open"],
    ]  # fmt: skip
    assert [_ids(hood, "attendance", "actor") for hood in region] == [["gp"], ["choir"], []]
    assert [_ids(hood, "members", "member") for hood in region] == [["gp", "p1"], ["p1"], ["p1"]]
    assert [len(hood.tariffs) for hood in region] == [1, 1, 1]
    assert [_ids(hood, "neighbourhoods", "neighbourhood") for hood in region] == [
        ["n"],
        ["s"],
        ["w"],
    ]


def test_a_table_without_a_row_here_was_not_given_here():
    w = eco.load(REGION)["w"]
    assert "ties" not in w.tables
    assert w.ties.empty


def test_one_neighbourhood_takes_every_row():
    tables = REGION | {"neighbourhoods": _table(neighbourhood=["x"])}
    tables = {
        name: table.assign(neighbourhood=None).astype("str") if "neighbourhood" in table else table
        for name, table in tables.items()
        if name not in {"reach", "neighbourhoods"}
    }
    region = eco.load(tables)
    assert region.codes == ("all",)
    assert {name: len(frame) for name, frame in region["all"].tables.items()} == {
        name: len(frame) for name, frame in tables.items()
    }


def test_the_order_of_rows_changes_no_neighbourhood():
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in REGION.items()}
    for hood, other in zip(eco.load(REGION), eco.load(shuffled), strict=True):
        for name, frame in hood.tables.items():
            by = list(frame.columns)
            pd.testing.assert_frame_equal(
                frame.sort_values(by, ignore_index=True),
                other.tables[name].sort_values(by, ignore_index=True),
            )


def test_nothing_known_of_a_region_is_no_region():
    assert eco.load({"tariffs": _table(profession=["gp"], euro=["60"])}).codes == ("all",)
