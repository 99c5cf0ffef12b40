"""Tables as text, and the line that says what a flow comes to."""

import pandas as pd

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.show.words.flow_line import flow_line
from ecosystem.show.words.spoken import spoken
from tests.street import hood


def came(request, actor, day, minutes=60):
    start = f"2025-01-{day:02d}"
    return {"request": request, "actor": actor, "start": start, "minutes": minutes}


def test_numbers_are_written_as_the_language_does_and_missing_is_a_sign():
    frame = pd.DataFrame(
        {
            "hours": pd.array([1_234_567.25, 0.5, None], dtype="Float64"),
            "times": pd.array([3, None, 0], dtype="Int64"),
            "name": ["a.b", None, ""],
        }
    )
    assert spoken(frame, "nl").to_numpy().tolist() == [
        ["1234567,25", "3", "a.b"],
        ["0,5", "-", "-"],
        ["-", "0", ""],
    ]
    assert spoken(frame, "en")["hours"].tolist() == ["1234567.25", "0.5", "-"]


def test_the_line_of_a_flow_says_the_medians_and_what_is_not_known():
    requests = [{"request": "z", "resident": "z", "need": "skin", "asked": "2025-01-01"}]
    log = [came("q", "a", 6), came("q", "b", 9), came("r", "a", 6, None), came("r", None, 8, None)]
    one = hood(actors=[{"actor": "a"}, {"actor": "b"}], requests=requests, contacts=log)
    assert flow_line(eco.flow(one), "en") == (
        "3 requests; at the median people: 1.5; handovers: 0.5; from first contact to last: "
        "2.5 days; of which waiting: 97.3 %. Not known: people, of 1; handovers, of 1; lead time, "
        "of 1; share of waiting, of 2."
    )


def test_a_flow_of_groups_and_of_nothing_have_a_line_too():
    groups = [{"actor": "a", "level": "group"}, {"actor": "b", "level": "group"}]
    one = hood(actors=groups, contacts=[came("q", "a", 6), came("q", "b", 9)])
    assert flow_line(eco.flow(one), "nl").startswith("1 hulpvraag; mediaan helpers: 2; overdr")
    assert flow_line(eco.flow(hood(contacts=[])), "nl") == "0 hulpvragen."


def test_a_measure_says_why_it_is_internal_rows_of_residents_or_true_counts(tmp_path, capsys):
    one = hood(actors=[{"actor": "a"}, {"actor": "b"}], contacts=[came("q", "a", 6)])
    eco.save(dict(one.tables), tmp_path / "one")
    assert main(["measure", "flow", str(tmp_path / "one"), "--lang", "nl"]) == 0
    printed = capsys.readouterr()
    assert "1 hulpvraag; mediaan mensen: 1" in printed.out
    assert "doorlooptijd (dagen)" in printed.out
    assert printed.err == (
        "Intern: een regel per hulpvraag; niet doorsturen. Delen: ecosystem export\n"
    )
    assert main(["measure", "handovers", str(tmp_path / "one")]) == 0
    assert capsys.readouterr().err.startswith("Internal: names and counts as they are;")
