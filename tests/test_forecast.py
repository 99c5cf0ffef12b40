import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.region.ahead import WAYS, ahead
from ecosystem.region.backtest import SHARE, WIDENS
from ecosystem.region.forecast import indicator_needs
from ecosystem.sources.wide import wide
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from tests.street import hood, street, table

HAGUE = Path(__file__).resolve().parents[2] / "shared" / "data" / "hague"


def area(code="A", begin=2015, indicator="old", **more):
    """Give an area with a figure a year; None is unknown, and 'skip' is no row at all."""
    values = more.pop("values")
    rows = [
        {"neighbourhood": code, "indicator": indicator, "year": begin + at, "value": value}
        for at, value in enumerate(values)
        if value != "skip"
    ]
    return Neighbourhood(code, code, {"indicators": table("indicators", rows), **more})


def coming(*areas, years=2, **options):
    return eco.forecast(areas, years=years, **options)


def values_of(frame, code="A"):
    return frame.loc[frame["neighbourhood"] == code, "value"].tolist()


def test_a_line_goes_on_in_the_years_after_the_last():
    told = coming(area(values=[100, 110, 120, 130, 140]))
    assert told["year"].tolist() == [2020, 2021]
    assert told["value"].tolist() == [150, 160]
    assert told["method"].tolist() == ["drift", "drift"]
    assert told["error"].tolist() == [0, 0]
    assert told["coverage"].tolist() == [1, 1]


def test_of_one_year_the_figure_stays_and_nothing_is_said_of_its_error():
    told = coming(area(values=[7]), years=1).iloc[0]
    assert told[["year", "value", "method"]].tolist() == [2016, 7, "last"]
    assert told[["low", "high", "error", "error_last", "error_drift", "coverage"]].isna().all()
    assert told["note"] == "too few years to test: the last figure"


def test_two_years_are_too_few_to_test_a_line():
    told = coming(area(values=[10, 20]), years=1, lang="nl").iloc[0]
    assert told[["value", "method"]].tolist() == [20, "last"]
    assert pd.isna(told["low"])
    assert told["note"] == "te weinig jaren om te toetsen: het laatste cijfer"


def test_what_never_changed_stays_within_one_step_of_what_it_was_rounded_to():
    fives = coming(area(values=[40] * 5), years=1).iloc[0]
    assert fives[["value", "low", "high", "method", "coverage"]].tolist() == [
        40, 35, 45, "last", 1.0,
    ]  # fmt: skip
    ones = coming(area(values=[41] * 5), years=1).iloc[0]
    assert ones[["low", "high"]].tolist() == [40, 42]
    shares = coming(area(values=[0.41] * 5), years=1).iloc[0]
    assert shares[["low", "high"]].tolist() == [0.41, 0.41]


def test_years_between_which_nothing_was_counted_keep_their_distance():
    told = coming(area(values=[10, "skip", 14, "skip", 18, "skip", 22, "skip", 26]))
    assert told["year"].tolist() == [2024, 2025]
    assert told["value"].tolist() == [28, 30]


def test_suppressed_figures_are_unknown_and_never_0():
    told = coming(area(values=[10, 12, None, 16, 18, None]), area("B", values=[5] * 6), years=1)
    assert told["year"].tolist() == [2021, 2021]
    made = told.set_index("neighbourhood")
    assert made.loc["A", "method"] == "drift"
    assert made.loc["A", "value"] == 22  # two a year from 18 in 2019
    assert made.loc["B", "value"] == 5


def test_an_area_that_begins_late_is_told_and_one_figure_follows_all_areas():
    told = coming(
        area(values=[100, 110, 120, 130, 140]),
        area("B", begin=2018, values=[20, 22]),
        area("C", begin=2019, values=[70]),
        years=1,
    ).set_index("neighbourhood")
    assert told["note"].to_dict() == {"A": "", "B": "begins in 2018", "C": "begins in 2019"}
    assert told.loc["B", "value"] == 24
    assert told.loc["C", "value"] == pytest.approx(70 * (1 + 12 / 162))  # A and B: 12 more on 162


def test_a_forecast_below_0_is_cut_off_and_said():
    told = coming(area(values=[50, 40, 30, 20, 10]), years=3)
    assert told["value"].tolist() == [0, 0, 0]
    assert told["note"].tolist() == ["", "would fall below 0", "would fall below 0"]
    assert (told["low"] >= 0).all()


def test_what_was_below_0_before_may_be_so_again():
    told = coming(area(values=[20, 10, 0, -10, -20]), years=1)
    assert told["value"].tolist() == [-30]
    assert told["note"].tolist() == [""]


def test_a_code_that_ended_is_not_continued_and_the_new_one_is():
    told = coming(
        area("OLD", values=[50, 50, 50]),
        area("NEW", begin=2018, values=[30, 30, 30]),
        area("B", values=[10] * 6),
        years=1,
    ).set_index("neighbourhood")
    assert told["note"].to_dict() == {
        "B": "", "NEW": "begins in 2018", "OLD": "ends in 2017: not continued",
    }  # fmt: skip
    assert told["value"].isna().to_dict() == {"B": False, "NEW": False, "OLD": True}
    assert pd.isna(told.loc["OLD", "low"])


def test_zeros_of_every_area_before_a_register_began_are_unknown():
    told = coming(
        area(values=[0, 0, 100, 110, 120]), area("B", values=[0, 0, 0, 0, 0]), years=1
    ).set_index("neighbourhood")
    assert told.loc["A", "value"] == 130
    assert told.loc["B", "value"] == 0
    said = "every area has 0 in 2015-2016: no register yet, read as unknown"
    nought = "0 in every year that is known: nobody, or not registered"
    assert told["note"].tolist() == [said, f"{said}; {nought}"]


def test_a_later_year_of_zeros_is_no_register_only_where_three_areas_have_them():
    grown = [100, 110, 0, 130, 140, 150, 0]
    three = coming(*(area(code, values=grown) for code in "ABC"), years=1)
    assert three["year"].unique().tolist() == [2021]
    assert three["value"].tolist() == [160] * 3
    assert "every area has 0 in 2017, 2021" in three["note"][0]
    one = coming(area(values=grown), years=1)
    assert one["year"].tolist() == [2022]
    assert "0 in" not in one["note"][0]


def test_everywhere_always_0_stays_0():
    told = coming(area(values=[0] * 5), area("B", values=[0] * 5), years=1)
    assert told["value"].tolist() == [0, 0]
    note = "0 in every year that is known: nobody, or not registered"
    assert told["note"].str.startswith(note).tolist() == [True, True]


def test_an_area_of_zeros_among_others_is_told_and_one_with_unknown_years_too():
    areas = [
        area(values=[0, None, 0, 0]),
        area("B", values=[0, 0, 0, 2]),
        area("C", values=[3] * 4),
    ]
    told = coming(*areas, years=1, lang="nl").set_index("neighbourhood")["note"]
    assert told.str.contains("0 in elk jaar dat bekend is").to_dict() == {
        "A": True,
        "B": False,
        "C": False,
    }


def test_a_change_of_all_areas_at_once_is_told_and_left():
    told = coming(
        area(values=[100, 101, 102, 141, 142]),
        area("B", values=[50, 50, 51, 70, 70]),
        area("C", values=[50, 50, 47, 79, 80]),
        years=1,
    )
    said = "all areas together change +45% in 2018: perhaps another law or definition"
    assert told["note"].tolist() == [said, said, said]


def test_what_came_before_a_jump_of_one_area_is_left_out():
    calm = {code: [100 + at, 100, 102 + at, 101, 103] for at, code in enumerate("BCDEF")}
    told = coming(
        area(values=[100, 102, 104, 900, 902]),
        *(area(code, values=figures) for code, figures in calm.items()),
        years=1,
    ).set_index("neighbourhood")
    assert told.loc["A", "note"] == "jumps in 2018; what came before is left out"
    assert (told.loc[list("BCDEF"), "note"] == "").all()
    assert 902 <= told.loc["A", "value"] <= 904


def test_areas_that_repeat_each_other_count_once_and_are_told():
    grown, still = [100, 110, 120, 130], [200, 200, 201, 200]
    told = coming(area(values=grown), area("B", values=grown), area("C", values=still), years=1)
    notes = told.set_index("neighbourhood")["note"]
    assert notes.to_dict() == {"A": "", "B": "the same figures as A: counted once", "C": ""}
    without = coming(area(values=grown), area("C", values=still), years=1)
    columns = ["value", "low", "high", "error", "coverage"]
    pd.testing.assert_frame_equal(
        told[told["neighbourhood"] != "B"][columns].reset_index(drop=True), without[columns]
    )


def test_areas_with_one_equal_figure_only_both_count():
    twice = [
        Neighbourhood(
            code,
            code,
            {
                "indicators": pd.concat(
                    [
                        area(code, values=[100, 110, 120]).indicators,
                        area(code, indicator="young", values=[50, 60, young]).indicators,
                    ]
                )
            },
        )
        for code, young in (("A", 70), ("B", 75))
    ]
    assert (coming(*twice, years=1)["note"] == "").all()
    assert (coming(*twice, years=1, indicators=["old"])["note"] == "").all()


def test_a_municipality_does_not_choose_for_its_neighbourhoods():
    still = [area(f"BU0001000{at}", values=[50, 55, 50, 55, 50]) for at in range(3)]
    town = area("GM0001", values=[1000, 2000, 3000, 4000, 5000])
    told = coming(*still, town, years=1).set_index("neighbourhood")
    assert told["method"].to_dict() == {
        "BU00010000": "last", "BU00010001": "last", "BU00010002": "last", "GM0001": "drift",
    }  # fmt: skip
    assert told.loc["GM0001", "value"] == 6000
    tried = eco.backtest([*still, town], held_out=1)
    assert tried["neighbourhood"].tolist() == told.index.tolist()


def test_marks_of_areas_are_not_forecast():
    told = coming(
        area(indicator="merged", values=[1, 1]), area("B", indicator="merged", values=[1])
    )
    assert told.empty
    assert told.columns[:3].tolist() == ["neighbourhood", "indicator", "year"]


def test_half_the_interval_by_hand():
    told = coming(area(values=[100, 100, 110]))  # one start: 10 off at a size of 100
    half = 1 * 2**0.5 * (310 / 3) ** 0.5
    assert told["method"].tolist() == ["last", "last"]  # drift is as far off: the simpler one
    assert told["high"].tolist() == pytest.approx([110 + half, 110 + half * 2**WIDENS])
    assert told["low"].tolist() == pytest.approx([110 - half, 110 - half * 2**WIDENS])
    assert told["coverage"].isna().all()
    assert told["error"].tolist() == pytest.approx([10 / 110] * 2)


def test_coverage_holds_each_start_against_the_width_of_the_others():
    told = coming(area(values=[100, 100, 100, 100, 150, 150]), years=1)
    # starts 2015-2017, -2018, -2019: 0, 50 and 0 off; only the 50 is outside
    assert told["method"].tolist() == ["last"]
    assert told["coverage"].tolist() == pytest.approx([2 / 3])
    assert told["error"].tolist() == pytest.approx([50 / 400])


def test_the_interval_is_meant_for_four_in_five():
    rng = np.random.default_rng(1)
    walks = 1000 + rng.normal(0, 20, (200, 12)).cumsum(axis=1)
    areas = [area(f"A{at:03}", values=list(walk[:9])) for at, walk in enumerate(walks)]
    told = coming(*areas, years=3)
    then = walks[:, 9:].ravel()
    inside = ((told["low"] <= then) & (then <= told["high"])).mean()
    assert SHARE <= inside < 0.97
    assert told["coverage"].iloc[0] == pytest.approx(inside, abs=0.1)


def brute(values, years, to, way):
    """Continue each area by itself, as the docstring says it."""
    known = [[(y, v) for y, v in zip(years, row, strict=True) if not np.isnan(v)] for row in values]
    lines = [(k[-1][1] - k[0][1]) / (k[-1][0] - k[0][0]) if len(k) > 1 else None for k in known]
    several = [(k[-1][1], line) for k, line in zip(known, lines, strict=True) if line is not None]
    level = sum(abs(last) for last, _ in several)
    growth = sum(line for _, line in several) / level if level else 0.0
    made = []
    for k, line in zip(known, lines, strict=True):
        if not k:
            made.append([float("nan")] * len(to))
            continue
        year, last = k[-1]
        every = growth * abs(last)
        own = every if line is None else line
        slope = {"last": 0, "drift": own, "shared": (own + every) / 2, "damped": (own + every) / 4}
        made.append([last + slope[way] * (one - year) for one in to])
    return made


@pytest.mark.parametrize("seed", range(20))
def test_all_areas_at_once_are_continued_as_each_by_itself(seed):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 40, (12, 6)).astype(float)
    values[rng.random(values.shape) < 0.3] = np.nan
    years = np.cumsum(rng.integers(1, 4, 6)) + 2000
    to = years[-1] + np.array([1, 2, 5])
    made = ahead(values, years, to, np.ones(12))
    assert tuple(made) == WAYS
    for way in WAYS:
        np.testing.assert_allclose(made[way], brute(values, years, to, way))


def test_rows_in_any_order_give_the_same():
    rng = np.random.default_rng(3)
    areas = [area(code, values=list(rng.integers(0, 50, 7))) for code in "ABCDE"]
    turned = [
        one.replace(indicators=one.indicators.sample(frac=1, random_state=1)) for one in areas
    ]
    pd.testing.assert_frame_equal(coming(*areas), coming(*reversed(turned)))


def test_a_thousand_areas_each_go_their_own_way():
    areas = [
        area(f"A{at:04}", values=[100 + at, 110 + at, 120 + at, 130 + at]) for at in range(1000)
    ]
    told = coming(*areas, years=5)
    assert len(told) == 5000
    assert told["method"].unique().tolist() == ["drift"]
    assert told.groupby("neighbourhood")["value"].first().tolist() == [
        140 + at for at in range(1000)
    ]


def test_a_region_is_walked_through_once():
    walked = []

    def each():
        for code in "ABC":
            walked.append(code)
            yield area(code, values=[1, 2])

    assert len(eco.forecast(each(), years=1)) == 3
    assert walked == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"years": 0}, "years is 0; give 1 or more"),
        ({"indicators": ["young"]}, "young: in no neighbourhood; there are: old"),
    ],
)
def test_what_cannot_be_forecast_is_named(options, says):
    with pytest.raises(ValueError, match=says):
        eco.forecast([area(values=[1, 2])], **options)


def past_the_door(**columns):
    """Give figures that nobody checked."""
    figures = {
        "neighbourhood": "A",
        "indicator": "old",
        "year": range(2020, 2025),
        "value": [1.0] * 5,
    }
    return Neighbourhood("A", "A", {"indicators": pd.DataFrame(figures | columns)})


@pytest.mark.parametrize("ask", [eco.forecast, eco.backtest])
def test_years_and_figures_that_are_text_are_read_where_they_are_numbers(ask):
    plain = past_the_door(value=[1.0, 2, 4, 5, 7])
    years = [str(year) for year in range(2020, 2025)]
    written = past_the_door(year=years, value=["1", "2", "4.0", "5", "7"])
    pd.testing.assert_frame_equal(ask([written]), ask([plain]))


@pytest.mark.parametrize("ask", [eco.forecast, eco.backtest])
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"year": ["2020", "later", None, "2023", "2024"]}, "A: 'later' in year .* is not a year"),
        ({"year": ["2020", "2021.5", "2022", "2023", "2024"]}, "A: '2021.5' in year"),
        ({"value": ["1", "many", "3", "4", "5"]}, "A: 'many' in value .* is not a number"),
    ],
)
def test_text_that_is_no_number_is_named_with_its_place(ask, columns, says):
    with pytest.raises(ValueError, match=says):
        ask([past_the_door(**columns)])


def test_a_region_without_figures_has_no_forecast_and_no_error():
    assert eco.forecast([]).empty
    assert eco.forecast([area(values=[None, None])]).empty
    assert eco.backtest([area(values=[None, None])]).empty


@pytest.mark.parametrize("ask", [eco.forecast, eco.backtest])
def test_where_nobody_has_indicators_the_table_is_named(ask):
    with pytest.raises(MissingTable, match="A forecast needs the table indicators"):
        ask([street()])
    assert len(ask([street(), area(values=[1, 2])]))


# residents and hours


def test_residents_follow_the_indicator_by_a_factor_that_is_stated():
    one = street().replace(
        indicators=area("street", indicator="sore", values=[10, 20, 30]).indicators
    )
    told = eco.forecast([one], years=1, needs={"sore": "skin"}).iloc[0]
    assert told["value"] == 40
    assert told["factor"] == round(1 / 30, 6)  # one resident with skin, of 30 that are counted
    assert told["residents"] == pytest.approx(40 / 30, abs=1e-4)
    assert told["hours"] == pytest.approx(0.5 * 40 / 30, abs=1e-4)
    assert told["hours_there"] == 50  # the GP's 20 and the nurse's 30; nothing else asks them
    assert told["need"] == "skin"


def test_a_need_nobody_can_meet_has_no_hours_and_a_factor_can_be_given():
    one = street().replace(indicators=area("street", indicator="cars", values=[4]).indicators)
    told = eco.forecast([one], years=1, needs={"cars": "transport"}, factors={"cars": 0.5}).iloc[0]
    assert told[["factor", "residents", "hours", "hours_there"]].tolist() == [0.5, 2, 3, 0]


def busy(**unknown):
    """Ann has 10 hours and can do both; 4 residents want their bill paid, an hour each."""
    return hood(
        code="A",
        needs=[{"need": "bills", "hours": 1}, {"need": "talk", "hours": 2}],
        actors=[{"actor": "ann", "hours": 10}, {"actor": "bob", "hours": 3}, *unknown.values()],
        competences=[
            {"actor": "ann", "need": "bills"},
            {"actor": "ann", "need": "talk"},
            {"actor": "bob", "need": "talk"},
            *({"actor": name, "need": "talk"} for name in unknown),
        ],
        profiles=[
            {"profile": "p", "needs": "bills", "residents": 4},
            {"profile": "q", "needs": "talk", "residents": 2},
        ],
        indicators=[
            {"neighbourhood": "A", "indicator": "alone", "year": 2020 + at, "value": 20 + at}
            for at in range(3)
        ],
    )


def test_hours_there_are_those_left_when_others_keep_what_they_get():
    told = eco.forecast([busy()], years=1, needs={"alone": "talk"}).iloc[0]
    assert told["hours_there"] == 9  # ann's 10 less 4 for bills, and bob's 3
    assert told["hours"] == round(23 * 0.090909 * 2, 6)
    assert told["note"] == ""


def test_unknown_hours_are_counted_and_make_it_at_least():
    told = eco.forecast([busy(cas={"actor": "cas"})], years=1, needs={"alone": "talk"}).iloc[0]
    assert told["hours_there"] == 9
    assert told["note"] == "hours of 1 who can do it are unknown: there are at least these"


def test_without_anybody_who_asks_residents_and_hours_are_missing():
    told = coming(area(indicator="youth_care", values=[5, 6, 7]), years=1).iloc[0]
    assert told["need"] == "growth_and_development"
    assert told[["factor", "residents", "hours", "hours_there"]].isna().all()


def test_residents_counted_by_need_in_several_years_are_continued_themselves():
    rows = [
        {"profile": "p", "needs": "skin", "residents": 10, "period": "2022"},
        {"profile": "p", "needs": "skin", "residents": 90, "period": "2023-Q1"},
        {"profile": "p", "needs": "skin", "residents": 8, "period": "2023-Q4"},
        {"profile": "q", "needs": "skin|grief", "residents": 4, "period": "2023-Q4"},
        {"profile": "p", "needs": "skin", "residents": 14, "period": "2024"},
    ]
    told = eco.forecast([hood(code="A", profiles=rows)], years=1).set_index("need")
    assert told["indicator"].unique().tolist() == ["profiles"]
    assert told.loc["skin", ["year", "value", "factor", "residents"]].tolist() == [2025, 16, 1, 16]
    assert told.loc["grief", "value"] == 0  # 0, 4, 0: nobody named it in 2024


def test_residents_counted_themselves_have_hours_too_whatever_the_proposal_says():
    rows = [
        {"profile": "p", "needs": "skin", "residents": 10 + at, "period": str(2022 + at)}
        for at in range(3)
    ]
    whole = hood(
        code="A",
        profiles=rows,
        needs=[{"need": "skin", "hours": 0.5}],
        actors=[{"actor": "nurse", "hours": 30}],
        competences=[{"actor": "nurse", "need": "skin"}],
    )
    told = eco.forecast([whole], years=1).iloc[0]
    assert told[["need", "residents", "hours", "hours_there"]].tolist() == ["skin", 13, 6.5, 30]


def test_a_need_follows_one_indicator_only_the_first_of_the_proposal():
    one = Neighbourhood(
        "A",
        "A",
        {
            "indicators": pd.concat(
                [
                    area(indicator=name, values=[5, 6]).indicators
                    for name in ("over_80", "wlz_users")
                ]
            )
        },
    )
    told = eco.forecast([one], years=1).set_index("indicator")["need"]
    assert told["wlz_users"] == "personal_care"
    assert pd.isna(told["over_80"])


@pytest.fixture
def written(tmp_path):
    """Write the old of one area, five years of them, to a folder."""
    rows = "".join(f"A,old,{2015 + at},{100 + 10 * at}\n" for at in range(5))
    (tmp_path / "neighbourhoods.csv").write_text("neighbourhood,name\nA,Ah\n", encoding="utf-8")
    text = "neighbourhood,indicator,year,value\n" + rows
    (tmp_path / "indicators.csv").write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_the_command_says_what_the_library_says(written, capsys):
    assert main(["forecast", written, "--years", "1", "--format", "json"]) == 0
    printed = capsys.readouterr()
    (row,) = json.loads(printed.out)
    assert (row["year"], row["value"], row["method"]) == (2020, 150, "drift")
    assert row["level"] == "internal"
    assert printed.err.startswith("Internal: ")
    assert main(["forecast", written, "--held-out", "1", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["error"], row["error_last"]) == (0, 10)


def test_on_a_terminal_columns_of_which_nothing_is_known_are_left_out(written, capsys):
    assert main(["forecast", written, "--years", "1"]) == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading.split()[:4] == ["neighbourhood", "indicator", "year", "figure"]
    assert "hours" not in heading
    assert row.split()[:4] == ["A", "old", "2020", "150"]


def test_an_indicator_that_is_not_there_is_named_by_the_command(written, capsys):
    assert main(["forecast", written, "--indicators", "young"]) != 0
    assert "young: in no neighbourhood; there are: old" in capsys.readouterr().err


def test_the_proposal_names_needs_of_the_vocabulary_only():
    assert set(indicator_needs().values()) <= set(vocabulary().index)


# the years held out


def test_the_years_held_out_are_not_looked_at():
    known = [10, 14, 15, 19, 20]
    one, other = ([*known, *later] for later in ([22, 24], [900, 1]))
    first, second = (eco.backtest([area(values=row)], held_out=2).iloc[0] for row in (one, other))
    assert first[["method", "learnt", "held_out"]].tolist() == ["drift", 5, 2]
    assert second["method"] == "drift"
    assert first[["error", "error_last", "error_drift"]].tolist() == [0.75, 3, 0.75]
    assert second["error"] == (900 - 22.5 + 25 - 1) / 2
    assert first["inside"] == 1
    assert second["inside"] == 0


def test_an_area_without_figures_in_the_years_held_out_has_no_error():
    tried = eco.backtest(
        [
            area(values=[1, 2, 3, 4, 5]),
            area("B", values=[1, 2, 3]),
            area("C", begin=2019, values=[4]),
        ],
        held_out=1,
    ).set_index("neighbourhood")
    assert tried["error"].isna().to_dict() == {"A": False, "B": True, "C": True}
    assert tried.loc["A", ["error", "error_last"]].tolist() == [0, 1]


def test_all_years_held_out_leave_nothing_to_learn_from():
    tried = eco.backtest([area(values=[1, 2])], held_out=5).iloc[0]
    assert tried["learnt"] == 0
    assert tried[["method", "error", "inside"]].isna().all()


def test_no_year_held_out_is_refused():
    with pytest.raises(ValueError, match="held_out is 0; give 1 or more"):
        eco.backtest([area(values=[1, 2])], held_out=0)


@pytest.mark.skipif(not HAGUE.exists(), reason="The Hague's figures are not in this repository")
def test_the_hague_is_forecast_no_worse_than_by_the_better_yardstick_of_the_time():
    tables, _ = wide([HAGUE / "df_demand_CLUSTERED_3.csv"], ["hague_demand"])
    areas = [
        Neighbourhood(str(code), str(code), {"indicators": own})
        for code, own in tables["indicators"].groupby("neighbourhood")
    ]
    four = ["gp_cost_mean", "over_80", "wlz_users", "wmo_users"]
    tried = eco.backtest(areas, indicators=four)
    tried = tried[tried["counted"]]
    assert len(tried) == 4 * 67
    total = tried.groupby("indicator")[["error", "error_last", "error_drift", "figure"]].sum()
    for name in ("error_last", "error_drift"):
        assert (total["error"] <= total[name]).all()
    assert 0.75 < tried["inside"].mean() < 0.9
    assert tried.groupby("indicator")["learnt"].first().to_dict() == {
        "gp_cost_mean": 8, "over_80": 8, "wlz_users": 3, "wmo_users": 3,
    }  # fmt: skip
