"""The charts: their figures are those of the table, in both languages."""

import pandas as pd
import pytest

from ecosystem.show.chart import chart


def people(*rows):
    frame = pd.DataFrame(rows, columns=["professionals", "fewest", "excess"])
    return frame.astype("Int64")


def curve(*rows):
    return pd.DataFrame(rows, columns=["learn", "people", "bound", "proven"])


def test_residents_are_counted_by_how_many_come_and_by_how_few_could():
    drawn = chart(people((3, 1, 2), (3, 2, 1), (1, 1, 0)))
    assert str(drawn.says).splitlines() == [
        "How many come by, and how few could: 3 residents",
        "1 1 2",
        "2 0 1",
        "3 2 0",
    ]
    assert drawn.png.startswith(b"\x89PNG")


def test_residents_of_whom_the_excess_is_undefined_are_not_drawn():
    drawn = chart(people((3, None, None), (1, 1, 0)))
    assert repr(drawn).splitlines()[1:] == ["1 1 1"]


def test_nobody_to_draw_is_a_chart_that_says_so():
    assert repr(chart(people())) == "How many come by, and how few could: 0 residents"


def test_the_curve_reads_in_dutch():
    drawn = chart(curve((0, 1028, 1028, True), (1, 1022, 1020, False)), lang="nl")
    assert repr(drawn).splitlines() == [
        "Wat elke leerstap bespaart: van 1.028 naar 1.022",
        "0 1028",
        "1 1022",
    ]


def test_the_bound_is_drawn_only_where_the_answer_is_not_proven():
    proven = chart(curve((0, 28, 28, True), (1, 22, 22, True)))
    open_ = chart(curve((0, 28, 28, True), (1, 22, 20, False)))
    assert proven.png != open_.png


def test_the_same_figures_give_the_same_bytes():
    rows = [(0, 28, 28, True), (1, 22, 22, True)]
    assert chart(curve(*rows)).png == chart(curve(*rows)).png


def test_another_table_is_refused_by_its_columns():
    with pytest.raises(ValueError, match="not a table with the columns a, b"):
        chart(pd.DataFrame({"a": [1], "b": [2]}))
