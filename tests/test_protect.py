"""What may leave: persons by profession, informal helpers as one, small counts hidden."""

import pandas as pd
import pytest

from ecosystem.protect import protect, shown
from ecosystem.protect.counts import at_most
from ecosystem.tables.neighbourhood import Neighbourhood, empty


def _table(name, rows):
    blank = empty(name)
    return pd.DataFrame(rows).reindex(columns=blank.columns).astype(blank.dtypes.to_dict())


def _hood(**tables):
    return Neighbourhood("BU1", "Dorp", {name: _table(name, rows) for name, rows in tables.items()})


VILLAGE = {
    "actors": [
        {"actor": "jansen", "label": "Dr. Jansen", "layer": "first_line", "profession": "gp",
         "level": "person"},
        {"actor": "linde", "label": "De Linde", "profession": "gp", "level": "practice"},
        {"actor": "tante_riet", "label": "Tante Riet", "layer": "informal"},
        {"actor": "ome_kees", "label": "Ome Kees", "layer": "informal"},
    ],
    "ties": [
        {"actor": "jansen", "partner": "tante_riet", "relation": "knows", "hours": 2},
        {"actor": "jansen", "partner": "ome_kees", "relation": "knows", "hours": 1},
        {"actor": "ome_kees", "partner": "tante_riet", "relation": "knows"},
    ],
    "competences": [{"actor": "tante_riet", "need": "skin"}, {"actor": "ome_kees", "need": "skin"}],
}  # fmt: skip


def test_persons_are_their_profession_and_a_number_and_practices_keep_their_name():
    actors = protect(_hood(**VILLAGE), lang="nl").tables["actors"].set_index("actor")["label"]
    assert actors.to_dict() == {
        "gp_1": "Huisarts 1",
        "informal_helpers": "Informele helpers",
        "linde": "De Linde",
    }


def test_informal_helpers_are_one_group_and_what_they_do_is_told_once():
    tables = protect(_hood(**VILLAGE)).tables
    ties = tables["ties"][["actor", "partner", "relation"]]
    assert tables["ties"]["hours"].isna().all()
    assert ties.to_dict("records") == [
        {"actor": "gp_1", "partner": "informal_helpers", "relation": "knows"}
    ]
    assert tables["competences"][["actor", "need"]].to_dict("records") == [
        {"actor": "informal_helpers", "need": "skin"}
    ]


def test_internal_output_has_everybody_by_name():
    actors = protect(_hood(**VILLAGE), level="internal").tables["actors"]
    assert actors["label"].tolist() == ["Dr. Jansen", "De Linde", "Ome Kees", "Tante Riet"]


def test_internal_the_ties_of_two_stay_in_the_order_in_which_they_are_written():
    ties = [{"actor": "a", "partner": "b", "relation": how} for how in ("refers", "meets", "knows")]
    told = protect(_hood(ties=ties), level="internal").tables["ties"]
    assert told["relation"].tolist() == ["refers", "meets", "knows"]


def test_no_word_of_a_person_stays_in_shareable_output():
    outgoing = protect(_hood(**VILLAGE))
    whole = " ".join(frame.to_csv() for frame in outgoing.tables.values()).lower()
    assert [name for name in ("jansen", "riet", "kees") if name in whole] == []


def test_a_practice_that_has_the_id_of_a_number_keeps_it():
    actors = [{"actor": "gp_1", "label": "De Linde", "level": "practice"},
              {"actor": "x", "profession": "gp", "level": "person"}]  # fmt: skip
    told = protect(_hood(actors=actors)).tables["actors"].set_index("actor")["label"]
    assert told.to_dict() == {"gp_1": "De Linde", "gp_1_person": "GP 1"}


def test_an_actor_known_only_from_a_tie_leaves_without_its_name():
    hood = _hood(ties=[{"actor": "piet", "partner": "klaas"}])
    assert protect(hood).tables["actors"]["label"].tolist() == ["Helper 1", "Helper 2"]


@pytest.mark.parametrize(
    ("residents", "told"), [(0, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15")]
)
def test_counts_under_ten_are_not_told_apart_and_others_are_rounded_to_five(residents, told):
    assert shown(pd.Series([residents])).tolist() == [told]


def test_a_missing_count_stays_missing():
    assert shown(pd.Series([None, 20], dtype="Int64")).isna().tolist() == [True, False]


def _finding(residents, hours):
    return pd.DataFrame(
        {"finding": ["hours_short"], "subject": ["jansen|linde"], "needs": ["skin"],
         "residents": pd.Series([residents], dtype="Int64"), "hours": [hours],
         "because": ["Dr. Jansen ..."], "survives": [None], "question": ["?"], "theme": [""]}
    )  # fmt: skip


@pytest.mark.parametrize(("residents", "told"), [(4, "<10"), (41, "40")])
def test_a_finding_is_shared_without_hours_from_which_its_residents_could_be_counted(
    residents, told
):
    row = protect(_hood(**VILLAGE), findings=_finding(residents, 7.0)).tables["findings"].iloc[0]
    assert (row["subject"], row["residents"], row["because"]) == ("gp_1|linde", told, "")
    assert pd.isna(row["hours"])


def test_hours_of_meetings_and_ties_may_be_told_since_no_resident_is_in_them():
    row = protect(_hood(**VILLAGE), findings=_finding(None, 7.0)).tables["findings"].iloc[0]
    assert row["hours"] == 7.0


def test_columns_that_are_not_of_a_finding_stay_in_the_house():
    noted = _finding(4, 7.0).assign(note="Jan Jansen, 06 12345678")
    told = protect(_hood(**VILLAGE), findings=noted).tables["findings"]
    assert list(told) == ["number", *_finding(4, 7.0)]


def test_an_actor_and_a_meeting_of_the_same_id_keep_their_own_names():
    meeting = [{"meeting": "jansen", "label": "Monday"}, {"meeting": "m", "label": "Tuesday"}]
    found = _finding(None, 1.0).assign(finding="contained_meeting", subject="jansen|m")
    outgoing = protect(_hood(meetings=meeting, **VILLAGE), findings=found)
    assert outgoing.tables["findings"]["subject"].tolist() == ["jansen|m"]
    assert outgoing.names("meeting") == {"jansen": "Monday", "m": "Tuesday"}
    assert "jansen" not in outgoing.names("actor")


def test_contacts_requests_and_profiles_never_leave():
    contacts = [{"resident": "r1", "actor": "jansen", "need": "skin"}]
    for level in ("shareable", "internal"):
        tables = protect(_hood(contacts=contacts, **VILLAGE), level=level).tables
        assert {"contacts", "requests", "profiles", "outcomes", "members"} & set(tables) == set()


def test_another_level_is_refused_with_the_two_there_are():
    with pytest.raises(ValueError, match="it is one of: shareable, internal"):
        protect(_hood(), level="public")


def test_what_is_measured_does_not_take_the_place_of_a_table():
    with pytest.raises(ValueError, match="actors is the name of a table that leaves; give it"):
        protect(_hood(**VILLAGE), measures={"actors": lambda seen: seen.actors})
    with pytest.raises(ValueError, match="findings is the name"):
        protect(_hood(**VILLAGE), counted={"findings": pd.DataFrame()})


def test_what_may_leave_prints_without_a_name():
    assert repr(protect(_hood(actors=VILLAGE["actors"]), level="internal")) == (
        "Outgoing of BU1, internal: neighbourhoods, actors, competences, ties, meetings, "
        "attendance, needs"
    )


def test_protecting_leaves_the_neighbourhood_as_it_was():
    hood = _hood(**VILLAGE)
    before = {name: frame.copy() for name, frame in hood.tables.items()}
    protect(hood, findings=_finding(4, 7.0))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(hood.tables[name], frame)


def test_two_professions_with_one_name_are_numbered_on():
    named = {"level": "person", "layer": "first_line"}
    actors = [
        {"actor": "a", "profession": "social_worker"},
        {"actor": "b", "profession": "social worker"},
    ]
    made = protect(_hood(actors=[one | named for one in actors])).tables["actors"]
    assert sorted(made["label"]) == ["Social worker 1", "Social worker 2"]
    assert made["actor"].is_unique


@pytest.mark.parametrize("level", ["shareable", "internal"])
@pytest.mark.parametrize("table", ["actors", "competences", "ties"])
def test_a_column_that_no_schema_knows_does_not_leave_with_its_table(table, level):
    hood = _hood(**VILLAGE)
    more = hood.replace(**{table: getattr(hood, table).assign(phone="06 12345678")})
    now, then = (protect(one, level=level).tables[table] for one in (hood, more))
    pd.testing.assert_frame_equal(now, then)


def test_a_need_that_nobody_has_is_told_as_one_that_a_few_have():
    hood = _hood(**VILLAGE, needs=[{"need": "grief"}])
    for few in ({"grief": 3, "skin": 12}, {"skin": 12}):
        made = protect(hood, residents=pd.Series(few, dtype="Int64")).tables["needs"]
        assert dict(zip(made["need"], made["residents"], strict=True))["grief"] == "<10"


@pytest.mark.parametrize(("residents", "listed"), [(9, []), (10, ["grief"])])
def test_a_need_that_only_the_log_speaks_of_is_listed_from_ten_residents(residents, listed):
    hood = _hood(contacts=[{"resident": "r1", "actor": "jansen", "need": "grief"}])
    count = pd.Series({"grief": residents}, dtype="Int64")
    assert protect(hood, residents=count).tables["needs"]["need"].tolist() == listed


def test_a_total_is_lowered_to_what_the_parts_hold_that_are_told_and_no_further():
    """Those that are told hold 49 at most, so that 50, which is 48 to 52, gives nobody away."""
    parts = pd.DataFrame({"a": [20, 20, 20], "b": [25, 25, 25], "c": [0, 0, 0]})
    assert at_most(pd.Series([45, 50, 55]), parts).tolist() == [45, 50, 50]
    parts = pd.DataFrame({"a": [20, 20], "b": [20, 20], "c": [0, 0], "d": [0, 0]})
    assert at_most(pd.Series([55, 60]), parts).tolist() == [55, 55]


def test_a_total_that_is_unknown_stays_unknown():
    parts = pd.DataFrame({"a": [20, 20], "b": [0, 0]}, dtype="Float64")
    told = at_most(pd.Series([None, 30], dtype="Float64"), parts)
    assert told.isna().tolist() == [True, False]


def test_a_part_that_is_not_there_holds_nobody():
    parts = pd.DataFrame({"a": [20], "b": [0], "c": [None]}).astype("Int64")
    assert at_most(pd.Series([30]), parts).tolist() == [20]


def test_the_group_of_informal_helpers_is_like_none_of_them():
    more = {"step": 1, "neighbourhood": "A", "hours": 3, "organisation": "x"}
    known = [row | (more if row["actor"] == "ome_kees" else {}) for row in VILLAGE["actors"]]
    told = [
        protect(_hood(**(VILLAGE | {"actors": actors}))).tables["actors"].to_dict("records")
        for actors in (VILLAGE["actors"], known)
    ]
    assert str(told[0]) == str(told[1])


@pytest.mark.parametrize("by", ["profession", "organisation"])
def test_of_a_profession_or_organisation_of_two_no_figures_leave_whatever_the_column(by):
    rows = [
        {"actor": f"{one}{at}", "level": "person", by: one}
        for one, many in (("few", 2), ("many", 3), ("also", 4))
        for at in range(many)
    ]
    groups = pd.DataFrame({"group": ["many", "few", "also", "none"], "hours": [3.0, 2.0, 1.0, 0.0]})
    given = _hood(actors=rows)
    shared = protect(given, measures={"x": lambda _: groups}).tables["x"]
    assert shared["group"].to_dict() == {0: "also", 1: "many", 2: "none"}
    inside = protect(given, measures={"x": lambda _: groups}, level="internal").tables["x"]
    assert inside["group"].tolist() == ["many", "few", "also", "none"]
    apart = groups.assign(group=["a", "b", "c", "d"])
    assert protect(given, measures={"x": lambda _: apart}).tables["x"].equals(apart)
