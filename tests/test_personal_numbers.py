"""A column that looks like BSN or rijksregister is refused by name and count, never by value."""

import gzip

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.sources.event_log import event_log
from ecosystem.sources.lists import lists
from ecosystem.tables.personal_numbers import personal

BSN = ["111222333", "123456782", "999999990", "100000009"]
"""1*9 + 1*8 + 1*7 + 2*6 + 2*5 + 2*4 + 3*3 + 3*2 - 3 = 66 = 6 * 11; the others alike."""
INSZ = ["85073003328", "00010100105", "93051822361"]
"""850730033 % 97 = 69 = 97 - 28; 2000101001 % 97 = 92 = 97 - 5; 930518223 % 97 = 36 = 97 - 61."""


def _personal(*cells, name="number", dtype="str"):
    return personal(name, pd.Series(list(cells), dtype=dtype))


def test_the_numbers_of_these_tests_are_what_they_are_called():
    for text in BSN:
        weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
        assert sum(w * int(d) for w, d in zip(weights, text, strict=True)) % 11 == 0
    for text, century in zip(INSZ, (0, 2_000_000_000, 0), strict=True):
        assert (century + int(text[:9])) % 97 + int(text[9:]) == 97


def test_three_numbers_are_enough_and_half_of_what_is_filled():
    assert _personal(*BSN[:2]) == 0
    assert _personal(*BSN[:3]) == 3
    assert _personal(*BSN[:2], "x", "y") == 2
    assert _personal(*BSN[:2], "x", "y", "z") == 0
    assert _personal(*BSN[:2], None, "", " ", "x") == 2
    assert _personal(*INSZ) == 3


def test_signs_between_digits_and_a_decimal_zero_do_not_count():
    assert _personal("111.222.333", "1234.56.782", "999 999 990", "100-000-009") == 4
    assert _personal(" 111222333.0", "123456782,0", "999999990 ") == 3
    assert _personal("85.07.30-033 28", "00.01.01-001.05", "93 05 18 223 61") == 3
    assert _personal("4.89512345", "52.3702157", "111222.333", "123456.782") == 0


def test_numbers_are_judged_as_texts_are():
    assert _personal(*map(int, BSN), dtype="int64") == 4
    assert _personal(*map(float, BSN), None, dtype="float64") == 4
    assert _personal(*map(float, BSN), None, "?", dtype="object") == 4
    assert _personal(*map(int, BSN), None, dtype="Int64") == 4
    assert _personal(*BSN, *BSN, dtype="category") == 8
    assert _personal(0.5, 12.25, 111222333.5, dtype="float64") == 0


def test_a_zero_that_a_spreadsheet_took_away_is_put_back():
    assert _personal("12345672", "111222333", "123456782") == 3
    assert _personal("12345672", "23456783", "34567894") == 0
    assert _personal("10000008", "20000005", "30000002", "40000010") == 0


def test_eight_figures_alone_must_all_pass_and_differ():
    eights = [f"{n:08d}" for n in range(10_000_000, 10_000_100) if _passes(n)][:3]
    assert _personal(*eights) == 3
    assert _personal(*eights, "20251203") == 0
    assert _personal(*[eights[0]] * 9) == 0


def _passes(number):
    weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
    digits = f"{number:09d}"
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


@pytest.mark.parametrize(
    "cells",
    [
        ["000000000"] * 5,
        ["2025-12-03", "2025-12-04", "2025-12-05"],
        ["0403.170.701", "0200.065.765", "0417.497.106"],
        ["r0101_001", "r0101_002", "r0101_003"],
        [True, False, True],
        [[1], [2], [3]],
        [],
    ],
)
def test_what_only_resembles_them_comes_in(cells):
    assert personal("number", pd.Series(cells, dtype="object")) == 0


def test_what_is_called_so_is_refused_whatever_it_holds():
    for name in ("BSN", "bsn-nummer", "Burgerservicenummer", "Rijksregister", "INSZ", "niss"):
        assert _personal("secret", None, "", name=name) == 1
        assert _personal(None, "", name=name) == 0
    assert _personal("secret", name="business") == 0


def test_in_a_long_column_the_last_half_is_enough():
    ids = [f"r{at}" for at in range(9000)]
    assert _personal(*ids, *BSN * 2250) == 9000
    assert _personal(*ids, "x", *BSN * 2250) == 0


def test_numbers_of_eleven_digits_that_do_not_end_as_they_should_are_others():
    """What is left of a division by 97 is never 97, so that no such number ends in 00."""
    assert _personal(*(f"{number[:9]}00" for number in INSZ)) == 0
    assert _personal(*INSZ[:2], f"{INSZ[2][:9]}00") == 2


def test_nothing_but_zeros_is_nobodys_number():
    assert _personal(*["000000000"] * 3) == 0
    assert _personal(*["00000000097"] * 3) == 0
    assert _personal(*["00000000196"] * 3) == 3


def test_of_two_thousand_cells_all_are_looked_at_and_of_more_a_part_first():
    ids = [f"r{at}" for at in range(1500)]
    assert _personal(*ids, *BSN * 125) == 0
    assert _personal(*ids, *BSN * 375) == 1500
    assert _personal(*["x"] * 2001) == 0
    assert _personal(*BSN, *[None] * 2000) == 4


def test_in_a_long_column_every_other_cell_is_seen_as_well():
    for cells in (["none", *BSN[:1]], [*BSN[:1], "none"]):
        assert _personal(*cells * 4000) == 4000


def test_of_children_the_zero_in_front_of_a_number_may_be_gone():
    first = np.array([50101001, 91231998, 10203045])
    assert _personal(*(first * 100 + 97 - (first + 2_000_000_000) % 97)) == 3
    assert _personal(*(first * 100 + 97 - first % 97)) == 0  # as enterprises have


def test_every_column_is_refused_by_its_heading_also_one_that_is_not_read(tmp_path):
    rows = zip("abcd", BSN, ["5", "6", "7", "8"], strict=True)
    text = "actor;Cliënt nr;uren\n" + "\n".join(";".join(row) for row in rows)
    (tmp_path / "actors.csv").write_text(text, encoding="utf-8")
    frame = pd.read_csv(tmp_path / "actors.csv", sep=";")
    frame.to_excel(tmp_path / "actors.xlsx", index=False)
    frame.to_parquet(tmp_path / "actors.parquet")
    for source in (*sorted(tmp_path.iterdir()), {"actors": frame}):
        problems, notices, _ = eco.check(source, lang="nl")
        assert problems[["column", "code"]].to_numpy().tolist() == [
            ["Cliënt nr", "personal_numbers"]
        ]
        assert "'Cliënt nr' lijkt op persoonsnummers, BSN of rijksregister (4)" in str(
            problems["message"][0]
        )
        told = str(problems.to_dict()) + str(notices.to_dict())
        assert not any(number in told for number in BSN)


def test_a_column_that_is_refused_is_not_said_to_be_missing_and_echoes_nowhere():
    actors = pd.DataFrame({"actor": BSN, "hours": ["many"] * 4})
    ties = pd.DataFrame({"actor": BSN, "partner": ["a", "b", "c", "d"]})
    with pytest.raises(eco.TableError) as caught:
        eco.load({"actors": actors, "ties": ties})
    problems = caught.value.problems
    assert problems[["file", "column", "code"]].drop_duplicates().to_numpy().tolist() == [
        ["actors", "actor", "personal_numbers"],
        ["actors", "hours", "not_a_number"],
        ["ties", "actor", "personal_numbers"],
    ]
    assert not any(number in str(problems.to_dict()) + str(caught.value) for number in BSN)


@pytest.mark.parametrize("heading", ["resident", "a column nobody reads", "bsn"])
def test_a_log_with_such_a_column_is_refused(tmp_path, heading):
    rows = [f"{at};visit;2025-01-0{at} 10:00;{number}" for at, number in enumerate(BSN, 1)]
    text = f"case;activity;timestamp;{heading}\n" + "\n".join(rows)
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress(text.encode()))
    with pytest.raises(eco.TableError) as caught:
        event_log(tmp_path / "log.csv.gz")
    assert caught.value.problems[["column", "code"]].to_numpy().tolist() == [
        [heading, "personal_numbers"]
    ]
    assert not any(number in str(caught.value) for number in BSN)


def test_a_list_with_such_a_column_is_refused(tmp_path):
    rows = zip("abcd", "bcda", BSN, strict=True)
    text = "from,to,client\n" + "\n".join(",".join(row) for row in rows)
    (tmp_path / "edges.csv").write_text(text, encoding="utf-8")
    pd.read_csv(tmp_path / "edges.csv").to_excel(tmp_path / "edges.xlsx", index=False)
    for file in sorted(tmp_path.iterdir()):
        with pytest.raises(eco.TableError) as caught:
            lists(file)
        assert caught.value.problems["code"].tolist() == ["personal_numbers"]
