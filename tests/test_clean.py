"""Cells, numbers, dates, names and codes as people and Excel write them."""

import numpy as np
import pandas as pd
import pytest

from ecosystem.tables.cells import cells
from ecosystem.tables.codes import among, odd, spoiled, whole_codes
from ecosystem.tables.dates import dates
from ecosystem.tables.decode import decode, too_long
from ecosystem.tables.headings import again, find, near_table
from ecosystem.tables.log import HIDDEN, Sheet
from ecosystem.tables.names import fold, heading, near, one_letter_off, tidy
from ecosystem.tables.numbers import numbers
from ecosystem.tables.schema import TABLES


def _read(*texts, whole=False):
    read, wrong, _ = numbers(dict.fromkeys(texts, 1), whole=whole)
    return [read.get(text, wrong.get(text, ("?",))[0]) for text in texts]


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        (["1,5", "12"], [1.5, 12.0]),
        (["1.5", "12"], [1.5, 12.0]),
        (["1.234,5", "2.000"], [1234.5, 2000.0]),
        (["1,234.5", "2,000"], [1234.5, 2000.0]),
        (["1.234.567", "2.000"], [1234567.0, 2000.0]),
        (["1.234"], ["ambiguous_number"]),
        (["1,234", "12"], ["ambiguous_number", 12.0]),
        (["0.125", "1.234"], [0.125, 1.234]),
        (["1,5", "1.5"], ["mixed_numbers", "mixed_numbers"]),
        (["1,5", "2,5", "1.5"], [1.5, 2.5, "mixed_numbers"]),
        (["1,5", "2,5", "1.5", "1.234"], [1.5, 2.5, "mixed_numbers", "ambiguous_number"]),
        (["-5", "+5"], [-5.0, 5.0]),
        (["1E5", "1,2E+03"], ["scientific", "scientific"]),
        (["1_000", "١٢", "inf", "nan", "", "1 000", "5-", ",5", "1.23.4", "NA", "12%", "--1"],
         ["not_a_number"] * 12),
    ],
)  # fmt: skip
def test_a_column_of_numbers_has_one_format_and_is_never_guessed(texts, read):
    assert _read(*texts) == read


def test_in_a_column_of_whole_numbers_a_mark_can_only_part_thousands():
    assert _read("3.450", "12", whole=True) == [3450.0, 12.0]
    assert _read("3.000", whole=True) == ["ambiguous_number"]
    assert _read("3.000", "3.450", whole=True) == [3000.0, 3450.0]
    assert _read("12,0", whole=True) == [12.0]
    assert _read("2,5", whole=True) == ["not_whole"]


def _dates(*texts, clock=False, epoch="1899-12-30"):
    written = pd.Series(list(texts), dtype="str")
    read, wrong, style = dates(written, np.ones(len(texts)), clock=clock, epoch=epoch)
    both = zip(read, wrong, strict=True)
    return [code or moment.isoformat() for moment, code in both], style


@pytest.mark.parametrize(
    ("texts", "read", "style"),
    [
        (["31-12-2025", "1-2-2025"], ["2025-12-31T00:00:00", "2025-02-01T00:00:00"], "day_first"),
        (["31/12/2025"], ["2025-12-31T00:00:00"], "day_first"),
        (["2025-12-31"], ["2025-12-31T00:00:00"], "iso"),
        (["45385"], ["2024-04-03T00:00:00"], "serial"),
        (["03-04-2025"], ["2025-04-03T00:00:00"], "day_or_month"),
        (["03-03-2025"], ["2025-03-03T00:00:00"], "day_first"),
        (["31-12-2025", "2025-12-31"], ["mixed_dates", "mixed_dates"], ""),
        (["31-12-2025", "30-12-2025", "45385"],
         ["2025-12-31T00:00:00", "2025-12-30T00:00:00", "mixed_dates"], "day_first"),
        (["04-25-2025"], ["not_a_date"], "day_or_month"),
        (["29-02-2025", "29-02-2024"], ["not_a_date", "2024-02-29T00:00:00"], "day_first"),
        (["3 april 2025"], ["not_a_date"], ""),
        (["31-12-2025 10:00"], ["not_a_date"], "day_first"),
        (["00-00-0000"], ["not_a_date"], "day_first"),
    ],
)  # fmt: skip
def test_a_column_of_dates_has_one_format_and_is_never_guessed(texts, read, style):
    assert _dates(*texts) == (read, style)


def test_times_have_seconds_or_not_and_no_zone():
    texts = ["2025-04-03T14:30", "2025-04-03 14:30:05", "2025-04-03 14:30:05,25"]
    read = ["2025-04-03T14:30:00", "2025-04-03T14:30:05", "2025-04-03T14:30:05.250000"]
    assert _dates(*texts, clock=True) == (read, "iso")
    wrong = ["2025-04-03T14:30Z", "2025-04-03T14:30:00+02:00", "2025-04-03 24:00"]
    assert _dates(*wrong, clock=True)[0] == ["time_zone", "time_zone", "not_a_date"]


def test_excel_of_a_mac_counts_from_1904():
    assert _dates("43923", epoch="1904-01-01")[0] == ["2024-04-03T00:00:00"]


def test_cells_know_what_a_spreadsheet_said_they_were():
    raw = pd.Series(["a", 12.0, 1.5, True, None, pd.Timestamp("2025-04-03")], dtype="object")
    found = cells(raw)
    assert found.text.fillna("").tolist() == ["a", "12", "1.5", "true", "", "2025-04-03T00:00:00"]
    assert found.kind.tolist() == ["t", "n", "n", "b", "", "d"]


def test_a_column_of_yes_and_no_holds_no_numbers():
    found = cells(pd.Series([True, False]))
    assert (found.text.tolist(), found.kind.tolist()) == (["true", "false"], ["b", "b"])


def test_a_line_longer_than_any_is_told_wherever_it_stands(monkeypatch):
    monkeypatch.setattr("ecosystem.tables.decode.LONGEST", 4)
    assert not too_long(b"ab\ncd\nef\ngh")
    assert too_long(b"ab\ncdefghij\nk")


@pytest.mark.parametrize("word", ["NA", "None", "null", "nan", "#", "-"])
def test_ordinary_words_stay_words(word):
    assert cells(pd.Series([word], dtype="str")).text.tolist() == [word]


def test_names_are_compared_without_what_people_do_not_see():
    same = ["De Linde", " de  linde", "De\u00a0Linde", "De Lin\u200bde", "DE LINDE"]
    assert {fold(name) for name in same} == {"de linde"}
    assert fold("Cafe\u0301") == fold("CAFÉ") == "cafe"
    assert tidy("De\u00a0Linde\u200b ") == "De Linde"
    assert fold("Straße") == fold("STRASSE")


def test_a_differing_digit_is_another_name():
    assert not one_letter_off("gp12", "gp13")
    assert not one_letter_off("huisarts_1", "huisarts_12")
    assert one_letter_off("huisart_1", "huisarts_1")
    assert one_letter_off("hiusarts_1", "huisarts_1")
    assert not one_letter_off("huisarts_1", "huisarts_1")
    assert not one_letter_off("gp", "gpa")
    assert near(["gp13", "nurs", "zzz"], ["gp12", "nurse"]) == {"nurs": "nurse"}


def test_headings_are_compared_without_their_unit():
    assert heading("Uren (per week)") == heading("uren") == "uren"
    assert heading("Gevraagd door\n") == heading("gevraagd_door")


def test_no_table_has_two_columns_with_one_heading():
    for table in TABLES.values():
        names = {}
        for column in table.columns:
            for name in {column.name, column.nl}:
                assert names.setdefault(heading(name), column.name) == column.name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_decoded_and_says_how(encoding):
    content = "actor;naam\r\ngp;Zoë\r\n"
    text, name = decode(content.encode(encoding))
    assert text == content
    assert name == {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "cp1252"}.get(
        encoding, "UTF-16"
    )


def test_what_is_no_text_is_not_decoded():
    assert decode(b"\x81\x8d") is None
    assert decode(b"\xff\xfe\x00") is None


def test_codes_are_mended_only_where_one_area_can_be_meant():
    assert whole_codes("99990101") == ["BU99990101"]
    assert whole_codes("30001") == ["BU00030001", "WK030001"]
    assert among("30001", {"BU00030001", "BU00030002"}) == ["BU00030001"]
    assert among("30001", {"BU00030001", "WK030001"}) == ["BU00030001", "WK030001"]
    assert among("30001", {"00030001"}) == ["00030001"]
    assert among("3", {"03", "00000003"}) == ["03", "00000003"]
    assert among("3", {"3", "000000003"}) == []
    assert odd(["BU00030001", "30002", "x"]) == {"30002"}
    assert spoiled("30001.5")
    assert not spoiled("30001")


def test_numbers_are_dates_from_1954_up_to_2119_and_have_a_time_of_day():
    read = ["1954-10-03T00:00:00", "2119-01-11T00:00:00", "not_a_date", "not_a_date"]
    assert _dates("20000", "80000", "19999", "80001") == (read, "serial")
    read = ["2024-04-03T12:00:00", "2024-04-03T18:00:00"]
    assert _dates("45385,5", "45385.75", clock=True) == (read, "serial")


def test_a_clock_has_24_hours_of_60_minutes_of_60_seconds():
    texts = [f"2025-04-03 {clock}" for clock in ("23:59:59", "24:00", "10:60", "10:00:60", "1:02")]
    wrong = ["not_a_date"] * 3
    read = ["2025-04-03T23:59:59", *wrong, "2025-04-03T01:02:00"]
    assert _dates(*texts, clock=True)[0] == read


def test_a_day_after_the_twelfth_is_no_month():
    assert _dates("12-04-2025", "3-3-2025")[1] == "day_or_month"
    assert _dates("13-04-2025", "03-04-2025")[1] == "day_first"
    assert _dates("31-12-9999")[0] == ["9999-12-31T00:00:00"]


def test_a_quarter_of_nothing_is_still_text_and_more_of_it_is_utf_16():
    assert decode(b"abc\0") == ("abc\0", "UTF-8")
    assert decode("actor".encode("utf-16-be")) == ("actor", "UTF-16")
    assert decode("actor".encode("utf-16-le")) == ("actor", "UTF-16")
    assert decode(b"") == ("", "UTF-8")


@pytest.mark.parametrize(
    ("content", "long"),
    [
        (b"x" * 1_000_000, False),
        (b"x" * 1_000_001, True),
        (b"x" * 1_000_000 + b"\n", True),
        (b"x" * 999_999 + b"\n" + b"x" * 1_000_000, False),
        (b"\n" + b"x" * 1_000_000, False),
        (b"x" * 999_998 + b"\n" + b"x" * 1_000_001, True),
        (b"x" * 999_999 + b"\r" + b"x" * 999_999 + b"\n", False),
    ],
)
def test_a_line_of_more_than_a_million_bytes_is_too_long(content, long):
    assert too_long(content) is long


def test_headings_are_looked_for_in_twenty_lines_and_one_word_of_many_is_none():
    line = ["actor", "partner"]
    assert find("ties", [[""]] * 19 + [line]) == (19, 2)
    assert find("ties", [[""]] * 20 + [line]) == (-1, 0)
    assert find("ties", [["actor"], line, line]) == (1, 2)
    assert find("ties", [["actor", "a", "b", "c"]]) == (0, 1)
    assert find("ties", [["actor", "a", "b", "c", " "]]) == (0, 1)
    assert find("ties", [["actor", "a", "b", "c", "d"]]) == (-1, 0)
    assert find("ties", []) == (-1, 0)
    assert near_table("actorz") == "actors"
    assert near_table("actors_of") is None


def test_rows_that_are_the_headings_once_more_are_known():
    cells_of = [pd.Series(["actor", "gp", "actor"]), pd.Series(["partner ", "b", "b"])]
    assert again("ties", ["actor", " partner"], cells_of).tolist() == [True, False, False]
    assert again("ties", ["", ""], cells_of).tolist() == [False, False, False]
    assert again("ties", [], []).tolist() == []


def _sheet(table, rows=3):
    return Sheet(table, "a.csv", {}, np.arange(2, rows + 2))


@pytest.mark.parametrize(
    ("table", "value", "told"),
    [
        ("actors", "x" * 60, "x" * 60),
        ("actors", "x" * 61, "x" * 57 + "..."),
        ("contacts", "x", HIDDEN),
        ("members", "x", HIDDEN),
        ("teams", "x", "x"),
    ],
)
def test_a_value_is_told_in_sixty_signs_and_never_that_of_a_resident(table, value, told):
    sheet = _sheet(table)
    assert sheet.hides is (told == HIDDEN)
    sheet.tell("not_a_number", values={"value": value, "near": "y", "other": value})
    values = vars(sheet.problems[0])["values"]
    assert (values["value"], values["near"], values["other"]) == (told, "y", value)


@pytest.mark.parametrize(
    ("code", "stops", "more"),
    [("not_a_number", True, "and_more"), ("not_read", False, "and_more_notices")],
)
def test_a_thousand_rows_are_named_and_the_rest_is_counted(code, stops, more):
    for rows, told in ((1000, []), (1002, [{"count": 2, "of": code}])):
        sheet = _sheet("actors", rows)
        sheet.cells(code, "hours", np.ones(rows, dtype=bool), values={"value": range(rows)})
        named = [problem for problem in sheet.problems if problem.code == code]
        assert [one.row for one in named] == [*range(2, 1002)]
        assert [vars(one)["values"]["value"] for one in named[:3]] == ["0", "1", "2"]
        assert [dict(one.values) for one in sheet.problems if one.code == more] == told
        assert sheet.refused.all() == stops
        assert sheet.refused.any() == stops


def test_what_is_told_once_is_told_at_the_first_row_with_how_many_there_are():
    for code, refused in (("not_a_number", [False, True, True]), ("not_read", [False] * 3)):
        sheet = _sheet("actors")
        sheet.first(code, "hours", np.array([False, True, True]), values={"value": "x"})
        sheet.first(code, "hours", np.zeros(3, dtype=bool))
        assert [(one.row, dict(one.values)) for one in sheet.problems] == [
            (3, {"count": 2, "value": "x"})
        ]
        assert sheet.refused.tolist() == refused


def test_names_of_three_letters_are_never_near():
    assert one_letter_off("abc", "abcd") is False
    assert one_letter_off("abcd", "abcde")
    assert not one_letter_off("abcde", "abcdefg")
    assert not one_letter_off("abcdef", "abdcfe")
    assert not one_letter_off("abcd", "abxyd")
    assert near(["abcd", "ABCDE"], ["abcde", "abcdf"]) == {"abcd": "abcde", "ABCDE": "abcde"}
    assert heading("(wie)") == "wie"


def test_what_nobody_sees_goes_also_from_names_of_plain_letters():
    assert tidy("Cafe\u0301") == "Caf\u00e9"
    assert tidy("gp\x07 1") == "gp 1"
    assert fold("GP\x07 1") == "gp 1"
    assert fold("Caf\u00e9\x07") == "cafe"


def test_what_is_no_bare_number_is_no_code_that_lost_something():
    assert whole_codes("gp") == []
    assert among("BU00030001", {"BU00030001"}) == []


def test_without_headings_there_is_no_line_of_them():
    assert find("ties", [["one"], ["two"]]) == (-1, 0)
