"""The survey: a row a neighbourhood, what public measures say, and why what is missing is."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.find.because import KINDS
from ecosystem.region.survey.headlines import headlines
from ecosystem.region.survey.one import PARTS
from ecosystem.tables.neighbourhood import Region
from tests.street import hood, street


def region(*hoods):
    """Make a region of neighbourhoods; of an error, that which reading it raises."""

    def read(code):
        found = dict(hoods)[code]
        if isinstance(found, Exception):
            raise found
        return found

    return Region(tuple(sorted(code for code, _ in hoods)), read, pd.DataFrame(), pd.DataFrame())


def told(table, code):
    """Give what a row says, without what is missing."""
    return table.loc[code].dropna().to_dict()


def test_every_headline_measure_is_worked_out_by_one_part():
    made = [name for names in PARTS.values() for name in names]
    assert sorted(made) == sorted(headlines().index)


def logged(*minutes):
    """Log contacts of professionals on the first and the fourteenth of a month, in turn."""
    start = pd.to_datetime(["2025-01-01T10:00", "2025-01-14T09:00"] * len(minutes))
    rows = [
        {"resident": "anna", "actor": "gp", "minutes": each, "start": at}
        for each, at in zip(minutes, start, strict=False)
    ]
    rows.append({"resident": "anna", "actor": "aunt", "minutes": None, "start": start[0]})
    actors = [{"actor": "gp", "layer": "first_line"}, {"actor": "aunt", "layer": "informal"}]
    return hood(contacts=rows, actors=actors)


@pytest.mark.parametrize(
    ("minutes", "row"),
    [
        ((60, 120), {"professional_hours_week": 1.5, "professional_hours_week_of": 2}),
        ((60, None), {"unknown": "professional_hours_week: known of nothing it is about"}),
    ],
)
def test_three_hours_of_professionals_in_two_weeks_are_an_hour_and_a_half_a_week(minutes, row):
    made = eco.survey(region(("a", logged(*minutes))), measures=["professional_hours_week"])
    assert made.loc["a"].iloc[7:].dropna().to_dict() == row


def test_the_registry_says_of_each_what_it_is():
    table = headlines()
    assert table.index.is_unique
    assert set(table["kind"]) == {"count", "sum", "share", "average", "hours"}
    assert set(table["better"]) == {"lower", "higher", ""}
    assert table[["unit", "of", "table"]].ne("").all(axis=None)


def test_the_street_by_hand():
    asked = ["professionals", "informal_helpers", "meeting_hours_month", "professional_ties"]
    asked += ["ties_a_professional", "uncovered_needs", "fragile_needs", "needs", "upc"]
    row = told(eco.survey(region(("street", street())), measures=asked), "street")
    assert row == {
        "name": "The street",
        "professionals": 3,
        "professionals_of": 5,
        "informal_helpers": 2,
        "informal_helpers_of": 5,
        "meeting_hours_month": 4.0,
        "meeting_hours_month_of": 2,
        "professional_ties": 2,
        "professional_ties_of": 3,
        "ties_a_professional": 1.333333,
        "ties_a_professional_of": 3,
        "needs": 2,
        "needs_of": 2,
        "uncovered_needs": 1,
        "uncovered_needs_of": 2,
        "fragile_needs": 0,
        "fragile_needs_of": 2,
        "unknown": "upc: no contacts",
    }


def test_only_what_is_asked_is_there_and_in_the_order_of_the_registry():
    made = eco.survey(region(("street", street())), measures=["coc", "upc"])
    assert made.columns.tolist() == [
        *("name", "parent", "codes", "year", "population", "x", "y"),
        *("upc", "upc_of", "coc", "coc_of", "unknown", "failed"),
    ]


def test_a_survey_has_every_measure_with_how_many_it_rests_on_and_every_kind_of_finding():
    columns = eco.survey(region(("street", street()))).columns
    each = [column for name in headlines().index for column in (name, f"{name}_of")]
    found = [f"findings_{kind}" for kind in KINDS]
    assert columns[7 : 7 + len(each) + len(found)].tolist() == each + found
    assert columns[-2:].tolist() == ["unknown", "failed"]


def test_a_measure_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="there is no measure upcc; there are: residents, "):
        eco.survey(region(), measures=["upcc"])


def test_an_empty_region_is_a_survey_without_rows():
    made = eco.survey(region())
    assert made.shape[0] == 0
    assert "people_a_resident" in made


def test_what_a_neighbourhood_says_of_itself_stands_first():
    row = {"neighbourhood": "a", "codes": "BU1|BU2", "year": 2025, "population": 70, "parent": "w"}
    made = eco.survey(region(("a", hood("a", "Aa", neighbourhoods=[row]))), measures=[])
    assert told(made, "a") == {"name": "Aa"} | {key: row[key] for key in list(row)[1:]}


def test_one_that_fails_is_a_row_with_its_reason_and_never_with_a_value():
    bad = KeyError("anna")
    made = eco.survey(region(("a", bad), ("street", street())), measures=["needs"])
    assert told(made, "a") == {"failed": "could not be surveyed: KeyError in neighbourhood.py"}
    assert made.loc["street", "needs"] == 2
    dutch = eco.survey(region(("a", bad)), measures=[], lang="nl")
    assert dutch.loc["a", "failed"] == "kon niet worden gemeten: KeyError in neighbourhood.py"
