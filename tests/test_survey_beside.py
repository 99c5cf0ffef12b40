"""Which rows of a survey would tell a hidden count beside the neighbourhood's own tables."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.protect import protect_region, protect_survey
from ecosystem.protect.outgoing import LEVELS
from ecosystem.region.survey.beside import RESIDENTS, beside_own_tables
from ecosystem.tables.neighbourhood import Region
from tests.street import hood

KNOWN = {"skin": 20, "pain": 4, "income": 4}
"""Residents with each need, of whom nobody has two: two needs are shown as fewer than ten."""


def area(known, **tables):
    """Make a neighbourhood of so many residents with each need."""
    profiles = [{"profile": n, "needs": n, "residents": count} for n, count in known.items()]
    tables = {"needs": [{"need": need} for need in known]} | tables
    who = {row["actor"]: row for row in tables.get("competences", [])}
    tables |= {"actors": [{"actor": one} for one in who]}
    return hood(profiles=profiles, **tables)


def log(known, actor="gp"):
    """Log a contact of each of them."""
    who = [(need, f"{need} {at}") for need, count in known.items() for at in range(count)]
    return [{"resident": one, "need": need, "actor": actor} for need, one in who]


@pytest.mark.parametrize("name", sorted(RESIDENTS))
@pytest.mark.parametrize(
    ("residents", "beside"),
    [(32, True), (33, False)],  # told as 30, and as 35: 33 at least, of 22 and nine
)
def test_residents_are_no_more_than_their_needs(name, residents, beside):
    assert beside_own_tables(area(KNOWN), {name: residents}) == beside


@pytest.mark.parametrize(("share", "beside"), [(0.22, True), (0.23, False)])
def test_residents_of_a_domain_are_no_more_than_the_needs_in_it(share, beside):
    """Skin and pain: of 23 at least 22 have skin at most; of another domain there is no pain."""
    row = {"needs_a_resident_of": 100, "share_physiological": share}
    roomy = {f"own {at}": 9 for at in range(12)}
    assert beside_own_tables(area(KNOWN | roomy), row) == beside
    assert beside_own_tables(area(KNOWN | roomy), {"share_physiological": 0.9})


@pytest.mark.parametrize(
    ("every", "beside"),
    [
        (9, True),  # not told
        (22, False),  # told as 20: 22 at most, of which skin is 18 at least
        (23, True),
        (32, True),
        (33, False),
    ],
)
def test_all_needs_are_those_of_each_together(every, beside):
    place = area(KNOWN)
    assert beside_own_tables(place, {"needs_a_resident": every / 2, "needs_a_resident_of": 2}) == (
        beside
    )
    everybody = area(KNOWN, competences=[{"actor": "gp", "need": need} for need in KNOWN])
    told = {"broadest_generalist": 1.0, "broadest_generalist_of": every}
    assert beside_own_tables(everybody, told) == beside


def test_a_need_that_no_table_lists_is_not_one_of_them_unless_ten_have_it():
    place = area(KNOWN, needs=[{"need": "skin"}])
    assert beside_own_tables(place, {"residents": 22})  # skin alone is listed, and nothing hidden
    assert not beside_own_tables(place, {"residents": 23})
    place = area(KNOWN | {"grief": 10}, needs=[{"need": "pain"}])
    assert beside_own_tables(place, {"residents": 32})  # skin and grief, 22 and 12
    assert not beside_own_tables(place, {"residents": 38})
    assert beside_own_tables(area({}), {"residents": 100})


@pytest.mark.parametrize("name", ["requests", "waiting_days", "professional_hours_week"])
def test_where_one_need_alone_is_hidden_all_that_is_left_of_a_sum_is_of_that(name):
    assert not beside_own_tables(area({"skin": 20, "pain": 4}), {name: 40})
    assert beside_own_tables(area(KNOWN), {name: 40})
    assert beside_own_tables(area({"skin": 20, "pain": 4}), {"upc": 0.5})


@pytest.mark.parametrize(("people", "beside"), [(27, True), (28, False), (38, False)])
def test_people_at_doors_are_there_for_a_need(people, beside):
    assert beside_own_tables(area(KNOWN), {"fewest_people": people}) == beside


@pytest.mark.parametrize("name", ["people_involved", "people_today_of_fewest", "links_a_request"])
def test_who_came_added_up_may_tell_to_how_many_one_did(name):
    seen = log({"skin": 12, "pain": 12})
    seen.append({"resident": "skin 1", "need": "skin", "actor": "els"})
    place = hood(contacts=seen, actors=[{"actor": "gp"}, {"actor": "els"}])
    assert not beside_own_tables(place, {name: 25})
    assert beside_own_tables(place, {"upc": 0.5})
    alone = place.replace(contacts=place.contacts[:-1], actors=place.actors[:1])
    assert beside_own_tables(alone, {name: 24})


@pytest.mark.parametrize(
    ("known", "beside"),
    [
        ({"skin": 20, "pain": 4}, False),  # 25, of 22 at most: somebody has help for pain
        ({"skin": 20, "pain": 4, "income": 0}, True),  # or for income
        ({"skin": 18, "pain": 4, "income": 0}, False),  # 20, of 18 at least: no nine have
        ({"skin": 5, "pain": 4}, True),  # not told
    ],
)
def test_help_that_is_heavier_is_so_for_one_of_the_needs(known, beside):
    can = [{"actor": who, "need": need} for who in ("gp", "els") for need in known]
    place = hood(
        actors=[{"actor": "gp", "step": 4}, {"actor": "els", "step": 3}],
        competences=can,
        contacts=log(known),
    )
    assert eco.right_weight(place)["heavier"].sum() == sum(known.values())
    assert beside_own_tables(place, {"heavier_share": 1.0}) == beside


def test_help_of_which_it_is_known_whether_it_is_heavier_is_for_one_of_the_needs():
    """None is heavier; it is known of 20 and 4."""
    known = {"skin": 20, "pain": 4}
    can = [{"actor": "gp", "need": need} for need in known]
    place = hood(actors=[{"actor": "gp", "step": 4}], competences=can, contacts=log(known))
    assert not beside_own_tables(place, {"heavier_share": 0.0})


@pytest.mark.parametrize("need", ["skin", "abuse"])  # last of all needs, and first
@pytest.mark.parametrize(
    ("requests", "beside"),
    [
        (9, True),  # not told
        (22, False),  # told as 20: 22 at most, of which 18 at least are for one need
        (23, True),
    ],
)
def test_requests_for_needs_that_are_told_leave_room_for_nine(need, requests, beside):
    known = {need: 20, "pain": 4, "income": 4}
    asked = [*[need] * 20, *["pain"] * 20, *["unlisted"] * 20, *[None] * 20]
    place = area(
        known,
        requests=[
            {"request": f"q{at}", "need": what, "resident": "anna"} for at, what in enumerate(asked)
        ],
        contacts=log(known),
    )
    assert beside_own_tables(place, {"requests": requests}) == beside


@pytest.mark.parametrize(
    ("met", "share", "beside"),
    [
        ([["skin", "pain", "income", "grief"]], 0.50, True),  # 50 of 100
        ([["skin", "pain", "income"]], 0.40, False),  # 38 at least, of 22 and nine
        ([["skin", "pain", "income"]], 0.22, False),  # 22 at most, of 18 at least
        ([["skin", "pain", "income"], ["grief", "sleep", "pain", "income"]], 0.40, False),  # 42, 36
        ([["skin", "pain", "income"], ["grief", "sleep", "pain", "income"]], 0.45, True),
        ([["skin", "pain", "income"], ["grief", "sleep"]], 0.40, True),  # or hers
        ([["skin", "pain", "income"], ["grief", "sleep"]], 0.45, False),  # 43, of 44
        ([["skin", "grief", "sleep", "vision"]], 0.90, False),  # 88 at least, of 88
        ([["skin", "grief", "sleep", "vision"]], 0.85, True),  # 83, of 88
        ([["skin", "grief", "sleep", "vision"]], 0.75, True),  # 77 at most, of 72 at least
        ([["skin", "grief", "sleep", "vision"]], 0.72, False),  # 72, of 72
        ([["grief", "sleep"]], 0.40, True),  # 60 are of others: of skin, pain and what is roomy
    ],
)
def test_nobody_may_meet_more_than_the_broadest_generalist(met, share, beside):
    roomy = {f"own {at}": 9 for at in range(6)}
    known = KNOWN | {"grief": 20, "sleep": 20, "vision": 20} | roomy
    can = [{"actor": f"a{at}", "need": need} for at, needs in enumerate(met) for need in needs]
    row = {"broadest_generalist": share, "broadest_generalist_of": 100}
    assert beside_own_tables(area(known, competences=can), row) == beside


@pytest.mark.parametrize(
    ("hidden", "every", "beside"),
    [
        (2, 75, False),  # 15, of which 13 at least are of two
        (3, 75, True),
        (3, 65, False),  # 5: no nine are left for any
    ],
)
def test_what_the_broadest_generalist_may_not_meet_is_of_the_other_needs(hidden, every, beside):
    """Of all needs the gp may meet 60."""
    known = {"skin": 30, "grief": 30} | {f"own {at}": 4 for at in range(hidden)}
    can = [{"actor": "gp", "need": need} for need in ("skin", "grief")]
    row = {"broadest_generalist": 60 / every, "broadest_generalist_of": every}
    assert beside_own_tables(area(known, competences=can), row) == beside


def test_such_a_row_is_shared_without_what_is_said_over_residents():
    told = {"residents": 47, "residents_of": 47, "upc": 0.5, "upc_of": 40, "share_pain": 0.5}
    told |= {"needs_a_resident": 2.0, "needs_a_resident_of": 40, "informal_helpers": 12}
    table = pd.DataFrame([told | {"beside_own_tables": at, "ties": 7} for at in (1, 0, None)])
    table = table.convert_dtypes().rename_axis("neighbourhood")
    shared = protect_survey(table)
    kept = ["informal_helpers", "beside_own_tables", "ties"]
    assert shared.iloc[0].notna().all()
    assert shared.drop(columns=kept).iloc[1:].isna().all(axis=None)
    assert shared["ties"].tolist() == [7, 7, 7]
    assert shared["informal_helpers"].tolist() == ["10"] * 3
    assert "beside_own_tables" not in protect_region(table).table
    assert protect_region(table).table["upc"].notna().tolist() == [True, False, False]


def test_a_neighbourhood_of_which_it_cannot_be_told_is_measured_and_says_so(monkeypatch):
    def breaks(*_):
        raise KeyError("anna")

    monkeypatch.setattr("ecosystem.region.survey.one.beside_own_tables", breaks)
    place = area(KNOWN)
    made = eco.survey(Region(("a",), lambda _: place, None, None), measures=["residents"])
    assert made["residents"].tolist() == [28]
    assert made["unknown"].tolist() == [
        "beside_own_tables: could not be computed (KeyError in one.py)"
    ]
    assert protect_survey(made)["residents"].isna().all()


def test_a_map_and_neighbourhoods_abreast_leave_it_out_by_themselves():
    seen = [*log({"skin": 12, "pain": 12}), *log({"skin": 1}, "els")]
    place = hood(contacts=seen, actors=[{"actor": "gp"}, {"actor": "els"}], neighbourhoods=[])
    region = Region(("street",), lambda _: place, None, None)
    told = {level: repr(eco.small_multiples(region, level=level)) for level in LEVELS}
    assert "professionals round a resident 1" in told["internal"]
    assert "professionals round a resident unknown or not shared" in told["shareable"]
    drawn = {level: eco.view_region(region, level=level).html for level in LEVELS}
    assert '"values":[1.04]' in drawn["internal"]
    assert '"values":[1.0]' not in drawn["shareable"]


def test_of_the_fictional_neighbourhoods_all_is_shared():
    """They are of ordinary size: where many needs are hidden, sums leave room for each."""
    made = eco.survey(eco.load("data/rivierenwijk"))
    assert made["beside_own_tables"].tolist() == [1] * 20
