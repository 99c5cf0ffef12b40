"""Excess: one rule for both sides, and what the visits of daily care count."""

from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure.excess import excess
from ecosystem.measure.fewest import fewest
from ecosystem.measure.shift_floor import shift_floor
from tests.test_fewest import log, town, visits

DATA = Path(__file__).resolve().parents[1] / "data"


def told(frame):
    """Excess, or why it is missing, by resident."""
    return {
        resident: row["undefined"] if pd.isna(row["excess"]) else row["excess"]
        for resident, row in frame.iterrows()
    }


def test_excess_is_defined_where_today_meets_what_the_yardstick_asks():
    seen = log(r1="a:x", r2="a:x c:x", r3="a:x b:x")
    critical = town({"a": "x", "b": "x", "c": "y"}, critical="x", contacts=seen)
    assert told(excess(critical)) == {"r1": "backup", "r2": "backup", "r3": 0}
    plain = town({"a": "x", "b": "x", "c": "y"}, contacts=seen)
    assert told(excess(plain)) == {"r1": 0, "r2": 1, "r3": 1}
    assert told(excess(plain, backup=2)) == {"r1": "backup", "r2": "backup", "r3": 0}
    assert told(excess(plain, backup=3)) == {"r1": "backup", "r2": "backup", "r3": 0}


@pytest.mark.parametrize(
    ("backup", "shown"), [(0, "0"), (-1, "-1"), (1.5, "1.5"), (True, "True"), ("2", "'?2'?")]
)
def test_backup_is_a_whole_number_of_people(backup, shown):
    given = town({"a": "x"}, contacts=log(r="a:x"))
    with pytest.raises(ValueError, match=f"backup is {shown}; it is a whole number of at least 1"):
        excess(given, backup=backup)


def test_an_answer_is_given_in_a_language_of_ours():
    with pytest.raises(ValueError, match="lang is 'fr'"):
        fewest(town({"a": "x"}, "x"), lang="fr")


def test_backup_asks_no_more_than_there_are():
    given = town({"a": "x", "b": "y", "c": "y"}, contacts=log(r1="a:x b:y", r2="a:x b:y c:y"))
    assert told(excess(given, backup=2)) == {"r1": "backup", "r2": 0}
    alone = town({"a": "x"}, critical="x", contacts=log(r="a:x"))
    assert told(excess(alone)) == {"r": 0}


def test_the_first_reason_that_holds_is_given():
    given = town(
        {"a": "x", "b": "x", "c": "y", "aunt": "x"},
        critical="x",
        actors={"aunt": {"layer": "informal"}},
        contacts=[
            *log(gap="a:w :w", unmet="a:x a:y", unknown=":x", nothing="a:"),
            *visits("daily", 14, [8, 13]),
            {"resident": "daily", "actor": "b", "need": "x"},
        ],
        requests=[{"request": "q", "resident": "asked", "need": "x"}],
    )
    assert told(excess(given)) == {
        "asked": "unknown",
        "daily": "floor",
        "gap": "uncovered",
        "nothing": "unknown",
        "unknown": "unknown",
        "unmet": "unmet",
    }
    assert told(excess(given, shifts=7))["daily"] == 0


def test_today_less_the_fewest_is_the_excess_of_a_bundled_neighbourhood():
    region = eco.load(DATA / "rivierenwijk")
    rows = 0
    for code in ("BU99990102", "BU99990104"):
        given = region[code]
        table = fewest(given, backup=1)
        defined = table["residents"] - table["undefined"]
        more = ((table["today"] - table["fewest"]) * defined).round(0)
        assert more.equals(table["excess"].astype("Float64"))
        each = excess(given)
        assert each["excess"].sum() == table["excess"].sum()
        assert (each["excess"].isna() == each["undefined"].notna()).all()
        rows += table["excess"].notna().sum()
    assert rows > 3


def test_today_is_to_six_decimals():
    given = town(
        {"a": "x", "b": "x", "c": "x", "d": "w"},
        contacts=log(r1="a:x", r2="b:x", r3="a:x b:x c:x", r4="d:x"),
    )
    row = fewest(given).iloc[0]
    assert row[["today", "excess", "undefined"]].tolist() == [1.666667, 2, 1]


@pytest.mark.parametrize("level", ["practice", "group", "organisation", None])
def test_whoever_counts_in_a_team_counts_today(level):
    given = town({"a": "x"}, actors={"a": {"level": level}}, contacts=log(r="a:x"))
    assert told(excess(given)) == {"r": 0}
    assert fewest(given)["team"].tolist() == ["a"]
    assert excess(given)["professionals"].tolist() == [1]


def test_who_was_seen_by_nobody_known_has_no_number_of_professionals():
    given = town(
        {"a": "x", "aunt": "x"},
        actors={"aunt": {"layer": "informal"}},
        contacts=log(unknown=":x", both=":x a:x", aunt="aunt:x", mixed="aunt:x :x"),
    )
    assert excess(given)["professionals"].fillna(-1).to_dict() == {
        "aunt": 0,
        "both": 1,
        "mixed": -1,
        "unknown": -1,
    }


def test_options_are_checked_in_words():
    given = town({"a": "x"}, contacts=log(r="a:x"))
    for name in ("backup", "shifts"):
        for wrong in (0, -1, 1.5, True, "2"):
            with pytest.raises(ValueError, match=f"{name} is {wrong!r}; it is a whole number"):
                excess(given, **{name: wrong})
            with pytest.raises(ValueError, match=f"{name} is {wrong!r}; it is a whole number"):
                fewest(given, **{name: wrong})
    with pytest.raises(ValueError, match="lang is 'fr'; it is one of: en, nl"):
        fewest(given, lang="fr")


# --- daily care -----------------------------------------------------------------------------


def test_a_visit_without_a_resident_is_one_to_that_of_its_request():
    visited = [row | {"resident": None, "request": "q"} for row in visits("", 14, [8])]
    asked = [{"request": "q", "resident": "anna", "need": "x"}]
    given = town({"a": "x"}, contacts=visited, requests=asked)
    assert shift_floor(given).to_dict() == {"anna": 2}
    assert fewest(given)[["residents", "floor"]].to_numpy().tolist() == [[1, 2]]


def test_only_visits_about_what_is_left_to_professionals_make_daily_care():
    aunt = {"aunt": {"layer": "informal"}}
    met = log(anna="aunt:x", bert="aunt:x a:y")
    daily = [*visits("anna", 14, [8]), *visits("bert", 14, [8])]
    given = town({"a": "xy", "aunt": "x"}, actors=aunt, contacts=[*met, *daily])
    assert shift_floor(given).dropna().empty
    frame = fewest(given).set_index("needs")
    assert frame.loc["x", ["fewest", "floor", "team"]].tolist() == [0, pd.NA, ""]
    assert frame.loc["x|y", ["fewest", "team"]].tolist() == [1, "a"]
    unnamed = [row | {"need": None} for row in daily]
    given = town({"a": "xy", "aunt": "x"}, actors=aunt, contacts=[*met, *unnamed])
    assert shift_floor(given).dropna().to_dict() == {"bert": 2}


@pytest.mark.parametrize(("level", "floor"), [("group", 0), ("organisation", 0), ("practice", 2)])
def test_of_a_group_it_is_not_known_how_many_visited(level, floor):
    given = town({"a": "x"}, actors={"a": {"level": level}}, contacts=visits("anna", 14, [8]))
    assert shift_floor(given).fillna(0).sum() == floor
    assert told(excess(given)) == {"anna": "floor" if floor else 0}


def test_a_night_is_from_eleven_to_six():
    given = town(
        {"a": "x"},
        contacts=[
            *visits("one_night", 14, [23, 23.5]),
            *visits("across", 14, [5.9, 23]),  # a night begun before, and fourteen more
            *visits("dawn", 14, [5.9, 6]),  # night and morning
            *visits("morning", 14, [0, 6, 11.9]),
            *visits("day", 14, [11.9, 12, 17, 22.9]),
        ],
    )
    assert shift_floor(given, shifts=1).to_dict() == {
        "across": 8,
        "dawn": 14,
        "day": 21,
        "morning": 7,
        "one_night": 7,
    }
