"""The command does what the library does, and says in words what it cannot."""

import io
import json
import re

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from tests.street import hood, street
from tests.test_moves import oracle


@pytest.fixture
def folder(tmp_path):
    """Give the street as a folder of CSVs."""
    from ecosystem.tables.save import save

    save(dict(street().tables), tmp_path / "street")
    return tmp_path / "street"


def test_measure_prints_what_the_library_answers(folder, capsys):
    assert main(["measure", "coverage", str(folder), "--format", "csv"]) == 0
    assert capsys.readouterr().out == (
        "need,residents,actors,lightest,hours_short,level\n"
        "transport,2,0,,3.0,internal\nskin,1,2,4,0.0,internal\n"
    )


def test_compose_seats_a_team_or_says_why_there_is_none(folder, capsys):
    asked = ["compose", str(folder), "--kind", "project", "--format", "json", "--lang", "nl"]
    assert main([*asked, "--needs", "skin", "--without", "gp"]) == 0
    seats = json.loads(capsys.readouterr().out)
    assert [seat["member"] for seat in seats] == [None] * 5 + ["nurse"]
    assert main([*asked, "--needs", "skin", "transport"]) == 0
    (why,) = json.loads(capsys.readouterr().out)
    assert why["because"] == "Niemand die hier beschikbaar is, mag helpen met: Vervoer."


def test_find_prints_findings_in_dutch_as_json(folder, capsys):
    assert main(["find", str(folder), "--lang", "nl", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["finding"], first["needs"]) == ("uncovered", "transport")
    assert "niemand hier kan dit" in first["because"]


def test_findings_as_text_are_numbered_sentences(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["find", str(folder), "--lang", "nl"]) == 0
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert first == ("1. Vervoer: niemand hier kan dit; het gaat om 2 bewoners, 13 uur per maand.")
    assert second.startswith("   Kan iemand die er al komt")


def test_nothing_found_is_said_in_the_language_asked(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor\ngp\n", encoding="utf-8")
    assert main(["find", str(tmp_path), "--lang", "nl"]) == 0
    assert capsys.readouterr().out == "niets gevonden\n"


def test_a_neighbourhood_can_be_asked_for_by_its_name(folder, tmp_path, capsys):
    folder.joinpath("neighbourhoods.csv").write_text(
        "neighbourhood,name\nBU00010001,De Straat\n", encoding="utf-8"
    )
    asked = ["view", str(folder), "--neighbourhood", "de straat", "--out", str(tmp_path / "kaart")]
    assert main(asked) == 0
    assert capsys.readouterr().out.strip().endswith("kaart.html")


def test_moves_keep_their_numbers_and_what_if_carries_out_those_asked_for(folder, capsys):
    assert main(["propose", str(folder), "--format", "json"]) == 0
    moves = json.loads(capsys.readouterr().out)
    assert [(move["number"], move["move"]) for move in moves] == [
        (1, "stop_tie"),
        (2, "merge_meetings"),
    ]
    assert main(["what-if", str(folder), "--moves", "2", "--format", "json"]) == 0
    rows = {row["measure"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["meetings"]["now"], rows["meetings"]["after"]) == (2, 1)
    assert (rows["ties"]["now"], rows["ties"]["after"]) == (4, 4)


def test_a_move_that_is_not_there_is_said(folder, capsys):
    assert main(["what-if", str(folder), "--moves", "9"]) == 1
    assert "there is no move 9; propose gives 1 to 2" in capsys.readouterr().err


def test_an_event_log_becomes_a_folder_of_tables(tmp_path, capsys):
    log = tmp_path / "log.csv"
    log.write_text("Zaaknr,Activity,Timestamp,Resource\n7,Visit,2025-01-31,Ann\n", encoding="utf-8")
    asked = ["import", "log", str(log), "--case", "Zaaknr", "--out", str(tmp_path / "tables")]
    assert main(asked) == 0
    assert "contacts: 1 rows" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "tables")]) == 0


def test_several_neighbourhoods_are_printed_one_after_the_other_led_by_their_code(tmp_path, capsys):
    main(["example", "--neighbourhoods", "2", "--residents", "30", "--out", str(tmp_path / "two")])
    capsys.readouterr()
    assert main(["measure", "meetings", str(tmp_path / "two"), "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("neighbourhood,meeting,other")
    assert {line.split(",")[0] for line in lines[1:]} == {"BU99990101", "BU99990102"}


def test_check_says_every_problem_and_ends_with_1(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor,hours\ngp,veel\nnurse,-1\n", encoding="utf-8")
    assert main(["check", str(tmp_path), "--format", "csv"]) == 1
    table = capsys.readouterr().out.splitlines()
    assert table[0] == "file,sheet,row,column,code,message,advice"
    assert [line.split(",")[2] for line in table[1:3]] == ["2", "3"]


def test_in_dutch_a_problem_names_the_dutch_heading(tmp_path, capsys):
    (tmp_path / "actoren.csv").write_text("actor;uren\ngp;veel\n", encoding="utf-8")
    assert main(["check", str(tmp_path), "--lang", "nl"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("actoren.csv rij 2 uren: 'veel' is geen getal.")
    assert told[-1] == "rijen: gelezen 1, aangenomen 0, geweigerd 1, leeg 0"


def test_check_of_a_good_folder_ends_with_0_and_counts_the_rows(folder, capsys):
    assert main(["check", str(folder)]) == 0
    assert "refused 0" in capsys.readouterr().out


def test_check_as_json_holds_problems_notices_and_accounting(folder, capsys):
    main(["check", str(folder), "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    assert sorted(whole) == ["accounting", "notices", "problems"]
    assert [row["read"] for row in whole["accounting"] if row["table"] == "actors"] == [5]


def test_a_source_with_problems_is_told_in_words_and_not_as_a_traceback(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor,hours\ngp,veel\n", encoding="utf-8")
    assert main(["find", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "'veel' is not a number." in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["measure", "coverage", "{folder}", "--neighbourhood", "BU1"], "is not in this region"),
        (["measure", "coverage", "{empty}"], "actors"),
        (["measure", "coverage", "nowhere"], "nowhere"),
        (["lab", "{empty}"], "no notebooks in"),
        (["export", "{folder}", "--to", "json", "--out", "{empty}"], "is a folder; name a file"),
        (["export", "{folder}", "--to", "xlsx", "--with", "intake"], "does not leave the house"),
        (["export", "{folder}", "--to", "json", "--with", "moves"], "--to xlsx, not --to json"),
        (["new", "{folder}/actors.csv"], "is a file, not a folder"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_way_out(command, told, folder, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    command = [part.format(folder=folder, empty=empty) for part in command]
    assert main(command) == 1
    assert told in capsys.readouterr().err


def test_a_measure_without_its_table_says_which_is_missing(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor\ngp\n", encoding="utf-8")
    assert main(["measure", "coverage", str(tmp_path)]) == 1
    assert "needs the table competences" in capsys.readouterr().err


def test_view_and_report_write_what_may_be_shared(folder, tmp_path, capsys):
    assert main(["view", str(folder), "--out", str(tmp_path / "street.html")]) == 0
    out = tmp_path / "out"
    asked = ["report", str(folder), "--out", str(out), "--lang", "nl", "--resamples", "0"]
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert "Vervoer: niemand hier kan dit" in told
    page = (tmp_path / "street.html").read_text(encoding="utf-8")
    assert "Daughter" not in page
    assert {path.name for path in out.iterdir()} == {
        "index.html",
        *(f"all.{ending}" for ending in ("html", "pdf", "xlsx")),
    }


@pytest.mark.parametrize(("name", "begins"), [("a", b"%PDF"), ("a.html", b"<!doctype")])
def test_page_writes_what_may_be_shared_on_one_a4(name, begins, folder, tmp_path, capsys):
    asked = ["page", str(folder), "--out", str(tmp_path / name), "--resamples", "0"]
    assert main([*asked, "--neighbourhood", "all", "--lang", "nl"]) == 0
    (written,) = tmp_path.glob("a.*")
    assert capsys.readouterr().out == f"{written}\n"
    assert written.read_bytes().startswith(begins)
    assert b"Daughter" not in written.read_bytes()


def test_without_typst_page_says_what_it_wrote_in_its_place(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("ecosystem.show.page.page.can_print", lambda: False)
    assert main(["page", str(folder), "--out", str(tmp_path / "a.pdf"), "--resamples", "0"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{tmp_path / 'a.html'}\n"
    assert "pip install typst" in told.err


def test_view_shows_after_beside_now_with_all_moves_or_those_asked_for(folder, tmp_path, capsys):
    pages = []
    for level, *asked in (
        ["internal"],
        ["internal", "--moves"],
        ["internal", "--moves", "2"],
        ["shareable", "--moves", "2"],
    ):
        out = tmp_path / f"street{len(pages)}.html"
        assert main(["view", str(folder), "--out", str(out), "--level", level, *asked]) == 0
        block = re.search(
            r'<script id="data" type="application/json">(.*?)</script>', out.read_text("utf-8")
        )
        known = json.loads(block[1])["changes"]
        pages.append((known["after"], [move["number"] for move in known["moves"]]))
    assert pages == [(False, []), (True, [1, 2]), (True, [2]), (True, [2])]
    assert main(["view", str(folder), "--out", str(tmp_path / "x.html"), "--moves", "9"]) == 1
    assert "there is no move 9; propose gives 1 to 2" in capsys.readouterr().err


def test_a_neighbourhood_that_fails_is_named_and_the_others_go_on(tmp_path, capsys, monkeypatch):
    import ecosystem.show.report as room

    whole = room.told

    def fails_once(hood, **options):
        if hood.code == "BU99990101":
            raise OSError("no room")
        return whole(hood, **options)

    monkeypatch.setattr(room, "told", fails_once)
    main(["example", "--neighbourhoods", "2", "--residents", "30", "--out", str(tmp_path / "two")])
    asked = ["report", str(tmp_path / "two"), "--out", str(tmp_path / "out"), "--learn", "0"]
    assert main([*asked, "--resamples", "0"]) == 1
    told = capsys.readouterr()
    assert "BU99990101: failed: OSError: no room" in told.err
    assert (tmp_path / "out" / "BU99990102.html").exists()


@pytest.mark.parametrize("to", ["graphml", "gexf", "json", "kumu", "xlsx"])
def test_export_writes_every_format_without_a_name_of_a_person(to, folder, tmp_path):
    out = tmp_path / "street.out"
    assert main(["export", str(folder), "--to", to, "--out", str(out)]) == 0
    if to in {"kumu", "xlsx"}:
        sheets = pd.read_excel(out, sheet_name=None, engine="openpyxl", dtype="str")
        text = " ".join(frame.to_csv() for frame in sheets.values())
    else:
        text = out.read_text(encoding="utf-8")
    assert "District nurse 1" in text
    assert "Daughter" not in text


def test_export_writes_findings_moves_and_measures_beside_the_tables(folder, tmp_path):
    out = tmp_path / "street.xlsx"
    command = ["export", str(folder), "--to", "xlsx", "--out", str(out), "--lang", "nl", "--with"]
    assert main([*command, "findings", "moves", "push_share", "coverage", "meetings"]) == 0
    sheets = pd.read_excel(out, sheet_name=None, engine="openpyxl", dtype="str")
    assert {"findings", "moves", "push_share", "coverage", "overlapping_meetings"} < set(sheets)
    assert "times" in sheets["meetings"]
    assert sheets["moves"]["who"].tolist() == ["gp|district_nurse_1", "gp"]
    assert sheets["findings"]["because"].str.len().gt(10).all()
    assert "Daughter" not in " ".join(frame.to_csv() for frame in sheets.values())


def test_every_command_has_help_and_words_it_does_not_know_end_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for command in ("new", "check", "import", "example", "measure", "find", "view", "report"):
        assert f" {command} " in told
    with pytest.raises(SystemExit) as refused:
        main(["guess"])
    assert refused.value.code == 2


def test_what_moves_save_together_stands_beside_what_each_saves_and_what_was_left_out_is_told(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("COLUMNS", "2000")
    seats = {"small": ["gp", "nurse"], "large": ["gp", "nurse", "physio"]}
    sits = [{"meeting": name, "actor": who} for name, all_ in seats.items() for who in all_]
    meets = [
        {"meeting": name, "times": 12, "hours": 1, "requested_by": asks}
        for name, asks in (("small", "none"), ("large", "resident"))
    ]
    met = hood(meetings=meets, attendance=sits).tables
    here = tmp_path / "town"
    eco.save(dict(oracle().replace(**met).tables), here)
    assert main(["propose", str(here), "--learn", "2"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("(Together with those above: 6.)")
    moves = eco.propose(eco.load(here)[eco.load(here).codes[0]], learn=2)
    (excluded,) = moves.dropna(subset=["instead_of"]).itertuples()
    assert excluded.move == "stop_meeting"
    both = [str(excluded.instead_of), str(excluded.Index)]
    assert main(["what-if", str(here), "--learn", "2", "--moves", *both]) == 0
    assert f"Not carried out, for they do not go with an earlier one: {both[1]}" in (
        capsys.readouterr().err
    )


def test_measure_as_text_leaves_out_the_other_teams_that_are_as_small(folder, capsys):
    assert main(["measure", "fewest", str(folder)]) == 0
    assert "how many such teams" in (told := capsys.readouterr().out)
    assert "equally small teams" not in told
    assert main(["measure", "fewest", str(folder), "--format", "csv"]) == 0
    assert ",teams," in capsys.readouterr().out


def test_what_is_called_a_workbook_is_one_and_no_folder(tmp_path, capsys):
    for said in (0, 1):
        assert main(["new", str(tmp_path / "ours.xlsx")]) == 0
        assert ("There is one already" in capsys.readouterr().out) == said
    log = tmp_path / "log.csv"
    log.write_text("case,activity,time,actor\n7,Visit,2025-01-31 10:00,Ann\n")
    assert main(["import", "log", str(log), "--out", str(tmp_path / "log.xlsx")]) == 0
    assert main(["example", "--out", str(tmp_path / "e.xlsx"), "--format", "csv"]) == 1
    assert "e.xlsx is the name of a workbook; for csv name a folder." in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "log.csv",
        "log.xlsx",
        "ours.xlsx",
    ]
    assert eco.load(tmp_path / "log.xlsx")["log"].contacts["actor"].tolist() == ["Ann"]


def test_find_says_how_many_more_there_are_and_how_to_see_them(tmp_path, capsys):
    actors = [{"actor": name, "layer": "first_line"} for name in "abcd"]
    can = [{"actor": name, "need": "skin"} for name in "abcd"]
    ties = [{"actor": "a", "partner": name} for name in "bcd"]
    one = hood(actors=actors, competences=can, ties=ties, profiles=[])
    eco.save(dict(one.tables), tmp_path / "one")
    all_of_it = len(eco.find(one, most=1000))
    few = len(eco.find(one, most=1))
    assert few < all_of_it
    assert main(["find", str(tmp_path / "one"), "--most", "1"]) == 0
    assert f"And {all_of_it - few} more: " in capsys.readouterr().out
    assert main(["find", str(tmp_path / "one"), "--lang", "nl"]) == 0
    assert "En nog" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "cannot be read or written: "), ("nl", "niet te lezen of te schrij")]
)
def test_a_place_where_nothing_can_stand_is_named_in_words(capsys, tmp_path, lang, says):
    assert main(["new-key", str(tmp_path / "no" / "key"), "--lang", lang]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert "Errno" not in told


@pytest.mark.parametrize(("lang", "says"), [("en", "are no text"), ("nl", "geen tekst zijn")])
def test_a_word_of_no_text_is_told_so(capsys, tmp_path, lang, says):
    (tmp_path / "actors.csv").write_text("actor\ngp\n")
    asked = ["heads", str(tmp_path), "--of", "\udcff", "--people", "x", "--lang", lang]
    assert main(asked) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [["measure", "brokerage"], ["find"], ["propose"], ["what-if"], ["compose", "--kind", "core"]],
)
def test_a_table_with_names_says_in_every_row_that_it_is_internal(asked, folder, capsys):
    """What is printed for programs is soon a file; what was said beside it is not in it."""
    assert main([*asked, str(folder), "--format", "csv"]) == 0
    told = capsys.readouterr()
    rows = pd.read_csv(io.StringIO(told.out))
    assert rows.columns[-1] == "level"
    assert set(rows["level"]) == {"internal"}
    assert "Internal: names and counts as they are; not to be sent on." in told.err
    assert main([*asked, str(folder), "--format", "json"]) == 0
    assert {row["level"] for row in json.loads(capsys.readouterr().out)} == {"internal"}


def test_beside_a_table_for_people_it_is_said_in_their_language(folder, capsys):
    assert main(["find", str(folder), "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert "Intern: namen en aantallen zoals ze zijn; niet doorsturen." in told.err
    assert "intern" not in told.out.lower()


def test_what_tells_of_tables_only_is_not_internal(folder, capsys):
    assert main(["measure", "questions", str(folder), "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert "level" not in pd.read_csv(io.StringIO(told.out)).columns
    assert "nternal" not in told.err
