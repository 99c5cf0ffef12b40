"""Comparing neighbourhoods from a shell."""

import io
import json

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.region.survey.written import write_survey
from tests.surveys import region


@pytest.fixture
def survey():
    return region(20, seed=1)


def _written(survey, path):
    if path.suffix == ".csv":
        survey.to_csv(path)
    elif path.suffix == ".parquet":
        survey.reset_index().to_parquet(path)
    else:
        survey.reset_index().to_excel(path, sheet_name="survey", index=False)
    return str(path)


@pytest.mark.parametrize("name", ["survey.csv", "survey.parquet", "survey.xlsx"])
def test_a_written_survey_is_compared_as_the_survey_itself(name, survey, tmp_path, capsys):
    file = _written(survey, tmp_path / name)
    asked = ["compare-region", file, "--measures", "upc", "contact_point", "--format", "json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    made = eco.compare_region(survey, measures=["upc", "contact_point"])
    assert [row["outside"] for row in told] == made["outside"].astype("object").where(
        made["outside"].notna(), None
    ).tolist()


def test_as_text_those_outside_are_named_and_what_chance_does_is_said(survey, tmp_path, capsys):
    file = _written(survey, tmp_path / "survey.csv")
    assert main(["compare-region", file, "--lang", "nl"]) == 0
    told = capsys.readouterr()
    made = eco.compare_region(survey)
    outside = made["outside"].isin(["below", "above"]).sum()
    assert f"Buiten de grenzen: {outside} van {made['low'].notna().sum()} cijfers" in told.err
    assert "lijken op elkaar, dus valt er iets meer buiten." in told.err
    assert told.out.count("Buurt ") == outside > 0


def test_practices_are_said_in_words_with_the_warning(survey, tmp_path, capsys):
    assert main(["practices", _written(survey, tmp_path / "survey.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert all(line.endswith("does not say that one makes the other.") for line in lines)


def test_a_survey_is_rolled_up(survey, tmp_path, capsys):
    file = _written(survey, tmp_path / "survey.csv")
    assert main(["roll-up", file, "--to", "gemeente", "--format", "csv"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in told] == ["neighbourhood", "GM0001"]


def test_a_file_that_is_no_survey_is_refused_in_words(tmp_path, capsys):
    pd.DataFrame({"upc": [1]}).to_csv(tmp_path / "no.csv", index=False)
    assert main(["compare-region", str(tmp_path / "no.csv")]) == 1
    assert "this table has: upc" in capsys.readouterr().err


def test_a_region_is_surveyed_first(tmp_path, capsys):
    assert (
        main(
            [
                "example",
                "--neighbourhoods",
                "3",
                "--residents",
                "12",
                "--contacts",
                "60",
                "--out",
                str(tmp_path / "three"),
            ]
        )
        == 0
    )
    capsys.readouterr()
    assert main(["roll-up", str(tmp_path / "three"), "--to", "region"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[0] == "region"


def test_a_survey_that_a_dutch_spreadsheet_saved_again_is_read_as_it_was(survey, tmp_path, capsys):
    asked = ["roll-up", "--to", "region", "--format", "csv"]
    assert main([*asked, _written(survey, tmp_path / "survey.csv")]) == 0
    told = capsys.readouterr().out
    file = tmp_path / "excel.csv"
    survey.to_csv(file, sep=";", decimal=",", encoding="utf-8-sig")
    assert ",5" in file.read_text("utf-8")
    assert main([*asked, str(file)]) == 0
    assert capsys.readouterr().out == told


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "a.csv: Het bestand is leeg."),
        ("a.parquet", b"PAR1", "a.parquet: Dit is geen heel Parquet-bestand."),
        ("a.xlsx", b"PK", "a.xlsx: Dit is geen hele .xlsx-werkmap."),
    ],
)
def test_a_damaged_survey_is_named_with_the_way_out(name, content, said, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    assert main(["practices", str(tmp_path / name), "--lang", "nl"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (0, "Geen cijfer is met andere te vergelijken: de meting heeft geen buurt."),
        (1, "Geen cijfer is met andere te vergelijken: van te weinig gelijkende bekend (1)."),
    ],
)
def test_where_nothing_can_be_compared_it_is_said_why(many, said, survey, tmp_path, capsys):
    file = _written(survey.head(many), tmp_path / "survey.csv")
    assert main(["compare-region", file, "--measures", "upc", "--lang", "nl"]) == 0
    assert capsys.readouterr().err.splitlines() == [said]


@pytest.mark.parametrize("told", ["upc=less", "upc=", "upc"])
def test_a_change_elsewhere_that_is_no_number_is_named(told, survey, tmp_path, capsys):
    file = _written(survey, tmp_path / "survey.csv")
    assert main(["trend", file, file, "--elsewhere", told]) == 1
    assert f"{told} is not a measure and its change" in capsys.readouterr().err


def test_areas_as_text_are_the_figures_most_asked_for(survey, tmp_path, capsys):
    file = _written(survey, tmp_path / "survey.parquet")
    assert main(["roll-up", file, "--lang", "nl"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["gebied", "naam", "buurten"]
    assert len(head) < 250
    assert len(rows) == len(eco.roll_up(survey))


def test_what_a_survey_cannot_do_is_said_in_dutch(tmp_path, capsys):
    out = str(tmp_path / "survey.txt")
    assert main(["survey", "data/rivierenwijk", "--out", out, "--lang", "nl"]) == 1
    assert "de naam van het bestand eindigt op .csv" in capsys.readouterr().err
    asked = ["survey", "data/rivierenwijk", "--out", f"{out}.csv", "--measures", "luck"]
    assert main([*asked, "--lang", "nl"]) == 1
    assert "er is geen maat luck; er zijn: residents" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["compare-region", "practices", "roll-up", "spread"])
def test_what_is_made_of_an_internal_survey_is_internal_and_of_a_shared_one_not(
    asked, survey, tmp_path, capsys
):
    for level in ("internal", "shareable"):
        file = write_survey(survey, tmp_path / "survey.csv", level=level)
        assert main([asked, str(file), "--format", "csv"]) == 0
        told = capsys.readouterr()
        rows = pd.read_csv(io.StringIO(told.out))
        marks = set(rows["level"]) if "level" in rows else set()
        assert marks == ({"internal"} if level == "internal" else set())
        assert ("Internal:" in told.err) == (level == "internal")


def test_practices_in_words_say_beside_them_that_they_are_internal(survey, tmp_path, capsys):
    file = write_survey(survey, tmp_path / "survey.csv", level="internal")
    assert main(["practices", str(file), "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert "intern" not in told.out.lower()
    assert told.err.startswith("Intern: namen en aantallen zoals ze zijn; niet doorsturen.")
