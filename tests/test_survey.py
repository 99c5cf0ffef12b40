"""The survey: a row a neighbourhood, what public measures say, and why what is missing is."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.find.because import KINDS
from ecosystem.region.survey.headlines import headlines
from ecosystem.region.survey.of_residents import average, total
from ecosystem.region.survey.one import PARTS
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from tests.street import hood, shuffled, street


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
        (
            (60, 120),
            {
                "professional_hours_week": 1.5,
                "professional_hours_week_of": 2,
                "professional_hours_week_spread": 0,
                "beside_own_tables": 1,
            },
        ),
        (
            (60, None),
            {
                "professional_hours_week_of": 0,
                "beside_own_tables": 1,
                "unknown": "professional_hours_week: known of nothing it is about",
            },
        ),
    ],
)
def test_three_hours_of_professionals_in_two_weeks_are_an_hour_and_a_half_a_week(minutes, row):
    made = eco.survey(region(("a", logged(*minutes))), measures=["professional_hours_week"])
    assert made.loc["a"].iloc[7:].dropna().to_dict() == row


@pytest.mark.parametrize(("minutes", "spread"), [((60, 25, 15), 0), ((60, 24, 16), 1)])
def test_hours_of_which_two_residents_get_85_percent_are_theirs(minutes, spread):
    who = [
        {"resident": f"r{at}", "actor": "gp", "minutes": each, "start": "2025-01-01"}
        for at, each in enumerate(minutes)
    ]
    one = hood(contacts=who, actors=[{"actor": "gp", "layer": "first_line"}])
    made = eco.survey(region(("a", one)), measures=["professional_hours_week"])
    assert made["professional_hours_week_spread"].tolist() == [spread]


@pytest.mark.parametrize("made", [average, total])
def test_what_is_added_up_is_the_same_in_whatever_order_residents_stand(made):
    """Whose key makes their names decides the order; added up from the left these differ."""
    each = (0.543625, 0.935072, 0.815854, 0.002739)
    assert len({made(np.array(order)) for order in permutations(each)}) == 1


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
        "beside_own_tables": 1,
        "unknown": "upc: no contacts",
    }


def test_only_what_is_asked_is_there_and_in_the_order_of_the_registry():
    made = eco.survey(region(("street", street())), measures=["coc", "upc"])
    assert made.columns.tolist() == [
        *("name", "parent", "codes", "year", "population", "x", "y"),
        *("upc", "upc_of", "coc", "coc_of", "beside_own_tables", "unknown", "failed"),
    ]


def test_a_survey_has_every_measure_with_how_many_it_rests_on_and_every_kind_of_finding():
    columns = eco.survey(region(("street", street()))).columns
    each = [column for name in headlines().index for column in (name, f"{name}_of")]
    each.insert(each.index("professional_hours_week_of") + 1, "professional_hours_week_spread")
    found = [f"findings_{kind}" for kind in KINDS]
    assert columns[7 : 7 + len(each) + len(found)].tolist() == each + found
    assert columns[-3:].tolist() == ["beside_own_tables", "unknown", "failed"]


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
    assert told(made, "a") == {"failed": "could not be surveyed: KeyError in one.py"}
    assert made.loc["street", "needs"] == 2
    dutch = eco.survey(region(("a", bad)), measures=[], lang="nl")
    assert dutch.loc["a", "failed"] == "kon niet worden gemeten: KeyError in one.py"


@pytest.fixture(scope="module")
def two():
    """Survey the first two of the bundled twenty, and give them."""
    whole = eco.load("data/rivierenwijk")
    hoods = {code: whole[code] for code in whole.codes[:2]}
    return hoods, eco.survey(region(*hoods.items()))


def test_a_survey_says_what_the_public_measures_say(two):
    hoods, made = two
    for code, place in hoods.items():
        row = made.loc[code]
        involved, flow = eco.involvement(place), eco.flow(place)
        fewest, excess = eco.fewest(place), eco.excess(place)
        average = eco.averages(eco.continuity(place))
        needs = eco.coverage(place)
        meetings, push = eco.meeting_hours(place), eco.push_share(place)
        reach, weight = eco.informal_reach(place), eco.right_weight(place, by="all")
        day = 24 * 60 * 60
        known = fewest.dropna(subset=["fewest"])
        said = {
            "people_a_resident": involved["people"].mean(),
            "people_involved": involved["people"].sum(),
            "fewest_people": (known["fewest"] * known["residents"]).sum(),
            "fewest_people_of": known["residents"].sum(),
            "excess_a_resident": fewest["excess"].sum() / excess["excess"].count(),
            "excess_a_resident_of": excess["excess"].count(),
            "upc": average.loc["upc", "mean"],
            "coc_of": average.loc["coc", "residents"],
            "lead_time_days": flow["lead_time"].mean() / day,
            "waiting_days": flow["waiting"].mean() / day,
            "links_a_request": flow["links"].mean(),
            "first_time_right_of": flow["first_time_right"][flow["window_over"]].count(),
            "contact_point": involved["contact_point"].mean(),
            "meeting_hours_month": meetings["hours"].sum() / 12,
            "push_share": push["push"].sum() / (push["push"].sum() + push["pull"].sum()),
            "informal_reach": reach["reaches"].mean(),
            "ei_index": eco.ei_index(place).loc["all", "index"],
            "uncovered_needs": (needs["actors"].eq(0) & needs["residents"].gt(0)).sum(),
            "fragile_needs": (needs["actors"].eq(1) & needs["residents"].gt(0)).sum(),
            "hours_short_week": needs["hours_short"].sum(),
            "heavier_share": weight.loc["all", "share"],
        }
        assert {name: row[name] for name in said} == pytest.approx(said, abs=1e-6)


def test_findings_are_all_of_each_kind(two):
    hoods, made = two
    for code, place in hoods.items():
        gaps = eco.find_gaps(place, most=10_000)["finding"].value_counts()
        ways = eco.find_detours(place, most=10_000)["finding"].value_counts()
        kinds = ["missing_tie", "uncovered", "loop", "long_path"]
        counted = [made.loc[code, f"findings_{kind}"] for kind in kinds]
        assert counted == [gaps.get(kind, 0) + ways.get(kind, 0) for kind in kinds]


def test_the_order_of_rows_changes_nothing(two):
    (code, place), _ = two[0].items()
    mixed = region((code, shuffled(place, 7)))
    pd.testing.assert_frame_equal(eco.survey(mixed), two[1].loc[[code]])


def test_thirty_seven_of_a_thousand_that_are_broken_are_named_and_the_rest_is_delivered():
    good = hood("good", actors=[{"actor": "gp", "layer": "first_line"}])
    twice = good.replace(actors=pd.concat([good.actors, good.actors]))
    broken = {
        0: KeyError("anna"),
        1: OSError("disk"),
        2: MemoryError(),
        3: good.replace(actors=good.actors.drop(columns="layer")),
        4: twice.replace(neighbourhoods=pd.DataFrame({"name": [1]})),
    }
    hoods = [(f"{at:04d}", broken[at % 5] if at < 37 else good) for at in range(1000)]
    made = eco.survey(region(*hoods), measures=["professionals"])
    said = made["failed"].notna() | made["unknown"].notna()
    assert said.tolist() == [True] * 37 + [False] * 963
    assert made["professionals"].tolist()[37:] == [1] * 963
    assert "anna" not in made[["failed", "unknown"]].to_csv()


def test_codes_that_stand_twice_are_one_row():
    place = street()
    twice = Region(("a", "a"), lambda _: place, pd.DataFrame(), pd.DataFrame())
    assert eco.survey(twice, measures=[]).index.tolist() == ["a"]


def test_what_residents_have_is_a_profile_of_the_area():
    place = hood(
        profiles=[
            {"profile": "p", "needs": "skin|pain", "residents": 3},
            {"profile": "q", "needs": "income", "residents": 1},
        ],
        indicators=[
            {"neighbourhood": "street", "indicator": "lonely", "year": 2024, "value": 7.0},
            {"neighbourhood": "street", "indicator": "lonely", "year": 2025, "value": 9.0},
        ],
    )
    row = told(eco.survey(region(("street", place)), measures=["profile"]), "street")
    assert row == {
        "name": "The street",
        "needs_a_resident": 1.75,
        "needs_a_resident_of": 4,
        "share_environmental": 0.25,
        "share_health_behaviour": 0.0,
        "share_physiological": 0.75,
        "share_psychosocial": 0.0,
        "indicator_lonely": 9.0,
        "beside_own_tables": 1,
    }


def test_the_broadest_generalist_meets_most_of_what_residents_need():
    place = hood(
        actors=[{"actor": "gp", "level": "person"}, {"actor": "house", "level": "organisation"}],
        competences=[
            *({"actor": "gp", "need": need} for need in ("skin", "pain")),
            *({"actor": "house", "need": need} for need in ("skin", "pain", "income")),
        ],
        profiles=[{"profile": "p", "needs": "skin|pain|income", "residents": 2}],
    )
    row = told(eco.survey(region(("street", place)), measures=["broadest_generalist"]), "street")
    assert (row["broadest_generalist"], row["broadest_generalist_of"]) == (0.666667, 6)


def test_people_now_and_fewest_are_of_the_same_residents():
    log = [("anna", "gp", "skin"), ("anna", "nurse", "skin"), ("bob", "gp", "income")]
    rows = [dict(zip(("resident", "actor", "need"), row, strict=True)) for row in log]
    place = hood(
        actors=[{"actor": "gp"}, {"actor": "nurse"}],
        competences=[{"actor": who, "need": "skin"} for who in ("gp", "nurse")],
        contacts=rows,
    )
    asked = ["fewest_people", "people_today_of_fewest", "excess_a_resident", "people_involved"]
    row = told(eco.survey(region(("street", place)), measures=asked), "street")
    assert {name: value for name, value in row.items() if name != "name"} == {
        "people_involved": 3,
        "people_involved_of": 2,
        "fewest_people": 1,
        "fewest_people_of": 1,
        "people_today_of_fewest": 2,
        "people_today_of_fewest_of": 1,
        "excess_a_resident": 1.0,
        "excess_a_resident_of": 1,
        "beside_own_tables": 0,
    }


def test_outcomes_are_of_the_last_year_and_of_the_question_most_answered():
    rows = [("mood", 6.0, 9, 2025), ("trust", 7.0, 20, 2025), ("trust", 9.0, 50, 2024)]
    place = hood(
        outcomes=[
            dict(zip(("measure", "value", "n", "year"), row, strict=True)) | {"group": "residents"}
            for row in rows
        ]
    )
    row = told(eco.survey(region(("street", place)), measures=["outcome_residents"]), "street")
    assert (row["outcome_residents"], row["outcome_residents_of"]) == (7.0, 20)


def test_where_no_professional_sits_in_a_meeting_they_spend_no_hours_in_meetings():
    actors = [{"actor": "gp", "layer": "first_line"}, {"actor": "aunt", "layer": "informal"}]
    dinner = {"meeting": "dinner", "times": 12, "hours": 2}
    place = hood(
        actors=actors, meetings=[dinner], attendance=[{"meeting": "dinner", "actor": "aunt"}]
    )
    names = ["meeting_hours_month", "meeting_hours_a_professional"]
    row = told(eco.survey(region(("a", place)), measures=names), "a")
    assert [row[name] for name in names] == [2.0, 0.0]


def test_where_no_contact_says_who_came_the_people_are_unknown_and_nothing_breaks():
    place = hood(
        contacts=[{"resident": "anna", "actor": None, "start": pd.Timestamp("2025-01-01")}]
    )
    names = ["people_a_resident", "people_involved", "practice_share"]
    row = told(eco.survey(region(("a", place)), measures=names), "a")
    unknown = "; ".join(f"{name}: known of nothing it is about" for name in names)
    assert row["unknown"] == unknown
    assert not {*names} & {*row}


def test_a_survey_of_parquet_says_what_the_same_tables_in_memory_say(two, tmp_path):
    hoods, _ = two
    eco.save(region(*hoods.items()), tmp_path / "two", format="parquet")
    there = eco.load(tmp_path / "two")
    frames = region(*((one.code, as_frames(one)) for one in there))
    pd.testing.assert_frame_equal(eco.survey(there), eco.survey(frames), check_exact=True)


def as_frames(place):
    """Give a neighbourhood that holds its tables as pandas does."""
    return Neighbourhood(place.code, place.name, dict(place.tables))
