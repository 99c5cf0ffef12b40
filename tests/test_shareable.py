"""What is shared of moves and findings: hidden stays hidden, no name or small count is in it."""

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.protect import protect, with_shared_numbers
from ecosystem.protect.moves import COLUMNS, KINDS
from ecosystem.show.words.told import told
from tests.street import hood, street

CANARY = "kanarie"
ACTORS = [
    {"actor": f"{CANARY}_jan", "label": f"{CANARY} Jan", "layer": "first_line",
     "profession": "gp", "level": "person", "hours": 30},
    {"actor": f"{CANARY}_els", "label": f"{CANARY} Els", "layer": "first_line",
     "profession": "district_nurse", "level": "person", "hours": 30},
    {"actor": f"{CANARY}_riet", "label": f"{CANARY} Riet", "layer": "informal"},
    {"actor": f"{CANARY}_kees", "label": f"{CANARY} Kees", "layer": "informal"},
    {"actor": "linde", "label": "De Linde", "profession": "gp", "level": "practice"},
]  # fmt: skip
JAN, ELS, RIET, KEES = (row["actor"] for row in ACTORS[:4])
VILLAGE = hood(
    actors=ACTORS,
    competences=[{"actor": JAN, "need": "skin"}, {"actor": RIET, "need": "income"}],
    meetings=[{"meeting": "monday", "label": "Monday"}, {"meeting": "small", "label": "Small"}],
    attendance=[{"meeting": "monday", "actor": who} for who in (JAN, RIET, KEES)],
)
SENSITIVE = {"because": CANARY, "risk": CANARY, "undo": CANARY, "question": CANARY, "full": JAN}


def a_move(kind, who, what="", to="", **known):
    return {"move": kind, "who": who, "what": what, "to": to} | SENSITIVE | known


def moves(*rows):
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    numbers = ["people_saved", "people_together", "residents", "fewer_today", "instead_of"]
    frame[numbers] = frame[numbers].astype("Int64")
    frame[["hours_saved", "hours_together"]] = frame[["hours_saved", "hours_together"]].astype(
        "Float64"
    )
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


LIST = moves(
    a_move("learn", JAN, "income", people_saved=11, residents=4, days=2, asked_by="resident"),
    a_move("consult", ELS, "skin", JAN, people_saved=4, hours_saved=-0.3, residents=12),
    a_move("stop_tie", JAN, to=ELS, hours_saved=6, asked_by="policy"),
    a_move("stop_meeting", f"{JAN}|{RIET}|{KEES}", "small", hours_saved=9, asked_by="none"),
    a_move("merge_meetings", f"{JAN}|{ELS}", "small", "monday", hours_saved=2),
    a_move("shorten", JAN, "skin", ELS, residents=3, fewer_today=3),
    a_move("meet", JAN, "skin", ELS, residents=5, hours_saved=-1, instead_of=1),
)  # fmt: skip


def shared(frame, lang="en", **more):
    return told(VILLAGE, moves=frame, level="shareable", lang=lang, **more)


def whole(outgoing):
    return {name: frame.to_csv(index=False) for name, frame in outgoing.tables.items()}


def test_moves_are_shared_by_kind_with_the_hours_of_meetings_and_ties_and_nothing_of_residents():
    made = shared(LIST).tables["moves"]
    columns = ["number", "move", "who", "to", "hours_saved", "hours_together", "residents"]
    told_of = made[[*columns, "asked_by", "instead_of"]].astype("object")
    assert told_of.where(told_of.notna(), None).to_numpy().tolist() == [
        [1, "learn", "gp_1", "", None, 0, "<10", None, None],
        [2, "consult", "district_nurse_1", "gp_1", None, 0, "10", None, None],
        [3, "merge_meetings", "gp_1|district_nurse_1", "monday", 2, 2, None, None, None],
        [4, "stop_meeting", "gp_1|informal_helpers", "", None, 2, None, "none", None],
        [5, "stop_tie", "gp_1", "district_nurse_1", 6, 8, None, "policy", None],
        [6, "shorten", "gp_1", "district_nurse_1", None, 8, "<10", None, None],
        [7, "meet", "gp_1", "district_nurse_1", -1, 8, "<10", None, 1],
    ]
    counted = ["people_saved", "people_together", "fewer_today"]
    assert made[counted].isna().all(axis=None)
    assert made[["fragile", "full"]].eq("").all(axis=None)


def test_moves_are_worded_again_from_what_is_shown():
    made = shared(LIST).tables["moves"].set_index("move")
    assert made.loc["stop_tie", "because"] == (
        "GP 1 and District nurse 1 work together, and no resident is known who needs both; "
        "stopping saves 6 hours a month."
    )
    assert made.loc["meet", "risk"].endswith("Not together with move 1.")
    assert "fewer than 10 residents" in made.loc["shorten", "because"]
    assert made.loc["learn", "because"] == (
        "GP 1 can learn Income (2 days); how many fewer come to the door is shared of all moves "
        "together only."
    )
    assert "shared of all moves together only" in made.loc["consult", "because"]
    assert made["because"].str.contains("shared of all moves").sum() == 2


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_name_and_no_sentence_of_the_house_is_in_what_is_shared(lang):
    found = pd.DataFrame(
        [{"finding": "loop", "subject": f"{JAN}|{ELS}", "needs": "skin", "residents": 3,
          "hours": 8.0, "requests": 4, "survives": 0.5, "theme": "", "secret": CANARY} | SENSITIVE,
         {"finding": "bridge", "subject": f"{JAN}|{RIET}|{KEES}", "needs": "", "residents": 3,
          "hours": None, "requests": None, "survives": 1.0, "theme": ""} | SENSITIVE]
    )  # fmt: skip
    listed = LIST.assign(secret=CANARY)
    outgoing = told(VILLAGE, findings=found, moves=listed, level="shareable", lang=lang)
    assert [name for name, text in whole(outgoing).items() if CANARY in text.lower()] == []
    assert outgoing.tables["findings"]["subject"].tolist() == [
        "gp_1|district_nurse_1",
        "gp_1|informal_helpers",
    ]


def hide_elsewhere(frame, rng):
    """Change whatever the rule hides: every figure over residents, in any order of the rows."""
    few = frame["residents"] < 10
    many = frame["residents"] >= 10
    frame = frame.copy()
    frame.loc[few, "residents"] = pd.array(rng.integers(0, 10, few.sum()), dtype="Int64")
    frame.loc[many, "residents"] = pd.array(rng.integers(10, 13, many.sum()), dtype="Int64")
    for name in ("people_saved", "people_together", "fewer_today"):
        frame[name] = pd.array(rng.integers(0, 99, len(frame)), dtype="Int64")
    own = frame["move"].isin(["stop_tie", "merge_meetings", "meet"])
    other = pd.Series(rng.integers(-9, 9, len(frame)), frame.index, dtype="Float64")
    frame["hours_saved"] = frame["hours_saved"].where(own, other)
    asks = frame["move"].isin(["stop_tie", "merge_meetings", "stop_meeting"])
    frame["asked_by"] = frame["asked_by"].where(asks, rng.choice(["resident", "policy"]))
    frame["fragile"] = rng.choice(["skin", ""])
    order = rng.permutation(len(frame))
    new = dict(zip(order + 1, range(1, len(frame) + 1), strict=True))
    frame["instead_of"] = frame["instead_of"].map(new).astype("Int64")
    frame = frame.iloc[order]
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


@pytest.mark.parametrize("seed", range(20))
def test_changing_what_is_hidden_changes_no_byte_of_shared_moves(seed):
    again = hide_elsewhere(LIST, np.random.default_rng(seed))
    assert whole(shared(again)) == whole(shared(LIST))


@pytest.mark.parametrize("kind", ["loop", "heavier", "long_path", "unused_offer", "missing_tie"])
def test_changing_what_is_hidden_changes_no_byte_of_shared_findings(kind):
    pairs = [f"{JAN}|{ELS}", f"{ELS}|linde", f"{JAN}|linde"]

    def found(residents, hours):
        columns = {"finding": kind, "subject": pairs, "needs": "skin", "residents": residents}
        frame = pd.DataFrame(columns | {"hours": hours, "because": CANARY, "question": CANARY})
        frame = frame.assign(survives=hours, theme="", requests=residents)
        return frame.sort_values("residents", ascending=False, ignore_index=True)

    one = told(VILLAGE, findings=found([9, 4, 12], [1.0, 2.0, 3.0]), level="shareable", lang="nl")
    two = told(VILLAGE, findings=found([0, 8, 10], [9.0, 2.0, 0.0]), level="shareable", lang="nl")
    assert whole(one) == whole(two)


def test_every_kind_of_move_has_its_place():
    assert set(LIST["move"]) < set(KINDS)
    assert len(set(KINDS)) == len(KINDS) == 10


def test_internal_moves_keep_their_number_their_names_and_their_figures():
    made = told(VILLAGE, moves=LIST, level="internal", lang="en").tables["moves"]
    assert made["number"].tolist() == LIST.index.tolist()
    assert made["people_saved"].tolist() == LIST["people_saved"].tolist()
    assert made["residents"].tolist()[:2] == ["4", "12"]
    assert made["because"].iloc[0].startswith(f"{CANARY} Jan can learn")


def test_a_workbook_of_moves_holds_them_in_words(tmp_path):
    made = eco.protect(VILLAGE, moves=LIST)
    path = eco.export(made, tmp_path / "moves.xlsx", "xlsx")
    sheet = pd.read_excel(path, sheet_name="moves", engine="openpyxl")
    assert sheet["because"].str.len().gt(10).all()
    assert protect(VILLAGE, moves=LIST).tables["moves"]["because"].eq("").all()


def busy(extra=0, minutes=60):
    """Twelve residents of the GP, one of whom may be seen much more than the others."""
    who = [f"{CANARY}_{at:02d}" for at in range(12)] + [f"{CANARY}_00"] * extra
    start = pd.date_range("2025-01-06 09:00", periods=len(who), freq="D")
    contacts = [
        {"resident": one, "request": f"{one}q{at}", "actor": JAN, "need": "skin", "start": day,
         "minutes": minutes}
        for at, (one, day) in enumerate(zip(who, start, strict=True))
    ]  # fmt: skip
    asked = {row["request"]: row["resident"] for row in contacts}
    requests = [{"request": q, "resident": one, "need": "skin"} for q, one in asked.items()]
    ties = [
        {"actor": JAN, "partner": ELS, "hours": 6, "requested_by": "policy"},
        {"actor": JAN, "partner": RIET, "hours": 5, "requested_by": "policy"},
    ]
    return VILLAGE.replace(**hood(contacts=contacts, requests=requests, ties=ties).tables)


def totals(extra=0, minutes=60):
    one = busy(extra, minutes)
    table = eco.protect(one, counted={"flow": eco.flow(one)}).tables["flow"]
    return table.set_index("measure")


def test_rows_of_requests_leave_as_totals_by_need_rounded_to_five():
    rows = totals()
    assert rows.loc["contacts", ["need", "residents", "total", "a_resident"]].tolist() == [
        "skin", "10", 10, 1.0,
    ]  # fmt: skip
    assert rows.loc["touch", ["residents", "total", "a_resident"]].tolist() == ["10", 10, 1.0]


def test_a_total_of_which_two_residents_make_nearly_all_stays_in_the_house():
    assert totals(extra=40).loc["contacts", "total"] == 50
    assert totals(extra=60).loc["contacts", ["total", "a_resident"]].isna().all()


def test_of_few_residents_there_is_no_row_at_all():
    each = pd.DataFrame({"resident": [f"r{at}" for at in range(9)], "people": range(9)})
    assert eco.protect(VILLAGE, counted={"involvement": each}).tables["involvement"].empty
    few = pd.DataFrame({"need": ["skin", "income"], "residents": [9, 12]})
    told_of = eco.protect(VILLAGE, counted={"weight": few}).tables["weight"]
    assert told_of.to_dict("records") == [{"need": "income", "residents": "10"}]


def weighed(**counts):
    """Share counts of 40 residents with one need, unless it is said how many."""
    few = dict.fromkeys(("heavier", "informal_only", "justified", "unknown"), 0)
    rows = pd.DataFrame([{"need": "skin", "residents": 40, "share": 0.5} | few | counts])
    made = eco.protect(VILLAGE, counted={"weight": rows}).tables["weight"]
    return made.astype("object").where(made.notna(), None).to_dict("records")


def test_counts_of_residents_leave_as_they_are_shown_and_shares_of_them_not():
    assert weighed(heavier=28, informal_only=12, justified=3) == [
        {"need": "skin", "residents": "40", "heavier": "30", "informal_only": "10",
         "justified": "<10", "unknown": "<10"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"heavier": 38}, None),  # beside 38 to 42 of at most 42 none of the others can be 9
        ({"heavier": 35}, None),  # a step from it: that "40" is missing tells no more than this
        ({"heavier": 32}, "30"),  # beside 28 to 32 nine can be
        ({"heavier": 18, "justified": 20}, None),
        ({"heavier": 14, "justified": 13, "unknown": 13}, "15"),  # nothing is hidden
    ],
)
def test_a_count_is_not_told_where_a_hidden_one_beside_it_could_not_be_nine(counts, told):
    assert weighed(**counts)[0]["heavier"] == told


@pytest.mark.parametrize(("residents", "told"), [(17, None), (18, "<10"), (22, "<10")])
def test_of_fewer_than_twenty_residents_no_count_is_told_also_none_of_fewer_than_ten(
    residents, told
):
    """Where "10" of "15" were missing and "<10" not, it would tell that the others are few."""
    row = weighed(residents=residents, heavier=9)[0]
    assert [row[count] for count in ("heavier", "informal_only", "justified", "unknown")] == (
        [told] * 4
    )


def stepped(*rows):
    """Share how many residents with one need have help of each step, and of how many too heavy."""
    steps = [{"need": "skin", "step": s, "residents": n, "heavier": h} for s, n, h in rows]
    made = eco.protect(VILLAGE, counted={"ladder": pd.DataFrame(steps)}).tables["ladder"]
    told = made.set_index("step")[["residents", "heavier"]].fillna("")
    return {step: tuple(row) for step, row in told.iterrows()}


def test_the_step_used_least_is_left_out_where_the_others_leave_no_room_for_nine():
    both = {4: ("20", "<10"), 5: ("15", "")}  # of fewer than twenty no count is told
    assert stepped((4, 22, 9), (5, 13, 12), (6, 9, 0)) == both  # 47 at most, less 18 and 13
    assert stepped((4, 22, 9), (5, 13, 12)) == {4: ("20", "<10")}  # 37 at most
    assert stepped((4, 20, 0), (5, 5, 0)) == {4: ("20", "<10")}  # 27 at most, less 18: nine


def test_steps_of_no_need_and_no_steps_at_all_leave_as_well():
    steps = pd.DataFrame({"step": [4, 5], "residents": [22, 13]})
    tables = {"steps": steps, "none": steps.head(0), "nobody": steps.assign(need=pd.NA)}
    made = eco.protect(VILLAGE, counted=tables).tables
    assert [made[name]["residents"].tolist() for name in tables] == [["20"], [], ["20"]]


def test_how_many_of_a_step_have_too_heavy_help_is_not_told_where_another_step_follows():
    told = stepped((4, 42, 20), (5, 23, 8), (6, 9, 0))  # 32 at most in all, less 18: 14
    assert told == {4: ("40", "20"), 5: ("25", "<10")}
    told = stepped((4, 42, 20), (5, 23, 3), (6, 9, 0))  # 27 at most in all, less 18: 9
    assert told == {4: ("40", ""), 5: ("25", "<10")}
    told = stepped((4, 42, 12), (5, 23, 5), (6, 9, 0))  # "15" in all
    assert told == {4: ("40", ""), 5: ("25", "")}
    told = stepped((4, 42, 7), (5, 23, 0), (6, 9, 0))  # "<10" in all
    assert told == {4: ("40", "<10"), 5: ("25", "<10")}


def who_came(gp, nurse):
    """Share how many came to forty residents, of whom each of two came to so many."""
    log = [
        {"resident": f"r{at}", "request": f"q{at}", "actor": who}
        for who, many in ((JAN, gp), (ELS, nurse))
        for at in range(many)
    ]
    asked = [{"request": f"q{at}", "resident": f"r{at}", "need": "skin"} for at in range(40)]
    two = [row for row in ACTORS if row["actor"] in (JAN, ELS)]
    one = hood(actors=two, contacts=log, requests=asked)
    rows = eco.protect(one, counted={"who": eco.involvement(one)}).tables["who"]
    total = rows.set_index("measure").loc["people", "total"]
    return None if pd.isna(total) else total


@pytest.mark.parametrize(
    ("gp", "nurse", "told"),
    [
        (40, 12, 50),
        (40, 8, None),  # 48 or more, of which 42 at most are the GP's: 6 or more of the other
        (40, 0, None),  # 42 at most, of which 38 or more are the GP's
        (12, 9, None),  # 18 or more, of which 12 at most
    ],
)
def test_who_came_is_not_added_up_where_of_one_it_would_follow(gp, nurse, told):
    assert who_came(gp, nurse) == told


@pytest.mark.parametrize(("doors", "told"), [(20, True), (25, False), (30, False)])
def test_the_fewest_are_not_added_up_where_a_need_of_few_follows(doors, told):
    """Those of skin are 27 at most: of "30" one is not there for it, and "25" is a step from it."""
    asked = [
        {"request": f"q{at}", "resident": f"r{at}", "need": "skin" if at < 24 else "income"}
        for at in range(30)
    ]
    each = [{"resident": f"r{at}", "fewest": int(at < doors)} for at in range(30)]
    one = hood(actors=ACTORS, requests=asked)
    rows = eco.protect(one, counted={"least": pd.DataFrame(each)}).tables["least"]
    assert rows["total"].notna().tolist() == [told]


@pytest.mark.parametrize("measure", ["flow", "excess", "involvement", "continuity", "intake"])
def test_what_needs_residents_is_refused_with_the_way_out(measure):
    with pytest.raises(eco.MissingTable, match=r"never leaves; hand in what it gives as counted="):
        eco.protect(busy(), measures={measure: getattr(eco, measure)})


def test_rows_of_residents_are_refused_also_where_a_measure_has_its_own_way_to_them():
    one = busy()
    with pytest.raises(ValueError, match="a row a resident or request, which never leaves"):
        eco.protect(one, measures={"flow": lambda _: eco.flow(one)})


@pytest.mark.parametrize("measure", ["intake", "handovers", "fewest"])
def test_what_does_not_count_distinct_residents_is_refused_with_the_way_out(measure):
    one = busy()
    with pytest.raises(ValueError, match=r"stays in the house; .* totals of eco\.flow"):
        eco.protect(one, counted={measure: getattr(eco, measure)(one)})


def test_push_is_shared_without_the_hours_of_informal_help_and_of_few_of_a_profession():
    push = {"all": eco.push_share, "by": lambda seen: eco.push_share(seen, by="profession")}
    tables = eco.protect(busy(), measures=push).tables
    first = tables["all"].iloc[0]
    assert first[["kind", "push", "no_hours"]].tolist() == ["tie", 72.0, 1]
    assert tables["by"]["profession"].dropna().tolist() == []


def test_forecasts_are_shared_without_what_hangs_on_residents():
    years = pd.DataFrame({"neighbourhood": "street", "indicator": "age_80_plus",
                          "value": [50.0, 52, 54, 56, 58], "year": range(2020, 2025)})  # fmt: skip
    one = busy().replace(indicators=years)
    row = eco.protect(one, measures={"next": lambda seen: eco.forecast([seen], years=1)})
    row = row.tables["next"].iloc[0]
    assert (row["value"], row["need"]) == (60.0, "personal_care")
    assert row[["factor", "residents", "hours"]].isna().all()


def test_changing_what_is_hidden_changes_no_byte_of_what_is_measured_and_counted():
    def made(one):
        measures = {"push": eco.push_share, "coverage": eco.coverage, "core": eco.core_team}
        counted = {"flow": eco.flow(one), "weight": eco.right_weight(one)}
        return whole(eco.protect(one, measures=measures, counted=counted))

    one = busy()
    informal = one.ties["partner"] == RIET
    kept = one.contacts["resident"] != f"{CANARY}_11"
    other = one.replace(
        contacts=one.contacts[kept].reset_index(drop=True),
        requests=one.requests[one.requests["resident"] != f"{CANARY}_11"].reset_index(drop=True),
        ties=one.ties.assign(hours=one.ties["hours"].mask(informal, 9)),
    )
    assert made(other) == made(one)
    assert [name for name, text in made(one).items() if CANARY in text] == []


def test_some_moves_that_are_shared_keep_the_number_they_have_in_the_whole_list():
    moves = with_shared_numbers(street(), eco.propose(street()))
    whole = eco.protect(street(), moves=moves).tables["moves"]
    for number in moves.index:
        (one,) = eco.protect(street(), moves=moves.loc[[number]]).tables["moves"].to_dict("records")
        (same,) = whole[whole["number"] == one["number"]].to_dict("records")
        assert [one[name] for name in ("move", "who", "what", "to")] == [
            same[name] for name in ("move", "who", "what", "to")
        ]
    assert "shared" not in whole
    plain = eco.protect(street(), moves=eco.propose(street())).tables["moves"]
    pd.testing.assert_frame_equal(whole, plain)


def test_of_one_kind_the_most_hours_come_first_and_hours_with_informal_help_are_not_told():
    made = shared(
        moves(
            a_move("stop_tie", JAN, to=RIET, hours_saved=9, asked_by="policy"),
            a_move("stop_tie", JAN, to="linde", hours_saved=1 / 3),
            a_move("stop_tie", JAN, to=ELS, hours_saved=0.5),
            a_move("meet", JAN, "skin", ELS, hours_saved=1 / 3, asked_by="resident"),
        )
    ).tables["moves"]
    columns = ["to", "hours_saved", "hours_together", "asked_by"]
    told_of = made[columns].astype("object")
    assert told_of.where(told_of.notna(), None).to_numpy().tolist() == [
        ["district_nurse_1", 0.5, 0.5, None],
        ["linde", 1 / 3, 0.833333, None],
        ["informal_helpers", None, 0.833333, "policy"],
        ["district_nurse_1", 1 / 3, 1.166667, None],
    ]


@pytest.mark.parametrize("called", ["actor", "who", None])
def test_a_score_of_a_person_is_left_out_whatever_its_column_is_called(called):
    """Without its number a ranking is still one: persons stand in the order of their ids."""

    def busiest(seen):
        last_first = pd.Index(seen.actors["actor"].tolist()[::-1], name=called)
        return pd.DataFrame({"hours": range(len(last_first), 0, -1)}, index=last_first)

    shared = eco.protect(busy(), measures={"busiest": busiest}).tables["busiest"]
    assert "hours" not in shared
    who = shared[called or "index"].tolist()
    assert who == sorted(who)
    assert len(who) > 1
    assert shared.index.tolist() == list(range(len(who)))
    whole = eco.protect(busy(), measures={"busiest": busiest}, level="internal")
    assert "hours" in whole.tables["busiest"]


def test_what_a_graph_says_of_each_person_is_left_out_as_well():
    def holes(seen):
        return eco.structural_holes(eco.network(seen))

    shared = eco.protect(busy(), measures={"holes": holes}).tables["holes"]
    assert not shared.select_dtypes("number").columns.tolist()


def test_who_only_helps_here_is_told_by_number_where_a_finding_is_about_them():
    when = pd.Timestamp("2025-01-01")
    seen = [
        {"resident": f"r{at}", "request": f"q{at}", "actor": who, "need": "skin",
         "start": when + pd.Timedelta(days=9 * day)}
        for at in range(30)
        for day, who in enumerate((JAN, ELS, RIET, JAN))
    ]  # fmt: skip
    asked = [
        {"resident": f"r{at}", "request": f"q{at}", "need": "skin", "complexity": "complex"}
        for at in range(30)
    ]
    village = hood(contacts=seen, requests=asked)
    findings, list_ = eco.find(village), eco.propose(village)
    assert JAN in set(findings["subject"])
    outgoing = told(village, findings=findings, moves=list_, level="shareable", lang="en")
    assert "helper_1" in set(outgoing.tables["findings"]["subject"])
    assert "Helper 1" in set(outgoing.tables["actors"]["label"])
    assert CANARY not in str([table.to_dict() for table in outgoing.tables.values()])
    page = eco.page(village, list_, findings=findings, resamples=0)
    assert CANARY not in page.html + eco.view(village, findings=findings, moves=list_).html


def test_who_is_of_another_neighbourhood_is_nobody_here():
    outgoing = told(hood(), moves=LIST, level="shareable", lang="en")
    assert set(outgoing.tables["moves"]["who"]) == {"helper"}
    assert CANARY not in str(outgoing.tables["moves"].to_dict())
