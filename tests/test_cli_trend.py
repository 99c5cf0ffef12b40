"""From a shell: what changed between two surveys, and which neighbourhoods next."""

import pandas as pd
import pytest

from ecosystem.cli import main
from tests.surveys import survey

CONTENT = {"outcome_residents": 7.0, "outcome_informal": 6.5, "outcome_professionals": 7.2}
ASKED = {f"{name}_of": 40 for name in CONTENT}


@pytest.fixture
def files(tmp_path):
    then = {"a": CONTENT | ASKED | {"professional_hours_week": 40.0}}
    now = {"a": CONTENT | ASKED | {"professional_hours_week": 36.0}}
    survey(then, year=2024).to_csv(tmp_path / "then.csv")
    survey(now, year=2025).to_csv(tmp_path / "now.csv")
    gains = {"excess_a_resident": 2.0, "excess_a_resident_of": 30}
    survey({"a": gains, "b": gains | {"excess_a_resident": 1.0}}).to_csv(tmp_path / "all.csv")
    return tmp_path


def test_a_trend_is_told_in_words_net_of_elsewhere(files, capsys):
    asked = ["trend", str(files / "then.csv"), str(files / "now.csv"), "--lang", "nl"]
    asked += ["--elsewhere", "professional_hours_week=-0.01", "--target", "-0.05"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "uren van professionals bij bewoners per week" in said
    assert "geslaagd" in said
    assert "netto van elders (%)" in said
    assert said.split()[-1] == "ja"


def test_as_csv_every_measure_is_there(files, capsys):
    asked = ["trend", str(files / "then.csv"), str(files / "now.csv"), "--format", "csv"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("neighbourhood,measure,then,now")
    assert len(lines) > 30


def test_areas_elsewhere_may_be_two_surveys(files, capsys):
    for name, hours in (("before", 50.0), ("after", 40.0)):
        rows = {"z": {"professional_hours_week": hours}}
        survey(rows, year=2024 + (name == "after")).to_csv(files / f"{name}.csv")
    asked = ["trend", str(files / "then.csv"), str(files / "now.csv"), "--format", "csv"]
    asked += ["--reference", str(files / "before.csv"), str(files / "after.csv")]
    assert main(asked) == 0
    told = pd.read_csv(pd.io.common.StringIO(capsys.readouterr().out)).set_index("measure")
    assert told.loc["professional_hours_week", ["elsewhere", "net_share"]].tolist() == [-0.2, 0.125]


def test_a_change_elsewhere_without_a_number_is_refused_in_words(files, capsys):
    asked = ["trend", str(files / "then.csv"), str(files / "now.csv"), "--elsewhere", "upc"]
    assert main(asked) != 0
    assert "people_a_resident=-0.01" in capsys.readouterr().err


def test_which_neighbourhoods_next_from_a_shell(files, capsys):
    asked = ["spread", str(files / "all.csv"), "--done", "b", "--capacity", "2", "--format", "csv"]
    assert main(asked) == 0
    told = pd.read_csv(pd.io.common.StringIO(capsys.readouterr().out)).set_index("neighbourhood")
    assert told.loc["a", ["wave", "rank", "gain"]].tolist() == [2, 1, 60]
    assert told.loc["b", "why"] == "taking_part"


def test_a_survey_beside_itself_is_noticed(files, capsys):
    assert main(["trend", str(files / "now.csv"), str(files / "now.csv"), "--lang", "nl"]) == 0
    assert "zijn het twee leveringen?" in capsys.readouterr().err
    assert main(["trend", str(files / "then.csv"), str(files / "now.csv"), "--lang", "nl"]) == 0
    assert "leveringen" not in capsys.readouterr().err
