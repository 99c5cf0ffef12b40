"""The empty workbook as people see it: what stands where, and how it looks."""

import datetime as dt

import pytest
from openpyxl import load_workbook

from ecosystem.tables.dictionary import KINDS, may_hold
from ecosystem.tables.headings import title
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.professions import profession_labels
from ecosystem.tables.schema import TABLES
from ecosystem.tables.workbook import new

LANGUAGES = ["en", "nl"]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    return {lang: load_workbook(new(folder, lang=lang)) for lang in LANGUAGES}


def sheet_of(books, lang, table):
    return books[lang][TABLES[table].nl if lang == "nl" else table]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_above_each_heading_stands_what_it_means_its_unit_and_an_example(books, lang):
    dutch = lang == "nl"
    for table in TABLES.values():
        rows = list(sheet_of(books, lang, table.name).iter_rows(values_only=True))
        for at, column in enumerate(table.columns):
            unit = column.unit[dutch]
            shown = f"{'bijv.' if dutch else 'e.g.'} {column.example}"
            assert [row[at] for row in rows] == [
                title(table.name, lang) if at == 0 else None,
                column.means[dutch],
                f"({unit})" if unit else "",
                shown if column.example else "",
                column.nl if dutch else column.name,
            ]


def test_what_is_explained_is_grey_and_what_must_be_filled_in_is_darker(books):
    sheet = sheet_of(books, "en", "ties")
    assert (sheet["A1"].font.bold, sheet["A1"].font.size) == (True, 13)
    for cell in (sheet["A2"], sheet["D3"], sheet["A4"]):
        assert (cell.font.italic, cell.font.color.rgb) == (True, "FF767676")
        assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "top")
    needed, other = sheet["A5"], sheet["C5"]
    assert needed.font.bold
    assert other.font.bold
    assert (needed.fill.fgColor.rgb, other.fill.fgColor.rgb) == ("FFC9DBEC", "FFE8EEF4")
    assert (needed.border.bottom.style, other.border.bottom.style) == ("medium", "thin")


def test_headings_stay_in_sight_and_columns_of_words_are_text(books):
    sheet = sheet_of(books, "en", "ties")
    assert (sheet.freeze_panes, round(sheet.row_dimensions[2].height)) == ("B6", 62)
    spread = {}
    for held in sheet.column_dimensions.values():
        spread |= dict.fromkeys(range(held.min - 1, held.max), held)
    for at, column in enumerate(TABLES["ties"].columns):
        assert round(spread[at].width) == 21
        number = column.kind in {"integer", "number"}
        assert spread[at].number_format == ("General" if number else "@")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_choices_stand_under_the_headings_in_five_thousand_rows(books, lang):
    rules = sheet_of(books, lang, "needs").data_validations.dataValidation
    words = "ja,nee" if lang == "nl" else "yes,no"
    assert [(str(one.sqref), one.formula1) for one in rules] == [("E6:E5005", f'"{words}"')]
    lists = sheet_of(books, lang, "teachable").data_validations.dataValidation
    home = "uitleg" if lang == "nl" else "explanation"
    assert [(str(one.sqref), one.formula1, one.errorStyle) for one in lists] == [
        ("A6:A5005", f"{home}!$J$2:$J${1 + len(profession_labels(lang))}", "information"),
        ("B6:B5005", f"{home}!$G$2:$G${1 + len(vocabulary())}", "information"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_sheet_says_the_rules_and_then_each_column_of_each_table(books, lang):
    dutch = lang == "nl"
    sheet = books[lang].worksheets[0]
    told = [tuple(row[:5]) for row in sheet.iter_rows(min_row=8, values_only=True)]
    nothing = (None,) * 5
    expected = []
    for table in TABLES.values():
        expected += [nothing, (title(table.name, lang), None, None, None, None)]
        for column in table.columns:
            unit = column.unit[dutch] or KINDS[column.kind][dutch]
            named = column.nl if dutch else column.name
            cells = ("", named, column.means[dutch], unit, may_hold(column, lang))
            expected.append(cells)
    assert told == expected
    rules = [row[0] for row in sheet.iter_rows(max_row=7, values_only=True)]
    assert rules[0].startswith("Vul de tabbladen" if dutch else "Fill the sheets")
    assert rules[6].startswith("Contacten" if dutch else "Contacts")
    assert sheet["A9"].font.bold


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lists_to_choose_from_stand_beside_the_rules(books, lang):
    sheet = books[lang].worksheets[0]
    heads = ("behoefte", "beroep") if lang == "nl" else ("need", "profession")
    lists = (vocabulary()[f"label_{lang}"].to_dict(), profession_labels(lang))
    for (left, right), head, ids in zip(("GH", "JK"), heads, lists, strict=True):
        assert (sheet[f"{left}1"].value, sheet[f"{left}1"].font.bold) == (head, True)
        rows = sheet[f"{left}2:{right}{len(ids) + 2}"]
        assert [(one.value, other.value) for one, other in rows] == [*ids.items(), (None, None)]


def test_columns_of_the_first_sheet_are_as_wide_as_what_stands_in_them(books):
    sheet = books["en"].worksheets[0]
    held = sheet.column_dimensions.values()
    widths = [(one.min, one.max, round(one.width), one.alignment.wrap_text) for one in held]
    assert widths == [
        (1, 2, 21, None),
        (3, 3, 61, True),
        (4, 5, 31, True),
        (7, 8, 33, None),
        (10, 11, 33, None),
    ]
    assert {one.alignment.vertical for one in held if one.alignment.wrap_text} == {"top"}


def test_the_workbook_is_of_one_day_so_that_it_is_always_the_same(books):
    assert books["en"].properties.created == dt.datetime(2025, 1, 1)  # noqa: DTZ001 (as read)
