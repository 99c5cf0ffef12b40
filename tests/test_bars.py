"""Ids that hold the signs that join lists: `|` goes at the door, `;` is never in doubt."""

import re

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from tests.street import hood


def door(**tables):
    problems, notices, _ = eco.check({name: pd.DataFrame(rows) for name, rows in tables.items()})
    told = pd.concat([problems, notices], ignore_index=True)
    return told[["row", "column", "code"]].astype("object").to_numpy().tolist()


def test_a_bar_in_an_id_becomes_another_sign_in_every_table_and_is_told():
    region = eco.load(
        {
            "actors": pd.DataFrame({"actor": ["a|b", "c;d"], "organisation": ["x|y", "x"]}),
            "ties": pd.DataFrame({"actor": ["c;d"], "partner": ["a|b"]}),
            "competences": pd.DataFrame({"actor": ["a|b", "a|b"], "need": ["skin", "pain"]}),
        },
        lang="nl",
    )
    given = region[region.codes[0]]
    assert sorted(given.actors["actor"]) == ["a¦b", "c;d"]
    assert given.ties["partner"].tolist() == ["a¦b"]
    assert set(given.competences["actor"]) == {"a¦b"}
    told = region.notices[["row", "column", "code"]].astype("object").to_numpy().tolist()
    assert told == [
        [1, "actor", "bar_in_id"],
        [1, "organisation", "bar_in_id"],
        [1, "actor", "bar_in_id"],
        [1, "partner", "bar_in_id"],
    ]
    first = region.notices.iloc[0]
    assert first["message"] == "'a|b' is gelezen als 'a¦b', want | scheidt lijsten."
    assert first["advice"] == "Zijn er meer bedoeld dan één? Geef elk een eigen rij."


def test_more_needs_than_one_in_a_cell_for_one_are_refused_with_the_way_out():
    rows = {"actor": ["a", "a"], "need": ["skin", "skin|pain"]}
    with pytest.raises(eco.TableError, match=r"row 2 need: 'skin\|pain' are more needs than one"):
        eco.load({"competences": pd.DataFrame(rows)})
    assert door(competences=rows)[0] == [2, "need", "needs_in_one_cell"]


def test_where_needs_are_listed_one_that_is_not_there_is_unknown():
    rows = {"actor": ["a"], "need": ["skin|pain"]}
    assert door(needs={"need": ["skin", "pain"]}, competences=rows) == [
        [1, "need", "unknown_id"],
        [1, "need", "bar_in_id"],
    ]
    assert door(needs={"need": ["skin|pain"]}, competences=rows) == [
        [1, "need", "bar_in_id"],
        [1, "need", "bar_in_id"],
    ]


def test_two_ids_that_would_become_one_are_refused():
    assert door(actors={"actor": ["a|b", "a¦b"]})[:2] == [
        [1, "actor", "bar_in_two_ids"],
        [2, "actor", "bar_in_two_ids"],
    ]


def test_an_id_with_the_other_sign_alone_is_left_as_it_is():
    assert door(actors={"actor": ["a¦b", "c"]}) == []


def test_what_a_resident_is_called_is_never_said_and_stays():
    rows = {"resident": ["r|1"], "actor": ["a|b"], "need": ["skin"], "start": ["2025-01-01"]}
    _, notices, _ = eco.check({"contacts": pd.DataFrame(rows)})
    assert notices["code"].tolist() == ["no_key", "bar_in_id"]
    assert not notices["message"].str.contains("a|b", regex=False).any()
    region = eco.load({"contacts": pd.DataFrame(rows)})
    (called,) = region[region.codes[0]].contacts["resident"]
    assert re.fullmatch("r_[a-z2-7]{16}", called)


def test_a_log_with_bars_in_its_actors_comes_in_verbatim_and_loads(tmp_path, capsys):
    log = tmp_path / "log.csv"
    log.write_text(
        "Case ID,Activity,Timestamp,Resource\n"
        "1,Visit,2025-01-01 10:00,a|b\n1,Call,2025-01-01 11:00,a;b\n1,Visit,2025-01-01 12:00,a|b\n"
    )
    assert main(["import", "log", str(log), "--out", str(tmp_path / "in")]) == 0
    capsys.readouterr()
    assert "a|b" in (tmp_path / "in" / "contacts.csv").read_text(encoding="utf-8")
    region = eco.load(tmp_path / "in")
    given = region[region.codes[0]]
    assert set(given.actors["actor"]) == {"a;b", "a¦b"}
    assert set(region.notices["code"]) == {"bar_in_id", "no_key"}
    assert eco.flow(given)[["people", "loops"]].to_numpy().tolist() == [[2, 1]]
    assert set(eco.handovers(given).reset_index()["from"]) == {"a;b", "a¦b"}


def test_teams_of_the_fewest_are_joined_so_that_no_id_is_cut():
    def able(*actors):
        return hood(
            actors=[{"actor": "b", "label": "Bea"}],
            competences=[{"actor": actor, "need": "skin"} for actor in actors],
            profiles=[{"profile": "p", "needs": "skin", "residents": 3}],
        )

    assert eco.fewest(able("a", "b"))["teams"].tolist() == ["a;b"]
    given = able("a;x", "b")
    assert eco.fewest(given)["teams"].tolist() == ["a;x||b"]
    assert eco.labelled(eco.fewest(given), given)["equally small teams"].tolist() == ["a;x; Bea"]
