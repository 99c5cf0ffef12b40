"""What is shared of a survey: counts as shown, figures made of those, nothing that rests on few."""

from functools import partial

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.protect import protect_region, protect_survey
from ecosystem.protect.over_residents import COUNTS, OVER
from ecosystem.region.survey.headlines import headlines
from ecosystem.region.survey.written import write_survey
from ecosystem.tables.neighbourhood import Region
from tests.street import hood


def survey(**columns):
    """Make a survey of one neighbourhood with these figures."""
    frame = pd.DataFrame({name: [value] for name, value in columns.items()}, index=["a"])
    return frame.rename_axis("neighbourhood").convert_dtypes()


def shared(**columns):
    """Give what may be shared of it."""
    row = protect_survey(survey(**columns)).iloc[0]
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def test_every_measure_that_says_something_of_residents_is_known_as_such():
    table = headlines()
    theirs = {"residents", "requests", "needs of residents", "people", "answers", "contacts"}
    theirs |= {"informal helpers"}
    over = {*table.index[table["of"].isin(theirs)]} | {"hours_short_week"}
    assert over == {*OVER, *COUNTS} - {"needs_a_resident"}


def test_counts_are_told_as_text_and_averages_from_what_is_told():
    told = shared(residents=47, residents_of=47, coc=0.4, coc_of=47, people_a_resident=3.14)
    assert told == {
        "residents": "45",
        "residents_of": "45",
        "coc": 0.44,  # 18.8 is told as 20, 47 as 45
        "coc_of": "45",
        "people_a_resident": None,  # of how many is not said
    }


def test_what_rests_on_fewer_than_ten_residents_is_not_told():
    told = shared(residents=9, coc=0.4, coc_of=9, fewest_people=20, fewest_people_of=9)
    assert told == {
        "residents": "<10",
        "coc": None,
        "coc_of": "<10",
        "fewest_people": None,
        "fewest_people_of": "<10",
    }


def test_a_share_of_few_residents_is_not_told_either():
    assert shared(contact_point=0.05, contact_point_of=100)["contact_point"] is None
    assert shared(contact_point=0.52, contact_point_of=100)["contact_point"] == 0.5


@pytest.mark.parametrize(("asked", "told"), [(9, None), (19, None), (20, 8.33)])
def test_of_requests_it_is_sure_that_they_are_of_ten_residents(asked, told):
    """Of 40 requests 30 are followed; the ten that are not can be of ten residents at most."""
    figures = {"requests": 40, "requests_of": asked, "lead_time_days": 8.3, "lead_time_days_of": 30}
    assert shared(**figures)["lead_time_days"] == told


@pytest.mark.parametrize(("known", "told"), [(30, None), (36, 0.57)])
def test_of_needs_it_is_sure_too(known, told):
    figures = {"needs_a_resident": 2.5, "needs_a_resident_of": 16}
    figures |= {"heavier_share": 0.55, "heavier_share_of": known}
    assert shared(**figures)["heavier_share"] == told


def test_a_domain_is_of_the_residents_of_whom_a_need_is_known():
    of = {"needs_a_resident": 2.5, "needs_a_resident_of": 16}
    told = shared(**of, share_pain=0.75, share_skin=0.25, share_grief=0.7)
    assert told == {
        "needs_a_resident": 2.7,
        "needs_a_resident_of": "15",
        "share_pain": 0.67,  # 12 is told as 10, 16 as 15
        "share_skin": None,  # 4
        "share_grief": 0.67,
    }


def test_domains_are_not_told_where_a_small_one_would_follow():
    """Of at least 13 residents at most 12 have pain: somebody has skin."""
    of = {"needs_a_resident": 2.5, "needs_a_resident_of": 16}
    told = shared(**of, share_pain=0.75, share_skin=0.25)
    assert (told["share_pain"], told["share_skin"]) == (None, None)


def test_what_says_nothing_of_residents_stays_as_it_is():
    figures = {"professionals": 7, "meeting_hours_month": 12.345, "needs": 3, "needs_of": 4}
    assert shared(name="Aa", unknown="coc: no contacts", **figures) == {
        "name": "Aa",
        "unknown": "coc: no contacts",
        **figures,
    }


def test_how_many_informal_helpers_there_are_is_told_as_residents_are():
    """They are one group where they are shared; nor does the number follow from a total."""
    few = {"informal_helpers": 3, "informal_helpers_of": 12, "professionals_of": 12}
    few |= {"informal_reach": 0.33, "informal_reach_of": 3}
    assert shared(professionals=9, **few) == {
        "professionals": 9,
        "informal_helpers": "<10",
        "informal_helpers_of": "10",
        "professionals_of": "10",
        "informal_reach": None,
        "informal_reach_of": "<10",
    }
    assert shared(informal_reach=0.75, informal_reach_of=16)["informal_reach"] == 0.67  # 10 of 15


def test_shares_in_which_ties_of_informal_helpers_are_tell_no_hours_of_theirs():
    told = shared(push_share=0.389831, push_share_of=14, ei_index=-0.4286, ei_index_of=9)
    assert told == {"push_share": 0.39, "push_share_of": "15", "ei_index": -0.43} | {
        "ei_index_of": "<10"
    }


def test_internal_it_stays_as_it_is_and_another_level_is_refused():
    table = survey(residents=4)
    assert protect_survey(table, level="internal") is table
    with pytest.raises(ValueError, match="level is 'open'"):
        protect_survey(table, level="open")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_file_that_is_internal_says_so_in_every_row_until_it_is_shared(ending, tmp_path):
    excel = partial(pd.read_excel, engine="openpyxl")
    read = {"csv": pd.read_csv, "xlsx": excel, "parquet": pd.read_parquet}[ending]
    file = write_survey(survey(residents=4), tmp_path / f"s.{ending}", level="internal")
    assert read(file)["level"].tolist() == ["internal"]
    assert "level" not in protect_survey(read(file))
    assert "level" not in read(write_survey(survey(residents=4), file))


def test_a_map_of_a_whole_survey_tells_the_same():
    table = survey(residents=47, coc=0.4, coc_of=47, fewest_people=23, fewest_people_of=9)
    made = protect_region(table)
    assert made.table[["residents", "coc", "coc_of"]].iloc[0].tolist() == [45, 0.44, 45]
    assert made.table["fewest_people"].isna().all()
    assert made.few == {"residents", "coc_of", "fewest_people_of"}


def test_the_command_shares_unless_it_is_told_not_to(tmp_path):
    contacts = [{"resident": f"r{at}", "actor": "gp", "need": "skin"} for at in range(7)]
    place = hood("a", actors=[{"actor": "gp"}], contacts=contacts)
    eco.save(
        Region(("a",), lambda _: place, pd.DataFrame(), pd.DataFrame()),
        tmp_path / "region",
        format="parquet",
    )
    asked = ["survey", str(tmp_path / "region"), "--out", str(tmp_path / "out.csv")]
    assert main([*asked, "--measures", "people_involved"]) == 0
    row = pd.read_csv(tmp_path / "out.csv", dtype="str").iloc[0]
    assert row[["people_involved", "people_a_resident", "people_involved_of"]].isna().all()
    assert main([*asked, "--measures", "people_involved", "--level", "internal"]) == 0
    row = pd.read_csv(tmp_path / "out.csv").iloc[0]
    assert (row["people_involved"], row["people_involved_of"]) == (7, 7)


def test_a_figure_held_as_text_is_hidden_as_the_number_is():
    figures = survey(residents=7, upc=0.5, upc_of=9, people_involved=23, people_involved_of=8)
    for kind in ("str", "object"):
        told = protect_survey(figures.astype(kind)).iloc[0]
        assert told["residents"] == told["upc_of"] == "<10"
        assert told[["upc", "people_involved"]].isna().all()


def test_whole_averages_that_may_not_be_told_are_missing_and_no_error():
    table = pd.DataFrame({"upc": [1, 1], "upc_of": [9, 40]}, index=["a", "b"])
    assert protect_survey(table)["upc"].isna().tolist() == [True, False]


def test_averages_that_happen_to_be_whole_stay_averages():
    table = pd.DataFrame({"upc": [1.0, 2.0], "upc_of": [30, 40]}, index=["a", "b"])
    told = protect_survey(table.astype({"upc": "Float64"}))
    assert told["upc"].dtype == "Float64"


def test_a_roll_up_is_made_of_what_is_shared_and_not_shared_itself():
    table = pd.DataFrame(
        {"residents": [7, 23]}, index=pd.Index(["BU00010101", "BU00010102"], name="neighbourhood")
    )
    with pytest.raises(ValueError, match="Share the survey first, and roll that up"):
        protect_survey(eco.roll_up(table))
    told = eco.roll_up(protect_survey(table))
    assert told["residents"].tolist() == [25]
    assert told["unknown_in"].tolist() == ["residents: 1"]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"upc": 0.4567}, None),  # nobody says what it rests on
        ({"fewest_people": 23, "fewest_people_of": 10}, 25),
        ({"fewest_people": 23, "fewest_people_of": None}, None),
        ({"professional_hours_week": 23, "people_a_resident_of": 10} | {
            "professional_hours_week_of": 3, "professional_hours_week_spread": 1}, 25),
        ({"professional_hours_week": 23, "people_a_resident_of": 10} | {
            "professional_hours_week_of": 3, "professional_hours_week_spread": 0}, None),
        ({"professional_hours_week": 23, "people_a_resident_of": 10} | {
            "professional_hours_week_of": 3}, None),  # nobody says whose they are
        ({"professional_hours_week": 23, "professional_hours_week_of": 40}, None),
        ({"hours_short_week": 23, "needs_a_resident_of": 40, "hours_short_week_of": 40}, None),
        ({"practice_share": 0.5, "practice_share_of": 40, "people_a_resident_of": 10}, 0.5),
        ({"practice_share": 0.5, "practice_share_of": 40, "people_a_resident_of": 9}, None),
        ({"practice_share": 0.5, "practice_share_of": 40}, None),
        ({"practice_share": 0.2, "practice_share_of": 40, "people_a_resident_of": 10}, None),
        ({"practice_share": 1.0, "practice_share_of": 4, "people_a_resident_of": 10}, None),
    ],
)  # fmt: skip
def test_what_a_figure_rests_on_decides_whether_it_is_told(figures, told):
    columns = pd.DataFrame({name: [value, 50] for name, value in figures.items()}, dtype="Float64")
    row = protect_survey(columns).iloc[0]
    assert pd.isna(row.iloc[0]) if told is None else row.iloc[0] == told


def test_a_figure_of_which_it_is_unknown_everywhere_what_it_rests_on_is_not_told():
    whole = {"fewest_people": [23, 50], "share_social": [0.25, 0.5], "upc": [0.5, 0.5]}
    rests = ("fewest_people_of", "needs_a_resident_of", "upc_of")
    over = {name: [None, None] for name in rests}
    told = protect_survey(pd.DataFrame(whole | over, dtype="Float64"))
    assert told.isna().all(axis=None)


def test_a_region_with_a_column_twice_is_refused_by_its_name():
    table = pd.DataFrame([[1, 2, 3]], index=["a"], columns=["x", "y", "y"])
    with pytest.raises(ValueError, match="the column 'y' stands twice in the table"):
        protect_region(table)


def test_a_region_with_an_area_twice_or_without_a_number_is_refused():
    with pytest.raises(ValueError, match="'a' stands twice in the table; a row is one"):
        protect_region(pd.DataFrame({"x": [1, 2, 3]}, index=["b", "a", "a"]))
    with pytest.raises(ValueError, match="no column of the table is a number"):
        protect_region(pd.DataFrame({"x": ["1"]}, index=["a"]))


def test_of_a_region_numbers_leave_by_code_with_the_names_of_areas():
    table = pd.DataFrame(
        {"x": [1, 2], "sure": [True, False], "y": [float("inf"), 0.5], "name": ["B", None]},
        index=[12, 7],
    )
    made = protect_region(table, lang="nl")
    assert (made.level, made.lang, made.few) == ("shareable", "nl", frozenset())
    told = made.table.reset_index().astype("object")
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["12", "B", None, 1, 1, None],
        ["7", None, None, 2, 0, 0.5],
    ]


def test_what_was_shared_is_shared_the_same_once_more():
    table = pd.DataFrame({"residents": [4, 23, 41], "ties": [1, 2, 3]}).astype("Int64")
    once = protect_survey(table)
    assert once["residents"].tolist() == ["<10", "25", "40"]
    pd.testing.assert_frame_equal(protect_survey(once), once)


@pytest.mark.parametrize("heading", ["residents_alone", "Residents", "Bewoners 75+", "Hulpvragen"])
def test_a_planner_s_own_count_of_residents_is_hidden_by_its_heading(heading):
    made = protect_region(pd.DataFrame({heading: [4, 23]}, index=["a", "b"]))
    assert made.table[heading].tolist() == [0, 25]
    assert made.few == {heading}


@pytest.mark.parametrize("asked", [["upc", "residents"], ["upc", "coc", "handovers_a_resident"]])
def test_that_something_is_known_of_nobody_is_shared_as_that_it_is_of_a_few(asked, tmp_path):
    row = {"actor": "gp", "need": "skin", "minutes": 30}
    days = [
        [row | {"resident": f"r{at}", "start": pd.Timestamp(2025, 1, day)} for at in range(40)]
        for day in (1, 9, 17, 25)
    ]
    written = set()
    for few in (0, 1, 9):
        made = hood(
            actors=[{"actor": "gp"}],
            contacts=days[0] + days[1][:few] + days[2][:few] + days[3][:few],
        )
        surveyed = eco.survey(Region(("n",), {"n": made}.__getitem__, None, None), measures=asked)
        assert surveyed["upc_of"].tolist() == [few]
        assert ("upc: known of nothing" in str(surveyed["unknown"].iloc[0])) == (few == 0)
        protect_survey(surveyed).to_csv(tmp_path / "shared.csv")
        written.add((tmp_path / "shared.csv").read_text())
    assert len(written) == 1
    assert "<10" in written.pop()


def test_nobody_at_all_is_shared_as_a_few():
    rows = pd.DataFrame({"residents": [None, 4], "residents_of": [0, 4]}, dtype="Float64")
    assert protect_survey(rows)["residents"].tolist() == ["<10", "<10"]


def test_that_a_table_is_not_there_is_shared():
    rows = pd.DataFrame({"upc": [None, None], "upc_of": [None, 0]}, dtype="Float64")
    why = ["upc: no contacts; ties: no ties", "upc: known of nothing; ties: no ties"]
    shared = protect_survey(rows.assign(unknown=why))["unknown"].tolist()
    assert shared == [why[0], "ties: no ties"]
