"""The one ranked table, its words, and that nothing about it hangs on the order of rows."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecosystem.find.because import KINDS, SENTENCES, sentence, worded
from ecosystem.find.findings import COLUMNS
from ecosystem.find.phrases import duration_told
from ecosystem.find.ranked import find
from ecosystem.measure.bridges import informal_reach
from ecosystem.measure.brokerage import brokerage
from ecosystem.measure.coordination import coordination
from ecosystem.measure.coverage import coverage
from ecosystem.measure.meetings import meetings
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.schema import TABLES
from tests.street import hood, shuffled, street

SLOTS = {"requests", "wait", "first", "others", "all", "needs", "candidates", "residents", "hours"}


def random_hood(seed: int):
    """Sixty actors, ninety residents: large enough for every kind of chance to show."""
    random = np.random.default_rng(seed)
    layers = ["first_line", "specialist", "welfare", "informal", "collective", None]
    actors = [f"a{n:02d}" for n in range(60)]
    needs = [f"n{n:02d}" for n in range(20)]

    def some(names, count):
        return [names[at] for at in random.integers(0, len(names), count)]

    return hood(
        needs=[{"need": n, "hours": 0.5, "critical": n < "n05"} for n in needs],
        actors=[
            {
                "actor": actor,
                "layer": layers[random.integers(6)],
                "hours": random.choice([np.nan, 0, 4, 8]),
                "step": random.integers(1, 7),
                "organisation": f"o{random.integers(12)}",
            }
            for actor in actors
        ],
        competences=[
            {"actor": a, "need": n}
            for a, n in sorted(set(zip(some(actors, 90), some(needs, 90), strict=True)))
        ],
        contacts=[
            {"resident": f"r{r}", "actor": a, "need": n}
            for r, a, n in zip(
                random.integers(0, 90, 800), some(actors, 800), some(needs, 800), strict=True
            )
        ],
        ties=[
            {"actor": a, "partner": b, "hours": random.integers(1, 9)}
            for a, b in zip(some(actors, 90), some(actors, 90), strict=True)
        ],
        meetings=[{"meeting": f"m{n}", "times": 12, "hours": 1} for n in range(8)],
        attendance=[
            {"meeting": f"m{n}", "actor": a} for n in range(8) for a in sorted(set(some(actors, 6)))
        ],
    )


def test_the_street_in_one_table():
    frame = find(street())
    assert list(frame.columns) == COLUMNS
    assert frame["finding"].tolist() == ["uncovered", "bridge", "contained_meeting", "idle_tie"]
    assert frame["subject"].tolist() == ["", "nurse|choir|daughter", "wounds|monday", "gp|social"]
    assert frame["survives"].isna().all()
    assert frame["theme"].tolist()[2] == "physiological"


def test_every_finding_says_because_and_asks_a_question():
    for lang, frame in itertools.product(("en", "nl"), (street(), random_hood(1))):
        words = find(frame, lang=lang)
        assert words["because"].str.endswith(".").all()
        assert words["question"].str.endswith("?").all()
        assert not words["because"].str.contains(r"[{}\[\]]|nan|NaN|<NA>|None").any()
        assert not words["question"].str.contains(r"[{}\[\]]|nan|NaN|<NA>|None").any()


def test_what_weighs_most_comes_first_then_most_residents_then_most_hours():
    frame = find(random_hood(2))
    assert frame["finding"].nunique() > 5
    rank = [KINDS.index(kind) for kind in frame["finding"]]
    assert rank == sorted(rank)
    for _, same in frame.groupby("finding"):
        known = same["residents"].fillna(-1).tolist()
        assert known == sorted(known, reverse=True)


def test_each_finding_stands_once():
    frame = find(random_hood(3))
    assert not frame.duplicated(["finding", "subject", "needs"]).any()


def test_informal_and_collective_help_is_never_what_could_stop():
    for seed in range(3):
        there = random_hood(seed)
        informal = there.actors.loc[there.actors["layer"].isin(["informal", "collective"]), "actor"]
        frame = find(there)
        stops = frame[frame["finding"].isin(["idle_tie", "substitutable", "same_offer"])]
        assert len(stops)
        assert not stops["subject"].str.split("|").explode().isin(set(informal)).any()


def test_with_actors_and_ties_alone_all_that_can_run_runs():
    least = hood(actors=street().actors.to_dict("records"), ties=street().ties.to_dict("records"))
    assert find(least)["finding"].tolist() == ["bridge"]


@pytest.mark.parametrize("given", [(), ("actors",), ("competences",), ("contacts", "ties")])
def test_any_tables_give_a_table(given):
    whole = random_hood(4)
    part = hood().replace(**{name: whole.tables[name] for name in given})
    frame = find(part)
    assert list(frame.columns) == COLUMNS
    assert (frame.dtypes == find(street()).dtypes).all()


def test_tables_without_rows_find_nothing_and_break_nothing():
    bare = hood(**{name: [] for name in TABLES})
    assert find(bare).empty
    for measure in (coverage, meetings, brokerage, informal_reach):
        assert len(measure(bare)) == 0
    with pytest.raises(MissingTable):
        coordination(bare)


def test_no_missing_value_prints_as_nan():
    whole = random_hood(5)
    for frame in (find(whole), coverage(whole), coordination(whole), brokerage(whole)):
        assert "NaN" not in frame.to_string()
    for frame in (meetings(whole), informal_reach(whole)):
        assert "NaN" not in frame.to_string()


def test_every_kind_is_worded_in_both_languages_with_the_same_facts():
    for texts in SENTENCES.values():
        asked = {key.removesuffix("_en").removesuffix("_nl") for key in texts}
        assert {"because", "question"} <= asked <= {"because", "question", "question_informal"}
        assert sorted(texts) == sorted(f"{what}_{lang}" for what in asked for lang in ("en", "nl"))
        for what in asked:
            slots = [set(re.findall(r"{(\w+)}", texts[f"{what}_{lang}"])) for lang in ("en", "nl")]
            assert slots[0] == slots[1]
            assert slots[0] <= SLOTS


@pytest.mark.parametrize(
    ("seconds", "english", "dutch"),
    [
        (259_200, "3 days", "3 dagen"),
        (8100, "2 h 15 min", "2 uur 15 minuten"),
        (86_400, "1 day", "1 dag"),
        (129_600, "1.5 days", "1,5 dagen"),
        (1_500_000, "17 days", "17 dagen"),
        (7200, "2 h", "2 uur"),
        (60, "1 min", "1 minuut"),
        (0, "no time", "geen tijd"),
        (pd.NA, "", ""),
    ],
)
def test_a_duration_is_told_as_people_say_it(seconds, english, dutch):
    assert (duration_told(seconds, "en"), duration_told(seconds, "nl")) == (english, dutch)


def test_one_is_singular_and_a_protected_count_is_told_in_words():
    def because(residents, hours, lang="en"):
        return sentence("uncovered", [], ["Skin"], residents, hours, lang=lang)[0]

    assert because(1, 1).endswith("it is about 1 resident, 1 hour a month.")
    assert because("1", 2.5).endswith("it is about 1 resident, 2.5 hours a month.")
    assert because("<10", None).endswith("it is about fewer than 10 residents.")
    assert because("25", 1234.5, "nl").endswith("het gaat om 25 bewoners, 1.234,5 uur per maand.")
    assert because(pd.NA, pd.NA) == "Skin: nobody here can help with this."


def test_long_lists_are_told_as_a_few_and_how_many_more():
    because = sentence("same_offer", list("abcdefg"), ["x", "y", "z", "w"])[0]
    assert because == "A, b, c, d and 3 more can help with exactly the same (x, y and 2 more)."


def test_words_in_a_label_are_never_read_as_a_template():
    because = sentence("fragile", ["{needs} [x]"], ["a {first} b"], 2)[0]
    assert because == "A {first} b: this hangs on {needs} [x] alone; it is about 2 residents."


def test_findings_are_worded_again_from_protected_names_and_counts():
    frame = find(street()).astype({"residents": "str"})
    frame.loc[0, ["residents", "hours"]] = ["<10", pd.NA]
    frame.loc[1, "subject"] = "nurse_1|informal|informal"
    again = worded(frame, {"nurse_1": "Nurse 1", "informal": "Informal helpers"}, {})
    assert again["because"].tolist()[:2] == [
        "Transport: nobody here can help with this; it is about fewer than 10 residents.",
        "Only Nurse 1 links Informal helpers with the professionals.",
    ]
    assert frame["because"].tolist() == find(street())["because"].tolist()


def answers(neighbourhood):
    frames = [f(neighbourhood) for f in (find, coverage, coordination, brokerage, meetings)]
    return [frame.to_json(orient="split", double_precision=6) for frame in frames]


def test_row_order_never_matters():
    whole = random_hood(6)
    for seed in range(3):
        assert answers(shuffled(whole, seed)) == answers(whole)


def test_the_hash_seed_never_matters():
    from ecosystem.sources.synthetic import synthetic

    script = (
        "import json, sys\n"
        "from ecosystem.sources.synthetic import synthetic\n"
        "from tests.test_findings import answers\n"
        "json.dump(answers(synthetic(2)['BU99990101']), sys.stdout)\n"
    )
    root = Path(__file__).resolve().parents[1]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in "012"
    ]
    out = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert json.loads(out[0]) == answers(synthetic(2)["BU99990101"])
    assert out[0] == out[1] == out[2]


def test_a_real_directory_is_searched_in_seconds_and_counted_rightly():
    folder = Path(__file__).resolve().parents[2] / "shared" / "data" / "miami_hsds"
    if not folder.exists():
        pytest.skip("needs ../shared/data/miami_hsds, which is not beside this checkout")
    from ecosystem.sources.hsds import hsds

    miami = hood().replace(**hsds(folder)[0])
    services = pd.read_csv(folder / "services.csv", dtype="str", usecols=["id", "organization_id"])
    links = pd.read_csv(folder / "services_taxonomy.csv", dtype="str")
    offers = links.merge(services, left_on="service_id", right_on="id")
    by_term = offers.groupby("taxonomy_id")["organization_id"].nunique()
    counted = coverage(miami)["actors"]
    assert counted[counted > 0].to_dict() == by_term.to_dict()
    kinds = find(miami)["finding"].value_counts()
    assert kinds["fragile"] == (by_term == 1).sum() == 881
    assert kinds["same_offer"] == 10
