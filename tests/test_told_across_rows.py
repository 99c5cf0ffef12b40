"""Rows, keys, bounds and references: what is told, in which words, at which row, and what stays."""

import pandas as pd
import pytest

from ecosystem.tables.check import inspect
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES


def told(**tables):
    """Say what is told of tables, as `table row column: message`, and what came in of the last."""
    frames = {name: pd.DataFrame(columns) for name, columns in tables.items()}
    checked = inspect(frames, fte_hours=36)
    found = in_words(checked.problems).astype({"row": "str"}).fillna("")
    lines = [
        " ".join(filter(None, (row.file, row.row, row.column))) + f": {row.message}"
        for row in found.itertuples()
    ]
    last = list(tables)[-1]
    read = checked.tables.get(last, pd.DataFrame())
    return lines, {name: read[name].tolist() for name in tables[last] if name in read}


BOUNDED = [
    pytest.param(table.name, column, id=f"{table.name}.{column.name}")
    for table in TABLES.values()
    for column in table.columns
    if column.low is not None or column.high is not None
]


@pytest.mark.parametrize(("table", "column"), BOUNDED)
def test_a_number_at_its_bound_comes_in_and_one_beyond_is_refused(table, column):
    needed = {c.name: [c.example] for c in TABLES[table].columns if c.required}
    of_it = f"{table} 1 {column.name}: "
    words = f"is less than {column.low:.15g}."
    if column.high is not None:
        words = f"is not between {column.low:.15g} and {column.high:.15g}."
    for bound, away in ((column.low, -1), (column.high, 1)):
        if bound is not None:
            lines, _ = told(**{table: needed | {column.name: [bound]}})
            assert [line for line in lines if line.startswith(of_it)] == []
            lines, _ = told(**{table: needed | {column.name: [bound + away]}})
            own = [line for line in lines if line.startswith(of_it)]
            value = "•••" if TABLES[table].about_residents else f"{bound + away:.15g}"
            assert own == [f"{of_it}{value} {words}"]


ROWS = {
    "a row that is there again": (
        {"actors": {"actor": list("bab"), "label": list("xyx")}},
        ["actors 3: This row is the same as row 1."],
    ),
    "a key that is there again": (
        {"actors": {"actor": list("abaa"), "label": list("xyzx")}},
        ["actors 3 actor: Row 1 has the same actor.", "actors 4: This row is the same as row 1."],
    ),
    "a row again of one that is refused": (
        {"actors": {"actor": ["a", "a"], "hours": ["veel", "veel"]}},
        [
            "actors 1 hours: 'veel' is not a number.",
            "actors 2 actor: Row 1 has the same actor.",
            "actors 2 hours: 'veel' is not a number.",
        ],
    ),
    "keys of two columns": (
        {"competences": {"actor": list("aab"), "need": ["skin", "pain", "skin"]}},
        [],
    ),
    "keys that are not there": (
        {"actors": {"actor": ["", "", "a"]}},
        [
            "actors 1 actor: This cell must not be empty.",
            "actors 2 actor: This cell must not be empty.",
        ],
    ),
    "a key of which a part is empty in both": (
        {"profiles": {"profile": list("pqp"), "needs": ["skin"] * 3, "residents": [1, 2, 3]}},
        ["profiles 3 neighbourhood: Row 1 has the same neighbourhood, profile, period."],
    ),
    "rows without a key": (
        {"contacts": {"actor": list("aab"), "minutes": [5, 5, 5]}},
        [
            "contacts 2: 1 row(s) are the same as an earlier one, the first here; all are kept.",
        ],
    ),
    "a row of totals": (
        {"teams": {"team": ["a", "Totaal", "SOM"]}},
        [
            ("teams 2 team: This row reads like a total, and is counted as a row of its own "
            "(2 times).")
        ],
    ),
    "a needed cell that could not be read": (
        {"profiles": {"profile": ["p", "q"], "needs": ["skin", "skin"], "residents": ["?", ""]}},
        [
            "profiles 1 residents: '?' is not a number.",
            "profiles 2 residents: This cell must not be empty.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_told_by_their_number(name):
    tables, lines = ROWS[name]
    assert told(**tables)[0] == lines


REFERENCES = {
    "the same but for case": (
        {"actors": {"actor": ["GP"]}, "ties": {"actor": ["gp", "gp"], "partner": ["GP", "GP "]}},
        [
            "ties 1 actor: 'gp' (2 times) is read as 'GP', as it stands in actors.",
            "ties 2: 1 row(s) are the same as an earlier one, the first here; all are kept.",
            "ties 2 partner: 'GP ' (1 times) is read as 'GP', as it stands in actors.",
        ],
        {"actor": ["GP", "GP"], "partner": ["GP", "GP"]},
    ),
    "two that both are there": (
        {"actors": {"actor": ["GP", "gp"]}, "reach": {"actor": ["Gp"], "neighbourhood": ["a"]}},
        [
            ("actors 2 actor: 'gp' and 'GP' differ only in case, spaces or accents, "
            "and are kept apart."),
            "reach 1 actor: 'Gp' may be 'GP' / 'gp', which both stand in the table actors.",
        ],
        {"actor": ["Gp"], "neighbourhood": ["a"]},
    ),
    "one that is nearly there": (
        {"actors": {"actor": ["nurse", "007"]}, "competences": {"actor": ["nusre", "7", "x"],
                                                               "need": ["skin"] * 3}},
        [
            "competences 1 actor: 'nusre' does not stand in the table actors.",
            "competences 2 actor: '7' does not stand in the table actors.",
            "competences 3 actor: 'x' does not stand in the table actors.",
        ],
        {"actor": ["nusre", "7", "x"], "need": ["skin"] * 3},
    ),
    "codes that lost their letters": (
        {"neighbourhoods": {"neighbourhood": ["BU00030001", "99990101", "30002"]}},
        [
            ("neighbourhoods 2 neighbourhood: '99990101' (1 times) is read as 'BU99990101': "
            "the only area of which it can be the code."),
            ("neighbourhoods 3 neighbourhood: '30002' seems to be a code that lost its leading "
            "zeros; it may be 'BU00030002' / 'WK030002'."),
        ],
        {"neighbourhood": ["BU00030001", "BU99990101", "30002"]},
    ),
    "codes an area is made of": (
        {"neighbourhoods": {"neighbourhood": ["BU00030001"], "codes": ["99990101|BU00030001"]}},
        [
            ("neighbourhoods 1 codes: '99990101' (1 times) is read as 'BU99990101': "
            "the only area of which it can be the code."),
        ],
        {"neighbourhood": ["BU00030001"], "codes": ["BU99990101|BU00030001"]},
    ),
    "bare codes an area is made of, beside areas by their letters": (
        {"neighbourhoods": {"neighbourhood": ["BU00030001"], "codes": ["99990101"]}},
        [
            ("neighbourhoods 1 codes: '99990101' (1 times) is read as 'BU99990101': "
            "the only area of which it can be the code."),
            "neighbourhoods 1 codes: 1 code(s) are bare numbers, the first here.",
        ],
        {"neighbourhood": ["BU00030001"], "codes": ["BU99990101"]},
    ),
    "a code that became a number": (
        {"actors": {"actor": ["a", "b"], "neighbourhood": ["3,0001E+4", "x"]}},
        [
            "actors 1 neighbourhood: '3,0001E+4' is a number made of a code.",
        ],
        {"actor": ["a", "b"], "neighbourhood": ["3,0001E+4", "x"]},
    ),
    "a code of the own table that became a number": (
        {"neighbourhoods": {"neighbourhood": ["3,0001E+4", "a"]}},
        ["neighbourhoods 1 neighbourhood: '3,0001E+4' is a number made of a code."],
        {"neighbourhood": ["3,0001E+4", "a"]},
    ),
    "bare codes throughout": (
        {"actors": {"actor": ["a", "b"], "neighbourhood": ["30001", "30002"]}},
        ["actors 1 neighbourhood: 2 code(s) are bare numbers, the first here."],
        {"actor": ["a", "b"], "neighbourhood": ["30001", "30002"]},
    ),
    "a bare code among others": (
        {"actors": {"actor": list("abc"), "neighbourhood": ["BU99990101", "99990102", "30002"]}},
        [
            ("actors 2 neighbourhood: '99990102' (1 times) is read as 'BU99990102': "
            "the only area of which it can be the code."),
            ("actors 3 neighbourhood: '30002' seems to be a code that lost its leading "
            "zeros; it may be 'BU00030002' / 'WK030002'."),
        ],
        {"actor": list("abc"), "neighbourhood": ["BU99990101", "BU99990102", "30002"]},
    ),
    "residents, who are not named": (
        {"requests": {"request": ["q"], "resident": ["Anna"]},
         "contacts": {"resident": ["anna", "x", "ANNA"], "actor": ["gp"] * 3}},
        [
            ("contacts 1 resident: 2 cell(s) are read as they stand in requests, but for case, "
            "spaces or accents, the first here."),
            "contacts 3: 1 row(s) are the same as an earlier one, the first here; all are kept.",
        ],
        {"resident": ["Anna", "x", "Anna"], "actor": ["gp"] * 3},
    ),
    "what a resident's row names": (
        {"actors": {"actor": ["GP", "nurse"]}, "contacts": {"actor": ["nurse", "gp"]}},
        [
            (
                "contacts 2 actor: 1 cell(s) are read as they stand in actors, but for case, "
                "spaces or accents, the first here."
            ),
        ],
        {"actor": ["nurse", "GP"]},
    ),
    "residents who are kept apart": (
        {"requests": {"request": ["q"], "resident": ["Anna"]},
         "contacts": {"resident": ["anna", "Anna"], "actor": ["gp"] * 2}},
        [
            ("contacts 1 resident: 1 cell(s) differ from others only in case, spaces or accents, "
            "and are kept apart, the first here."),
        ],
        {"resident": ["anna", "Anna"], "actor": ["gp"] * 2},
    ),
    "words of one's own and a slip": (
        {"actors": {"actor": list("abcd"), "profession": ["gpp", "bard", "smith", "bard"]}},
        [
            ("actors 1 profession: Professions in words of your own, not in our list: 3 "
            "('gpp', 'bard', 'smith'), in 4 cell(s), the first here."),
        ],
        {"actor": list("abcd"), "profession": ["gpp", "bard", "smith", "bard"]},
    ),
    "a slip in a need of a resident, who is not named": (
        {"contacts": {"actor": ["gp", "gp"], "need": ["skni", "skin"]}},
        ["contacts 1 need: 1 cell(s) are nearly a name of needs, the first here."],
        {"actor": ["gp", "gp"], "need": ["skni", "skin"]},
    ),
    "a slip in a need, and more than three words of one's own": (
        {"competences": {"actor": list("aaaaa"), "need": ["skni", "k", "l" * 41, "m", "n"]}},
        [
            "competences 1 need: 'skni' is nearly 'skin'.",
            ("competences 2 need: Needs in words of your own, not in our list: 4 ('k', "
            f"'{'l' * 37}...', 'm', ...), in 4 cell(s), the first here."),
        ],
        {"actor": list("aaaaa"), "need": ["skni", "k", "l" * 41, "m", "n"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCES)
def test_a_reference_is_read_or_told_with_what_it_may_be(name):
    tables, lines, read = REFERENCES[name]
    assert told(**tables) == (lines, read)


def test_a_thousand_names_are_told_one_by_one_and_the_rest_is_counted():
    ids = [f"Name {at}" for at in range(1001)]
    lower = [name.lower() for name in ids]
    lines, read = told(actors={"actor": ids}, ties={"actor": lower, "partner": ids[1:] + ids[:1]})
    assert lines[0] == "ties actor: 1 more rows have the same notice (matched)."
    assert (
        lines[1] == "ties 1 actor: 'name 0' (1 times) is read as 'Name 0', as it stands in actors."
    )
    assert len(lines) == 1001
    assert read["actor"] == ids
