from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ecosystem as eco
from ecosystem.measure import contact_counts as engine
from ecosystem.measure.contact_packing import MISSING, Layout
from ecosystem.measure.continuity import MEASURES, averages, continuity
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

FROM_CONTACTS = ["contacts", "people", "upc", "coc", "secon", "mmci", "k_index"]
EVERYTHING = [*FROM_CONTACTS, "effective_people", "handovers", "care_density", "usual"]
EVERYTHING += ["same_time", "left_out"]


def contacts(actors, resident="r", **same):
    """One contact a letter, a day apart."""
    days = pd.date_range("2025-01-06 09:00", periods=len(actors))
    return [
        {"resident": resident, "actor": actor, "start": day, **same}
        for actor, day in zip(actors, days, strict=True)
    ]


def log(*rows, **tables):
    return hood(contacts=[row for part in rows for row in part], **tables)


def values(frame, columns):
    """Rows as plain values, with None where something is missing."""
    rows = frame[list(columns)].astype("object")
    return rows.where(rows.notna(), None).to_numpy().tolist()


WORKED = {
    "A": (1, 1, 1, None, None, None, None, 1, 0),
    "AA": (2, 1, 1, 1, 1, 1, 1, 1, 0),
    "AB": (2, 2, 1 / 2, 0, 0, 1 / 11, 0, 2, 1),
    "AAAA": (4, 1, 1, 1, 1, 1, 1, 1, 0),
    "AAABBC": (6, 3, 1 / 2, 4 / 15, 3 / 5, 31 / 51, 3 / 5, 18 / 7, 2),
    "ABABAB": (6, 2, 1 / 2, 2 / 5, 0, 41 / 51, 4 / 5, 2, 5),
    "AAABBB": (6, 2, 1 / 2, 2 / 5, 4 / 5, 41 / 51, 4 / 5, 2, 1),
    "AABACAADAABA": (12, 4, 2 / 3, 29 / 66, 3 / 11, 27 / 37, 8 / 11, 72 / 35, 8),
    "ABCDEF": (6, 6, 1 / 6, 0, 0, 1 / 51, 0, 6, 5),
    "AAAABBBBCC": (10, 3, 2 / 5, 13 / 45, 7 / 9, 71 / 91, 7 / 9, 25 / 9, 2),
    "AAAAAABBCD": (10, 4, 3 / 5, 16 / 45, 2 / 3, 61 / 91, 2 / 3, 50 / 21, 3),
}
"""From methods.md section 1 and oracles.json ("continuity"); with one contact MMCI is undefined."""


@pytest.mark.parametrize("sequence", WORKED)
def test_the_worked_sequences(sequence):
    frame = continuity(log(contacts(sequence)))
    columns = [*FROM_CONTACTS, "effective_people", "handovers"]
    expected = [value if value is None else round(value, 6) for value in WORKED[sequence]]
    assert values(frame, columns) == [expected]


def test_care_density_of_pollack():
    """Actors per resident and the answer: methods.md section 1."""
    teams = {"1": "ACD", "2": "AD", "3": "AD", "4": "D", "5": "C"}
    frame = continuity(log(*(contacts(team * 2, resident) for resident, team in teams.items())))
    assert values(frame, ["care_density"]) == [[1.666667], [3], [3], [None], [None]]


def test_a_team_of_one_and_a_single_contact():
    frame = continuity(log(contacts("AAA", "always"), contacts("A", "once")))
    assert values(frame, EVERYTHING) == [
        [3, 1, 1, 1, 1, 1, 1, 1, 0, None, "A", 0, 0],
        [1, 1, 1, None, None, None, None, 1, 0, None, "A", 0, 0],
    ]
    kinds = dict.fromkeys(EVERYTHING, "Float64")
    kinds |= dict.fromkeys(["contacts", "people", "handovers", "same_time", "left_out"], "Int64")
    assert frame.dtypes.astype("str").to_dict() == kinds | {"usual": "string"}
    assert frame.index.name == "resident"


def test_who_is_usual():
    seen = {"most": "ABBA" + "B", "latest": "ABBA", "one_each": "BA"}
    rows = [row for name, actors in seen.items() for row in contacts(actors, name)]
    together = [{**row, "start": rows[0]["start"]} for row in contacts("BA", "together")]
    frame = continuity(log(rows, together))
    assert frame["usual"].to_dict() == {
        "most": "B",
        "latest": "A",
        "one_each": "A",
        "together": "A",
    }


def test_contacts_that_start_together_go_by_actor():
    rows = contacts("BABA")
    for row in rows[:3]:
        row["start"] = rows[0]["start"]
    frame = continuity(log(rows))
    assert values(frame, ["secon", "handovers", "same_time"]) == [[0.333333, 2, 2]]


def test_without_a_time_there_is_no_order_unless_only_one_came():
    several, one = contacts("AAB", "several"), contacts("AA", "one")
    for row in (several[1], one[0]):
        row["start"] = None
    frame = continuity(log(several, one))
    columns = ["contacts", "coc", "secon", "handovers", "usual", "same_time"]
    assert values(frame, columns) == [[2, 1, 1, 0, "A", 0], [3, 0.333333, None, None, "A", 0]]


def test_a_log_without_any_time():
    frame = continuity(hood(contacts=[{"resident": "r", "actor": actor} for actor in "ABB"]))
    columns = ["people", "upc", "secon", "handovers", "usual", "same_time"]
    assert values(frame, columns) == [[2, 0.666667, None, None, "B", 0]]


ACTORS = [
    {"actor": "gp1", "level": "practice", "profession": "gp", "organisation": "Lime"},
    {"actor": "gp2", "level": "person", "profession": "gp", "organisation": "Lime"},
    {"actor": "nurse", "layer": "first_line", "organisation": "Homecare"},
    {"actor": "team", "level": "group", "profession": "gp"},
    {"actor": "town", "level": "organisation", "layer": "welfare"},
    {"actor": "choir", "level": "group", "layer": "collective", "organisation": "Club"},
    {"actor": "son", "level": "person", "layer": "informal"},
]


def test_persons_professions_and_organisations():
    seen = ["gp1", "gp2", "nurse", "team", "town", "choir", "son", "new", None]
    neighbourhood = log(contacts(seen), actors=ACTORS)
    columns = ["contacts", "people", "handovers", "usual", "left_out"]
    each = {
        level: values(continuity(neighbourhood, level=level), columns)[0]
        for level in ("person", "profession", "organisation")
    }
    assert each == {
        "person": [4, 4, 3, "new", 3],
        "profession": [3, 1, 0, "gp", 4],
        "organisation": [4, 3, 2, "Lime", 3],
    }


def test_somebody_can_work_for_two_organisations():
    rows = contacts(["nurse", "nurse", None])
    rows[1]["organisation"] = rows[2]["organisation"] = "Hospital"
    frame = continuity(log(rows, actors=ACTORS), level="organisation")
    assert values(frame, ["contacts", "people", "usual", "left_out"]) == [[3, 2, "Hospital", 0]]


def test_with_nothing_that_counts_all_but_the_counts_are_missing():
    frame = continuity(
        log(
            contacts(["son"], "a"), contacts([None, "team"], "b"), contacts("A", "c"), actors=ACTORS
        )
    )
    assert values(frame, EVERYTHING)[:2] == [
        [0, *[None] * 11, 0],
        [0, *[None] * 11, 2],
    ]
    only = continuity(log(contacts(["son"], "a"), actors=ACTORS))
    assert values(only, EVERYTHING) == [[0, *[None] * 11, 0]]
    assert only.dtypes.equals(frame.dtypes)


def test_a_contact_belongs_to_the_resident_of_its_request():
    frame = continuity(
        log(
            contacts("AB", None, request="q1"),
            contacts("B", "anna", request="q3"),
            contacts("C", None, request="q2"),
            contacts("D", None),
            requests=[{"request": "q1", "resident": "anna"}, {"request": "q2"}],
        )
    )
    assert frame["contacts"].to_dict() == {"\nq2": 1, "anna": 3}


def test_no_contacts():
    with pytest.raises(MissingTable, match="Continuity needs the table contacts"):
        continuity(street())
    frame = continuity(street().replace(contacts=street().contacts))
    assert frame.empty
    assert frame.columns.tolist() == EVERYTHING
    assert averages(frame)["residents"].tolist() == [0] * 10
    assert averages(frame)["mean"].isna().all()


def test_a_level_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="level is 'street'; it is one of: person, profession"):
        eco.continuity(log(contacts("A")), level="street")


def test_averages_are_the_same_in_whatever_order_residents_stand():
    """At half a millionth it would show: added up from the left these differ."""
    each = (0.543625, 0.935072, 0.815854, 0.002739)
    made = {
        averages(pd.DataFrame(dict.fromkeys(MEASURES, order) | {"contacts": 4})).to_csv()
        for order in permutations(each)
    }
    assert len(made) == 1


def test_averages_are_over_four_contacts_and_say_who_is_left_out():
    frame = continuity(
        log(contacts("ABAB", "a"), contacts("AAAA", "b"), contacts("AB", "c"), contacts("CCC", "d"))
    )
    table = averages(frame)
    assert table.index.tolist() == EVERYTHING[:10]
    assert table.loc["coc"].tolist() == [pytest.approx(2 / 3, abs=1e-6), 2, 2]
    assert table.loc["people"].tolist() == [1.5, 2, 2]
    assert table.loc["care_density"].tolist() == [2.0, 1, 3]
    assert averages(frame, least=2).loc["coc"].tolist() == [pytest.approx(7 / 12, abs=1e-6), 4, 0]
    assert averages(frame, least=9).loc["coc", "residents"] == 0


# Against plain Python, one resident at a time.

NAMES = [row["actor"] for row in ACTORS] + ["new", None]
SOMETIME = st.one_of(st.none(), st.integers(0, 5))
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(NAMES),
        st.one_of(st.integers(0, 6), SOMETIME),
        st.sampled_from([None, None, "Lime", "Hospital"]),
    ),
    min_size=1,
    max_size=25,
)


def unit(level, actor, own):
    """What a contact counts as: a name, None where that is unknown, '' where it is passed over."""
    who = next((row for row in ACTORS if row["actor"] == actor), {})
    if who.get("layer") in {"informal", "collective"}:
        return ""
    if level == "profession":
        return who.get("profession")
    if level == "organisation":
        itself = actor if who.get("level") == "organisation" else None
        return own or who.get("organisation") or itself
    return None if who.get("level") in {"group", "organisation"} else actor


def by_hand(rows, level):
    """The table of `continuity`, from its definitions."""
    teams = {}
    for resident, actor, start, own in rows:
        teams.setdefault(resident, []).append((start, unit(level, actor, own)))
    known = {
        resident: [(start, who) for start, who in team if who] for resident, team in teams.items()
    }
    sees = {resident: {who for _, who in team} for resident, team in known.items()}
    table = []
    for resident in sorted(teams):
        left_out = sum(who is None for _, who in teams[resident])
        team = sorted(known[resident], key=lambda one: (-1 if one[0] is None else one[0], one[1]))
        n, k = len(team), len(sees[resident])
        if not n:
            table.append([0, *[None] * 11, left_out])
            continue
        count = Counter(who for _, who in team)
        latest = {who: -1 if start is None else start for start, who in team}
        usual = min(count, key=lambda who: (-count[who], -latest[who], who))
        many, order = n > 1, k == 1 or all(start is not None for start, _ in team)
        steps = list(pairwise(team))
        handovers = sum(one[1] != other[1] for one, other in steps)
        squares = sum(times**2 for times in count.values())
        pairs = list(combinations(sorted(sees[resident]), 2))
        shared = sum({one, other} <= team for one, other in pairs for team in sees.values())
        tenth = Fraction(1, 10)
        exact = [
            n,
            k,
            Fraction(max(count.values()), n),
            Fraction(squares - n, n * (n - 1)) if many else None,
            Fraction(n - 1 - handovers, n - 1) if many and order else None,
            (1 - k / (n + tenth)) / (1 - 1 / (n + tenth)) if many else None,
            Fraction(n - k, n - 1) if many else None,
            Fraction(n * n, squares),
            handovers if order else None,
            Fraction(shared, len(pairs)) if pairs else None,
        ]
        same = sum(one[0] is not None and one[0] == other[0] for one, other in steps)
        table.append([*(v if v is None else float(v) for v in exact), usual, same, left_out])
    return table


def as_hood(rows):
    day = pd.Timestamp("2025-03-01")
    return hood(
        actors=ACTORS,
        contacts=[
            {
                "resident": resident,
                "actor": actor,
                "start": None if start is None else day + pd.Timedelta(start, "D"),
                "organisation": own,
            }
            for resident, actor, start, own in rows
        ],
    )


@pytest.mark.parametrize("level", ["person", "profession", "organisation"])
@given(rows=ROWS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_it_agrees_with_counting_by_hand(level, rows):
    found = values(continuity(as_hood(rows), level=level), EVERYTHING)
    for got, expected in zip(found, by_hand(rows, level), strict=True):
        assert got == [pytest.approx(v, abs=1e-6) if isinstance(v, float) else v for v in expected]


@given(rows=ROWS)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_row_order_never_matters(rows):
    neighbourhood = as_hood(rows)
    pd.testing.assert_frame_equal(
        continuity(neighbourhood), continuity(shuffled(neighbourhood, seed=len(rows)))
    )


@given(st.text("ABCDE", min_size=1, max_size=40))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_identities(sequence):
    n, k = len(sequence), len(set(sequence))
    numbers = np.array([ord(letter) for letter in sequence])
    found = engine.indices(engine.contact_counts(np.zeros(n, dtype=int), numbers, np.arange(n)))
    one = {name: float(value[0]) for name, value in found.items()}
    if n == 1:
        assert all(np.isnan(one[name]) for name in ("coc", "secon", "mmci", "k_index"))
        return
    herfindahl = 1 / one["effective_people"]
    assert one["coc"] == pytest.approx((n * herfindahl - 1) / (n - 1))
    assert one["handovers"] == pytest.approx((n - 1) * (1 - one["secon"]))
    assert one["coc"] <= one["upc"] + 1e-12
    assert 1 / k <= herfindahl + 1e-12 <= 1 + 2e-12
    assert 0 < one["mmci"] <= 1
    if len(set(Counter(sequence).values())) == 1:
        assert one["coc"] == pytest.approx((n / k - 1) / (n - 1))


# The engine: however it packs and sorts, the counts are the same.


def counted(resident, actor, start):
    counts = engine.contact_counts(np.array(resident), np.array(actor), np.array(start))
    return {name: getattr(counts, name).tolist() for name in vars(counts)}


def random_log(contacts, residents, actors, moments, *, seed, gaps=0.0):
    rng = np.random.default_rng(seed)
    resident = residents[rng.integers(0, len(residents), contacts)]
    start = rng.integers(0, moments, contacts) * 1_000_000
    start[rng.random(contacts) < gaps] = MISSING
    return resident, actors[rng.integers(0, len(actors), contacts)], start


@pytest.mark.parametrize("gaps", [0.0, 0.1], ids=["every_start", "some_starts_missing"])
@pytest.mark.parametrize(
    "residents", [np.arange(40), np.arange(3000), np.arange(3000) * 1_000_003 - 5], ids=len
)
def test_packed_and_ranked_count_the_same(residents, gaps, monkeypatch):
    rows = random_log(60_000, residents, np.arange(-3, 30) * 7, 5000, seed=1, gaps=gaps)
    packed = counted(*rows)
    monkeypatch.setattr(engine, "MOST_BITS", 0)
    assert counted(*rows) == packed


@pytest.mark.parametrize("residents", [1, 2, 300, 20_000])
def test_parts_chunks_and_rows_count_as_one_sort_does(residents, monkeypatch):
    rows = random_log(200_000, np.arange(residents), np.arange(50), 90_000, seed=2)
    monkeypatch.setattr(engine, "CHUNK", 9_999)
    split = counted(*rows)
    monkeypatch.setattr(engine, "_parts", lambda layout, _, *columns: [layout.pack(*columns)])
    monkeypatch.setattr(engine, "SHORT", 0)
    assert counted(*rows) == split


def test_times_too_fine_for_one_number_are_counted_in_their_own_unit():
    resident, actor, start = random_log(
        20_000, np.arange(2**20), np.arange(2**14), 500_000, seed=3, gaps=0.01
    )
    whole = counted(resident, actor, start)
    odd = np.where(start == MISSING, MISSING, start + (start > 0))
    assert counted(resident, actor, odd) == whole
    resident[1:3], actor[1:3], start[1:3] = 2**20, [9, 5], [3_000_000, 3_000_001]
    one = engine.contact_counts(resident, actor, start)
    assert (one.contacts[-1], one.same_time[-1], one.usual[-1]) == (2, 0, 5)
    far = np.array([-(2**62), 2**62, MISSING])
    assert counted([0, 0, 0], [1, 2, 2**40], far)["handovers"] == [2]


def test_what_does_not_fit_even_by_rank_is_refused(monkeypatch):
    monkeypatch.setattr(engine, "MOST_BITS", 0)
    layout = Layout((0, 0, 0), 1, (30, 30, 30), gaps=False)
    monkeypatch.setattr(engine, "packing", lambda *_: layout)
    with pytest.raises(OverflowError, match="1 residents and 2 actors are too many"):
        counted([0, 0], [1, 2], [0, 0])


def test_nothing_to_count():
    assert set(map(len, counted([], [], []).values())) == {0}
