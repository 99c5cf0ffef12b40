"""The door as a person meets it: paths, places, accounting, fte, and files that cannot be read."""

import re
import zipfile

import openpyxl
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.schema import DTYPES, TABLES
from tests.street import street


def _write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())


def _codes(path):
    return eco.check(path)[0]["code"].tolist()


def test_the_street_goes_out_and_comes_in_as_it_was(tmp_path):
    whole = street()
    for name, frame in whole.tables.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    for source in (tmp_path, dict(whole.tables)):
        region = eco.load(source)
        assert region.codes == ("all",)
        assert region.notices.empty
        for name, frame in whole.tables.items():
            pd.testing.assert_frame_equal(region["all"].tables[name], frame)


@pytest.mark.parametrize("table", TABLES)
def test_any_table_alone_loads_with_all_its_columns(table):
    needed = {c.name: [c.example] for c in TABLES[table].columns if c.required}
    needed = needed or {"resident": ["r1"]} if table == "contacts" else needed
    region = eco.load({table: pd.DataFrame(needed)})
    hood = region[region.codes[0]]
    assert list(hood.tables) == [table]
    assert {n: str(t) for n, t in hood.tables[table].dtypes.items()} == {
        c.name: DTYPES[c.kind] for c in TABLES[table].columns if c.name != "fte"
    }


def test_a_row_is_the_line_on_which_it_starts(tmp_path):
    text = 'Titel\r\n\r\nactor;naam;uren\r\na;"twee\r\nregels";1,5\r\n\r\nb;x;veel\r\nc;y;-1\r\n'
    _write(tmp_path, actors=text)
    problems, notices, accounting = eco.check(tmp_path)
    assert problems[["row", "column", "code"]].to_numpy().tolist() == [
        [7, "hours", "not_a_number"],
        [8, "hours", "out_of_range"],
    ]
    assert notices[["row", "code"]].to_numpy().tolist() == [[1, "skipped_lines"]]
    assert accounting.to_dict("records") == [
        {"table": "actors", "read": 4, "accepted": 1, "refused": 2, "empty": 1}
    ]


def test_a_pair_of_stray_quotes_cannot_swallow_lines(tmp_path):
    lines = ["actor;naam;laag;beroep;organisatie;uren", 'a;"x;;;;1', "b;y;;;;2", 'c;z";;;;3']
    _write(tmp_path, actors="\n".join(lines))
    assert _codes(tmp_path) == ["swallowed_lines"]
    _write(tmp_path, actors='actor;naam\na;"Straat 1, 2, 3\nachter; links"\n')
    assert eco.load(tmp_path)["all"].actors["label"].tolist() == ["Straat 1, 2, 3\nachter; links"]


def test_rows_read_are_accepted_refused_or_empty(tmp_path):
    _write(
        tmp_path,
        actors="actor;uren\na;1\n;\na;2\nb;x;y\nactor;uren\nc;n.v.t.\n",
        ties='actor;partner\na;b\nb;"c\n',
    )
    _, _, accounting = eco.check(tmp_path)
    assert accounting.to_dict("records") == [
        {"table": "actors", "read": 6, "accepted": 2, "refused": 2, "empty": 2},
        {"table": "ties", "read": 2, "accepted": 1, "refused": 1, "empty": 0},
    ]


def test_yes_and_no_are_read_in_both_languages_and_perhaps_is_neither(tmp_path):
    said = ["ja", "No", "nee", "Yes", "0", "1"]
    _write(tmp_path, needs="need,critical\n" + "".join(f"n{at},{x}\n" for at, x in enumerate(said)))
    critical = eco.load(tmp_path)["all"].needs["critical"].tolist()
    assert critical == [True, False, False, True, False, True]
    _write(tmp_path, needs="need,critical\nskin,misschien\n")
    with pytest.raises(eco.TableError, match="misschien"):
        eco.load(tmp_path)


def test_full_time_jobs_are_hours_where_hours_are_unknown():
    actors = pd.DataFrame({"actor": ["a", "b", "c"], "hours": ["", "10", "36"], "fte": [0.5, 1, 1]})
    region = eco.load({"actors": actors}, fte_hours=40)
    assert region["all"].actors["hours"].tolist() == [20.0, 10.0, 36.0]
    assert "fte" not in region["all"].actors
    assert region.notices[["row", "code"]].to_numpy().tolist() == [[2, "hours_and_fte"]]


def test_messages_are_dutch_when_asked(tmp_path):
    _write(tmp_path, actoren="actor;uren\na;veel\n")
    with pytest.raises(eco.TableError) as caught:
        eco.load(tmp_path, lang="nl")
    assert caught.value.problems.loc[0, ["message", "advice"]].tolist() == [
        "'veel' is geen getal.",
        "Schrijf een getal zoals 12 of 1,5, of laat het leeg.",
    ]


def test_every_problem_is_told_at_once(tmp_path):
    _write(tmp_path, actors="actor;uren;laag\na;veel;eerste lijn\na;;\n;5;", ties="actor\nz\n")
    assert sorted(_codes(tmp_path)) == [
        "duplicate_key",
        "missing_column",
        "not_a_choice_near",
        "not_a_number",
        "required_empty",
        "unknown_id",
    ]


def test_a_place_that_is_not_there(tmp_path):
    assert _codes(tmp_path / "nowhere") == ["path_missing"]
    with pytest.raises(eco.TableError, match="There is no file or folder here"):
        eco.load(tmp_path / "nowhere")


def test_a_folder_without_tables_says_what_there_is_and_what_is_expected(tmp_path):
    assert _codes(tmp_path) == ["nothing_found"]
    _write(tmp_path, klanten="a;b\n1;2\n")
    problems, notices, _ = eco.check(tmp_path)
    assert problems["code"].tolist() == ["nothing_found"]
    assert "klanten.csv" in problems.loc[0, "message"]
    assert "actors (actoren)" in problems.loc[0, "advice"]
    assert notices["code"].tolist() == ["file_not_read"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_put_together_have_headings_again_whatever_stands_under_a_column_of_their_own(
    form, tmp_path
):
    lines = [["actor", "naam", "opmerking"], ["a", "x", "let op"], ["actor", "naam", "elders"]]
    lines += [["b", "y", ""], ["actor", "z", "opmerking"]]
    if form == "csv":
        _write(tmp_path, actors="".join(f"{';'.join(line)}\n" for line in lines))
    else:
        _book(tmp_path / "a.xlsx", ("actors", lines))
    region = eco.load(tmp_path)
    assert region["all"].actors["actor"].tolist() == ["a", "b", "actor"]
    again = region.notices.set_index("code").loc["repeated_headings"]
    assert again["row"] == 3
    assert again["message"].startswith("The headings stand here again (1 times)")


def test_under_one_heading_a_word_that_is_the_heading_may_be_a_row(tmp_path):
    _write(tmp_path, actors="actor;opmerking;bron\na;x;y\nactor;z;y\nactor;opmerking;bron\n")
    region = eco.load(tmp_path)
    assert region["all"].actors["actor"].tolist() == ["a", "actor"]


def test_a_table_that_is_there_twice_is_refused(tmp_path):
    _write(tmp_path, actors="actor\na\n", Actoren="actor\nb\n")
    problems, _, _ = eco.check(tmp_path)
    assert problems["code"].tolist() == ["same_table"]
    assert "Actoren.csv" in problems.loc[0, "message"]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsm", ".xlsb"])
def test_other_spreadsheets_are_named_and_refused(suffix, tmp_path):
    (tmp_path / f"actors{suffix}").write_bytes(b"whatever")
    assert _codes(tmp_path) == ["other_format"]


def _old_workbook(*names, power=9, sector=3):
    """Give an .xls, or what looks like one, of which only the directory is there."""
    head = b"\xd0\xcf\x11\xe0".ljust(30, b"\0") + power.to_bytes(2, "little") + b"\6"
    head = head.ljust(48, b"\0") + sector.to_bytes(4, "little") + b"\7"
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return head.ljust((sector + 1) << power, b"\0") + entries


@pytest.mark.parametrize("power", [9, 12])
@pytest.mark.parametrize("cells", ["Workbook", "Book"])
def test_an_old_workbook_is_called_so_whatever_its_name(cells, power, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(_old_workbook("Root Entry", cells, power=power))
    problems, _, _ = eco.check(tmp_path)
    assert problems["message"].tolist() == ["Files of the kind .xls are not read."]
    assert eco.check(tmp_path, lang="nl")[0].loc[0, "advice"] == "Bewaar het als .xlsx of als .csv."


@pytest.mark.parametrize(
    "content",
    [
        _old_workbook("Root Entry", "EncryptedPackage", "Workbooks"),
        _old_workbook("Root Entry", "Workbook")[:30] + b"\xff" * 2000,
        b"\xd0\xcf\x11\xe0",
    ],
)
def test_what_is_no_old_workbook_has_a_password(content, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert _codes(tmp_path) == ["encrypted"]


def test_an_open_document_is_called_so_whatever_its_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert eco.check(tmp_path)[0]["message"].tolist() == ["Files of the kind .ods are not read."]
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
    assert _codes(tmp_path) == ["damaged_workbook"]


def test_a_file_alone_is_read(tmp_path):
    _write(tmp_path, actors="actor\na\n", ties="nonsense")
    assert eco.load(tmp_path / "actors.csv")["all"].actors["actor"].tolist() == ["a"]


def test_what_programs_leave_behind_is_not_looked_at(tmp_path):
    _write(tmp_path, actors="actor\na\n")
    (tmp_path / "~$book.xlsx").write_bytes(b"lock")
    (tmp_path / ".~lock.actors.csv#").write_bytes(b"lock")
    (tmp_path / "README.md").write_text("words")
    assert eco.load(tmp_path).notices.empty


def _book(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_macros_is_refused(tmp_path):
    path = _book(tmp_path / "a.xlsx", ("actors", [["actor"], ["a"]]))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macro")
    assert _codes(tmp_path) == ["macros"]


def test_a_workbook_that_would_fill_the_memory_is_not_opened(tmp_path):
    path = _book(tmp_path / "a.xlsx", ("actors", [["actor"], ["a"]]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet9.xml", b"0" * 210_000_000)
    assert _codes(tmp_path) == ["too_large"]


def test_a_sheet_that_reaches_too_far_is_not_laid_out(tmp_path):
    path = _book(tmp_path / "a.xlsx", ("actors", [["actor"], ["a"]]))
    book = openpyxl.load_workbook(path)
    book["actors"]["XFD1048576"] = "x"
    book.save(path)
    assert _codes(tmp_path) == ["sheet_too_wide"]


def test_dates_of_a_mac_workbook_come_out_right(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.title = "meetings"
    for row in (["meeting", "review"], ["a", 43923]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    region = eco.load(tmp_path)
    assert region["all"].meetings["review"].tolist() == [pd.Timestamp("2024-04-03")]
    assert region.notices["code"].tolist() == ["serial_dates"]


def test_ids_that_are_numbers_in_excel_are_the_same_ids_as_text(tmp_path):
    _book(
        tmp_path / "a.xlsx",
        ("actors", [["actor", "hours"], [12, "31,5"], [13, 20]]),
        ("ties", [["actor", "partner"], ["12", "13"]]),
    )
    hood = eco.load(tmp_path)["all"]
    assert hood.actors["actor"].tolist() == ["12", "13"]
    assert hood.actors["hours"].tolist() == [31.5, 20.0]


def test_a_sheet_without_a_name_is_the_table_of_its_file(tmp_path):
    _book(tmp_path / "actoren.xlsx", ("Blad1", [["actor"], ["a"]]))
    assert eco.load(tmp_path)["all"].actors["actor"].tolist() == ["a"]


def test_a_row_of_a_sheet_is_its_row_in_excel(tmp_path):
    _book(
        tmp_path / "a.xlsx",
        ("actors", [["Titel"], [], ["actor", "uren"], ["a", 1], [], ["b", "x"]]),
    )
    problems, _, accounting = eco.check(tmp_path)
    assert problems[["sheet", "row", "column"]].to_numpy().tolist() == [["actors", 6, "hours"]]
    assert accounting.loc[0, ["read", "accepted", "refused", "empty"]].tolist() == [3, 1, 1, 1]


def test_a_region_saved_as_parquet_comes_in_and_nothing_may_stand_beside_it(tmp_path):
    eco.save(eco.load(dict(street().tables)), tmp_path / "region", format="parquet")
    region = eco.load(tmp_path / "region")
    assert region.codes == ("all",)
    assert eco.check(tmp_path / "region")[0].empty
    _write(tmp_path / "region", contacts="actor\ngp\n")
    assert _codes(tmp_path / "region") == ["beside_region"]


def test_tables_of_another_name_in_a_mapping_are_refused():
    assert _codes({"klanten": pd.DataFrame({"a": [1]})}) == ["unknown_table"]
    assert _codes({"actorr": pd.DataFrame({"actor": ["a"]})}) == ["near_table"]


def test_nothing_given_changes():
    actors = pd.DataFrame({"actor": ["a ", "b"], "uren": ["1,5", "x"]})
    before = actors.copy()
    eco.check({"actors": actors})
    pd.testing.assert_frame_equal(actors, before)


def test_a_lost_cell_is_seen_where_empty_columns_hide_it(tmp_path):
    _write(tmp_path, actors="actor;naam;uren;;\na;x;1;;\nb;y;;\n")
    assert _codes(tmp_path) == ["short_line"]
    _write(tmp_path, actors="actor;naam;uren;;\na;x;1\nb;y;2\n")
    assert _codes(tmp_path) == []


@pytest.mark.parametrize("word", ["n.v.t.", "n.v.t", "n/a", "n.a."])
def test_a_required_cell_that_does_not_apply_is_an_empty_one(word):
    actors = pd.DataFrame({"actor": [word, "b"], "label": ["x", "y"]})
    problems, _, accounting = eco.check({"actors": actors})
    assert problems[["row", "column", "code"]].to_numpy().tolist() == [
        [1, "actor", "required_empty"]
    ]
    assert accounting[["read", "accepted", "refused"]].to_numpy().tolist() == [[2, 1, 1]]


def test_a_row_of_totals_is_told():
    profiles = {"profile": ["p", "Totaal"], "needs": ["skin", "skin"], "residents": ["9", "9"]}
    problems, notices, _ = eco.check({"profiles": pd.DataFrame(profiles)})
    assert len(problems) == 0
    assert notices[["row", "code"]].to_numpy().tolist() == [[2, "total_row"]]


def test_a_row_of_a_resident_behind_the_headings_is_not_told_as_columns_not_read(tmp_path):
    (tmp_path / "contacts.csv").write_text(
        "resident;actor;start;Mrs. Jansen;gp;2025-01-01\nr2;gp;2025-01-02;;;\n", encoding="utf-8"
    )
    notices = eco.load(tmp_path).notices
    assert "The column '•••' is not read: the table has no such column." in set(notices["message"])
    assert not re.search("Jansen|2025", str(notices.to_numpy().tolist()))
