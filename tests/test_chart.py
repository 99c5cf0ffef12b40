"""The charts: their figures are those of the table, in both languages."""

import pandas as pd
import pytest

from ecosystem.find.teams import teams
from ecosystem.measure.needs_over_time import needs_over_time
from ecosystem.propose.community.compose_team import compose_team
from ecosystem.show.charts.chart import chart
from tests.street import hood, street


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


def forecast(**columns):
    """Two years of one need in one area: 4 and 5 hours asked, up to 7, and 6 there."""
    rows = {
        "neighbourhood": "A",
        "indicator": "alone",
        "year": [2025, 2026],
        "value": [40.0, 50.0],
        "method": "drift",
        "need": "social_contact",
        "hours": [4.0, 5.0],
        "hours_low": [3.0, 3.0],
        "hours_high": [5.0, 7.0],
        "hours_there": 6.0,
    }
    return pd.DataFrame(rows | columns)


def test_hours_to_come_are_said_with_their_range_and_the_hours_there():
    assert repr(chart(forecast())).splitlines() == [
        "Hours a week asked and there, until 2026",
        "Social contact: 4 asked in 2025, 5 (3 to 7) in 2026; 6 there",
    ]
    assert repr(chart(forecast(hours_there=None), lang="nl")).splitlines() == [
        "Uren per week gevraagd en aanwezig, tot 2026",
        "Sociaal contact: 4 gevraagd in 2025, 5 (3 tot 7) in 2026; onbekend aanwezig",
    ]


def test_what_has_no_range_is_said_without():
    lines = repr(chart(forecast(hours_low=None, hours_high=None))).splitlines()
    assert lines[1:] == ["Social contact: 4 asked in 2025, 5 in 2026; 6 there"]


def test_neighbourhoods_are_added_and_the_tightest_need_comes_first():
    both = pd.concat(
        [forecast(), forecast(neighbourhood="B"), forecast(need="income", hours_there=100.0)]
    )
    assert repr(chart(both)).splitlines()[1:] == [
        "Social contact: 8 asked in 2025, 10 (6 to 14) in 2026; 12 there",
        "Income: 4 asked in 2025, 5 (3 to 7) in 2026; 100 there",
    ]


def test_the_years_before_are_drawn_where_they_are_given():
    before = pd.DataFrame(
        {"neighbourhood": "A", "indicator": "alone", "year": [2023, 2024], "value": [20.0, 30.0]}
    )
    alone = chart(forecast())
    assert chart(pd.concat([before, forecast()])).png != alone.png
    assert chart(pd.concat([before.assign(neighbourhood="B"), forecast()])).png == alone.png


def test_a_forecast_without_hours_is_a_picture_that_says_so():
    empty = chart(forecast(need=None))
    assert repr(empty) == "No need of which hours can be expected"
    assert empty.png.startswith(b"\x89PNG")


def test_another_table_is_refused_by_its_columns():
    with pytest.raises(ValueError, match="not a table with the columns a, b"):
        chart(pd.DataFrame({"a": [1], "b": [2]}))


def sits(*roles, kind="core", team="t"):
    letters = {"p": "patient", "r": "partner", "z": "provider", "c": "coordinator", "?": None}
    members = [
        {"team": team, "member": f"m{at}", "role": letters[role]} for at, role in enumerate(roles)
    ]
    return hood(teams=[{"team": team, "kind": kind}], members=members)


def test_the_seats_of_a_core_team_are_drawn_with_those_that_are_empty():
    assert repr(chart(teams(sits("z", "z")))).splitlines() == [
        "Who sits in the teams: 0 of 1 as the rules ask",
        "t: provider 2, empty seat 3",
    ]
    assert repr(chart(teams(sits("p", "z", "c"), lang="nl"), lang="nl")).splitlines() == [
        "Wie er in de teams zitten: 1 van 1 zoals de regels vragen",
        "t: patiënt 1, zorgverlener 1, coördinator 1, lege stoel 1",
    ]


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ("ppzz", "t: patient 2, provider 2, empty seat 2"),
        ("ppprz", "t: patient 4, provider 1, empty seat 1"),
        ("pprrzzz", "t: patient 4, provider 3, empty seat 2"),
        ("pprrzc", "t: patient 4, provider 1, coordinator or unknown 1"),
        ("ppprrrzzp", "t: patient 7, provider 2"),
    ],
)
def test_a_project_team_lacks_whom_its_size_or_its_balance_asks_for(roles, told):
    assert repr(chart(teams(sits(*roles, kind="project")))).splitlines()[1] == told


def test_core_teams_are_drawn_first_whatever_the_neighbourhood():
    both = [teams(sits("p", kind="project", team="a")), teams(sits("p", team="b"))]
    told = repr(chart(pd.concat(both))).splitlines()
    assert [line[:2] for line in told[1:]] == ["b:", "a:"]


def test_a_team_of_whom_nothing_is_known_has_no_empty_seats():
    given = hood(teams=[{"team": "t", "kind": "project"}, {"team": "u"}], members=[])
    assert repr(chart(teams(given))).splitlines()[1:] == ["t: ?", "u: ?"]


def test_a_composed_team_sits_round_its_table():
    drawn = chart(compose_team(street(), ["skin"]))
    assert repr(drawn).splitlines() == [
        "A team for: Skin",
        "patient a patient: to be asked",
        "partner a relative: to be asked",
        "provider GP",
        "provider District nurse",
        "coordinator Social worker",
    ]
    assert drawn.png.startswith(b"\x89PNG")


def test_why_there_is_no_team_is_written_where_it_would_sit():
    assert repr(chart(compose_team(street(), "transport", lang="nl"), lang="nl")).splitlines() == [
        "Een team voor: Transport",
        "Niemand die hier beschikbaar is, mag helpen met: Vervoer.",
    ]


def rounds(*counts):
    return hood(
        profiles=[
            {"profile": "a", "needs": "skin", "residents": count, "period": str(2024 + at)}
            for at, count in enumerate(counts)
        ]
    )


def test_needs_are_drawn_then_and_now():
    assert repr(chart(needs_over_time(rounds(12, 30)))).splitlines() == [
        "Residents with each need: 2024 → 2025",
        "Skin: 12 → 30",
    ]


def test_what_may_not_be_told_is_not_drawn_either():
    two = [chart(needs_over_time(rounds(few, 30), level="shareable")) for few in (3, 8)]
    assert repr(two[0]).splitlines()[1:] == ["Skin: <10 → 30"]
    assert two[0].png == two[1].png


def test_one_round_is_drawn_with_its_unknown_then():
    assert repr(chart(needs_over_time(rounds(12)), lang="nl")).splitlines() == [
        "Bewoners met elke behoefte: onbekend → 2024",
        "Huid: onbekend → 12",
    ]
    assert repr(chart(needs_over_time(street()))).splitlines() == [
        "Residents with each need: unknown → unknown"
    ]


def test_needs_that_nobody_or_one_can_meet_come_first_and_hours_short_are_said():
    table = pd.DataFrame(
        {
            "residents": [9, 4, 2, 0, None],
            "actors": [3, 1, 0, 0, 0],
            "lightest": [4, 4, None, None, None],
            "hours_short": [1.26, 0.0, None, 0.0, None],
        },
        index=pd.Index(["income", "skin", "pain", "hearing", "own_need"], name="need"),
    )
    assert repr(chart(table)).splitlines() == [
        "Residents with each need: nobody can meet 1 of them, only one can meet 1",
        "Pain: 2, nobody can help",
        "Skin: 4, one can",
        "Income: 9, 1.3 hours a week short",
    ]
    assert repr(chart(table.head(0), lang="nl")).splitlines() == [
        "Bewoners met elke behoefte: bij 0 kan niemand helpen, bij 0 maar één"
    ]


def test_helpers_are_counted_by_how_many_professionals_they_know():
    reach = pd.DataFrame(
        {
            "knows": [0, 0, 2, 2],
            "reaches": [False, True, True, True],
            "hangs_on": ["", "a", "", "b"],
        }
    )
    assert repr(chart(reach)).splitlines() == [
        "4 informal helpers and groups: 1 with no way to professionals, 2 with one",
        "0 1 1 0",
        "2 0 1 1",
    ]


def test_moves_are_a_staircase_in_which_an_alternative_and_the_unknown_add_nothing():
    moves = pd.DataFrame(
        {
            "people_together": [11, 16, 16, 16],
            "hours_together": [None, -1.25, -1.25, 10.0],
            "because": ["A can learn it; 11 fewer.", "B advises C.", "D " * 80, "E stops."],
            "instead_of": [None, None, 1, None],
        },
        index=pd.RangeIndex(1, 5, name="number"),
    )
    assert repr(chart(moves, lang="nl")).splitlines() == [
        "16 professionals minder aan de deur en 10 uur per maand minder overleg",
        "1 A can learn it: −11 mensen",
        "2 B advises C: −5 mensen, +1,2 uur per maand",
        f"3 {'D ' * 43}D…: in plaats van 1",
        "4 E stops: −11,2 uur per maand",
    ]


def test_a_picture_has_its_figures_as_text_for_who_does_not_see_it():
    shown = chart(curve((0, 28, 28, True)))._repr_html_()
    told = "What each learning step saves: from 28 to 28; 0 28; internal: do not forward"
    assert shown.startswith(f'<img alt="{told}" src="data:image/png;base64,')


def judged(*rows):
    """What `trend` gives of one measure: the change, what residents say, the verdict."""
    columns = ["change_share", "outcome_residents", "verdict"]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[:2], "Float64"))
    more = {"measure": "people_a_resident", "change": -1.0, "net_share": pd.NA}
    return frame.assign(**more)


def test_fewer_is_drawn_against_what_residents_say_and_counted_by_verdict():
    drawn = chart(
        judged(
            (-0.1, 0.2, "success"),
            (-0.2, -0.4, "fewer but less satisfied"),
            (-0.1, None, "fewer, satisfaction unknown"),
            (0.1, 0.2, "not fewer"),
        ),
        lang="nl",
    )
    assert repr(drawn).splitlines() == [
        "1 van 4 buurten minder, en niemand minder tevreden",
        "geslaagd 1",
        "minder maar minder tevreden 1",
        "minder, tevredenheid onbekend 1",
        "niet minder 1",
    ]


def test_a_trend_without_anything_known_is_a_chart_that_says_so():
    drawn = chart(judged((None, None, "unknown")).assign(change=pd.NA))
    assert repr(drawn) == "0 of 0 neighbourhoods fewer, and nobody less satisfied"


def test_what_each_wave_gains_is_counted_up_in_the_order_of_the_ranks():
    rows = {"wave": [20, 100, None], "rank": [1, 2, None], "gain": [1500, 200, 900]}
    areas = pd.DataFrame(rows).astype("Int64").assign(learn_from=None)
    drawn = chart(areas, lang="nl")
    assert repr(drawn).splitlines() == [
        "Wat 2 buurten kunnen winnen: hoogstens 1.700 mensen minder aan deuren",
        "tot 20: 1.500",
        "tot 100: 1.700",
    ]
    assert chart(areas, lang="nl").png == drawn.png


WAVES = pd.DataFrame({"wave": [1], "rank": [1], "gain": [30], "learn_from": [""]})


@pytest.mark.parametrize(("lang", "mark"), [("en", "do not forward"), ("nl", "niet doorsturen")])
@pytest.mark.parametrize("table", [people((3, 1, 2)), WAVES], ids=["residents", "survey"])
def test_a_picture_says_that_it_is_internal_also_to_who_does_not_see_it(table, lang, mark):
    drawn = chart(table, lang=lang)
    assert mark in drawn.mark
    assert mark in drawn._repr_html_().partition(" src=")[0]
