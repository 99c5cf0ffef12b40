"""Now and after in figures: internal as they are, shared from what is shown."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.show.words.told import told
from tests.street import hood, street

RESIDENTS = "bewoners met een behoefte"
HELPERS = [
    {"actor": "gp", "layer": "first_line", "profession": "gp", "level": "person", "hours": 99},
    {"actor": "sw", "layer": "welfare", "profession": "social_worker", "level": "person",
     "hours": 99},
    {"actor": "son", "layer": "informal", "level": "person"},
]  # fmt: skip


def village(residents):
    """Everybody here needs skin, which the GP can do, and income, which the social worker can."""
    return hood(
        actors=HELPERS,
        competences=[
            {"actor": "gp", "need": "skin", "hours": 0.1},
            {"actor": "sw", "need": "income", "hours": 0.1},
        ],
        profiles=[{"profile": "p", "needs": "skin|income", "residents": residents}],
        ties=[
            {"actor": "gp", "partner": "sw", "relation": "meets", "hours": 2},
            {"actor": "gp", "partner": "son", "relation": "knows", "hours": 7},
        ],
    )


LEARN = pd.DataFrame(
    [{"move": "learn", "who": "sw", "what": "skin", "to": "", "instead_of": pd.NA}],
    index=pd.Index([1], name="number"),
)


def both(now, moves, **more):
    return told(now, moves=moves, after=eco.what_if(now, moves), **more)


def figures(residents, level, **more):
    table = both(village(residents), LEARN, level=level, lang="en", **more)
    table = table.tables["comparison"].set_index("measure")
    return table[["now", "after", "change"]].astype("object").where(table.notna(), None)


def test_inside_the_house_the_figures_are_those_of_compare():
    made = both(village(43), LEARN, level="internal", lang="nl").tables["comparison"]
    sides = {"now": village(43), "after": eco.what_if(village(43), LEARN)}
    plain = eco.compare(sides, lang="nl").reset_index()
    pd.testing.assert_frame_equal(made.iloc[:-1], plain)
    assert made["measure"].iloc[-1] == "came"


def test_shared_people_a_resident_are_two_rounded_counts_divided():
    table = figures(43, "shareable")
    assert table.loc["residents"].tolist() == [45, 45, 0]
    assert table.loc["people"].tolist() == [85, 45, -40]
    assert table.loc["people_a_resident"].tolist() == [round(85 / 45, 6), 1, round(-40 / 45, 6)]


def test_shared_of_fewer_than_ten_residents_nothing_is_counted():
    table = figures(9, "shareable")
    assert table.loc[["residents", "people_a_resident"]].to_numpy().tolist() == [[None] * 3] * 2


def test_residents_that_are_told_lower_are_called_at_least_so_many():
    few = [{"profile": "a", "needs": "skin", "residents": 30},
           {"profile": "b", "needs": "income", "residents": 5}]  # fmt: skip
    able = [{"actor": "gp", "need": "skin"}, {"actor": "sw", "need": "income"}]
    place = hood(actors=HELPERS, profiles=few, competences=able)
    said = {
        level: told(place, after=place, level=level, lang="nl").tables["comparison"]
        for level in ("shareable", "internal")
    }
    rows = {level: table.set_index("measure").loc["residents"] for level, table in said.items()}
    assert rows["shareable"][["label", "now"]].tolist() == [f"{RESIDENTS}, minstens", 30]
    assert rows["internal"][["label", "now"]].tolist() == [RESIDENTS, 35]


def test_residents_of_whom_not_even_ten_may_be_told_are_missing():
    """Of nine with skin and six with income: of ten or more, one at least would have income."""
    few = [{"profile": "a", "needs": "skin", "residents": 9},
           {"profile": "b", "needs": "income", "residents": 6}]  # fmt: skip
    able = [{"actor": "gp", "need": "skin"}, {"actor": "sw", "need": "income"}]
    place = hood(actors=HELPERS, profiles=few, competences=able)
    made = told(place, after=place, level="shareable", lang="en").tables["comparison"]
    assert made.set_index("measure").loc[["residents", "people_a_resident"], "now"].isna().all()


def test_shared_ties_are_those_that_are_shown():
    assert figures(43, "internal").loc["tie_hours"].tolist() == [9, 9, 0]
    table = figures(43, "shareable")
    assert table.loc["ties"].tolist() == [2, 2, 0]
    assert table.loc["tie_hours"].tolist() == [2, 2, 0]


def test_what_was_counted_over_few_residents_stays_in_the_house():
    table = figures(43, "shareable")
    hidden = ["lines", "hours_short", "gaps", "idle"]
    assert table.loc[hidden].isna().all(axis=None)


@pytest.mark.parametrize(
    ("also", "internal", "shareable"),
    [
        (12, 24 / 24, 25 / 25),
        (7, 19 / 24, None),  # 18 came or more, and to the GP's 12 at most: the other has 6 or more
    ],
)
def test_who_came_is_told_of_now_only_and_not_where_a_small_count_follows(
    also, internal, shareable
):
    seen = hood(
        contacts=[
            {"resident": f"r{at}", "request": f"q{at}", "actor": who, "need": "skin"}
            for at in range(12)
            for who in (("gp", "sw") if at < also else ("gp",))
        ]
    ).contacts
    asked = hood(  # so that those who are helped are not all who have the need
        requests=[{"request": f"q{at}", "resident": f"r{at}", "need": "skin"} for at in range(24)]
    ).requests
    known = village(24).replace(contacts=seen, requests=asked)
    rows = {}
    for level in ("internal", "shareable"):
        table = both(known, LEARN, level=level, lang="en").tables["comparison"]
        row = table.set_index("measure").loc["came", ["label", "now", "after"]]
        rows[level] = row.where(row.notna(), None).tolist()
    label = "professionals a resident who came"
    assert rows["internal"] == [label, round(internal, 6), None]
    assert rows["shareable"] == [label, shareable, None]


@pytest.mark.parametrize(
    ("critical", "people"),
    [
        (False, [None, None]),  # 43 or more, of whom 42 at most for skin: 1 or more for income
        (True, [80, 80]),  # two for each who needs skin: these can be all
    ],
)
def test_people_at_doors_are_not_told_where_a_need_of_few_follows(critical, people):
    able = [{"actor": "gp", "need": "skin"}, {"actor": "sw", "need": "skin"}]
    place = hood(
        actors=[row | {"hours": 999} for row in HELPERS],
        needs=[{"need": "skin", "critical": critical}],
        competences=[*able, {"actor": "sw", "need": "income"}],
        profiles=[{"profile": "a", "needs": "skin", "residents": 38},
                  {"profile": "b", "needs": "income", "residents": 6}],
    )  # fmt: skip
    made = told(place, after=place, level="shareable", lang="en").tables["comparison"]
    rows = made.set_index("measure").loc[["people", "fewest_alone"], "now"]
    assert rows.astype("object").where(rows.notna(), None).tolist() == people


def test_without_tables_a_figure_is_missing_and_not_zero():
    made = told(hood(actors=HELPERS), after=hood(actors=HELPERS), level="shareable", lang="en")
    table = made.tables["comparison"].set_index("measure")
    assert table[["now", "after", "change"]].isna().all(axis=None)


def test_the_hours_of_new_advice_are_not_shared_as_they_count_residents():
    advice = {"move": "consult", "who": "gp", "what": "skin", "to": "sw", "hours_saved": -0.31}
    moves = pd.DataFrame([advice | {"instead_of": pd.NA}], index=pd.Index([1], name="number"))
    for level, hours in (("internal", [0.31]), ("shareable", [])):
        ties = both(village(43), moves, level=level, lang="en").after.tables["ties"]
        new = ties[ties["relation"] == "consults"]
        assert len(new) == 1
        assert new["hours"].dropna().tolist() == hours


def test_without_after_nothing_is_compared_and_an_after_that_is_the_same_changes_nothing():
    made = told(street(), moves=eco.propose(street()), level="shareable", lang="en")
    assert made.after is None
    assert "comparison" not in made.tables
    given = told(street(), after=street(), level="shareable", lang="en")
    table = given.tables["comparison"].set_index("measure")
    assert table["change"].dropna().eq(0).all()
    for name, frame in given.after.tables.items():
        pd.testing.assert_frame_equal(frame, given.tables[name])
