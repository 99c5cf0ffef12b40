"""The empty workbook and the data dictionary come from the schema and can be loaded."""

import pandas as pd
import pytest
from openpyxl import load_workbook

import ecosystem as eco
from ecosystem.tables.dictionary import dictionary
from ecosystem.tables.schema import TABLES
from ecosystem.tables.workbook import HEADINGS, new


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_table_has_a_sheet_with_its_headings(lang, tmp_path):
    book = load_workbook(new(tmp_path / "deep" / "folder", lang=lang))
    names = [table.nl if lang == "nl" else table.name for table in TABLES.values()]
    assert book.sheetnames == [{"en": "explanation", "nl": "uitleg"}[lang], *names]
    for name, table in zip(names, TABLES.values(), strict=True):
        headings = [cell.value for cell in book[name][HEADINGS + 1]]
        assert headings == [c.nl if lang == "nl" else c.name for c in table.columns]
        assert book[name].max_row == HEADINGS + 1


def test_choices_are_drop_downs(tmp_path):
    book = load_workbook(new(tmp_path))
    rules = {str(r.sqref): r.formula1 for r in book["actors"].data_validations.dataValidation}
    assert rules["C6:C5005"] == '"first_line,specialist,welfare,informal,collective"'


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_needs_are_drop_downs_that_also_take_ones_own(lang, tmp_path):
    dutch = lang == "nl"
    book = load_workbook(new(tmp_path, lang=lang))
    sheet = book["bekwaamheden" if dutch else "competences"]
    rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    rule = rules["B6:B5005"]
    home = "uitleg" if dutch else "explanation"
    assert (rule.formula1, rule.errorStyle) == (f"{home}!$G$2:$G$43", "information")
    listed = {row[0].value: row[1].value for row in book.worksheets[0]["G2:H43"]}
    assert listed["social_contact"] == ("Sociaal contact" if dutch else "Social contact")
    assert len(listed) == 42


def test_professions_are_drop_downs(tmp_path):
    book = load_workbook(new(tmp_path, lang="nl"))
    rules = [r.formula1 for r in book["actoren"].data_validations.dataValidation]
    assert [rule for rule in rules if rule.startswith("uitleg!$J$2")] != []
    listed = {row[0].value: row[1].value for row in book.worksheets[0]["J2:K60"]}
    assert listed["gp"] == "Huisarts"


def test_the_empty_workbook_has_no_rows_and_says_so(tmp_path):
    new(tmp_path)
    problems, notices, accounting = eco.check(tmp_path)
    assert problems["code"].tolist() == ["no_rows_anywhere"]
    assert notices.empty
    assert (accounting.drop(columns="table") == 0).all(axis=None)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_example_filled_in_is_read_as_what_it_is(lang, tmp_path):
    path = new(tmp_path, lang=lang)
    book = load_workbook(path)
    for sheet, table in zip(book.worksheets[1:], TABLES.values(), strict=True):
        sheet.append([column.example or None for column in table.columns])
    competences = book["bekwaamheden" if lang == "nl" else "competences"]
    actors = book["actoren" if lang == "nl" else "actors"]
    assert competences.max_row == HEADINGS + 2
    actors.append(["wijkverpleging_1"])
    needs = book["behoeften" if lang == "nl" else "needs"]
    needs.append(["mobility"])
    book.save(path)
    region = eco.load(tmp_path)
    assert set(region["BU99990101"].tables) == set(TABLES)
    assert region["BU99990101"].actors.loc[0, ["hours", "layer"]].tolist() == [36.0, "first_line"]
    assert region["BU99990101"].contacts["start"].tolist() == [pd.Timestamp("2025-04-03")]
    assert not region.notices["code"].isin(["skipped_lines", "sheet_not_read"]).any()


def test_a_workbook_that_is_there_is_never_written_over(tmp_path):
    path = new(tmp_path)
    path.write_bytes(b"filled in")
    assert new(tmp_path) == path
    assert path.read_bytes() == b"filled in"


def test_the_same_workbook_is_the_same_bytes(tmp_path):
    one, other = (new(tmp_path / name).read_bytes() for name in ("a", "b"))
    assert one == other


def test_the_dictionary_names_every_table_and_column():
    text = dictionary()
    for table in TABLES.values():
        assert f"## {table.name} ({table.nl})" in text
        for column in table.columns:
            assert f"| `{column.name}` | `{column.nl}` |" in text


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_sheet_left_empty_is_no_list_that_everything_must_stand_in(lang, tmp_path):
    path = new(tmp_path, lang=lang)
    book = load_workbook(path)
    sheet = book["bekwaamheden" if lang == "nl" else "competences"]
    sheet.append(["huisarts_1", "social_contact"])
    book.save(path)
    assert eco.load(path, lang=lang)["all"].competences["need"].tolist() == ["social_contact"]
